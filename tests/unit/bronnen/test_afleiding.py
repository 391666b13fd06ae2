"""Who belongs to whom, from the lines of all SWV's; and when a delivery needs somebody's yes."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.aggregator.organisatie.afleiding import (
    Afwijking,
    Lidmaatschap,
    Opgave,
    Plek,
    gewijzigde_swvs,
    leid_af,
)
from services.aggregator.organisatie.oordeel import (
    Bestand,
    Eerder,
    Geldend,
    herhaalt,
    is_ouder,
    nieuwe_afwijkingen,
    veel_minder,
)
from shared.contracts.bronnen.organisatie import OPEN
from shared.contracts.eenheden import swv_code

OKTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
PO, VO, SCHOOL = 9901, 19901, 7


def opgave(
    swv: int, bestuur: int, van: int = 2018, tot: int = OPEN, rang: tuple[date, int] = (OKTOBER, 1), rij: int = 2,
    naam: str = "De Brug", vestiging: int = SCHOOL,
) -> Opgave:  # fmt: skip
    return Opgave(
        rang, rij, swv, vestiging, van, tot, bestuur, None, "so/vso", naam, "Waterkerke", f"B{bestuur}", None, f"S{swv}"
    )


def leden(*opgaven: Opgave) -> dict[tuple[int, int], tuple[int, int]]:
    """(swv, van) → (tot, bestuur) of the one school."""
    return {(plek.swv, plek.van): lid[:2] for plek, lid in leid_af(opgaven).lidmaatschappen.items()}


def test_lines_that_agree_stand_as_they_are() -> None:
    gevonden = leid_af(
        [opgave(PO, 1, tot=2020), opgave(PO, 2, van=2021), opgave(VO, 1, tot=2020), opgave(VO, 2, van=2021)]
    )

    assert gevonden.lidmaatschappen[Plek(PO, SCHOOL, 2018)] == Lidmaatschap(2020, 1, None, "so/vso")
    assert len(gevonden.lidmaatschappen) == 4
    assert gevonden.afwijkingen == frozenset()


def test_the_newest_delivery_decides_the_bestuur_in_the_years_that_it_is_about() -> None:
    oud = opgave(PO, 1)
    nieuw = opgave(VO, 2, van=2021, tot=2023, rang=(NOVEMBER, 2))

    assert leden(oud, nieuw) == {
        (PO, 2018): (2020, 1),
        (PO, 2021): (2023, 2),
        (PO, 2024): (OPEN, 1),
        (VO, 2021): (2023, 2),
    }
    assert leid_af([oud, nieuw]).afwijkingen == {Afwijking(PO, SCHOOL, 2021, 2023, 1, 2)}


def test_an_older_delivery_of_another_swv_adapts_to_the_newer() -> None:
    assert leden(opgave(PO, 1, rang=(NOVEMBER, 1)), opgave(VO, 2, rang=(OKTOBER, 2))) == {
        (PO, 2018): (OPEN, 1), (VO, 2018): (OPEN, 1),
    }  # fmt: skip


def test_names_come_from_the_newest_delivery_and_the_latest_year() -> None:
    namen = leid_af([
        opgave(PO, 1, tot=2019, naam="oud"), opgave(PO, 1, van=2020, rij=3, naam="nieuw"),
        opgave(VO, 1, rang=(date(2025, 1, 1), 9), naam="ouder"),
    ])  # fmt: skip

    assert namen.vestigingen == {SCHOOL: ("nieuw", "Waterkerke")}


def test_changed_swvs_are_those_of_which_anything_differs() -> None:
    oud = leid_af([opgave(PO, 1), opgave(VO, 1), opgave(9902, 3, vestiging=8)])

    assert gewijzigde_swvs(oud, oud) == set()
    assert gewijzigde_swvs(oud, leid_af([opgave(PO, 1, naam="Anders"), opgave(VO, 1, naam="Anders"),
                                         opgave(9902, 3, vestiging=8)])) == {PO, VO}  # fmt: skip
    assert gewijzigde_swvs(oud, leid_af([opgave(PO, 1), opgave(VO, 1)])) == {9902}


@st.composite
def _lijnen(draw: st.DrawFn) -> list[Opgave]:
    """Lines of one school in up to three SWV's, each without overlap, each SWV from a delivery of its own."""
    gevonden = []
    for nummer, swv in enumerate(draw(st.permutations([PO, VO, 9902]))):
        grenzen = sorted(draw(st.sets(st.integers(2000, 2012), max_size=6)))
        for van, tot in zip(grenzen[::2], grenzen[1::2], strict=False):
            dag = draw(st.sampled_from([OKTOBER, NOVEMBER]))
            gevonden.append(opgave(swv, draw(st.integers(1, 3)), van, tot, (dag, nummer), van))
    per_swv = {een.swv: een.rang for een in gevonden}
    return [een._replace(rang=per_swv[een.swv]) for een in gevonden]


@given(_lijnen(), st.randoms())
def test_any_lines_in_any_order_give_one_bestuur_a_year_and_the_same_years(lijnen: list[Opgave], kans: object) -> None:
    geschud = sorted(lijnen, key=lambda _: kans.random())  # type: ignore[attr-defined]
    gevonden = leid_af(lijnen)

    assert leid_af(geschud) == gevonden
    jaren = {(plek.swv, jaar): lid.bestuur for plek, lid in gevonden.lidmaatschappen.items()
             for jaar in range(plek.van, lid.tot + 1)}  # fmt: skip
    assert jaren.keys() == {(een.swv, jaar) for een in lijnen for jaar in range(een.van, een.tot + 1)}
    for jaar in {jaar for _, jaar in jaren}:
        naief = max((een.rang, een.bestuur) for een in lijnen if een.van <= jaar <= een.tot)[1]
        assert {bestuur for (_, ander), bestuur in jaren.items() if ander == jaar} == {naief}


BESTAND = Bestand(b"a" * 32, OKTOBER, False, frozenset({"PO9901", "VO9901"}))
A, B = UUID(int=1), UUID(int=2)


def geldend(
    swv: int, levering: UUID = A, nummer: int = 1, peildatum: date = OKTOBER, sha: bytes = b"a" * 32
) -> Geldend:
    return Geldend(swv_code(swv), levering, nummer, peildatum, sha)


@pytest.mark.parametrize(
    ("stand", "bestand", "uitkomst"),
    [
        ([geldend(PO), geldend(VO)], BESTAND, A),
        ([geldend(PO), geldend(VO)], BESTAND._replace(peildatum=NOVEMBER), A),
        ([geldend(PO), geldend(VO)], BESTAND._replace(peildatum=NOVEMBER, peildatum_gekozen=True), None),
        ([geldend(PO)], BESTAND, None),
        ([geldend(PO), geldend(VO, B, 2, sha=b"b" * 32)], BESTAND, None),
        ([], BESTAND, None),
    ],
)
def test_a_repeat_is_the_same_file_in_force_for_every_swv(
    stand: list[Geldend], bestand: Bestand, uitkomst: UUID | None
) -> None:
    assert herhaalt(bestand, stand) == uitkomst


def test_older_by_peildatum_or_by_having_been_replaced() -> None:
    anders = b"b" * 32
    eerder = Eerder(1, datetime(2026, 10, 2, tzinfo=UTC))

    assert is_ouder(BESTAND, [geldend(PO, sha=anders)], None) == []
    assert is_ouder(BESTAND, [geldend(PO, peildatum=NOVEMBER, sha=anders)], None) == [
        "PO9901: er is al een levering met stand per 1 november 2026; deze is van 1 oktober 2026."
    ]
    assert is_ouder(BESTAND, [geldend(PO, B, 2, sha=anders)], eerder) == [
        "PO9901: dit bestand is op 2 oktober 2026 al geladen en daarna vervangen."
    ]
    assert is_ouder(BESTAND, [geldend(PO)], eerder) == []


def test_only_new_differences_are_told() -> None:
    oud = leid_af([opgave(PO, 1), opgave(VO, 1)])
    nieuw = leid_af([opgave(PO, 1), opgave(VO, 2, rang=(NOVEMBER, 2), van=2024)])

    assert nieuwe_afwijkingen(oud, nieuw) == [
        "Vestiging 00AA07 in 2024-2025 en verder: PO9901 noemt bestuur 00001, de nieuwste levering noemt 00002. "
        "Bestuur 00002 telt."
    ]
    assert nieuwe_afwijkingen(nieuw, nieuw) == []


def test_a_file_that_lost_many_lines_is_remarked() -> None:
    oud = [opgave(PO, 1, vestiging=nummer) for nummer in range(8)]

    assert list(veel_minder(oud, oud[:6])) == []
    assert list(veel_minder(oud, oud[:5])) == ["PO9901 heeft nu 5 regels, eerst 8. Is het bestand compleet?"]
