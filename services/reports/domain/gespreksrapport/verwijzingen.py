"""Theme Verwijzingen, first half: applications for a TLV by schoolsoort and leerjaar, and where they are now."""

from collections.abc import Mapping, Sequence
from typing import Final

from services.reports.domain.cijfers import Waarde
from services.reports.domain.document import Alinea, Blok, Cel, Grafiek, Kop, Reeks, Stijl, Tabel, Vorm
from services.reports.domain.gespreksrapport.deel import (
    SCHOOLSOORTEN,
    Deel,
    als_tekenwaardig,
    is_leeg,
    jaarbreedtes,
    noten,
    ontwikkeling,
    oudste_zin,
    periode,
    reeks_per_jaar,
    totalen,
)
from services.reports.domain.ontwikkeling import conclusie, kort, vragen
from services.reports.domain.taal import (
    AANVRAAG,
    Telbaar,
    aantal,
    kort_schooljaar,
    leerjaar,
    leerjaar_kort,
    opsomming,
    voor_leerjaar,
)
from services.reports.domain.vragen import Gegevens
from shared.contracts.getallen import getal

_KLEUR: Final = {"so": "een", "sbo": "twee", "vso": "drie", "pro": "vier"}
_STAPPEN: Final = (
    ("ingediend", "Ingediend door de school", "Het bestuur kijkt ernaar."),
    ("akkoord_bestuur", "Akkoord van het bestuur", "De aanvraag ligt klaar voor het samenwerkingsverband."),
    ("in_behandeling", "In behandeling", "Het samenwerkingsverband beoordeelt de aanvraag."),
    ("aanvulling_gevraagd", "Aanvulling gevraagd", "Het samenwerkingsverband wacht op meer informatie."),
)
_LEEFTIJD: Final = "Oudste en mediaan: hele weken sinds de week van indienen. De mediaan is de middelste aanvraag."
_UITGESPROKEN: Final = 5
_TLV_AANVRAAG: Final = Telbaar("TLV-aanvraag", "TLV-aanvragen")


def zonder_cijfers(gegevens: Gegevens) -> Deel:
    """The theme of a unit without a single application."""
    tekst = (
        f"Van {gegevens.wie.deze} zijn in {periode(gegevens.jaren)} geen aanvragen voor een toelaatbaarheidsverklaring"
        " bekend. Er zijn dus geen grafieken en tabellen om te tonen."
    )
    wie = gegevens.wie
    vraag = f"Er zijn in deze jaren geen TLV-aanvragen bekend. Past dat bij wat {wie.de} {wie.waar} ziet?"
    return Deel((Alinea(tekst, Stijl.CONCLUSIE),), (tekst.split(". ")[0] + ".",), (vraag,))


def heeft_cijfers(gegevens: Gegevens) -> bool:
    """Was there any application or decision?"""
    return not is_leeg(gegevens, "aanvragen", "toegekend", "afgewezen")


def aanvragen(gegevens: Gegevens) -> Deel:
    """Applications over the schooljaren, by schoolsoort."""
    feiten = ontwikkeling(gegevens, "aanvragen", _TLV_AANVRAAG, "aanvragen maanden")
    antwoord = gegevens["aanvragen"]
    soorten = [soort for soort in SCHOOLSOORTEN if soort in antwoord.waarden_van("schoolsoort")]
    zin = conclusie(feiten, _verdeling(gegevens, soorten))
    rijen: list[tuple[Cel, ...]] = [
        (SCHOOLSOORTEN[soort], *reeks_per_jaar(gegevens, antwoord, "schoolsoort", soort)) for soort in soorten
    ]
    tabel = Tabel(
        "Aanvragen voor een TLV per schooljaar, naar schoolsoort",
        ("Schoolsoort", *gegevens.kolommen),
        (*rijen, ("Alle aanvragen", *totalen(gegevens, "aanvragen"))),
        jaarbreedtes(gegevens),
        nadruk=frozenset({len(rijen)}),
        noten=noten(gegevens),
    )
    reeksen = tuple(
        Reeks(soort, reeks_per_jaar(gegevens, antwoord, "schoolsoort", soort), _KLEUR[soort]) for soort in soorten
    )
    grafiek = Grafiek(
        "Aanvragen per schooljaar",
        f"Gestapelde kolommen: het aantal aanvragen voor {opsomming(soorten)} per schooljaar, van"
        f" {periode(gegevens.jaren)}. {kort(feiten)} Alle aantallen staan in de tabel hieronder.",
        Vorm.GESTAPELD,
        tuple(kort_schooljaar(jaar) for jaar in gegevens.jaren),
        reeksen,
        gegevens.open_punt,
    )
    blokken: tuple[Blok, ...] = (Kop("Aanvragen door de jaren"), Alinea(zin, Stijl.CONCLUSIE))
    figuren = (("verwijzingen", "aanvragen"),)
    return Deel((*blokken, *als_tekenwaardig(grafiek), tabel), (kort(feiten),), tuple(vragen(feiten)), figuren)


def _verdeling(gegevens: Gegevens, soorten: list[str]) -> str:
    """For which kinds of school, when there is something to tell."""
    bekend = [(soort, gegevens["aanvragen"].bij(gegevens.jaar, "schoolsoort", soort).getal) for soort in soorten]
    genoemd = [(soort, hoeveel) for soort, hoeveel in bekend if hoeveel]
    if not genoemd:
        return ""
    if len(genoemd) == 1:
        soort, hoeveel = genoemd[0]
        return f"De aanvraag was voor {soort}." if hoeveel == 1 else f"Ze waren allemaal voor {soort}."
    (soort, hoeveel), *verder = genoemd
    delen = [f"{aantal(hoeveel, AANVRAAG)} voor {soort}", *[f"{getal(n)} voor {een}" for een, n in verder]]
    return f"Het gaat om {opsomming(delen)}."


def leerjaren(gegevens: Gegevens) -> Deel:
    """Applications of this schooljaar by leerjaar, beside the year before."""
    antwoord, jaren = gegevens["leerjaren"], [gegevens.jaar]
    if gegevens.ziet_vorig:
        jaren.insert(0, gegevens.vorig)
    codes = sorted(antwoord.waarden_van("leerjaar"), key=lambda code: (not isinstance(code, int), code))
    if not codes:
        return Deel(())
    waarden = {jaar: tuple(antwoord.bij(jaar, "leerjaar", code) for code in codes) for jaar in jaren}
    zin, vraag = _drukste(gegevens, codes, waarden[gegevens.jaar])
    koppen = tuple(f"{jaar}*" if gegevens.loopt and jaar == gegevens.jaar else jaar for jaar in jaren)
    tabel = Tabel(
        "Aanvragen naar leerjaar",
        ("Leerjaar bij de aanvraag", *koppen),
        tuple(
            (leerjaar(code).capitalize(), *(waarden[jaar][plaats] for jaar in jaren))
            for plaats, code in enumerate(codes)
        ),
        (50, *(50 // len(jaren) for _ in jaren)),
        noten=noten(gegevens),
    )
    grafiek = Grafiek(
        "Aanvragen naar leerjaar",
        f"Kolommen naast elkaar: het aantal aanvragen per leerjaar in {opsomming(jaren)}. {zin}"
        " Alle aantallen staan in de tabel hieronder.",
        Vorm.NAAST_ELKAAR,
        tuple(leerjaar_kort(code) for code in codes),
        tuple(
            Reeks(kop, waarden[jaar], "hoog" if jaar == gegevens.jaar else "laag")
            for kop, jaar in zip(koppen, jaren, strict=True)
        ),
        hoogte_cm=5.5,
    )
    blokken: tuple[Blok, ...] = (Kop("Leerjaren"), Alinea(zin, Stijl.CONCLUSIE), *als_tekenwaardig(grafiek), tabel)
    return Deel(blokken, (), vraag, (("verwijzingen", "leerjaren"),))


def _drukste(gegevens: Gegevens, codes: Sequence[object], waarden: Sequence[Waarde]) -> tuple[str, tuple[str, ...]]:
    """In which leerjaar most applications are; nothing is concluded from a handful."""
    aantallen = {code: waarde.getal for code, waarde in zip(codes, waarden, strict=True) if waarde.getal}
    som, jaar = sum(aantallen.values()), gegevens.jaar
    tijd = "tot nu toe " if gegevens.loopt else ""
    if som == 0:
        return f"In {jaar} {'zijn er tot nu toe' if gegevens.loopt else 'waren er'} geen aanvragen.", ()
    genoemd = [f"{getal(hoeveel)} {voor_leerjaar(code, hoeveel)}" for code, hoeveel in aantallen.items()]
    if som == 1:
        return f"De ene aanvraag {tijd}in {jaar} was {genoemd[0].removeprefix('1 ')}.", ()
    if len(aantallen) == 1:
        alle = "Beide" if som == 2 else f"Alle {getal(som)}"
        return f"{alle} aanvragen {tijd}in {jaar} waren {voor_leerjaar(next(iter(aantallen)), som)}.", ()
    alle = f"de {aantal(som, AANVRAAG)} {tijd}in {jaar}"
    if som < _UITGESPROKEN:
        return f"Van {alle} {_waren(next(iter(aantallen.values())))} er {opsomming(genoemd)}.", ()
    bovenaan = max(aantallen, key=lambda code: aantallen[code])
    top = aantallen[bovenaan]
    if top < _UITGESPROKEN or list(aantallen.values()).count(top) > 1:
        return f"D{alle[1:]} zijn verspreid over {len(aantallen)} leerjaren.", ()
    zin = f"Van {alle} waren er {getal(top)} {voor_leerjaar(bovenaan, top)}."
    if 2 * top < som or not isinstance(bovenaan, int) or bovenaan == 0:
        return zin, ()
    return zin, (f"{zin} Wat vraagt dit leerjaar van {gegevens.wie.de}, en begint die vraag al eerder?",)


def _waren(hoeveel: float) -> str:
    return "was" if hoeveel == 1 else "waren"


def waar_nu(gegevens: Gegevens) -> Deel:
    """Where the open applications are now."""
    if "openstaand" not in gegevens.antwoorden:
        return Deel(())
    antwoord = gegevens["openstaand"]
    open_ = antwoord.totaal(None)
    wacht = antwoord.bij(None, "status", "aanvulling_gevraagd")
    rijen = [
        (naam, noot, antwoord.bij(None, "status", code), *_weken(antwoord.leeftijd(None, {"status": code})))
        for code, naam, noot in _STAPPEN
    ]
    tabel = Tabel(
        "Openstaande TLV-aanvragen, per stap",
        ("Stap", "Wat er nu gebeurt", "Aanvragen", "Oudste", "Mediaan"),
        (*rijen, ("Alle openstaande aanvragen", "", open_, *_weken(antwoord.leeftijd(None)))),
        (27, 37, 13, 11, 12),
        tekstkolommen=frozenset({0, 1}),
        nadruk=frozenset({len(rijen)}),
        noten=(_LEEFTIJD,),
    )
    zin = _open_zin(open_, wacht) + oudste_zin(open_, antwoord.leeftijd(None))
    vraag = _aanvulling(wacht)
    blokken: tuple[Blok, ...] = (Kop("Waar liggen de aanvragen nu?"), Alinea(zin, Stijl.CONCLUSIE))
    return Deel((*blokken, tabel) if open_.getal else blokken, (zin,), vraag, (("verwijzingen", "stappen"),))


def _weken(leeftijd: Mapping[str, int] | None) -> tuple[Cel, Cel]:
    """Oldest and median in weeks, as cells of the table."""
    if leeftijd is None:
        return "", ""
    return Waarde(leeftijd["oudste"]), Waarde(leeftijd["mediaan"])


def _open_zin(open_: Waarde, wacht: Waarde) -> str:
    if open_.getal is None:
        return "Hoeveel aanvragen nu openstaan, is niet te tonen."
    if open_.getal == 0:
        return "Er staan nu geen TLV-aanvragen open."
    zin = f"Er {'staat' if open_.getal == 1 else 'staan'} nu {getal(open_.getal)} TLV-{AANVRAAG.bij(open_.getal)} open"
    if not wacht.getal:
        return f"{zin}."
    if open_.getal == 1:
        return f"{zin}; die wacht op aanvulling."
    return f"{zin}; daarvan {'wacht er 1' if wacht.getal == 1 else f'wachten er {getal(wacht.getal)}'} op aanvulling."


def _aanvulling(wacht: Waarde) -> tuple[str, ...]:
    if not wacht.getal:
        return ()
    begin = "Er wacht 1 aanvraag" if wacht.getal == 1 else f"Er wachten {getal(wacht.getal)} aanvragen"
    return (f"{begin} op aanvulling. Wat is daarvoor nodig, en wie kan daarbij helpen?",)
