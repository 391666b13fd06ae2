"""Source `organisatie`: which school belongs to which bestuur, subregio and SWV, per schooljaar.

One line = membership of one SWV from schooljaar `vanaf` up to and including `tot` (empty: until further notice).
Rules over the lines: same vestiging and SWV never overlap; a vestiging has one bestuur at a time, whatever the SWV.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final

from pydantic import Field

from shared.contracts import codes
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import BRIN, VESTIGING, Kolom, voeg_brin_toe
from shared.contracts.bronnen.rij import Bestuur, GeslotenRij, Jaar, Naam, Swv, Vestiging
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel

MAX_RIJEN: Final = 100_000
"""All schools of the country with twenty years of history stay far below this."""
OPEN: Final = 9999
"""`tot` of a membership without end."""

KOLOMMEN: Final = (
    VESTIGING, BRIN, Kolom("naam"), Kolom("bestuur"), Kolom("bestuurNaam"), Kolom("subregio"), Kolom("subregioNaam"),
    Kolom("swv"), Kolom("swvNaam"), Kolom("schoolsoort"), Kolom("plaats"), Kolom("vanaf"), Kolom("tot"),
)  # fmt: skip

_SUBREGIO: Final = velden.patroon(
    re.compile(r"(PO|VO)\d{4}[A-Za-z0-9._-]{1,32}", re.ASCII),
    "een code die met het samenwerkingsverband begint (zoals PO9901-NOORD)",
)
_LEZERS: Final[dict[str, Lezer]] = {
    "vestiging": velden.vestiging,
    "naam": velden.naam,
    "bestuur": velden.bestuur,
    "bestuurNaam": velden.naam,
    "subregio": velden.mag_leeg(_SUBREGIO),
    "subregioNaam": velden.mag_leeg(velden.naam),
    "swv": velden.swv,
    "swvNaam": velden.naam,
    "schoolsoort": velden.een_van(codes.VESTIGING_SOORTEN),
    "plaats": velden.naam,
    "vanaf": velden.jaar,
    "tot": velden.mag_leeg(velden.jaar),
}


class OrganisatieRij(GeslotenRij):
    """One membership, as it travels. `van` and `tot` are first calendar years; `tot` is OPEN without end."""

    vestiging: Vestiging
    naam: Naam
    plaats: Naam
    bestuur: Bestuur
    bestuur_naam: Naam
    subregio: Annotated[str, Field(pattern=r"^(PO|VO)[0-9]{4}[A-Za-z0-9._-]{1,32}$")] | None
    subregio_naam: Naam | None
    swv: Swv
    swv_naam: Naam
    schoolsoort: codes.VestigingSoort
    van: Jaar
    tot: Jaar | Annotated[int, Field(ge=OPEN, le=OPEN)]


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[OrganisatieRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=voeg_brin_toe)
    for regel in tabel.regels:
        _controleer_regel(regel, fouten)
    goed = [regel for regel in tabel.regels if not regel.gebroken]
    _controleer_overlap(goed, fouten)
    fouten.stop_als_gevuld()
    gelezen = tuple(_rij(regel) for regel in goed)
    return Gelezen(gelezen, (*tabel.waarschuwingen, *_over_namen(gelezen)))


def _controleer_regel(regel: Regel, fouten: Foutenlijst) -> None:
    """Rules between the columns of one line; a rule about a column that is broken already is not looked at."""
    rij, waarden, gebroken = regel
    if not gebroken & {"subregio", "subregioNaam", "swv"}:
        subregio, heeft_naam = waarden["subregio"], waarden["subregioNaam"] is not None
        if subregio and not subregio.startswith(waarden["swv"]):
            fouten.meld(rij, "subregio", "moet met het samenwerkingsverband van deze regel beginnen")
        if subregio and not heeft_naam:
            fouten.meld(rij, "subregioNaam", "mag niet leeg zijn als er een subregio is")
        if heeft_naam and not subregio:
            fouten.meld(rij, "subregio", "mag niet leeg zijn als er een naam van een subregio is")
    if not gebroken & {"vanaf", "tot"} and _einde(regel) < waarden["vanaf"]:
        fouten.meld(rij, "tot", "mag niet voor vanaf liggen")


def _einde(regel: Regel) -> int:
    tot: int | None = regel.waarden["tot"]
    return OPEN if tot is None else tot


def _controleer_overlap(regels: Sequence[Regel], fouten: Foutenlijst) -> None:
    """Rules between the lines of one vestiging."""
    op_tijd = sorted(regels, key=lambda regel: (regel.waarden["vanaf"], regel.rij))
    for lijst in _groepen(op_tijd, "vestiging", "swv"):
        for eerder, later in _tegelijk(lijst):
            _meld_paar(fouten, "vanaf", eerder, later, _OVERLAP)
    for lijst in _groepen(op_tijd, "vestiging"):
        for eerder, later in _tegelijk(lijst):
            if eerder.waarden["bestuur"] != later.waarden["bestuur"]:
                _meld_paar(fouten, "bestuur", eerder, later, _TWEE_BESTUREN)


_OVERLAP: Final = "overlapt met rij {}: zelfde vestiging, zelfde samenwerkingsverband, zelfde schooljaar"
_TWEE_BESTUREN: Final = "is anders dan op rij {} voor hetzelfde schooljaar: een vestiging heeft één bestuur tegelijk"


def _groepen(regels: Iterable[Regel], *kolommen: str) -> Iterable[list[Regel]]:
    groepen: dict[tuple[str, ...], list[Regel]] = defaultdict(list)
    for regel in regels:
        groepen[tuple(regel.waarden[kolom] for kolom in kolommen)].append(regel)
    return groepen.values()


def _tegelijk(regels: Iterable[Regel]) -> Iterator[tuple[Regel, Regel]]:
    """Pairs of lines with a schooljaar in common; each line with the one before it that lasts longest."""
    langste: Regel | None = None
    for regel in regels:
        if langste is not None and _einde(langste) >= regel.waarden["vanaf"]:
            yield langste, regel
        if langste is None or _einde(regel) > _einde(langste):
            langste = regel


def _meld_paar(fouten: Foutenlijst, kolom: str, een: Regel, ander: Regel, melding: str) -> None:
    """Told at the lower row of the file, whichever of the two comes first in time."""
    eerste, tweede = sorted((een.rij, ander.rij))
    fouten.meld(tweede, kolom, melding.format(eerste))


def _rij(regel: Regel) -> OrganisatieRij:
    waarden = regel.waarden
    return OrganisatieRij(
        rij=regel.rij, vestiging=waarden["vestiging"], naam=waarden["naam"], plaats=waarden["plaats"],
        bestuur=waarden["bestuur"], bestuur_naam=waarden["bestuurNaam"], subregio=waarden["subregio"],
        subregio_naam=waarden["subregioNaam"], swv=waarden["swv"], swv_naam=waarden["swvNaam"],
        schoolsoort=waarden["schoolsoort"], van=waarden["vanaf"], tot=_einde(regel),
    )  # fmt: skip


def _over_namen(rijen: Sequence[OrganisatieRij]) -> Iterator[str]:
    """A name may change over the years; two names at the same time are worth a remark."""
    paren: dict[str, list[tuple[str | None, object, OrganisatieRij]]] = {
        "Samenwerkingsverbanden": [(rij.swv, rij.swv_naam, rij) for rij in rijen],
        "Besturen": [(rij.bestuur, rij.bestuur_naam, rij) for rij in rijen],
        "Subregio's": [(rij.subregio, rij.subregio_naam, rij) for rij in rijen],
        "Vestigingen": [(rij.vestiging, (rij.naam, rij.plaats), rij) for rij in rijen],
    }
    for soort, drietallen in paren.items():
        namen: dict[tuple[str | None, int], dict[object, int]] = defaultdict(dict)
        for code, naam, rij in drietallen:
            namen[code, rij.van].setdefault(naam, rij.rij)
        botsingen = [sorted(per_naam.values()) for per_naam in namen.values() if len(per_naam) > 1]
        if botsingen:
            eerste, tweede = min(botsingen)[:2]
            yield (
                f"{soort} met twee verschillende namen in hetzelfde schooljaar: {len(botsingen)} "
                f"(bijvoorbeeld rij {eerste} en {tweede}). De laatste regel in het bestand telt."
            )
