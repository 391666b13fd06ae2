"""The twenty dossiers of rekentabel.md beside lists that fit on a page: every value is to be checked with a pocket
calculator, and comes through the real reader, anonymiser, reducer and API.

Granted TLV's for so at PO9901: 1 (so-midden, 99AB00, 13-10-2025 to 31-7-2027), 3 (so-hoog, 99AC00, 1-12-2025 to
31-7-2026), 5 (so-midden, 99AD00, from 1-8-2026) and 8 (so-laag, 99AC00, from 1-8-2026). Number 2 is for sbo.
"""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from services.gateway.domain.eenheid import herken
from shared.contracts.indicatoren import CATALOGUS, Maat
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.opendata import vul_open
from tests.integration.keten import Keten, open_keten
from tests.integration.rekentabel.lezen import events
from tests.integration.rekentabel.test_rekentabel import LEDEN, toon
from tests.lijsten import BEKOSTIGD, THUIS, bekostigd, csv, thuiszitter
from tests.stack import Database

FEBRUARI, OKTOBER = "2026-02-01", "2026-10-01"
DUO = csv(
    BEKOSTIGD,
    [
        bekostigd("PO9901/Nummer 1", FEBRUARI),  # dossier 1, written otherwise
        bekostigd("nummer-2", FEBRUARI),  # a TLV for sbo: known, and not verzilverd
        bekostigd("oud-77", FEBRUARI, categorie="hoog", vestiging="99AD00"),  # nobody knows it
        bekostigd("nummer-1", OKTOBER),
        bekostigd("nummer-5", OKTOBER),
        bekostigd("NUMMER5", OKTOBER),  # the same number again
        bekostigd("nummer-3", OKTOBER),  # known, but ended on 31 July
    ],
)
JANUARI, RELATIEF = "2026-01-15", "langdurig_relatief"
LEERPLICHT = csv(
    THUIS,
    [
        thuiszitter("a", JANUARI, sinds="2026-01-01", reden="wachtlijst"),  # 14 days
        thuiszitter("b", JANUARI, sinds="2025-12-18"),  # 28 days: four weeks
        thuiszitter(
            "c", JANUARI, soort="langdurig_relatief", sinds="2025-10-15", vestiging="99AB00", reden="Psychisch"
        ),
        thuiszitter("d", JANUARI, soort="langdurig_relatief", sinds="2025-10-14", vestiging="99AC00", reden="moeder"),
        thuiszitter("e", JANUARI, soort="vrijstelling_5a", vestiging="99AB00"),
        thuiszitter("f", JANUARI, sinds="2026-01-16"),  # not yet
        thuiszitter("g", JANUARI, tot="2026-01-15"),  # back that day
        thuiszitter("h", "2025-10-01"),  # an earlier peildatum of the same schooljaar
    ],
)

TABEL = (
    # indicator, unit, schooljaar (and teldatum), split, what the API says
    ("tlv-verzilverd", "PO9901", "2025-2026 op 02-01", "", "1"),
    ("tlv-verzilverd", "PO9901", "2025-2026 op 02-01", "categorie", "midden: 1"),
    ("tlv-verzilverd", "PO9901", "2025-2026 op 02-01", "schoolsoort", "so: 1; sbo: None; pro: None"),
    ("tlv-verzilverd", "PO9901", "2026-2027 op 10-01", "soortCategorie", "so-midden: 2; sbo: None; pro: None"),
    ("tlv-verzilverd", "99AB00", "2026-2027 op 10-01", "", "1"),
    ("tlv-verzilverd", "PO9901-Z", "2026-2027 op 10-01", "", "0"),
    ("tlv-verzilverd", "PO9901", "2025-2026 op 10-01", "", "None x"),
    ("tlv-verzilverd", "VO9901", "2025-2026 op 02-01", "", "None x"),
    ("tlv-niet-verzilverd", "PO9901", "2025-2026 op 02-01", "", "1"),
    ("tlv-niet-verzilverd", "PO9901", "2025-2026 op 02-01", "soortCategorie", "so-hoog: 1; sbo: None; pro: None"),
    ("tlv-niet-verzilverd", "99002", "2026-2027 op 10-01", "categorie", "laag: 1"),
    ("tlv-niet-verzilverd", "PO9901", "2025-2026 op 10-01", "", "None x"),
    ("verzilverd-onbekend", "PO9901", "2025-2026 op 02-01", "categorie", "hoog: 1"),
    ("verzilverd-onbekend", "99AD00", "2025-2026 op 02-01", "", "1"),
    ("verzilverd-onbekend", "PO9901", "2026-2027 op 10-01", "", "0"),
    ("verzilverd-onbekend", "PO9901", "2025-2026 op 10-01", "", "None x"),
    ("thuiszitters", "PO9901", "2025-2026", "", "4"),
    ("thuiszitters", "PO9901", "2025-2026", "soort", "absoluut: 2; langdurig_relatief: 2; vrijstelling_5a: 1"),
    ("thuiszitters", "PO9901", "2025-2026", "duur", "<4w: 1; 4w-3m: 2; >3m: 1"),
    ("thuiszitters", "PO9901", "2025-2026", "reden", "wachtlijst: 1; psychisch: 1; overig: 1; onbekend: 1"),
    ("thuiszitters", "99AB00", "2025-2026", "", "1"),
    ("thuiszitters", "99002", "2025-2026", "duur", ">3m: 1"),
    ("thuiszitters", "PO9901", "2024-2025", "", "None x"),
)


@pytest.fixture
async def keten(database: Database) -> AsyncIterator[Keten]:
    async with open_keten(database) as gevonden:
        await gevonden.lever(LEDEN)
        await gevonden.lijst("duo-bekostigd", DUO)
        await gevonden.push(*events())
        await gevonden.lijst("thuiszitters", LEERPLICHT)
        yield gevonden


async def test_every_value_of_the_table(keten: Keten) -> None:
    gevonden = [(*regel[:4], await _gevonden(keten.huis, *regel[:4])) for regel in TABEL]

    assert gevonden == list(TABEL)


async def test_a_filter_on_what_stands_apart_counts_it(keten: Keten) -> None:
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026&filter.soort=vrijstelling_5a"
    antwoord = await keten.huis.waarden("thuiszitters", vraag, "swv:PO9901")

    assert antwoord["reeksen"][0]["perioden"][0]["totaal"]["waarde"] == 1


async def test_sbo_does_not_exist_at_duo(keten: Keten) -> None:
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026&teldatum=02-01&filter.schoolsoort=sbo"
    antwoord = await keten.huis.waarden("tlv-verzilverd", vraag, "swv:PO9901")

    assert antwoord["reeksen"][0]["perioden"][0]["totaal"] == {"waarde": None, "status": "z"}


async def test_the_comparison_knows_that_a_list_is_missing(keten: Keten) -> None:
    adres = "/v1/indicatoren/tlv-verzilverd/vergelijking?niveau=swv&eenheid=PO9901&schooljaar=2025-2026&teldatum=10-01"
    antwoord = (await keten.huis.get(adres, "swv:PO9901")).json()

    assert antwoord["eigen"] == {"waarde": None, "status": "x"}


async def test_a_provisional_list_gives_provisional_figures(keten: Keten) -> None:
    regels = [bekostigd("nummer-1", FEBRUARI)]
    await keten.lijst("duo-bekostigd", csv(BEKOSTIGD, regels), status="voorlopig")
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026&teldatum=02-01"

    antwoord = await keten.huis.waarden("tlv-verzilverd", vraag, "swv:PO9901")

    assert antwoord["reeksen"][0]["perioden"][0]["totaal"] == {"waarde": 1, "status": "p"}


async def test_each_sees_only_its_own(keten: Keten) -> None:
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    for rol in ("school:99AB00", "bestuur:99002"):
        for code in ("thuiszitters", "tlv-verzilverd"):
            antwoord = await keten.huis.waarden(code, vraag, rol)
            assert antwoord["reeksen"][0]["perioden"][0]["totaal"]["status"] == "c"


async def _gevonden(huis: Huis, code: str, naam: str, periode: str, splitsing: str) -> str:
    eenheid = herken(naam)
    assert eenheid is not None
    jaar, _, teldatum = periode.partition(" op ")
    vraag = f"niveau={eenheid.niveau}&eenheid={naam}&schooljaar={jaar}"
    vraag += (f"&teldatum={teldatum}" if teldatum else "") + (f"&splitsing={splitsing}" if splitsing else "")
    rol = f"{eenheid.niveau}:{naam}" if eenheid.niveau.value in ("school", "bestuur") else f"swv:{naam[:6]}"
    gegeven: dict[str, Any] = (await huis.waarden(code, vraag, rol))["reeksen"][0]["perioden"][0]
    assert CATALOGUS[code].maat is Maat.AANTAL
    tekst = toon(gegeven, splitsing, Maat.AANTAL)
    return f"{tekst} x" if gegeven["totaal"]["status"] == "x" else tekst


async def test_the_share_of_tlvs_that_are_used(keten: Keten) -> None:
    """On 1 February 2026 numbers 1 and 3 run and 1 is in the list: 1 of 2. On 1 October 1, 5 and 8; 1 and 5 are."""
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026..2026-2027&splitsing=schoolsoort"
    februari = await keten.huis.waarden("verzilveringsgraad", f"{vraag}&teldatum=02-01", "swv:PO9901")
    oktober = await keten.huis.waarden("verzilveringsgraad", vraag, "swv:PO9901")

    def graad(antwoord: Any, jaar: int) -> tuple[object, ...]:
        totaal = antwoord["reeksen"][0]["perioden"][jaar]["totaal"]
        return totaal["teller"], totaal["noemer"], totaal["status"]

    assert graad(februari, 0) == (1, 2, None)
    assert graad(oktober, 1) == (2, 3, "p")
    assert graad(oktober, 0) == (None, None, "x")
    rijen = {een["splitsing"]["schoolsoort"]: een["status"] for een in februari["reeksen"][0]["perioden"][0]["rijen"]}
    assert (rijen["so"], rijen["sbo"], rijen["pro"]) == (None, "z", "z")
    ander = await keten.huis.waarden("verzilveringsgraad", "niveau=landelijk&eenheid=NL-PO", "swv:PO9901")
    assert ander["reeksen"][0]["perioden"][0]["totaal"]["status"] == "c"


async def test_pupils_at_home_per_thousand_need_the_number_of_pupils(keten: Keten) -> None:
    """Four at home, and no pupils were delivered: the numerator is known, the share is not."""
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    aantal = await keten.huis.waarden("thuiszitters", vraag, "swv:PO9901")
    per_duizend = await keten.huis.waarden("thuiszitters-per-1000", vraag, "swv:PO9901")
    totaal = per_duizend["reeksen"][0]["perioden"][0]["totaal"]
    assert totaal["teller"] == aantal["reeksen"][0]["perioden"][0]["totaal"]["waarde"] == 4
    assert (totaal["noemer"], totaal["waarde"], totaal["status"]) == (None, None, "x")


async def test_the_share_per_categorie(keten: Keten) -> None:
    """1 February: midden 1 of 1 (number 1), hoog 0 of 1 (3). 1 October: midden 2 of 2 (1 and 5), laag 0 of 1 (8)."""
    rijen = {}
    for teldatum, jaar in (("02-01", "2025-2026"), ("10-01", "2026-2027"), ("10-01", "2025-2026")):
        vraag = f"niveau=swv&eenheid=PO9901&schooljaar={jaar}&teldatum={teldatum}&splitsing=categorie"
        periode = (await keten.huis.waarden("verzilveringsgraad", vraag, "swv:PO9901"))["reeksen"][0]["perioden"][0]
        rijen[teldatum, jaar] = {
            rij["splitsing"]["categorie"]: (rij["teller"], rij["noemer"], rij["waarde"])
            for rij in periode["rijen"]
            if rij["noemer"]
        }
    assert rijen["02-01", "2025-2026"] == {"midden": (1, 1, 100.0), "hoog": (0, 1, 0.0)}
    assert rijen["10-01", "2026-2027"] == {"midden": (2, 2, 100.0), "laag": (0, 1, 0.0)}
    assert rijen["10-01", "2025-2026"] == {}, "without a list nothing is known, also not of a part"


@pytest.mark.parametrize(
    ("sbo", "eenheid", "teller", "noemer", "grenzen"),
    [
        ("80", "PO9901", 4, 400, (10.0, 10.0)),  # 4 / (200 + 120 + 80) x 1000
        ("80", "99AB00", 1, 200, (5.0, 5.0)),
        ("80", "99AC00", 1, 120, (1000 / 120, 1000 / 120)),
        ("80", "99AD00", 0, 80, (0.0, 0.0)),
        ("<5", "PO9901", 4, {"laag": 321, "hoog": 324}, (4000 / 324, 4000 / 321)),
    ],
)
async def test_pupils_at_home_per_thousand(
    keten: Keten, sbo: str, eenheid: str, teller: int, noemer: Any, grenzen: tuple[float, float]
) -> None:
    aantallen = {"99AB00": "200", "99AC00": "120", "99AD00": sbo}
    rijen = [
        {"vestiging": school, "schooljaar": "2025", "schoolsoort": "bao", "aantal": aantal, "status": "definitief"}
        for school, aantal in aantallen.items()
    ]
    await vul_open(keten.oog, {"leerlingen": rijen})
    niveau = "swv" if eenheid == "PO9901" else "school"
    vraag = f"niveau={niveau}&eenheid={eenheid}&schooljaar=2025-2026..2026-2027"
    antwoord = await keten.huis.waarden("thuiszitters-per-1000", vraag, f"{niveau}:{eenheid}")
    totaal, zonder = (periode["totaal"] for periode in antwoord["reeksen"][0]["perioden"])

    assert (totaal["teller"], totaal["noemer"], totaal["status"]) == (teller, noemer, None)
    waarde = (totaal.get("laag", totaal["waarde"]), totaal.get("hoog", totaal["waarde"]))
    assert waarde == pytest.approx(grenzen)
    assert (zonder["waarde"], zonder["status"]) == (None, "x"), "no list of the next schooljaar: unknown, not zero"
