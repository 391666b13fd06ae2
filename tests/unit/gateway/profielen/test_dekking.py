"""The covering network: what counts as there, what as a gap, and what nobody said."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from fastapi import APIRouter

from services.gateway.domain.profielen.dekking import Telling, dekking, scholen_van
from services.gateway.domain.profielen.formulier import Formulier, Item, Onderdeel, Soort
from services.gateway.domain.profielen.profiel import Gepubliceerd, Sleutel
from services.gateway.routes.diensten import Diensten
from services.gateway.routes.profielen import tabellen
from shared.contracts.lidmaatschap import Lid
from shared.runtime.http import build_http
from tests.unit.gateway.profielen.huis import SLEUTEL, Boek, Zaak, open_huis

OP = datetime(2026, 11, 1, tzinfo=UTC)
FORM = Formulier(
    onderdelen=(
        Onderdeel(
            code="deel",
            titel="Deel",
            items=(
                Item(code="plusklas", soort=Soort.BESCHIKBAARHEID, titel="Plusklas"),
                Item(code="rust", soort=Soort.STAND, titel="Rust"),
                Item(code="visie", soort=Soort.TEKST, titel="Visie"),
            ),
        ),
    )
)


def _lid(vestiging: int, subregio: str) -> Lid:
    return Lid(1, vestiging, 2000, 9999, 7, subregio, "bao")


def _profiel(vestiging: int, **keuzes: str) -> Gepubliceerd:
    items: list[dict[str, Any]] = [{"code": code, "keuze": keuze} for code, keuze in keuzes.items()]
    inhoud = {"onderdelen": [{"items": [*items, {"code": "visie", "keuze": None}, {"code": "cijfers"}]}]}
    return Gepubliceerd(Sleutel(1, vestiging, 2026), 1, 0, inhoud, OP, "x")


def test_what_is_there_and_what_is_missing() -> None:
    leden = [_lid(1, "N"), _lid(2, "N"), _lid(3, "Z"), _lid(4, "Z")]
    profielen = [
        _profiel(1, plusklas="in_huis", rust="nee"),
        _profiel(2, plusklas="op_afroep", rust="in_ontwikkeling"),
        _profiel(3, plusklas="geen"),
    ]

    plusklas, rust = dekking(FORM, scholen_van(leden, profielen), ["N", "Z"])

    assert plusklas.totaal == Telling(1, 1, 1, 4)
    assert plusklas.totaal.dekking == pytest.approx(50)
    assert [een.gat for een in plusklas.groepen] == [False, True]
    assert plusklas.scholen == ["in_huis", "op_afroep", "geen", None]
    assert rust.totaal == Telling(0, 0, 2, 4)
    assert rust.totaal.gat, "in development is not there"


def test_without_schools_there_is_no_gap_and_no_share() -> None:
    assert (Telling(0, 0, 0, 0).gat, Telling(0, 0, 0, 0).dekking) == (False, None)


async def test_the_page_escapes_and_tells_the_gaps() -> None:
    async with open_huis() as huis:
        items = [{"code": "expertise-logopedist", "keuze": "in_huis"}]
        inhoud = {"onderdelen": [{"items": items}], "school": {"naam": "De Proef"}, "schooljaar": "2026-2027"}
        huis.boek.stukken.append(Gepubliceerd(SLEUTEL, 1, 0, inhoud, OP, "x"))

        pagina = await huis.get("/ondersteuningsaanbod/dekking/PO9901", "swv:PO9901")

        assert pagina.status_code == 200
        assert "De Proef &amp; Co" in pagina.text
        assert "<strong>Plusklas</strong>: nergens" in pagina.text
        assert "<strong>Logopedist</strong>" not in pagina.text
        assert (await huis.get("/ondersteuningsaanbod/dekking/PO9902", "swv:PO9901")).status_code == 404
        assert (await huis.get("/ondersteuningsaanbod/dekking/PO9901?subregio=x", "swv:PO9901")).status_code == 404
        assert (await huis.get("/ondersteuningsaanbod/dekking/PO9901", "weg")).status_code == 303


async def test_the_tables_in_every_format_hold_no_formula() -> None:
    boek, app = Boek(), build_http("proef", "1.0.0")
    diensten = cast(Diensten, SimpleNamespace(gegevens=Zaak(boek), lopend=lambda: 2026))
    router = APIRouter(prefix="/v1")
    tabellen.voeg_toe(router, diensten)
    app.include_router(router)
    item = {"code": "voorziening-plusklas", "titel": "Plusklas", "keuze": "in_huis", "tekst": "=1+1", "datum": None}
    school = {"code": "99AB00", "naam": "@De Proef"}
    inhoud = {"onderdelen": [{"titel": "Deel", "items": [item]}], "school": school, "schooljaar": "2026-2027"}
    boek.stukken.append(Gepubliceerd(SLEUTEL, 1, 0, inhoud, OP, "x"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        matrix = (await client.get("/v1/profielen/dekking?swv=PO9901")).json()
        csv = (await client.get("/v1/profielen/antwoorden?swv=PO9901&formaat=csv")).text
        kort = [(await client.get(f"/v1/profielen/{pad}?swv=PO9901&formaat=xlsx")).content[:2]
                for pad in ("dekking", "antwoorden")]  # fmt: skip
        fout = [(await client.get(f"/v1/profielen/dekking{vraag}")).status_code for vraag in ("", "?swv=PO9903")]

    plusklas = next(een for een in matrix["aanbod"] if een["code"] == "voorziening-plusklas")
    assert (plusklas["totaal"]["inHuis"], plusklas["totaal"]["dekking"]) == (1, 100.0)
    assert next(een for een in matrix["aanbod"] if een["code"] == "voorziening-lift-en-toilet")["totaal"]["gat"]
    assert csv.splitlines()[1] == "99AB00,'@De Proef,2026-2027,Deel,voorziening-plusklas,Plusklas,in_huis,'=1+1,"
    assert kort == [b"PK", b"PK"]
    assert fout == [400, 404]
