"""Small things that figures of the open sources share: percentages, euro, shares, and where a number comes from."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from services.gateway.dashboards.gegevens import NVT, ONBEKEND, VOORLOPIG, Waarde
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.bronnen.namen import bronnaam
from shared.contracts.getallen import getal


class Herkomst(NamedTuple):
    """The newest day of the deliveries behind a figure, and what they are called; None, 'LDOS': the live figures."""

    stand_per: date | None
    bron: str


def herkomst(gegevens: Gegevens, vragen: Iterable[Vraag]) -> Herkomst:
    """Where the answers come from."""
    bronnen = [een for vraag in vragen for een in gegevens.ruw(vraag).get("bronnen", ())]
    if not bronnen:
        return Herkomst(None, "LDOS")
    namen = dict.fromkeys(bronnaam(str(een["soort"])) for een in bronnen)
    return Herkomst(max(date.fromisoformat(een["standPer"]) for een in bronnen), " en ".join(namen))


def procent(waarde: Waarde, decimalen: int = 1) -> Waarde:
    """A percentage as people read it: '2,4%', '2,1–2,6%'."""
    if waarde.getal is not None:
        return Waarde(waarde.getal, waarde.status, f"{getal(waarde.getal, decimalen)}%")
    if waarde.laag is None or waarde.hoog is None:
        return waarde
    tekst = f"{_span(waarde.laag, waarde.hoog, decimalen)}%"
    return Waarde(None, waarde.status, tekst, waarde.laag, waarde.hoog)


def bedrag(waarde: Waarde) -> Waarde:
    """Money in whole euro: '€ 1.235'."""
    if waarde.getal is not None:
        return Waarde(waarde.getal, waarde.status, f"€\u00a0{getal(waarde.getal)}")
    if waarde.laag is None or waarde.hoog is None:
        return waarde
    tekst = f"€\u00a0{_span(waarde.laag, waarde.hoog, 0)}"
    return Waarde(None, waarde.status, tekst, waarde.laag, waarde.hoog)


def _span(laag: float, hoog: float, decimalen: int) -> str:
    """'2,1–2,6'; bounds that read the same are one number, 'ongeveer' that."""
    een, twee = getal(laag, decimalen), getal(hoog, decimalen)
    return f"{een}–{twee}" if een != twee else f"\u00b1\u00a0{een}"


def per(teller: Waarde, noemer: Waarde) -> Waarde:
    """One value divided by another, with bounds where one of them has; no denominator: unknown."""
    for een in (teller, noemer):
        if een.midden is None:
            return een
    boven, onder = ((een.laag if een.getal is None else een.getal, een.hoog if een.getal is None else een.getal)
                    for een in (teller, noemer))  # fmt: skip
    if not onder[0] or not onder[1] or boven[0] is None or boven[1] is None:
        return Waarde(None, ONBEKEND)
    status = VOORLOPIG if teller.voorlopig or noemer.voorlopig else None
    laag, hoog = boven[0] / onder[1], boven[1] / onder[0]
    return Waarde(laag, status) if laag == hoog else Waarde(None, status, None, laag, hoog)


def aandeel(deel: Waarde, geheel: Waarde) -> Waarde:
    """A share in percent; 'n.v.t.' of nothing, hidden where a part is."""
    if deel.getal is None or geheel.getal is None:
        return deel if deel.getal is None else geheel
    if not geheel.getal:
        return Waarde(None, NVT)
    return procent(Waarde(100 * deel.getal / geheel.getal, deel.status), 0)


def geen(waarde: Waarde, periode: str) -> str:
    """The sentence where there is no number to tell about."""
    return f"Voor {periode} is er geen getal: {waarde.toon}."


def naast(nu: Waarde, eerder: Waarde, keuze: Keuze, toon: str = "", *, telt_op: bool = True) -> str:
    """'In 2024-2025: 12.', or of a running year that it is not whole yet; `telt_op` False: it is counted on one day."""
    if eerder.midden is None:
        return ""
    return f"In {keuze.eerder}{toon}: {eerder.toon}{', een heel schooljaar' if nu.voorlopig and telt_op else ''}."
