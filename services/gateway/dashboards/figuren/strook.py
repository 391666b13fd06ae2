"""Figure: the strip 'Waar liggen de aanvragen nu?': each step of the way with its number and age."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.figuren.zinnen import aantal
from services.gateway.dashboards.gegevens import NVT, Antwoord, Waarde, som
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.poorten import Vraag

_OPEN: Final = (
    ("ingediend", "door de school ingediend"),
    ("akkoord_bestuur", "akkoord van het bestuur"),
    ("in_behandeling", "in behandeling bij het SWV"),
    ("aanvulling_gevraagd", "wacht op aanvulling"),
)
_WACHT: Final = "aanvulling_gevraagd"
_KOLOMMEN: Final = (
    Kolom("Stap", "tekst"),
    Kolom("Aantal"),
    Kolom("Oudste (weken)", getoond=False),
    Kolom("Mediaan (weken)", getoond=False),
    Kolom("Opmerking", "tekst"),
)


class Stap(NamedTuple):
    """One step: how many applications are there now, and for an open step their age in whole ISO weeks.

    `kenmerk` wacht: somebody outside the SWV must act first.
    """

    naam: str
    aantal: Waarde
    noot: str = ""
    kenmerk: str = ""
    oudste: int | None = None
    mediaan: int | None = None

    def rij(self) -> Rij:
        """As a row of the table."""
        weken = (self._weken(self.oudste), self._weken(self.mediaan))
        return Rij((self.naam, self.aantal, *weken, self.noot), kenmerk=self.kenmerk)

    def _weken(self, weken: int | None) -> Waarde:
        if weken is not None:
            return Waarde(weken)
        return self.aantal if self.aantal.niet_vrijgegeven else Waarde(None, NVT)


def strook(onderwerp: Onderwerp) -> Bouwsteen:
    """The strip of one subject; the two last steps only where the family knows what was announced."""

    def vragen(kader: Kader) -> list[Vraag]:
        besloten = [onderwerp.toegekend(kader), onderwerp.afgewezen(kader)]
        bekend = [_bekend(onderwerp, kader)] if _met_bekend(onderwerp, kader) else []
        return [_nu(onderwerp, kader), *besloten, *bekend]

    def maak(gegevens: Gegevens) -> Figuur:
        return _figuur(gegevens, onderwerp)

    return Bouwsteen(vragen, maak)


def _met_bekend(onderwerp: Onderwerp, kader: Kader) -> bool:
    """What waits for a letter is a difference of exact numbers: rounded ones would tell nonsense."""
    return kader.eigen and onderwerp.heeft("bekendgemaakt")


def _nu(onderwerp: Onderwerp, kader: Kader) -> Vraag:
    return onderwerp.waarden(kader, "openstaand", splitsing="status" if kader.eigen else None)


def _bekend(onderwerp: Onderwerp, kader: Kader) -> Vraag:
    return onderwerp.waarden(kader, "bekendgemaakt", kader.keuze.reeks, splitsing="soortCategorie")


def _figuur(gegevens: Gegevens, onderwerp: Onderwerp) -> Figuur:
    nu = gegevens[_nu(onderwerp, gegevens.kader)]
    eigen = gegevens.kader.eigen
    open_ = [_open(nu, *een) for een in _OPEN] if eigen else [Stap("nog geen besluit", nu.totaal(None))]
    brief = _met_bekend(onderwerp, gegevens.kader)
    besloten = _met_brief(gegevens, onderwerp) if brief else (_besloten(gegevens, onderwerp),)
    codes = ("openstaand", "bekendgemaakt" if brief else "toegekend")
    return Figuur(
        code="stappen",
        titel="Waar liggen de aanvragen nu?",
        zin=zin(open_, besloten[0].aantal if len(besloten) > 1 else None),
        tabel=Tabel(_KOLOMMEN, tuple(stap.rij() for stap in (*open_, *besloten))),
        indicatoren=tuple(onderwerp.indicator(naam) for naam in codes),
        noten=(
            "Dit is de stand van nu, ongeacht het gekozen schooljaar. Weken tellen vanaf de week van indienen; de"
            " mediaan is de middelste aanvraag."
            if eigen
            else "Dit is de stand van de laatste vrijgave, ongeacht het gekozen schooljaar.",
        ),
        vorm="strook",
        plaats="heel",
    )


def _open(antwoord: Antwoord, code: str, naam: str) -> Stap:
    aantal_, leeftijd = antwoord.bij(None, "status", code), antwoord.leeftijd(None, {"status": code})
    kenmerk = "wacht" if code == _WACHT else ""
    if leeftijd is None:
        return Stap(naam, aantal_, kenmerk=kenmerk)
    oudste, mediaan = int(leeftijd["oudste"]), int(leeftijd["mediaan"])
    return Stap(naam, aantal_, ouderdom(oudste, mediaan, aantal_), kenmerk, oudste, mediaan)


def ouderdom(oudste: int, mediaan: int, aantal_: Waarde) -> str:
    """'oudste 14 weken, mediaan 5'; of one application just its age."""
    if oudste == 0:
        return "deze week ingediend"
    weken = f"{oudste} {'week' if oudste == 1 else 'weken'}"
    return f"{weken} oud" if aantal_.getal == 1 else f"oudste {weken}, mediaan {mediaan}"


def _besloten(gegevens: Gegevens, onderwerp: Onderwerp) -> Stap:
    """What was decided in the running schooljaar."""
    jaar = gegevens.keuze.jaren[-1]
    vragen = (onderwerp.toegekend(gegevens.kader), onderwerp.afgewezen(gegevens.kader))
    return Stap("besloten", som(gegevens[vraag].totaal(jaar) for vraag in vragen), f"in {jaar}", "klaar")


def _met_brief(gegevens: Gegevens, onderwerp: Onderwerp) -> tuple[Stap, Stap]:
    """Decisions that wait for the letter, over this schooljaar and the one before; and those announced this year."""
    jaren, kader = gegevens.keuze.jaren[-2:], gegevens.kader
    wachtend = 0.0
    for jaar in jaren:
        bekend = _bekendgemaakt(gegevens, onderwerp, jaar)
        besloten = [gegevens[v].totaal(jaar) for v in (onderwerp.toegekend(kader), onderwerp.afgewezen(kader))]
        for waarde in (bekend, *besloten):
            if waarde.getal is None and waarde.status != "z":
                return _stap_brief(waarde), Stap("bekendgemaakt", waarde, kenmerk="klaar")
        wachtend += sum(waarde.getal or 0 for waarde in besloten) - (bekend.getal or 0)
    gedaan = _bekendgemaakt(gegevens, onderwerp, jaren[-1])
    return (
        _stap_brief(Waarde(wachtend), f"besluiten vanaf {jaren[0]}"),
        Stap("bekendgemaakt", gedaan, f"in {jaren[-1]}", "klaar"),
    )


def _stap_brief(waarde: Waarde, noot: str = "") -> Stap:
    return Stap("besloten, nog niet bekendgemaakt", waarde, noot)


def _bekendgemaakt(gegevens: Gegevens, onderwerp: Onderwerp, jaar: str) -> Waarde:
    """Announced decisions, of the chosen schoolsoort where one is chosen."""
    antwoord, soort = gegevens[_bekend(onderwerp, gegevens.kader)], gegevens.keuze.gekozen("soort")
    if soort is None:
        return antwoord.totaal(jaar)
    return antwoord.deel(jaar, lambda rij: str(rij["soortCategorie"]).split("-")[0] == soort)


def _zin_zonder(alle: Waarde) -> str:
    """Where the number is hidden or unknown; of a small one is said below what it is."""
    grens = alle.toon.removeprefix("< ")
    if grens != alle.toon:
        return f"Er wachten minder dan {grens} aanvragen op een besluit."
    return f"Hoeveel aanvragen op een besluit wachten: {alle.toon}."


def zin(open_: Sequence[Stap], brief: Waarde | None) -> str:
    """How many are open in all, and how many wait for the letter."""
    alle = som(stap.aantal for stap in open_)
    if alle.getal is None:
        return _zin_zonder(alle)
    if alle.getal == 0:
        return "Er is nu geen aanvraag die op een besluit wacht."
    begin = f"{aantal(alle.getal, 'aanvraag wacht', 'aanvragen wachten')} nu op een besluit"
    if brief is None or not brief.getal:
        return f"{begin}."
    return f"{begin}; {aantal(brief.getal, 'besluit is', 'besluiten zijn')} nog niet bekendgemaakt."
