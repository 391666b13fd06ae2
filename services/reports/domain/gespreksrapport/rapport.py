"""Puts a report together, of any kind. A theme is one entry of `THEMAS`; a new source adds one there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.reports.domain.cijfers import Waarde
from services.reports.domain.document import (
    Alinea,
    Blok,
    Cel,
    Document,
    Grafiek,
    Kerncijfers,
    Kop,
    Lijst,
    Stijl,
    Tabel,
    Voorblad,
)
from services.reports.domain.gespreksrapport import (
    arrangementen,
    besluiten,
    doelen,
    kwaliteit,
    lager,
    maat,
    verwijzingen,
)
from services.reports.domain.gespreksrapport.bijlage import bijlage
from services.reports.domain.gespreksrapport.boven import ernaast
from services.reports.domain.gespreksrapport.deel import LOOPT_NOG, Deel
from services.reports.domain.gespreksrapport.gesprek import afsprakenblad, vorige_afspraken, vragenblad, vrije_ruimte
from services.reports.domain.gespreksrapport.toelichting import bij_overzicht, met_toelichtingen
from services.reports.domain.taal import bestandsnaam_deel, dag, dag_van, tijdstip
from services.reports.domain.vragen import Gegevens
from services.reports.domain.wie import WIE
from shared.contracts.bronnen.namen import bronnaam
from shared.contracts.eenheden import Niveau
from shared.contracts.rapporten import THEMAS as TITELS

_KERNCIJFERS: Final = 4
_VOORBEELD: Final = "Voorbeeldgegevens: {deze} en alle cijfers in dit rapport zijn verzonnen."
_INTERN: Final = "Intern, niet doorgeven: dit rapport toont wat {lezer} mag zien. Dat kan meer zijn dan {wie} ziet."


@dataclass(frozen=True)
class Thema:
    """A chapter: an opening line, and what makes it."""

    inleiding: str
    maak: Callable[[Gegevens], Sequence[Deel]]


def _verwijzingen(gegevens: Gegevens) -> Sequence[Deel]:
    if not verwijzingen.heeft_cijfers(gegevens):
        return (verwijzingen.zonder_cijfers(gegevens),)
    return (
        verwijzingen.aanvragen(gegevens),
        verwijzingen.leerjaren(gegevens),
        verwijzingen.waar_nu(gegevens),
        besluiten.besluiten(gegevens),
        besluiten.categorieen(gegevens),
        besluiten.doorlooptijd(gegevens),
        *lager.per_eenheid(gegevens, "verwijzingen", "TLV’s"),
    )


def _arrangementen(gegevens: Gegevens) -> Sequence[Deel]:
    return (*arrangementen.arrangementen(gegevens), *lager.per_eenheid(gegevens, "arrangementen", "Arrangementen"))


def _maten(thema: str) -> Callable[[Gegevens], Sequence[Deel]]:
    return lambda gegevens: maat.delen(gegevens, thema)


THEMAS: Final = {
    "verwijzingen": Thema(
        "Met een toelaatbaarheidsverklaring (TLV) kan een leerling naar het speciaal (basis)onderwijs, het voortgezet"
        " speciaal onderwijs of het praktijkonderwijs. De school vraagt de TLV aan, het samenwerkingsverband besluit.",
        _verwijzingen,
    ),
    "verzilvering": Thema(
        "Een TLV is verzilverd als DUO de leerling op de teldatum bekostigt op de school waarvoor de TLV geldt. Een TLV"
        " die niet verzilverd is, kan later nog verzilverd worden.",
        _maten("verzilvering"),
    ),
    "arrangementen": Thema(
        "Een arrangement is extra ondersteuning waarmee een leerling op de eigen school kan blijven.",
        _arrangementen,
    ),
    "deelname-en-stromen": Thema(
        "Hoeveel leerlingen er zijn, en welk deel naar het speciaal (basis)onderwijs, het voortgezet speciaal onderwijs"
        " of het praktijkonderwijs gaat.",
        _maten("deelname-en-stromen"),
    ),
    "thuiszitters": Thema(
        "Leerlingen die leerplichtig zijn en langere tijd geen onderwijs volgen, op de laatste peildatum van het"
        " schooljaar.",
        _maten("thuiszitters"),
    ),
    "aanbod": Thema(
        "Wat scholen aan voorzieningen en deskundigen hebben, volgens hun gepubliceerde ondersteuningsprofielen.",
        _maten("aanbod"),
    ),
    "middelen": Thema(
        "Wat er voor ondersteuning is begroot en uitgegeven.",
        _maten("middelen"),
    ),
    "doelen": Thema(
        "De doelen uit het ondersteuningsplan en het jaarplan, en hoe het ervoor staat.",
        lambda gegevens: (doelen.doelen(gegevens),),
    ),
    "kwaliteit": Thema(
        "Wat het samenwerkingsverband zelf vindt van zijn kwaliteit, per standaard van het waarderingskader, en waarop"
        " dat steunt. Zoals het nu luidt.",
        kwaliteit.kwaliteit,
    ),
}
"""What makes each theme of `shared.contracts.rapporten.THEMAS`."""


def maak_rapport(gegevens: Gegevens) -> Document:
    """The whole document."""
    delen = {thema: tuple(THEMAS[thema].maak(gegevens)) for thema in gegevens.opdracht.themas}
    alle = [deel for van_thema in delen.values() for deel in van_thema]
    blokken: list[Blok] = [*_in_het_kort(gegevens, alle), *bij_overzicht(gegevens), *vorige_afspraken(gegevens)]
    for thema, van_thema in delen.items():
        blokken += [
            Kop(TITELS[thema], 1, door=_zonder_cijfers(thema, delen)),
            Alinea(THEMAS[thema].inleiding, Stijl.INLEIDING),
        ]
        blokken += met_toelichtingen(gegevens, thema, van_thema)
        blokken += vrije_ruimte(gegevens, TITELS[thema], blokken[-1])
    blokken += vragenblad(gegevens, [vraag for deel in alle for vraag in deel.vragen])
    blokken += afsprakenblad()
    blokken += bijlage(gegevens)
    return Document(
        voorblad=_voorblad(gegevens),
        blokken=tuple(blokken),
        bestandsnaam=bestandsnaam(gegevens),
        onderwerp=f"{gegevens.eenheid['naam']}, schooljaar {gegevens.jaar}",
        gemaakt_op=gegevens.gemaakt_op,
        merken=_merken(gegevens),
        sjabloon=gegevens.sjabloon,
        kenmerken=_kenmerken(gegevens),
    )


def _zonder_cijfers(thema: str, delen: Mapping[str, Sequence[Deel]]) -> bool:
    """Has this theme, not the first one, no table and no chart? Then it needs no page of its own."""
    getoond = (blok for deel in delen[thema] for blok in deel.blokken if isinstance(blok, Tabel | Grafiek))
    return thema != next(iter(delen)) and next(getoond, None) is None


def bestandsnaam(gegevens: Gegevens) -> str:
    """'Gespreksrapport De Boomgaard (99AB00) 2025-2026.docx', without what a file system refuses."""
    naam = bestandsnaam_deel(str(gegevens.eenheid["naam"]))
    intern = " (intern)" if gegevens.opdracht.intern else ""
    soort, code = gegevens.opdracht.bestandsnaam_soort, gegevens.eenheid["eenheid"]
    return f"{soort} {naam} ({code}) {gegevens.jaar}{intern}.docx"


def _voorblad(gegevens: Gegevens) -> Voorblad:
    eenheid = gegevens.eenheid
    plaats = f", {eenheid['plaats']}" if eenheid.get("plaats") else ""
    regels = [(gegevens.wie.kop, f"{eenheid['naam']}{plaats} ({eenheid['eenheid']})")]
    regels += [(titel, naam) for niveau, titel in _OUDERS if (naam := _ouder(gegevens, niveau))]
    regels.append(("Schooljaar", f"{gegevens.jaar}, naast de schooljaren vanaf {gegevens.jaren[0]}"))
    stand = "nog geen gegevens" if gegevens.stand is None else f"stand per {tijdstip(gegevens.stand)}"
    regels.append(("Bron", f"LDOS, {stand}"))
    regels += [
        ("Bron", f"{bronnaam(soort, hoofd=True)}, stand per {dag_van(per)}")
        for soort, (per, _) in gegevens.bronnen.items()
    ]
    regels.append(("Thema’s", ", ".join(TITELS[thema] for thema in gegevens.opdracht.themas)))
    intern = ". Intern, niet doorgeven" if gegevens.opdracht.intern else ""
    regels.append(("Weergave", f"Wat {_lezer(gegevens)} zelf mag zien{intern}"))
    regels.append(("Gemaakt op", dag(gegevens.gemaakt_op)))
    return Voorblad(
        gegevens.opdracht.bestandsnaam_soort,
        str(eenheid["naam"]),
        f"Schooljaar {gegevens.jaar}",
        tuple(regels),
        _bericht(gegevens),
    )


def _merken(gegevens: Gegevens) -> tuple[str, ...]:
    """What every page says at its head."""
    intern = ("intern, niet doorgeven",) if gegevens.opdracht.intern else ()
    return (*intern, *(("voorbeeldgegevens",) if gegevens.voorbeeld else ()))


def _bericht(gegevens: Gegevens) -> str:
    intern = _INTERN.format(lezer=_lezer(gegevens), wie=gegevens.wie.de) if gegevens.opdracht.intern else ""
    voorbeeld = _VOORBEELD.format(deze=gegevens.wie.deze) if gegevens.voorbeeld else ""
    return " ".join(filter(None, (intern, voorbeeld)))


def _lezer(gegevens: Gegevens) -> str:
    return WIE[Niveau(gegevens.opdracht.lezer.rol)].de


_OUDERS: Final = (("bestuur", "Bestuur"), ("swv", "Samenwerkingsverband"))


def _ouder(gegevens: Gegevens, niveau: str) -> str:
    """Names of the units above on this level that the document is about."""
    binnen = gegevens.opdracht.grens.binnen
    ouders = [ouder for ouder in gegevens.eenheid["ouders"] if ouder["niveau"] == niveau]
    if niveau == "swv" and binnen:
        ouders = [ouder for ouder in ouders if ouder["eenheid"] == binnen]
    return "; ".join(str(ouder["naam"]) for ouder in ouders)


def _in_het_kort(gegevens: Gegevens, delen: Sequence[Deel]) -> tuple[Blok, ...]:
    zinnen = tuple(zin for deel in delen for zin in deel.kort if zin)
    loopt = (Alinea(LOOPT_NOG, Stijl.NOOT),) if gegevens.loopt else ()
    kern = _kerncijfers(gegevens)
    leeg = Alinea(f"Er zijn over {gegevens.jaar} nog geen cijfers van {gegevens.wie.deze} om te tonen.")
    return (
        Kop("In het kort", 1),
        *([Kerncijfers(kern)] if kern else []),
        *loopt,
        Kop("Wat de cijfers laten zien"),
        Lijst(zinnen) if zinnen else leeg,
        *ernaast(gegevens),
    )


def _kerncijfers(gegevens: Gegevens) -> tuple[tuple[str, Cel, str], ...]:
    ster = "*" if gegevens.loopt else ""
    cijfers = [
        (titel + ster, gegevens[naam].totaal(gegevens.jaar), _vorig(gegevens, naam))
        for titel, naam in (
            ("TLV-aanvragen", "aanvragen"),
            ("TLV’s toegekend", "toegekend"),
            ("Arrangementen toegekend", "arrangement toegekend"),
            ("Leerlingen", "leerlingen"),
            ("Thuiszitters", "thuiszitters"),
            ("Besteed", "middelen-besteed"),
        )
        if naam in gegevens.antwoorden and gegevens[naam].totaal(gegevens.jaar).status not in ("x", "z")
    ]
    if "openstaand" in gegevens.antwoorden:
        cijfers.insert(1, ("TLV-aanvragen nu open", gegevens["openstaand"].totaal(None), "van alle schooljaren"))
    return tuple(cijfers[:_KERNCIJFERS])


def _vorig(gegevens: Gegevens, naam: str) -> str:
    if not gegevens.ziet_vorig:
        return f"in {gegevens.jaar}"
    waarde: Waarde = gegevens[naam].totaal(gegevens.vorig)
    heel = "heel " if gegevens.loopt else ""
    return f"{heel}{gegevens.vorig}: {waarde.toon}"


def _kenmerken(gegevens: Gegevens) -> dict[str, str]:
    """What the properties of the file record, so that anybody can tell later what it shows."""
    lezer, grens = gegevens.opdracht.lezer, gegevens.opdracht.grens
    return {
        "Kenmerk": gegevens.kenmerk,
        "Weergave": f"{lezer.rol} {lezer.eenheid}",
        **({"Gebruik": "intern, niet doorgeven"} if gegevens.opdracht.intern else {}),
        "Binnen": grens.binnen or "alle samenwerkingsverbanden",
        "Schooljaren": " ".join(grens.schooljaren),
        "Stand": "" if gegevens.stand is None else gegevens.stand.isoformat(),
        "Projectieversie": str(gegevens.versie),
        "Vrijgave": " ".join(gegevens.vrijgaven) or "geen",
        "Thema's": " ".join(gegevens.opdracht.themas),
    }
