"""Like units: which they are, and the median and quartiles of their values by nearest rank, without the unit itself."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from services.gateway.domain.basis import Basis, niet_bewaard
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.plan import Plan
from services.gateway.domain.rechten import Bereik, Rechten, Toegang, Zicht, context, toegang
from services.gateway.domain.som import Som
from services.gateway.domain.uitkomst import Json, Stand, onthouden, tel_op
from services.gateway.domain.vergelijking.jaren import in_vorm, zonder
from shared.contracts.duren import percentiel
from shared.contracts.eenheden import LandelijkeEenheid, Niveau, bestuur_code, swv_code, vestiging_code
from shared.contracts.indicatoren import Indicator, Maat
from shared.contracts.lidmaatschap import Lid

_KWARTIELEN: Final = (("kwartiel1", 25), ("mediaan", 50), ("kwartiel3", 75))
_EEN_EENHEID: Final[Json] = {"kwartiel1": None, "kwartiel3": None, "tekst": "1 eenheid"}


class Groep(NamedTuple):
    """Like units inside one SWV; `soort` is the schoolsoort where schools are compared. `eigen`: exact figures."""

    swv: int
    soort: str | None
    eigen: bool


def groepen(rechten: Rechten, eenheid: Eenheid, jaar: int, organisatie: Organisatie, binnen: int | None) -> list[Groep]:
    """The SWV's in which the unit has like units that this caller may know of; exact where the SWV is the caller's."""
    if eenheid.niveau in (Niveau.SWV, Niveau.LANDELIJK):
        return []
    soort_per_swv = {lid.swv: lid.schoolsoort for lid in organisatie.van(eenheid, jaar)}
    if eenheid.niveau is Niveau.SUBREGIO:
        soort_per_swv = {swv: "" for swv in [organisatie.swv_van_subregio(eenheid.code)] if swv is not None}
    zichtbaar = [
        swv
        for swv in sorted(soort_per_swv)
        if binnen in (None, swv) and toegang(rechten, Eenheid(Niveau.SWV, swv_code(swv)), organisatie)
    ]
    school = eenheid.niveau is Niveau.SCHOOL
    return [Groep(swv, soort_per_swv[swv] if school else None, swv in context(rechten).swvs) for swv in zichtbaar]


def soortgenoten(eenheid: Eenheid, groep: Groep, jaar: int, organisatie: Organisatie) -> list[tuple[Eenheid, Toegang]]:
    """The other units of the group with access to the dossiers of that SWV only."""
    leden = organisatie.van(Eenheid(Niveau.SWV, swv_code(groep.swv)), jaar)
    gevonden = {_eenheid(eenheid.niveau, lid) for lid in leden if groep.soort in (None, lid.schoolsoort)}
    had = Toegang(Zicht.EIGEN, (Bereik(groep.swv),))
    return [(een, had) for een in sorted(een for een in gevonden if een is not None and een != eenheid)]


def _eenheid(niveau: Niveau, lid: Lid) -> Eenheid | None:
    if niveau is Niveau.SCHOOL:
        return Eenheid(niveau, vestiging_code(lid.vestiging))
    if niveau is Niveau.BESTUUR:
        return Eenheid(niveau, bestuur_code(lid.bestuur))
    return None if lid.subregio is None else Eenheid(niveau, lid.subregio)


def verdeling(groep: Groep, plan: Plan, sommen: Sequence[Som], stand: Stand, basis: Basis) -> Json:
    """Median and quartiles over the units of the plan; units without a value (no decision yet) are left out."""
    zonder_lijst = {reeks for reeks, _ in stand.dekking.onbekend}
    per_reeks: dict[int, list[Som]] = {nummer: [] for nummer in range(len(plan.reeksen)) if nummer not in zonder_lijst}
    for som in [*sommen, *basis.totalen()]:
        per_reeks.setdefault(som.reeks, []).append(som)
    maten = Counter(_maten(plan.vraag.indicator, per_reeks, stand))
    kop = {"binnen": swv_code(groep.swv), "schoolsoort": groep.soort}
    if any(map(basis.totaal_weg, basis.perioden)):
        return {**kop, **niet_bewaard()}
    if not maten:
        return {**kop, **zonder("geen andere eenheden met een waarde", "x")}
    (jaar,) = {periode.schooljaar for reeks in plan.reeksen for periode in reeks.perioden}
    return {
        **kop,
        **kwartielen(maten, lambda maat: in_vorm(plan.vraag.indicator, maat)),
        "status": "p" if jaar == stand.lopend else None,
    }


def kwartielen(maten: Counter[int], toon: Callable[[int], Any]) -> Json:
    """How many units, and their median and quartiles by nearest rank, each as `toon` says it.

    Of one unit there is only its value: three times the same number would look like a distribution.
    """
    waarden = {naam: toon(percentiel(maten, procent) or 0) for naam, procent in _KWARTIELEN}
    return {"eenheden": maten.total(), **waarden, **(_EEN_EENHEID if maten.total() == 1 else {})}


def _maten(indicator: Indicator, per_reeks: dict[int, list[Som]], stand: Stand) -> Iterator[int]:
    for sommen in per_reeks.values():
        if indicator.maat is not Maat.DUUR:
            yield sum(som.maat for som in sommen)
        elif sommen:
            yield tel_op(indicator, sommen, stand)["mediaan"]


def landelijke_groepen(eenheid: Eenheid, groepen_: Sequence[Groep]) -> list[tuple[str, str | None]]:
    """All connected SWV's of the kinds that the unit works in: code and, for schools, schoolsoort."""
    if eenheid.niveau is Niveau.LANDELIJK:
        return []
    codes = [swv_code(groep.swv) for groep in groepen_] or [eenheid.code]
    landelijk = sorted({LandelijkeEenheid(f"NL-{code[:2]}").value for code in codes if code[:2] in ("PO", "VO")})
    soort = groepen_[0].soort if groepen_ else None
    return [(code, soort) for code in landelijk]


def onthouden_groepen(eenheid: Eenheid, groepen_: Sequence[Groep]) -> list[Json]:
    """What only a release may show, where none can: the groups of other SWV's, and all connected ones of the kind."""
    besloten = [(swv_code(groep.swv), groep.soort) for groep in groepen_ if not groep.eigen]
    return [
        {"binnen": code, "schoolsoort": soort, **onthouden()}
        for code, soort in [*besloten, *landelijke_groepen(eenheid, groepen_)]
    ]
