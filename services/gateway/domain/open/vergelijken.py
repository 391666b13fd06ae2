"""What a figure per schooljaar is compared with: earlier years, like units, the published national figure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from services.gateway.domain.landelijk import Cijfer
from services.gateway.domain.uitkomst import Json, euro
from services.gateway.domain.vergelijking.jaren import MINSTENS, TE_KLEIN
from services.gateway.domain.vergelijking.verdeling import kwartielen
from services.gateway.domain.vraag import Misser, OngeldigeVraag
from shared.contracts.indicatoren import Definitie, Maat
from shared.contracts.indicatoren.model import Stromen
from shared.contracts.schooljaar import tekst

_UITLEG: Final = (
    "Het cijfer over heel Nederland zoals het is gepubliceerd, niet door ons berekend. De definitie staat in bron en"
    " kan anders zijn dan die van deze indicator: vergelijk alleen cijfers met dezelfde definitie."
)
LANDELIJK_ONBEKEND: Final[Json] = {
    "waarde": None,
    "status": "x",
    "tekst": "onbekend",
    "bron": None,
    "uitleg": "Er is geen landelijk cijfer van DUO of OCW ingelezen dat hetzelfde telt als deze indicator.",
}


def niet_te_vergelijken(definitie: Definitie) -> None:
    """Raises OngeldigeVraag for a figure that is no single value."""
    if isinstance(definitie, Stromen):
        raise OngeldigeVraag([Misser("code", "is een matrix en heeft geen vergelijking; vraag de waarden per jaar op")])


def eerder_jaar(definitie: Definitie, jaar: int, nu: Json, toen: Json, groeit: bool, geen: Json) -> Json:
    """One earlier schooljaar beside the asked one."""
    return {
        "schooljaar": tekst(jaar),
        "zelfdePeriode": geen if groeit else toen,
        "heelSchooljaar": toen,
        "verschil": _niet() if groeit else verschil(definitie, nu, toen),
        "meiTotEnMetJuli": geen,
    }


def _niet() -> Json:
    return {"absoluut": None, "procent": None, "reden": "niet te vergelijken"}


def verschil(definitie: Definitie, nu: Json, toen: Json) -> Json:
    """Change from `toen` to `nu`: of a percentage in points, of euro per pupil in euro; none of intervals."""
    een, twee = (getal(waarde) for waarde in (nu, toen))
    if een is None or twee is None:
        return _niet()
    stap = een - twee
    if definitie.maat is Maat.VERHOUDING:
        in_euro = isinstance(nu["waarde"], str)
        return {"absoluut": f"{stap:.2f}" if in_euro else float(stap), "procent": None, "reden": _reden(in_euro)}
    absoluut: int | str = euro(int(stap * 100)) if definitie.maat is Maat.BEDRAG else int(stap)
    if twee < MINSTENS:
        return {"absoluut": absoluut, "procent": None, "reden": TE_KLEIN}
    return {"absoluut": absoluut, "procent": float(100 * stap / twee), "reden": None}


def _reden(in_euro: bool) -> str:
    return "verschil in euro" if in_euro else "verschil in procentpunten"


def getal(waarde: Json) -> Decimal | None:
    """The exact value of a total; None where there is none or only bounds are known."""
    gevonden = waarde["waarde"]
    return None if gevonden is None else Decimal(str(gevonden))


def verdeling(binnen: str, soort: str | None, totalen: Iterable[Json]) -> Json:
    """Median and quartiles by nearest rank over the units that have an exact value."""
    gevonden = [(waarde, een) for een in totalen if (waarde := getal(een)) is not None]
    kop: Json = {"binnen": binnen, "schoolsoort": soort}
    if not gevonden:
        return {**kop, "waarde": None, "status": "x", "tekst": "geen andere eenheden met een waarde"}
    oplopend = sorted(gevonden, key=lambda paar: paar[0])
    plaatsen = Counter(range(len(oplopend)))
    return {
        **kop,
        **kwartielen(plaatsen, lambda plaats: oplopend[plaats][1]["waarde"]),
        "status": "p" if any(een["status"] == "p" for _, een in oplopend) else None,
    }


def landelijk_cijfer(cijfers: Sequence[Cijfer], jaar: int) -> Json:
    """The published figure of the schooljaar, else the newest earlier one; `schooljaar` says which it is."""
    tot = [een for een in cijfers if een.schooljaar <= jaar]
    if not tot:
        return LANDELIJK_ONBEKEND
    een = max(tot, key=lambda cijfer: cijfer.schooljaar)
    return {
        "waarde": float(een.waarde),
        "status": "p" if een.status == "voorlopig" else None,
        "schooljaar": tekst(een.schooljaar),
        "teller": een.teller,
        "noemer": een.noemer,
        "bron": een.bron,
        "standPer": een.peildatum.isoformat(),
        "uitleg": _UITLEG,
    }
