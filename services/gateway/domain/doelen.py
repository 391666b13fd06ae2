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
from shared.contracts.getallen import afgerond
from shared.contracts.indicatoren import Definitie, Maat
from shared.contracts.schooljaar import schooljaar_van, tekst

Json = dict[str, Any]
Marge = tuple[Decimal, Decimal]
JAREN: Final = 3
REGEL: Final = (
    "Nu is het laatste schooljaar dat niet meer aangroeit: bij een telling op één dag het lopende, anders het laatste"
    " afgesloten schooljaar. Een doel is op koers als het nu gehaald is, of als de stap van het schooljaar daarvoor"
    " naar nu, elk schooljaar herhaald, het haalt in het schooljaar van de uiterlijke datum. Is die datum voorbij, of"
    " is er geen, dan telt alleen of het nu gehaald is. Is van een waarde alleen een marge bekend, dan geldt het"
    " oordeel als elke waarde binnen de marge ertoe leidt; anders is het niet te zeggen."
)
_IN_DE_MARGE: Final = "de streefwaarde ligt binnen de marge"


class Punt(NamedTuple):
    """A value in a schooljaar (None: now). `marge`: only these bounds are known (DUO's <5), and `waarde` is None.
    Neither: `status` says why."""

    schooljaar: int | None
    waarde: Decimal | None
    status: str | None
    marge: Marge | None = None

    @property
    def spanne(self) -> Marge | None:
        """The bounds, the same twice for a value; None: unknown."""
        return self.marge if self.waarde is None else (self.waarde, self.waarde)

    @property
    def json(self) -> Json:
        """As the API shows it."""
        jaar = None if self.schooljaar is None else tekst(self.schooljaar)
        laag, hoog = self.marge or (None, None)
        waarde = _getal(self.waarde)
        return {"schooljaar": jaar, "waarde": waarde, "laag": _getal(laag), "hoog": _getal(hoog), "status": self.status}


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
    waarde = _decimaal(totaal.get("mediaan" if definitie.maat is Maat.DUUR else "waarde"))
    laag, hoog, status = _decimaal(totaal.get("laag")), _decimaal(totaal.get("hoog")), totaal["status"]
    if waarde is None and laag is not None and hoog is not None:
        return Punt(schooljaar, None, status, (laag, hoog))
    return Punt(schooljaar, waarde, "x" if waarde is None and status in (None, "p") else status)


def nu_en_vorig(punten: Sequence[Punt]) -> tuple[Punt | None, Punt | None]:
    """The newest point with a value or bounds and the one of the schooljaar before it; without, the newest as it is."""
    met = [een for een in punten if een.spanne is not None]
    if not met:
        return (punten[-1] if punten else None), None
    nu = met[-1]
    vorig = [een for een in met if nu.schooljaar is not None and een.schooljaar == nu.schooljaar - 1]
    return nu, vorig[0] if vorig else None


def koers(doel: Doel, nu: Punt | None, vorig: Punt | None) -> Koers:
    """Reached, expected and on course, by REGEL; what is expected is a number only where both points are."""
    if doel.streefwaarde is None or doel.richting is None:
        return Koers(None, None, None, "geen streefwaarde of richting")
    if nu is None or nu.spanne is None:
        return Koers(None, None, None, "de waarde is niet vrijgegeven" if nu and nu.status == "c" else "geen waarde")
    gehaald = _van_marge(doel.richting, nu.spanne, doel.streefwaarde)
    over = _schooljaren_over(doel.uiterlijk, nu.schooljaar)
    if gehaald or over <= 0:
        return Koers(gehaald, None, gehaald, _IN_DE_MARGE if gehaald is None else None)
    if vorig is None or vorig.spanne is None:
        return Koers(gehaald, None, None, "geen waarde van het schooljaar daarvoor")
    (laag, hoog), (eerst_laag, eerst_hoog) = nu.spanne, vorig.spanne
    verwacht = laag + (laag - eerst_hoog) * over, hoog + (hoog - eerst_laag) * over
    bereikt = _wordt_bereikt(doel.richting, nu.spanne, verwacht, doel.streefwaarde)
    op_koers = None if gehaald is None and bereikt is False else bereikt
    een = verwacht[0] if verwacht[0] == verwacht[1] else None
    return Koers(gehaald, een, op_koers, _IN_DE_MARGE if op_koers is None else None)


def haalt(richting: str, waarde: Decimal, streef: Decimal) -> bool:
    """Does a value meet the target? `gelijk`: as precise as the target was written."""
    if richting == "hoger":
        return waarde >= streef
    if richting == "lager":
        return waarde <= streef
    return afgerond(waarde, max(0, -int(streef.as_tuple().exponent))) == streef


def _van_marge(richting: str, marge: Marge, streef: Decimal) -> bool | None:
    """Do all values within the bounds meet the target, or none? None: some do."""
    laag, hoog = (haalt(richting, grens, streef) for grens in marge)
    if richting == "gelijk" and marge[0] < streef < marge[1]:
        return None
    return laag if laag is hoog else None


def _wordt_bereikt(richting: str, nu: Marge, verwacht: Marge, streef: Decimal) -> bool | None:
    """Is the target met on the way from now to what is expected? None: within the bounds both may be."""
    if richting != "gelijk":
        return _van_marge(richting, verwacht, streef)
    if nu[0] == nu[1] and verwacht[0] == verwacht[1]:
        return min(nu[0], verwacht[0]) <= streef <= max(nu[0], verwacht[0])
    return None if min(nu[0], verwacht[0]) <= streef <= max(nu[1], verwacht[1]) else False


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


def _decimaal(ruw: object) -> Decimal | None:
    return None if ruw is None else Decimal(str(ruw))


def _getal(waarde: Decimal | None) -> float | None:
    return None if waarde is None else float(waarde)
