"""`/toelichting`: the unit writes beside one of its own figures. Nobody's text is lost: who was too late sees both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.balie import Dashboardbalie
from services.gateway.dashboards.keuze import Keuze
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.toelichtingen import MAX_TEKENS, OnleesbareTekst, Plek, lees_tekst
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.toelichtingen import Blad, schrijf, toon, wis
from services.gateway.paginas.bezoek import Bezoeken, VreemdFormulier, pagina_route
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.eenheden import Niveau

Veld = Annotated[str, Form(max_length=200)]
Tekst = Annotated[str, Form(max_length=4 * MAX_TEKENS)]
_EIGEN_VELDEN: Final = ("dashboard", "figuur")


@dataclass(frozen=True, slots=True)
class Bij:
    """The figure that the text is about, as its dashboard shows it, and the view to go back to."""

    plek: Plek
    keuze: Keuze
    figuur: Mapping[str, Any]
    eenheid: Mapping[str, Any]

    @property
    def terug(self) -> str:
        return f"{self.keuze.adres()}#{self.plek.figuur}"


@dataclass(frozen=True)
class Toelichtingspagina:
    """The page for a writer."""

    bezoeken: Bezoeken
    balie: Dashboardbalie
    gegevens: Gegevens

    async def bij(self, request: Request, beller: Beller) -> Bij:
        """What the address names. Raises OngeldigeVraag, OnbekendeEenheid."""
        dashboard = DASHBOARDS.get(request.query_params.get("dashboard", ""))
        if dashboard is None:
            raise OnbekendeEenheid
        query = {naam: waarde for naam, waarde in request.query_params.items() if naam not in _EIGEN_VELDEN}
        keuze = self.balie.lees_keuze(dashboard, beller, query)
        d = (await self.balie.geef(dashboard, beller, query)).inhoud
        code = request.query_params.get("figuur")
        figuur = next((een for een in d["figuren"] if een["code"] == code), None)
        if figuur is None:
            raise OnbekendeEenheid
        plek = Plek(Eenheid(Niveau(keuze.niveau), keuze.eenheid), dashboard.naam, figuur["code"], keuze.schooljaar)
        return Bij(plek, keuze, figuur, d["eenheid"])

    async def blad(self, beller: Beller, bij: Bij) -> Blad:
        """What stands there, for who may write it. Raises NietVoorDezeRol."""
        blad = await toon(self.gegevens, beller.rechten, bij.plek, bij.keuze.lopend)
        if not blad.mag:
            raise NietVoorDezeRol
        return blad

    def formulier(
        self, request: Request, beller: Beller, bij: Bij, blad: Blad, *, tekst: str | None = None, melding: str = "",
        botst: bool = False, status: int = 200,
    ) -> Response:  # fmt: skip
        """The form; `tekst` is what the writer had where it was not saved."""
        return self.bezoeken.pagina(
            request, "toelichting.html", beller, status=status, bij=bij, blad=blad, melding=melding, botst=botst,
            tekst=blad.tekst if tekst is None else tekst, max_tekens=MAX_TEKENS,
        )  # fmt: skip

    async def bewaar(self, request: Request, beller: Beller, bij: Bij, ruw: str, zag: str) -> Response:
        """Save, or show again what could not be saved."""
        try:
            nu = self.bezoeken.clock.now()
            await schrijf(self.gegevens, beller, bij.plek, lees_tekst(ruw), bij.keuze.lopend, nu, zag)
        except OnleesbareTekst as fout:
            blad = await self.blad(beller, bij)
            return self.formulier(request, beller, bij, blad, tekst=ruw, melding=f"De tekst {fout}.", status=400)
        except IntussenGewijzigd:
            blad = await self.blad(beller, bij)
            return self.formulier(request, beller, bij, blad, tekst=ruw, botst=True, status=409)
        return RedirectResponse(bij.terug, 303)


def router(bezoeken: Bezoeken, balie: Dashboardbalie, gegevens: Gegevens) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken, houdt_tekst=True))
    pagina = Toelichtingspagina(bezoeken, balie, gegevens)

    @routes.get("/toelichting")
    async def lees(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        bij = await pagina.bij(request, beller)
        return pagina.formulier(request, beller, bij, await pagina.blad(beller, bij))

    @routes.post("/toelichting")
    async def bewaar(
        request: Request, tekst: Tekst = "", zag: Veld = "", actie: Veld = "", formulier: Veld = ""
    ) -> Response:
        beller = await bezoeken.ingelogd(request)
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), formulier):
            raise VreemdFormulier
        bij = await pagina.bij(request, beller)
        if actie != "wis":
            return await pagina.bewaar(request, beller, bij, tekst, zag)
        await wis(gegevens, beller, bij.plek, bij.keuze.lopend)
        return RedirectResponse(bij.terug, 303)

    return routes
