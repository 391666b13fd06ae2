"""Figure: what the Inspectie said about the schools of this unit; only where the open file of DUO is loaded."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Begrip, Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.indicatoren import Uitleg

_BEGRIP: Final = Begrip(
    "inspectieoordeel",
    "Oordeel van de Inspectie",
    Uitleg(
        definitie="Het jongste oordeel van de Inspectie van het Onderwijs over een school of een deel daarvan.",
        toelichting="De woorden zijn die van de Inspectie. Een school zonder oordeel staat er niet bij.",
        berekening="Per school en sector het oordeel met de jongste peildatum.",
        onderwijssoort="po en vo",
        databron="DUO, oordelen van de Inspectie (open gegevens)",
    ),
)


def _vragen(kader: Kader) -> Iterable[Vraag]:
    if kader.keuze.niveau != "landelijk":
        yield Vraag("oordelen", kader.keuze.eenheid, (("niveau", kader.keuze.niveau),))


def _maak(gegevens: Gegevens) -> Figuur | None:
    oordelen = [een for vraag in _vragen(gegevens.kader) for een in gegevens.ruw(vraag)["oordelen"]]
    if not oordelen:
        return None
    koppen = tuple(Kolom(naam, "tekst") for naam in ("School", "Sector", "Oordeel", "Peildatum"))
    return Figuur(
        code="oordelen",
        titel="Oordelen van de Inspectie",
        zin=_zin(oordelen),
        tabel=Tabel(koppen, tuple(map(_rij, oordelen))),
        indicatoren=(_BEGRIP,),
        vorm="tabel",
        plaats="heel",
        bron="DUO, oordelen van de Inspectie",
        stand_per=max(date.fromisoformat(een["peildatum"]) for een in oordelen),
    )


def _rij(een: Json) -> Rij:
    peildatum = date.fromisoformat(een["peildatum"]).strftime("%-d-%-m-%Y")
    return Rij((een["naam"], een["sector"], een["oordeel"], peildatum))


def _zin(oordelen: Sequence[Json]) -> str:
    """How often each judgement occurs; one judgement in words."""
    if len(oordelen) == 1:
        return f"Het oordeel van de Inspectie is ‘{oordelen[0]['oordeel']}’."
    hoe_vaak = Counter(een["oordeel"] for een in oordelen).most_common()
    return f"{zinnen.aantal(len(oordelen), 'oordeel', 'oordelen')}: " + ", ".join(
        f"{aantal} keer ‘{oordeel}’" for oordeel, aantal in hoe_vaak
    ) + "."  # fmt: skip


OORDELEN: Final = Bouwsteen(_vragen, _maak)
"""On every level but landelijk: the judgements of its schools."""
