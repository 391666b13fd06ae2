"""Goals of an SWV: who sees them, and whether they are on course by one rule that the answer states.

`nu` is the newest schooljaar that no longer grows: the running one for counts of one day (1 October, a teldatum),
else the last closed one. `verwacht` follows the step from the schooljaar before it, once a schooljaar, up to the one
of `uiterlijk`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.open.rijen import Doel
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import SWV_ROLLEN, Recht, Rechten, Rol
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.indicatoren import Definitie, Maat
from shared.contracts.schooljaar import schooljaar_van, tekst

Json = dict[str, Any]
JAREN: Final = 3
REGEL: Final = (
    "Nu is het laatste schooljaar dat niet meer aangroeit: bij een telling op één dag het lopende, anders het laatste"
    " afgesloten schooljaar. Een doel is op koers als het nu gehaald is, of als de stap van het schooljaar daarvoor"
    " naar nu, elk schooljaar herhaald, het haalt in het schooljaar van de uiterlijke datum. Is die datum voorbij, of"
    " is er geen, dan telt alleen of het nu gehaald is."
)


class Punt(NamedTuple):
    """A value in a schooljaar (None: now); `waarde` None says why in `status`."""

    schooljaar: int | None
    waarde: Decimal | None
    status: str | None

    @property
    def json(self) -> Json:
        """As the API shows it."""
        jaar = None if self.schooljaar is None else tekst(self.schooljaar)
        return {"schooljaar": jaar, "waarde": _getal(self.waarde), "status": self.status}


class Koers(NamedTuple):
    """The judgement; None where it can't be said, and `reden` why."""

    gehaald: bool | None
    verwacht: Decimal | None
    op_koers: bool | None
    reden: str | None


def ziet(doel: Doel, rechten: Rechten, organisatie: Organisatie) -> bool:
    """May this caller see the goal?"""
    return any(_ziet(doel, recht, organisatie) for recht in rechten)


def _ziet(doel: Doel, recht: Recht, organisatie: Organisatie) -> bool:
    if recht.rol is Rol.PLATFORM:
        return False
    if recht.rol in SWV_ROLLEN:
        return recht.als_eenheid.getal == doel.swv
    if recht.als_eenheid == Eenheid(Niveau(doel.niveau), doel.eenheid):
        return True
    return doel.niveau == Niveau.SWV and any(lid.swv == doel.swv for lid in organisatie.van(recht.als_eenheid))


def op_een_dag(definitie: Definitie) -> bool:
    """Is it counted on one day, so that the running schooljaar no longer grows after it?"""
    return definitie.voorraad or definitie.teldatum or definitie.gepubliceerd


def jaren(definitie: Definitie, lopend: int) -> tuple[int, ...]:
    """Schooljaren that may say what is now, oldest first."""
    laatste = lopend if op_een_dag(definitie) else lopend - 1
    return tuple(range(laatste - JAREN + 1, laatste + 1))


def punt(definitie: Definitie, schooljaar: int | None, totaal: Mapping[str, Any]) -> Punt:
    """From a total as the API shows it; of durations the median."""
    waarde = totaal.get("mediaan" if definitie.maat is Maat.DUUR else "waarde")
    status = totaal["status"]
    if waarde is None and status in (None, "p"):
        status = "x"
    return Punt(schooljaar, None if waarde is None else Decimal(str(waarde)), status)


def nu_en_vorig(punten: Sequence[Punt]) -> tuple[Punt | None, Punt | None]:
    """The newest point with a value and the one of the schooljaar before it; without values the newest as it is."""
    met = [een for een in punten if een.waarde is not None]
    if not met:
        return (punten[-1] if punten else None), None
    nu = met[-1]
    vorig = [een for een in met if nu.schooljaar is not None and een.schooljaar == nu.schooljaar - 1]
    return nu, vorig[0] if vorig else None


def koers(doel: Doel, nu: Punt | None, vorig: Punt | None) -> Koers:
    """Reached, expected and on course, by REGEL."""
    if doel.streefwaarde is None or doel.richting is None:
        return Koers(None, None, None, "geen streefwaarde of richting")
    if nu is None or nu.waarde is None:
        return Koers(None, None, None, "de waarde is niet vrijgegeven" if nu and nu.status == "c" else "geen waarde")
    gehaald = haalt(doel.richting, nu.waarde, doel.streefwaarde)
    over = _schooljaren_over(doel.uiterlijk, nu.schooljaar)
    if gehaald or over <= 0:
        return Koers(gehaald, None, gehaald, None)
    if vorig is None or vorig.waarde is None:
        return Koers(gehaald, None, None, "geen waarde van het schooljaar daarvoor")
    verwacht = nu.waarde + (nu.waarde - vorig.waarde) * over
    return Koers(gehaald, verwacht, _bereikt(doel.richting, nu.waarde, verwacht, doel.streefwaarde), None)


def haalt(richting: str, waarde: Decimal, streef: Decimal) -> bool:
    """Does a value meet the target? `gelijk`: as precise as the target was written."""
    if richting == "hoger":
        return waarde >= streef
    if richting == "lager":
        return waarde <= streef
    return round(waarde, max(0, -int(streef.as_tuple().exponent))) == streef


def _bereikt(richting: str, nu: Decimal, verwacht: Decimal, streef: Decimal) -> bool:
    if richting == "gelijk":
        return min(nu, verwacht) <= streef <= max(nu, verwacht)
    return haalt(richting, verwacht, streef)


def _schooljaren_over(uiterlijk: date | None, jaar: int | None) -> int:
    return 0 if uiterlijk is None or jaar is None else schooljaar_van(uiterlijk) - jaar


def als_json(doel: Doel, nu: Punt | None, vorig: Punt | None, oordeel: Koers) -> Json:
    """One goal as the API shows it."""
    return {
        "swv": swv_code(doel.swv),
        "plan": doel.plan,
        "code": doel.code,
        "titel": doel.titel,
        "indicator": doel.indicator,
        "niveau": doel.niveau,
        "eenheid": doel.eenheid,
        "streefwaarde": _getal(doel.streefwaarde),
        "richting": doel.richting,
        "uiterlijk": None if doel.uiterlijk is None else doel.uiterlijk.isoformat(),
        "eigenaar": doel.eigenaar,
        "nu": None if nu is None else nu.json,
        "vorig": None if vorig is None else vorig.json,
        "gehaald": oordeel.gehaald,
        "verwacht": _getal(oordeel.verwacht),
        "opKoers": oordeel.op_koers,
        "reden": oordeel.reden,
        "standPer": doel.peildatum.isoformat(),
    }


def _getal(waarde: Decimal | None) -> float | None:
    return None if waarde is None else float(waarde)
