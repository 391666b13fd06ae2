"""Who sees open figures, as a table: catalogue × role × unit → exact (e), withheld (c), or no such unit (404)."""

import pytest

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.open.vakken import maak_vakken
from services.gateway.domain.organisatie import Organisatie, Subregio
from services.gateway.domain.rechten import toegang
from services.gateway.domain.tokens import lees_rechten
from services.gateway.domain.vraag import Basisvraag
from shared.contracts.eenheden import Niveau, vestiging_getal
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.lidmaatschap import Lid

AB, AC, AF = (vestiging_getal(code) for code in ("99AB00", "99AC00", "99AF00"))
ORGANISATIE = Organisatie(
    versie=1,
    leden=(
        Lid(9901, AB, 2018, 9999, 99001, "PO9901-N", "bao"),
        Lid(9901, AC, 2018, 2024, 99001, "PO9901-N", "bao"),
        Lid(9901, AC, 2025, 9999, 99002, "PO9901-N", "bao"),
        Lid(9902, AF, 2018, 9999, 99003, None, "bao"),
    ),
    subregios={"PO9901-N": Subregio(9901, "Noord")},
)
SWV, ANDER, BESTUUR, SCHOOL, NL = (
    Eenheid(Niveau.SWV, "PO9901"),
    Eenheid(Niveau.SWV, "PO9902"),
    Eenheid(Niveau.BESTUUR, "99001"),
    Eenheid(Niveau.SCHOOL, "99AC00"),
    Eenheid(Niveau.LANDELIJK, "NL-PO"),
)
EENHEDEN = (SWV, ANDER, BESTUUR, SCHOOL, NL)
GEPUBLICEERD = {"leerlingen", "deelname-sbo", "deelname-so", "deelname-vso", "deelname-pro"} | {
    "grensverkeer-uit", "grensverkeer-in", "aanbod", "dekking", "sop-actueel",
}  # fmt: skip
OPENBAAR = {"tlv-aanvragen", "tlv-toegekend"}
"""Of persons, and public: only ever from a release that was audited."""
EIGEN_GELD = {"middelen-begroot", "middelen-besteed", "middelen-per-leerling"}


def test_what_passes_as_published_is_a_closed_list() -> None:
    assert {code for code, een in INDICATOREN.items() if een.gepubliceerd} == GEPUBLICEERD
    assert {code for code, een in INDICATOREN.items() if een.herkomst == "open"} == GEPUBLICEERD | EIGEN_GELD
    assert {code for code, een in INDICATOREN.items() if een.herkomst == "persoon" and een.openbaar} == OPENBAAR


# Per row: PO9901, PO9902, bestuur 99001, school 99AC00 (of 99001 up to 2024), NL-PO; schooljaar 2025-2026.
@pytest.mark.parametrize(
    ("recht", "published", "money"),
    [
        ("swv:PO9901", "e - e e e", "e - e e c"),
        ("beheerder:PO9901", "e - e e e", "e - e e c"),
        ("swv:PO9902", "- e - - e", "- e - - c"),
        ("bestuur:99001", "e - e e e", "c - e c c"),
        ("bestuur:99003", "- e - - e", "- c - - c"),
        ("school:99AC00", "e - e e e", "c - c e c"),
        ("platform:", "- - - - -", "- - - - -"),
    ],
)
def test_role_and_unit(recht: str, published: str, money: str) -> None:
    assert _tabel(recht, gepubliceerd=True) == published
    assert _tabel(recht, gepubliceerd=False) == money


def _tabel(recht: str, *, gepubliceerd: bool) -> str:
    return " ".join(_een(recht, eenheid, gepubliceerd) for eenheid in EENHEDEN)


def _een(recht: str, eenheid: Eenheid, gepubliceerd: bool) -> str:
    had = toegang(lees_rechten([recht]), eenheid, ORGANISATIE)
    if had is None:
        return "-"
    vraag = Basisvraag(eenheid.niveau, (eenheid.code,), (2025,))
    (vak,) = maak_vakken(vraag, [(eenheid, had)], ORGANISATIE, gepubliceerd)
    return "e" if vak.vrij else "c"


def test_a_boekjaar_asks_for_both_schooljaren_that_it_touches() -> None:
    had = toegang(lees_rechten(["bestuur:99001"]), SCHOOL, ORGANISATIE)
    assert had is not None
    vraag = Basisvraag(Niveau.SCHOOL, ("99AC00",), (2024, 2025), boekjaar=True)
    assert [vak.vrij for vak in maak_vakken(vraag, [(SCHOOL, had)], ORGANISATIE, False)] == [True, False]
