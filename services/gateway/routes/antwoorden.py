"""How answers leave: JSON, ETag and 304, pages of a list, and errors of the handlers as problems."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

import orjson
from fastapi import Request, Response

from services.gateway.domain.vraag import Misser, OngeldigeVraag, Parameters, toonbaar
from services.gateway.handlers.poorten import (
    GeenEigenZicht,
    IntussenGewijzigd,
    NietVoorDezeRol,
    OnbekendeEenheid,
    OnbekendToken,
)
from shared.runtime.http import Fout, Problem

JSON = "application/json"
GROOTTE = 50
MAX_GROOTTE = 500
_NIET_GEVONDEN = "Dit bestaat niet, of is niet voor u zichtbaar."

Deel = TypeVar("Deel")


def json_antwoord(inhoud: Any, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """JSON."""
    return Response(orjson.dumps(inhoud), status, headers, media_type=JSON)


def met_etag(etag: str) -> dict[str, str]:
    """Headers of an answer that the client may keep, if it asks each time whether it still holds."""
    return {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Accept"}


def niet_gewijzigd(etag: str) -> Response:
    """304."""
    return Response(status_code=304, headers=met_etag(etag))


@contextmanager
def als_problemen() -> Iterator[None]:
    """Errors of the handlers become answers; what the caller may not see is the same 404 as what isn't there."""
    try:
        yield
    except OngeldigeVraag as fout:
        raise ongeldig(fout.missers) from fout
    except (OnbekendeEenheid, OnbekendToken) as fout:
        raise niet_gevonden() from fout
    except NietVoorDezeRol as fout:
        raise Problem(403, detail="Dit hoort niet bij uw rol.", code="niet_voor_deze_rol") from fout
    except IntussenGewijzigd as fout:
        detail = "Iemand anders heeft dit intussen gewijzigd: haal het opnieuw op en probeer het dan weer."
        raise Problem(412, detail=detail, code="intussen_gewijzigd") from fout
    except GeenEigenZicht as fout:
        detail = "Van deze eenheid ziet u alleen vrijgegeven cijfers."
        raise Problem(403, detail=detail, code="geen_eigen_zicht") from fout


def niet_gevonden() -> Problem:
    """404, always with the same words."""
    return Problem(404, detail=_NIET_GEVONDEN)


def ongeldig(missers: Sequence[Misser]) -> Problem:
    """400 with every mistake."""
    aantal = f"{len(missers)} {'fout' if len(missers) == 1 else 'fouten'} in de vraag."
    return Problem(400, detail=aantal, fouten=[Fout(*misser) for misser in missers])


def samen(*stappen: Callable[[], Any]) -> tuple[Any, ...]:
    """What each step gives, in order; mistakes of all steps become one answer.

    Raises Problem 400 with every mistake; another Problem as it is, unless a step before it found a mistake.
    """
    gevonden: list[Any] = []
    fouten: list[Misser] = []
    for stap in stappen:
        try:
            gevonden.append(stap())
        except OngeldigeVraag as fout:
            fouten += fout.missers
        except Problem as fout:
            if fout.status != 400 and not fouten:
                raise
            fouten += [Misser(een.veld, een.melding) for een in fout.fouten]
    if fouten:
        raise ongeldig(list(dict.fromkeys(fouten)))
    return tuple(gevonden)


def alleen(request: Request, *bekend: str, vaker: Sequence[str] = ()) -> Parameters:
    """The query parameters. Raises Problem 400 for a name that is unknown, or given twice and not in `vaker`."""
    parameters = request.query_params.multi_items()
    namen = [naam for naam, _ in parameters]
    kent = {*bekend, *vaker}
    onbekend = [
        Misser(f"query.{toonbaar(n)}", "is geen bekende parameter") for n in dict.fromkeys(namen) if n not in kent
    ]
    dubbel = [Misser(f"query.{n}", "mag één keer gegeven worden") for n in bekend if namen.count(n) > 1]
    if onbekend or dubbel:
        raise ongeldig([*onbekend, *dubbel])
    return parameters


@dataclass(frozen=True)
class Bladzijde:
    """Which part of a list: page `pagina` (from 1) of `grootte` items."""

    pagina: int
    grootte: int

    @classmethod
    def van(cls, request: Request) -> "Bladzijde":
        """From `pagina` and `paginaGrootte`. Raises Problem 400."""
        missers: list[Misser] = []
        pagina = _getal(request, "pagina", 1, 1_000_000, missers)
        grootte = _getal(request, "paginaGrootte", GROOTTE, MAX_GROOTTE, missers)
        if missers:
            raise ongeldig(missers)
        return cls(pagina, grootte)

    @property
    def begin(self) -> int:
        """How many items come before this page."""
        return (self.pagina - 1) * self.grootte

    def deel(self, alles: Sequence[Deel]) -> Sequence[Deel]:
        """The items of this page."""
        return alles[self.begin : self.begin + self.grootte]

    def laatste(self, aantal: int) -> int:
        """Number of the last page of a list of `aantal` items."""
        return max(1, -(-aantal // self.grootte))

    def links(self, request: Request, aantal: int) -> dict[str, str]:
        """Addresses of this and the neighbouring pages, relative to the host."""
        laatste = self.laatste(aantal)
        paginas = {"self": self.pagina, "first": 1, "last": laatste}
        if self.pagina > 1:
            paginas["prev"] = min(self.pagina - 1, laatste)
        if self.pagina < laatste:
            paginas["next"] = self.pagina + 1
        overig = [(n, w) for n, w in request.query_params.multi_items() if n not in ("pagina", "paginaGrootte")]
        return {
            naam: f"{request.url.path}?{urlencode([*overig, ('pagina', nummer), ('paginaGrootte', self.grootte)])}"
            for naam, nummer in paginas.items()
        }


def _getal(request: Request, naam: str, standaard: int, hoogste: int, missers: list[Misser]) -> int:
    gegeven = request.query_params.get(naam)
    if not gegeven:
        return standaard
    if gegeven.isascii() and gegeven.isdigit() and len(gegeven) <= 9 and 1 <= int(gegeven) <= hoogste:
        return int(gegeven)
    missers.append(Misser(f"query.{naam}", f"is een getal van 1 tot en met {hoogste}"))
    return standaard


def bladerbaar(request: Request, naam: str, alles: Sequence[Any], bladzijde: Bladzijde) -> tuple[Any, dict[str, str]]:
    """Body and Link header of one page of a list."""
    return van_bladzijde(request, naam, bladzijde.deel(alles), len(alles), bladzijde)


def van_bladzijde(
    request: Request, naam: str, deel: Sequence[Any], totaal: int, bladzijde: Bladzijde
) -> tuple[Any, dict[str, str]]:
    """The same, of which only this page was read."""
    links = bladzijde.links(request, totaal)
    inhoud = {
        naam: deel,
        "pagina": bladzijde.pagina,
        "paginaGrootte": bladzijde.grootte,
        "totaal": totaal,
        "_links": {rel: {"href": href} for rel, href in links.items()},
    }
    return inhoud, {"Link": ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links.items())}
