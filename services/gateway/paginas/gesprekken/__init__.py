"""`/gesprekken`: meetings of an SWV with schools and besturen, with what was agreed and what is still open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit.gesprekken import MAX_AFSPRAAK, MAX_VERSLAG, STANDEN, Afspraak, Gesprek
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.eenheden import Zoekvraag
from services.gateway.handlers.eenheden import lijst as lijst_eenheden
from services.gateway.handlers.gesprekken import (
    Agenda,
    Gespreksblad,
    afspraak_etag,
    geef_agenda,
    maak_gesprek,
    spreek_af,
    toon_gesprek,
    wijzig_afspraak,
    wijzig_gesprek,
    wis_gesprek,
)
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.handlers.rapporten import OnbekendRapport, Rapport, Rapportbalie
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.werk import BOTST, Namen, Velden, Werkplek, lees_formulier, medewerker_van, meldingen
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.rapporten import SOORTEN
from shared.contracts.schooljaar import tekst

ADRES: Final = "/gesprekken"
_VELDEN: Final[Mapping[str, str]] = {
    "dag": "De dag", "onderwerp": "Het onderwerp", "aanwezig": "Wie erbij was", "verslag": "Het verslag",
    "status": "De status", "rapport": "Het rapport", "rapportSchooljaar": "Het schooljaar van het rapport",
    "eenheid": "School of bestuur", "tekst": "De afspraak", "wie": "Wie het doet", "uiterlijk": "De uiterlijke dag",
    "klaarOp": "De dag waarop het klaar was",
}  # fmt: skip
_STATUS: Final = {"gepland": "gepland", "gehouden": "gehouden", "vervallen": "gaat niet door"}
_LEEG: Final = dict.fromkeys(
    ("dag", "onderwerp", "aanwezig", "verslag", "status", "rapport", "rapportSchooljaar", "eenheid"), ""
)
_GROEPEN: Final = {"school": "Scholen", "bestuur": "Besturen", "subregio": "Subregio’s", "swv": "Samenwerkingsverband"}


@dataclass(frozen=True)
class Gesprekspagina:
    """The pages for a reader."""

    plek: Werkplek
    balie: Rapportbalie

    async def lijst(self, request: Request, beller: Beller) -> Response:
        """Meetings to come and those of before, with how much is open."""
        agenda, namen = await self._agenda(beller), await self.plek.namen(beller.rechten)
        rijen = [_rij(een, agenda, namen) for een in agenda.gesprekken]
        return self.plek.bezoeken.pagina(
            request, "gesprekken.html", beller, actief="communicatie", swvs=medewerker_van(beller.rechten),
            komend=[een for een in reversed(rijen) if een["status"] == "gepland"],
            eerder=[een for een in rijen if een["status"] != "gepland"],
            open=self._open(agenda, namen), vandaag=self.plek.vandaag,
        )  # fmt: skip

    def _open(self, agenda: Agenda, namen: Namen) -> list[dict[str, Any]]:
        paren = [(g, a) for g in agenda.gesprekken for a in agenda.van(g) if a.invoer.status == "open"]
        paren.sort(key=lambda paar: (paar[1].invoer.uiterlijk is None, paar[1].invoer.uiterlijk, paar[1].op))
        return [self.afspraak(g, a, namen) for g, a in paren]

    def afspraak(self, gesprek: Gesprek, een: Afspraak, namen: Namen) -> dict[str, Any]:
        """An agreement as a page says it."""
        te_laat = een.te_laat(self.plek.vandaag)
        return {"gesprek": gesprek, "met": namen(gesprek.eenheid), "id": een.id, "invoer": een.invoer,
                "te_laat": te_laat, "etag": afspraak_etag(een), "door": een.door, "op": een.op}  # fmt: skip

    async def een(
        self, request: Request, beller: Beller, blad: Gespreksblad, *, velden: Velden | None = None,
        nieuw: Velden | None = None, anders: tuple[UUID, Velden] | None = None, fouten: Sequence[str] = (),
        status: int = 200, bewaard: str = "",
    ) -> Response:  # fmt: skip
        """One meeting. `velden`, `nieuw`, `anders`: the form that was sent and not kept, as it was filled in."""
        namen, rapporten = await self.plek.namen(beller.rechten), await self.rapporten(beller, blad.gesprek.eenheid)
        eigen = {een.id: een for een in rapporten}
        g = blad.gesprek
        gebruikt = eigen.get(g.invoer.rapport) if g.invoer.rapport else None
        leeg = {"tekst": "", "wie": "", "uiterlijk": ""}
        return self.plek.bezoeken.pagina(
            request, "gesprek.html", beller, status=status, actief="communicatie", blad=blad, g=g, bewaard=bewaard,
            met=namen(g.eenheid), swv=namen.van_code(swv_code(g.swv)), statussen=_STATUS, standen=STANDEN,
            fouten=fouten,
            velden={**_LEEG, **_ingevuld(g), **(velden or {})}, nieuw={**leeg, **(nieuw or {})}, anders=anders,
            afspraken=[self.afspraak(g, een, namen) for een in blad.afspraken],
            eerder=[self.afspraak(gesprek, een, namen) for gesprek, een in blad.open_eerder],
            geschiedenis=_geschiedenis(blad), gebruikt=gebruikt, rapport_adres=_rapport_adres(g, gebruikt),
            rapport_jaar=tekst(g.invoer.rapport_schooljaar) if g.invoer.rapport_schooljaar else "",
            rapporten=[(str(een.id), _rapport_naam(een)) for een in rapporten], max_verslag=MAX_VERSLAG,
            max_afspraak=MAX_AFSPRAAK, bewerkt=bool(velden),
        )  # fmt: skip

    async def formulier(
        self, request: Request, beller: Beller, velden: Velden, fouten: Sequence[str] = (), status: int = 200
    ) -> Response:
        """A new meeting."""
        namen = await self.plek.namen(beller.rechten)
        alle = await lijst_eenheden(self.plek.gegevens, beller.rechten, Zoekvraag(), self.plek.lopend)
        groepen: dict[str, list[tuple[str, str]]] = {}
        for een in alle:
            niveau, code = een.eenheid
            if niveau.value in _GROEPEN and een.zicht == "eigen":
                naam = f"{een.naam}, {een.plaats}" if een.plaats else een.naam
                groepen.setdefault(_GROEPEN[niveau.value], []).append((f"{niveau.value}:{code}", f"{naam} ({code})"))
        return self.plek.bezoeken.pagina(
            request, "gesprek_nieuw.html", beller, status=status, actief="communicatie", fouten=fouten,
            groepen=groepen, velden={**_LEEG, **velden}, statussen=_STATUS,
            swvs=namen.genoemd(medewerker_van(beller.rechten)),
        )  # fmt: skip

    async def rapporten(self, beller: Beller, eenheid: Eenheid) -> list[Rapport]:
        """Finished documents of this reader about the unit."""
        alle = await self.balie.lijst(beller)
        wie = (eenheid.niveau, eenheid.code)
        return [een for een in alle if (een.vraag.niveau, een.vraag.eenheid) == wie and een.status == "klaar"]

    async def met_rapportjaar(self, beller: Beller, velden: dict[str, object]) -> dict[str, object]:
        """The schooljaar that the chosen document is about, so that it can be asked again when it is gone."""
        if not velden.get("rapport"):
            return velden
        try:
            gekozen = await self.balie.een(beller, UUID(str(velden["rapport"])))
        except (ValueError, OnbekendRapport):
            return velden
        return {**velden, "rapportSchooljaar": gekozen.vraag.schooljaar}

    async def _agenda(self, beller: Beller) -> Agenda:
        return await geef_agenda(self.plek.gegevens, beller.rechten, self.plek.lopend)


def router(bezoeken: Bezoeken, gegevens: Gegevens, balie: Rapportbalie) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken, houdt_tekst=True))
    pagina = Gesprekspagina(Werkplek(bezoeken, gegevens), balie)
    _voeg_lijst_toe(routes, pagina)
    _voeg_een_toe(routes, pagina)
    _voeg_afspraken_toe(routes, pagina)
    return routes


def _voeg_lijst_toe(routes: APIRouter, pagina: Gesprekspagina) -> None:
    plek = pagina.plek

    @routes.get(ADRES)
    async def lijst(request: Request) -> Response:
        return await pagina.lijst(request, await plek.bezoeken.ingelogd(request))

    @routes.get(f"{ADRES}/nieuw")
    async def leeg(request: Request, eenheid: str = "") -> Response:
        beller = await _medewerker(plek, request)
        return await pagina.formulier(
            request, beller, {"eenheid": eenheid, "dag": plek.vandaag.isoformat(), "status": "gepland"}
        )

    @routes.post(f"{ADRES}/nieuw")
    async def maak(request: Request) -> Response:
        beller = await _medewerker(plek, request)
        velden = await lees_formulier(request)
        niveau, _, code = str(velden.get("eenheid", "")).partition(":")
        swv = str(velden.get("swv") or medewerker_van(beller.rechten)[0])
        wie = Eenheid(Niveau(niveau) if niveau in _GROEPEN else Niveau.SWV, code)
        try:
            nu = plek.bezoeken.clock.now()
            gesprek = await maak_gesprek(plek.gegevens, beller, (swv, wie), velden, nu, plek.vandaag)
        except OngeldigeVraag as fout:
            return await pagina.formulier(request, beller, velden, meldingen(fout, _VELDEN), 400)
        return RedirectResponse(f"{ADRES}/{gesprek.id}?{urlencode({'bewaard': 'ja'})}", 303)


def _voeg_een_toe(routes: APIRouter, pagina: Gesprekspagina) -> None:
    plek = pagina.plek

    @routes.get(f"{ADRES}/{{id}}")
    async def toon(request: Request, id: UUID, bewaard: str = "") -> Response:
        beller = await plek.bezoeken.ingelogd(request)
        blad = await toon_gesprek(plek.gegevens, beller, id, plek.lopend)
        return await pagina.een(request, beller, blad, bewaard=bewaard)

    @routes.post(f"{ADRES}/{{id}}")
    async def bewaar(request: Request, id: UUID) -> Response:
        beller = await plek.bezoeken.ingelogd(request)
        velden = await lees_formulier(request)
        if velden.get("actie") == "wis":
            await wis_gesprek(plek.gegevens, beller, id, plek.lopend)
            return RedirectResponse(ADRES, 303)
        zag, nu, compleet = str(velden.get("zag", "")), plek.bezoeken.clock.now(), velden
        try:
            compleet = await pagina.met_rapportjaar(beller, velden)
            await wijzig_gesprek(plek.gegevens, beller, id, compleet, nu, plek.vandaag, zag)
        except (OngeldigeVraag, IntussenGewijzigd) as fout:
            blad = await toon_gesprek(plek.gegevens, beller, id, plek.lopend)
            return await pagina.een(request, beller, blad, velden=velden, **_afgewezen(fout))
        return RedirectResponse(f"{ADRES}/{id}?bewaard=ja", 303)


def _voeg_afspraken_toe(routes: APIRouter, pagina: Gesprekspagina) -> None:
    plek = pagina.plek

    @routes.post(f"{ADRES}/{{id}}/afspraken")
    async def nieuw(request: Request, id: UUID) -> Response:
        beller = await plek.bezoeken.ingelogd(request)
        velden = await lees_formulier(request)
        try:
            await spreek_af(plek.gegevens, beller, id, velden, plek.bezoeken.clock.now(), plek.vandaag)
        except OngeldigeVraag as fout:
            blad = await toon_gesprek(plek.gegevens, beller, id, plek.lopend)
            return await pagina.een(request, beller, blad, nieuw=velden, **_afgewezen(fout))
        return RedirectResponse(f"{ADRES}/{id}?bewaard=ja#afspraken", 303)

    @routes.post(f"{ADRES}/{{id}}/afspraken/{{afspraak}}")
    async def anders(request: Request, id: UUID, afspraak: UUID, terug: str = "") -> Response:
        beller = await plek.bezoeken.ingelogd(request)
        velden = await lees_formulier(request)
        zag, nu = str(velden.get("zag", "")), plek.bezoeken.clock.now()
        try:
            await wijzig_afspraak(plek.gegevens, beller, id, afspraak, velden, nu, plek.vandaag, zag)
        except (OngeldigeVraag, IntussenGewijzigd) as fout:
            blad = await toon_gesprek(plek.gegevens, beller, id, plek.lopend)
            return await pagina.een(request, beller, blad, anders=(afspraak, velden), **_afgewezen(fout))
        naar = UUID(terug) if _is_id(terug) else id
        return RedirectResponse(f"{ADRES}/{naar}?bewaard=ja#afspraken", 303)


def _is_id(gegeven: str) -> bool:
    try:
        return bool(UUID(gegeven))
    except ValueError:
        return False


def _afgewezen(fout: OngeldigeVraag | IntussenGewijzigd) -> dict[str, Any]:
    if isinstance(fout, OngeldigeVraag):
        return {"fouten": meldingen(fout, _VELDEN), "status": 400}
    return {"fouten": [BOTST], "status": 409}


async def _medewerker(plek: Werkplek, request: Request) -> Beller:
    beller = await plek.bezoeken.ingelogd(request)
    if not medewerker_van(beller.rechten):
        raise NietVoorDezeRol
    return beller


def _rij(een: Gesprek, agenda: Agenda, namen: Namen) -> dict[str, Any]:
    open_ = sum(a.invoer.status == "open" for a in agenda.van(een))
    return {"id": een.id, "dag": een.invoer.dag, "met": namen(een.eenheid), "onderwerp": een.invoer.onderwerp,
            "status": een.invoer.status, "toon_status": _STATUS[een.invoer.status], "open": open_,
            "swv": swv_code(een.swv)}  # fmt: skip


def _ingevuld(een: Gesprek) -> dict[str, str]:
    i = een.invoer
    return {
        "dag": i.dag.isoformat(), "onderwerp": i.onderwerp, "aanwezig": i.aanwezig, "verslag": i.verslag,
        "status": i.status, "rapport": str(i.rapport) if i.rapport else "",
        "rapportSchooljaar": tekst(i.rapport_schooljaar) if i.rapport_schooljaar else "",
    }  # fmt: skip


def _geschiedenis(blad: Gespreksblad) -> list[Afspraak]:
    """Versions that no longer hold, the newest first."""
    return sorted((een for een in blad.versies if een not in blad.afspraken), key=lambda een: een.op, reverse=True)


def _rapport_naam(een: Rapport) -> str:
    return f"{SOORTEN[een.vraag.soort].titel} {een.vraag.schooljaar}"


def _rapport_adres(een: Gesprek, gebruikt: Rapport | None) -> str:
    """To the document while it is there; else to where it can be asked again, in the reader's own view."""
    if gebruikt is not None:
        return f"/rapporten/{gebruikt.id}/document"
    if een.invoer.rapport_schooljaar is None:
        return ""
    niveau, code = een.eenheid
    waarde = code if niveau is Niveau.SCHOOL else f"{niveau.value}:{code}"
    return f"/rapporten?{urlencode({'eenheid': waarde, 'schooljaar': tekst(een.invoer.rapport_schooljaar)})}"
