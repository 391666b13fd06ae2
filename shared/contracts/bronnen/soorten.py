"""The kinds of source that exist: name as in `./pos import SOORT`, how a file is read, what a delivery replaces."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Final, Generic

from pydantic import BaseModel

from shared.contracts.bronnen import (
    doelen,
    duo_bekostigd,
    duo_leerlingen,
    duo_leerlingen_vo,
    duo_oordelen,
    duo_swv,
    duo_vestigingen,
    financien,
    landelijk,
    organisatie,
    stromen,
    thuiszitters,
)
from shared.contracts.bronnen.kolommen import Kolom
from shared.contracts.bronnen.tabel import Gelezen, Rij
from shared.contracts.schooljaar import schooljaar_van, tekst, teldatum


def _geen_peildatum(_rijen: Sequence[Any]) -> date | None:
    return None


@dataclass(frozen=True, slots=True)
class Soort(Generic[Rij]):
    """One kind of source. `lees` takes (row number, cells) with the header first and raises OngeldigBestandError.

    `bereik` names what a line belongs to (given the peildatum): a delivery replaces each bereik that it names, as a
    whole. `peildatum` is the day that the file itself tells, for who gave none. `swv_van` is the SWV whose line it is;
    None: the lines are about the whole country. `per_bron`: files of another bron are another bereik. `duo`: open data
    of DUO about the whole country. `personen`: its rows pass the anonymiser and never go to bronnen.leveringen.
    """

    naam: str
    titel: str
    kolommen: Sequence[Kolom]
    lees: Callable[[Iterable[tuple[int, Sequence[str]]]], Gelezen[Rij]]
    bereik: Callable[[Any, date], Iterable[str]]
    swv_van: Callable[[Any], str] | None = None
    peildatum: Callable[[Sequence[Any]], date | None] = field(default=_geen_peildatum)
    per_bron: bool = False
    duo: bool = False
    personen: bool = False

    @property
    def gebruikt(self) -> tuple[Kolom, ...]:
        """The columns that matter."""
        return tuple(kolom for kolom in self.kolommen if kolom.gebruikt)

    def bereiken(self, rijen: Iterable[BaseModel], peildatum: date, bron: str | None) -> dict[str, int]:
        """Lines per bereik, in the order of the file."""
        telling: dict[str, int] = {}
        achter = f" ({bron})" if self.per_bron and bron else ""
        for rij in rijen:
            for naam in self.bereik(rij, peildatum):
                telling[naam + achter] = telling.get(naam + achter, 0) + 1
        return telling


_jaar: Final = lru_cache(tekst)
"""A file may name the same schooljaar three hundred thousand times."""


def _laatste_oktober(rijen: Sequence[duo_leerlingen.DuoLeerlingenRij]) -> date | None:
    jaren = [rij.aantallen[-1][0] for rij in rijen if rij.aantallen]
    return teldatum(max(jaren), "10-01") if jaren else None


def _periode(rij: financien.FinancienRij) -> str:
    return f"boekjaar {rij.jaar}" if rij.periode_soort == "boekjaar" else tekst(rij.jaar)


ORGANISATIE: Final = Soort(
    "organisatie", "scholen, besturen en samenwerkingsverbanden", organisatie.KOLOMMEN, organisatie.lees,
    bereik=lambda rij, _: (rij.swv,), swv_van=lambda rij: str(rij.swv),
)  # fmt: skip
LANDELIJK: Final = Soort(
    "landelijk", "gepubliceerde landelijke cijfers", landelijk.KOLOMMEN, landelijk.lees,
    bereik=lambda rij, _: (landelijk.plek(rij.indicator, rij.schooljaar, rij.schoolsoort, rij.soort),),
)  # fmt: skip
DUO_VESTIGINGEN: Final = Soort(
    "duo-vestigingen", "DUO: scholen met plaats, gemeente en bestuur", duo_vestigingen.KOLOMMEN, duo_vestigingen.lees,
    bereik=lambda *_: ("alle vestigingen",), per_bron=True, duo=True,
)  # fmt: skip
DUO_LEERLINGEN: Final = Soort(
    "duo-leerlingen", "DUO: leerlingen per school op 1 oktober", duo_leerlingen.KOLOMMEN, duo_leerlingen.lees,
    bereik=lambda rij, _: (_jaar(een[0]) for een in rij.aantallen), peildatum=_laatste_oktober, duo=True,
)  # fmt: skip
DUO_LEERLINGEN_VO: Final = Soort(
    "duo-leerlingen-vo", "DUO: leerlingen vo en praktijkonderwijs per school", duo_leerlingen_vo.KOLOMMEN,
    duo_leerlingen_vo.lees, bereik=lambda _, dag: (tekst(schooljaar_van(dag)),), duo=True,
)  # fmt: skip
DUO_SWV: Final = Soort(
    "duo-swv", "DUO: bekostigde leerlingen per samenwerkingsverband", duo_swv.KOLOMMEN, duo_swv.lees,
    bereik=lambda rij, _: (f"{rij.swv} {teldatum(rij.schooljaar, rij.teldatum).isoformat()}",),
    swv_van=lambda rij: str(rij.swv),
    peildatum=lambda rijen: max((teldatum(rij.schooljaar, rij.teldatum) for rij in rijen), default=None), duo=True,
)  # fmt: skip
STROMEN: Final = Soort(
    "stromen", "leerlingstromen tussen schoolsoorten", stromen.KOLOMMEN, stromen.lees,
    bereik=lambda rij, _: (f"{rij.swv} {tekst(rij.schooljaar)}",), swv_van=lambda rij: str(rij.swv),
)  # fmt: skip
FINANCIEN: Final = Soort(
    "financien", "begroting en besteding", financien.KOLOMMEN, financien.lees,
    bereik=lambda rij, _: (f"{rij.swv} {_periode(rij)}",), swv_van=lambda rij: str(rij.swv),
)  # fmt: skip
DOELEN: Final = Soort(
    "doelen", "doelen van ondersteuningsplan en jaarplan", doelen.KOLOMMEN, doelen.lees,
    bereik=lambda rij, _: (f"{rij.swv} {rij.plan}",), swv_van=lambda rij: str(rij.swv),
)  # fmt: skip
DUO_OORDELEN: Final = Soort(
    "duo-oordelen", "DUO: oordelen van de Inspectie over scholen", duo_oordelen.KOLOMMEN, duo_oordelen.lees,
    bereik=lambda rij, _: (rij.peildatum.isoformat(),),
    peildatum=lambda rijen: max((rij.peildatum for rij in rijen), default=None), duo=True,
)  # fmt: skip
DUO_BEKOSTIGD: Final = Soort(
    "duo-bekostigd", "DUO: bekostigde leerlingen op nummer van de beschikking", duo_bekostigd.KOLOMMEN,
    duo_bekostigd.lees, bereik=lambda rij, _: (f"{rij.swv} {rij.teldatum.isoformat()}",),
    swv_van=lambda rij: str(rij.swv), peildatum=lambda rijen: max((rij.teldatum for rij in rijen), default=None),
    personen=True,
)  # fmt: skip
THUISZITTERS: Final = Soort(
    "thuiszitters", "leerlingen die thuiszitten", thuiszitters.KOLOMMEN, thuiszitters.lees,
    bereik=lambda rij, _: (f"{rij.swv} {rij.peildatum.isoformat()}",), swv_van=lambda rij: str(rij.swv),
    peildatum=lambda rijen: max((rij.peildatum for rij in rijen), default=None), personen=True,
)  # fmt: skip

SOORTEN: Final[Mapping[str, Soort[BaseModel]]] = {
    soort.naam: soort
    for soort in (
        ORGANISATIE, DUO_VESTIGINGEN, DUO_LEERLINGEN, DUO_LEERLINGEN_VO, DUO_SWV, DUO_OORDELEN, LANDELIJK, STROMEN,
        FINANCIEN, DOELEN, DUO_BEKOSTIGD, THUISZITTERS,
    )
}  # fmt: skip
