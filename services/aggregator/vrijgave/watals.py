"""What other thresholds would show, and give away: the truth behind a release, told once by another policy.

Counts of dossiers only: the truth that is kept holds no euros, pupils or days. Nothing is repaired and nothing was
told before, so this is what the value rule alone would do. Only counts leave this module.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from services.aggregator.vrijgave.beleid import Beleid, Beleidsboek
from services.aggregator.vrijgave.catalogus import VERDELING
from services.aggregator.vrijgave.indeling import Indeling
from services.aggregator.vrijgave.meten import Korrel, Korrels, Telling
from services.aggregator.vrijgave.samenstellen import Invoer, stel_samen
from services.aggregator.vrijgave.toets import Kandidaat
from services.aggregator.vrijgave.toetsing.stelsel import Lek
from services.aggregator.vrijgave.toetsing.uitvoering import lekken
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid, waarheden
from services.aggregator.vrijgave.uitgave import Uitgave
from shared.contracts.duren import Termijnen
from shared.contracts.indicatoren import CATALOGUS, Maat
from shared.contracts.toetsrapport import AndereDrempel

Lekt = Callable[[Kandidaat], tuple[Sequence[Lek], int]]
"""What anybody confines in a release as it stands, and the number of protected cells. Raises ToetsMislukt."""


def wat_als(nu: Mapping[int, Waarheid], moment: datetime, beleid: Beleid, lek: Lekt = lekken) -> AndereDrempel:
    """Tell the truth of these schooljaren under a policy for everybody, and audit it. Raises ToetsMislukt."""
    korrels: Korrels = {}
    for jaar, waarheid in nu.items():
        for (swv, vestiging, kubus, code), aantal in waarheid.aantallen.items():
            korrels[Korrel(swv, jaar, kubus, vestiging, code)] = Telling(aantal)
    leden = {lid for waarheid in nu.values() for lid in waarheid.alle or waarheid.leden}
    indeling = Indeling(tuple(sorted(leden, key=str)))
    invoer = Invoer(moment, korrels, indeling, Beleidsboek(beleid), Termijnen(), extra=True)
    uitgave = stel_samen(invoer).uitgave
    echt = waarheden(korrels, indeling, invoer.lopend, {een.schooljaar for een in uitgave.tabellen})
    gevonden, beschermd = lek(Kandidaat(uitgave, echt))
    # The same cell may leak to many; per cell the least that is left to anybody.
    minst: dict[tuple[str, str], int] = {}
    for een in gevonden:
        cel = (een.stelsel, een.doel)
        minst[cel] = min(minst.get(cel, len(een.mogelijk)), len(een.mogelijk))
    getoond, cellen = _tel(uitgave)
    precies = sum(een == 1 for een in minst.values())
    return AndereDrempel(beleid.drempel, beleid.afronding, getoond, cellen, beschermd, len(minst), precies)


def _tel(uitgave: Uitgave) -> tuple[Counter[str], Counter[str]]:
    getoond, cellen = Counter[str](), Counter[str]()
    for sleutel, tabel in uitgave.tabellen.items():
        if sleutel.splitsing != VERDELING and CATALOGUS[sleutel.indicator].maat is Maat.AANTAL:
            for _, vak in tabel.rijen:
                cellen[sleutel.niveau] += vak["status"] != "z"
                getoond[sleutel.niveau] += vak["status"] is None
    return getoond, cellen
