"""Source `landelijk`: figures about the whole country as their publisher printed them.

One line = one figure for one schooljaar (a count on 1 October belongs to the schooljaar that began that August).
Nothing is computed here. `bron` names publisher and definition, for the definitions of a deelnamepercentage differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from shared.contracts import codes
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import Kolom
from shared.contracts.bronnen.levering import Status
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel

MAX_RIJEN: Final = 10_000
SCHOOLSOORT_VAN: Final[Mapping[str, codes.Schoolsoort]] = {
    "deelname-sbo": "sbo", "deelname-so": "so", "deelname-vso": "vso", "deelname-pro": "pro",
}  # fmt: skip
"""The figures that may be delivered, each with the schoolsoort that it is about. All are percentages."""

_MAG_ONTBREKEN: Final = ("schoolsoort", "teller", "noemer", "status")
KOLOMMEN: Final = (
    Kolom("indicator"), Kolom("schooljaar"), Kolom("waarde"), Kolom("bron"),
    *(Kolom(naam, verplicht=False) for naam in _MAG_ONTBREKEN),
)  # fmt: skip
_LEZERS: Final[dict[str, Lezer]] = {
    "indicator": velden.een_van(tuple(SCHOOLSOORT_VAN)),
    "schooljaar": velden.jaar,
    "schoolsoort": velden.mag_leeg(velden.een_van(codes.SCHOOLSOORTEN)),
    "waarde": velden.decimaal,
    "teller": velden.mag_leeg(velden.aantal),
    "noemer": velden.mag_leeg(velden.aantal),
    "status": velden.mag_leeg(velden.een_van(("voorlopig", "definitief"))),
    "bron": velden.naam,
}

Aantal = Annotated[int, Field(ge=0, le=velden.MAX_AANTAL)]


class LandelijkRij(BaseModel):
    """One published figure, as it travels. `waarde` is a percentage with the decimals of its publisher."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    rij: int
    indicator: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]
    schooljaar: Annotated[int, Field(ge=velden.EERSTE_JAAR, le=velden.LAATSTE_JAAR)]
    schoolsoort: codes.Schoolsoort
    waarde: Annotated[Decimal, Field(ge=0, le=100)]
    teller: Aantal | None
    noemer: Aantal | None
    status: Status | None
    bron: Annotated[str, Field(min_length=1, max_length=velden.MAX_NAAM)]


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[LandelijkRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan)
    eerder: dict[tuple[str, int], int] = {}
    for regel in tabel.regels:
        _controleer_soort(regel, fouten)
        _controleer_getallen(regel, fouten)
        _controleer_dubbel(regel, eerder, fouten)
    fouten.stop_als_gevuld()
    return Gelezen(tuple(_rij(regel) for regel in tabel.regels), tabel.waarschuwingen)


def _vul_aan(cellen: dict[str, str]) -> None:
    """A column that may be left out is an empty one."""
    for naam in _MAG_ONTBREKEN:
        cellen.setdefault(naam, "")


def _controleer_soort(regel: Regel, fouten: Foutenlijst) -> None:
    if not regel.gebroken & {"indicator", "schoolsoort"}:
        hoort = SCHOOLSOORT_VAN[regel.waarden["indicator"]]
        if regel.waarden["schoolsoort"] not in (None, hoort):
            fouten.meld(regel.rij, "schoolsoort", f"hoort bij deze indicator {hoort} te zijn")


def _controleer_getallen(regel: Regel, fouten: Foutenlijst) -> None:
    rij, waarden, gebroken = regel
    if "waarde" not in gebroken and waarden["waarde"] > 100:
        fouten.meld(rij, "waarde", "is een percentage en mag niet boven 100 liggen")
    if gebroken & {"waarde", "teller", "noemer"} or waarden["teller"] is None or waarden["noemer"] is None:
        return
    if waarden["noemer"] < max(1, waarden["teller"]):
        fouten.meld(rij, "noemer", "mag niet nul zijn, en niet kleiner dan de teller")
    elif not _past(waarden["waarde"], waarden["teller"], waarden["noemer"]):
        fouten.meld(rij, "waarde", "is niet het afgeronde percentage van teller en noemer")


def _past(waarde: Decimal, teller: int, noemer: int) -> bool:
    """Is it teller / noemer, rounded to the decimals that stand there?"""
    # Half a unit of the last decimal, either way: publishers do not round 0.5 alike.
    half = Decimal("0.5").scaleb(int(waarde.as_tuple().exponent))
    return abs(waarde * noemer - 100 * teller) <= half * noemer


def _controleer_dubbel(regel: Regel, eerder: dict[tuple[str, int], int], fouten: Foutenlijst) -> None:
    if not regel.gebroken & {"indicator", "schooljaar"}:
        sleutel = (regel.waarden["indicator"], regel.waarden["schooljaar"])
        if eerder.setdefault(sleutel, regel.rij) != regel.rij:
            fouten.meld(regel.rij, "schooljaar", f"staat voor deze indicator ook op rij {eerder[sleutel]}")


def _rij(regel: Regel) -> LandelijkRij:
    waarden = regel.waarden
    return LandelijkRij(**{**waarden, "rij": regel.rij, "schoolsoort": SCHOOLSOORT_VAN[waarden["indicator"]]})
