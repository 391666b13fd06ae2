"""Source `financien`: budget and spending of an SWV, per boekjaar (calendar year) or schooljaar.

One line = one amount of the SWV, of a bestuur, or of a school. Lines about the same unit, period and
category are added up.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal, NamedTuple, get_args

from pydantic import Field

from shared.contracts.bronnen import velden
from shared.contracts.bronnen.bijzonder import Bijzonderheden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import BRIN, VESTIGING, Kolom, voeg_brin_toe
from shared.contracts.bronnen.rij import Bestuur, GeslotenRij, Jaar, Swv, Vestiging
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel

MAX_RIJEN: Final = 100_000
MAX_CENT: Final = 10**14
Categorie = Literal["basisondersteuning", "extra_ondersteuning", "arrangementen", "verwijzingen", "overig"]
CATEGORIEEN: Final[tuple[str, ...]] = get_args(Categorie)
KOLOMMEN: Final = (
    Kolom("swv"), Kolom("bestuur", ("bevoegd gezag nummer", "bestuursnummer"), verplicht=False),
    Kolom(VESTIGING.naam, VESTIGING.aliassen, verplicht=False), BRIN, Kolom("periode"), Kolom("categorie"),
    Kolom("begroot"), Kolom("besteed"), Kolom("toelichting", verplicht=False),
)  # fmt: skip
_BOEKJAAR: Final = re.compile(r"[0-9]{4}")
_ZINNEN: Final = {
    "opgeteld": (
        "{} regel gaat over dezelfde eenheid, periode en categorie als een eerdere; die zijn opgeteld.",
        "{} regels gaan over dezelfde eenheid, periode en categorie als een eerdere; die zijn opgeteld.",
    ),
    "leeg": ("{} bedrag is leeg: dat blijft onbekend.", "{} bedragen zijn leeg: die blijven onbekend."),
}
Cent = Annotated[int, Field(ge=-MAX_CENT, le=MAX_CENT)]


class Periode(NamedTuple):
    """A boekjaar by its calendar year, a schooljaar by its first."""

    soort: Literal["boekjaar", "schooljaar"]
    jaar: int


class FinancienRij(GeslotenRij):
    """One line, in whole cents; None is unknown, which is not zero."""

    swv: Swv
    bestuur: Bestuur | None
    vestiging: Vestiging | None
    periode_soort: Literal["boekjaar", "schooljaar"]
    jaar: Jaar
    categorie: Categorie
    begroot_cent: Cent | None
    besteed_cent: Cent | None
    toelichting: Annotated[str, Field(max_length=velden.MAX_TEKST)] | None


def _periode(cel: str) -> Periode:
    if _BOEKJAAR.fullmatch(cel) and velden.EERSTE_JAAR <= int(cel) <= velden.LAATSTE_JAAR:
        return Periode("boekjaar", int(cel))
    try:
        return Periode("schooljaar", velden.jaar(cel))
    except velden.FoutWaarde:
        raise velden.FoutWaarde("moet een boekjaar (2025) of een schooljaar (2025-2026) zijn") from None


def _categorie(cel: str) -> str:
    return velden.een_van(CATEGORIEEN)(re.sub(r"[\s_-]+", "_", cel.casefold()))


_LEZERS: Final[dict[str, Lezer]] = {
    "swv": velden.vrije_swv, "bestuur": velden.mag_leeg(velden.bestuur),
    "vestiging": velden.mag_leeg(velden.vestiging), "periode": _periode, "categorie": _categorie,
    "begroot": velden.mag_leeg(velden.bedrag), "besteed": velden.mag_leeg(velden.bedrag),
    "toelichting": velden.mag_leeg(velden.tekst),
}  # fmt: skip


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[FinancienRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan)
    for regel in tabel.regels:
        _controleer(regel, fouten)
    fouten.stop_als_gevuld()
    gelezen = tuple(_rij(regel) for regel in tabel.regels)
    return Gelezen(gelezen, (*tabel.waarschuwingen, *_bijzonderheden(gelezen)))


def _vul_aan(cellen: dict[str, str]) -> None:
    voeg_brin_toe(cellen)
    for naam in ("bestuur", "vestiging", "toelichting"):
        cellen.setdefault(naam, "")


def _controleer(regel: Regel, fouten: Foutenlijst) -> None:
    if regel.gebroken & {"begroot", "besteed"}:
        return
    if regel.waarden["begroot"] is None and regel.waarden["besteed"] is None:
        fouten.meld(regel.rij, "besteed", "begroot en besteed mogen niet allebei leeg zijn")
    for naam in ("begroot", "besteed"):
        if abs(regel.waarden[naam] or 0) > MAX_CENT:
            fouten.meld(regel.rij, naam, "is een onmogelijk groot bedrag")


def _rij(regel: Regel) -> FinancienRij:
    waarden = regel.waarden
    return FinancienRij(
        rij=regel.rij, swv=waarden["swv"], bestuur=waarden["bestuur"], vestiging=waarden["vestiging"],
        periode_soort=waarden["periode"].soort, jaar=waarden["periode"].jaar, categorie=waarden["categorie"],
        begroot_cent=waarden["begroot"], besteed_cent=waarden["besteed"], toelichting=waarden["toelichting"],
    )  # fmt: skip


def _bijzonderheden(rijen: Sequence[FinancienRij]) -> tuple[str, ...]:
    bijzonder = Bijzonderheden(_ZINNEN)
    plekken = Counter(
        (rij.swv, rij.bestuur, rij.vestiging, rij.periode_soort, rij.jaar, rij.categorie) for rij in rijen
    )
    bijzonder.tel("opgeteld", len(rijen) - len(plekken))
    bijzonder.tel("leeg", sum((rij.begroot_cent is None) + (rij.besteed_cent is None) for rij in rijen))
    return bijzonder.meldingen()
