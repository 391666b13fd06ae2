"""How the profile would look now, what a school published before, and what changed between two of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.profielen.profiel import Gepubliceerd
from services.gateway.domain.profielen.verschil import verschillen
from services.gateway.handlers.poorten import OnbekendeEenheid
from services.gateway.paginas.profielen.kader import PAD, Profielpagina, adres
from services.gateway.paginas.profielen.profiel import concept_document
from shared.contracts.schooljaar import tekst

CONCEPT = "concept"


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The routes."""

    @routes.get(PAD + "/voorbeeld")
    async def voorbeeld(request: Request) -> Response:
        beller, blad = await pagina.blad(request)
        if blad.concept is None:
            return RedirectResponse(adres(blad.sleutel), 303)
        document = await concept_document(pagina, beller, blad)
        return pagina.pagina(request, "profiel_voorbeeld.html", beller, blad, document=document)

    @routes.get(PAD + "/versies")
    async def versies(request: Request, van: str = "", naar: str = "") -> Response:
        beller, blad = await pagina.blad(request)
        alle = await pagina.gegevens.profielboek.versies(blad.sleutel.vestiging)
        eigen = [een for een in alle if een.sleutel.swv == blad.sleutel.swv and not een.ingetrokken]
        keuzes: dict[str, Mapping[str, Any]] = {_naam(een): een.inhoud for een in eigen}
        if blad.concept is not None:
            keuzes = {CONCEPT: await concept_document(pagina, beller, blad), **keuzes}
        links, rechts = _kies(list(keuzes), van, naar)
        gevonden = verschillen(keuzes.get(links), keuzes.get(rechts)) if rechts else []
        return pagina.pagina(
            request, "profiel_versies.html", beller, blad, versies=eigen, keuzes=_titels(eigen, blad.concept),
            van=links, naar=rechts, verschillen=gevonden,
        )  # fmt: skip


def _naam(een: Gepubliceerd) -> str:
    return f"{tekst(een.sleutel.schooljaar)}.{een.nummer}"


def _titels(versies: Sequence[Gepubliceerd], concept: object) -> list[tuple[str, str]]:
    gepubliceerd = [(_naam(een), f"{tekst(een.sleutel.schooljaar)}, versie {een.nummer}") for een in versies]
    return [*([(CONCEPT, "wat er nu in het formulier staat")] if concept else []), *gepubliceerd]


def _kies(namen: Sequence[str], van: str, naar: str) -> tuple[str, str]:
    """Which two are compared: as asked, else the newest with the one before. Raises OnbekendeEenheid."""
    if any(een and een not in namen for een in (van, naar)):
        raise OnbekendeEenheid
    rechts = naar or (namen[0] if namen else "")
    return van or (namen[1] if len(namen) > 1 else ""), rechts
