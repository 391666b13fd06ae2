"""Source `landelijk`: figures about the whole country as their publisher printed them.

One line = one figure for one schooljaar (a count on 1 October belongs to the schooljaar that began that August).
Nothing is computed here. `bron` names publisher and definition, for the definitions of a deelnamepercentage differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import Field

from shared.contracts import codes
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import Kolom
from shared.contracts.bronnen.levering import Status
from shared.contracts.bronnen.rij import GeslotenRij, Jaar, Naam
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel
from shared.contracts.schooljaar import tekst

MAX_RIJEN: Final = 10_000
PO: Final = "po"
VO: Final = "vo+vso"
"""All of primary (bao, sbo, so) and all of secondary education."""
Landelijkesoort = Literal["bao", "sbo", "so", "vso", "pro", "vo", "po", "vo+vso"]


class Vorm(NamedTuple):
    """What a published figure of an indicator may be about; None among them: all of it."""

    schoolsoorten: tuple[str | None, ...]
    soorten: tuple[str | None, ...] = (None,)
    is_aantal: bool = False
    factor: int = 100


VORMEN: Final[Mapping[str, Vorm]] = {
    **{f"deelname-{soort}": Vorm((soort,)) for soort in ("sbo", "so", "vso", "pro")},
    "leerlingen": Vorm(("bao", "sbo", "so", "vso", "pro", "vo", PO, VO), is_aantal=True),
    "thuiszitters": Vorm((None,), (None, *codes.THUISZITTER_SOORTEN), is_aantal=True),
    "thuiszitters-per-1000": Vorm((None,), factor=1000),
    "verwijzingspercentage": Vorm((PO, VO)),
}
"""The figures that may be delivered."""

_MAG_ONTBREKEN: Final = ("schoolsoort", "soort", "teller", "noemer", "status")
KOLOMMEN: Final = (
    Kolom("indicator"), Kolom("schooljaar"), Kolom("waarde"), Kolom("bron"),
    *(Kolom(naam, verplicht=False) for naam in _MAG_ONTBREKEN),
)  # fmt: skip
_SCHOOLSOORTEN: Final = ("bao", "sbo", "so", "vso", "pro", "vo", PO, VO)
_LEZERS: Final[dict[str, Lezer]] = {
    "indicator": velden.een_van(tuple(VORMEN)),
    "schooljaar": velden.jaar,
    "schoolsoort": velden.mag_leeg(velden.een_van(_SCHOOLSOORTEN)),
    "soort": velden.mag_leeg(velden.een_van(codes.THUISZITTER_SOORTEN)),
    "waarde": velden.decimaal,
    "teller": velden.mag_leeg(velden.aantal),
    "noemer": velden.mag_leeg(velden.aantal),
    "status": velden.mag_leeg(velden.een_van(("voorlopig", "definitief"))),
    "bron": velden.naam,
}

Aantal = Annotated[int, Field(ge=0, le=velden.MAX_AANTAL)]


class LandelijkRij(GeslotenRij):
    """One published figure, as it travels. `waarde`: a percentage, pupils per 1,000, or a count, as published."""

    indicator: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z0-9]+)*$", max_length=40)]
    schooljaar: Jaar
    schoolsoort: Landelijkesoort | None
    soort: codes.ThuiszitterSoort | None = None
    waarde: Annotated[Decimal, Field(ge=0, le=velden.MAX_AANTAL)]
    teller: Aantal | None
    noemer: Aantal | None
    status: Status | None
    bron: Naam


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[LandelijkRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan)
    eerder: dict[tuple[str | int | None, ...], int] = {}
    for regel in tabel.regels:
        _controleer_soort(regel, fouten)
        _controleer_getallen(regel, fouten)
        _controleer_dubbel(regel, eerder, fouten)
    fouten.stop_als_gevuld()
    return Gelezen(tuple(_rij(regel) for regel in tabel.regels), tabel.waarschuwingen)


def _vul_aan(cellen: dict[str, str]) -> None:
    """A column that may be left out is an empty one; an indicator about one schoolsoort need not name it."""
    for naam in _MAG_ONTBREKEN:
        cellen.setdefault(naam, "")
    vorm = VORMEN.get(cellen.get("indicator", ""))
    if vorm is not None and len(vorm.schoolsoorten) == 1:
        cellen["schoolsoort"] = cellen["schoolsoort"] or vorm.schoolsoorten[0] or ""


def _controleer_soort(regel: Regel, fouten: Foutenlijst) -> None:
    if regel.gebroken & {"indicator", "schoolsoort", "soort"}:
        return
    vorm = VORMEN[regel.waarden["indicator"]]
    for kolom, mag in (("schoolsoort", vorm.schoolsoorten), ("soort", vorm.soorten)):
        if regel.waarden[kolom] not in mag:
            fouten.meld(regel.rij, kolom, f"hoort bij deze indicator {_of(mag)} te zijn")


def _of(mag: Sequence[str | None]) -> str:
    return " of ".join(een or "leeg" for een in mag)


def _controleer_getallen(regel: Regel, fouten: Foutenlijst) -> None:
    rij, waarden, gebroken = regel
    if gebroken & {"indicator", "waarde"}:
        return
    vorm = VORMEN[waarden["indicator"]]
    if vorm.is_aantal:
        _controleer_aantal(regel, fouten)
        return
    if waarden["waarde"] > 100:
        fouten.meld(rij, "waarde", "is een percentage en mag niet boven 100 liggen")
    if gebroken & {"waarde", "teller", "noemer"} or waarden["teller"] is None or waarden["noemer"] is None:
        return
    if waarden["noemer"] < max(1, waarden["teller"]):
        fouten.meld(rij, "noemer", "mag niet nul zijn, en niet kleiner dan de teller")
    elif not _past(waarden["waarde"], waarden["teller"], waarden["noemer"], vorm.factor):
        fouten.meld(rij, "waarde", "is niet het afgeronde percentage van teller en noemer")


def _controleer_aantal(regel: Regel, fouten: Foutenlijst) -> None:
    if regel.waarden["waarde"] != int(regel.waarden["waarde"]):
        fouten.meld(regel.rij, "waarde", "is een aantal en moet een heel getal zijn, zonder punten")
    for kolom in ("teller", "noemer"):
        if regel.waarden[kolom] is not None:
            fouten.meld(regel.rij, kolom, "hoort bij een aantal leeg te zijn")


def _past(waarde: Decimal, teller: int, noemer: int, factor: int) -> bool:
    """Is it teller / noemer × factor, rounded to the decimals that stand there?"""
    # Half a unit of the last decimal, either way: publishers do not round 0.5 alike.
    half = Decimal("0.5").scaleb(int(waarde.as_tuple().exponent))
    return abs(waarde * noemer - factor * teller) <= half * noemer


def _controleer_dubbel(regel: Regel, eerder: dict[tuple[str | int | None, ...], int], fouten: Foutenlijst) -> None:
    if not regel.gebroken & {"indicator", "schooljaar", "schoolsoort", "soort"}:
        sleutel = tuple(regel.waarden[naam] for naam in ("indicator", "schooljaar", "schoolsoort", "soort"))
        if eerder.setdefault(sleutel, regel.rij) != regel.rij:
            fouten.meld(regel.rij, "schooljaar", f"staat voor deze indicator ook op rij {eerder[sleutel]}")


def _rij(regel: Regel) -> LandelijkRij:
    return LandelijkRij(rij=regel.rij, **regel.waarden)


def plek(indicator: str, schooljaar: int, schoolsoort: str | None, soort: str | None) -> str:
    """What a figure is about, in words: a newer delivery replaces exactly this."""
    vast = len(VORMEN[indicator].schoolsoorten) == 1
    delen = (indicator, None if vast else schoolsoort, soort, tekst(schooljaar))
    return " ".join(deel for deel in delen if deel)
