"""`/rapporten`: ask for a report, see how far it is, download it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards.poorten import Cijferbron, Json
from services.gateway.domain.rechten import SWV_ROLLEN, Zicht
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.bundels import Bundel, Bundelbalie
from services.gateway.handlers.poorten import Beller, GeenEigenZicht, OnbekendeEenheid
from services.gateway.handlers.rapporten import NogNietKlaar, OnbekendRapport, Rapport, Rapportbalie
from services.gateway.paginas.bezoek import Bezoeken, pagina_route
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.bundels import als_zip
from services.gateway.routes.koekjes import Koekjes
from services.gateway.routes.rapporten import REDENEN, als_bestand
from shared.contracts.rapporten import SOORTEN, THEMAS, VAN_PROFIEL, themas_van
from shared.contracts.schooljaar import schooljaar_van, tekst
from shared.runtime.http import Problem

_JAREN: Final = 6
_GETOOND: Final = 50
_SOORT_VAN: Final = {soort.niveau.value: naam for naam, soort in SOORTEN.items() if naam not in VAN_PROFIEL}
_NIVEAUS: Final = {"school": "Gespreksrapport van een school", "bestuur": "Bestuursrapport",
                   "subregio": "Subregiorapport", "swv": "SWV-rapport"}  # fmt: skip
_BUNDELS: Final = {
    "bundel:": ("gespreksrapport", "Gespreksrapport van elke school (ZIP) van"),
    "profielen:": ("profiel", "Ondersteuningsprofiel van elke school (ZIP) van"),
    "schoolgidsen:": ("schoolgids", "Tekst voor de schoolgids van elke school (ZIP) van"),
}
"""What can be asked of every school of a unit: how the choice begins, which kind, and its heading."""
_STATUS: Final = {
    "wacht": "staat klaar om gemaakt te worden",
    "bezig": "wordt gemaakt",
    "klaar": "klaar",
    "mislukt": "niet gelukt",
}
Veld = Annotated[str, Form(max_length=100)]


@dataclass(frozen=True)
class Rapportpagina:
    """The page for a reader."""

    bezoeken: Bezoeken
    cijfers: Cijferbron
    balie: Rapportbalie

    @property
    def bundels(self) -> Bundelbalie:
        """Where bundles are asked for."""
        return Bundelbalie(self.balie)

    async def toon(
        self, request: Request, beller: Beller, gekozen: Json, meldingen: Sequence[str] = (), status: int = 200
    ) -> Response:
        """Form and list; `gekozen` are the fields that stand filled in."""
        async with self.cijfers.voor(beller) as cijfers:
            eenheden = [een for niveau in _NIVEAUS for een in await cijfers.eenheden(niveau=niveau)]
        lopend = schooljaar_van(self.bezoeken.clock.today())
        return self.bezoeken.pagina(
            request,
            "rapporten.html",
            beller,
            status=status,
            actief="communicatie",
            groepen=_groepen([een for een in eenheden if een["zicht"] == Zicht.EIGEN.value]),
            themas=THEMAS,
            schooljaren=[tekst(lopend - n) for n in range(_JAREN)],
            swvs=_swvs(beller, eenheden),
            gekozen={
                "schooljaar": tekst(lopend - 1),
                "eenheid": "",
                "binnen": "",
                "themas": (),
                "lezer": "",
                **gekozen,
            },
            meldingen=meldingen,
            **await self.lijst(beller),
        )

    async def lijst(self, beller: Beller) -> dict[str, Any]:
        """What the list shows, and whether anything is still being made."""
        rapporten = (await self.balie.lijst(beller))[:_GETOOND]
        bundels = await self.bundels.lijst(beller)
        bezig = any(rapport.status in ("wacht", "bezig") for rapport in rapporten)
        return {
            "rapporten": [_regel(rapport) for rapport in rapporten],
            "bundels": [_bundelregel(bundel) for bundel in bundels],
            "onderweg": bezig or not all(bundel.klaar for bundel in bundels),
        }


def _swvs(beller: Beller, eenheden: Sequence[Json]) -> list[tuple[str, str]]:
    """Own SWV's as (code, name), in the order of their codes."""
    namen = {een["eenheid"]: een["naam"] for een in eenheden if een["niveau"] == "swv"}
    codes = sorted({recht.eenheid for recht in beller.rechten if recht.rol in SWV_ROLLEN})
    return [(code, namen.get(code, code)) for code in codes]


def router(bezoeken: Bezoeken, cijfers: Cijferbron, balie: Rapportbalie) -> APIRouter:
    """The routes."""
    routes = APIRouter(include_in_schema=False, route_class=pagina_route(bezoeken))
    pagina = Rapportpagina(bezoeken, cijfers, balie)

    @routes.get("/rapporten")
    async def toon(request: Request, eenheid: str = "", schooljaar: str = "") -> Response:
        beller = await bezoeken.ingelogd(request)
        gegeven = {"eenheid": eenheid, "schooljaar": schooljaar}
        return await pagina.toon(request, beller, {naam: waarde for naam, waarde in gegeven.items() if waarde})

    @routes.get("/rapporten/lijst")
    async def lijst(request: Request) -> Response:
        beller = await bezoeken.ingelogd(request)
        return bezoeken.pagina(request, "rapporten_lijst.html", beller, **await pagina.lijst(beller))

    _voeg_vragen_toe(routes, pagina)
    _voeg_downloads_toe(routes, pagina)
    return routes


def _voeg_vragen_toe(routes: APIRouter, pagina: Rapportpagina) -> None:
    @routes.post("/rapporten")
    async def vraag(
        request: Request,
        eenheid: Veld = "",
        schooljaar: Veld = "",
        binnen: Veld = "",
        formulier: Veld = "",
        lezer: Veld = "",
        soort: Veld = "",
        versie: Veld = "",
        themas: Annotated[list[str] | None, Form(max_length=len(THEMAS))] = None,
    ) -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), formulier):
            raise Problem(400)
        gekozen: Json = {
            "eenheid": eenheid, "schooljaar": schooljaar, "binnen": binnen, "themas": themas, "lezer": lezer
        }  # fmt: skip
        try:
            await _vraag_aan(pagina, beller, {**gekozen, **_van_versie(versie)}, soort)
        except (OngeldigeVraag, OnbekendeEenheid, GeenEigenZicht) as fout:
            return await pagina.toon(request, beller, gekozen, _meldingen(fout), 400)
        return RedirectResponse("/rapporten", 303)


def _voeg_downloads_toe(routes: APIRouter, pagina: Rapportpagina) -> None:
    """Documents and the ZIP of a bundle, and taking back what was asked."""

    @routes.post("/rapporten/{soort}/{id}/weg")
    async def weg(request: Request, soort: Literal["rapport", "bundel"], id: UUID, formulier: Veld = "") -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), formulier):
            raise Problem(400)
        try:
            await (pagina.bundels.schrap(beller, id) if soort == "bundel" else pagina.balie.schrap(beller, id))
        except OnbekendRapport as fout:
            raise Problem(404) from fout
        return RedirectResponse("/rapporten", 303)

    @routes.get("/rapporten/bundel/{id}/document")
    async def bundel(request: Request, id: UUID) -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        try:
            return als_zip(*await pagina.bundels.documenten(beller, id))
        except (OnbekendRapport, NogNietKlaar) as fout:
            raise Problem(404) from fout

    @routes.get("/rapporten/{id}/document")
    async def document(request: Request, id: UUID) -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        try:
            return als_bestand(await pagina.balie.document(beller, id))
        except (OnbekendRapport, NogNietKlaar) as fout:
            raise Problem(404) from fout


async def _vraag_aan(pagina: Rapportpagina, beller: Beller, gekozen: Json, soort: str) -> None:
    """One document, or that of every school of the chosen unit; `soort`: of a profile, else it follows from the unit.
    Raises OngeldigeVraag, OnbekendeEenheid, GeenEigenZicht."""
    niveau, _, code = str(gekozen["eenheid"]).rpartition(":")
    for begin, (van_elke, _) in _BUNDELS.items():
        if niveau.startswith(begin):
            van = {"niveau": niveau.removeprefix(begin), "eenheid": code}
            await pagina.bundels.vraag_aan(beller, {**_velden(gekozen, van_elke), "alleVan": van})
            return
    if soort not in VAN_PROFIEL:
        soort = _SOORT_VAN.get(niveau or "school", "gespreksrapport")
    await pagina.balie.vraag_aan(beller, {**_velden(gekozen, soort), "eenheid": code})


def _velden(gekozen: Json, soort: str) -> dict[str, object]:
    """The fields of the form that belong to this kind."""
    namen = ("schooljaar", "binnen", "nummer") if soort in VAN_PROFIEL else ("schooljaar", "binnen", "themas", "lezer")
    velden = {naam: gekozen.get(naam) for naam in namen}
    if passend := [thema for thema in gekozen.get("themas") or () if thema in themas_van(soort)]:
        velden["themas"] = passend
    return {"soort": soort, "niveau": SOORTEN[soort].niveau.value, **velden}


def _van_versie(versie: str) -> dict[str, object]:
    """'2025-2026.2', as a page of a profile names a published version; nothing chosen: {}."""
    jaar, punt, nummer = versie.partition(".")
    return {"schooljaar": jaar, "nummer": int(nummer)} if punt and nummer.isascii() and nummer.isdigit() else {}


def _bundelregel(bundel: Bundel) -> dict[str, Any]:
    aantallen, eerste = bundel.per_status, bundel.rapporten[0]
    gedaan = aantallen["klaar"] + aantallen["mislukt"]
    return {
        "id": bundel.id,
        "titel": f"{SOORTEN[eerste.vraag.soort].meervoud} van {_scholen(len(bundel.rapporten))}",
        "intern": eerste.vraag.lezer is not None,
        "schooljaar": eerste.vraag.schooljaar,
        "gevraagd_op": eerste.gevraagd_op,
        "stand": f"{gedaan} van {len(bundel.rapporten)} gemaakt",
        "mislukt": aantallen["mislukt"],
        "ingetrokken": ", ".join(bundel.ingetrokken),
        "gedaan": gedaan,
        "totaal": len(bundel.rapporten),
        "adres": f"/rapporten/bundel/{bundel.id}/document" if bundel.klaar else None,
    }


def _scholen(aantal: int) -> str:
    return "1 school" if aantal == 1 else f"{aantal} scholen"


def _groepen(eenheden: Sequence[Json]) -> dict[str, list[Json]]:
    """What a report can be made of, by kind of report."""
    gevonden = {kop: [een for een in eenheden if een["niveau"] == niveau] for niveau, kop in _NIVEAUS.items()}
    boven = [een for een in eenheden if een["niveau"] != "school"]
    for begin, (_, kop) in _BUNDELS.items():
        gevonden[kop] = [{**een, "niveau": f"{begin}{een['niveau']}"} for een in boven]
    return {kop: groep for kop, groep in gevonden.items() if groep}


def _regel(rapport: Rapport) -> dict[str, Any]:
    return {
        "id": rapport.id,
        "titel": f"{SOORTEN[rapport.vraag.soort].titel} {rapport.naam}",
        "eenheid": rapport.vraag.eenheid,
        "schooljaar": rapport.vraag.schooljaar,
        "binnen": rapport.grens.binnen,
        "intern": rapport.vraag.lezer is not None,
        "gevraagd_op": rapport.gevraagd_op,
        "status": _STATUS[rapport.status],
        "melding": REDENEN.get(rapport.reden or ""),
        "adres": f"/rapporten/{rapport.id}/document" if rapport.status == "klaar" else None,
    }


def _meldingen(fout: OngeldigeVraag | OnbekendeEenheid | GeenEigenZicht) -> list[str]:
    """What to tell beside the form."""
    if isinstance(fout, OngeldigeVraag):
        namen = {"bericht.eenheid": "De eenheid", "bericht.schooljaar": "Het schooljaar", "bericht.binnen": "Het SWV"}
        return [f"{namen.get(misser.veld, misser.veld)} {misser.melding}." for misser in fout.missers]
    return ["Deze eenheid is in dit schooljaar niet voor u zichtbaar. Kies een andere of een ander schooljaar."]
