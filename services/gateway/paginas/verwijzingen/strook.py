"""The strip 'Waar liggen de aanvragen nu?': each step of the way with its number and how long they are open."""

from dataclasses import dataclass
from typing import Final

from services.gateway.paginas.figuur import Cel, Tabel
from services.gateway.paginas.gegevens import Antwoord, Waarde, som
from services.gateway.paginas.verwijzingen.vragen import Gegevens

_OPEN: Final = (
    ("ingediend", "door de school ingediend"),
    ("akkoord_bestuur", "akkoord van het bestuur"),
    ("in_behandeling", "in behandeling bij het SWV"),
    ("aanvulling_gevraagd", "wacht op aanvulling"),
)


@dataclass(frozen=True, slots=True)
class Stap:
    """One step: how many applications are there now, and for an open step their age in whole ISO weeks.

    `wacht`: somebody outside the SWV must act first.
    """

    naam: str
    aantal: Waarde
    noot: str = ""
    oudste: int | None = None
    mediaan: int | None = None
    wacht: bool = False
    klaar: bool = False


def stappen(gegevens: Gegevens) -> tuple[Stap, ...]:
    """From handed in to announced, in the order of the way."""
    return (*(_open(gegevens["openstaand"], *een) for een in _OPEN), *_besloten(gegevens))


def _open(antwoord: Antwoord, code: str, naam: str) -> Stap:
    aantal, leeftijd = antwoord.bij(None, "status", code), antwoord.leeftijd(None, {"status": code})
    wacht = naam.startswith("wacht")
    if leeftijd is None:
        return Stap(naam, aantal, wacht=wacht)
    oudste, mediaan = int(leeftijd["oudste"]), int(leeftijd["mediaan"])
    return Stap(naam, aantal, ouderdom(oudste, mediaan, aantal), oudste, mediaan, wacht)


def ouderdom(oudste: int, mediaan: int, aantal: Waarde) -> str:
    """'oudste 14 weken, mediaan 5'; of one application just its age."""
    if oudste == 0:
        return "deze week ingediend"
    weken = f"{oudste} {'week' if oudste == 1 else 'weken'}"
    return f"{weken} oud" if aantal.getal == 1 else f"oudste {weken}, mediaan {mediaan}"


def _besloten(gegevens: Gegevens) -> tuple[Stap, Stap]:
    """Decisions that wait for the letter, over this schooljaar and the one before; and those announced this year."""
    jaren = gegevens.keuze.jaren[-2:]
    wachtend = 0.0
    for jaar in jaren:
        bekend = bekendgemaakt(gegevens, jaar)
        besloten = [gegevens[naam].totaal(jaar) for naam in ("toegekend", "afgewezen")]
        for waarde in (bekend, *besloten):
            if waarde.getal is None and waarde.status != "z":
                return Stap("besloten, nog niet bekendgemaakt", waarde), Stap("bekendgemaakt", waarde, klaar=True)
        wachtend += sum(waarde.getal or 0 for waarde in besloten) - (bekend.getal or 0)
    return (
        Stap("besloten, nog niet bekendgemaakt", Waarde(wachtend), f"besluiten vanaf {jaren[0]}"),
        Stap("bekendgemaakt", bekendgemaakt(gegevens, jaren[-1]), f"in {jaren[-1]}", klaar=True),
    )


def bekendgemaakt(gegevens: Gegevens, jaar: str) -> Waarde:
    """Announced decisions, of the chosen schoolsoort where one is chosen."""
    antwoord, soort = gegevens["bekendgemaakt"], gegevens.keuze.soort
    if soort is None:
        return antwoord.totaal(jaar)
    return antwoord.deel(jaar, lambda rij: str(rij["soortCategorie"]).split("-")[0] == soort)


def tabel(stappen_: tuple[Stap, ...]) -> Tabel:
    """The strip as a table, for downloads."""
    rijen = tuple(
        (stap.naam, stap.aantal, *map(_cel, (stap.oudste, stap.mediaan)), "" if stap.oudste is not None else stap.noot)
        for stap in stappen_
    )
    return Tabel(("Stap", "Aantal", "Oudste (weken)", "Mediaan (weken)", "Opmerking"), rijen)


def _cel(weken: int | None) -> Cel:
    return "" if weken is None else Waarde(weken)


def zin(stappen_: tuple[Stap, ...]) -> str:
    """How many are open in all, and how many wait for the letter."""
    open_ = som(stap.aantal for stap in stappen_[: len(_OPEN)])
    if open_.getal is None:
        return f"Er is geen aantal: {open_.toon}."
    if open_.getal == 0:
        return "Er is nu geen aanvraag die op een besluit wacht."
    begin = "1 aanvraag wacht" if open_.getal == 1 else f"{open_.toon} aanvragen wachten"
    brief = stappen_[-2].aantal
    if not brief.getal:
        return f"{begin} nu op een besluit."
    brieven = "1 besluit is" if brief.getal == 1 else f"{brief.toon} besluiten zijn"
    return f"{begin} nu op een besluit; {brieven} nog niet bekendgemaakt."
