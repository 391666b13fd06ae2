"""Theme, form tokens, addresses, exports: small rules of the pages."""

import re

import pytest

from services.gateway.dashboards.export import Blad, Status, als_csv, als_csv_nl
from services.gateway.dashboards.grafiek import KLEUREN, met_kleuren
from services.gateway.handlers.stroom import Luisteraar, bericht
from services.gateway.paginas.adressen import veilig
from services.gateway.paginas.formulieren import formulier_klopt, formulier_token
from services.gateway.paginas.statisch import EIGEN
from shared.contracts.wijzigingen import Wijziging

THEMA = (EIGEN / "stijl" / "thema.css").read_text()


def test_charts_and_style_sheet_have_the_same_colours() -> None:
    in_thema = dict(re.findall(r"(--g-[a-z-]+): light-dark\((#[0-9a-f]{6}),", THEMA))
    assert in_thema == dict(KLEUREN)


def test_a_picture_that_leaves_the_page_has_real_colours() -> None:
    assert met_kleuren({"mark": {"color": "var(--g-een)"}, "range": ["var(--g-twee)"]}) == {
        "mark": {"color": KLEUREN["--g-een"]},
        "range": [KLEUREN["--g-twee"]],
    }


def test_form_token_belongs_to_one_cookie_and_differs_each_time() -> None:
    een, ander = formulier_token("koekje"), formulier_token("koekje")
    assert een != ander
    assert formulier_klopt("koekje", een)
    assert formulier_klopt("koekje", ander)
    assert not formulier_klopt("ander", een)
    assert not formulier_klopt(None, een)
    assert not formulier_klopt("koekje", "geen base64 ❌")


@pytest.mark.parametrize("naar", ["//elders", "https://elders", "/\\elders", "", None, "x", "/a\nb"])
def test_only_own_addresses_are_gone_to(naar: str | None) -> None:
    assert veilig(naar) == "/overzicht"


def test_exports_tell_hidden_zero_and_unknown_apart() -> None:
    rij = ("=SOM(A1)", 1234.5, Status("p"), 0, Status(None), None, Status("c", "< 8"), None, Status("z"))
    blad = Blad(("naam", "a", "a (status)", "b", "b (status)", "c", "c (status)", "d", "d (status)"), (rij,))
    assert als_csv(blad).decode().split("\r\n")[1] == "'=SOM(A1),1234.5,p,0,,,c,,z"
    regel = "'=SOM(A1);1234,5;voorlopig;0;;;verborgen (< 8);;n.v.t."
    assert als_csv_nl(blad).decode("utf-8-sig").split("\r\n")[1] == regel


def test_stream_tells_schooljaren_and_no_values() -> None:
    wijziging = Wijziging(swvs=("PO9901",), schooljaren=(2026, 2025), organisatie=False)
    assert bericht([wijziging]) == 'event: gewijzigd\ndata: {"schooljaren": ["2025-2026", "2026-2027"]}\n\n'
    assert not Luisteraar(frozenset({"PO9902"})).raakt(wijziging)
    assert Luisteraar(frozenset({"PO9901"})).raakt(wijziging)
