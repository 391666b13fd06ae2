"""Everything that the page Verwijzingen shows for one choice, ready for the template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.gateway.paginas.figuur import Figuur, Tabel
from services.gateway.paginas.keuze import Keuze
from services.gateway.paginas.namen import NIVEAUS
from services.gateway.paginas.poorten import Json
from services.gateway.paginas.verwijzingen import aanvragen, besluiten, landelijk, leerjaren, soorten, strook, volgende
from services.gateway.paginas.verwijzingen.kerncijfers import Kerncijfer, kerncijfers
from services.gateway.paginas.verwijzingen.strook import Stap
from services.gateway.paginas.verwijzingen.volgende import Rij
from services.gateway.paginas.verwijzingen.vragen import Gegevens, gekozen_verdeling, verdelingen
from shared.contracts.indicatoren import CATALOGUS

_BOVEN: Final = ("swv", "bestuur", "subregio")


@dataclass(frozen=True)
class Pagina:
    """One view of the page."""

    gegevens: Gegevens
    kerncijfers: tuple[Kerncijfer, ...]
    figuren: tuple[Figuur, ...]
    stappen: tuple[Stap, ...]
    rijen: tuple[Rij, ...]

    @property
    def keuze(self) -> Keuze:
        return self.gegevens.keuze

    @property
    def eenheid(self) -> Json:
        return self.gegevens.eenheid

    @property
    def stand(self) -> datetime | None:
        return self.gegevens.stand

    @property
    def soorten(self) -> list[str]:
        """Schoolsoorten that occur at this unit."""
        return aanvragen.schoolsoorten(self.gegevens["aanvragen"], self.keuze)

    @property
    def verdelingen(self) -> list[str]:
        return verdelingen(self.eenheid, self.keuze)

    @property
    def verdeling(self) -> str | None:
        """Kind of unit in the table of the next level."""
        return gekozen_verdeling(self.eenheid, self.keuze)

    @property
    def statussen(self) -> frozenset[str]:
        """Statuses that occur anywhere on the page."""
        return frozenset().union(*(figuur.statussen for figuur in (*self.figuren, *self.tabellen)))

    @property
    def tabellen(self) -> tuple[Figuur, ...]:
        """The parts that are not a chart, as figures for definition and download."""
        gevonden = [_als_figuur("stappen", "Waar liggen de aanvragen nu?", strook.tabel(self.stappen))]
        if self.rijen and self.verdeling:
            titel = NIVEAUS[self.verdeling][1].capitalize()
            gevonden.append(_als_figuur("onderliggend", titel, volgende.tabel(self.gegevens, self.rijen)))
        return tuple(gevonden)

    def figuur(self, naam: str) -> Figuur | None:
        """The figure or table of this name."""
        return next((figuur for figuur in (*self.figuren, *self.tabellen) if figuur.naam == naam), None)


def _als_figuur(naam: str, titel: str, tabel: Tabel) -> Figuur:
    codes = ("tlv-openstaand", "tlv-bekendgemaakt") if naam == "stappen" else ("tlv-aanvragen", "tlv-toegekend")
    return Figuur(naam, titel, "", tabel, tuple(CATALOGUS[code] for code in codes))


def maak_pagina(gegevens: Gegevens, vandaag: date) -> Pagina:
    """The page of these answers."""
    return Pagina(
        gegevens,
        kerncijfers(gegevens, vandaag),
        (
            aanvragen.figuur(gegevens, vandaag),
            soorten.figuur(gegevens),
            besluiten.figuur(gegevens),
            leerjaren.figuur(gegevens),
            *(een for een in [landelijk.figuur(gegevens.landelijk)] if een),
        ),
        strook.stappen(gegevens),
        volgende.rijen(gegevens),
    )


@dataclass(frozen=True, slots=True)
class Kruimel:
    """A step of the way down; without address: where the reader is."""

    naam: str
    adres: str | None = None


def kruimels(eenheid: Json, keuze: Keuze) -> list[Kruimel]:
    """SWV › bestuur or subregio › school."""
    boven: list[Kruimel] = []
    for niveau in _BOVEN[:2] if keuze.niveau == "school" else _BOVEN[:1]:
        ouder = _ouder(eenheid["ouders"], niveau, keuze)
        if ouder is not None:
            binnen = keuze.binnen if niveau == "bestuur" else None
            adres = keuze.adres(niveau=niveau, eenheid=ouder["eenheid"], binnen=binnen, verdeling=None)
            boven.append(Kruimel(str(ouder["naam"]), adres))
    return [*boven, Kruimel(str(eenheid["naam"]))]


def _ouder(ouders: Sequence[Json], niveau: str, keuze: Keuze) -> Json | None:
    """The one above on this level; of several SWV's the one that the reader came through, else none."""
    gevonden = [ouder for ouder in ouders if ouder["niveau"] == niveau]
    if niveau == "swv" and keuze.binnen:
        gevonden = [ouder for ouder in gevonden if ouder["eenheid"] == keuze.binnen]
    return gevonden[0] if len(gevonden) == 1 else None
