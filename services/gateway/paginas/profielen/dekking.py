"""`/ondersteuningsaanbod/dekking/{swv}`: which offer is where, and where nobody has it."""

from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.gateway.domain.profielen.dekking import Regel
from services.gateway.handlers.profielen.dekking import Netwerk, netwerk
from services.gateway.paginas.profielen.kader import BEGIN, Profielpagina
from services.gateway.paginas.werk import Namen
from services.gateway.routes.profielen.hulp import swv_of_niets
from shared.contracts.eenheden import vestiging_code
from shared.runtime.http import Problem

ADRES: Final = BEGIN + "/dekking/{swv}"
TEKENS: Final = {
    "ja": ("●", "ja"), "in_huis": ("●", "in huis"), "op_afroep": ("◐", "op afroep"),
    "in_ontwikkeling": ("◔", "in ontwikkeling"), "nee": ("○", "nee"), "geen": ("○", "niet"), None: ("?", "niet gezegd"),
}  # fmt: skip
"""Choice → sign and word: never colour alone."""


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The route."""

    @routes.get(ADRES)
    async def dekking(request: Request, swv: str, subregio: str = "") -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        nummer = swv_of_niets(swv)
        if nummer is None:
            raise Problem(404)
        gevonden = await netwerk(pagina.gegevens, nummer, pagina.lopend(), subregio or None)
        alle = gevonden if not subregio else await netwerk(pagina.gegevens, nummer, pagina.lopend())
        return pagina.bezoeken.pagina(
            request, "profiel_dekking.html", beller, actief="ondersteuning", net=gevonden, subregio=subregio,
            swv_naam=Namen(gevonden.organisatie).van_code(gevonden.swv),
            namen={code: een.naam for code, een in gevonden.organisatie.subregios.items()}, alle=alle.subregios,
            scholen=[_school(gevonden, een.lid.vestiging) for een in gevonden.scholen],
            gaten=_gaten(gevonden), groepen=_per_onderdeel(gevonden), tekens=TEKENS, adres=ADRES.format(swv=swv),
            vraag=urlencode({"swv": swv} | ({"subregio": subregio} if subregio else {})),
        )  # fmt: skip


def _school(net: Netwerk, vestiging: int) -> tuple[str, str]:
    return vestiging_code(vestiging), net.organisatie.vestigingen[vestiging].naam


def _per_onderdeel(net: Netwerk) -> list[tuple[str, list[Regel]]]:
    """Lines under the heading of their chapter, in the order of the form."""
    return [(titel, list(regels)) for titel, regels in groupby(net.regels, key=lambda een: een.onderdeel)]


def _gaten(net: Netwerk) -> list[tuple[Regel, list[str]]]:
    """Offers that nobody has somewhere, with the names of the subregios where that is so."""
    namen = [net.organisatie.subregios[code].naam for code in net.subregios]
    met_gat = [een for een in net.regels if een.totaal.gat or any(groep.gat for groep in een.groepen)]
    return [(een, [naam for naam, groep in zip(namen, een.groepen, strict=True) if groep.gat]) for een in met_gat]
