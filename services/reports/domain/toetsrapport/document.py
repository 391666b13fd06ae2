"""The audit report as a document: what was released, why the rest was not, how it was tested, what it is worth."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from services.reports.domain.cijfers import Waarde
from services.reports.domain.document import (
    ALLE,
    Alinea,
    Blok,
    Document,
    Grafiek,
    Kerncijfers,
    Kop,
    Lijst,
    Reeks,
    Stijl,
    Tabel,
    Voorblad,
    Vorm,
)
from services.reports.domain.taal import opsomming, tijdstip
from services.reports.domain.toetsrapport import tekst
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import tekst as schooljaar
from shared.contracts.toetsrapport import Toetsgegevens

_SOORT: Final = "Toetsrapport"
_INTERN: Final = "intern, niet doorgeven"
_VOORBEELD: Final = "voorbeeldgegevens"
_VAST: Final = (("getoond", "hoog"), ("verborgen", "midden"), ("niet vrijgegeven", "laag"))


def maak_document(gegevens: Toetsgegevens, nu: datetime, *, voorbeeld: bool = False) -> Document:
    """The report of one release; `nu`: when it was made; `voorbeeld`: of invented data."""
    blokken = (
        *_kort(gegevens),
        *_inhoud(gegevens),
        *_toets(gegevens),
        *_waarde(gegevens),
        *_drempels(gegevens),
        *_nakijken(gegevens),
    )
    return Document(
        voorblad=Voorblad(
            soort=_SOORT,
            titel=f"Vrijgave {gegevens.nummer}",
            ondertitel="Voor de functionaris gegevensbescherming",
            regels=(
                ("Stand per", tijdstip(gegevens.moment)),
                ("Niveaus", opsomming([tekst.niveau(een) for een in gegevens.niveaus])),
                ("Toets", _uitslag(gegevens)),
                ("Rapport gemaakt", tijdstip(nu)),
                ("SHA-256", f"{gegevens.sha256[:32]} {gegevens.sha256[32:]}"),
            ),
            bericht=tekst.BERICHT,
        ),
        blokken=blokken,
        bestandsnaam=f"Toetsrapport-vrijgave-{gegevens.nummer}",
        onderwerp=f"Vrijgave {gegevens.nummer}",
        gemaakt_op=nu,
        merken=(_INTERN, _VOORBEELD) if voorbeeld else (_INTERN,),
        kenmerken={"vrijgave": str(gegevens.nummer), "sha256": gegevens.sha256},
    )


def _uitslag(gegevens: Toetsgegevens) -> str:
    return "geslaagd" if gegevens.bewijs else "niet getoetst"


def _kort(gegevens: Toetsgegevens) -> Iterator[Blok]:
    bewijs = gegevens.bewijs
    yield Kop("In het kort", 1)
    yield Alinea(tekst.conclusie(bewijs), Stijl.CONCLUSIE)
    swv = gegevens.telling.get("swv", {})
    cijfers: list[tuple[str, str, str]] = []
    if bewijs:
        cijfers += [
            ("Mogelijke waarden", f"≥ {bewijs['kleinste']}", "voor elke aanvaller, van elke kleine cel"),
            ("Beschermde cellen", getal(bewijs.get("cellen", 0)), "met een echte waarde van 1 tot en met 4"),
        ]
    if tekst.cellen(swv):
        cijfers.append(("Getoond, SWV’s", f"{tekst.deel(swv)}%", f"van {getal(tekst.cellen(swv))} cellen"))
    if "fout_dossiers" in swv:
        cijfers.append(("Gemiddelde fout, SWV’s", getal(swv["fout_dossiers"], 1), "dossiers per getoond aantal"))
    if cijfers:
        yield Kerncijfers(tuple(cijfers))
    yield Alinea(tekst.WAT_IS_EEN_VRIJGAVE)
    for moment, reden in gegevens.pogingen:
        yield Alinea(f"Een eerdere poging, stand per {tijdstip(moment)}, is tegengehouden: {reden or 'de toets vond geen weg'}.")  # fmt: skip # noqa: E501


def _inhoud(gegevens: Toetsgegevens) -> Iterator[Blok]:
    yield Kop("Wat is getoond, en wat niet", 1, door=True)
    yield Alinea(tekst.WAT_TELT)
    niveaus = [een for een in tekst.NIVEAUS if tekst.cellen(gegevens.telling.get(een, {}))]
    if not niveaus:
        yield Alinea("Van deze vrijgave is niet bijgehouden wat er van de cellen werd.")
        return
    if len(niveaus) > 1:
        yield _grafiek(gegevens.telling, niveaus)
    rijen = tuple(tekst.celrij(een, gegevens.telling[een]) for een in niveaus)
    kolommen = ("niveau", "cellen", "getoond", "verborgen (< drempel)", "niet vrijgegeven", "komt niet voor")
    yield Tabel("Cellen per niveau", kolommen, rijen, (3, 2, 3, 3, 3, 3))
    yield Kop("Waarom niet vrijgegeven")
    yield Lijst(tekst.REDENEN)
    redenen = tuple(tekst.redenrij(een, gegevens.telling[een]) for een in niveaus)
    yield Tabel("Niet vrijgegeven cellen per niveau, naar reden", ("niveau", *tekst.REDENKOPPEN), redenen, (3, 2, 3, 3, 3))  # fmt: skip # noqa: E501
    yield Kop("Per indicator, bij samenwerkingsverbanden")
    yield Alinea("Zoals iedere lezer van de vrijgave het ziet; wat niet kan voorkomen, is weggelaten.")
    figuren = tuple(
        (INDICATOREN[code].titel, *(getal(per.get(soort, 0)) for soort in ("getoond", "verborgen", "onthouden")))
        for code, per in gegevens.figuren.items()
    )
    if figuren:
        yield Tabel("Cellen van samenwerkingsverbanden per indicator",
                    ("indicator", "getoond", "verborgen", "niet vrijgegeven"), figuren, (7, 2, 2, 3))  # fmt: skip


def _grafiek(telling: Mapping[str, Mapping[str, Any]], niveaus: list[str]) -> Grafiek:
    delen = {een: tekst.procenten(telling[een]) for een in niveaus}
    woorden = "; ".join(f"{tekst.niveau(een)} {delen[een][0]}%" for een in niveaus)
    return Grafiek(
        "Wat er van de cellen werd, in procenten",
        "Gestapelde kolommen: per niveau het deel van de cellen dat getoond, verborgen of niet vrijgegeven is, in"
        f" procenten. Getoond is van {woorden}. De aantallen staan in de tabel hieronder.",
        Vorm.GESTAPELD,
        tuple(tekst.niveau(een) for een in niveaus),
        tuple(
            Reeks(naam, tuple(Waarde(delen[een][plaats]) for een in niveaus), kleur)
            for plaats, (naam, kleur) in enumerate(_VAST)
        ),
        top=100,
    )


def _toets(gegevens: Toetsgegevens) -> Iterator[Blok]:
    bewijs = gegevens.bewijs
    yield Kop("De toets", 1, door=True)
    if bewijs is None:
        yield Alinea(tekst.NIET_GETOETST, Stijl.CONCLUSIE)
        return
    yield Alinea(tekst.HOE_GETOETST)
    rijen = tuple(
        (soort, tekst.AANVALLERS.get(soort, ""), getal(aantal)) for soort, aantal in bewijs["aanvallers"].items()
    )
    yield Tabel("Aanvallers", ("aanvaller", "weet precies", "aantal"), rijen, (4, 8, 2), tekstkolommen=frozenset({0, 1}))  # fmt: skip # noqa: E501
    yield Kop("Uitkomst")
    yield Tabel("Certificaat", ("wat", "uitkomst"), tuple(_certificaat(gegevens, bewijs)), (6, 8), tekstkolommen=ALLE)
    yield Kop("Wat de toets niet bekijkt")
    yield Lijst(tekst.NIET_BEKEKEN)


def _certificaat(gegevens: Toetsgegevens, bewijs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    laag, hoog = bewijs["beschermd"]
    yield "kleinste aantal waarden dat voor een aanvaller mogelijk blijft", f"{bewijs['kleinste']} of meer"
    yield f"cellen met een echte waarde van {laag} tot en met {hoog}", getal(bewijs["cellen"])
    yield "samenwerkingsverbanden en landelijke soorten, per schooljaar", getal(bewijs["werelden"])
    yield "opgeloste programma’s", getal(bewijs["programmas"])
    yield "ronden van toetsen en herstellen", getal(bewijs["ronden"])
    yield "duur", f"{getal(gegevens.seconden)} seconden" if gegevens.seconden else "niet bijgehouden"
    for niveau, per in bewijs["ingrepen"].items():
        wat = opsomming([f"{getal(aantal)} {tekst.INGREPEN[wijze]}" for wijze, aantal in per.items()])
        yield f"ingrepen bij {tekst.niveau(niveau)}", wat
    yield "bevroren: niets nieuws verteld", tekst.bevroren(bewijs["bevroren"]) or "geen"


def _waarde(gegevens: Toetsgegevens) -> Iterator[Blok]:
    yield Kop("Hoe goed de getoonde cijfers zijn", 1, door=True)
    yield Alinea(tekst.WAT_IS_FOUT)
    rijen = tuple(tekst.foutrij(een, gegevens.telling[een]) for een in tekst.NIVEAUS
                  if tekst.cellen(gegevens.telling.get(een, {})))  # fmt: skip
    if rijen:
        kolommen = ("niveau", "deel getoond", "fout in dossiers", "fout in procenten", "vastgehouden")
        yield Tabel("Gemiddelde fout van getoonde aantallen", kolommen, rijen, (3, 3, 3, 3, 3), noten=(tekst.FOUTNOOT,))


def _drempels(gegevens: Toetsgegevens) -> Iterator[Blok]:
    yield Kop("Wat een andere drempel zou laten zien en weggeven", 1, door=True)
    if not gegevens.drempels:
        yield Alinea(tekst.GEEN_WAARHEID)
        return
    jaren = opsomming([schooljaar(jaar) for jaar in gegevens.jaren if jaar])
    yield Alinea(f"{tekst.WAT_ALS} Het gaat om {jaren}: van andere schooljaren wordt de telling niet meer bewaard.")
    niveaus = [een for een in tekst.NIVEAUS if gegevens.drempels[0].cellen.get(een)]
    rijen = []
    for plaats, een in enumerate(gegevens.drempels):
        naam = f"{een.drempel} en {een.afronding}" + (" (geldt nu)" if plaats == 0 else "")
        shares = (f"{getal(100 * een.getoond.get(niveau, 0) / een.cellen[niveau], 1)}%" for niveau in niveaus)
        rijen.append((naam, *shares, getal(een.ingesloten), getal(een.precies)))
    yield Tabel(
        "Andere drempels, op de eigen gegevens, zonder toets",
        ("drempel en afronding", *(f"getoond, {tekst.niveau(een)}" for een in niveaus), "ingesloten", "precies bekend"),
        tuple(rijen),
        (4, *([3] * len(niveaus)), 3, 3),
        noten=(f"Van {getal(gegevens.drempels[0].beschermd)} beschermde cellen. {tekst.INGESLOTEN}",),
    )
    yield Alinea(tekst.les(gegevens.drempels), Stijl.CONCLUSIE)


def _nakijken(gegevens: Toetsgegevens) -> Iterator[Blok]:
    yield Kop("Zelf nakijken", 1, door=True)
    yield Lijst(tekst.nakijken(gegevens.nummer))
    yield Alinea(tekst.beleid(gegevens.beleid))
