"""Which key may go, and why another may not: the schedule of docs/privacy/sleutels.md as a function, and its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.key_schedule import DAY_PREFIX, days_of, expired_days
from shared.runtime.key_versions import MAX_LIVE, family, live_keys, next_version, version_name
from shared.runtime.keys import KeyStore

DOELEN: Final = {
    "dag": "verzegelt de gebeurtenissen van één dag",
    "zaak": "pseudoniemen van dossiers uit één schooljaar",
    "beschikking": "pseudoniemen van beschikkingsnummers van één samenwerkingsverband",
    "melding": "pseudoniemen van thuiszitters van één samenwerkingsverband in één schooljaar",
    "bestand": "herkent een lijst met personen die in één schooljaar nog eens geleverd wordt",
    "bronnen": "geheimen van de bronsystemen",
}

_BEKOSTIGD: Final = "duo-bekostigd"
_THUISZITTERS: Final = "thuiszitters"
VERVALLEN_DOELEN: Final = frozenset({"gebeurtenis", "partitie", "bestand"})
"""Keys of an earlier version, that no schedule would ever destroy and that would link a dossiernummer for ever."""


class Lijst(NamedTuple):
    """A list of which lines are kept: SWV, schooljaar of its day, day of receipt."""

    soort: str
    swv: str
    schooljaar: int
    ontvangen: date


class Zaken(NamedTuple):
    """Kept cases: schooljaar of the application, (schooljaar, month) of the decision, number."""

    swv: str
    ingediend: int
    besloten: tuple[int, int] | None
    aantal: int


@dataclass(frozen=True)
class Feiten:
    """What the verdict rests on. `ongelezen`: messages in the raw topics that the anonymiser has not handled, and
    `onverwerkt`: lists that the aggregator has not."""

    vandaag: date
    ruw_dagen: int
    zaken_jaren: int
    ongelezen: int
    zaken: Sequence[Zaken]
    lijsten: Sequence[Lijst] = ()
    onverwerkt: int = 0


class Oordeel(NamedTuple):
    """May this key be destroyed by hand (`mag`), is it due (`schema`), and why."""

    naam: str
    mag: bool
    schema: bool
    waarom: str


def oordeel(store: KeyStore, naam: str, feiten: Feiten) -> Oordeel:
    """The verdict on one key that exists."""
    match naam.split("/"):
        case ["dag", _]:
            return _dag(naam, feiten)
        case ["zaak", jaar]:
            return _zaak(naam, int(jaar[:4]), feiten)
        case ["beschikking", swv, *_]:
            return _beschikking(store, naam, swv, feiten)
        case ["melding", kenmerk] if "-" in kenmerk:
            swv, _, jaar = kenmerk.partition("-")
            return _melding(naam, swv, int(jaar[:4]), feiten)
        case ["bestand", jaar]:
            return _bestand(naam, int(jaar[:4]), feiten)
    if naam in VERVALLEN_DOELEN or naam.startswith("melding/"):
        return Oordeel(
            naam, True, True, "wordt niet meer gebruikt: die van de dag of het schooljaar is ervoor in de plaats"
        )
    return Oordeel(naam, False, False, "blijft zolang het systeem draait")


def vervallen(store: KeyStore, feiten: Feiten) -> list[Oordeel]:
    """What the schedule says must go now."""
    return [een for een in (oordeel(store, naam, feiten) for naam in store.names()) if een.schema]


def kan_draaien(store: KeyStore, swv: str) -> bool:
    """Is there room for one more version? A message carries the newest and eight older ones."""
    return len(store.versions(f"beschikking/{swv}")) < MAX_LIVE


def draai(store: KeyStore, swv: str) -> str:
    """Make the next version of the key of decision numbers; its name. The older ones stay for the overlap."""
    live_keys(store, f"beschikking/{swv}")  # an SWV without any key gets its first one before the second
    naam = next_version(store, f"beschikking/{swv}")
    store.get(naam, create=True)
    return naam


def _dag(naam: str, feiten: Feiten) -> Oordeel:
    dag = days_of([naam])[naam]
    if dag >= feiten.vandaag:
        return Oordeel(naam, False, False, "ingest verzegelt er vandaag mee")
    if expired_days([naam], feiten.vandaag, feiten.ruw_dagen):
        return Oordeel(naam, True, True, f"alles van die dag is ouder dan {feiten.ruw_dagen} dagen")
    if feiten.ongelezen:
        return Oordeel(naam, False, False, f"{feiten.ongelezen} berichten zijn nog niet gelezen")
    return Oordeel(naam, True, False, "alles is gelezen; gaat vanzelf na de bewaartermijn van het ruwe topic")


def _zaak(naam: str, jaar: int, feiten: Feiten) -> Oordeel:
    if jaar + feiten.zaken_jaren >= schooljaar_van(feiten.vandaag):
        return Oordeel(naam, False, False, f"het schooljaar is nog geen {feiten.zaken_jaren} jaar voorbij")
    # A dossier is made in the schooljaar of its application or in the one before it.
    bewaard = sum(een.aantal for een in feiten.zaken if een.ingediend <= jaar + 1)
    if bewaard:
        return Oordeel(naam, False, False, f"{bewaard} bewaarde zaken kunnen uit dat schooljaar zijn")
    return Oordeel(naam, True, True, "geen bewaarde zaak kan uit dat schooljaar zijn")


def _beschikking(store: KeyStore, naam: str, swv: str, feiten: Feiten) -> Oordeel:
    nummers = [version_name(family(naam), nummer) for nummer in store.versions(family(naam))]
    plaats = nummers.index(naam)
    if plaats == 0:
        return Oordeel(naam, False, False, "de nieuwste sleutel van dit samenwerkingsverband")
    opvolger = store.made_on(nummers[plaats - 1])
    # Decided in the month of the rotation or before it: the case may carry pseudonyms of the older keys only.
    grens = schooljaar_van(opvolger), _plaats_in_jaar(opvolger.month)
    ouder = [een for een in feiten.zaken if een.swv == swv and een.besloten and _moment(een.besloten) <= grens]
    if ouder:
        aantal = sum(een.aantal for een in ouder)
        return Oordeel(
            naam, False, False, f"{aantal} bewaarde beschikkingen kunnen alleen met deze sleutel herkend worden"
        )
    # A line that DUO's list had before the rotation is found by the older keys only.
    lijsten = [een for een in feiten.lijsten if (een.soort, een.swv) == (_BEKOSTIGD, swv) and een.ontvangen <= opvolger]
    if lijsten or feiten.onverwerkt:
        return Oordeel(
            naam, False, False, f"{len(lijsten) or feiten.onverwerkt} lijsten van DUO zijn van voor de nieuwe sleutel"
        )
    return Oordeel(naam, True, True, "elke bewaarde beschikking draagt ook een nieuwer pseudoniem")


def _melding(naam: str, swv: str, jaar: int, feiten: Feiten) -> Oordeel:
    lijsten = [een for een in feiten.lijsten if (een.soort, een.swv, een.schooljaar) == (_THUISZITTERS, swv, jaar)]
    if lijsten:
        return Oordeel(naam, False, False, f"van {len(lijsten)} peildata in dat schooljaar zijn de regels bewaard")
    return _voorbij(naam, jaar, feiten, "er zijn geen regels van thuiszitters uit dat schooljaar meer")


def _bestand(naam: str, jaar: int, feiten: Feiten) -> Oordeel:
    return _voorbij(naam, jaar, feiten, "een bestand uit dat schooljaar hoeft niet meer herkend te worden")


def _voorbij(naam: str, jaar: int, feiten: Feiten, waarom: str) -> Oordeel:
    """The key of a schooljaar that nothing else holds on to."""
    if jaar + feiten.zaken_jaren >= schooljaar_van(feiten.vandaag):
        return Oordeel(naam, False, False, f"het schooljaar is nog geen {feiten.zaken_jaren} jaar voorbij")
    if feiten.ongelezen or feiten.onverwerkt:
        return Oordeel(naam, False, False, f"{feiten.ongelezen + feiten.onverwerkt} berichten zijn nog niet verwerkt")
    return Oordeel(naam, True, True, waarom)


def _moment(besloten: tuple[int, int]) -> tuple[int, int]:
    return besloten[0], _plaats_in_jaar(besloten[1])


def _plaats_in_jaar(maand: int) -> int:
    """August is the first month of a schooljaar."""
    return (maand - 8) % 12


def leeftijd(store: KeyStore, naam: str, vandaag: date) -> int:
    """Days since the key was made; a key of a day, since that day."""
    gemaakt = days_of([naam])[naam] if naam.startswith(DAY_PREFIX) else store.made_on(naam)
    return (vandaag - gemaakt).days
