"""Saving one answer by script, while the writer goes on. Every outcome is told as JSON; the text stays in the page
until it is kept."""

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from services.gateway.domain.profielen.antwoord import OngeldigAntwoord, kenmerk
from services.gateway.domain.profielen.formulier import Item, Soort
from services.gateway.domain.profielen.profiel import Ingevuld, Wijziging
from services.gateway.handlers.poorten import Beller, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.profielen.concept import Blad, bewaar
from services.gateway.handlers.profielen.poorten import NietInDezeStaat
from services.gateway.paginas.profielen.kader import PAD, Profielpagina, eigen_formulier, velden
from services.gateway.paginas.profielen.vragen import Ingestuurd, lees_een


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The route."""

    @routes.post(PAD + "/antwoord")
    async def antwoord(request: Request) -> Response:
        gegeven = await velden(request)
        beller = await pagina.bezoeken.beller(request)
        if beller is None:
            return _fout(401, "sessie")
        if not eigen_formulier(request, gegeven.get("formulier", "")):
            return _fout(403, "formulier")
        try:
            blad = await pagina.blad_voor(request, beller)
            item = blad.formulier.per_code.get(gegeven.get("item", ""))
            if item is None or item.soort is Soort.CIJFERS:
                return _fout(404, "vraag")
            return await _bewaar(pagina, beller, blad, lees_een(item, gegeven))
        except (OnbekendeEenheid, NietVoorDezeRol):
            return _fout(404, "profiel")


async def _bewaar(pagina: Profielpagina, beller: Beller, blad: Blad, gegeven: Ingestuurd) -> Response:
    vandaag, code = pagina.vandaag(), gegeven.item.code
    try:
        nieuw = Wijziging(code, gegeven.zag, gegeven.antwoord(vandaag))
        _, opgeslagen = await bewaar(pagina.gegevens, beller, blad.sleutel, [nieuw], pagina.nu(), vandaag)
    except OngeldigAntwoord as fout:
        return _fout(400, "antwoord", melding=str(fout))
    except NietInDezeStaat:
        return _fout(409, "staat")
    if code in opgeslagen.botst:
        return _fout(409, "botst", **_daar(gegeven.item, opgeslagen.botst[code]))
    kept = opgeslagen.bewaard.get(code)
    return JSONResponse({"versie": kept.versie if kept else 0, "kenmerk": kenmerk(nieuw.antwoord)})


def _daar(item: Item, een: Ingevuld) -> dict[str, Any]:
    antwoord = een.antwoord
    return {
        "versie": een.versie,
        "kenmerk": kenmerk(antwoord),
        "door": een.door,
        "keuze": antwoord.keuze or "",
        "keuzeTekst": item.velden.keuzes.get(antwoord.keuze or "", ""),
        "tekst": antwoord.tekst,
        "datum": antwoord.datum.isoformat() if antwoord.datum else "",
    }


def _fout(status: int, fout: str, **overig: Any) -> Response:
    return JSONResponse({"fout": fout, **overig}, status)
