"""`/beheer/leesverslag`: who read figures of the SWV; filters, pages, and the same as a file."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.gateway.domain.leesverslag import Leesregel
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.leesverslag import Zoekvraag, geef_leesverslag, lees_zoekvraag
from services.gateway.paginas.beheer.kader import Beheer
from services.gateway.routes.leesregels import TABELLEN, UITKOMSTEN, bestand
from shared.contracts.schooljaar import tekst

ADRES: Final = "/beheer/leesverslag"
_PER_BLAD: Final = 50
_GENOEMD: Final = 3
_HOOGSTE_BLAD: Final = 1_000_000
_WIJZEN: Final = {"sessie": "pagina", "token": "token", "dienst": "voor een document"}


def voeg_toe(routes: APIRouter, beheer: Beheer) -> None:
    """The routes."""

    @routes.get(ADRES)
    async def toon(request: Request) -> Response:
        beller, swv = await beheer.voor(request)
        vandaag = beheer.bezoeken.clock.today()
        meldingen: tuple[str, ...] = ()
        try:
            vraag = lees_zoekvraag(request.query_params, swv, vandaag)
        except OngeldigeVraag as fout:
            meldingen = tuple(f"{_NAMEN[misser.veld]} {misser.melding}." for misser in fout.missers)
            vraag = lees_zoekvraag({}, swv, vandaag)
        blad = _blad(request)
        gevonden = await geef_leesverslag(
            beheer.gegevens, beller, vraag, beheer.lopend(), (blad - 1) * _PER_BLAD, _PER_BLAD
        )
        laatste = max(1, -(-gevonden.aantal // _PER_BLAD))
        return await beheer.pagina(
            request, "beheer_leesverslag.html", beller, swv, vraag=vraag,
            regels=[_regel(een) for een in gevonden.regels], aantal=gevonden.aantal, blad=blad, laatste=laatste,
            vorige=_adres(vraag, blad - 1) if blad > 1 else None,
            volgende=_adres(vraag, blad + 1) if blad < laatste else None, meldingen=meldingen,
            bestanden={vorm: _adres(vraag, None, f"{ADRES}/bestand/{vorm}") for vorm in TABELLEN},
            status=400 if meldingen else 200,
        )  # fmt: skip

    @routes.get(f"{ADRES}/bestand/{{vorm}}")
    async def als_bestand(request: Request, vorm: str) -> Response:
        beller, swv = await beheer.voor(request)
        vraag = lees_zoekvraag(request.query_params, swv, beheer.bezoeken.clock.today())
        return await bestand(beheer.gegevens, beller, vraag, beheer.lopend(), vorm if vorm in TABELLEN else "csv-nl")


_NAMEN: Final[Mapping[str, str]] = {
    "query.van": "De eerste dag",
    "query.tot": "De laatste dag",
    "query.account": "Het account",
    "query.eenheid": "De eenheid",
}


def _blad(request: Request) -> int:
    gegeven = request.query_params.get("blad", "")
    return max(1, min(int(gegeven), _HOOGSTE_BLAD)) if gegeven.isascii() and gegeven.isdigit() else 1


def _adres(vraag: Zoekvraag, blad: int | None, pad: str = ADRES) -> str:
    velden: dict[str, Any] = {
        "swv": vraag.swv, "van": vraag.periode.van, "tot": vraag.periode.tot, "account": vraag.account or "",
        "eenheid": vraag.eenheid or "",
    }  # fmt: skip
    return f"{pad}?{urlencode(velden | ({} if blad is None else {'blad': blad}))}"


def _regel(regel: Leesregel) -> dict[str, Any]:
    jaren = [tekst(jaar) for jaar in regel.schooljaren]
    return {
        "op": regel.op,
        "naam": regel.naam,
        "rollen": [rol.rstrip(":").replace(":", " ") for rol in regel.rollen],
        "wat": " ".join(filter(None, (regel.soort, regel.onderwerp))),
        "wijze": _WIJZEN[regel.wijze],
        "eenheden": ", ".join(regel.eenheden[:3])
        + (f" en {len(regel.eenheden) - 3} meer" if regel.eenheden[3:] else ""),
        "onderliggend": ", ".join(regel.onderliggend),
        "jaren": " t/m ".join(dict.fromkeys((jaren[0], jaren[-1]))) if jaren else "nu",
        "splitsingen": ", ".join(regel.splitsingen),
        "zicht": ", ".join(regel.zicht),
        "uitkomst": UITKOMSTEN.get(regel.status, str(regel.status)),
        "geweigerd": regel.status in (403, 404),
    }


def _kort(codes: tuple[str, ...]) -> str:
    meer = f" en {len(codes) - _GENOEMD} meer" if len(codes) > _GENOEMD else ""
    return ", ".join(codes[:_GENOEMD]) + meer
