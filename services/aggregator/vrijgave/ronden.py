"""A candidate through the audit: verdict, repairs, again; or no release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from services.aggregator.vrijgave.indeling import Kijker
from services.aggregator.vrijgave.samenstellen import Invoer, Samenstelling, dichte_jaren, stel_samen
from services.aggregator.vrijgave.toets import MAX_RONDEN, Kandidaat, Toets, ToetsMislukt
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid, waarheden
from services.aggregator.vrijgave.uitgave import Uitgave

Bewijs = Mapping[str, Any]


@dataclass(frozen=True)
class Geheugen:
    """What only the audit looks at: the truth behind earlier releases, and who holds several units."""

    toen: Mapping[int, Mapping[int, Waarheid]] = field(default_factory=dict)
    kijkers: Sequence[Kijker] = ()


def door_de_toets(
    invoer: Invoer, eerdere: Sequence[Uitgave], geheugen: Geheugen, toets: Toets | None
) -> tuple[Samenstelling, Bewijs | None]:
    """The release that this input gives, repaired until the audit passes it, with its certificate.

    None as audit: no certificate. Raises ToetsMislukt: fails closed.
    """
    samen = stel_samen(invoer)
    if toets is None:
        return samen, None
    nu = waarheden_van(invoer, samen)
    for _ in range(MAX_RONDEN + 1):  # each repair is looked at once more
        kandidaat = Kandidaat(samen.uitgave, nu, geheugen.toen, geheugen.kijkers, invoer.reparaties)
        oordeel = toets(kandidaat, eerdere)
        if not oordeel.reparaties:
            return samen, oordeel.certificaat
        invoer = replace(invoer, reparaties={**invoer.reparaties, **oordeel.reparaties})
        samen = stel_samen(invoer)
    raise ToetsMislukt(f"na {MAX_RONDEN} ronden nog niet veilig")


def waarheden_van(invoer: Invoer, samen: Samenstelling) -> dict[int, Waarheid]:
    """The truth of every schooljaar of which a candidate tells anything new."""
    oud = {} if invoer.vorige is None else invoer.vorige.tabellen
    dicht = dichte_jaren(invoer.vorige)
    tabellen = samen.uitgave.tabellen
    jaren = {een.schooljaar for een in tabellen if een.schooljaar not in dicht or oud.get(een) is not tabellen[een]}
    return waarheden(invoer.korrels, invoer.indeling, invoer.lopend, jaren)
