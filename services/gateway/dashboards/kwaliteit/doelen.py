"""Figure: the goals of ondersteuningsplan and jaarplan, each beside the running value of its indicator."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from services.gateway.dashboards.getallen import dag
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.kwaliteit.waarden import KOERSEN, punt, streven, wanneer
from services.gateway.dashboards.model import Begrip, Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.overzicht.doelen import eigen_doelen, vraag_doelen, zin_over_doelen
from services.gateway.dashboards.poorten import Json, Vraag
from services.gateway.domain.doelen import REGEL
from shared.contracts.indicatoren import Uitleg

_KOLOMMEN: Final = (
    Kolom("Doel", "tekst"), Kolom("Streefwaarde", "tekst"), Kolom("Nu"), Kolom("Schooljaar", "tekst"),
    Kolom("Koers", "tekst"), Kolom("Uiterlijk", "tekst"), Kolom("Eigenaar", "tekst"),
)  # fmt: skip
_BEGRIP: Final = Begrip(
    "doelen",
    "Doelen",
    Uitleg(
        "Wat een samenwerkingsverband in zijn plannen heeft afgesproken te bereiken, met de waarde van nu ernaast.",
        "Een doel zonder indicator is niet met een cijfer te volgen.",
        REGEL,
        "alle",
        "Ondersteuningsplan en jaarplan, en de databron van de indicator",
    ),
)


def _vragen(kader: Kader) -> Iterable[Vraag]:
    yield vraag_doelen(kader)


def _maak(gegevens: Gegevens) -> Figuur:
    doelen = eigen_doelen(gegevens)
    return Figuur(
        code="doelen",
        titel="Doelen",
        zin=zin_over_doelen(gegevens),
        tabel=Tabel(_KOLOMMEN, tuple(map(_rij, doelen))),
        indicatoren=(_BEGRIP,),
        leeg="Doelen staan in het ondersteuningsplan of jaarplan. Uw samenwerkingsverband kan ze hier toevoegen.",
        vorm="tabel",
        plaats="heel",
        noten=("Zoals de doelen nu gelden, welk schooljaar u ook kiest.",),
    )


def _rij(doel: Json) -> Rij:
    uiterlijk = dag(date.fromisoformat(doel["uiterlijk"])) if doel["uiterlijk"] else ""
    nu = punt(doel["indicator"], doel["nu"])
    jaar = wanneer(doel["nu"]) if nu.midden is not None else ""
    koers = KOERSEN[doel["opKoers"]] if doel["gehaald"] is not True else "gehaald"
    titel = f"{doel['titel']} ({doel['plan']})"
    cellen = (titel, streven(doel), nu, jaar, koers, uiterlijk, doel["eigenaar"] or "")
    return Rij(cellen, naar=f"/doelen/{doel['id']}")


DOELEN: Final = Bouwsteen(_vragen, _maak)
