"""Source `stromen`: pupils who went from one schoolsoort to another, per SWV and schooljaar."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

from shared.contracts import codes
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.bijzonder import ONDERDRUKT, Bijzonderheden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import Kolom
from shared.contracts.bronnen.levering import Status
from shared.contracts.bronnen.rij import Aantal, GeslotenRij, Jaar, Swv
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel, meld_dubbel

MAX_RIJEN: Final = 100_000
Plek = Literal["bao", "sbo", "so", "vso", "pro", "vo", "geen"]
KOLOMMEN: Final = (
    Kolom("swv"), Kolom("schooljaar"), Kolom("van"), Kolom("naar"), Kolom("aantal", ("leerlingen",)),
    Kolom("status", verplicht=False),
)  # fmt: skip
_ZINNEN: Final = {"onderdrukt": ONDERDRUKT}


def _plek(cel: str) -> str:
    return velden.een_van(codes.HERKOMSTEN)(cel.casefold())


_LEZERS: Final[dict[str, Lezer]] = {
    "swv": velden.vrije_swv, "schooljaar": velden.jaar, "van": _plek, "naar": _plek, "aantal": velden.leerlingen,
    "status": velden.mag_leeg(velden.een_van(("voorlopig", "definitief"))),
}  # fmt: skip


class StroomRij(GeslotenRij):
    """Pupils from `van` to `naar` in the schooljaar; `geen`: from or to no school."""

    swv: Swv
    schooljaar: Jaar
    van: Plek
    naar: Plek
    laag: Aantal
    hoog: Aantal
    status: Status | None


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[StroomRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan)
    meld_dubbel(tabel.regels, ("swv", "schooljaar", "van", "naar"), fouten)
    fouten.stop_als_gevuld()
    bijzonder = Bijzonderheden(_ZINNEN)
    gelezen = tuple(_rij(regel, bijzonder) for regel in tabel.regels)
    return Gelezen(gelezen, (*tabel.waarschuwingen, *bijzonder.meldingen()))


def _vul_aan(cellen: dict[str, str]) -> None:
    cellen["status"] = cellen.get("status", "").casefold()


def _rij(regel: Regel, bijzonder: Bijzonderheden) -> StroomRij:
    aantal = regel.waarden["aantal"]
    bijzonder.tel("onderdrukt", not aantal.exact)
    rest = {naam: waarde for naam, waarde in regel.waarden.items() if naam != "aantal"}
    return StroomRij(rij=regel.rij, laag=aantal.laag, hoog=aantal.hoog, **rest)
