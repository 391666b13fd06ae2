"""What the definitions of the LDOS indicators share: titles, splits, selections and set phrases."""

from collections.abc import Mapping
from typing import TypeAlias

from shared.contracts.indicatoren.model import Splitsing

_TITELS = {
    "schoolsoort": "schoolsoort",
    "categorie": "bekostigingscategorie",
    "soortCategorie": "soort TLV",
    "type": "type arrangement",
    "leerjaar": "leerjaar",
    "herkomst": "schoolsoort van herkomst",
    "status": "status",
    "herindicatie": "herindicatie",
    "maand": "maand",
    "behoefte": "ondersteuningsbehoefte",
    "duur": "duur in hele schooljaren",
    "uitkomst": "uitkomst van het bezwaar",
    "soort": "soort verzuim",
    "reden": "reden",
}
DATABRON = "LDOS, zoals het dossier er nu voor staat"
MEERVOUD = {"behoefte": "Een dossier met meer ondersteuningsbehoeften telt in elke rij mee; het totaal telt dossiers."}

DAG_AANVRAAG = "de dag waarop de aanvraag is ingediend"
DAG_BESLUIT = "de dag van het besluit"
OPEN_NU = (
    "Zonder schooljaar: alles wat nu openstaat. Leeftijd: hele ISO-weken van de week van indienen tot deze week;"
    " oudste en mediaan (dichtstbijzijnde rang)."
)
GEVRAAGD = "Ingedeeld zoals aangevraagd."
VERLEEND = "Ingedeeld zoals toegekend; dat kan anders zijn dan aangevraagd."

Selectie: TypeAlias = Mapping[str, frozenset[str | int | bool]]


def splitsingen(namen: str, **velden: str) -> dict[str, Splitsing]:
    """Splits by name; `velden` says where the field of the kubus has another name than the split."""
    return {
        naam: Splitsing(naam, None if naam in {"behoefte", "soortCategorie"} else velden.get(naam, naam), _TITELS[naam])
        for naam in namen.split()
    }


def als_toegekend(namen: str, **velden: str) -> dict[str, Splitsing]:
    """Splits of what was granted: kind, category and type as granted."""
    eigen = {naam: f"toegekend_{naam}" for naam in ("schoolsoort", "categorie", "type")}
    return splitsingen(namen, **eigen, **velden)


def kies(soort: str, **velden: tuple[str, ...]) -> Selectie:
    """Dossiers of this soort whose fields have one of these values."""
    return {"soort": frozenset({soort}), **{naam: frozenset(waarden) for naam, waarden in velden.items()}}
