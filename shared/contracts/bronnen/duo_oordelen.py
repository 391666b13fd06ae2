"""Source `duo-oordelen`: judgements of the Inspectie about schools, as DUO publishes them ("kwaliteitsoordelen").

Optional. A school may have a judgement per element (havo, vwo): then the element is part of `sector`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Final

from pydantic import Field

from shared.contracts.bronnen import velden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import BRIN, VESTIGING, Kolom, ongebruikt, voeg_brin_toe
from shared.contracts.bronnen.rij import GeslotenRij, Naam, Vestiging
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel, meld_dubbel

MAX_RIJEN: Final = 50_000
KOLOMMEN: Final = (
    Kolom("peildatum"), Kolom("sector"), BRIN, VESTIGING, Kolom("elementtype", verplicht=False),
    Kolom("eindoordeelkwaliteit", ("oordeel", "eindoordeel")),
    *ongebruikt(
        "vaststellingsdatumeindoordeelkwaliteit", "elementcode", "naam", "bevoegd gezag", "vestigingsnaam",
        "plaatsnaam", "denominatie", "provincie", "gemeente",
    ),
)  # fmt: skip
_LEZERS: Final[dict[str, Lezer]] = {
    "vestiging": velden.vestiging, "peildatum": velden.datum, "sector": velden.naam,
    "eindoordeelkwaliteit": velden.mag_leeg(velden.naam), "elementtype": velden.mag_leeg(velden.naam),
}  # fmt: skip


class DuoOordeelRij(GeslotenRij):
    """One judgement, in the words of the Inspectie."""

    vestiging: Vestiging
    peildatum: date
    sector: Annotated[str, Field(min_length=1, max_length=2 * velden.MAX_NAAM + 1)]
    oordeel: Naam


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[DuoOordeelRij]:
    """Read and check a whole file; all or nothing. Lines without a judgement are left out.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan)
    meld_dubbel(tabel.regels, ("vestiging", "peildatum", "elementtype", "sector"), fouten)
    met = [regel for regel in tabel.regels if regel.waarden["eindoordeelkwaliteit"]]
    if not met and not fouten.aantal:
        fouten.meld(0, "", "Het bestand bevat geen enkel oordeel.")
    fouten.stop_als_gevuld()
    zonder = len(tabel.regels) - len(met)
    over = (f"{zonder} regels zonder oordeel zijn overgeslagen.",) if zonder else ()
    gelezen = {(rij.vestiging, rij.peildatum, rij.sector): rij for rij in map(_rij, met)}
    return Gelezen(tuple(gelezen.values()), (*tabel.waarschuwingen, *over))


def _vul_aan(cellen: dict[str, str]) -> None:
    voeg_brin_toe(cellen)
    cellen.setdefault("elementtype", "")


def _rij(regel: Regel) -> DuoOordeelRij:
    waarden = regel.waarden
    return DuoOordeelRij(
        rij=regel.rij, vestiging=waarden["vestiging"], peildatum=waarden["peildatum"],
        sector=" ".join(filter(None, (waarden["sector"], waarden["elementtype"]))),
        oordeel=waarden["eindoordeelkwaliteit"],
    )  # fmt: skip
