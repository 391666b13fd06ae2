"""Theme Arrangementen: applications by type, what was granted, and the amounts."""

from collections.abc import Sequence
from typing import Final

from services.reports.domain.cijfers import Waarde
from services.reports.domain.document import Alinea, Cel, Grafiek, Kop, Reeks, Stijl, Tabel, Vorm
from services.reports.domain.gespreksrapport.deel import (
    Deel,
    als_tekenwaardig,
    is_leeg,
    jaarbreedtes,
    niet_te_tonen,
    noten,
    ontwikkeling,
    oudste_zin,
    periode,
    totalen,
)
from services.reports.domain.ontwikkeling import Ontwikkeling, conclusie, kort, vragen
from services.reports.domain.taal import Telbaar, aantal, opsomming
from services.reports.domain.vragen import Gegevens

_AANVRAAG: Final = Telbaar("aanvraag voor een arrangement", "aanvragen voor een arrangement")
_ARRANGEMENT: Final = Telbaar("arrangement", "arrangementen")
_TOEGEKEND: Final = (("arrangementen", "besluiten"), ("arrangementen", "bedrag"))
TYPEN: Final = {
    "individueel": "Individueel",
    "groep": "Groep",
    "onderwijszorg": "Onderwijs en zorg",
    "overgang": "Overgang",
    "onderzoek": "Onderzoek",
    "overig": "Overig",
}


def arrangementen(gegevens: Gegevens) -> Sequence[Deel]:
    """The whole theme."""
    if is_leeg(gegevens, "arrangement aanvragen", "arrangement toegekend"):
        zin = f"Van {gegevens.wie.deze} zijn in {periode(gegevens.jaren)} geen aanvragen voor een arrangement bekend."
        return (Deel((Alinea(zin, Stijl.CONCLUSIE),), (zin,)),)
    return (_aanvragen(gegevens), _toegekend(gegevens))


def _aanvragen(gegevens: Gegevens) -> Deel:
    feiten = ontwikkeling(gegevens, "arrangement aanvragen", _AANVRAAG, "arrangement maanden")
    antwoord = gegevens["arrangement aanvragen"]
    typen = [code for code in TYPEN if code in antwoord.waarden_van("type")]
    rijen: list[tuple[Cel, ...]] = [
        (TYPEN[code], *(antwoord.bij(jaar, "type", code) for jaar in gegevens.jaren)) for code in typen
    ]
    tabel = Tabel(
        "Aanvragen voor een arrangement per schooljaar, naar type",
        ("Type", *gegevens.kolommen),
        (*rijen, ("Alle aanvragen", *totalen(gegevens, "arrangement aanvragen"))),
        jaarbreedtes(gegevens),
        nadruk=frozenset({len(rijen)}),
        noten=noten(gegevens),
    )
    blokken = (Kop("Aanvragen naar type"), Alinea(conclusie(feiten), Stijl.CONCLUSIE))
    grafiek = als_tekenwaardig(_grafiek(gegevens, typen, feiten)) if typen else ()
    figuren = (("arrangementen", "aanvragen"), ("arrangementen", "stappen"))
    return Deel((*blokken, *_open(gegevens), *grafiek, tabel), (kort(feiten),), tuple(vragen(feiten)), figuren)


def _open(gegevens: Gegevens) -> tuple[Alinea, ...]:
    """What is open now, of all schooljaren, and for how long; nothing where nothing is."""
    if "arrangement openstaand" not in gegevens.antwoorden:
        return ()
    antwoord = gegevens["arrangement openstaand"]
    open_, leeftijd = antwoord.totaal(None), antwoord.leeftijd(None)
    if not open_.getal:
        return ()
    staat = "staat" if open_.getal == 1 else "staan"
    return (Alinea(f"Er {staat} nu {aantal(open_.getal, _AANVRAAG)} open.{oudste_zin(open_, leeftijd)}"),)


def _grafiek(gegevens: Gegevens, typen: list[str], feiten: Ontwikkeling) -> Grafiek:
    antwoord = gegevens["arrangement aanvragen"]
    jaren = [gegevens.vorig, gegevens.jaar] if gegevens.ziet_vorig else [gegevens.jaar]
    reeksen = tuple(
        Reeks(
            f"{jaar}*" if gegevens.loopt and jaar == gegevens.jaar else jaar,
            tuple(antwoord.bij(jaar, "type", code) for code in typen),
            "hoog" if jaar == gegevens.jaar else "laag",
        )
        for jaar in jaren
    )
    return Grafiek(
        "Aanvragen voor een arrangement naar type",
        f"Liggende staven: het aantal aanvragen per type arrangement in {opsomming(jaren)}. {kort(feiten)}"
        " Alle aantallen staan in de tabel hieronder.",
        Vorm.LIGGEND,
        tuple(TYPEN[code] for code in typen),
        reeksen,
        hoogte_cm=2.2 + 0.85 * len(typen),
    )


def _toegekend(gegevens: Gegevens) -> Deel:
    """Granted arrangementen with their amounts."""
    toegekend, bedrag = gegevens["arrangement toegekend"], gegevens["arrangement bedrag"]
    typen = [code for code in TYPEN if code in toegekend.waarden_van("type")]
    zin = _zin(gegevens, toegekend.totaal(gegevens.jaar), bedrag.totaal(gegevens.jaar))
    kop = (Kop("Toegekend, en voor welk bedrag"), Alinea(zin, Stijl.CONCLUSIE))
    if not typen:
        return Deel(kop, figuren=_TOEGEKEND)
    per_jaar = Tabel(
        "Toegekende arrangementen en bedragen per schooljaar",
        ("Toegekend", *gegevens.kolommen),
        (
            ("Arrangementen", *totalen(gegevens, "arrangement toegekend")),
            ("Bedrag", *totalen(gegevens, "arrangement bedrag")),
        ),
        jaarbreedtes(gegevens, 25),
        noten=noten(gegevens, "Bedragen zijn afgerond op hele euro’s en tellen in het schooljaar van het besluit."),
    )
    rijen = [_typerij(gegevens, code) for code in typen if toegekend.bij(gegevens.jaar, "type", code).getal]
    per_type = Tabel(
        f"Toegekende arrangementen in {gegevens.kolommen[-1]}, naar type",
        ("Type", "Arrangementen", "Bedrag"),
        (*rijen, ("Alle typen", toegekend.totaal(gegevens.jaar), bedrag.totaal(gegevens.jaar))),
        (46, 27, 27),
        nadruk=frozenset({len(rijen)}),
    )
    return Deel((*kop, per_jaar, *([per_type] if rijen else [])), (zin,), figuren=_TOEGEKEND)


def _typerij(gegevens: Gegevens, code: str) -> tuple[Cel, ...]:
    namen = ("arrangement toegekend", "arrangement bedrag")
    return (TYPEN[code], *(gegevens[naam].bij(gegevens.jaar, "type", code) for naam in namen))


def _zin(gegevens: Gegevens, toegekend: Waarde, bedrag: Waarde) -> str:
    jaar, tijd = gegevens.jaar, "tot nu toe " if gegevens.loopt else ""
    if toegekend.getal is None:
        return niet_te_tonen(gegevens, "aantal toegekende arrangementen", toegekend)
    if toegekend.getal == 0:
        return f"In {jaar} zijn er {tijd}geen arrangementen toegekend."
    zijn = "is" if toegekend.getal == 1 else "zijn"
    zin = f"In {jaar} {zijn} er {tijd}{aantal(toegekend.getal, _ARRANGEMENT)} toegekend"
    return f"{zin}, voor {bedrag.toon}{' samen' if toegekend.getal > 1 else ''}." if bedrag.getal else f"{zin}."
