"""The rules of `organisatie`, one table: a change to a valid file, and the row, column and words of the answer."""

import pytest

from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.fouten import OngeldigBestandError
from shared.contracts.bronnen.organisatie import OPEN, OrganisatieRij
from shared.contracts.bronnen.soorten import ORGANISATIE
from shared.contracts.bronnen.tabel import Gelezen
from tests.bronnen import Regel, csv, regel


def lees(*regels: Regel) -> Gelezen[OrganisatieRij]:
    return lees_bestand(ORGANISATIE, csv(*regels))


def fouten(*regels: Regel) -> list[tuple[int, str, str]]:
    with pytest.raises(OngeldigBestandError) as fout:
        lees(*regels)
    return [(een.rij, een.kolom, een.melding) for een in fout.value.fouten]


def test_a_line_as_it_travels() -> None:
    rij = lees(regel(vanaf="2019-2020", tot="2020-2021", schoolsoort="so/vso")).rijen[0]

    assert (rij.van, rij.tot, rij.schoolsoort, rij.rij) == (2019, 2020, "so/vso", 2)
    assert lees(regel()).rijen[0].tot == OPEN


@pytest.mark.parametrize(
    ("kolom", "waarde", "woorden"),
    [
        ("vestiging", "99ab00", "zoals 99AB00"),
        ("vestiging", "99AB0", "zoals 99AB00"),
        ("vestiging", "٩٩AB00", "zoals 99AB00"),
        ("vestiging", "", "niet leeg"),
        ("bestuur", "9901", "vijf cijfers"),
        ("swv", "PO991", "zoals PO9901"),
        ("subregio", "PO9902-NOORD", "met het samenwerkingsverband van deze regel"),
        ("subregio", "NOORD", "zoals PO9901-NOORD"),
        ("subregio", "PO9901", "zoals PO9901-NOORD"),
        ("subregio", "", "niet leeg"),
        ("subregioNaam", "", "niet leeg"),
        ("schoolsoort", "basis", "bao, sbo, so, so/vso, vso, pro, vo"),
        ("vanaf", "2025", "zoals 2025-2026"),
        ("vanaf", "2025-2027", "zoals 2025-2026"),
        ("vanaf", "2025/2026", "zoals 2025-2026"),
        ("vanaf", "0001-0002", "1900-1901"),
        ("vanaf", "", "niet leeg"),
        ("tot", "2017-2018", "niet voor vanaf"),
        ("tot", "heden", "zoals 2025-2026"),
        ("naam", "", "niet leeg"),
        ("naam", "a" * 201, "200 tekens"),
        ("naam", "De\tBrug", "onzichtbaar teken"),
        ("naam", "De\u202eBrug", "onzichtbaar teken"),
        ("naam", "De \ufffd Brug", "verloren"),
        ("bestuurNaam", "", "niet leeg"),
        ("swvNaam", "", "niet leeg"),
        ("plaats", "", "niet leeg"),
    ],
)
def test_a_wrong_value_is_told_by_row_and_column(kolom: str, waarde: str, woorden: str) -> None:
    gevonden = fouten(regel("99AC00"), regel() | {kolom: waarde})

    assert [(rij, naam) for rij, naam, _ in gevonden] == [(3, kolom)]
    assert woorden in gevonden[0][2]


def test_names_are_kept_as_they_are() -> None:
    naam = "=1+1 <b>'De Brug'</b> & “co” 🏫"

    assert lees(regel(naam=naam)).rijen[0].naam == naam


def test_an_swv_without_subregios() -> None:
    assert lees(regel(subregio="", subregioNaam="")).rijen[0].subregio is None


@pytest.mark.parametrize(
    ("een", "ander"),
    [(("2018-2019", ""), ("2020-2021", "")), (("2018-2019", "2020-2021"), ("2020-2021", "")), (("2018-2019", ""),) * 2],
)
def test_lines_of_one_vestiging_and_swv_may_not_overlap(een: tuple[str, str], ander: tuple[str, str]) -> None:
    gevonden = fouten(regel(vanaf=een[0], tot=een[1]), regel(vanaf=ander[0], tot=ander[1]))

    assert gevonden == [
        (3, "vanaf", "overlapt met rij 2: zelfde vestiging, zelfde samenwerkingsverband, zelfde schooljaar")
    ]


def test_a_school_may_change_boards_between_schooljaren() -> None:
    gelezen = lees(regel(tot="2019-2020"), regel(vanaf="2020-2021", bestuur="99002"))

    assert [rij.bestuur for rij in gelezen.rijen] == ["99001", "99002"]


def test_an_so_vso_school_in_two_swvs_with_one_bestuur() -> None:
    assert len(lees(regel(schoolsoort="so/vso"), regel(schoolsoort="so/vso", swv="VO9901")).rijen) == 2


def test_two_besturen_at_a_time_are_refused_across_swvs() -> None:
    gevonden = fouten(
        regel(tot="2019-2020"),
        regel(vanaf="2020-2021", bestuur="99002"),
        regel("99AC00"),
        regel(swv="VO9901", bestuur="99001"),
    )

    assert [(rij, kolom) for rij, kolom, _ in gevonden] == [(5, "bestuur")]
    assert "een vestiging heeft één bestuur tegelijk" in gevonden[0][2]


def test_two_names_in_one_schooljaar_are_a_remark() -> None:
    gelezen = lees(
        regel(bestuurNaam="A"), regel("99AC00", bestuurNaam="B"), regel("99AD00", vanaf="2020-2021", bestuurNaam="C")
    )

    assert gelezen.waarschuwingen == (
        "Besturen met twee verschillende namen in hetzelfde schooljaar: 1 (bijvoorbeeld rij 2 en 3). "
        "De laatste regel in het bestand telt.",
    )


def test_a_national_file_is_read_fast() -> None:
    regels = [
        regel(f"{nummer // 2600:02d}{chr(65 + nummer // 100 % 26)}A{nummer % 100:02d}") for nummer in range(20_000)
    ]

    assert len(lees(*regels).rijen) == 20_000
