"""Units that were looked at last, kept by the browser itself: nobody else knows them, and logging out forgets them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from fastapi import Request, Response

from services.gateway.dashboards.keuze import Keuze
from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.paginas.bezoek import Bezoeken
from services.gateway.routes.koekjes import Koekjes
from shared.contracts.eenheden import Niveau
from shared.contracts.schooljaar import schooljaar_van

HOOGSTENS: Final = 6
_SECONDEN: Final = 90 * 86_400
_MAX_NAAM: Final = 100


class Recent(NamedTuple):
    """A unit with its name as it stood there; the name is only text, what it opens is decided anew."""

    niveau: str
    code: str
    naam: str


def recente(request: Request) -> list[Recent]:
    """The last units, the newest first; whatever is no unit is left out."""
    koekje = Koekjes.lees(request, Koekjes.RECENT)
    try:
        ruw = json.loads(urlsafe_b64decode((koekje or "").encode()))
    except ValueError:
        return []
    gevonden = [een for regel in ruw if (een := _recent(regel)) is not None] if isinstance(ruw, list) else []
    return gevonden[:HOOGSTENS]


def _recent(regel: Any) -> Recent | None:
    if not isinstance(regel, list) or len(regel) != 3 or not all(isinstance(deel, str) for deel in regel):
        return None
    niveau, code, naam = regel
    goed = niveau in tuple(Niveau) and heeft_vorm(Eenheid(Niveau(niveau), code)) and len(naam) <= _MAX_NAAM
    return Recent(niveau, code, naam) if goed else None


def onthoud(request: Request, antwoord: Response, eenheid: Mapping[str, Any]) -> None:
    """This unit was looked at: it comes first."""
    deze = Recent(str(eenheid["niveau"]), str(eenheid["eenheid"]), str(eenheid["naam"])[:_MAX_NAAM])
    bekend = recente(request)
    nieuw = [deze, *(een for een in bekend if een[:2] != deze[:2])][:HOOGSTENS]
    if nieuw != bekend:
        waarde = urlsafe_b64encode(json.dumps(nieuw, ensure_ascii=False).encode()).decode()
        Koekjes.zet(request, antwoord, Koekjes.RECENT, waarde, _SECONDEN)


def met_adres(recent: Sequence[Recent], behalve: Mapping[str, Any] | None, bezoeken: Bezoeken) -> list[dict[str, str]]:
    """Names with the way to their overview, without the one that the page is about."""
    lopend = schooljaar_van(bezoeken.clock.today())
    hier = (behalve["niveau"], behalve["eenheid"]) if behalve else None
    return [
        {"naam": een.naam, "code": een.code, "niveau": een.niveau,
         "adres": Keuze(een.niveau, een.code, lopend, lopend, "overzicht").adres()}
        for een in recent
        if een[:2] != hier
    ]  # fmt: skip
