"""Where dossiers come from: per SWV and schooljaar, which school will apply for what on which day.

Each school and schooljaar has a seed of its own, so the past stays the same when the
player runs a week later.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from random import Random
from typing import NamedTuple

from deploy.example import kansen
from deploy.example.kalender import werkdag
from deploy.example.regio import Lidmaatschap, Regio, leerlingen

_EINDE_SCHOOL, _BEGIN_SCHOOL = (7, 17), (8, 16)


class Vorige(NamedTuple):
    """What the earlier TLV or arrangement said about the pupil of a herindicatie."""

    leerjaar: int
    herkomst: str
    soort: str
    """Category of a TLV, or type of an arrangement."""


class Kiem(NamedTuple):
    """A dossier to be: the day of application and the seed of its whole life."""

    dag: int
    zaad: int
    lid: Lidmaatschap | None
    """The school that applies; None: a school of the target kind, chosen later."""
    doel: str
    """`sbo`, `so`, `vso`, `pro` or `arr`."""
    vorige: Vorige | None = None


@dataclass(frozen=True, slots=True)
class Stijl:
    """How one SWV works, so that SWV's differ as they do in the country."""

    bestuursstap: bool
    traagheid: float
    aanvulling: float
    niveau: Mapping[str, float]
    groei: Mapping[str, float]

    def factor(self, doel: str, jaar: int) -> float:
        """How busy a schooljaar is for this kind of application; growth counts from 2022 and is bounded."""
        jaren = max(-6, min(6, jaar - 2022))
        return float(self.niveau[doel] * (1 + self.groei[doel]) ** jaren * kansen.JAAR.get(jaar, 1.0))


# Growth a year between which SWV's differ: in the country sbo falls, so and vso rise.
_GROEI = {
    "sbo": (-0.045, 0.02),
    "so": (-0.01, 0.06),
    "vso": (0.0, 0.06),
    "pro": (-0.03, 0.02),
    "arr": (-0.03, 0.09),
}


def stijl(seed: int, swv: str) -> Stijl:
    """The working style of an SWV; the same for the same seed."""
    kans = Random(f"{seed}/stijl/{swv}")
    return Stijl(
        bestuursstap=int(swv[2:]) % 3 != 0 if swv.startswith("PO") else int(swv[2:]) % 2 == 0,
        traagheid=kans.uniform(0.85, 1.55),
        aanvulling=kansen.AANVULLING * kans.uniform(0.5, 1.6),
        niveau={doel: kans.uniform(0.78, 1.25) for doel in _GROEI},
        groei={doel: kans.uniform(laag, hoog) for doel, (laag, hoog) in _GROEI.items()},
    )


def _maandgrens(gewichten: Sequence[float]) -> tuple[float, ...]:
    totaal = sum(gewichten)
    return tuple(accumulate(gewicht / totaal for gewicht in gewichten))


_GRENZEN = {
    "nieuw": _maandgrens(kansen.MAAND_NIEUW),
    "herindicatie": _maandgrens(kansen.MAAND_HERINDICATIE),
    "arr": _maandgrens(kansen.MAAND_ARRANGEMENT),
    "po_vo": _maandgrens(kansen.MAAND_PO_VO),
    "vervolg_arr": _maandgrens(kansen.MAAND_VERVOLG_ARRANGEMENT),
}


def dag_in(jaar: int, ritme: str, kans: Random) -> int:
    """A school day (ordinal) in the schooljaar, in a month by the rhythm of this kind of application."""
    worp = kans.random()
    plek = next((i for i, grens in enumerate(_GRENZEN[ritme]) if worp < grens), 11)
    maand = kansen.MAANDEN[plek]
    eerste = date(jaar + (maand < 8), maand, _BEGIN_SCHOOL[1] if maand == 8 else 1).toordinal()
    lengte = {7: 17, 8: 16, 2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(maand, 31)
    return min(werkdag(eerste + int(kans.random() * lengte)), date(jaar + 1, *_EINDE_SCHOOL).toordinal())


def _ritme(doel: str, soort: str) -> str:
    if doel == "arr":
        return "arr"
    return "po_vo" if doel == "pro" or (doel == "vso" and soort != "vo") else "nieuw"


class Bron:
    """The schools of one SWV that may apply, with how often they do."""

    def __init__(self, regio: Regio, swv: str, seed: int, drukte: float) -> None:
        self.regio, self.swv, self.seed, self.drukte = regio, swv, seed, drukte
        self.stijl = stijl(seed, swv)
        self._vo = swv.startswith("VO")
        self._toevoer = regio.toeleveranciers(swv) if self._vo else ()

    def kiemen(self, jaar: int) -> Iterator[Kiem]:
        """All first applications of a schooljaar, school by school."""
        tabel = kansen.PER_LEERLING_VO if self._vo else kansen.PER_LEERLING_PO
        for lid in self.regio.leden_van(self.swv, jaar):
            yield from self._van_school(lid, tabel, jaar)
        for swv in self._toevoer:
            for lid in self.regio.leden_van(swv, jaar):
                yield from self._van_school(lid, kansen.PER_LEERLING_TOEVOER, jaar)

    def _van_school(self, lid: Lidmaatschap, tabel: Mapping[str, Mapping[str, float]], jaar: int) -> Iterator[Kiem]:
        kans = Random(f"{self.seed}/{self.swv}/{lid.swv}/{lid.vestiging}/{jaar}")
        grootte = leerlingen(lid.vestiging, lid.schoolsoort) * self.drukte
        for doel, per_leerling in tabel.get(lid.schoolsoort, {}).items():
            gemiddelde = grootte * per_leerling * self.stijl.factor(doel, jaar)
            for _ in range(kansen.poisson(gemiddelde, kans)):
                dag = dag_in(jaar, _ritme(doel, lid.schoolsoort), kans)
                yield Kiem(dag, kans.getrandbits(48), lid, doel)

    def school_voor(self, doel: str, jaar: int, kans: Random) -> Lidmaatschap | None:
        """A member school where a pupil with this TLV goes to, chosen by chance."""
        soorten = {"so": ("so", "so/vso"), "vso": ("vso", "so/vso")}.get(doel, (doel,))
        scholen = [lid for lid in self.regio.leden_van(self.swv, jaar) if lid.schoolsoort in soorten]
        return kans.choice(scholen) if scholen else None

    def school_van_elders(self, jaar: int, kans: Random) -> Lidmaatschap | None:
        """A primary school of another PO SWV: a pupil who moved, or a slip."""
        anderen = [swv for swv in self.regio.swvs if swv.startswith("PO") and swv != self.swv]
        if self._vo or not anderen:
            return None
        scholen = [s for s in self.regio.leden_van(kans.choice(anderen), jaar) if s.schoolsoort == "bao"]
        return kans.choice(scholen) if scholen else None
