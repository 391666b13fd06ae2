"""The appendix: definitions, sources, what it means where there is no number, and for whom the report is."""

from collections.abc import Sequence
from typing import Final

from services.reports.domain.document import ALLE, Blok, Kop, Lijst, Tabel
from services.reports.domain.maten import maten
from services.reports.domain.taal import dag_van, tijdstip
from services.reports.domain.vragen import Gegevens
from services.reports.domain.wie import WIE
from shared.contracts.bronnen.namen import bronnaam
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.rapporten import THEMAS as TITELS

_CODES: Final = {
    "verwijzingen": (
        "tlv-aanvragen",
        "tlv-openstaand",
        "tlv-toegekend",
        "tlv-afgewezen",
        "tlv-zonder-besluit",
        "tlv-doorlooptijd",
    ),
    "arrangementen": ("arrangement-aanvragen", "arrangement-toegekend", "arrangement-bedrag"),
}
_OP_EEN_BLAD: Final = 7
"""So many definitions, with what they say of themselves, always fit."""
_TEKENS: Final = (
    ("0", "Er is geteld en er was er geen."),
    ("*", "Het schooljaar loopt nog: het cijfer is voorlopig en kan nog veranderen."),
    ("–", "Er zijn te weinig gevallen om dit uit te rekenen."),
    ("3 van 7", "Te weinig voor een percentage: er staat hoeveel van hoeveel."),
    ("18 tot 21", "Niet precies bekend: het getal ligt tussen deze twee, die zelf ook kunnen."),
    ("n.v.t.", "Niet van toepassing: bijvoorbeeld een schooljaar waarin de school er niet was."),
    ("onbekend", "Het gegeven is er niet."),
    ("< 8", "Het aantal is te klein om te tonen; het kan ook 0 zijn."),
    ("niet vrijgegeven", "Dit cijfer wordt niet getoond. Het kan elk getal zijn, ook 0."),
)


def bijlage(gegevens: Gegevens) -> tuple[Blok, ...]:
    """All of it."""
    return (
        Kop("Bijlage: uitleg bij de cijfers", 1),
        *_definities(gegevens),
        Kop("Bronnen"),
        _bronnen(gegevens),
        Kop("Als er geen gewoon getal staat"),
        Tabel("Tekens in de tabellen", ("Teken", "Wat het betekent"), _TEKENS, (24, 76), tekstkolommen=ALLE),
        Kop("Voor wie is dit rapport?"),
        Lijst(_voor_wie(gegevens)),
    )


def _definities(gegevens: Gegevens) -> list[Blok]:
    """What the report counts: a table per theme, in parts, so that none is longer than a page."""
    niveau = gegevens.opdracht.vraag.niveau
    blokken: list[Blok] = []
    for thema in gegevens.opdracht.themas:
        codes = [*_CODES.get(thema, ()), *(maat.code for maat in maten(thema, niveau))]
        for begin in range(0, len(codes), _OP_EEN_BLAD):
            titel = f"{TITELS[thema]} (vervolg)" if begin else TITELS[thema]
            blokken.append(Kop(titel, 3) if blokken else Kop("Wat is er geteld?"))
            blokken.append(_tabel(f"Definities bij {titel}", codes[begin : begin + _OP_EEN_BLAD]))
    return blokken


def _tabel(titel: str, codes: Sequence[str]) -> Tabel:
    kolommen = ("Cijfer", "Wat het is", "Hoe het is geteld")
    return Tabel(titel, kolommen, tuple(map(_definitie, codes)), (25, 35, 40), tekstkolommen=ALLE)


def _definitie(code: str) -> tuple[str, str, str]:
    definitie = INDICATOREN[code]
    return definitie.titel, definitie.uitleg.definitie, definitie.uitleg.berekening


def _bronnen(gegevens: Gegevens) -> Tabel:
    stand = "nog geen gegevens" if gegevens.stand is None else tijdstip(gegevens.stand)
    rijen: tuple[tuple[str, str, str], ...] = (
        ("LDOS", "Aanvragen en besluiten over TLV’s en arrangementen", stand),
        *(
            (
                bronnaam(soort, hoofd=True),
                "Cijfers bij de andere thema’s",
                f"{dag_van(per)}{f' ({status})' if status else ''}",
            )
            for soort, (per, status) in gegevens.bronnen.items()
        ),
        (
            "Organisatie",
            "Wie bij welk bestuur en samenwerkingsverband hoort",
            tijdstip(gegevens.gemaakt_op),
        ),
    )
    return Tabel("Bronnen", ("Bron", "Waarvoor", "Stand per"), rijen, (24, 46, 30), tekstkolommen=ALLE)


def _voor_wie(gegevens: Gegevens) -> tuple[str, ...]:
    binnen = gegevens.opdracht.grens.binnen
    lezer = WIE[Niveau(gegevens.opdracht.lezer.rol)].de
    wiens = (
        f"Dit is een interne versie: zij toont wat {lezer} zelf mag zien. Dat kan meer zijn dan {gegevens.wie.de} mag"
        " zien. Geef het rapport niet door."
        if gegevens.opdracht.intern
        else f"Het rapport toont wat {lezer} zelf mag zien, wie het ook heeft aangevraagd."
    )
    punten = [
        wiens,
        "Er staan geen namen of andere gegevens in waarmee een leerling direct te herkennen is. Kleine aantallen"
        " kunnen voor wie de scholen kent wel iets over een leerling zeggen: ga er zorgvuldig mee om en deel het"
        " rapport niet verder dan voor het gesprek nodig is.",
    ]
    if binnen:
        punten.append(f"De cijfers gaan alleen over aanvragen bij samenwerkingsverband {binnen}.")
    return tuple(punten)
