"""The pages to work with: questions for the conversation, and agreements."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from services.reports.domain.document import ALLE, Alinea, Blok, Kop, Stijl, Tabel
from services.reports.domain.gespreksrapport.deel import LANG
from services.reports.domain.vragen import Gegevens

_ALTIJD: Final = (
    "Wat gaat goed in de ondersteuning {op}, en wil {de} zo houden?",
    "Welke ondersteuning mist {de} nu, en wie kan daarbij helpen?",
)
_RUIMTE_CM: Final = 1.9
_AFSPRAKEN: Final = 6
_KOLOMMEN: Final = ("Afspraak", "Wie", "Wanneer", "Klaar")


def vorige_afspraken(gegevens: Gegevens) -> tuple[Blok, ...]:
    """What is still open of earlier conversations, or that nothing is."""
    kop = Kop("Open afspraken uit eerdere gesprekken")
    if not gegevens.afspraken:
        return (kop, Alinea("Er staan geen afspraken uit eerdere gesprekken open."))
    rijen = tuple((een.tekst, een.wie, een.wanneer, een.klaar) for een in gegevens.afspraken)
    tabel = Tabel("Open afspraken uit eerdere gesprekken", _KOLOMMEN, rijen, (44, 26, 18, 12), tekstkolommen=ALLE)
    return (kop, Alinea("Begin hiermee: wat is gedaan, en wat vraagt nog aandacht?"), tabel)


def vrije_ruimte(gegevens: Gegevens, thema: str, erboven: Blok) -> tuple[Blok, ...]:
    """Room for what the unit itself says about a theme; below a long table under a heading, which may begin a page."""
    titel = f"Toelichting van {gegevens.wie.de} zelf: {thema[:1].lower()}{thema[1:]}"
    vraag = f"Wat zegt {gegevens.wie.de} zelf over deze cijfers?"
    tabel = Tabel(titel, (vraag,), (("",),), (100,), tekstkolommen=ALLE, rijhoogte_cm=_RUIMTE_CM)
    if isinstance(erboven, Tabel) and len(erboven.rijen) > LANG:
        return (Kop(titel, 3), replace(tabel, bijschrift=False))
    return (tabel,)


def vragenblad(gegevens: Gegevens, vragen: Sequence[str]) -> tuple[Blok, ...]:
    """Questions that follow from the figures, and two that always fit, with room to write."""
    inleiding = (
        f"Deze vragen volgen uit de cijfers. Ze zijn een begin voor het gesprek: {gegevens.wie.de} weet zelf het best"
        " wat er achter een getal zit. Laat weg wat niet past en zet erbij wat u mist."
        if vragen
        else "De cijfers geven zelf geen aanleiding voor een vraag. Deze twee vragen passen altijd."
    )
    altijd = [vraag.format(op=gegevens.wie.op, de=gegevens.wie.de) for vraag in _ALTIJD]
    tabel = Tabel(
        "Vragen en aantekeningen",
        ("Vraag", "Aantekeningen"),
        tuple((vraag, "") for vraag in (*vragen, *altijd)),
        (50, 50),
        tekstkolommen=ALLE,
        rijhoogte_cm=_RUIMTE_CM,
    )
    return (Kop("Vragen voor het gesprek", 1), Alinea(inleiding, Stijl.INLEIDING), tabel)


def afsprakenblad() -> tuple[Blok, ...]:
    """The page for new agreements."""
    gegevens = Tabel(
        "Over het gesprek",
        ("Onderwerp", "In te vullen"),
        tuple((naam, "") for naam in ("Datum van het gesprek", "Aanwezig", "Volgend gesprek")),
        (30, 70),
        tekstkolommen=ALLE,
        rijhoogte_cm=0.9,
    )
    afspraken = Tabel(
        "Nieuwe afspraken",
        _KOLOMMEN,
        (("", "", "", ""),) * _AFSPRAKEN,
        (44, 26, 18, 12),
        tekstkolommen=ALLE,
        rijhoogte_cm=1.7,
    )
    tekst = "Schrijf op wat u afspreekt, wie het doet en wanneer het klaar is. Begin het volgende gesprek hiermee."
    return (Kop("Afspraken", 1), Alinea(tekst, Stijl.INLEIDING), gegevens, afspraken)
