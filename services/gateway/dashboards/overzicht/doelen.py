"""Goals of the unit on the overview, as `/v1/doelen` tells them."""

from collections.abc import Sequence

from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.poorten import Json, Vraag


def vraag_doelen(_kader: Kader) -> Vraag:
    """The question: all goals that this caller sees."""
    return Vraag("doelen", "doelen")


def eigen_doelen(gegevens: Gegevens) -> Sequence[Json]:
    """Those about this unit; of an SWV all of its plans."""
    keuze = gegevens.keuze
    alle = gegevens.ruw(vraag_doelen(gegevens.kader))["doelen"]
    return [
        een
        for een in alle
        if (een["niveau"], een["eenheid"]) == (keuze.niveau, keuze.eenheid) or een["swv"] == keuze.eenheid
    ]


def zin_over_doelen(gegevens: Gegevens) -> str:
    """How many goals there are, and how many are on course."""
    doelen = eigen_doelen(gegevens)
    if not doelen:
        return "Er zijn voor deze eenheid geen doelen vastgelegd."
    op_koers = sum(een["opKoers"] is True for een in doelen)
    niet = sum(een["opKoers"] is False for een in doelen)
    onbekend = len(doelen) - op_koers - niet
    zin = f"Van de {len(doelen)} doelen {'is' if op_koers == 1 else 'zijn'} er {op_koers} op koers en {niet} niet"
    if len(doelen) == 1:
        return f"Het ene doel is {'op koers' if op_koers else 'niet op koers' if niet else 'nog niet te beoordelen'}."
    return f"{zin}; van {onbekend} is het niet te zeggen." if onbekend else f"{zin}."
