"""Theme Verwijzingen, second half: what was decided, the categories, how long it took, and other units beside it."""

from dataclasses import dataclass
from typing import Final

from services.reports.domain.cijfers import Duur, Waarde
from services.reports.domain.document import Alinea, Blok, Cel, Grafiek, Kop, Reeks, Stijl, Tabel, Vorm
from services.reports.domain.gespreksrapport.deel import (
    Deel,
    als_tekenwaardig,
    jaarbreedtes,
    niet_te_tonen,
    noten,
    periode,
    reeks_per_jaar,
    totalen,
)
from services.reports.domain.regels import WEINIG
from services.reports.domain.taal import BESLUIT, TLV, aantal, alle_of_beide, kort_schooljaar, opsomming
from services.reports.domain.vragen import Gegevens
from shared.contracts.getallen import getal

CATEGORIEEN: Final = {"laag": "Laag", "midden": "Midden", "hoog": "Hoog", "geen": "Zonder categorie (sbo, pro)"}


def besluiten(gegevens: Gegevens) -> Deel:
    """Granted and refused, over the schooljaren."""
    toegekend, afgewezen = totalen(gegevens, "toegekend"), totalen(gegevens, "afgewezen")
    if not any(waarde.getal for waarde in (*toegekend, *afgewezen)):
        tekst = f"In {periode(gegevens.jaren)} zijn er geen besluiten genomen over aanvragen van {gegevens.wie.deze}."
        return Deel((Kop("Besluiten"), Alinea(tekst, Stijl.CONCLUSIE)))
    zin = _besluitzin(gegevens, toegekend[-1], afgewezen[-1])
    rijen: tuple[tuple[Cel, ...], ...] = (
        ("Toegekend", *toegekend),
        ("Afgewezen", *afgewezen),
        ("Geëindigd zonder besluit", *totalen(gegevens, "zonder besluit")),
    )
    noot = "Besluiten tellen in het schooljaar van het besluit; de aanvraag kan van een jaar eerder zijn."
    tabel = Tabel(
        "Besluiten over TLV-aanvragen per schooljaar",
        ("Uitkomst", *gegevens.kolommen),
        rijen,
        jaarbreedtes(gegevens),
        noten=noten(gegevens, noot),
    )
    grafiek = Grafiek(
        "Besluiten per schooljaar",
        f"Gestapelde kolommen: toegekende en afgewezen TLV-aanvragen per schooljaar, van {periode(gegevens.jaren)}."
        f" {zin} Alle aantallen staan in de tabel hieronder.",
        Vorm.GESTAPELD,
        tuple(kort_schooljaar(jaar) for jaar in gegevens.jaren),
        (Reeks("toegekend", toegekend, "goed"), Reeks("afgewezen", afgewezen, "anders")),
        gegevens.open_punt,
        hoogte_cm=5.5,
    )
    return Deel(
        (Kop("Besluiten"), Alinea(zin, Stijl.CONCLUSIE), *als_tekenwaardig(grafiek), tabel),
        (zin,),
        _afgewezen(gegevens, afgewezen[-1]),
        (("verwijzingen", "besluiten"),),
    )


def _besluitzin(gegevens: Gegevens, toegekend: Waarde, afgewezen: Waarde) -> str:
    jaar = gegevens.jaar
    if toegekend.getal is None or afgewezen.getal is None:
        return niet_te_tonen(gegevens, "aantal besluiten", toegekend if toegekend.getal is None else afgewezen)
    som = toegekend.getal + afgewezen.getal
    if som == 0:
        return f"In {jaar} is er {'nog ' if gegevens.loopt else ''}geen besluit genomen."
    werd = "werd" if som == 1 else "werden"
    tijd = "tot nu toe " if gegevens.loopt else ""
    zin = f"In {jaar} {werd} er {tijd}{aantal(som, BESLUIT)} genomen"
    if som == 1:
        return f"{zin}: de aanvraag is {'toegekend' if toegekend.getal else 'afgewezen'}."
    if not afgewezen.getal or not toegekend.getal:
        alle, uitkomst = alle_of_beide(som), "toegekend" if toegekend.getal else "afgewezen"
        return f"{zin}; {alle} aanvragen zijn {uitkomst}."
    return f"{zin}: {getal(toegekend.getal)} toegekend en {getal(afgewezen.getal)} afgewezen."


def _afgewezen(gegevens: Gegevens, afgewezen: Waarde) -> tuple[str, ...]:
    if not afgewezen.getal:
        return ()
    if afgewezen.getal == 1:
        begin = f"In {gegevens.jaar} is 1 aanvraag afgewezen."
        return (f"{begin} Welke ondersteuning is er daarna voor de leerling gekomen?",)
    begin = f"In {gegevens.jaar} zijn {getal(afgewezen.getal)} aanvragen afgewezen."
    return (f"{begin} Welke ondersteuning is er daarna voor deze leerlingen gekomen?",)


def categorieen(gegevens: Gegevens) -> Deel:
    """Granted TLV's by category of funding."""
    antwoord = gegevens["toegekend"]
    aanwezig = [code for code in CATEGORIEEN if code in antwoord.waarden_van("categorie")]
    met = [code for code in aanwezig if code != "geen"]
    if not met:
        return Deel(())
    zin = _categoriezin(gegevens, [antwoord.bij(gegevens.jaar, "categorie", code) for code in met], met)
    tabel = Tabel(
        "Toegekende TLV’s naar bekostigingscategorie",
        ("Categorie", *gegevens.kolommen),
        tuple((CATEGORIEEN[code], *reeks_per_jaar(gegevens, antwoord, "categorie", code)) for code in aanwezig),
        jaarbreedtes(gegevens),
        noten=noten(gegevens),
    )
    grafiek = Grafiek(
        "Toegekende TLV’s naar categorie",
        f"Gestapelde kolommen: toegekende TLV’s met categorie {opsomming(met)} per schooljaar, van"
        f" {periode(gegevens.jaren)}. {zin} Alle aantallen staan in de tabel hieronder.",
        Vorm.GESTAPELD,
        tuple(kort_schooljaar(jaar) for jaar in gegevens.jaren),
        tuple(Reeks(code, reeks_per_jaar(gegevens, antwoord, "categorie", code), code) for code in met),
        gegevens.open_punt,
        hoogte_cm=5.5,
    )
    blokken: tuple[Blok, ...] = (
        Kop("Laag, midden en hoog"),
        Alinea(zin, Stijl.CONCLUSIE),
        *als_tekenwaardig(grafiek),
        tabel,
    )
    return Deel(blokken, figuren=(("verwijzingen", "soorten"),))


def _categoriezin(gegevens: Gegevens, waarden: list[Waarde], namen: list[str]) -> str:
    bekend = [waarde.getal for waarde in waarden if waarde.getal is not None]
    if len(bekend) < len(waarden):
        return niet_te_tonen(gegevens, "verdeling", waarden[0])
    som = sum(bekend)
    if som == 0:
        nog = "nog " if gegevens.loopt else ""
        return f"In {gegevens.jaar} is er {nog}geen TLV met een bekostigingscategorie toegekend."
    if som == 1:
        naam = namen[bekend.index(1)]
        return f"De ene TLV met een bekostigingscategorie die in {gegevens.jaar} is toegekend, heeft categorie {naam}."
    delen = [f"{getal(hoeveel)} {naam}" for naam, hoeveel in zip(namen, bekend, strict=True) if hoeveel]
    begin = f"In {gegevens.jaar} zijn er {aantal(som, TLV)} met een bekostigingscategorie toegekend"
    if len(delen) == 1:
        return f"{begin}, {alle_of_beide(som)} {delen[0].split()[1]}."
    return f"{begin}: {opsomming(delen)}."


@dataclass(frozen=True)
class _Jaarduur:
    jaar: str
    duur: Duur


def doorlooptijd(gegevens: Gegevens) -> Deel:
    """Days from application to decision."""
    antwoord = gegevens["doorlooptijd"]
    duren = [_Jaarduur(kop, antwoord.duur(jaar)) for kop, jaar in zip(gegevens.kolommen, gegevens.jaren, strict=True)]
    met = [een for een in duren if een.duur.aantal.getal]
    if not met:
        return Deel(())
    zin, vraag = _duurzin(gegevens, antwoord.duur(gegevens.jaar))
    weinig = any(een.duur.noemer and een.duur.noemer < WEINIG for een in met)
    noot = f"Bij minder dan {WEINIG} besluiten staan er geen percentage en geen 90%-grens."
    tabel = Tabel(
        "Doorlooptijd van TLV-aanvragen in dagen",
        ("Schooljaar", "Besluiten", "Helft binnen", "90% binnen", "Binnen de termijn"),
        tuple(_duurrij(een) for een in met),
        (24, 16, 18, 18, 24),
        noten=(*(noten(gegevens) if met[-1].jaar.endswith("*") else ()), *([noot] if weinig else [])),
    )
    figuren = (("verwijzingen", "doorlooptijd"),)
    return Deel((Kop("Doorlooptijd"), Alinea(zin, Stijl.CONCLUSIE), tabel), (), vraag, figuren)


def _duurrij(een: _Jaarduur) -> tuple[Cel, ...]:
    duur = een.duur
    if duur.binnen is None or duur.noemer is None:
        return (een.jaar, duur.aantal, duur.mediaan, duur.p90, duur.aantal.toon)
    deel = f"{getal(duur.binnen)} van {getal(duur.noemer)}"
    if duur.noemer < WEINIG:
        return (een.jaar, duur.aantal, duur.mediaan, "–", deel)
    return (een.jaar, duur.aantal, duur.mediaan, duur.p90, f"{deel} ({getal(100 * duur.binnen / duur.noemer)}%)")


def _duurzin(gegevens: Gegevens, duur: Duur) -> tuple[str, tuple[str, ...]]:
    jaar, mediaan = gegevens.jaar, duur.mediaan.getal
    if not duur.aantal.getal or mediaan is None or duur.binnen is None or duur.noemer is None:
        return f"In {jaar} is er {'nog ' if gegevens.loopt else ''}geen besluit genomen.", ()
    dagen = "1 dag" if mediaan == 1 else f"{getal(mediaan)} dagen"
    if duur.aantal.getal == 1:
        return f"Het ene besluit in {jaar} kwam na {dagen}.", ()
    zin = f"Van de {aantal(duur.aantal.getal, BESLUIT)} in {jaar} kwam de helft binnen {dagen}."
    if duur.aantal.getal < WEINIG:
        return f"{zin} Bij zo weinig besluiten zegt dat niet veel.", ()
    later = duur.noemer - duur.binnen
    if not later:
        return f"{zin} Alle besluiten kwamen binnen de termijn.", ()
    procent = getal(100 * duur.binnen / duur.noemer)
    zin += f" Binnen de termijn {'kwam' if duur.binnen == 1 else 'kwamen'} er {getal(duur.binnen)} ({procent}%)."
    kwam = "kwam 1 besluit" if later == 1 else f"kwamen {getal(later)} besluiten"
    vraag = f"In {jaar} {kwam} na de termijn. Wat betekende dat voor de leerlingen, en wat is er te versnellen?"
    return zin, (vraag,)
