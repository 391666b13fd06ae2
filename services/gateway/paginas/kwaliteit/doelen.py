"""`/doelen`: goals with where they stand; staff of an SWV make and change them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards.kwaliteit.waarden import KOERSEN, met_eenheid, punt, streven, wanneer
from services.gateway.domain.doelen import REGEL
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit.doelbeheer import NIVEAUS, Doelversie, invoer_van
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.doelbeheer import Doelblad, laat_vervallen, maak_doel, toon_doel, wijzig_doel
from services.gateway.handlers.doelen import geef_doelen
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd, NietVoorDezeRol
from services.gateway.paginas.werk import BOTST, Velden, Werkplek, lees_formulier, medewerker_van, meldingen
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.indicatoren import INDICATOREN

ADRES: Final = "/doelen"
_VELDEN: Final[Mapping[str, str]] = {
    "titel": "Het doel", "swv": "Het samenwerkingsverband", "plan": "Het plan", "code": "De code",
    "niveau": "Het niveau", "eenheid": "De eenheid", "indicator": "De indicator", "streefwaarde": "De streefwaarde",
    "richting": "De richting", "uiterlijk": "De uiterlijke dag", "eigenaar": "De eigenaar", "notitie": "De aantekening",
}  # fmt: skip
_WOORDEN: Final = {"hoger": "minstens deze waarde", "lager": "hoogstens deze waarde", "gelijk": "precies deze waarde"}


def voeg_toe(routes: APIRouter, plek: Werkplek) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def lijst(request: Request, bewaard: str = "") -> Response:
        beller = await plek.bezoeken.ingelogd(request)
        alle = await geef_doelen(plek.gegevens, beller.rechten, None, plek.vandaag)
        namen = await plek.namen(beller.rechten)
        plannen: dict[tuple[str, str], list[Any]] = {}
        for doel in alle:
            over = namen(Eenheid(Niveau(doel["niveau"]), doel["eenheid"]))
            plannen.setdefault((namen.van_code(doel["swv"]), doel["plan"]), []).append(_regel(doel, over))
        return plek.bezoeken.pagina(
            request, "doelen.html", beller, actief="kwaliteit", plannen=plannen, bewaard=bewaard, regel=REGEL,
            niet_op_koers=sum(een["opKoers"] is False for een in alle), aantal=len(alle),
            swvs=medewerker_van(beller.rechten),
        )  # fmt: skip

    @routes.get(f"{ADRES}/nieuw")
    async def leeg(request: Request) -> Response:
        beller, swvs = await _medewerker(plek, request)
        velden = {naam: request.query_params.get(naam, "") for naam in ("swv", "plan")}
        return await _formulier(plek, request, beller, {"swv": swvs[0], **{n: w for n, w in velden.items() if w}})

    @routes.post(f"{ADRES}/nieuw")
    async def maak(request: Request) -> Response:
        beller, _ = await _medewerker(plek, request)
        velden = await lees_formulier(request)
        try:
            await maak_doel(plek.gegevens, beller, velden, plek.bezoeken.clock.now(), plek.vandaag)
        except OngeldigeVraag as fout:
            return await _formulier(plek, request, beller, velden, fouten=meldingen(fout, _VELDEN), status=400)
        return RedirectResponse(f"{ADRES}?bewaard=ja", 303)

    _voeg_een_toe(routes, plek)


def _voeg_een_toe(routes: APIRouter, plek: Werkplek) -> None:
    @routes.get(f"{ADRES}/{{id}}")
    async def toon(request: Request, id: UUID) -> Response:
        beller = await plek.bezoeken.ingelogd(request)
        return await _formulier(plek, request, beller, None, await toon_doel(plek.gegevens, beller, id, plek.vandaag))

    @routes.post(f"{ADRES}/{{id}}")
    async def bewaar(request: Request, id: UUID) -> Response:
        beller = await plek.bezoeken.ingelogd(request)
        velden = await lees_formulier(request)
        zag, nu = str(velden.get("zag", "")), plek.bezoeken.clock.now()
        try:
            if velden.get("actie") == "verval":
                await laat_vervallen(plek.gegevens, beller, id, nu, plek.vandaag, zag)
            else:
                await wijzig_doel(plek.gegevens, beller, id, velden, nu, plek.vandaag, zag)
        except OngeldigeVraag as fout:
            blad = await toon_doel(plek.gegevens, beller, id, plek.vandaag)
            return await _formulier(plek, request, beller, velden, blad, meldingen(fout, _VELDEN), 400)
        except IntussenGewijzigd:
            blad = await toon_doel(plek.gegevens, beller, id, plek.vandaag)
            return await _formulier(plek, request, beller, velden, blad, [BOTST], 409)
        return RedirectResponse(f"{ADRES}?bewaard=ja", 303)


async def _medewerker(plek: Werkplek, request: Request) -> tuple[Beller, list[str]]:
    beller = await plek.bezoeken.ingelogd(request)
    swvs = medewerker_van(beller.rechten)
    if not swvs:
        raise NietVoorDezeRol
    return beller, swvs


async def _formulier(
    plek: Werkplek, request: Request, beller: Beller, velden: Velden | None, blad: Doelblad | None = None,
    fouten: Sequence[str] = (), status: int = 200,
) -> Response:  # fmt: skip
    """`velden`: what stands filled in, as it was sent; None: what the goal says now. `blad` None: a new goal."""
    namen = await plek.namen(beller.rechten)
    nu = _ingevuld(blad) if blad else {}
    niveau = Niveau(blad.doel.niveau) if blad else Niveau.SWV
    indicatoren = [(code, een.titel) for code, een in INDICATOREN.items() if niveau in een.niveaus]
    over = namen(Eenheid(niveau, blad.doel.eenheid)) if blad else ""
    return plek.bezoeken.pagina(
        request, "doel.html", beller, status=status, actief="kwaliteit", fouten=fouten, blad=blad, nu=nu, over=over,
        velden={**dict.fromkeys(_VELDEN, ""), **(nu if velden is None else velden)}, regel=REGEL,
        indicatoren=sorted(indicatoren, key=lambda een: een[1].casefold()), richtingen=_WOORDEN, niveaus=NIVEAUS,
        swvs=medewerker_van(beller.rechten),
        swvparen=[(een, namen.van_code(een)) for een in medewerker_van(beller.rechten)],
        doel=_regel(dict(blad.json), over) if blad else None,
        geschiedenis=[_versie(een) for een in blad.geschiedenis] if blad else [],
    )  # fmt: skip


def _ingevuld(blad: Doelblad) -> dict[str, str]:
    i = invoer_van(blad.doel)
    streef = "" if i.streefwaarde is None else format(i.streefwaarde.normalize(), "f").replace(".", ",")
    return {
        "titel": i.titel, "indicator": i.indicator or "", "streefwaarde": streef, "richting": i.richting or "",
        "uiterlijk": i.uiterlijk.isoformat() if i.uiterlijk else "", "eigenaar": i.eigenaar or "",
        "notitie": i.notitie, "swv": swv_code(blad.doel.swv), "plan": blad.doel.plan, "code": blad.doel.code,
    }  # fmt: skip


def _regel(doel: Mapping[str, Any], over: str) -> dict[str, Any]:
    """A goal as the page says it."""
    nu = punt(doel["indicator"], doel["nu"])
    verwacht = doel["verwacht"]
    return {
        **doel,
        "over": over,
        "streven": streven(doel),
        "stand": nu.toon,
        "wanneer": wanneer(doel["nu"]) if nu.midden is not None else "",
        "koers": "gehaald" if doel["gehaald"] else KOERSEN[doel["opKoers"]],
        "toon_verwacht": None if verwacht is None else met_eenheid(doel["indicator"], verwacht),
    }


def _versie(een: Doelversie) -> dict[str, Any]:
    i = een.invoer
    streef = None if i.streefwaarde is None else float(i.streefwaarde)
    doel = {"indicator": i.indicator, "streefwaarde": streef, "richting": i.richting}
    return {"op": een.op, "door": een.door, "vervallen": een.vervallen, "invoer": i, "streven": streven(doel)}
