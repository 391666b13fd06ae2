"""`/verwijzingen`, and its figures to take along under `/v1/grafieken/verwijzingen`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from services.gateway.domain.rechten import SWV_ROLLEN
from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.algemeen import eigen_eenheden
from services.gateway.paginas.beeld import SMAL, Tekenaar
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.export import als_csv, als_csv_nl, als_xlsx
from services.gateway.paginas.figuur import Figuur
from services.gateway.paginas.getallen import dag, tijdstip
from services.gateway.paginas.keuze import Keuze, lees_keuze
from services.gateway.paginas.poorten import Cijfers
from services.gateway.paginas.verwijzingen.pagina import Pagina, kruimels, maak_pagina
from services.gateway.paginas.verwijzingen.strook import zin as strookzin
from services.gateway.paginas.verwijzingen.vragen import haal_op
from shared.contracts.codes import DOELEN_PO, DOELEN_VO, SCHOOLSOORTEN
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.http import Problem

_SOORTEN: Final[Mapping[str, str]] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "vl.json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "nl.csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Verwijzingen:
    """The page for a reader and an address."""

    bezoeken: Bezoeken
    cijfers: Cijfers
    tekenaar: Tekenaar

    async def lees(self, request: Request, beller: Beller) -> Pagina:
        """Raises OngeldigAdres, and what the API raises."""
        vandaag = self.bezoeken.clock.today()
        standaard = next(iter(eigen_eenheden(beller)), ("landelijk", "NL-PO"))
        keuze = lees_keuze(request.query_params, standaard, schooljaar_van(vandaag))
        return maak_pagina(await haal_op(self.cijfers, beller, keuze), vandaag)

    async def tekeningen(self, pagina: Pagina) -> dict[str, dict[str, Markup]]:
        """Each chart for a wide and a narrow place; a style sheet picks one."""
        return {figuur.naam: await self._vormen(figuur) for figuur in pagina.figuren if figuur.spec}

    async def _vormen(self, figuur: Figuur) -> dict[str, Markup]:
        assert figuur.spec is not None
        maten = {"breed": figuur.breedte, "smal": SMAL}
        return {
            vorm: _stil(await self.tekenaar.svg(figuur.spec, breedte, figuur.hoogte)) for vorm, breedte in maten.items()
        }

    async def eigen(self, beller: Beller) -> list[dict[str, Any]]:
        """The reader's own units with their addresses, for who ended up at one without figures."""
        lopend = schooljaar_van(self.bezoeken.clock.today())
        gevonden = []
        for niveau, code in eigen_eenheden(beller):
            eenheid = await self.cijfers.eenheid(beller, niveau, code)
            gevonden.append({"naam": eenheid["naam"], "adres": Keuze(niveau, code, lopend, lopend).adres()})
        return gevonden


def _stil(svg: str) -> Markup:
    """The element around it is the picture for who can't see it: the parts inside stay out of the way."""
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def router(bezoeken: Bezoeken, cijfers: Cijfers, tekenaar: Tekenaar) -> APIRouter:
    """The page."""
    verwijzingen = Verwijzingen(bezoeken, cijfers, tekenaar)
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))

    @routes.get("/verwijzingen")
    async def toon(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        if not eigen_eenheden(beller):
            return RedirectResponse("/overzicht", 303)
        pagina = await verwijzingen.lees(request, beller)
        leeg = pagina.gegevens.niet_vrijgegeven
        return bezoeken.pagina(
            request,
            "verwijzingen.html",
            beller,
            actief="ondersteuning",
            pagina=pagina,
            leeg=leeg,
            kruimels=kruimels(pagina.eenheid, pagina.keuze),
            tekeningen={} if leeg else await verwijzingen.tekeningen(pagina),
            doelen=doelen(pagina),
            # With a filter on, the answer does not know which other kinds there are.
            soorten_keuze=SCHOOLSOORTEN if pagina.keuze.soort else doelen(pagina),
            strookzin=strookzin(pagina.stappen),
            mag_herkomst=any(recht.rol in SWV_ROLLEN for recht in beller.rechten),
            eigen_eenheden=await verwijzingen.eigen(beller) if leeg else [],
        )

    @routes.get("/v1/grafieken/verwijzingen/{bestand}")
    async def mee(request: Request, bestand: str) -> Response:
        beller = await bezoeken.ingelogd(request)
        naam, _, vorm = bestand.partition(".")
        pagina = await verwijzingen.lees(request, beller)
        figuur = pagina.figuur(naam)
        if figuur is None or vorm not in _SOORTEN or (figuur.spec is None and vorm in ("svg", "png", "vl.json")):
            raise Problem(404)
        inhoud = await _inhoud(tekenaar, figuur, vorm, pagina)
        headers = {"Cache-Control": "private, no-cache"}
        if vorm != "vl.json":
            headers["Content-Disposition"] = f'attachment; filename="{bestandsnaam(pagina.keuze, naam, vorm)}"'
        return Response(inhoud, headers=headers, media_type=_SOORTEN[vorm])

    return routes


def doelen(pagina: Pagina) -> list[str]:
    """Kinds of school that this unit refers to: what its SWV's decide on, and whatever else occurs."""
    keuze = pagina.keuze
    boven = [str(ouder["eenheid"]) for ouder in pagina.eenheid["ouders"] if ouder["niveau"] == "swv"]
    codes = [keuze.binnen] if keuze.binnen else [keuze.eenheid, *boven]
    vast = {soort for code in codes for soort in _DOELEN.get(code.removeprefix("NL-")[:2], ())}
    soorten = {*vast, *pagina.soorten, *([keuze.soort] if keuze.soort else [])}
    return [soort for soort in SCHOOLSOORTEN if soort in soorten]


_DOELEN: Final[Mapping[str, tuple[str, ...]]] = {"PO": DOELEN_PO, "VO": DOELEN_VO}


async def _inhoud(tekenaar: Tekenaar, figuur: Figuur, vorm: str, pagina: Pagina) -> bytes:
    match vorm:
        case "csv":
            return als_csv(figuur)
        case "nl.csv":
            return als_csv_nl(figuur)
        case "xlsx":
            return als_xlsx(figuur, _over(pagina, figuur))
    assert figuur.spec is not None
    if vorm == "vl.json":
        return json.dumps(figuur.spec).encode()
    teken = tekenaar.png if vorm == "png" else tekenaar.los_svg
    return await teken(figuur.spec, figuur.breedte, figuur.hoogte)


def _over(pagina: Pagina, figuur: Figuur) -> list[tuple[str, str]]:
    keuze = pagina.keuze
    if figuur.stand_per:
        return [("Eenheid", "heel Nederland"), ("Stand per", dag(figuur.stand_per)), ("Adres", keuze.adres())]
    return [
        ("Eenheid", f"{pagina.eenheid['naam']} ({keuze.eenheid})"),
        ("Schooljaar", keuze.jaar),
        ("Schoolsoort", keuze.soort or "alle"),
        ("Stand per", tijdstip(pagina.stand) if pagina.stand else "onbekend"),
        ("Zicht", pagina.gegevens.zicht),
        ("Adres", keuze.adres()),
    ]


def bestandsnaam(keuze: Keuze, naam: str, vorm: str) -> str:
    """'verwijzingen-aanvragen-PO9901-2025-2026.csv': only letters, digits and dashes of closed lists and codes."""
    code = "".join(teken for teken in keuze.eenheid if teken.isascii() and (teken.isalnum() or teken == "-"))
    einde = "csv" if vorm == "nl.csv" else vorm
    return f"verwijzingen-{naam}-{code}-{keuze.jaar}.{einde}"
