"""Public figures over HTTP: nothing until a release was audited, and then only what is marked public, without login."""

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from io import BytesIO

import httpx
import openpyxl
import pytest

from services.aggregator.vrijgave import maak_vrijgave
from services.aggregator.vrijgave.toets import Kandidaat, Oordeel
from services.aggregator.vrijgave.uitgave import Uitgave
from services.gateway.paginas import openbaar as pagina
from services.gateway.paginas.bezoek import Bezoeken
from services.gateway.paginas.sjablonen import Sjablonen
from services.gateway.paginas.statisch import Statisch
from tests.bouwers import dossier
from tests.integration.gateway.huis import NU, Huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database

MOMENTEN = [
    datetime(2026, 11, 2, 6, tzinfo=UTC),
    datetime(2026, 11, 3, 6, tzinfo=UTC),
    datetime(2026, 11, 4, 6, tzinfo=UTC),
]
SCHOLEN = ("99AB00", "99AB01", "99AB02")
JAAR = {"schooljaar": 2026, "maand": 9, "week": 38}
OUD = {"schooljaar": 2024, "maand": 9, "week": 38}
VRAAG = "niveau=swv&eenheid=PO9901&schooljaar=2026-2027&zicht=openbaar"
ONTHOUDEN = {"waarde": None, "status": "c", "tekst": "niet vrijgegeven"}


def geslaagd(_kandidaat: Kandidaat, _eerdere: Sequence[Uitgave], /) -> Oordeel:
    """An audit that finds nothing."""
    return Oordeel({"kleinste": 5, "beschermd": [1, 4], "cellen": 31, "ingrepen": {"swv": {"onthoud": 2}}})


def bevroren(_kandidaat: Kandidaat, _eerdere: Sequence[Uitgave], /) -> Oordeel:
    """One that could not make safe any more what was told of a figure."""
    return Oordeel({"kleinste": 5, "beschermd": [1, 4], "bevroren_cijfers": ["PO9901 2026 tlv-toegekend"]})


@pytest.fixture(scope="module")
def gevuld(module_database: Database) -> Database:
    zaken = [("PO9901", dossier(vestiging=SCHOLEN[een % 3], ingediend=JAAR)) for een in range(23)]
    zaken += [("PO9901", dossier(vestiging=SCHOLEN[een % 3], ingediend=OUD)) for een in range(11)]
    leden = [Lid("PO9901", school, "99001") for school in SCHOLEN]
    asyncio.run(vul(module_database.url(), Wereld([*leden, Lid("VO9901", "99AZ00", "99009")], zaken)))
    return module_database


async def test_first_nothing_then_what_was_audited(huis: Huis, gevuld: Database) -> None:
    dsn = gevuld.url("pos_aggregator")
    assert (await huis.get("/v1/openbaar")).json()["vrijgave"] is None

    await maak_vrijgave(dsn, MOMENTEN[0], NU, extra=True)
    assert (await huis.get("/v1/openbaar")).json()["vrijgave"] is None
    (reeks,) = (await huis.waarden("tlv-aanvragen", VRAAG))["reeksen"]
    assert reeks["perioden"][0]["totaal"] == ONTHOUDEN

    gemaakt = await maak_vrijgave(dsn, MOMENTEN[1], NU, extra=True, toets=geslaagd)
    open_ = (await huis.get("/v1/openbaar")).json()
    assert open_["vrijgave"] == {
        "nummer": 2,
        "stand": "2026-11-03T06:00:00Z",
        "sha256": gemaakt.uitgave.sha256.hex(),
        "toets": {"kleinste": 5, "beschermd": [1, 4]},
    }
    assert [een["code"] for een in open_["indicatoren"]] == ["tlv-aanvragen", "tlv-toegekend"]
    assert [een["eenheid"] for een in open_["eenheden"]] == ["NL-PO", "NL-VO", "PO9901", "VO9901"]

    antwoord = await huis.waarden("tlv-aanvragen", f"{VRAAG}&splitsing=soortCategorie")
    (periode,) = antwoord["reeksen"][0]["perioden"]
    assert (antwoord["stand"], periode["totaal"]) == ("2026-11-03T06:00:00Z", {"waarde": 25, "status": "p"})
    assert {een["splitsing"]["soortCategorie"]: een["waarde"] for een in periode["rijen"]}["so-laag"] == 25


async def test_what_was_final_before_the_first_audit_stays_closed(huis: Huis, gevuld: Database) -> None:
    """A closed schooljaar of a release that was not audited is in force, and yet not public."""
    oud = VRAAG.replace("2026-2027", "2024-2025")
    (voor_ieder,) = (await huis.waarden("tlv-aanvragen", oud))["reeksen"]
    (voor_school,) = (await huis.waarden("tlv-aanvragen", oud.replace("&zicht=openbaar", ""), "school:99AB00"))[
        "reeksen"
    ]

    assert voor_ieder["perioden"][0]["totaal"] == ONTHOUDEN
    assert voor_school["perioden"][0]["totaal"]["waarde"] == 10


async def test_what_is_not_public_stays_closed(huis: Huis) -> None:
    """Another figure: withheld. Another view: log in. A school, a board, a subregio: they do not exist."""
    (reeks,) = (await huis.waarden("tlv-afgewezen", VRAAG))["reeksen"]
    assert reeks["perioden"][0]["totaal"] == ONTHOUDEN
    for vraag, status in (
        (VRAAG.replace("&zicht=openbaar", ""), 401),
        (VRAAG.replace("openbaar", "vergelijking"), 401),
        (f"{VRAAG}&zicht=eigen", 401),
        (VRAAG.replace("swv&eenheid=PO9901", "school&eenheid=99AB00"), 404),
        (VRAAG.replace("swv&eenheid=PO9901", "bestuur&eenheid=99001"), 404),
        (VRAAG.replace("PO9901", "PO9907"), 404),
        (f"{VRAAG}&binnen=PO9901", 404),
        (f"{VRAAG}&splitsing=behoefte", 403),
    ):
        antwoord = await huis.get(f"/v1/indicatoren/tlv-aanvragen/waarden?{vraag}")
        assert antwoord.status_code == status, vraag
    for pad in ("/v1/indicatoren", "/v1/eenheden", "/v1/indicatoren/tlv-aanvragen/vergelijking?zicht=openbaar"):
        assert (await huis.get(pad)).status_code == 401


@pytest.mark.parametrize("meer", ["filter.leerjaar=5", "splitsing=soortCategorie,leerjaar", "splitsing=maand"])
async def test_no_free_questions(huis: Huis, meer: str) -> None:
    (reeks,) = (await huis.waarden("tlv-aanvragen", f"{VRAAG}&{meer}"))["reeksen"]

    assert reeks["perioden"][0]["rijen"] == []


async def test_who_is_logged_in_sees_the_same_when_asking_so(huis: Huis) -> None:
    assert await huis.waarden("tlv-aanvragen", VRAAG) == await huis.waarden("tlv-aanvragen", VRAAG, "swv:PO9901")


async def test_the_page_shows_what_the_api_answers(huis: Huis) -> None:
    app = huis.client._transport.app  # type: ignore[attr-defined]
    bezoeken = Bezoeken(Sjablonen(Statisch(None)), huis.diensten.sessies, huis.clock, voorbeeld=True)
    app.include_router(pagina.router(bezoeken, huis.diensten.gegevens))
    html = (await huis.client.get("/openbaar?eenheid=PO9901")).text

    assert "Vrijgave 2" in html
    assert '<span class="w w--voorlopig">25</span>' in html
    assert '<span class="heel">2026-2027</span> <span class="heel">(voorlopig)</span>' in html
    assert "minstens 5 waarden mogelijk" in html
    # 2024-2025 was final before the first audit: neither the total nor a kind is known, and "n.v.t." would be a claim.
    for rij in ("Totaal", "so, categorie laag"):
        vakken = re.findall(
            r"<td[^>]*><span[^>]*>([^<]*)</span>",
            html.partition(f'<th scope="row">{rij}</th>')[2].partition("</tr>")[0],
        )
        assert vakken[2] == "niet vrijgegeven", (rij, vakken)
    adressen = [unescape(een) for een in re.findall(r'href="(/v1/indicatoren/[^"]+)" download', html)]
    assert len(adressen) == 2 * len((await huis.get("/v1/openbaar")).json()["indicatoren"])
    for adres in adressen:
        bestand = await huis.get(adres)
        assert (bestand.status_code, len(bestand.content) > 100) == (200, True), adres
    assert (await huis.client.get("/openbaar?eenheid=99AB00")).status_code == 404


@pytest.mark.parametrize("formaat", ["json", "json-stat", "csv", "csv-nl", "xlsx"])
async def test_every_download_tells_the_released_number_and_no_other(huis: Huis, formaat: str) -> None:
    """23 applications are there, 25 are told: in all and of their kind, without login, in whichever form."""
    antwoord = await huis.get(
        f"/v1/indicatoren/tlv-aanvragen/waarden?{VRAAG}&splitsing=soortCategorie&formaat={formaat}"
    )
    assert antwoord.status_code == 200
    getallen = set(re.findall(r"(?<![\d-])\d+(?![\d-])", _tekst(antwoord, formaat)))

    assert "25" in getallen
    assert not getallen & {"23", "22", "24"}


async def test_what_an_audit_froze_is_not_public(huis: Huis, gevuld: Database) -> None:
    """It was told before as it is, perhaps unaudited: everybody need not see it too. Other figures stay."""
    voor = await huis.waarden("tlv-aanvragen", VRAAG)
    await maak_vrijgave(gevuld.url("pos_aggregator"), MOMENTEN[2], NU, extra=True, toets=bevroren)
    (aanvragen,) = (await huis.waarden("tlv-aanvragen", VRAAG))["reeksen"]
    (toegekend,) = (await huis.waarden("tlv-toegekend", VRAAG))["reeksen"]
    (voor_school,) = (await huis.waarden("tlv-toegekend", VRAAG.replace("&zicht=openbaar", ""), "school:99AB00"))[
        "reeksen"
    ]

    assert aanvragen["perioden"] == voor["reeksen"][0]["perioden"]
    assert (aanvragen["perioden"][0]["totaal"]["waarde"], toegekend["perioden"][0]["totaal"]) == (25, ONTHOUDEN)
    assert voor_school["perioden"][0]["totaal"]["tekst"] == "< 8"


def _tekst(antwoord: httpx.Response, formaat: str) -> str:
    """What a reader finds in it; of JSON-stat the values, for it numbers its categories too."""
    if formaat == "xlsx":
        boek = openpyxl.load_workbook(BytesIO(antwoord.content))
        return " ".join(str(cel) for blad in boek for rij in blad.iter_rows(values_only=True) for cel in rij)
    return str(antwoord.json()["value"]) if formaat == "json-stat" else antwoord.text
