"""A theme of measures: per figure the sentence, the chart, the table, and what others show."""

from collections.abc import Sequence
from typing import Final

from services.reports.domain.cijfers import NVT, ONBEKEND, VERBORGEN, Json, lees
from services.reports.domain.document import HEEL, Alinea, Blok, Cel, Grafiek, Kop, Reeks, Stijl, Tabel, Vorm
from services.reports.domain.gespreksrapport.deel import (
    LANG,
    Deel,
    als_tekenwaardig,
    jaarbreedtes,
    noten,
    periode,
    reeks_per_jaar,
    totalen,
)
from services.reports.domain.maten import Maat, maten
from services.reports.domain.taal import kort_schooljaar, opsomming
from services.reports.domain.verloop import Verloop, conclusie, vragen
from services.reports.domain.vragen import Gegevens

_MINSTENS: Final = 2
# No quotes: the writer of the chart does not escape them.
_VORMEN: Final = {"procent": r"#,##0.0\%", "per 1.000 leerlingen": "#,##0.0"}
_EURO: Final = r"[$€-413]\ #,##0"


def delen(gegevens: Gegevens, thema: str) -> Sequence[Deel]:
    """The parts of a theme; what nobody delivered is said in one sentence at the end."""
    gevraagd = [maat for maat in maten(thema, gegevens.opdracht.vraag.niveau) if _van_toepassing(gegevens, maat)]
    gevonden = [maat for maat in gevraagd if not _onbekend(gegevens, maat)]
    gemist = [maat for maat in gevraagd if maat not in gevonden]
    alle = [_deel(gegevens, maat) for maat in gevonden]
    return (*alle, _gemist(gegevens, gemist)) if gemist or not alle else tuple(alle)


def _van_toepassing(gegevens: Gegevens, maat: Maat) -> bool:
    return any(waarde.status != NVT for waarde in totalen(gegevens, maat.code))


def _onbekend(gegevens: Gegevens, maat: Maat) -> bool:
    """Is there nothing to show in any year?"""
    return all(
        waarde.getal is None and waarde.laag is None and waarde.status in (ONBEKEND, NVT)
        for waarde in totalen(gegevens, maat.code)
    )


def _gemist(gegevens: Gegevens, gemist: Sequence[Maat]) -> Deel:
    if not gemist:
        zin = f"Over dit thema zijn er geen cijfers van {gegevens.wie.deze}."
    else:
        namen = opsomming([f"‘{maat.definitie.titel}’" for maat in gemist])
        zin = f"Geen cijfers zijn er over {namen}: de bron daarvoor is nog niet ingelezen of zegt hier niets over."
    return Deel((Alinea(zin),))


def _deel(gegevens: Gegevens, maat: Maat) -> Deel:
    feiten = _feiten(gegevens, maat)
    zin = conclusie(feiten)
    grafiek = _grafiek(gegevens, maat, zin)
    tabel = _tabel(gegevens, maat)
    # A heading of its own lets a long table begin a page: else nobody knows where what follows will stand.
    apart = (Kop(f"Naar {_naam(maat).lower()}", 3),) if len(tabel.rijen) > LANG else ()
    blokken: tuple[Blok, ...] = (Kop(maat.kop), Alinea(zin, Stijl.CONCLUSIE), *grafiek, *apart, tabel)
    # What is not known or not shown is told at its place, not where the figures are told in brief.
    kort = (zin,) if maat.kort and feiten.bekend else ()
    return Deel((*blokken, *_ernaast(gegevens, maat)), kort, tuple(vragen(feiten)), maat.figuren)


def _feiten(gegevens: Gegevens, maat: Maat) -> Verloop:
    antwoord = gegevens[maat.code]
    return Verloop(
        maat.onderwerp,
        gegevens.jaar,
        antwoord.totaal(gegevens.jaar),
        gegevens.vorig,
        antwoord.totaal(gegevens.vorig) if gegevens.ziet_vorig else None,
        gegevens.wie,
        gegevens.loopt,
        maat.groeit,
        maat.geteld,
    )


def _tabel(gegevens: Gegevens, maat: Maat) -> Tabel:
    antwoord = gegevens[maat.code]
    soorten = [code for code in maat.labels if code in antwoord.waarden_van(maat.splitsing)] if maat.labels else []
    rijen: list[tuple[Cel, ...]] = [
        (maat.labels[code], *reeks_per_jaar(gegevens, antwoord, maat.splitsing, code)) for code in soorten
    ]
    nadruk = frozenset({len(rijen)}) if rijen else frozenset()
    return Tabel(
        f"{maat.definitie.titel} per schooljaar",
        (_naam(maat), *gegevens.kolommen),
        (*rijen, ("Totaal" if rijen else maat.definitie.titel, *totalen(gegevens, maat.code))),
        jaarbreedtes(gegevens, 20) if maat.euro else jaarbreedtes(gegevens),
        nadruk=nadruk,
        noten=noten(gegevens, *_noten(maat)),
    )


def _naam(maat: Maat) -> str:
    return maat.definitie.splitsingen[maat.splitsing].titel.capitalize() if maat.splitsing else "Cijfer"


def _noten(maat: Maat) -> tuple[str, ...]:
    if maat.verhouding and not maat.euro:
        return ("Staat er ‘3 van 7’, dan zijn het er te weinig voor een percentage.",)
    return ("Bedragen zijn afgerond op hele euro’s.",) if maat.euro else ()


def _grafiek(gegevens: Gegevens, maat: Maat, zin: str) -> tuple[Grafiek, ...]:
    waarden = totalen(gegevens, maat.code)
    if sum(waarde.getal is not None for waarde in waarden) < _MINSTENS:
        return ()
    grafiek = Grafiek(
        f"{maat.definitie.titel} per schooljaar",
        f"Kolommen: {maat.definitie.titel} per schooljaar, van {periode(gegevens.jaren)}. {zin} Alle waarden staan in"
        " de tabel hieronder.",
        Vorm.NAAST_ELKAAR,
        tuple(kort_schooljaar(jaar) for jaar in gegevens.jaren),
        (Reeks(maat.definitie.titel, waarden, "een"),),
        gegevens.open_punt if maat.groeit else None,
        hoogte_cm=5.0,
        getalvorm=_EURO if maat.euro else _VORMEN.get(maat.definitie.eenheid, HEEL),
    )
    return (grafiek,) if maat.verhouding else als_tekenwaardig(grafiek)


def _ernaast(gegevens: Gegevens, maat: Maat) -> tuple[Blok, ...]:
    """Like units and the national figure, as far as the reader may see them; nothing where there are none."""
    json = gegevens.vergelijkingen.get(maat.code)
    rijen = () if json is None else (*_landelijk(maat, json), *_verdelingen(maat, json))
    if not rijen:
        return ()
    titel = f"{maat.definitie.titel}, naast anderen"
    eigen: tuple[Cel, ...] = (gegevens.wie.kop, gegevens.jaar, gegevens[maat.code].totaal(gegevens.jaar))
    return (Tabel(titel, ("Wie", "Schooljaar", "Waarde"), (eigen, *rijen), (56, 22, 22), frozenset({0, 1})),)


def _landelijk(maat: Maat, json: Json) -> tuple[tuple[Cel, ...], ...]:
    cijfer = json.get("landelijkCijfer") or {}
    if cijfer.get("waarde") is None:
        return ()
    naam = f"Landelijk, gepubliceerd door {cijfer['bron']}" if cijfer.get("bron") else "Landelijk, gepubliceerd"
    return ((naam, str(cijfer["schooljaar"]), lees(cijfer, maat.definitie.eenheid)),)


def _verdelingen(maat: Maat, json: Json) -> tuple[tuple[Cel, ...], ...]:
    gevonden: list[tuple[Cel, ...]] = []
    for een in json.get("verdelingen", ()):
        waarde = lees({"waarde": een.get("mediaan"), "status": een.get("status")}, maat.definitie.eenheid)
        if waarde.getal is None or waarde.status == VERBORGEN or een.get("eenheden", 0) < _MINSTENS:
            continue
        groep = " ".join(filter(None, (een.get("schoolsoort"), een["binnen"])))
        naam = f"Middelste van {een['eenheden']} vergelijkbare eenheden ({groep})"
        gevonden.append((naam, str(json["schooljaar"]), waarde))
    return tuple(gevonden)
