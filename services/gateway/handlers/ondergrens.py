"""Counting what the verdicts of the lower bound need: a board with all its schools, and figures that add up to it.

The rules: services/gateway/domain/ondergrens.py. Who is limited: beperking.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from services.gateway.domain.basis import Basis
from services.gateway.domain.bedekken import Oordelen
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.ondergrens import DICHT, NIET_SPLITSEN, SAMEN, Aantal, Gezin, Oordeel, oordelen, samen
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.plan import Plan, Reeks, maak_plan
from services.gateway.domain.rechten import Bereik, Toegang, Zicht
from services.gateway.domain.som import Som
from services.gateway.domain.uitkomst import zonder_apart
from services.gateway.domain.vraag import Vraag
from services.gateway.handlers.beperking import bestuur_eenheid, school_eenheid
from services.gateway.handlers.poorten import Lezing
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import CATALOGUS

Plek = tuple[int, int | None]
Gezinnen = Mapping[int | None, Gezin]


def beperkt(plan: Plan) -> bool:
    """Is the reader limited for any unit of this plan?"""
    return any(reeks.beperking for reeks in plan.reeksen)


def noot(plan: Plan) -> str | None:
    """What a limited reader must know."""
    grenzen = {reeks.beperking.grens for reeks in plan.reeksen if reeks.beperking}
    if not grenzen:
        return None
    return (
        f"Het samenwerkingsverband toont besturen en scholen geen aantallen onder {max(grenzen)}, en ook niet wat nodig"
        " is om die uit te rekenen."
    )


@dataclass(frozen=True)
class Teller:
    """Counts for the verdicts of one plan. `lopend` is the first year of the running schooljaar."""

    lezing: Lezing
    vraag: Vraag
    organisatie: Organisatie
    lopend: int

    def jaar(self, schooljaar: int | None) -> int:
        """The schooljaar whose memberships hold: a stock of now follows those of today."""
        return self.lopend if schooljaar is None else schooljaar

    def bestuur_van(self, reeks: Reeks, schooljaar: int | None) -> int | None:
        """The board of the reader that a unit was of; None: a school of somebody else's board."""
        assert reeks.beperking is not None, "only limited series have a family"
        if reeks.eenheid.niveau is Niveau.BESTUUR:
            return reeks.eenheid.getal
        school, jaar = reeks.eenheid.getal, self.jaar(schooljaar)
        van = (een for een in sorted(reeks.beperking.besturen) if self.organisatie.is_van_bestuur(school, een, jaar))
        return next(van, None)

    def scholen(self, bestuur: int, jaren: Iterable[int | None]) -> list[Eenheid]:
        """The schools of a board in these schooljaren, by code."""
        leden = [lid for jaar in jaren for lid in self.organisatie.van(bestuur_eenheid(bestuur), self.jaar(jaar))]
        return [school_eenheid(een) for een in sorted({lid.vestiging for lid in leden})]

    async def gezinnen(self, code: str, jaren: tuple[int | None, ...], bestuur: int | None, los: int) -> Gezinnen:
        """Dossiers of an indicator per schooljaar, of a board with its schools, or of one school apart."""
        leden = [school_eenheid(los)]
        if bestuur is not None:
            leden = [bestuur_eenheid(bestuur), *self.scholen(bestuur, jaren)]
        gevraagd = replace(
            self.vraag, indicator=CATALOGUS[code], schooljaren=jaren, filters=(), binnen=None,
            splitsing=self.vraag.splitsing[:1],
        )  # fmt: skip
        toegangen = [(een, Toegang(Zicht.EIGEN, (Bereik(),))) for een in leden]
        plan = maak_plan(gevraagd, toegangen, self.organisatie, self.lopend)
        sommen = await self.lezing.sommen(plan.cellen)
        basis = Basis(plan.vraag, await self.lezing.basis(plan.basis))
        return {jaar: self._gezin(jaar, bestuur, leden, _aantallen(plan, jaar, sommen, basis)) for jaar in jaren}

    def _gezin(
        self, jaar: int | None, bestuur: int | None, leden: Sequence[Eenheid], aantallen: Sequence[Aantal]
    ) -> Gezin:
        per_lid = dict(zip(leden, aantallen, strict=True))
        if bestuur is None:
            return Gezin(None, {een.getal: aantal for een, aantal in per_lid.items()})
        scholen = {een.getal: per_lid[een] for een in self.scholen(bestuur, (jaar,))}
        return Gezin(per_lid[bestuur_eenheid(bestuur)], scholen)


async def lees_oordelen(lezing: Lezing, plan: Plan, organisatie: Organisatie, lopend: int) -> Oordelen:
    """What is shown of each period of the limited series of a plan; of the others nothing is said."""
    teller = Teller(lezing, plan.vraag, organisatie, lopend)
    gevonden: dict[Plek, Oordeel] = {}
    gezinnen: dict[tuple[int | None, int, int], list[tuple[Plek, Reeks]]] = defaultdict(list)
    for nummer, reeks in enumerate(plan.reeksen):
        for periode in reeks.perioden if reeks.beperking else ():
            plek = (nummer, periode.schooljaar)
            if reeks.beperking is None or reeks.beperking.dicht or plan.vraag.filters:
                gevonden[plek] = DICHT
            elif periode.vrij:
                bestuur = teller.bestuur_van(reeks, periode.schooljaar)
                los = reeks.eenheid.getal if bestuur is None else -1
                gezinnen[bestuur, los, reeks.beperking.grens].append((plek, reeks))
    for (bestuur, los, grens), plekken in gezinnen.items():
        gevonden |= await _van_gezin(teller, bestuur, los, grens, plekken)
    if len(plan.vraag.splitsing) == 1 and not NIET_SPLITSEN & set(plan.vraag.splitsing):
        return gevonden
    return {plek: replace(een, rijen=False) for plek, een in gevonden.items()}


async def _van_gezin(
    teller: Teller, bestuur: int | None, los: int, grens: int, plekken: Sequence[tuple[Plek, Reeks]]
) -> dict[Plek, Oordeel]:
    jaren = tuple(sorted({jaar for (_, jaar), _ in plekken}, key=str))
    code = teller.vraag.indicator.code
    codes = (code, *SAMEN.get(code, ()))
    geteld = [await teller.gezinnen(een, jaren, bestuur, los) for een in codes]
    beoordeeld = [{jaar: oordelen(gezin, grens) for jaar, gezin in een.items()} for een in geteld]
    gevonden = {}
    for (nummer, jaar), reeks in plekken:
        lid = None if reeks.eenheid.niveau is Niveau.BESTUUR else reeks.eenheid.getal
        eigen, *delen = [
            (een[jaar][lid], _van(gezinnen[jaar], lid)) for een, gezinnen in zip(beoordeeld, geteld, strict=True)
        ]
        gevonden[nummer, jaar] = samen(eigen[0], delen)
    return gevonden


def _van(gezin: Gezin, lid: int | None) -> Aantal:
    gevonden = gezin.bestuur if lid is None else gezin.scholen[lid]
    assert gevonden is not None, "a board is counted where it is asked"
    return gevonden


def _aantallen(plan: Plan, jaar: int | None, sommen: Sequence[Som], basis: Basis) -> list[Aantal]:
    return [_aantal(plan, (nummer, jaar), sommen, basis) for nummer in range(len(plan.reeksen))]


def _aantal(plan: Plan, plek: Plek, sommen: Iterable[Som], basis: Basis) -> Aantal:
    van = [som for som in sommen if (som.reeks, som.schooljaar) == plek]
    totaal = sum(som.aantal for som in [*zonder_apart(plan, van), *basis.totalen(plek)])
    if not plan.delingen:
        return Aantal(totaal)
    (een,) = plan.delingen
    rijen: dict[int, int] = defaultdict(int)
    for som in [*van, *basis.delen(een.naam, plek)]:
        for plaats in een.rijen(som.code):
            rijen[plaats] += som.aantal
    return Aantal(totaal, tuple(rijen.values()))
