"""An answer: a choice, a text, a day; which of these, the kind of item says."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.gateway.domain.profielen.formulier import JAARLIJKS, Item, Soort, Vorm
from services.gateway.domain.toelichtingen import OnleesbareTekst, lees_vrije_tekst

_VORMEN: Final = {
    Vorm.EMAIL: (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+"), "is geen e-mailadres, zoals info@school.nl"),
    Vorm.TELEFOON: (re.compile(r"\+?[0-9][0-9 ()-]{5,24}"), "is geen telefoonnummer"),
    Vorm.WEBSITE: (re.compile(r"https?://[^\s/.]+\.[^\s]+"), "begint met https:// en is een heel adres"),
}
EERSTE_DAG: Final = date(2000, 1, 1)


class OngeldigAntwoord(ValueError):
    """It does not fit its question. The message is Dutch, and never holds what was typed."""


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What was answered; all empty: nothing."""

    keuze: str | None = None
    tekst: str = ""
    datum: date | None = None

    @property
    def leeg(self) -> bool:
        return self == LEEG


LEEG: Final = Antwoord()


def lees_antwoord(item: Item, keuze: str | None, tekst: str, datum: str | None, vandaag: date) -> Antwoord:
    """The answer as it is kept. Raises OngeldigAntwoord."""
    velden = item.velden
    if item.soort is Soort.CIJFERS:
        raise OngeldigAntwoord("wordt niet ingevuld: de cijfers zijn bekend")
    if keuze and keuze not in velden.keuzes:
        raise OngeldigAntwoord("heeft geen keuze die dit formulier kent")
    if datum and not velden.datum:
        raise OngeldigAntwoord("heeft geen datum")
    return Antwoord(keuze or None, _tekst(item, tekst), _dag(datum, vandaag) if datum else None)


def _tekst(item: Item, ruw: str) -> str:
    try:
        tekst = lees_vrije_tekst(ruw, item.velden.max_tekens)
    except OnleesbareTekst as fout:
        raise OngeldigAntwoord(str(fout)) from fout
    if item.soort is Soort.REGEL and ("\n" in tekst or "\t" in tekst):
        raise OngeldigAntwoord("is één regel")
    if tekst and item.vorm is not None:
        vorm, melding = _VORMEN[item.vorm]
        if vorm.fullmatch(tekst) is None:
            raise OngeldigAntwoord(melding)
    return tekst


def _dag(ruw: str, vandaag: date) -> date:
    try:
        dag = date.fromisoformat(ruw)
    except ValueError:
        raise OngeldigAntwoord("heeft een datum die niet bestaat") from None
    if len(ruw) != len("2026-11-22") or not EERSTE_DAG <= dag <= vandaag:
        raise OngeldigAntwoord("heeft een datum die nog moet komen, of van lang geleden is")
    return dag


def beantwoord(item: Item, antwoord: Antwoord) -> bool:
    """Does this say something: a choice where there is one to make, else a text?"""
    return antwoord.keuze is not None if item.velden.keuzes else bool(antwoord.tekst)


def over_te_nemen(item: Item, vorig: Antwoord) -> bool:
    """Does last year's answer stand ready in a new schooljaar?"""
    return item.soort not in JAARLIJKS and item.soort is not Soort.CIJFERS and not vorig.leeg


def kenmerk(antwoord: Antwoord) -> str:
    """Names an answer, so that a form can tell what its writer changed from what it only showed."""
    return hashlib.sha256(repr((antwoord.keuze, antwoord.tekst, antwoord.datum)).encode()).hexdigest()[:16]
