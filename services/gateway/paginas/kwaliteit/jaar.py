"""`/kwaliteit/jaar`: the year of the quality cycle, month by month, with what is due and what the SWV adds itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards.getallen import MAANDEN
from services.gateway.domain.kwaliteit.jaar import FASEN, Punt
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.jaar import Jaarblad, jaar_bestaat, moment_etag, schrijf_moment, toon_jaar
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd
from services.gateway.paginas.werk import BOTST, Velden, Werkplek, lees_formulier, meldingen
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, tekst
from shared.runtime.http import Problem

ADRES: Final = "/kwaliteit/jaar"
_VELDEN: Final[Mapping[str, str]] = {
    "fase": "De fase", "titel": "Wat er gebeurt", "uiterlijk": "De dag", "eigenaar": "De eigenaar",
    "klaarOp": "De dag waarop het klaar was",
}  # fmt: skip
_KORT: Final = {"plan": "plannen", "do": "uitvoeren", "check": "nagaan", "act": "bijstellen"}


def voeg_toe(routes: APIRouter, plek: Werkplek) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def toon(request: Request, bewaard: str = "") -> Response:
        beller, swv = await plek.swv(request)
        return await _pagina(plek, request, beller, await _blad(plek, request, beller, swv), bewaard=bewaard)

    @routes.post(ADRES)
    async def maak(request: Request) -> Response:
        return await _schrijf(plek, request, None)

    @routes.post(f"{ADRES}/{{id}}")
    async def wijzig(request: Request, id: UUID) -> Response:
        return await _schrijf(plek, request, id)


async def _schrijf(plek: Werkplek, request: Request, id_: UUID | None) -> Response:
    beller, swv = await plek.swv(request)
    velden = await lees_formulier(request)
    if velden.get("actie") == "klaar":
        velden = {**velden, "klaarOp": plek.vandaag.isoformat()}
    zag, nu, weg = str(velden.get("zag", "")) or None, plek.bezoeken.clock.now(), velden.get("actie") == "verval"
    try:
        await schrijf_moment(plek.gegevens, beller, swv, id_, velden, nu, plek.vandaag, zag, vervallen=weg)
    except (OngeldigeVraag, IntussenGewijzigd) as fout:
        melding = meldingen(fout, _VELDEN) if isinstance(fout, OngeldigeVraag) else [BOTST]
        blad = await _blad(plek, request, beller, swv)
        status = 400 if isinstance(fout, OngeldigeVraag) else 409
        return await _pagina(plek, request, beller, blad, velden, melding, status)
    jaar = request.query_params.get("schooljaar", "")
    return RedirectResponse(f"{ADRES}?{urlencode({'swv': swv, 'schooljaar': jaar, 'bewaard': 'ja'})}", 303)


async def _blad(plek: Werkplek, request: Request, beller: Beller, swv: str) -> Jaarblad:
    gevraagd = request.query_params.get("schooljaar")
    try:
        jaar = lees(gevraagd) if gevraagd else plek.lopend
    except OngeldigSchooljaar as fout:
        raise Problem(400) from fout
    if not jaar_bestaat(jaar, plek.lopend):
        raise Problem(400)
    return await toon_jaar(plek.gegevens, beller, swv, jaar, plek.vandaag)


async def _pagina(
    plek: Werkplek, request: Request, beller: Beller, blad: Jaarblad, velden: Velden | None = None,
    fouten: Sequence[str] = (), status: int = 200, bewaard: str = "",
) -> Response:  # fmt: skip
    leeg = {"fase": "plan", "titel": "", "uiterlijk": "", "eigenaar": ""}
    te_laat = [_regel(een, blad, plek.vandaag) for een in blad.punten if een.te_laat(plek.vandaag)]
    jaren = [tekst(plek.lopend + n) for n in range(1, -3, -1)]
    return plek.bezoeken.pagina(
        request, "jaar.html", beller, status=status, actief="kwaliteit", blad=blad, jaar=tekst(blad.schooljaar),
        jaren=jaren, fasen=FASEN, kort=_KORT, maanden=_maanden(blad, plek.vandaag), te_laat=te_laat, fouten=fouten,
        velden={**leeg, **(velden or {})}, bewaard=bewaard,
        swv_naam=(await plek.namen(beller.rechten)).van_code(blad.swv),
    )  # fmt: skip


def _maanden(blad: Jaarblad, vandaag: date) -> list[dict[str, Any]]:
    """August to July, each with its points; the month of now is marked."""
    gevonden = []
    for nummer in (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7):
        jaar = blad.schooljaar if nummer >= 8 else blad.schooljaar + 1
        punten = [_regel(een, blad, vandaag) for een in blad.punten if (een.dag.year, een.dag.month) == (jaar, nummer)]
        nu = (vandaag.year, vandaag.month) == (jaar, nummer)
        gevonden.append({"naam": f"{MAANDEN[nummer - 1]} {jaar}", "punten": punten, "nu": nu})
    return gevonden


def _regel(een: Punt, blad: Jaarblad, vandaag: date) -> dict[str, Any]:
    moment = blad.momenten.get(een.id) if een.soort == "moment" else None
    etag = moment_etag(moment) if moment else ""
    return {**een._asdict(), "adres": blad.adres(een), "te_laat": een.te_laat(vandaag), "moment": moment,
            "etag": etag}  # fmt: skip
