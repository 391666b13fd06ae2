"""Figure: what stands out and asks for a look: the largest change, what is late, goals, and the data themselves."""

from collections.abc import Iterable, Iterator
from typing import Final

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.periode import Vergeleken, vergelijk
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.overzicht.doelen import eigen_doelen, vraag_doelen
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN

_GEVOLGD: Final = {
    "tlv-aanvragen": ("TLV-aanvragen", "verwijzingen"),
    "tlv-toegekend": ("Toegekende TLV’s", "verwijzingen"),
    "arrangement-aanvragen": ("Aanvragen voor een arrangement", "arrangementen"),
    "arrangement-toegekend": ("Toegekende arrangementen", "arrangementen"),
}
_DUREN: Final = {
    "tlv-doorlooptijd": ("TLV’s besloten na de termijn", "verwijzingen"),
    "arrangement-doorlooptijd": ("Arrangementen besloten na de termijn", "arrangementen"),
}
_OPEN: Final = {
    "tlv-openstaand": ("TLV-aanvragen die open staan", "verwijzingen"),
    "arrangement-openstaand": ("Aanvragen voor een arrangement die open staan", "arrangementen"),
}
_MINSTENS: Final = 5
_OUD_WEKEN: Final = 6
"""As long as the term where an SWV set none: what waits longer is worth a look."""
_DATA: Final = {
    "onbekend": "Aanvragen van een school die de organisatiegegevens niet kennen",
    "afwijkend bestuur": "Aanvragen met een ander bestuur dan in de organisatiegegevens",
    "ander bestuur bij DUO": "Scholen waarvan DUO een ander bestuur noemt dan de organisatiegegevens",
}


def _vragen(kader: Kader) -> Iterable[Vraag]:
    jaar = kader.keuze.jaar
    yield from (kader.vergelijking(code) for code in _GEVOLGD)
    yield from (kader.waarden(code, jaar) for code in _DUREN)
    yield from (kader.waarden(code) for code in _OPEN)
    yield vraag_doelen(kader)
    yield from _datakwaliteit(kader)


def _datakwaliteit(kader: Kader) -> tuple[Vraag, ...]:
    """Only of an own SWV."""
    if kader.keuze.niveau != "swv" or not kader.eigen:
        return ()
    return (Vraag("datakwaliteit", kader.keuze.eenheid, (("schooljaar", kader.keuze.jaar),)),)


def _maak(gegevens: Gegevens) -> Figuur:
    rijen = (*_verandering(gegevens), *_te_laat(gegevens), *_oud(gegevens), *_doelen(gegevens), *_data(gegevens))
    hoeveel = zinnen.aantal(len(rijen), "punt valt", "punten vallen")
    codes = (*_GEVOLGD, *_DUREN, *_OPEN)
    return Figuur(
        code="signalen",
        titel="Wat opvalt",
        zin=f"{hoeveel} op in {gegevens.keuze.jaar}." if rijen else f"In {gegevens.keuze.jaar} valt er niets op.",
        tabel=Tabel((Kolom("Signaal", "tekst"), Kolom("Aantal"), Kolom("Wat er te zien is", "tekst")), rijen),
        indicatoren=tuple(INDICATOREN[code] for code in codes),
        leeg="Geen grote verandering, niets dat lang wacht of te laat was, geen doelen die niet op koers zijn.",
        vorm="tabel",
        plaats="heel",
        noten=(
            "Een verandering telt pas als het er vijf of meer zijn. Een signaal is een vraag, geen oordeel.",
        ),
    )  # fmt: skip


def _verandering(gegevens: Gegevens) -> Iterator[Rij]:
    """The one that changed most, in proportion."""
    alle = {code: vergelijk(gegevens, gegevens.kader.vergelijking(code)) for code in _GEVOLGD}
    groot = {code: een for code, een in alle.items() if abs(een.verschil or 0) >= _MINSTENS}
    if groot:
        code = max(groot, key=lambda een: _deel(groot[een]))
        naam, pagina = _GEVOLGD[code]
        zegt = zinnen.verschil(groot[code], gegevens.keuze.eerder)
        yield Rij((f"Grootste verandering: {naam}", groot[code].nu, zegt), naar=pagina, kenmerk="verandering")


def _deel(een: Vergeleken) -> float:
    return abs(een.verschil or 0) / max(een.eerder.getal or 0, 1)


def _te_laat(gegevens: Gegevens) -> Iterator[Rij]:
    jaar = gegevens.keuze.jaar
    for code, (naam, pagina) in _DUREN.items():
        totaal = gegevens[gegevens.kader.waarden(code, jaar)].ruw(jaar)
        binnen = totaal.get("binnenTermijn")
        if binnen and binnen["noemer"] > binnen["teller"]:
            laat = Waarde(binnen["noemer"] - binnen["teller"], totaal.get("status"))
            yield Rij(
                (naam, laat, f"van {zinnen.aantal(binnen['noemer'], 'besluit', 'besluiten')}"),
                naar=pagina,
                kenmerk="termijn",
            )


def _oud(gegevens: Gegevens) -> Iterator[Rij]:
    for code, (naam, pagina) in _OPEN.items():
        antwoord = gegevens[gegevens.kader.waarden(code)]
        leeftijd = antwoord.leeftijd(None)
        if leeftijd and leeftijd["oudste"] > _OUD_WEKEN:
            zegt = f"de oudste is {zinnen.aantal(leeftijd['oudste'], 'week', 'weken')} geleden ingediend"
            yield Rij((naam, antwoord.totaal(None), zegt), naar=pagina, kenmerk="termijn")


def _doelen(gegevens: Gegevens) -> Iterator[Rij]:
    niet = [een for een in eigen_doelen(gegevens) if een["opKoers"] is False]
    if niet:
        namen = "; ".join(str(een["titel"]) for een in niet)
        yield Rij(("Doelen die niet op koers zijn", Waarde(len(niet)), namen), naar="/doelen", kenmerk="doel")


def _data(gegevens: Gegevens) -> Iterator[Rij]:
    for vraag in _datakwaliteit(gegevens.kader):
        totalen = gegevens.ruw(vraag)["totalen"]
        for label, naam in _DATA.items():
            if totalen.get(label):
                yield Rij(
                    (naam, Waarde(totalen[label]), "nodig: de organisatiegegevens of het dossier verbeteren"),
                    kenmerk="data",
                )


SIGNALEN: Final = Bouwsteen(_vragen, _maak)
