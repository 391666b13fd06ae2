"""Comparisons of figures from the open sources: earlier years, like units, the published national figure; 400 else."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import asyncpg
import pytest

from services.gateway.routes.modellen_vergelijking import Vergelijking
from tests.integration.gateway.huis import Huis, Json, open_huis
from tests.integration.gateway.opendata import levering, vul_open
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

LEDEN = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99002", "PO9901-N"),
    Lid("PO9901", "99AD00", "99002", "PO9901-N"),
    Lid("PO9901", "99AS00", "99001", "PO9901-N", schoolsoort="sbo"),
    Lid("PO9902", "99AE00", "99003"),
    Lid("PO9903", "99AF00", "99004"),
)
AANTALLEN: dict[int, dict[str, object]] = {
    2025: {"99AB00": 200, "99AC00": 100, "99AD00": 150, "99AS00": 25, "99AE00": 300, "99AF00": 500},
    2024: {"99AB00": 160, "99AC00": "<5", "99AD00": 40, "99AS00": 0},
}
_LANDELIJK = """
    INSERT INTO landelijk.cijfer (indicator, schooljaar, schoolsoort, waarde, teller, status, bron, levering)
    VALUES ('deelname-sbo', 2022, 'sbo', 2.4, 34613, NULL, 'OCW: aandeel', $1),
           ('deelname-sbo', 2024, 'sbo', 2.3, NULL, 'voorlopig', 'OCW: aandeel', $1),
           ('leerlingen', 2022, 'po', 1435961, NULL, NULL, 'NCOJ', $1),
           ('leerlingen', 2022, 'vo+vso', 974983, NULL, NULL, 'NCOJ', $1),
           ('leerlingen', 2023, 'sbo', 33919, NULL, NULL, 'OCW', $1),
           ('thuiszitters', 2022, NULL, 13707, NULL, NULL, 'NOS', $1),
           ('verwijzingspercentage', 2022, 'po', 0.6, NULL, 'voorlopig', 'proef', $1)
"""


async def _vul(url: str) -> None:
    await Wereld(LEDEN).vul(url)
    soort = {lid.vestiging: lid.schoolsoort for lid in LEDEN}
    rijen = [
        {
            "vestiging": v,
            "schooljaar": str(jaar),
            "schoolsoort": soort[v],
            "aantal": str(aantal),
            "status": "definitief",
        }
        for jaar, per_school in AANTALLEN.items()
        for v, aantal in per_school.items()
    ]
    verbinding = await asyncpg.connect(url)
    try:
        await vul_open(verbinding, {"leerlingen": rijen})
        await verbinding.execute(_LANDELIJK, await levering(verbinding, "landelijk", date(2024, 12, 1)))
    finally:
        await verbinding.close()


@pytest.fixture(scope="module")
def scholen(module_database: Database) -> Database:
    """Three PO SWV's with pupils."""
    asyncio.run(_vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(scholen: Database) -> AsyncIterator[Huis]:
    """The gateway over them."""
    async with open_huis(scholen.url("pos_gateway"), scholen.url()) as geopend:
        yield geopend


async def _vraag(huis: Huis, code: str, vraag: str, *rechten: str) -> Json:
    antwoord = await huis.get(f"/v1/indicatoren/{code}/vergelijking?{vraag}", *rechten)
    assert antwoord.status_code == 200, antwoord.text
    Vergelijking.model_validate(antwoord.json())
    return antwoord.json()


SCHOOL = "niveau=school&eenheid=99AB00&schooljaar=2025-2026"
SWV = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026"


async def test_earlier_years_and_like_schools(huis: Huis) -> None:
    gevonden = await _vraag(huis, "leerlingen", SCHOOL, "school:99AB00")

    assert gevonden["eigen"] == gevonden["totEnMetWeek"] == {"waarde": 200, "status": None}
    eerder = {een["schooljaar"]: een for een in gevonden["eerder"]}
    assert list(eerder) == ["2024-2025", "2023-2024", "2022-2023", "2021-2022", "2020-2021"]
    assert eerder["2024-2025"]["verschil"] == {"absoluut": 40, "procent": 25.0, "reden": None}
    assert eerder["2023-2024"]["heelSchooljaar"]["status"] == "x"
    assert eerder["2023-2024"]["verschil"]["absoluut"] is None
    # The other two bao schools, 100 and 150; the sbo school is of another kind.
    (verdeling,) = gevonden["verdelingen"]
    assert (verdeling["binnen"], verdeling["schoolsoort"], verdeling["eenheden"]) == ("PO9901", "bao", 2)
    assert [verdeling[naam] for naam in ("kwartiel1", "mediaan", "kwartiel3")] == [100, 100, 150]


async def test_other_swvs_are_a_distribution_for_everybody(huis: Huis) -> None:
    for wie in ("swv:PO9901", "bestuur:99001", "school:99AB00"):
        (verdeling,) = (await _vraag(huis, "leerlingen", SWV, wie))["verdelingen"]
        assert (verdeling["binnen"], verdeling["eenheden"], verdeling["kwartiel1"], verdeling["kwartiel3"]) == (
            *("NL-PO", 2),
            *(300, 500),
        )


async def test_an_interval_is_not_subtracted(huis: Huis) -> None:
    jaar = next(een for een in (await _vraag(huis, "leerlingen", SWV, "swv:PO9901"))["eerder"])
    assert (jaar["heelSchooljaar"]["laag"], jaar["heelSchooljaar"]["hoog"]) == (201, 204)
    assert jaar["verschil"] == {"absoluut": None, "procent": None, "reden": "niet te vergelijken"}


async def test_the_national_figure_names_its_year_source_and_definition(huis: Huis) -> None:
    cijfer = (await _vraag(huis, "deelname-sbo", SWV, "swv:PO9901"))["landelijkCijfer"]
    assert (cijfer["waarde"], cijfer["schooljaar"], cijfer["status"]) == (2.3, "2024-2025", "p")
    assert (cijfer["bron"], cijfer["standPer"]) == ("OCW: aandeel", "2024-12-01")
    ouder = (await _vraag(huis, "deelname-sbo", SWV.replace("2025-2026", "2023-2024"), "swv:PO9901"))["landelijkCijfer"]
    assert (ouder["waarde"], ouder["schooljaar"], ouder["teller"]) == (2.4, "2022-2023", 34613)
    geen = (await _vraag(huis, "deelname-so", SWV, "swv:PO9901"))["landelijkCijfer"]
    assert (geen["waarde"], geen["status"]) == (None, "x")


@pytest.mark.parametrize(
    ("code", "vraag", "waarde", "status"),
    [
        ("leerlingen", SWV, 1435961, None),
        ("leerlingen", f"{SWV}&filter.schoolsoort=sbo", 33919, None),
        ("leerlingen", f"{SWV}&filter.schoolsoort=so", None, "x"),
        ("leerlingen", SWV.replace("swv&eenheid=PO9901", "school&eenheid=99AB00"), None, "x"),
        ("leerlingen", SWV.replace("2025-2026", "2021-2022"), None, "x"),
        ("thuiszitters", SWV, 13707, None),
        ("thuiszitters", f"{SWV}&filter.soort=absoluut", None, "x"),
        ("thuiszitters", f"{SWV}&filter.reden=overig", None, "x"),
        ("verwijzingspercentage", SWV, 0.6, "p"),
        ("tlv-toegekend", SWV, None, "x"),
    ],
)
async def test_only_a_national_figure_that_counts_the_same(
    huis: Huis, code: str, vraag: str, waarde: float | None, status: str | None
) -> None:
    cijfer = (await _vraag(huis, code, vraag, "swv:PO9901"))["landelijkCijfer"]
    assert (cijfer["waarde"], cijfer["status"]) == (waarde, status)


async def test_a_ratio_changes_in_points(huis: Huis) -> None:
    gevonden = await _vraag(huis, "deelname-sbo", SWV, "swv:PO9901")
    # 25 / 475; a year earlier 0 / (160 + 40 + 1 to 4) = 0.
    assert gevonden["eigen"]["waarde"] == pytest.approx(100 * 25 / 475)
    verschil = gevonden["eerder"][0]["verschil"]
    assert (verschil["absoluut"], verschil["reden"]) == (pytest.approx(100 * 25 / 475), "verschil in procentpunten")


async def test_running_referral_is_not_set_against_whole_years(huis: Huis) -> None:
    gevonden = await _vraag(huis, "verwijzingspercentage", "niveau=swv&eenheid=PO9901", "swv:PO9901")
    assert gevonden["totEnMetWeek"]["status"] == "z"
    assert {een["zelfdePeriode"]["status"] for een in gevonden["eerder"]} == {"z"}


@pytest.mark.parametrize(
    ("code", "vraag", "veld"),
    [
        ("leerlingstromen", SWV, "code"),
        ("leerlingen", f"{SWV}&splitsing=schoolsoort", "query.splitsing"),
        ("middelen-begroot", f"{SWV}&periode=boekjaar", "query.periode"),
        ("deelname-sbo", SCHOOL, "query.niveau"),
    ],
)
async def test_what_can_not_be_compared(huis: Huis, code: str, vraag: str, veld: str) -> None:
    antwoord = await huis.get(f"/v1/indicatoren/{code}/vergelijking?{vraag}", "swv:PO9901")
    assert antwoord.status_code == 400
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == [veld]


@pytest.mark.parametrize(
    ("code", "vraag", "veld"),
    [
        ("leerlingen", f"{SWV}&periode=boekjaar", "query.periode"),
        ("leerlingen", f"{SWV}&boekjaar=2025", "query.boekjaar"),
        ("middelen-begroot", f"{SWV}&periode=boekjaar", "query.schooljaar"),
        ("middelen-begroot", "niveau=swv&eenheid=PO9901&periode=boekjaar&boekjaar=25", "query.boekjaar"),
        ("middelen-begroot", "niveau=swv&eenheid=PO9901&periode=boekjaar&boekjaar=2028", "query.boekjaar"),
        ("middelen-begroot", "niveau=swv&eenheid=PO9901&periode=week", "query.periode"),
        ("deelname-so", f"{SWV}&teldatum=02-01", "query.teldatum"),
        ("leerlingen", f"{SWV}&filter.schoolsoort=havo", "query.filter.schoolsoort"),
    ],
)
async def test_what_is_wrong_with_a_question(huis: Huis, code: str, vraag: str, veld: str) -> None:
    antwoord = await huis.get(f"/v1/indicatoren/{code}/waarden?{vraag}", "swv:PO9901")
    assert antwoord.status_code == 400
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == [veld]


async def test_a_known_answer_is_not_sent_again(huis: Huis) -> None:
    for pad in (f"/v1/indicatoren/leerlingen/waarden?{SWV}", f"/v1/indicatoren/leerlingen/vergelijking?{SWV}"):
        eerste = await huis.get(pad, "swv:PO9901")
        weer = await huis.get(pad, "swv:PO9901", headers={"If-None-Match": eerste.headers["etag"]})
        assert (eerste.status_code, weer.status_code) == (200, 304)


async def test_sources_with_their_day(huis: Huis) -> None:
    gevonden = await huis.waarden("leerlingen", SWV, "swv:PO9901")
    assert gevonden["bronnen"] == [{"soort": "leerlingen", "standPer": "2025-10-01", "status": None}]
