"""What a beheerder may give, take and close: never more than the own rights."""

import pytest

from services.gateway.domain.accountbeheer import mag_beheren, mag_geven, raakt, te_geven
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Recht, Rechten, Rol
from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal
from shared.contracts.lidmaatschap import Lid


def _lid(swv: str, school: str, bestuur: str) -> Lid:
    return Lid(swv_getal(swv), vestiging_getal(school), 2018, 9999, bestuur_getal(bestuur), None, "bao")


ORGANISATIE = Organisatie(
    leden=(
        _lid("PO9901", "99AB00", "99001"),
        _lid("PO9901", "99AC00", "99002"),
        _lid("PO9902", "99AD00", "99002"),
        _lid("PO9901", "99AE00", "99003"),
        _lid("PO9902", "99AE00", "99003"),
    )
)


def _recht(tekst: str) -> Recht:
    rol, _, eenheid = tekst.partition(":")
    return Recht(Rol(rol), eenheid)


EIGEN: Rechten = frozenset({_recht("beheerder:PO9901")})


@pytest.mark.parametrize(
    ("recht", "mag"),
    [
        ("swv:PO9901", True),
        ("beheerder:PO9901", True),
        ("bestuur:99001", True),
        ("school:99AB00", True),
        ("school:99AC00", True),
        # Its board and the other school are of PO9902 too: the right would open figures of there.
        ("bestuur:99002", False),
        ("school:99AE00", False),
        ("bestuur:99003", False),
        ("swv:PO9902", False),
        ("beheerder:PO9902", False),
        ("school:99AD00", False),
        ("school:98ZZ00", False),
        ("platform:", False),
    ],
)
def test_a_right_is_given_where_all_that_it_opens_is_the_own(recht: str, mag: bool) -> None:
    assert mag_geven(_recht(recht), EIGEN, ORGANISATIE) is mag
    assert (_recht(recht) in [een.recht for een in te_geven("PO9901", EIGEN, ORGANISATIE)]) is mag


def test_who_looks_after_both_gives_what_is_of_both() -> None:
    beide = EIGEN | {_recht("beheerder:PO9902")}
    assert mag_geven(_recht("bestuur:99002"), beide, ORGANISATIE)
    # Staff of the other SWV see its figures, but look after nothing there.
    assert not mag_geven(_recht("bestuur:99002"), EIGEN | {_recht("swv:PO9902")}, ORGANISATIE)


def test_an_account_with_one_right_elsewhere_is_not_to_be_taken_over() -> None:
    eigen, vreemd = _recht("school:99AB00"), _recht("platform:")
    assert mag_beheren({eigen}, EIGEN, ORGANISATIE)
    assert not mag_beheren({eigen, vreemd}, EIGEN, ORGANISATIE)
    assert raakt({eigen, vreemd}, "PO9901", ORGANISATIE)
    assert not raakt({vreemd}, "PO9901", ORGANISATIE)
    assert not raakt({_recht("swv:PO9902")}, "PO9901", ORGANISATIE)
    assert raakt({_recht("bestuur:99002")}, "PO9901", ORGANISATIE)
