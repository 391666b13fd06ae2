"""Taking from an answer what the verdicts of the lower bound hide. Pure; the verdicts: ondergrens.py."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

from services.gateway.domain.ondergrens import Oordeel
from services.gateway.domain.plan import Plan
from services.gateway.domain.uitkomst import Json, onthouden
from shared.contracts.indicatoren.splitsingen import waarden

Oordelen = Mapping[tuple[int, int | None], Oordeel]
"""Verdicts by series and schooljaar of a plan; of what is not named, nothing is hidden."""
VRIJ: Final[Oordelen] = {}


def bedek(plan: Plan, reeksen: Iterable[Json], gevonden: Oordelen) -> None:
    """Take from the series of an answer what the verdicts hide."""
    for nummer, (reeks, json) in enumerate(zip(plan.reeksen, reeksen, strict=True)):
        for periode, deel in zip(reeks.perioden, json["perioden"], strict=True):
            oordeel = gevonden.get((nummer, periode.schooljaar))
            if oordeel is not None and reeks.beperking is not None:
                deel["totaal"] = bedek_totaal(deel["totaal"], oordeel, reeks.beperking.grens)
                deel["rijen"] = _rijen(plan, deel, oordeel, reeks.beperking.grens)


def bedek_totaal(totaal: Json, oordeel: Oordeel, grens: int) -> Json:
    """A total as a limited reader sees it."""
    if totaal["status"] in ("c", "x", "z"):
        return totaal
    if oordeel.tekst is not None:
        return {"waarde": None, "status": "c", "tekst": oordeel.tekst}
    return _zonder_kleine_delen(totaal, grens)


def _zonder_kleine_delen(vak: Json, grens: int) -> Json:
    """Without what tells of a few dossiers inside a number that is shown: the oldest, those out of term."""
    anders: Json = {"leeftijd": None} if "leeftijd" in vak else {}
    binnen = vak.get("binnenTermijn")
    if binnen and any(0 < een < grens for een in (binnen["teller"], binnen["noemer"] - binnen["teller"])):
        anders["binnenTermijn"] = None
    return {**vak, **anders}


def _rijen(plan: Plan, deel: Json, oordeel: Oordeel, grens: int) -> list[Json]:
    if not plan.delingen:
        return []
    if oordeel.rijen:
        return [_zonder_kleine_delen(rij, grens) for rij in deel["rijen"]]
    bekend = {repr(rij["splitsing"]): rij for rij in deel["rijen"] if rij["status"] in ("x", "z")}
    namen = plan.vraag.splitsing
    alle = product(*(waarden(plan.vraag.indicator, naam) for naam in namen))
    rijen = [dict(zip(namen, een, strict=True)) for een in alle]
    return [bekend.get(repr(rij), {"splitsing": rij, **onthouden()}) for rij in rijen]
