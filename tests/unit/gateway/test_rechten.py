"""The policy as a table: role × unit → how it is seen."""

import pytest

from services.gateway.domain.eenheid import Eenheid, heeft_vorm, herken
from services.gateway.domain.organisatie import Organisatie, Subregio
from services.gateway.domain.rechten import (
    Bereik,
    Context,
    Recht,
    Rechten,
    Rol,
    Spoor,
    Toegang,
    Zicht,
    beperk,
    context,
    swvs_in,
    toegang,
)
from services.gateway.domain.tokens import geldend, lees_rechten, recht_tekst
from shared.contracts.eenheden import Niveau, vestiging_getal
from shared.contracts.lidmaatschap import Lid

ALTIJD = 9999
AB, AC, AE, ZZ = (vestiging_getal(code) for code in ("99AB00", "99AC00", "99AE00", "77ZZ00"))
ORGANISATIE = Organisatie(
    versie=1,
    leden=(
        Lid(9901, AB, 2018, ALTIJD, 99001, "PO9901-N", "bao"),
        Lid(9901, AC, 2018, 2024, 99001, "PO9901-N", "bao"),
        Lid(9901, AC, 2025, ALTIJD, 99002, "PO9901-Z", "bao"),
        Lid(9902, AE, 2018, ALTIJD, 99003, None, "so/vso"),
        Lid(19901, AE, 2018, ALTIJD, 99003, None, "so/vso"),
    ),
    subregios={"PO9901-N": Subregio(9901, "Noord"), "PO9901-Z": Subregio(9901, "Zuid")},
)
SPOREN = {Spoor(9901, AE, 2025), Spoor(9901, ZZ, 2024)}


def rechten(*teksten: str) -> Rechten:
    return lees_rechten(teksten)


def een(tekst: str) -> Eenheid:
    gevonden = herken(tekst)
    assert gevonden is not None
    return gevonden


@pytest.mark.parametrize(
    ("recht", "eigen", "vergelijking", "onzichtbaar"),
    [
        (
            "swv:PO9901",
            ["PO9901", "PO9901-N", "PO9901-Z", "99001", "99002", "99AB00", "99AC00", "99003", "99AE00", "77ZZ00"],
            ["NL-PO", "NL-VO"],
            ["PO9902", "VO9901", "PO0000", "99009", "11AA00"],
        ),
        (
            "bestuur:99001",
            ["99001", "99AB00", "99AC00"],
            ["PO9901", "PO9901-N", "PO9901-Z", "NL-PO", "NL-VO"],
            ["99002", "99AE00", "PO9902", "77ZZ00", "99003"],
        ),
        ("bestuur:99003", ["99003", "99AE00"], ["PO9902", "VO9901"], ["PO9901", "PO9901-N", "99AB00"]),
        (
            "school:99AC00",
            ["99AC00"],
            ["99001", "99002", "PO9901", "PO9901-N", "PO9901-Z", "NL-PO"],
            ["99AB00", "99003", "PO9902"],
        ),
        ("school:99AB00", ["99AB00"], ["99001", "PO9901-N"], ["99002", "PO9901-Z"]),
        ("platform:", [], [], ["PO9901", "NL-PO", "99001", "99AB00", "PO9901-N"]),
    ],
)
def test_role_and_unit(recht: str, eigen: list[str], vergelijking: list[str], onzichtbaar: list[str]) -> None:
    def zicht(code: str) -> Zicht | None:
        had = toegang(rechten(recht), een(code), ORGANISATIE, SPOREN)
        return had.zicht if had else None

    assert {code: zicht(code) for code in eigen} == dict.fromkeys(eigen, Zicht.EIGEN)
    assert {code: zicht(code) for code in vergelijking} == dict.fromkeys(vergelijking, Zicht.VERGELIJKING)
    assert {code: zicht(code) for code in onzichtbaar} == dict.fromkeys(onzichtbaar)


def test_beheerder_sees_figures_like_swv() -> None:
    for code in ("PO9901", "PO9901-N", "99001", "99AE00", "PO9902", "NL-PO"):
        als_swv = toegang(rechten("swv:PO9901"), een(code), ORGANISATIE, SPOREN)
        assert toegang(rechten("beheerder:PO9901"), een(code), ORGANISATIE, SPOREN) == als_swv


def test_units_from_outside_need_a_trace_and_a_board_its_own_schooljaar() -> None:
    assert toegang(rechten("swv:PO9901"), een("99AE00"), ORGANISATIE) is None
    van_ander_jaar = {Spoor(9901, AC, 2020)}
    assert toegang(rechten("swv:PO9902"), een("99002"), ORGANISATIE, {Spoor(9902, AC, 2020)}) is None
    assert toegang(rechten("swv:PO9902"), een("99002"), ORGANISATIE, {Spoor(9902, AC, 2025)}) is not None
    assert toegang(rechten("swv:PO9902"), een("99AC00"), ORGANISATIE, van_ander_jaar) is None


@pytest.mark.parametrize(
    ("van", "eenheid", "jaar", "verwacht"),
    [
        (["swv:PO9901"], "99AC00", 2020, {9901}),
        (["bestuur:99001"], "99AC00", 2024, {None}),
        (["bestuur:99001"], "99AC00", 2025, set()),
        (["bestuur:99001", "swv:PO9901"], "99AC00", 2025, {9901}),
        (["bestuur:99001", "swv:PO9901"], "99AC00", 2024, {None}),
        (["school:99AE00"], "99AE00", 2001, {None}),
        (["swv:PO9901", "swv:PO9902"], "99AE00", 2025, {9901, 9902}),
    ],
)
def test_whose_dossiers_are_own(van: list[str], eenheid: str, jaar: int, verwacht: set[int | None]) -> None:
    had = toegang(rechten(*van), een(eenheid), ORGANISATIE, SPOREN)
    assert had is not None
    assert swvs_in(had, een(eenheid), jaar, ORGANISATIE) == verwacht


def test_a_border_narrows_and_never_widens() -> None:
    assert beperk(Toegang(Zicht.EIGEN, (Bereik(),)), 9901) == Toegang(Zicht.EIGEN, (Bereik(9901),))
    assert beperk(Toegang(Zicht.EIGEN, (Bereik(9902),)), 9901) is None
    assert beperk(Toegang(Zicht.VERGELIJKING), 9901) == Toegang(Zicht.VERGELIJKING)


def test_the_context_of_the_database_is_that_of_all_rights() -> None:
    alle = rechten("swv:PO9901", "beheerder:VO9901", "bestuur:99001", "school:99AB00", "platform:")
    assert context(alle) == Context((9901, 19901), (AB,), (99001,))
    assert context(rechten("platform:")) == Context((), (), ())


def test_a_token_opens_what_both_it_and_the_account_have() -> None:
    van_account = rechten("swv:PO9901", "school:99AB00")
    assert geldend(van_account, None) == van_account
    assert geldend(van_account, rechten("swv:PO9901", "swv:PO9902")) == rechten("swv:PO9901")


def test_rights_survive_their_text() -> None:
    for recht in (Recht(Rol.SWV, "PO9901"), Recht(Rol.PLATFORM, "")):
        assert lees_rechten([recht_tekst(recht)]) == {recht}


@pytest.mark.parametrize("code", ["", "po9901", "99AB0", "999999", "NL-XX", "٩٩٠٠١", "99AB00\n"])
def test_what_has_no_shape_is_no_unit(code: str) -> None:
    assert herken(code) is None
    assert not any(heeft_vorm(Eenheid(niveau, code)) for niveau in Niveau)
