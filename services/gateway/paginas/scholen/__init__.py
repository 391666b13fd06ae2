"""Public pages about schools: search, one profile, up to four beside each other. No login, no script, level B1."""

import re
from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.exceptions import HTTPException

from services.gateway.domain.profielen.profiel import Gepubliceerd
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.profielen import lezen
from services.gateway.handlers.profielen.poorten import OnbekendProfiel, Zoekvraag
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.scholen import beeld
from services.gateway.paginas.scholen.sitemap import robots, sitemap
from services.gateway.paginas.scholen.woorden import BEHOEFTEN
from shared.contracts.eenheden import vestiging_getal
from shared.contracts.profiel import SCHOOLSOORTEN
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, schooljaar_van

_BLADZIJDE: Final = 50
_CODE: Final = re.compile(r"[0-9]{2}[a-zA-Z]{2}[0-9]{2}")
_MAX_ZOEK: Final = 100
_ERBIJ: Final = 8
_XML: Final = "application/xml"


def router(bezoeken: Bezoeken, gegevens: Gegevens) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))
    _lijsten(routes, bezoeken, gegevens)
    _profielen(routes, bezoeken, gegevens)
    _voor_zoekmachines(routes, bezoeken, gegevens)
    return routes


def _lijsten(routes: APIRouter, bezoeken: Bezoeken, gegevens: Gegevens) -> None:
    @routes.get("/scholen")
    async def zoeken(request: Request) -> Response:
        keuze = _keuze(request)
        vraag = _zoekvraag(keuze)
        aantal, gevonden = await lezen.bladzijde(gegevens, vraag, _lopend(bezoeken))
        if not gevonden and aantal:
            keuze["bladzijde"] = -(-aantal // _BLADZIJDE)
            aantal, gevonden = await lezen.bladzijde(gegevens, vraag := _zoekvraag(keuze), _lopend(bezoeken))
        return bezoeken.pagina(
            request, "scholen.html", await bezoeken.beller(request),
            keuze=keuze, aantal=aantal, behoeften=BEHOEFTEN, soorten=SCHOOLSOORTEN,
            gevonden=[beeld.gevonden(een, keuze["behoefte"]) for een in gevonden],
            nog=aantal > vraag.vanaf + _BLADZIJDE, max_vergeleken=beeld.MAX_VERGELEKEN,
        )  # fmt: skip

    @routes.get("/scholen/vergelijken")
    async def vergelijken(request: Request) -> Response:
        gekozen = list(dict.fromkeys(request.query_params.getlist("school")))
        lopend, verschil = _lopend(bezoeken), "verschil" in request.query_params
        profielen = await _vergeleken(gegevens, gekozen, lopend)
        blokken, erbij = beeld.naast_elkaar(profielen), _woord(request, "erbij")
        return bezoeken.pagina(
            request, "scholen_vergelijken.html", await bezoeken.beller(request),
            scholen=[beeld.gevonden(een) for een in profielen], verschil=verschil, erbij=erbij,
            blokken=beeld.verschillend(blokken) if verschil else blokken,
            gevonden=await _erbij(gegevens, erbij, profielen, lopend) if erbij else [],
            te_veel=len(gekozen) > beeld.MAX_VERGELEKEN, max_vergeleken=beeld.MAX_VERGELEKEN,
        )  # fmt: skip


def _profielen(routes: APIRouter, bezoeken: Bezoeken, gegevens: Gegevens) -> None:
    @routes.get("/scholen/{adres}")
    async def school(request: Request, adres: str) -> Response:
        profiel = await _profiel(gegevens, adres, _lopend(bezoeken))
        if request.url.path != (goed := beeld.adres(profiel.inhoud)):
            return RedirectResponse(goed, 301)
        return await _toon(bezoeken, gegevens, request, profiel)

    @routes.get("/scholen/{adres}/{schooljaar}/{nummer}")
    async def versie(request: Request, adres: str, schooljaar: str, nummer: int) -> Response:
        try:
            profiel = await lezen.versie(gegevens, _vestiging(adres), lees(schooljaar), nummer)
        except (OnbekendProfiel, OngeldigSchooljaar) as fout:
            raise HTTPException(404) from fout
        return await _toon(bezoeken, gegevens, request, profiel)


def _voor_zoekmachines(routes: APIRouter, bezoeken: Bezoeken, gegevens: Gegevens) -> None:
    @routes.get("/sitemap.xml")
    async def kaart(request: Request) -> Response:
        plaatsen = await gegevens.profielboek.vindplaatsen(_lopend(bezoeken))
        return Response(sitemap(str(request.base_url), plaatsen), media_type=_XML)

    @routes.get("/robots.txt")
    async def voor_robots(request: Request) -> Response:
        return PlainTextResponse(robots(str(request.base_url)))


async def _toon(bezoeken: Bezoeken, gegevens: Gegevens, request: Request, profiel: Gepubliceerd) -> Response:
    school = profiel.sleutel.vestiging
    versies, onderdelen = await lezen.versies(gegevens, school), beeld.onderdelen(profiel.inhoud)
    geldt = await lezen.zoek(gegevens, Zoekvraag(vestigingen=(school,)), _lopend(bezoeken))
    return bezoeken.pagina(
        request, "school.html", await bezoeken.beller(request),
        school=profiel.inhoud["school"], soort=beeld.soort(profiel.inhoud["school"]), inhoud=profiel.inhoud,
        onderdelen=onderdelen, adres=beeld.adres(profiel.inhoud),
        oud=[een for een in versies if (een.sleutel, een.nummer) != (profiel.sleutel, profiel.nummer)],
        nieuwste=bool(versies) and (versies[0].sleutel, versies[0].nummer) == (profiel.sleutel, profiel.nummer),
        vertrokken=not geldt,
    )  # fmt: skip


async def _profiel(gegevens: Gegevens, adres: str, lopend: int) -> Gepubliceerd:
    """What holds now; of a school that left, the last that it said. Raises HTTPException 404."""
    vestiging = _vestiging(adres)
    try:
        return await lezen.profiel(gegevens, vestiging, lopend)
    except OnbekendProfiel as fout:
        if versies := await lezen.versies(gegevens, vestiging):
            return versies[0]
        raise HTTPException(404) from fout


def _lopend(bezoeken: Bezoeken) -> int:
    return schooljaar_van(bezoeken.clock.today())


def _vestiging(adres: str) -> int:
    """The code at the beginning of a readable address. Raises HTTPException 404."""
    code = _CODE.match(adres)
    if code is None or adres[code.end() : code.end() + 1] not in ("", "-"):
        raise HTTPException(404)
    return vestiging_getal(code.group().upper())


async def _vergeleken(gegevens: Gegevens, codes: Sequence[str], lopend: int) -> list[Gepubliceerd]:
    """In the order in which they were chosen; what has no profile is left out."""
    nummers = [vestiging_getal(code.upper()) for code in codes if _CODE.fullmatch(code)][: beeld.MAX_VERGELEKEN]
    gevonden = await lezen.zoek(gegevens, Zoekvraag(vestigingen=tuple(nummers)), lopend) if nummers else []
    per = {een.sleutel.vestiging: een for een in sorted(gevonden, key=lambda een: (een.sleutel.schooljaar, een.op))}
    return [per[nummer] for nummer in nummers if nummer in per]


async def _erbij(gegevens: Gegevens, woord: str, al: Sequence[Gepubliceerd], lopend: int) -> list[beeld.Gevonden]:
    """Schools to put beside these, by name or place."""
    gekozen = {een.sleutel.vestiging for een in al}
    zoek = Zoekvraag(zoek=woord, hoogstens=_ERBIJ + len(al))
    gevonden = [een for een in await lezen.zoek(gegevens, zoek, lopend) if een.sleutel.vestiging not in gekozen]
    return [beeld.gevonden(een) for een in gevonden[:_ERBIJ]]


def _woord(request: Request, naam: str) -> str:
    return request.query_params.get(naam, "").replace("\0", "").strip()[:_MAX_ZOEK]


def _keuze(request: Request) -> dict[str, Any]:
    """What was searched for; unknown choices count as not chosen, for a parent made no mistake."""
    gegeven = request.query_params
    behoefte, soort, bladzijde = gegeven.get("behoefte"), gegeven.get("soort"), gegeven.get("bladzijde", "1")
    return {
        "zoek": _woord(request, "zoek"),
        "behoefte": behoefte if behoefte in BEHOEFTEN else "",
        "soort": soort if soort in SCHOOLSOORTEN else "",
        "bladzijde": max(1, int(bladzijde[:6])) if bladzijde.isascii() and bladzijde.isdigit() else 1,
    }


def _zoekvraag(keuze: dict[str, Any]) -> Zoekvraag:
    return Zoekvraag(
        zoek=keuze["zoek"], schoolsoort=keuze["soort"] or None,
        behoeften=(keuze["behoefte"],) if keuze["behoefte"] else (),
        vanaf=(keuze["bladzijde"] - 1) * _BLADZIJDE, hoogstens=_BLADZIJDE,
    )  # fmt: skip
