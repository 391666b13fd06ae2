"""`/ondersteuningsaanbod/vergelijken/{swv}`: what every school of an SWV answers to one question."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from services.gateway.domain.profielen.formulier import Soort
from services.gateway.handlers.profielen.dekking import Netwerk, netwerk
from services.gateway.paginas.profielen.kader import BEGIN, Profielpagina
from services.gateway.paginas.scholen.beeld import toonbaar
from services.gateway.paginas.werk import Namen
from services.gateway.routes.profielen.hulp import swv_of_niets
from shared.contracts.eenheden import vestiging_code
from shared.runtime.http import Problem

ADRES: Final = BEGIN + "/vergelijken/{swv}"


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The route."""

    @routes.get(ADRES)
    async def vergelijken(request: Request, swv: str, vraag: str = "wat-kan-niet") -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        nummer = swv_of_niets(swv)
        if nummer is None:
            raise Problem(404)
        net = await netwerk(pagina.gegevens, nummer, pagina.lopend())
        mogelijk = {item.code: item for item in net.formulier.items() if item.soort is not Soort.CIJFERS}
        item = mogelijk.get(vraag) or next(iter(mogelijk.values()), None)
        if item is None:
            raise Problem(404)
        return pagina.bezoeken.pagina(
            request, "profiel_vergelijken.html", beller, actief="ondersteuning", net=net, item=item,
            regels=_regels(net, item.code), swv_naam=Namen(net.organisatie).van_code(net.swv),
        )  # fmt: skip


def _regels(net: Netwerk, vraag: str) -> list[dict[str, Any]]:
    """A line per school, by name; `antwoord` None: not answered, or no profile (`profiel`)."""
    per = {een.sleutel.vestiging: een.inhoud for een in net.profielen}
    return [
        {
            "code": vestiging_code(school.lid.vestiging).lower(),
            "naam": net.organisatie.vestigingen[school.lid.vestiging].naam,
            "profiel": school.lid.vestiging in per,
            "antwoord": _antwoord(per.get(school.lid.vestiging), vraag),
        }
        for school in net.scholen
    ]


def _antwoord(inhoud: Mapping[str, Any] | None, vraag: str) -> Mapping[str, Any] | None:
    items = (item for onderdeel in inhoud["onderdelen"] for item in onderdeel["items"]) if inhoud else ()
    return next((toonbaar(item) for item in items if item["code"] == vraag), None)
