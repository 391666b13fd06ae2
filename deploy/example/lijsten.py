"""Invented lists with persons for the example region, that fit the decisions that the example LDOS played.

DUO's funded pupils: most granted TLV's for so and vso that are valid on the teldatum, numbers written as another
administration writes them, a few that LDOS does not know. Pupils at home: a handful per SWV. Nobody in them exists.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any, Final

from deploy.example.regio import Regio
from shared.contracts import codes, schooljaar

BEKOSTIGD: Final = ("beschikkingsnummer", "teldatum", "schoolsoort", "categorie", "vestiging", "vestiging_swv", "swv")
THUIS: Final = ("melding", "vestiging", "swv", "soort", "sinds", "tot", "reden", "peildatum")
_VERZILVERD: Final = 0.82
_ONBEKEND: Final = 0.04
_THUIS_PER_SCHOOL: Final = 0.35
_JAREN: Final = 3

Dossier = Mapping[str, Any]


def teldatums(vandaag: date) -> list[date]:
    """The counting days of the last schooljaren that DUO has told by now."""
    lopend = schooljaar.schooljaar_van(vandaag)
    jaren = range(lopend - _JAREN + 1, lopend + 1)
    dagen = (schooljaar.teldatum(jaar, welke) for jaar in jaren for welke in schooljaar.TELDATUMS)
    return [dag for dag in dagen if dag <= vandaag]


def bekostigd(swv: str, dossiers: Iterable[Dossier], regio: Regio, vandaag: date) -> str:
    """File `duo-bekostigd` of one SWV, from its newest dossiers; empty where nobody is funded."""
    kans, dagen = Random(f"{swv}/bekostigd"), teldatums(vandaag)
    scholen = [lid.vestiging for lid in regio.leden if lid.schoolsoort in ("so", "so/vso", "vso")]
    rijen: list[list[str]] = []
    for dossier in dossiers:
        besluit = dossier.get("beschikking")
        if not besluit or besluit["besluit"] != "toegekend" or dossier["soort"] != "tlv":
            continue
        if besluit["tlv"]["schoolsoort"] in codes.MET_CATEGORIE and kans.random() < _VERZILVERD:
            rijen += _regels(swv, besluit, dagen, kans.choice(scholen), kans)
    soort = "so" if swv.startswith("PO") else "vso"
    for _ in range(int(len(rijen) * _ONBEKEND)):
        nummer, dag = f"TLV{kans.randrange(10**8):08d}", kans.choice(dagen).isoformat()
        rijen.append([nummer, dag, soort, "laag", kans.choice(scholen), swv, swv])
    return _csv(BEKOSTIGD, rijen) if rijen else ""


def _regels(swv: str, besluit: Dossier, dagen: list[date], school: str, kans: Random) -> Iterator[list[str]]:
    tlv, nummer = besluit["tlv"], str(besluit["nummer"])
    vorm = kans.choice([nummer, nummer.lower(), nummer.replace("-", ""), nummer.removeprefix(f"{swv}-")])
    for dag in dagen:
        if besluit["geldigVan"] <= dag.isoformat() <= besluit["geldigTot"]:
            yield [vorm, dag.isoformat(), tlv["schoolsoort"], tlv["categorie"], school, swv, swv]


def thuiszitters(swv: str, regio: Regio, vandaag: date) -> str:
    """File `thuiszitters` of one SWV: the peildatum 1 October of the last schooljaren."""
    kans, nummers = Random(f"{swv}/thuis"), count(1)
    rijen: list[list[str]] = []
    for dag in (dag for dag in teldatums(vandaag) if dag.month == 10):
        for lid in regio.leden_van(swv, schooljaar.schooljaar_van(dag)):
            if kans.random() < _THUIS_PER_SCHOOL:
                rijen.append(_thuis(swv, lid.vestiging, dag, next(nummers), kans))
    return _csv(THUIS, rijen) if rijen else ""


def _thuis(swv: str, vestiging: str, dag: date, nummer: int, kans: Random) -> list[str]:
    soort = kans.choices(codes.THUISZITTER_SOORTEN, (3, 5, 2))[0]
    sinds = dag - timedelta(days=kans.randrange(7 if soort == "absoluut" else 28, 400))
    school = "" if soort == "absoluut" else vestiging
    melding = f"M{dag.year}-{nummer:05d}"
    return [melding, school, swv, soort, sinds.isoformat(), "", kans.choice(codes.THUISZITREDENEN), dag.isoformat()]


def _csv(kolommen: Iterable[str], rijen: Iterable[Iterable[str]]) -> str:
    return "\n".join(";".join(rij) for rij in (kolommen, *rijen)) + "\n"
