"""One chapter of the form. Nobody's text is lost: not to somebody else, not to a session that ended."""

from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.profielen.formulier import Onderdeel
from services.gateway.domain.profielen.profiel import Ingevuld
from services.gateway.handlers.poorten import Beller, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.profielen.cijfers import cijfers_bij
from services.gateway.handlers.profielen.concept import Blad, bewaar, keuring
from services.gateway.handlers.profielen.poorten import NietInDezeStaat
from services.gateway.paginas.profielen.kader import PAD, Profielpagina, adres, eigen_formulier, velden
from services.gateway.paginas.profielen.vragen import (
    Ingestuurd,
    Vraag,
    lees_ingestuurd,
    maak_vragen,
    terug,
    wijzigingen,
)

_VERLOPEN: Final = "Uw sessie was verlopen. Uw tekst staat er nog. Kijk of alles klopt en bewaar opnieuw."
_WACHT: Final = (
    "Het profiel wacht op het bestuur, dus er kan nu niets in veranderen. Uw tekst staat hieronder nog: kopieer hem, of"
    " haal het profiel eerst terug."
)
_BOTST: Final = "Iemand anders was u voor. Bij elke vraag waar dat zo is, ziet u beide teksten. De rest is bewaard."
_FOUT: Final = "Niet alles is bewaard. Kijk bij de vragen met een melding; de rest is bewaard."


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The routes."""

    @routes.get(PAD + "/onderdelen/{code}")
    async def formulier(request: Request, code: str, bewaard: str = "") -> Response:
        beller, blad = await pagina.blad(request)
        onderdeel = _onderdeel(blad, code)
        if not blad.schrijfbaar:
            return RedirectResponse(adres(blad.sleutel), 303)
        vragen = await _vragen(pagina, beller, blad, onderdeel)
        return _toon(pagina, request, beller, blad, onderdeel, vragen, bewaard=bool(bewaard))

    @routes.post(PAD + "/onderdelen/{code}")
    async def bewaar_(request: Request, code: str) -> Response:
        gegeven = await velden(request)
        beller = await pagina.bezoeken.ingelogd(request)
        blad = await pagina.blad_voor(request, beller)
        if not blad.mag.schrijven:
            raise NietVoorDezeRol
        onderdeel = _onderdeel(blad, code)
        ingestuurd = lees_ingestuurd(onderdeel, gegeven)
        if not eigen_formulier(request, gegeven.get("formulier", "")):
            return await _terug(pagina, request, beller, blad, onderdeel, ingestuurd, _VERLOPEN, 400)
        return await _bewaar(pagina, request, beller, blad, onderdeel, ingestuurd, gegeven.get("actie", ""))


def _onderdeel(blad: Blad, code: str) -> Onderdeel:
    gevonden = blad.formulier.onderdeel(code)
    if gevonden is None:
        raise OnbekendeEenheid
    return gevonden


async def _vragen(pagina: Profielpagina, beller: Beller, blad: Blad, onderdeel: Onderdeel) -> list[Vraag]:
    alleen_dit = blad.formulier.model_copy(update={"onderdelen": (onderdeel,)})
    vandaag = pagina.vandaag()
    cijfers = await cijfers_bij(pagina.gegevens, beller.rechten, blad.sleutel, alleen_dit, vandaag)
    return maak_vragen(onderdeel, blad, cijfers, await keuring(pagina.gegevens, beller.rechten, blad, vandaag))


async def _bewaar(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Blad, onderdeel: Onderdeel,
    ingestuurd: Mapping[str, Ingestuurd], actie: str,
) -> Response:  # fmt: skip
    nieuw, fout = wijzigingen(ingestuurd, blad.antwoorden, pagina.vandaag())
    try:
        _, opgeslagen = await bewaar(pagina.gegevens, beller, blad.sleutel, nieuw, pagina.nu(), pagina.vandaag())
    except NietInDezeStaat:
        return await _terug(pagina, request, beller, blad, onderdeel, ingestuurd, _WACHT, 409)
    if fout or opgeslagen.botst:
        # As it stands now, with what was just kept.
        vers = await pagina.blad_voor(request, beller)
        melding, status = (_BOTST, 409) if opgeslagen.botst else (_FOUT, 400)
        return await _terug(
            pagina, request, beller, vers, onderdeel, ingestuurd, melding, status, fout, opgeslagen.botst
        )
    return RedirectResponse(_verder(blad, onderdeel, actie), 303)


async def _terug(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Blad, onderdeel: Onderdeel,
    ingestuurd: Mapping[str, Ingestuurd], melding: str, status: int,
    fout: Mapping[str, str] | None = None, botst: Mapping[str, Ingevuld] | None = None,
) -> Response:  # fmt: skip
    vragen = await _vragen(pagina, beller, blad, onderdeel)
    met = list(terug(vragen, ingestuurd, fout, botst or {}))
    return _toon(pagina, request, beller, blad, onderdeel, met, melding=melding, status=status)


def _toon(
    pagina: Profielpagina, request: Request, beller: Beller, blad: Blad, onderdeel: Onderdeel, vragen: list[Vraag],
    *, melding: str = "", bewaard: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    plaats = [een.code for een in blad.formulier.onderdelen].index(onderdeel.code)
    return pagina.pagina(
        request, "profiel_onderdeel.html", beller, blad, status=status, onderdeel=onderdeel, vragen=vragen,
        melding=melding, bewaard=bewaard, nummer=plaats + 1, laatste=plaats + 1 == len(blad.formulier.onderdelen),
    )  # fmt: skip


def _verder(blad: Blad, onderdeel: Onderdeel, actie: str) -> str:
    codes = [een.code for een in blad.formulier.onderdelen]
    volgende = codes.index(onderdeel.code) + 1
    if actie != "verder":
        return adres(blad.sleutel, "onderdelen", onderdeel.code) + "?bewaard=ja"
    if volgende < len(codes):
        return adres(blad.sleutel, "onderdelen", codes[volgende])
    return adres(blad.sleutel)
