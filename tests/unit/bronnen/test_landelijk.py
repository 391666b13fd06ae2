"""Published national figures: what a file may hold, and that the committed extract is what was published."""

from decimal import Decimal

import pytest

from deploy.example.regio import landelijk_bestand
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.fouten import Fout, OngeldigBestandError
from shared.contracts.bronnen.landelijk import LandelijkRij
from shared.contracts.bronnen.soorten import LANDELIJK
from tests.bronnen import csv

KOPPEN = ["indicator", "schooljaar", "schoolsoort", "soort", "waarde", "teller", "noemer", "status", "bron"]


def regel(**anders: str) -> dict[str, str]:
    """One valid line; keywords replace a column."""
    return {"indicator": "deelname-sbo", "schooljaar": "2023-2024", "waarde": "2,4", "bron": "OCW", **anders}


def lees(*regels: dict[str, str]) -> tuple[LandelijkRij, ...]:
    return lees_bestand(LANDELIJK, csv(*regels, koppen=KOPPEN)).rijen


def fouten(*regels: dict[str, str]) -> tuple[Fout, ...]:
    with pytest.raises(OngeldigBestandError) as fout:
        lees(*regels)
    return fout.value.fouten


def test_comma_or_point_and_what_may_be_empty() -> None:
    [met_komma, met_punt] = lees(
        regel(), regel(indicator="deelname-so", waarde="2.40", teller="24", noemer="1000", status="voorlopig")
    )

    assert met_komma == LandelijkRij(
        rij=2, indicator="deelname-sbo", schooljaar=2023, schoolsoort="sbo", waarde=Decimal("2.4"),
        teller=None, noemer=None, status=None, bron="OCW",
    )  # fmt: skip
    assert (met_punt.schoolsoort, str(met_punt.waarde), met_punt.status) == ("so", "2.40", "voorlopig")
    assert (met_punt.teller, met_punt.noemer) == (24, 1000)


def test_columns_that_may_be_left_out() -> None:
    kort = csv(regel(), koppen=["bron", "waarde", "schooljaar", "indicator"])

    assert lees_bestand(LANDELIJK, kort).rijen == lees(regel())


@pytest.mark.parametrize(
    ("kolom", "waarde", "melding"),
    [
        ("indicator", "tlv-aanvragen", "moet een van deze waarden zijn: deelname-sbo, deelname-so,"),
        ("schooljaar", "2023", "moet een schooljaar zijn"),
        ("schoolsoort", "so", "hoort bij deze indicator sbo te zijn"),
        ("schoolsoort", "po", "hoort bij deze indicator sbo te zijn"),
        ("schoolsoort", "mbo", "moet een van deze waarden zijn"),
        ("soort", "absoluut", "hoort bij deze indicator leeg te zijn"),
        ("waarde", "", "moet een getal zijn"),
        ("waarde", "-1", "moet een getal zijn"),
        ("waarde", "33.919,5", "moet een getal zijn"),
        ("waarde", "100,1", "mag niet boven 100"),
        ("teller", "33.919", "heel getal"),
        ("status", "p", "voorlopig, definitief"),
        ("bron", "", "mag niet leeg zijn"),
    ],
)
def test_what_a_value_may_not_be(kolom: str, waarde: str, melding: str) -> None:
    [fout] = fouten(regel(**{kolom: waarde}))

    assert (fout.rij, fout.kolom) == (2, kolom)
    assert melding in fout.melding


@pytest.mark.parametrize(
    ("waarde", "teller", "noemer", "goed"),
    [
        ("2,4", "2440", "100000", True),
        ("2,5", "2450", "100000", True),
        ("2,4", "2450", "100000", True),
        ("2,4", "2460", "100000", False),
        ("2,40", "2440", "100000", False),
        ("0", "0", "10", True),
        ("0", "0", "0", False),
        ("100", "11", "10", False),
    ],
)
def test_the_percentage_is_that_of_teller_and_noemer(waarde: str, teller: str, noemer: str, goed: bool) -> None:
    een = regel(waarde=waarde, teller=teller, noemer=noemer)

    assert len(lees(een) if goed else fouten(een)) == 1


@pytest.mark.parametrize(
    ("indicator", "schoolsoort", "soort", "waarde", "kolom"),
    [
        ("leerlingen", "so", "", "33.9", "waarde"),
        ("leerlingen", "", "", "33919", "schoolsoort"),
        ("leerlingen", "sbo", "absoluut", "33919", "soort"),
        ("thuiszitters", "po", "", "10240", "schoolsoort"),
        ("thuiszitters-per-1000", "", "absoluut", "4,1", "soort"),
        ("verwijzingspercentage", "so", "", "0,9", "schoolsoort"),
        ("verwijzingspercentage", "po", "", "101", "waarde"),
    ],
)
def test_each_indicator_has_its_own_unit_and_kinds(
    indicator: str, schoolsoort: str, soort: str, waarde: str, kolom: str
) -> None:
    een = regel(indicator=indicator, schoolsoort=schoolsoort, soort=soort, waarde=waarde)

    assert [fout.kolom for fout in fouten(een)] == [kolom]


def test_a_count_is_no_percentage_and_per_thousand_is_checked() -> None:
    telling, per_duizend = lees(
        regel(indicator="leerlingen", schoolsoort="vo+vso", waarde="974983"),
        regel(indicator="thuiszitters-per-1000", waarde="4,1", teller="41", noemer="10000"),
    )

    assert (int(telling.waarde), telling.schoolsoort, per_duizend.schoolsoort) == (974983, "vo+vso", None)
    assert fouten(regel(indicator="thuiszitters", waarde="10", teller="10"))[0].kolom == "teller"
    assert fouten(regel(indicator="thuiszitters-per-1000", waarde="41", teller="41", noemer="10000"))


def test_a_figure_stands_in_a_file_once() -> None:
    assert fouten(regel(), regel(schooljaar="2022-2023"), regel(waarde="2,5")) == (
        Fout(4, "schooljaar", "staat voor deze indicator ook op rij 2"),
    )


def test_the_same_schooljaar_with_another_kind_is_another_figure() -> None:
    soorten = ("", "absoluut", "langdurig_relatief")
    assert len(lees(*(regel(indicator="thuiszitters", soort=soort, waarde="10") for soort in soorten))) == 3
    assert fouten(*[regel(indicator="leerlingen", schoolsoort="so", waarde="1")] * 2)[0].rij == 3


PUBLISHED = {
    2010: (42821, "2.7", 34215, "2.1"), 2011: (41777, "2.6", 34241, "2.1"), 2014: (36847, "2.4", 31105, "2.0"),
    2016: (33869, "2.3", 29137, "2.0"), 2018: (34958, "2.4", 30868, "2.1"), 2019: (35731, "2.4", 32069, "2.2"),
    2020: (35671, "2.5", 32589, "2.2"), 2021: (35400, "2.5", 33608, "2.3"), 2022: (34613, "2.4", 33866, "2.4"),
    2023: (33919, "2.4", 34510, "2.4"),
}  # fmt: skip
"""Pupils and share in sbo and in so on 1 October, OCW in cijfers, page Leerlingaantallen."""


def test_the_extract_of_the_example_is_what_was_published() -> None:
    rijen = lees_bestand(LANDELIJK, landelijk_bestand().read_bytes()).rijen

    deelname = [rij for rij in rijen if rij.indicator.startswith("deelname-")]
    gevonden = {(rij.schooljaar, rij.schoolsoort): (rij.teller, str(rij.waarde)) for rij in deelname}
    assert gevonden == {
        sleutel: paar
        for jaar, (sbo, deel_sbo, so, deel_so) in PUBLISHED.items()
        for sleutel, paar in (((jaar, "sbo"), (sbo, deel_sbo)), ((jaar, "so"), (so, deel_so)))
    }
    assert all("OCW in cijfers" in rij.bron and "bo, sbo en so" in rij.bron for rij in deelname)


TELLINGEN = {
    ("vso", 2014): 39884, ("vso", 2015): 38550, ("vso", 2016): 37917, ("vso", 2017): 37611,
    ("po", 2017): 1478098, ("po", 2021): 1439834, ("po", 2022): 1435961,
    ("vo+vso", 2017): 1022910, ("vo+vso", 2021): 967666, ("vo+vso", 2022): 974983,
}  # fmt: skip
"""Pupils as the AOb (vso) and NCOJ (totals) published them."""
THUIS = {
    2013: (6714, 3966, 4444), 2016: (4565, 4116, 5736), 2018: (4958, 3917, 6022), 2019: (5570, 3385, 6361),
    2020: (5491, 3328, 7083),
}  # fmt: skip
"""Absoluut, langdurig relatief and exemptions, Datagraver after the count of the ministry."""


def test_the_counts_of_the_example_are_what_was_published() -> None:
    rijen = lees_bestand(LANDELIJK, landelijk_bestand().read_bytes()).rijen
    aantal = {
        (r.indicator, r.schoolsoort, r.soort, r.schooljaar): r.waarde for r in rijen if "deelname" not in r.indicator
    }

    verwacht: dict[tuple[str, str | None, str | None, int], int] = {
        ("leerlingen", soort, None, jaar): waarde for (soort, jaar), waarde in TELLINGEN.items()
    }
    for jaar, (sbo, _, so, _) in PUBLISHED.items():
        verwacht |= {("leerlingen", "sbo", None, jaar): sbo, ("leerlingen", "so", None, jaar): so}
    for jaar, drie in THUIS.items():
        soorten = ("absoluut", "langdurig_relatief", "vrijstelling_5a")
        verwacht |= {("thuiszitters", None, soort, jaar): w for soort, w in zip(soorten, drie, strict=True)}
    # The total of 2021 and 2022, after the NOS; the parts of 2021 were printed inconsistently and are left out.
    verwacht |= {("thuiszitters", None, None, 2021): 10240, ("thuiszitters", None, None, 2022): 13707}
    assert aantal == verwacht
    assert {r.status for r in rijen if (r.indicator, r.schoolsoort, r.schooljaar) == ("leerlingen", "vso", 2017)} == {
        "voorlopig"
    }
