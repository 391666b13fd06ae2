"""The part of `/beheer/instellingen` about what a TLV costs: amounts per schooljaar and kind, and their source."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.gateway.dashboards.namen import SOORT_CATEGORIE
from services.gateway.domain.tlv_bedragen import Bedragen, lees_euro, toon_euro
from services.gateway.handlers.poorten import Beller, IntussenGewijzigd
from services.gateway.handlers.tlv_bedragen import toon_bedragen, wijzig_bedragen
from services.gateway.paginas.beheer.kader import ANDERS, Beheer, Toon
from services.gateway.paginas.formulieren import formulier_klopt
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.schooljaar import tekst
from shared.runtime.http import Problem

ADRES: Final = "/beheer/instellingen/tlv-bedragen"
_SOORTEN: Final = {"PO": ("sbo", "so-laag", "so-midden", "so-hoog"),
                   "VO": ("vso-laag", "vso-midden", "vso-hoog", "pro")}  # fmt: skip
_GEEN_BEDRAG: Final = "Vul een bedrag in euro in, zoals 12.345 of 12345,67, of laat het leeg."
_GEEN_BRON: Final = "Vul in waar de bedragen vandaan komen, in hoogstens 200 tekens."


def voeg_toe(routes: APIRouter, beheer: Beheer, toon: Toon) -> None:
    """The route. `toon` shows the page of settings with a message."""

    @routes.post(ADRES)
    async def bewaar(request: Request) -> Response:
        beller, swv = await beheer.voor(request)
        velden = {naam: waarde for naam, waarde in (await request.form()).items() if isinstance(waarde, str)}
        if not formulier_klopt(Koekjes.lees(request, Koekjes.SESSIE), velden.get("formulier", "")):
            raise Problem(400)
        lopend, nu = beheer.lopend(), beheer.bezoeken.clock.now()
        geldt = (await toon_bedragen(beheer.gegevens, beller.rechten, swv, lopend)).bedragen
        nieuw = lees(velden, swv, lopend, geldt)
        if isinstance(nieuw, str):
            return await toon(request, beller, swv, nieuw, 400)
        try:
            await wijzig_bedragen(beheer.gegevens, beller, swv, nieuw, lopend, nu, velden.get("zag", ""))
        except IntussenGewijzigd:
            return await toon(request, beller, swv, ANDERS, 409)
        return RedirectResponse(f"/beheer/instellingen?swv={swv}&bewaard=ja", 303)


def lees(velden: Mapping[str, str], swv: str, lopend: int, geldt: Bedragen) -> Bedragen | str:
    """The amounts of a form with those of years that it does not show, or what is wrong with it."""
    getoond = {(jaar, soort) for jaar in _jaren(lopend) for soort in _SOORTEN[swv[:2]]}
    per = {plek: cent for plek, cent in geldt.per.items() if plek not in getoond}
    for jaar, soort in sorted(getoond):
        if gegeven := velden.get(f"bedrag-{jaar}-{soort}", "").strip():
            cent = lees_euro(gegeven)
            if cent is None:
                return _GEEN_BEDRAG
            per[jaar, soort] = cent
    fouten = (nieuw := Bedragen(per, velden.get("bron", "").strip())).fouten()
    if "bron" in fouten:
        return _GEEN_BRON
    return _GEEN_BEDRAG if fouten else nieuw


async def tlvdeel(beheer: Beheer, beller: Beller, swv: str) -> dict[str, Any]:
    """What the template shows."""
    lopend = beheer.lopend()
    blad = await toon_bedragen(beheer.gegevens, beller.rechten, swv, lopend)
    return {
        "etag": blad.etag,
        "bron": blad.bedragen.bron,
        "jaren": [(jaar, tekst(jaar)) for jaar in _jaren(lopend)],
        "soorten": [
            (soort, SOORT_CATEGORIE[soort][0],
             {jaar: _getoond(blad.bedragen.per.get((jaar, soort))) for jaar in _jaren(lopend)})
            for soort in _SOORTEN[swv[:2]]
        ],
        "geschiedenis": blad.geschiedenis,
    }  # fmt: skip


def _getoond(cent: int | None) -> str:
    return "" if cent is None else toon_euro(cent)


def _jaren(lopend: int) -> range:
    """Last schooljaar, this one and the next."""
    return range(lopend - 1, lopend + 2)
