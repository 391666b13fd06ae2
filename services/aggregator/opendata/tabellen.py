"""Where the lines of each source go: table, columns, and which columns name what a delivery replaces."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from shared.contracts.bronnen.doelen import DoelRij
from shared.contracts.bronnen.duo_leerlingen import DuoLeerlingenRij
from shared.contracts.bronnen.duo_leerlingen_vo import DuoLeerlingenVoRij
from shared.contracts.bronnen.duo_oordelen import DuoOordeelRij
from shared.contracts.bronnen.duo_swv import DuoSwvRij
from shared.contracts.bronnen.duo_vestigingen import DuoVestigingRij
from shared.contracts.bronnen.financien import FinancienRij
from shared.contracts.bronnen.levering import Status
from shared.contracts.bronnen.stromen import StroomRij
from shared.contracts.eenheden import bestuur_getal, swv_code, swv_getal, vestiging_getal
from shared.contracts.schooljaar import tekst, teldatum

Record = tuple[Any, ...]


class Omstandigheid(NamedTuple):
    """What a line does not say itself: the status beside the file, the schooljaar of its peildatum, and the newest one
    that it holds."""

    status: Status | None
    schooljaar: int
    laatste: int


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table of one source. `maak` gives the records of a line, in the order of `kolommen`.

    `plek` are the columns whose values a delivery replaces; without any it replaces the lines of the delivery in force.
    `naam_van` is the bereik of values of `plek`. `waar` keeps the lines of other sources in the same table out of it.
    `uniek`: several lines may give the same record, which counts once.
    """

    naam: str
    kolommen: tuple[str, ...]
    maak: Callable[[Any, Omstandigheid], Iterator[Record]]
    plek: tuple[str, ...] = ()
    waar: str = "true"
    naam_van: Callable[..., str] = str
    uniek: bool = False


@dataclass(frozen=True, slots=True)
class Bestemming:
    """All tables of one source; the first one holds every bereik."""

    rij: type[BaseModel]
    tabellen: Sequence[Tabel]


def _vestiging(rij: DuoVestigingRij, _: Omstandigheid) -> Iterator[Record]:
    bestuur = bestuur_getal(rij.bestuur) if rij.bestuur else None
    yield vestiging_getal(rij.vestiging), rij.naam, rij.plaats, rij.gemeente, bestuur, rij.bestuur_naam


def _leerlingen(rij: DuoLeerlingenRij, om: Omstandigheid) -> Iterator[Record]:
    """Only the newest count of a file is provisional; DUO corrects no earlier ones."""
    vestiging = vestiging_getal(rij.vestiging)
    for jaar, laag, hoog in rij.aantallen:
        status = om.status if jaar == om.laatste or om.status is None else "definitief"
        yield vestiging, jaar, rij.schoolsoort, laag, hoog, status


def _leerlingen_vo(rij: DuoLeerlingenVoRij, om: Omstandigheid) -> Iterator[Record]:
    yield vestiging_getal(rij.vestiging), om.schooljaar, rij.schoolsoort, rij.laag, rij.hoog, om.status


def _vo_swv(rij: DuoLeerlingenVoRij, om: Omstandigheid) -> Iterator[Record]:
    if rij.swv:
        yield vestiging_getal(rij.vestiging), om.schooljaar, swv_getal(rij.swv)


def _telling(rij: DuoSwvRij, om: Omstandigheid) -> Iterator[Record]:
    waar = swv_getal(rij.vestiging_swv) if rij.vestiging_swv else 0
    yield (
        swv_getal(rij.swv), rij.schooljaar, rij.teldatum, rij.schoolsoort, rij.categorie, waar,
        rij.laag, rij.hoog, om.status,
    )  # fmt: skip


def _stroom(rij: StroomRij, om: Omstandigheid) -> Iterator[Record]:
    yield swv_getal(rij.swv), rij.schooljaar, rij.van, rij.naar, rij.laag, rij.hoog, rij.status or om.status


def _middelen(rij: FinancienRij, _: Omstandigheid) -> Iterator[Record]:
    yield (
        swv_getal(rij.swv), bestuur_getal(rij.bestuur) if rij.bestuur else None,
        vestiging_getal(rij.vestiging) if rij.vestiging else None, rij.periode_soort, rij.jaar, rij.categorie,
        rij.begroot_cent, rij.besteed_cent, rij.toelichting,
    )  # fmt: skip


def _doel(rij: DoelRij, _: Omstandigheid) -> Iterator[Record]:
    yield (
        swv_getal(rij.swv), rij.plan, rij.code, rij.titel, rij.indicator, rij.niveau, rij.eenheid,
        rij.streefwaarde, rij.richting, rij.uiterlijk, rij.eigenaar,
    )  # fmt: skip


def _oordeel(rij: DuoOordeelRij, _: Omstandigheid) -> Iterator[Record]:
    yield vestiging_getal(rij.vestiging), rij.peildatum, rij.sector, rij.oordeel


def _swv_jaar(swv: int, jaar: int) -> str:
    return f"{swv_code(swv)} {tekst(jaar)}"


def _swv_teldatum(swv: int, jaar: int, welke: str) -> str:
    return f"{swv_code(swv)} {teldatum(jaar, welke).isoformat()}"


def _swv_periode(swv: int, soort: str, jaar: int) -> str:
    return f"{swv_code(swv)} {f'boekjaar {jaar}' if soort == 'boekjaar' else tekst(jaar)}"


def _swv_plan(swv: int, plan: str) -> str:
    return f"{swv_code(swv)} {plan}"


_LEERLINGEN: Final = ("vestiging", "schooljaar", "schoolsoort", "laag", "hoog", "status")

SCHOLEN_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "duo-leerlingen": ("bao", "sbo", "so", "so/vso", "vso"),
    "duo-leerlingen-vo": ("pro", "vo"),
}
"""Kinds of schools of which a source gives the pupils."""

BESTEMMINGEN: Final[Mapping[str, Bestemming]] = {
    "duo-vestigingen": Bestemming(DuoVestigingRij, (
        Tabel("vestiging", ("vestiging", "naam", "plaats", "gemeente", "bestuur", "bestuur_naam"), _vestiging),
    )),
    "duo-leerlingen": Bestemming(DuoLeerlingenRij, (
        Tabel("leerlingen", _LEERLINGEN, _leerlingen, ("schooljaar",), "schoolsoort NOT IN ('vo', 'pro')", tekst),
    )),
    "duo-leerlingen-vo": Bestemming(DuoLeerlingenVoRij, (
        Tabel("leerlingen", _LEERLINGEN, _leerlingen_vo, ("schooljaar",), "schoolsoort IN ('vo', 'pro')", tekst),
        Tabel("vo_swv", ("vestiging", "schooljaar", "swv"), _vo_swv, ("schooljaar",), naam_van=tekst, uniek=True),
    )),
    "duo-swv": Bestemming(DuoSwvRij, (
        Tabel("swv_telling", ("swv", "schooljaar", "teldatum", "schoolsoort", "categorie", "vestiging_swv", "laag",
                              "hoog", "status"), _telling, ("swv", "schooljaar", "teldatum"), naam_van=_swv_teldatum),
    )),
    "duo-oordelen": Bestemming(DuoOordeelRij, (
        Tabel("oordeel", ("vestiging", "peildatum", "sector", "oordeel"), _oordeel, ("peildatum",)),
    )),
    "stromen": Bestemming(StroomRij, (
        Tabel("stroom", ("swv", "schooljaar", "van", "naar", "laag", "hoog", "status"), _stroom,
              ("swv", "schooljaar"), naam_van=_swv_jaar),
    )),
    "financien": Bestemming(FinancienRij, (
        Tabel("middelen", ("swv", "bestuur", "vestiging", "periode_soort", "jaar", "categorie", "begroot_cent",
                           "besteed_cent", "toelichting"), _middelen, ("swv", "periode_soort", "jaar"),
              naam_van=_swv_periode),
    )),
    "doelen": Bestemming(DoelRij, (
        Tabel("doel", ("swv", "plan", "code", "titel", "indicator", "niveau", "eenheid", "streefwaarde", "richting",
                       "uiterlijk", "eigenaar"), _doel, ("swv", "plan"), naam_van=_swv_plan),
    )),
}  # fmt: skip
"""Every source of schema `opendata`, by its name in shared.contracts.bronnen.soorten."""
