"""Published national figures from file to table, over real Kafka and PostgreSQL."""

from datetime import date

from deploy.example.regio import landelijk_bestand
from tests.bronnen import csv
from tests.integration.leveringen.conftest import Weg

KOPPEN = ["indicator", "schooljaar", "waarde", "bron", "status"]


def bestand(*regels: tuple[str, str, str], status: str = "") -> bytes:
    """Lines of (indicator, schooljaar, waarde)."""
    return csv(*(dict(zip(KOPPEN, (*een, "OCW", status), strict=True)) for een in regels), koppen=KOPPEN)


async def cijfers(weg: Weg) -> set[tuple[str, int, str, str | None]]:
    rijen = await weg.pool.fetch("SELECT indicator, schooljaar, waarde::text, status FROM landelijk.cijfer")
    return {tuple(rij) for rij in rijen}


async def test_the_extract_loads_and_a_second_time_changes_nothing(weg: Weg) -> None:
    inhoud = landelijk_bestand().read_bytes()
    eerste = await weg.laad(inhoud, "landelijk", peildatum="2023-10-01", bron="OCW in cijfers")
    voor = await cijfers(weg)

    tweede = await weg.laad(inhoud, "landelijk", peildatum="2023-10-01")

    assert (eerste.toegepast, tweede.toegepast, tweede.herhaald) == (True, False, True)
    assert eerste.uitkomst == {
        "cijfers": 67, "indicatoren": 4, "schooljaren": 13,
        "gewijzigd": ["deelname-sbo", "deelname-so", "leerlingen", "thuiszitters"],
    }  # fmt: skip
    assert len(voor) == 67
    assert await cijfers(weg) == voor
    assert eerste.peildatum == date(2023, 10, 1)
    assert weg.gewijzigd == [set(), set()]


async def test_a_newer_file_replaces_per_indicator_and_schooljaar(weg: Weg) -> None:
    oud = bestand(("deelname-sbo", "2022-2023", "2,4"), ("deelname-sbo", "2023-2024", "2,4"), status="voorlopig")
    await weg.laad(oud, "landelijk", peildatum="2024-01-01")

    nieuw = bestand(("deelname-sbo", "2023-2024", "2,5"), ("deelname-so", "2023-2024", "2,4"))
    uitslag = await weg.laad(nieuw, "landelijk", peildatum="2024-10-01", status="definitief")

    assert uitslag.uitkomst["gewijzigd"] == ["deelname-sbo", "deelname-so"]
    assert await cijfers(weg) == {
        ("deelname-sbo", 2022, "2.4", "voorlopig"),
        ("deelname-sbo", 2023, "2.5", "definitief"),
        ("deelname-so", 2023, "2.4", "definitief"),
    }
    gevraagd = await weg.laad(oud, "landelijk", peildatum="2024-01-01")
    assert gevraagd.afgewezen == "ouder"
    assert gevraagd.uitkomst["meldingen"] == [
        "deelname-sbo 2023-2024: er is al een levering met stand per 1 oktober 2024; deze is van 1 januari 2024."
    ]
    assert len(await cijfers(weg)) == 3


async def test_another_schoolsoort_of_the_same_year_stays(weg: Weg) -> None:
    koppen = ["indicator", "schooljaar", "schoolsoort", "soort", "waarde", "bron"]

    def een(*waarden: str) -> bytes:
        return csv(dict(zip(koppen, (*waarden, "OCW"), strict=True)), koppen=koppen)

    for regel in (("so", "", "10"), ("sbo", "", "20"), ("so", "", "11")):
        assert (await weg.laad(een("leerlingen", "2023-2024", *regel), "landelijk")).toegepast
    for regel in (("", "absoluut", "3"), ("", "", "9"), ("", "absoluut", "4")):
        assert (await weg.laad(een("thuiszitters", "2023-2024", *regel), "landelijk")).toegepast

    sql = "SELECT schoolsoort, soort, waarde::int FROM landelijk.cijfer ORDER BY waarde"
    assert [tuple(rij) for rij in await weg.pool.fetch(sql)] == [
        (None, "absoluut", 4), (None, None, 9), ("so", None, 11), ("sbo", None, 20),
    ]  # fmt: skip


async def test_it_is_applied_as_a_whole_or_not_at_all(weg: Weg) -> None:
    weg.mislukt = 2

    uitslag = await weg.laad(bestand(("deelname-sbo", "2023-2024", "2,4")), "landelijk")

    assert uitslag.toegepast
    assert len(await cijfers(weg)) == 1
    assert len(await weg.leveringen()) == 1
