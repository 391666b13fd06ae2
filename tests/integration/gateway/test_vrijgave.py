"""Released figures over HTTP: what a school, a board and an SWV see outside their own unit, and what they never do."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import asyncpg
import pytest

from services.aggregator.adapters import ALLE_PLAATSEN, VERSIES
from services.aggregator.vrijgave import maak_vrijgave
from services.gateway.adapters.context import zet_context
from services.gateway.domain.rechten import Context
from shared.contracts.eenheden import swv_getal
from shared.contracts.lezerspas import maak_pas
from shared.contracts.rapporten import Lezer
from tests.integration.gateway.huis import DIENSTGEHEIM, NU, Huis
from tests.integration.gateway.wereld import LOPEND, Voorbeeld
from tests.integration.vrijgave.zaken import zet_zaken
from tests.stack import Database

MOMENT = datetime(2026, 11, 2, 5, tzinfo=UTC)
STAND = "2026-11-02T05:00:00Z"
SCHOOL, BESTUUR, SWV = "school:99AI00", "bestuur:{}", "swv:PO9901"
VRAAG = "niveau=swv&eenheid=PO9901&schooljaar=2024-2025"
ONTHOUDEN = {"waarde": None, "status": "c", "tekst": "niet vrijgegeven"}


@pytest.fixture(scope="module")
def gevuld(gevuld: Database, verhaal: Voorbeeld) -> Database:
    """The example region with its cases, and one release of it."""

    async def vul() -> None:
        await zet_zaken(gevuld.url(), verhaal.wereld.zaken)
        await maak_vrijgave(gevuld.url("pos_aggregator"), MOMENT, NU)

    asyncio.run(vul())
    return gevuld


def _bestuur(verhaal: Voorbeeld) -> str:
    return next(lid.bestuur for lid in verhaal.wereld.leden if lid.vestiging == "99AI00")


async def _tabel(database: Database, *sleutel: object) -> list[Any]:
    verbinding = await asyncpg.connect(database.url())
    rijen = await verbinding.fetchval(
        "SELECT rijen FROM vrijgave.tabel WHERE (niveau, eenheid, indicator, teldatum, schooljaar, splitsing)"
        " = ($1, $2, $3, $4, $5, $6)",
        *sleutel,
    )
    await verbinding.close()
    return list(json.loads(rijen))


async def test_a_school_sees_its_swv_as_released(huis: Huis, gevuld: Database) -> None:
    antwoord = await huis.waarden("tlv-toegekend", f"{VRAAG}&splitsing=soortCategorie", SCHOOL)
    [reeks] = antwoord["reeksen"]
    [periode] = reeks["perioden"]
    sleutel = ("swv", "PO9901", "tlv-toegekend", "", 2024)

    assert (reeks["zicht"], antwoord["stand"]) == ("vergelijking", STAND)
    assert periode["totaal"] == (await _tabel(gevuld, *sleutel, ""))[0][1]
    rijen = await _tabel(gevuld, *sleutel, "soortCategorie")
    assert [(rij["splitsing"]["soortCategorie"], rij["waarde"]) for rij in periode["rijen"]] == [
        (wie, vak["waarde"]) for wie, vak in rijen
    ]
    assert {rij["status"] for rij in periode["rijen"]} >= {"z"}
    assert periode["totaal"]["waarde"] % 5 == 0


async def test_a_number_shown_lies_near_the_true_one(huis: Huis) -> None:
    echt = (await huis.waarden("tlv-aanvragen", VRAAG, SWV))["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    getoond = (await huis.waarden("tlv-aanvragen", VRAAG, SCHOOL))["reeksen"][0]["perioden"][0]["totaal"]["waarde"]

    assert getoond % 5 == 0
    assert abs(echt - getoond) <= 2


async def test_the_running_schooljaar_is_provisional(huis: Huis) -> None:
    vraag = f"niveau=landelijk&eenheid=NL-PO&schooljaar={LOPEND}-{LOPEND + 1}"
    totaal = (await huis.waarden("tlv-aanvragen", vraag, SCHOOL))["reeksen"][0]["perioden"][0]["totaal"]

    assert totaal["status"] in ("p", "c")


@pytest.mark.parametrize(
    "meer",
    [
        "splitsing=soortCategorie,leerjaar",
        "filter.leerjaar=5",
        "splitsing=maand",
        "splitsing=schoolsoort",
    ],
)
async def test_what_no_table_answers_is_withheld(huis: Huis, meer: str) -> None:
    antwoord = await huis.waarden("tlv-aanvragen", f"{VRAAG}&{meer}", SCHOOL)
    [periode] = antwoord["reeksen"][0]["perioden"]

    assert periode["rijen"] == []
    if "," in meer or "filter" in meer:
        assert periode["totaal"] == ONTHOUDEN


async def test_public_stays_closed_until_an_audit(huis: Huis) -> None:
    """Both locks: no indicator of persons is marked public, and the release has no certificate."""
    antwoord = await huis.waarden("tlv-aanvragen", f"{VRAAG}&zicht=openbaar", SWV)

    assert antwoord["reeksen"][0]["perioden"][0]["totaal"] == ONTHOUDEN
    assert antwoord["stand"] is None


async def test_a_board_sees_its_swv_and_country_from_the_release(huis: Huis, verhaal: Voorbeeld) -> None:
    recht = BESTUUR.format(_bestuur(verhaal))
    for niveau, code in (("swv", "PO9901"), ("landelijk", "NL-PO")):
        vraag = f"niveau={niveau}&eenheid={code}&schooljaar=2024-2025"
        antwoord = await huis.waarden("tlv-aanvragen", vraag, recht)
        assert antwoord["stand"] == STAND
        assert antwoord["reeksen"][0]["perioden"][0]["totaal"]["waarde"] % 5 == 0


async def test_the_own_swv_as_others_see_it(huis: Huis) -> None:
    zelf = await huis.waarden("tlv-aanvragen", f"{VRAAG}&zicht=vergelijking", SWV)
    school = await huis.waarden("tlv-aanvragen", VRAAG, SCHOOL)

    assert zelf["reeksen"] == school["reeksen"]


async def test_comparison_holds_released_years_and_quartiles(huis: Huis) -> None:
    pad = "/v1/indicatoren/tlv-aanvragen/vergelijking?niveau={}&eenheid={}&schooljaar=2024-2025"
    swv = (await huis.get(pad.format("swv", "PO9901"), SCHOOL)).json()
    eigen = (await huis.get(pad.format("school", "99AI00"), SCHOOL)).json()

    assert swv["eigen"]["waarde"] % 5 == 0
    assert swv["stand"] == STAND
    eerder = (await huis.waarden("tlv-aanvragen", VRAAG.replace("2024-2025", "2023-2024"), SCHOOL))["reeksen"][0]
    vorige = next(een for een in swv["eerder"] if een["schooljaar"] == "2023-2024")
    assert vorige["zelfdePeriode"]["waarde"] == eerder["perioden"][0]["totaal"]["waarde"], (
        "a year that is over is whole"
    )
    assert swv["twaalfMaanden"] == ONTHOUDEN or swv["twaalfMaanden"]["nu"] == ONTHOUDEN
    [land] = [een for een in eigen["verdelingen"] if een["binnen"] == "NL-PO"]
    assert land["eenheden"] >= 10
    kwartielen = [land[naam] for naam in ("kwartiel1", "mediaan", "kwartiel3")]
    assert kwartielen[0] is None, "the example schools have few applications each"
    assert all(een is None or (een >= 8 and een % 5 == 0) for een in kwartielen)
    assert land["tekst"] == "< 8"


@pytest.mark.parametrize("familie", ["tlv", "arrangement"])
async def test_the_dashboards_show_what_is_released(huis: Huis, verhaal: Voorbeeld, familie: str) -> None:
    """A school and a board at their SWV: every number that a table of the release has, and no zero that it has not."""
    naam = "verwijzingen" if familie == "tlv" else "arrangementen"
    totalen = {
        code: (await huis.waarden(f"{familie}-{code}", VRAAG, SCHOOL))["reeksen"][0]["perioden"][0]["totaal"]
        for code in ("aanvragen", "toegekend", "afgewezen", "zonder-besluit", "openstaand")
    }
    for wie in (SCHOOL, BESTUUR.format(_bestuur(verhaal))):
        d = (await huis.get(f"/v1/dashboards/{naam}?{VRAAG}", wie)).json()
        figuren = {een["code"]: een for een in d["figuren"]}
        besluiten = next(een for een in figuren["besluiten"]["tabel"]["rijen"] if een["cellen"][0] == "2024-2025")
        aanvragen = next(een for een in figuren["aanvragen"]["tabel"]["rijen"] if een["cellen"][0] == "2024-2025")

        assert (d["zicht"], d["nietVrijgegeven"], d["stand"]) == ("vergelijking", False, STAND)
        assert d["kerncijfers"][0]["waarde"]["waarde"] == totalen["aanvragen"]["waarde"] > 0
        assert [een["waarde"] for een in besluiten["cellen"][1:]] == [
            totalen[code]["waarde"] for code in ("toegekend", "afgewezen", "zonder-besluit", "openstaand")
        ]
        assert aanvragen["cellen"][-1]["waarde"] == totalen["aanvragen"]["waarde"]
        assert figuren["aanvragen"]["grafiek"], "a line per kind that was released"
        assert any(rij["cellen"][1]["waarde"] for rij in figuren["leerjaren"]["tabel"]["rijen"])
        nullen = [
            (code, rij["cellen"][0])
            for code, figuur in figuren.items()
            for rij in figuur["tabel"]["rijen"]
            for cel in rij["cellen"]
            if not isinstance(cel, str) and cel["waarde"] == 0
        ]
        assert {code for code, _ in nullen} <= {"onderliggend"}, "a release says nothing of zero; the own units do"


async def test_a_document_gets_what_its_reader_gets(huis: Huis) -> None:
    """Reports asks with a pass that names the reader: an SWV's figures in a school's report are released ones."""
    pas = maak_pas(DIENSTGEHEIM, Lezer(rol="school", eenheid="99AI00"), huis.clock.now())
    pad = f"/v1/indicatoren/tlv-aanvragen/waarden?{VRAAG}"
    antwoord = await huis.client.get(pad, headers={"Authorization": pas})

    assert antwoord.json() == (await huis.get(pad, SCHOOL)).json()
    assert antwoord.json()["stand"] == STAND


async def test_no_live_change_shows_in_etag_or_stand(huis: Huis, gevuld: Database) -> None:
    """A dossier elsewhere in the SWV: neither the released view nor the school's own one may tell."""
    school = "niveau=school&eenheid=99AI00&schooljaar=2024-2025"
    paden = [f"/v1/indicatoren/tlv-aanvragen/waarden?{vraag}" for vraag in (VRAAG, school)]
    paden += [pad.replace("/waarden", "/vergelijking") for pad in paden]
    voor = [(await huis.get(pad, SCHOOL)) for pad in paden]
    verbinding = await asyncpg.connect(gevuld.url())
    await verbinding.execute(VERSIES, [swv_getal("PO9901"), swv_getal("PO9902")], datetime.now(UTC))
    na = [(await huis.get(pad, SCHOOL)) for pad in paden]
    van_swv = [await huis.get(paden[0], SWV)]
    await verbinding.execute(
        "UPDATE stand.cel SET aantal = aantal + 50 WHERE swv = $1 AND kubus = 1", swv_getal("PO9901")
    )
    geteld = await huis.get(paden[0], SCHOOL)
    await verbinding.execute(
        "UPDATE stand.cel SET aantal = aantal - 50 WHERE swv = $1 AND kubus = 1", swv_getal("PO9901")
    )
    await verbinding.execute(ALLE_PLAATSEN, [swv_getal("PO9901")], datetime.now(UTC))
    later = [(await huis.get(pad, SCHOOL)) for pad in paden]
    await verbinding.close()

    assert geteld.content == voor[0].content, "nothing but the release is read"
    assert [een.headers["etag"] for een in na] == [een.headers["etag"] for een in voor]
    assert [een.content for een in na] == [een.content for een in voor]
    assert later[0].headers["etag"] == voor[0].headers["etag"], "the released view never follows what is live"
    assert later[1].headers["etag"] != voor[1].headers["etag"], "the own one follows the own"
    assert van_swv[0].json()["stand"] != voor[1].json()["stand"]


def _later() -> datetime:
    """A moment after every other one of this module: answers tell whole seconds."""
    return datetime.now(UTC) + timedelta(hours=next(_UREN))


_UREN = count(1)


@pytest.mark.parametrize("recht", [SCHOOL, BESTUUR])
async def test_no_live_change_shows_in_a_ratio_either(
    huis: Huis, gevuld: Database, verhaal: Voorbeeld, recht: str
) -> None:
    bestuur = _bestuur(verhaal)
    eigen = "niveau=school&eenheid=99AI00" if recht == SCHOOL else f"niveau=bestuur&eenheid={bestuur}"
    paden = [
        f"/v1/indicatoren/verzilveringsgraad/{wat}?{eigen}&schooljaar=2024-2025" for wat in ("waarden", "vergelijking")
    ]
    recht = recht.format(bestuur)
    voor = [(await huis.get(pad, recht)) for pad in paden]
    van_swv = await huis.get(paden[0], SWV)
    verbinding = await asyncpg.connect(gevuld.url())
    await verbinding.execute(VERSIES, [swv_getal("PO9901"), swv_getal("PO9902")], _later())
    na = [(await huis.get(pad, recht)) for pad in paden]
    swv_na = await huis.get(paden[0], SWV)
    await verbinding.execute(ALLE_PLAATSEN, [swv_getal("PO9901")], _later())
    later = await huis.get(paden[0], recht)
    await verbinding.close()

    assert [een.content for een in na] == [een.content for een in voor]
    assert [een.headers["etag"] for een in na] == [een.headers["etag"] for een in voor]
    assert swv_na.json()["stand"] > van_swv.json()["stand"], "who sees the SWV sees that it moved"
    assert later.json()["stand"] > voor[0].json()["stand"], "the own one follows the own"


async def test_the_gateways_role_reaches_no_live_cell_outside_its_context(gevuld: Database) -> None:
    """As a school: cells and versions of the own vestiging only; no case, and no note of the gate."""
    verbinding = await asyncpg.connect(gevuld.url("pos_gateway"))
    async with verbinding.transaction():
        await zet_context(verbinding, Context((), (1, 2), ()), LOPEND)  # type: ignore[arg-type]
        assert await verbinding.fetchval("SELECT count(*) FROM stand.cel") == 0
        assert await verbinding.fetchval("SELECT count(*) FROM stand.plaats_versie") == 0
        assert await verbinding.fetchval("SELECT count(*) FROM vrijgave.tabel") > 0
    for tabel in ("stand.zaak", "stand.ijkpunt_zaak", "vrijgave_intern.zaak", "vrijgave_intern.gehouden"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await verbinding.fetch(f"SELECT * FROM {tabel}")
    await verbinding.close()
