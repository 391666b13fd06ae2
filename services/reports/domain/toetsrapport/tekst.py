"""The words of the audit report, and the rows that are made of counts."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.reports.domain.taal import Telbaar, aantal, opsomming
from shared.contracts.getallen import getal
from shared.contracts.schooljaar import tekst as schooljaar
from shared.contracts.toetsrapport import AndereDrempel

NIVEAUS: Final = ("swv", "landelijk", "bestuur", "subregio", "school")
_NAMEN: Final = {
    "swv": "SWV’s",
    "landelijk": "landelijk",
    "bestuur": "besturen",
    "subregio": "subregio’s",
    "school": "verdelingen over scholen",
}
_REDENEN: Final = {
    "onthouden_toets": ("door de toets", "een school, bestuur of ander had er een kleine groep mee kunnen uitrekenen"),
    "onthouden_scholen": ("te weinig scholen", "een bestuur of subregio heeft minder dan drie scholen met leerlingen,"
                          " of landelijk doen minder dan vijf samenwerkingsverbanden mee"),
    "onthouden_som": ("bedrag of leerlingen", "een bedrag of aantal leerlingen van te weinig dossiers, of een dossier"
                      " is meer dan de helft"),
    "onthouden_verdeling": ("verdeling", "een verdeling over te weinig eenheden, of waarvan iemand er te veel kent"),
}  # fmt: skip
REDENEN: Final = tuple(f"{naam}: {uitleg}" for naam, uitleg in _REDENEN.values())
REDENKOPPEN: Final = tuple(naam for naam, _ in _REDENEN.values())
_CEL: Final = Telbaar("cel", "cellen")
_KLEIN: Final = Telbaar("kleine cel", "kleine cellen")
INGREPEN: Final = {"houd": "hield het vorige getal", "onthoud": "niet vrijgegeven"}
AANVALLERS: Final = {
    "buitenstaander": "niets, behalve alle vrijgaven",
    "school": "de eigen dossiers van één school",
    "bestuur": "de dossiers van alle scholen van één bestuur",
    "bestuur elders": "wat een bestuur bij andere samenwerkingsverbanden heeft",
    "subregio": "de dossiers van alle scholen van één subregio",
    "swv": "de dossiers van één samenwerkingsverband",
    "twee scholen van een bestuur": "de dossiers van twee scholen samen",
    "alle andere samenwerkingsverbanden": "wat alle anderen samen van gedeelde besturen weten",
    "eenheden van een account": "alles wat een bestaand account samen mag zien",
}
BERICHT: Final = (
    "Intern: dit rapport noemt aantallen cellen, geen cijfers van een school, bestuur of samenwerkingsverband. Hoeveel"
    " cellen de toets tegenhield, zegt al iets; geef het daarom niet door."
)
WAT_IS_EEN_VRIJGAVE: Final = (
    "Wie buiten de eigen eenheid kijkt, ziet alleen een vrijgave: vaste tabellen op een vast moment, afgerond en daarna"
    " onveranderlijk. Een vrijgave is anoniem als niemand er een groep van een tot vier leerlingen mee kan vinden, ook"
    " niet met alle eerdere vrijgaven en met de eigen cijfers ernaast. Dit rapport laat zien of dat zo is, wat het kost"
    " en wat een andere keuze zou doen."
)
WAT_TELT: Final = (
    "Een cel is een getal in een tabel: een indicator van een eenheid in een schooljaar, in totaal of een regel van een"
    " splitsing. Geteld is wat in deze vrijgave opnieuw is bekeken."
)
NIET_GETOETST: Final = (
    "Deze vrijgave is niet getoetst. Ingelogde gebruikers zien haar als vergelijking; openbaar blijft dicht."
)
HOE_GETOETST: Final = (
    "De toets zoekt van elke kleine cel andere werelden die er van buiten precies zo uitzien. Vindt zij er voor iedere"
    " aanvaller vijf, elk met een andere waarde, dan is de cel veilig. Vindt zij die niet, dan wordt een getal minder"
    " verteld en begint de toets opnieuw. Lukt dat niet, dan komt er geen vrijgave."
)
NIET_BEKEKEN: Final = (
    "lopende en aflopende TLV’s zijn apart getoetst van de toekenningen van al die jaren; een geheel en zijn delen"
    " (aanvragen, besluiten) zijn wel samen getoetst",
    "de landelijke cijfers zijn getoetst op samenwerkingsverbanden, niet op scholen",
    "kwartielen van bedragen en leerlingen: die worden niet vrijgegeven; die van aantallen zijn wel getoetst",
    "hoeveel besluiten op tijd waren: dat wordt niet vrijgegeven",
    "hoe lang het duurde: wie bijna alle dossiers van een eenheid kent, leert uit mediaan en 90%-grens (hele weken,"
    " vanaf tien dossiers) iets over de duur van de rest, niet hoeveel het er zijn",
)
WAT_IS_FOUT: Final = (
    "Een getoond aantal is afgerond, en blijft staan zolang minder dan vijf dossiers anders zijn. De fout is het"
    " verschil met het echte aantal op het moment van de vrijgave, gemiddeld over alle getoonde aantallen."
)
FOUTNOOT: Final = (
    "Vastgehouden: cellen die nog vertellen wat een eerdere vrijgave vertelde. Verdelingen, bedragen en doorlooptijden"
    " tellen niet mee in de fout."
)
GEEN_WAARHEID: Final = (
    "Dat is voor deze vrijgave niet geteld. ./pos vrijgave rapport telt het alsnog, zolang de telling erachter er nog"
    " is: die wordt gewist bij de laatste vrijgave van een schooljaar."
)
WAT_ALS: Final = (
    "De telling achter deze vrijgave is nog eens verteld met een lagere en een hogere drempel: alleen aantallen"
    " dossiers, en zonder eerdere vrijgaven. Daarna is geteld hoeveel kleine cellen iemand dan kan insluiten, als er"
    " geen toets zou zijn."
)
INGESLOTEN: Final = "Ingesloten: voor ten minste een aanvaller blijven minder dan vijf waarden over."


def niveau(code: str) -> str:
    """'swv' → 'SWV’s'."""
    return _NAMEN.get(code, code)


def _onthouden(geteld: Mapping[str, Any]) -> int:
    return sum(aantal for soort, aantal in geteld.items() if soort.startswith("onthouden"))


def cellen(geteld: Mapping[str, Any]) -> int:
    """Cells that could hold a number."""
    return int(geteld.get("getoond", 0) + geteld.get("verborgen", 0) + _onthouden(geteld))


def deel(geteld: Mapping[str, Any]) -> int:
    """Percentage of the cells that show a number."""
    return round(100 * geteld.get("getoond", 0) / cellen(geteld)) if cellen(geteld) else 0


def procenten(geteld: Mapping[str, Any]) -> tuple[int, int, int]:
    """Shown, hidden and not released, together 100."""
    getoond = deel(geteld)
    verborgen = min(100 - getoond, round(100 * geteld.get("verborgen", 0) / cellen(geteld)))
    return getoond, verborgen, 100 - getoond - verborgen


def celrij(code: str, geteld: Mapping[str, Any]) -> tuple[str, ...]:
    """Row of the table of cells."""
    getoond = f"{getal(geteld.get('getoond', 0))} ({deel(geteld)}%)"
    aantallen = (geteld.get("verborgen", 0), _onthouden(geteld), geteld.get("nvt", 0))
    return niveau(code), getal(cellen(geteld)), getoond, *map(getal, aantallen)


def redenrij(code: str, geteld: Mapping[str, Any]) -> tuple[str, ...]:
    """Row of the table of reasons."""
    return niveau(code), *(getal(geteld.get(soort, 0)) for soort in _REDENEN)


def foutrij(code: str, geteld: Mapping[str, Any]) -> tuple[str, ...]:
    """Row of the table of errors."""
    fout = getal(geteld["fout_dossiers"], 1) if "fout_dossiers" in geteld else "–"
    procent = f"{getal(geteld['fout_procent'], 1)}%" if "fout_procent" in geteld else "–"
    return niveau(code), f"{deel(geteld)}%", fout, procent, getal(geteld.get("vastgehouden", 0))


def conclusie(bewijs: Mapping[str, Any] | None) -> str:
    """The verdict in a sentence."""
    if bewijs is None:
        return NIET_GETOETST
    laag, hoog = bewijs["beschermd"]
    aanvallers = getal(sum(bewijs["aanvallers"].values()))
    return (
        f"De toets is geslaagd: van geen enkele cel met een echte waarde van {laag} tot en met {hoog} kan een van de"
        f" {aanvallers} aanvallers het aantal mogelijke waarden terugbrengen tot minder dan {bewijs['kleinste']}."
    )


def les(drempels: Sequence[AndereDrempel]) -> str:
    """What the comparison says."""
    nu = drempels[0]
    zinnen = [
        f"Ook met de drempel die nu geldt {_zijn(nu.ingesloten)} zonder toets {aantal(nu.ingesloten, _KLEIN)} in te"
        " sluiten; daarom is er een toets."
        if nu.ingesloten
        else "Met de drempel die nu geldt is ook zonder toets geen kleine cel in te sluiten."
    ]
    for een in drempels[1:]:
        meer = sum(een.getoond.values()) - sum(nu.getoond.values())
        wat = f"{aantal(abs(meer), _CEL)} {'meer' if meer > 0 else 'minder'}" if meer else "even veel cellen"
        precies = f", {getal(een.precies) if een.precies else 'geen'} daarvan precies" if een.ingesloten else ""
        zinnen.append(
            f"Drempel {een.drempel} met afronding {een.afronding} toont {wat}, en {aantal(een.ingesloten, _KLEIN)}"
            f" {_zijn(een.ingesloten)} dan zonder toets in te sluiten{precies}."
        )
    return " ".join(zinnen)


def _zijn(aantal_: int) -> str:
    return "is" if aantal_ == 1 else "zijn"


def nakijken(nummer: int) -> tuple[str, ...]:
    """How somebody checks this without believing us."""
    return (
        f"./pos vrijgave toon {nummer} rekent de SHA-256 na over nummer, moment, beleid en alle tabellen.",
        f"./pos vrijgave toon {nummer} --json geeft alle tabellen, voor een eigen aanvaller.",
        f"./pos vrijgave rapport {nummer} maakt dit rapport opnieuw.",
    )


def bevroren(namen: Sequence[str]) -> str:
    """'PO9901 2025' → 'PO9901 (2025-2026)'; schooljaar 0 is what is open now."""
    delen = [naam.split(" ") for naam in namen]
    return opsomming([f"{wie} ({schooljaar(int(jaar)) if int(jaar) else 'wat nu open is'})" for wie, jaar in delen])


def beleid(boek: Mapping[str, Any]) -> str:
    """The thresholds that held, in a sentence."""
    een = boek["installatie"]
    eigen = [code for code, anders in boek["swv"].items() if anders != een]
    apart = f" Eigen drempels hebben: {', '.join(eigen)}." if eigen else " Geen samenwerkingsverband heeft eigen drempels."  # fmt: skip # noqa: E501
    return (
        f"Voor deze vrijgave gold: drempel {een['drempel']}, afronden op {een['afronding']}, een cel verandert pas als"
        f" minstens {een['veranderd']} dossiers anders zijn, een bestuur of subregio heeft minstens {een['scholen']}"
        f" scholen, doorlooptijden vanaf {een['duren']} dossiers.{apart}"
    )
