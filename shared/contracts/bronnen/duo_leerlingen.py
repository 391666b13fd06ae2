"""Source `duo-leerlingen`: pupils per school on 1 October, a column per year, as DUO publishes them.

"Historisch overzicht aantal leerlingen per schoolvestiging". The column LEERLINGEN_2025 is 1 October 2025, so
schooljaar 2025-2026. `<5` stays the interval 1 to 4; a 0 is printed as 0; an empty cell is unknown and not kept.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Annotated, Final

from pydantic import Field

from shared.contracts import codes
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.bijzonder import ONDERDRUKT, Bijzonderheden
from shared.contracts.bronnen.duo_vestigingen import (
    BESTUURSNUMMER,
    GEMEENTECODE,
    GEMEENTENAAM,
    ZINNEN,
    bestuursnummer,
    gemeentecode,
)  # fmt: skip
from shared.contracts.bronnen.fouten import Foutenlijst, OngeldigBestandError
from shared.contracts.bronnen.kolommen import BRIN, VESTIGING, Kolom, ongebruikt, vergelijkbaar, voeg_brin_toe
from shared.contracts.bronnen.rij import Aantal, GeslotenRij, Jaar, Vestiging
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel, meld_dubbel

MAX_RIJEN: Final = 50_000
MAX_JAREN: Final = 100
"""With MAX_RIJEN this bounds the memory of reading a file (docs/metingen.md)."""
SOORT_VAN: Final[Mapping[str, codes.VestigingSoort]] = {
    "bo": "bao", "bao": "bao", "sbo": "sbo", "so": "so", "so/vso": "so/vso", "vso": "vso",
}  # fmt: skip
KOLOMMEN: Final = (
    VESTIGING, BRIN, Kolom("soort vestiging", ("soort po", "type po")), BESTUURSNUMMER, GEMEENTECODE,
    *ongebruikt("naam vestiging", "denominatie vestiging"), GEMEENTENAAM,
)  # fmt: skip
JAARKOLOM: Final = "leerlingen_JJJJ"
"""How the columns per year are called; at least one must be there."""
_JAAR: Final = re.compile(r"leerlingen([12][0-9]{3})")
_GEEN_JAREN: Final = "Er is geen kolom met aantallen, zoals LEERLINGEN_2025."
_VREEMD_JAAR: Final = "Een kolom met aantallen heeft een jaartal dat niet kan: van {} tot en met {} mag."
_VEEL_JAREN: Final = "Het bestand heeft meer dan {} kolommen met aantallen per jaar; dat is te veel."
_ZINNEN: Final = {
    "onderdrukt": ONDERDRUKT,
    "leeg": ("{} aantal is leeg: dat blijft onbekend.", "{} aantallen zijn leeg: die blijven onbekend."),
    "samen": (
        "{} vestiging is so/vso: DUO zegt niet hoeveel leerlingen so volgen.",
        "{} vestigingen zijn so/vso: DUO zegt niet hoeveel leerlingen so volgen.",
    ),
    "zonder": (
        "{} vestiging heeft in het laatste jaar geen leerlingen.",
        "{} vestigingen hebben in het laatste jaar geen leerlingen.",
    ),
    **ZINNEN,
}  # fmt: skip


class DuoLeerlingenRij(GeslotenRij):
    """One school: (schooljaar, laag, hoog) for each year of which the file gives a number."""

    vestiging: Vestiging
    schoolsoort: codes.VestigingSoort
    aantallen: Annotated[tuple[tuple[Jaar, Aantal, Aantal], ...], Field(max_length=200)]


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[DuoLeerlingenRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    stroom = iter(rijen)
    kop = next(stroom, (0, ()))
    jaren = _jaren(kop[1])
    lezers: dict[str, Lezer] = {
        "vestiging": velden.vestiging, "soort vestiging": _soort, "bevoegd gezag nummer": str, "gemeentenummer": str,
        **dict.fromkeys(jaren, velden.mag_leeg(velden.leerlingen)),
    }  # fmt: skip
    fouten = Foutenlijst()
    kolommen = (*KOLOMMEN, *map(Kolom, jaren))
    tabel = lees_tabel(chain([kop], stroom), kolommen, lezers, fouten, MAX_RIJEN, vooraf=_vul_aan)
    meld_dubbel(tabel.regels, ("vestiging", "soort vestiging"), fouten)
    fouten.stop_als_gevuld()
    bijzonder = Bijzonderheden(_ZINNEN)
    gelezen = tuple(_rij(regel, jaren, bijzonder) for regel in tabel.regels)
    return Gelezen(gelezen, (*tabel.waarschuwingen, *bijzonder.meldingen()))


def _jaren(kop: Sequence[str]) -> dict[str, int]:
    """Columns of the years, by name, in order of time."""
    gevonden = {cel.strip(): int(jaar[1]) for cel in kop if (jaar := _JAAR.fullmatch(vergelijkbaar(cel)))}
    if kop and not gevonden:
        raise OngeldigBestandError.heel_bestand(_GEEN_JAREN)
    if any(not velden.EERSTE_JAAR <= jaar <= velden.LAATSTE_JAAR for jaar in gevonden.values()):
        melding = _VREEMD_JAAR.format(velden.EERSTE_JAAR, velden.LAATSTE_JAAR)
        raise OngeldigBestandError.heel_bestand(melding)
    if len(gevonden) > MAX_JAREN:
        raise OngeldigBestandError.heel_bestand(_VEEL_JAREN.format(MAX_JAREN))
    return dict(sorted(gevonden.items(), key=lambda een: een[1]))


def _soort(cel: str) -> codes.VestigingSoort:
    soort = SOORT_VAN.get(cel.casefold())
    if soort is None:
        raise velden.FoutWaarde("moet een van deze waarden zijn: BO, SBO, SO, SO/VSO, VSO")
    return soort


def _vul_aan(cellen: dict[str, str]) -> None:
    voeg_brin_toe(cellen)
    for naam in ("bevoegd gezag nummer", "gemeentenummer"):
        cellen.setdefault(naam, "")


def _rij(regel: Regel, jaren: Mapping[str, int], bijzonder: Bijzonderheden) -> DuoLeerlingenRij:
    waarden = regel.waarden
    bestuursnummer(waarden["bevoegd gezag nummer"], bijzonder)
    gemeentecode(waarden["gemeentenummer"], bijzonder)
    gegeven = [(jaar, waarden[naam]) for naam, jaar in jaren.items() if waarden[naam] is not None]
    bijzonder.tel("onderdrukt", sum(not waarde.exact for _, waarde in gegeven))
    bijzonder.tel("leeg", len(jaren) - len(gegeven))
    bijzonder.tel("samen", waarden["soort vestiging"] == "so/vso")
    bijzonder.tel("zonder", bool(gegeven) and gegeven[-1] == (max(jaren.values()), (0, 0)))
    return DuoLeerlingenRij(
        rij=regel.rij, vestiging=waarden["vestiging"], schoolsoort=waarden["soort vestiging"],
        aantallen=tuple((jaar, *waarde) for jaar, waarde in gegeven),
    )  # fmt: skip
