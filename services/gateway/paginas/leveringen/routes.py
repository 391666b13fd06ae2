"""The routes of `/leveringen`. Works without a script: preview, yes, and a page that refreshes itself."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.adapters.leveringen import PostgresLeveringen
from services.gateway.handlers.poorten import Beller, NietVoorDezeRol
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.paginas.leveringen import beeld
from services.gateway.paginas.leveringen.formulier import Formulier, FormulierFout, lees
from services.gateway.paginas.leveringen.rechten import Mandaat, mandaat
from services.gateway.paginas.leveringen.wachtkamer import Bestand, Wachtkamer
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.bronnen.soorten import SOORTEN
from shared.contracts.bronnen.verzoek import Aankondiging
from shared.runtime.aflevering import BestandAfgekeurdError, NietOntvangenError, Ontvangst, verstuur
from shared.runtime.http import Problem

ADRES: Final = "/leveringen"
_GETOOND: Final = 20
_NIET_GELUKT: Final = "Het laden is niet gelukt. Er is niets geladen. Kies het bestand opnieuw."
_VERLOPEN: Final = "Het bestand is niet meer bewaard. Kies het opnieuw."
Veld = Annotated[str, Form(max_length=100)]


@dataclass(frozen=True)
class Leveringspagina:
    """What the routes need."""

    bezoeken: Bezoeken
    leveringen: PostgresLeveringen
    ontvangst: Ontvangst
    wachtkamer: Wachtkamer = field(default_factory=Wachtkamer)

    async def mag(self, request: Request) -> tuple[Beller, Mandaat]:
        """Who is here, and what they may deliver. Raises NietIngelogd, NietVoorDezeRol."""
        beller = await self.bezoeken.ingelogd(request)
        gegeven = mandaat(beller.rechten)
        if gegeven is None:
            raise NietVoorDezeRol
        return beller, gegeven

    async def start(
        self, request: Request, beller: Beller, mag: Mandaat, meldingen: tuple[str, ...] = (), status: int = 200
    ) -> Response:
        """Form and history."""
        geldend = await self.leveringen.geldend(None if mag.land else mag.swvs)
        eigen = await self.leveringen.van(_wie(beller), _GETOOND)
        return self.bezoeken.pagina(
            request, "leveringen.html", beller, status=status, meldingen=meldingen,
            soorten=[(naam, SOORTEN[naam].titel) for naam in mag.soorten()],
            in_werking=beeld.in_werking(geldend),
            eigen=[{**een, "titel": beeld.titel(een["soort"]), "afloop": beeld.afloop(een)} for een in eigen],
        )  # fmt: skip

    async def proef(self, request: Request, beller: Beller, mag: Mandaat, formulier: Formulier) -> Response:
        """Let ingest check the file, and show what would change."""
        opdracht = formulier.opdracht(_wie(beller))
        aankondiging = Aankondiging.van_bestand(
            formulier.soort, formulier.inhoud, opdracht, mag.alleen(formulier.soort), proef=True
        )
        kader: dict[str, Any] = {"titel": beeld.titel(formulier.soort), "bestand": formulier.naam}
        try:
            antwoord = await verstuur(self.ontvangst, aankondiging, formulier.inhoud)
        except BestandAfgekeurdError as fout:
            return self.bezoeken.pagina(
                request, "leveringen_fouten.html", beller, status=400, fouten=fout.fouten, aantal=fout.aantal, **kader
            )
        geldend = await self.leveringen.geldend(None if mag.land else mag.swvs)
        antwoord["peildatum"] = date.fromisoformat(antwoord["peildatum"])
        regels = beeld.wijzigingen(formulier.soort, antwoord, opdracht, geldend)
        sleutel = self.wachtkamer.leg_klaar(
            Bestand(
                beller.account, formulier.soort, formulier.naam, formulier.inhoud, opdracht, self.bezoeken.clock.now()
            )
        )
        return self.bezoeken.pagina(
            request, "leveringen_proef.html", beller, sleutel=sleutel, antwoord=antwoord, aantal=len(regels),
            wijzigingen=regels[: beeld.MAX_BEREIKEN], bezwaren=any(regel["let_op"] for regel in regels),
            hetzelfde=_hetzelfde(aankondiging.sha256, regels), **kader,
        )  # fmt: skip

    async def laad(self, mag: Mandaat, bestand: Bestand) -> str:
        """Load what was seen before: the question was asked on the page, so the answer is yes. Where to look then."""
        opdracht = bestand.opdracht.model_copy(update={"bevestigd": True})
        aankondiging = Aankondiging.van_bestand(bestand.soort, bestand.inhoud, opdracht, mag.alleen(bestand.soort))
        antwoord = await verstuur(self.ontvangst, aankondiging, bestand.inhoud)
        return f"{ADRES}/{antwoord['levering']}?delen={antwoord['delen']}"

    async def stand(self, request: Request, beller: Beller, levering: UUID, delen: int) -> Response:
        """How far a delivery is, or what became of it."""
        regel = await self.leveringen.een(levering, _wie(beller))
        if regel is not None:
            uitslag = {**regel, "titel": beeld.titel(regel["soort"]), "afloop": beeld.afloop(regel)}
            return self.bezoeken.pagina(request, "leveringen_stand.html", beller, regel=uitslag)
        klaar = await self.leveringen.aangekomen(levering)
        antwoord = self.bezoeken.pagina(
            request, "leveringen_stand.html", beller, regel=None, klaar=klaar, delen=max(delen, klaar, 1)
        )
        antwoord.headers["Refresh"] = "1"
        return antwoord


def router(pagina: Leveringspagina) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(pagina.bezoeken))

    @routes.get(ADRES)
    async def start(request: Request) -> Response:
        return await pagina.start(request, *await pagina.mag(request))

    @routes.post(ADRES)
    async def proef(request: Request) -> Response:
        beller, mag = await pagina.mag(request)
        try:
            return await pagina.proef(request, beller, mag, await _gelezen(request, mag))
        except (FormulierFout, NietOntvangenError) as fout:
            return await pagina.start(
                request, beller, mag, (str(fout),), 400 if isinstance(fout, FormulierFout) else 503
            )

    @routes.post(f"{ADRES}/laden")
    async def laad(request: Request, sleutel: Veld = "", formulier: Veld = "") -> Response:
        beller, mag = await pagina.mag(request)
        _controleer_token(request, formulier)
        bestand = pagina.wachtkamer.neem(sleutel, beller.account, pagina.bezoeken.clock.now())
        if bestand is None or bestand.soort not in mag.soorten():
            return await pagina.start(request, beller, mag, (_VERLOPEN,), 400)
        try:
            return RedirectResponse(await pagina.laad(mag, bestand), 303)
        except (BestandAfgekeurdError, NietOntvangenError):
            return await pagina.start(request, beller, mag, (_NIET_GELUKT,), 503)

    @routes.get(f"{ADRES}/{{levering}}")
    async def stand(request: Request, levering: UUID, delen: int = 1) -> Response:
        beller, _ = await pagina.mag(request)
        return await pagina.stand(request, beller, levering, delen)

    return routes


async def _gelezen(request: Request, mag: Mandaat) -> Formulier:
    formulier = await lees(request)
    _controleer_token(request, formulier.token)
    if formulier.soort not in mag.soorten():
        raise FormulierFout("Kies wat er in het bestand staat.")
    return formulier


def _controleer_token(request: Request, token: str) -> None:
    if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), token):
        raise Problem(400)


def _wie(beller: Beller) -> str:
    return f"{beller.naam[:80]} (pagina)"


def _hetzelfde(sha256: str, regels: list[dict[str, Any]]) -> bool:
    """Whether all that the file names is already of this very file."""
    return all(regel["oud"] is not None and regel["oud"]["sha256"] == sha256 for regel in regels)
