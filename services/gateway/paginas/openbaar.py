"""`/openbaar`: public figures of one SWV or of the country, and the release that they come from. No login."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.gateway.domain.eenheid import Eenheid
from services.gateway.handlers.openbaar import (
    Openbaar,
    geef_openbaar,
    geef_openbare_waarden,
    openbare_indicatoren,
    openbare_vraag,
)
from services.gateway.handlers.poorten import Gegevens, OnbekendeEenheid
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import Definitie
from shared.contracts.schooljaar import schooljaar_van, tekst

_JAREN: Final = 5
_SPLITSING: Final = "soortCategorie"
_RIJEN: Final = {
    "sbo": "speciaal basisonderwijs", "so-laag": "so, categorie laag", "so-midden": "so, categorie midden",
    "so-hoog": "so, categorie hoog", "vso-laag": "vso, categorie laag", "vso-midden": "vso, categorie midden",
    "vso-hoog": "vso, categorie hoog", "pro": "praktijkonderwijs",
}  # fmt: skip


def router(bezoeken: Bezoeken, gegevens: Gegevens) -> APIRouter:
    """The page."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get("/openbaar")
    async def toon(request: Request, eenheid: str = "") -> Response:
        vandaag = bezoeken.clock.today()
        openbaar = await geef_openbaar(gegevens, vandaag)
        gekozen = _kies(openbaar, eenheid)
        lopend = schooljaar_van(vandaag)
        jaren = f"{tekst(lopend - _JAREN + 1)}..{tekst(lopend)}"
        tabellen = [
            _tabel(een, await geef_openbare_waarden(gegevens, een, gekozen, jaren, _SPLITSING, vandaag))
            for een in (openbare_indicatoren() if openbaar.vrijgave else ())
        ]
        return bezoeken.pagina(
            request, "openbaar.html", await bezoeken.beller(request), openbaar=openbaar, gekozen=gekozen,
            vraag=urlencode(openbare_vraag(gekozen, jaren, _SPLITSING)), naam=dict(openbaar.eenheden)[gekozen],
            tabellen=tabellen,
        )  # fmt: skip

    return routes


def _kies(openbaar: Openbaar, code: str) -> Eenheid:
    """The unit of this code; without: the first. Raises OnbekendeEenheid."""
    for een, _ in openbaar.eenheden:
        if code in ("", een.code):
            return een
    raise OnbekendeEenheid


def _tabel(indicator: Definitie, inhoud: Mapping[str, Any]) -> dict[str, Any]:
    """Rows of kinds, columns of schooljaren; kinds that never apply are left out."""
    perioden = inhoud["reeksen"][0]["perioden"]
    rijen = [("Totaal", [een["totaal"] for een in perioden])]
    for code, naam in _RIJEN.items():
        gevonden = [_rij(een["rijen"], code) for een in perioden]
        if any(vak is not None and vak["status"] != "z" for vak in gevonden):
            # Of a schooljaar that was not released there are no rows: as little is known of them as of the total.
            paren = zip(gevonden, perioden, strict=True)
            rijen.append((naam, [een["totaal"] if vak is None else vak for vak, een in paren]))
    return {
        "indicator": indicator,
        "stand": inhoud["stand"],
        "jaren": [_kop(een["schooljaar"], een["totaal"], een["rijen"]) for een in perioden],
        "rijen": [(naam, [{**vak, "tekst": _tekst(vak)} for vak in vakken]) for naam, vakken in rijen],
    }


def _rij(rijen: Sequence[Mapping[str, Any]], code: str) -> Mapping[str, Any] | None:
    return next((rij for rij in rijen if rij["splitsing"][_SPLITSING] == code), None)


def _kop(jaar: str, totaal: Mapping[str, Any], rijen: Sequence[Mapping[str, Any]]) -> str:
    """A schooljaar, with that it is provisional where a number of it says so."""
    return f"{jaar} (voorlopig)" if "p" in [vak["status"] for vak in (totaal, *rijen)] else jaar


def _tekst(vak: Mapping[str, Any]) -> str:
    """As a reader sees it: '1.045', '< 8', 'niet vrijgegeven', 'n.v.t.'."""
    return str(vak.get("tekst") or "n.v.t.") if vak["waarde"] is None else getal(vak["waarde"])
