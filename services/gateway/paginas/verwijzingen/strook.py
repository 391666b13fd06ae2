"""The strip 'Waar liggen de aanvragen nu?': each step of the way with its number and where the oldest comes from."""

from dataclasses import dataclass
from typing import Final

from services.gateway.paginas.figuur import Tabel
from services.gateway.paginas.gegevens import Waarde, som
from services.gateway.paginas.getallen import MAANDEN
from services.gateway.paginas.verwijzingen.periode import VOLGORDE
from services.gateway.paginas.verwijzingen.vragen import Gegevens
from shared.contracts.schooljaar import lees

_OPEN: Final = (
    ("ingediend", "door de school ingediend"),
    ("akkoord_bestuur", "akkoord van het bestuur"),
    ("in_behandeling", "in behandeling bij het SWV"),
    ("aanvulling_gevraagd", "wacht op aanvulling"),
)


@dataclass(frozen=True, slots=True)
class Stap:
    """One step: how many applications are there now. `wacht`: somebody outside the SWV must act first."""

    naam: str
    aantal: Waarde
    noot: str = ""
    wacht: bool = False
    klaar: bool = False


def stappen(gegevens: Gegevens) -> tuple[Stap, ...]:
    """From handed in to announced, in the order of the way."""
    open_ = [
        Stap(
            naam,
            gegevens["openstaand"].bij(None, "status", code),
            oudste(gegevens, code),
            wacht=naam.startswith("wacht"),
        )
        for code, naam in _OPEN
    ]
    return (*open_, *_besloten(gegevens))


def oudste(gegevens: Gegevens, status: str) -> str:
    """'oudste uit maart 2026'; empty when there is none."""
    antwoord = gegevens["openstaand-maanden"]
    for jaar in gegevens.keuze.jaren:
        maanden = {rij["maand"] for rij, waarde in antwoord.rijen(jaar) if rij["status"] == status and waarde.getal}
        for maand in VOLGORDE:
            if maand in maanden:
                return f"oudste uit {MAANDEN[maand - 1]} {lees(jaar) + (maand < 8)}"
    return ""


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
    return Tabel(("Stap", "Aantal", "Opmerking"), tuple((stap.naam, stap.aantal, stap.noot) for stap in stappen_))


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
