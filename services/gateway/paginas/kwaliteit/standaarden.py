"""`/kwaliteit/standaarden/{code}`: the own judgement of an SWV on one standard, with evidence and everything before."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards.kwaliteit.waarden import KOERSEN, punt, wanneer
from services.gateway.domain.kwaliteit.doelbeheer import sleutel_van
from services.gateway.domain.kwaliteit.standaarden import (
    DOEL,
    INDICATOR,
    MAX_TOELICHTING,
    OORDELEN,
    STANDAARDEN,
    kiesbaar,
)
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.doelen import zichtbaar
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd
from services.gateway.handlers.standaarden import Standaardblad, oordeel_over, toon_standaard
from services.gateway.paginas.werk import BOTST, Velden, Werkplek, lees_formulier, meldingen
from shared.contracts.indicatoren import INDICATOREN

ADRES: Final = "/kwaliteit/standaarden/{code}"
_VELDEN: Final[Mapping[str, str]] = {
    "oordeel": "Het oordeel", "peildatum": "De datum", "toelichting": "De toelichting", "bewijs": "Het bewijs",
}  # fmt: skip


def voeg_toe(routes: APIRouter, plek: Werkplek) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def toon(request: Request, code: str, bewaard: str = "") -> Response:
        beller, swv = await plek.swv(request)
        blad = await toon_standaard(plek.gegevens, beller, swv, code, plek.vandaag)
        return await _pagina(plek, request, beller, blad, bewaard=bewaard)

    @routes.post(ADRES)
    async def bewaar(request: Request, code: str) -> Response:
        beller, swv = await plek.swv(request)
        velden = await lees_formulier(request)
        zag, nu = str(velden.get("zag", "")), plek.bezoeken.clock.now()
        try:
            await oordeel_over(plek.gegevens, beller, swv, code, velden, nu, plek.vandaag, zag)
        except OngeldigeVraag as fout:
            blad = await toon_standaard(plek.gegevens, beller, swv, code, plek.vandaag)
            return await _pagina(plek, request, beller, blad, velden, meldingen(fout, _VELDEN), 400)
        except IntussenGewijzigd:
            blad = await toon_standaard(plek.gegevens, beller, swv, code, plek.vandaag)
            return await _pagina(plek, request, beller, blad, velden, [BOTST], 409)
        return RedirectResponse(f"/kwaliteit/standaarden/{code}?swv={swv}&bewaard=ja", 303)


async def _pagina(
    plek: Werkplek, request: Request, beller: Beller, blad: Standaardblad, velden: Velden | None = None,
    fouten: Sequence[str] = (), status: int = 200, bewaard: str = "",
) -> Response:  # fmt: skip
    """`velden`: what stands filled in, as it was sent; None: what was judged last, on today."""
    laatste = blad.oordeel
    ingevuld = {
        "oordeel": laatste.oordeel if laatste else "", "peildatum": plek.vandaag.isoformat(),
        "toelichting": laatste.toelichting if laatste else "", "bewijs": [een["id"] for een in blad.bewijs],
    }  # fmt: skip
    return plek.bezoeken.pagina(
        request, "standaard.html", beller, status=status, actief="kwaliteit", blad=blad, fouten=fouten,
        bewaard=bewaard, velden={**ingevuld, **(velden or {})}, oordelen=OORDELEN, standaarden=STANDAARDEN.values(),
        bewijs=[_regel(een) for een in blad.bewijs], groepen=await _kiesbaar(plek, beller, blad),
        max_tekens=MAX_TOELICHTING, swv_naam=(await plek.namen(beller.rechten)).van_code(blad.swv),
    )  # fmt: skip


async def _kiesbaar(plek: Werkplek, beller: Beller, blad: Standaardblad) -> Sequence[tuple[str, list[tuple[str, str]]]]:
    """What can be evidence, by group: (id, how it is called)."""
    if not blad.mag:
        return ()
    getal = eigen_swv(beller.rechten, blad.swv)
    doelen = await zichtbaar(plek.gegevens, beller.rechten, getal, plek.vandaag)
    goals = [(f"{DOEL}{sleutel_van(een).id}", f"{een.titel} ({een.plan})") for een in doelen]
    weg = [(een["id"], een["titel"]) for een in blad.bewijs if een["soort"] == "doel" and een["indicator"] is None]
    goals += [een for een in weg if een[0] not in dict(goals)]
    indicatoren = sorted(((f"{INDICATOR}{code}", INDICATOREN[code].titel) for code in kiesbaar()), key=lambda e: e[1])
    return [(naam, groep) for naam, groep in (("Doelen", goals), ("Indicatoren", indicatoren)) if groep]


def _regel(een: Mapping[str, Any]) -> dict[str, Any]:
    nu = punt(een["indicator"], een["nu"])
    koers = KOERSEN[een["opKoers"]] if een["soort"] == "doel" else ""
    return {**een, "stand": nu.toon, "wanneer": wanneer(een["nu"]) if nu.midden is not None else "", "koers": koers}
