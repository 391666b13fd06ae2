"""What a release is worth, in counts: per level how many cells are shown, hidden or withheld and why, and how far what
is shown lies from the truth. No figure of any cell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.aggregator.vrijgave.catalogus import VERDELING
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import Wijze
from services.aggregator.vrijgave.waarderegel import Vak, is_onthouden
from shared.contracts.indicatoren import CATALOGUS, Maat

_NVT: Final = "nvt"


class Nut:
    """Counts while a release is put together; only the cells that were looked at."""

    def __init__(self, reparaties: Mapping[Plek, Wijze], gehouden: Mapping[Plek, int]) -> None:
        self._reparaties, self._gehouden = reparaties, gehouden
        self._cellen: dict[str, Counter[str]] = defaultdict(Counter)
        self._fouten: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def tel(self, plek: Plek, vak: Vak, waar: int, *, genoeg: bool = True) -> None:
        """One cell as it is released, with the true number of dossiers behind it; `genoeg`: the unit has enough
        contributors."""
        niveau, soort = str(plek.eenheid.niveau), self._soort(plek, vak, genoeg)
        self._cellen[niveau][soort] += 1
        if plek in self._gehouden and not is_onthouden(vak):
            self._cellen[niveau]["vastgehouden"] += 1
            self._cellen[niveau]["vastgehouden_toets"] += self._reparaties.get(plek) is Wijze.HOUD
        if soort == "getoond" and plek.splitsing != VERDELING and CATALOGUS[plek.indicator].maat is Maat.AANTAL:
            self._fouten[niveau].append((abs(int(vak["waarde"]) - waar), waar))

    def _soort(self, plek: Plek, vak: Vak, genoeg: bool) -> str:
        if vak["status"] == "z":
            return _NVT
        if vak["status"] is None:
            return "getoond"
        if not is_onthouden(vak):
            return "verborgen"
        if plek in self._reparaties:
            return "onthouden_toets"
        if plek.splitsing == VERDELING:
            return "onthouden_verdeling"
        if CATALOGUS[plek.indicator].maat is Maat.BEDRAG:
            return "onthouden_som"
        # With enough of them, only an audit withholds: now, or when it was last told.
        return "onthouden_toets" if genoeg else "onthouden_scholen"

    def als_json(self) -> dict[str, Any]:
        """Per level: cells of each kind; of what is shown the mean absolute error in dossiers, and in percent."""
        return {niveau: {**dict(sorted(geteld.items())), **_fout(self._fouten[niveau])}
                for niveau, geteld in sorted(self._cellen.items())}  # fmt: skip


def _fout(fouten: Iterable[tuple[int, int]]) -> dict[str, float]:
    alle = list(fouten)
    if not alle:
        return {}
    relatief = [100 * fout / waar for fout, waar in alle if waar]
    gemiddeld = sum(fout for fout, _ in alle) / len(alle)
    return {"fout_dossiers": round(gemiddeld, 2), "fout_procent": round(sum(relatief) / max(1, len(relatief)), 1)}
