"""Source `doelen`: the goals of an ondersteuningsplan or jaarplan, each tied to an indicator where one measures it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from shared.contracts import schooljaar
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import Kolom
from shared.contracts.bronnen.rij import GeslotenRij, Naam, Swv
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel, meld_dubbel

MAX_RIJEN: Final = 10_000
Niveau = Literal["school", "bestuur", "subregio", "swv"]
Richting = Literal["hoger", "lager", "gelijk"]
RICHTING_VAN: Final[Mapping[str, Richting]] = {
    "hoger": "hoger", "omhoog": "hoger", "minstens": "hoger", "minimaal": "hoger", "stijgen": "hoger", ">=": "hoger",
    "lager": "lager", "omlaag": "lager", "hoogstens": "lager", "maximaal": "lager", "dalen": "lager", "<=": "lager",
    "gelijk": "gelijk", "stabiel": "gelijk", "=": "gelijk",
}  # fmt: skip
KOLOMMEN: Final = (
    Kolom("swv"), Kolom("plan"), Kolom("code"), Kolom("titel"), Kolom("indicator"), Kolom("niveau"), Kolom("eenheid"),
    Kolom("streefwaarde"), Kolom("richting"), Kolom("uiterlijk"), Kolom("eigenaar"),
)  # fmt: skip
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class DoelRij(GeslotenRij):
    """One goal. `eenheid` is the code of the unit at `niveau` that it is about; `uiterlijk` its last day."""

    swv: Swv
    plan: Naam
    code: Naam
    titel: Annotated[str, Field(min_length=1, max_length=velden.MAX_TEKST)]
    indicator: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)] | None
    niveau: Niveau
    eenheid: Naam
    streefwaarde: Decimal | None
    richting: Richting | None
    uiterlijk: date | None
    eigenaar: Naam | None


def _richting(cel: str) -> Richting:
    gevonden = RICHTING_VAN.get(cel.casefold())
    if gevonden is None:
        raise velden.FoutWaarde("moet hoger, lager of gelijk zijn")
    return gevonden


def _uiterlijk(cel: str) -> date:
    """A day, or the last day of a schooljaar."""
    try:
        return date(schooljaar.lees(cel) + 1, 7, 31)
    except schooljaar.OngeldigSchooljaar:
        return velden.datum(cel)


_LEZERS: Final[dict[str, Lezer]] = {
    "swv": velden.vrije_swv, "plan": velden.naam, "code": velden.naam, "titel": velden.tekst,
    "indicator": velden.mag_leeg(velden.patroon(_CODE, "de code van een indicator (zoals tlv-toegekend)")),
    "niveau": velden.een_van(("school", "bestuur", "subregio", "swv")), "eenheid": velden.mag_leeg(velden.naam),
    "streefwaarde": velden.mag_leeg(velden.getal), "richting": velden.mag_leeg(_richting),
    "uiterlijk": velden.mag_leeg(_uiterlijk), "eigenaar": velden.mag_leeg(velden.naam),
}  # fmt: skip
_VORM: Final[Mapping[str, Callable[[str], str]]] = {"school": velden.vestiging, "bestuur": velden.bestuur}


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[DoelRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_maak_klein)
    for regel in tabel.regels:
        _controleer_eenheid(regel, fouten)
        _controleer_streven(regel, fouten)
    meld_dubbel(tabel.regels, ("swv", "plan", "code"), fouten)
    fouten.stop_als_gevuld()
    return Gelezen(tuple(DoelRij(rij=regel.rij, **_ingevuld(regel)) for regel in tabel.regels), tabel.waarschuwingen)


def _maak_klein(cellen: dict[str, str]) -> None:
    for naam in cellen.keys() & {"indicator", "niveau"}:
        cellen[naam] = cellen[naam].casefold()


def _ingevuld(regel: Regel) -> dict[str, Any]:
    """A goal of the SWV may leave the unit empty: it is the SWV itself."""
    return {**regel.waarden, "eenheid": regel.waarden["eenheid"] or regel.waarden["swv"]}


def _controleer_eenheid(regel: Regel, fouten: Foutenlijst) -> None:
    if regel.gebroken & {"niveau", "eenheid", "swv"}:
        return
    niveau, eenheid, swv = (regel.waarden[naam] for naam in ("niveau", "eenheid", "swv"))
    try:
        if niveau == "swv" and eenheid not in (None, swv):
            raise velden.FoutWaarde("moet bij niveau swv het samenwerkingsverband van deze regel zijn, of leeg")
        if niveau == "subregio" and not (eenheid or "").startswith(f"{swv}-"):
            raise velden.FoutWaarde("moet een subregio van dit samenwerkingsverband zijn (zoals PO9901-NOORD)")
        _VORM.get(niveau, str)(eenheid or "")
    except velden.FoutWaarde as fout:
        fouten.meld(regel.rij, "eenheid", str(fout))


def _controleer_streven(regel: Regel, fouten: Foutenlijst) -> None:
    if regel.gebroken & {"streefwaarde", "richting", "indicator"}:
        return
    if regel.waarden["streefwaarde"] is not None and regel.waarden["indicator"] and regel.waarden["richting"] is None:
        fouten.meld(regel.rij, "richting", "mag niet leeg zijn als er een streefwaarde voor een indicator is")
