"""What a user should look at: what is due, what stands out, and what is new since the visit before. Pure rules.

A signal is a question, never a judgement; it names a unit and leads to the page that tells more.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from services.gateway.domain.kwaliteit.gesprekken import Afspraak, Gesprek
from services.gateway.domain.kwaliteit.jaar import Moment
from services.gateway.domain.kwaliteit.standaarden import STANDAARDEN, Oordeel
from services.gateway.domain.open.rijen import Doel
from shared.contracts.schooljaar import schooljaar_van, tekst

VOORUIT: Final = timedelta(days=14)
"""What is due this soon is told."""
STILTE: Final = timedelta(hours=4)
"""After this long without a page the next one begins a new visit."""
PROFIELEN: Final = "/ondersteuningsaanbod"
"""Where profiles are filled in."""
SOORTEN: Final = (
    "afspraak", "gesprek", "termijn", "doel", "profiel", "oordeel", "moment", "verandering", "data", "vrijgave",
    "nieuw",
)  # fmt: skip
"""Kinds, in the order in which they are told."""


class Signaal(NamedTuple):
    """One line. `dag`: when it is or was due; `nieuw`: since the visit before; `eenheid` is a code."""

    soort: str
    tekst: str
    adres: str
    eenheid: str | None = None
    dag: date | None = None
    te_laat: bool = False
    nieuw: bool = False


def afspraken(paren: Sequence[tuple[Gesprek, Afspraak]], vandaag: date) -> Iterator[Signaal]:
    """Open agreements that are late or due soon."""
    for gesprek, een in paren:
        dag = een.invoer.uiterlijk
        if een.invoer.status == "open" and dag is not None and dag <= vandaag + VOORUIT:
            adres = f"/gesprekken/{gesprek.id}#afspraken"
            yield Signaal("afspraak", f"Afspraak: {een.invoer.tekst}", adres, gesprek.eenheid.code, dag, dag < vandaag)


def gesprekken(alle: Sequence[Gesprek], vandaag: date) -> Iterator[Signaal]:
    """Planned meetings of the coming days, and those that went by without a word."""
    for een in alle:
        if een.invoer.status == "gepland" and een.invoer.dag <= vandaag + VOORUIT:
            voorbij = een.invoer.dag < vandaag
            tekst_ = f"Gesprek: {een.invoer.onderwerp}" + (". Is het gehouden?" if voorbij else "")
            yield Signaal("gesprek", tekst_, f"/gesprekken/{een.id}", een.eenheid.code, een.invoer.dag, voorbij)


def oordelen(swv: str, alle: Sequence[Oordeel], vandaag: date) -> Iterator[Signaal]:
    """Standards without a judgement of this schooljaar."""
    jaar = schooljaar_van(vandaag)
    gedaan = {een.standaard for een in alle if schooljaar_van(een.peildatum) == jaar}
    ontbreekt = [code for code in STANDAARDEN if code not in gedaan]
    if ontbreekt:
        zin = f"Nog geen eigen oordeel in {tekst(jaar)} over {', '.join(ontbreekt)}"
        yield Signaal("oordeel", zin, f"/kwaliteit?niveau=swv&eenheid={swv}", swv, date(jaar + 1, 7, 31))


def momenten(swv: str, alle: Sequence[Moment], vandaag: date) -> Iterator[Signaal]:
    """Moments of the own year that are late or due soon."""
    for een in alle:
        i = een.invoer
        if not een.vervallen and i.klaar_op is None and i.uiterlijk <= vandaag + VOORUIT:
            jaar = tekst(schooljaar_van(i.uiterlijk))
            adres = f"/kwaliteit/jaar?swv={swv}&schooljaar={jaar}"
            yield Signaal("moment", i.titel, adres, swv, i.uiterlijk, i.uiterlijk < vandaag)


def profielen(aantal: int, van: int, jaar: str, eenheid: str | None) -> Iterator[Signaal]:
    """Schools whose profile of the running schooljaar is not published."""
    if aantal and van == 1:
        zin = f"Het ondersteuningsprofiel van {jaar} is nog niet gepubliceerd"
        yield Signaal("profiel", zin, PROFIELEN, eenheid)
    elif aantal:
        zin = f"Van {aantal} van de {van} scholen is het ondersteuningsprofiel van {jaar} nog niet gepubliceerd"
        yield Signaal("profiel", zin, PROFIELEN, eenheid)


def sinds(vorige: datetime | None, op: datetime | None, door: str | None, ik: str) -> bool:
    """Did somebody else do this after the visit before?"""
    return vorige is not None and op is not None and op > vorige and door != ik


def nieuws_gesprekken(alle: Sequence[Gesprek], vorige: datetime | None, ik: str) -> Iterator[Signaal]:
    """Meetings that were made or changed."""
    for een in alle:
        if sinds(vorige, een.op, een.door, ik):
            wat = "Nieuw gesprek" if een.versie == 1 else "Gewijzigd gesprek"
            yield Signaal("nieuw", f"{wat}: {een.invoer.onderwerp}", f"/gesprekken/{een.id}", een.eenheid.code,
                          nieuw=True)  # fmt: skip


def nieuws_afspraken(paren: Sequence[tuple[Gesprek, Afspraak]], vorige: datetime | None, ik: str) -> Iterator[Signaal]:
    """Agreements that were made, changed or done."""
    for gesprek, een in paren:
        if sinds(vorige, een.op, een.door, ik):
            wat = {"gedaan": "Afspraak gedaan", "vervallen": "Afspraak vervallen"}.get(een.invoer.status)
            wat = wat or ("Nieuwe afspraak" if een.versie == 1 else "Gewijzigde afspraak")
            adres = f"/gesprekken/{gesprek.id}#afspraken"
            yield Signaal("nieuw", f"{wat}: {een.invoer.tekst}", adres, gesprek.eenheid.code, nieuw=True)


def nieuws_doelen(alle: Sequence[tuple[Doel, str]], vorige: datetime | None, ik: str) -> Iterator[Signaal]:
    """Goals (with their address) that were written here."""
    for een, adres in alle:
        if een.van_hier and sinds(vorige, een.gewijzigd_op, een.gewijzigd_door, ik):
            yield Signaal("nieuw", f"Doel gewijzigd: {een.titel}", adres, een.eenheid, nieuw=True)


def op_volgorde(alle: Sequence[Signaal]) -> list[Signaal]:
    """By kind, late first, then by day."""
    return sorted(alle, key=lambda een: (SOORTEN.index(een.soort), not een.te_laat, een.dag or date.max, een.tekst))
