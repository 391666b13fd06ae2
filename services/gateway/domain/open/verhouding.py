"""One figure divided by another, with the bounds that an interval leaves."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from services.gateway.domain.open.uitslag import Uitslag
from services.gateway.domain.uitkomst import Json, euro, onthouden
from shared.contracts.getallen import afgerond, getal
from shared.contracts.indicatoren.model import Verhouding
from shared.contracts.waarde import Waarde

GEEN_NOEMER = "geen leerlingen om door te delen"


class Grenzen(NamedTuple):
    """Lowest and highest that the quotient can be, times the factor."""

    laag: Fraction
    hoog: Fraction


class Breuk(NamedTuple):
    """Numerator and denominator with the status of the whole; `grenzen` None: no value."""

    teller: Uitslag
    noemer: Uitslag
    status: str | None
    grenzen: Grenzen | None = None
    tekst: str | None = None


def deel(definitie: Verhouding, teller: Uitslag, noemer: Uitslag) -> Breuk:
    """teller / noemer × factor. Withheld or not applicable goes before unknown; no denominator: unknown."""
    for weg in ("c", "z", "x"):
        for een in (teller, noemer):
            if een.status == weg:
                return Breuk(teller, noemer, weg, tekst=een.tekst)
    boven, onder = teller.waarde, noemer.waarde
    if boven is None or onder is None:
        raise AssertionError("only c, x and z are without value")
    grenzen = _grenzen(definitie, boven, onder)
    if grenzen is None:
        return Breuk(teller, noemer, "x", tekst=GEEN_NOEMER)
    return Breuk(teller, noemer, "p" if "p" in (teller.status, noemer.status) else None, grenzen)


def _grenzen(definitie: Verhouding, boven: Waarde, onder: Waarde) -> Grenzen | None:
    """Bounds of the quotient; None when the denominator may be zero.

    Where the numerator is part of the denominator, a larger numerator makes a larger denominator too.
    """
    hoogste_noemer, laagste_noemer = onder.hoog, onder.laag
    if definitie.teller_in_noemer:
        hoogste_noemer = onder.hoog - boven.hoog + boven.laag
        laagste_noemer = onder.laag - boven.laag + boven.hoog
    if min(hoogste_noemer, laagste_noemer) <= 0:
        return None
    return Grenzen(
        Fraction(boven.laag * definitie.factor, hoogste_noemer), Fraction(boven.hoog * definitie.factor, laagste_noemer)
    )


def tel_bekende(paren: Sequence[tuple[Uitslag, Uitslag]]) -> tuple[Uitslag, Uitslag, int]:
    """Numerator and denominator of units together, over those that have both; and how many have not."""
    bekend = [(een, twee) for een, twee in paren if een.waarde is not None and twee.waarde is not None]
    if not bekend:
        return (*(paren[0] if paren else (Uitslag(None, "x"), Uitslag(None, "x"))), len(paren))
    tellers, noemers = zip(*bekend, strict=True)
    return _samen(tellers), _samen(noemers), len(paren) - len(bekend)


def _samen(delen: Sequence[Uitslag]) -> Uitslag:
    totaal = Waarde(0, 0)
    for een in delen:
        totaal = totaal.plus(een.waarde) if een.waarde is not None else totaal
    return Uitslag(totaal, "p" if any(een.status == "p" for een in delen) else None)


def vorm_breuk(breuk: Breuk, in_euro: bool) -> Json:
    """As the API shows it: {teller, noemer, waarde}, not rounded; money as decimal strings; bounds for an interval."""
    if breuk.status == "c":
        return onthouden()
    delen = {"teller": _deel(breuk.teller.waarde, in_euro), "noemer": _deel(breuk.noemer.waarde, False)}
    if breuk.grenzen is None:
        return {**delen, "waarde": None, "status": breuk.status, **({"tekst": breuk.tekst} if breuk.tekst else {})}
    laag, hoog = (_getal(een, in_euro) for een in breuk.grenzen)
    if breuk.grenzen.laag == breuk.grenzen.hoog:
        return {**delen, "waarde": laag, "status": breuk.status}
    tekst = "–".join(_tekst(een, in_euro) for een in breuk.grenzen)
    return {**delen, "waarde": None, "laag": laag, "hoog": hoog, "status": breuk.status, "tekst": tekst}


def _deel(waarde: Waarde | None, in_euro: bool) -> int | str | Json | None:
    if waarde is None:
        return None
    if in_euro:
        return euro(waarde.laag)
    return waarde.laag if waarde.exact else {"laag": waarde.laag, "hoog": waarde.hoog}


def _getal(waarde: Fraction, in_euro: bool) -> float | str:
    """Percent as a float; euro (from cents) as a decimal string, half a cent upwards."""
    return euro(int(afgerond(waarde))) if in_euro else float(waarde)


def _tekst(waarde: Fraction, in_euro: bool) -> str:
    """For people: one decimal, a comma."""
    if in_euro:
        return euro(int(afgerond(waarde))).replace(".", ",")
    return getal(waarde, 1)
