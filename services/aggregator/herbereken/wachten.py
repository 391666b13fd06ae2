"""Folding waits for the gate: a release counts cases, so no case leaves before the final release of its schooljaren."""

from collections.abc import Sequence
from typing import Final

from services.aggregator.domain import contributions
from services.aggregator.herbereken.vergelijking import Verbinding
from shared.contracts.eenheden import swv_code, swv_getal
from shared.contracts.zaken import Dossier

_BEURT: Final = 2_000
_ZAKEN: Final = "SELECT zaak, swv, inhoud FROM stand.zaak WHERE inhoud IS NOT NULL AND zaak = ANY ($1::bytea[])"
# An SWV without members has no released row: nothing to wait for.
_SWVS: Final = "SELECT DISTINCT swv FROM organisatie.lidmaatschap"
# All figures of an SWV become final in the same release.
_DEFINITIEF: Final = """
    SELECT DISTINCT eenheid, schooljaar FROM vrijgave.tabel WHERE niveau = 'swv' AND splitsing = '' AND definitief
"""


async def uitvrijgegeven(connection: Verbinding, kandidaten: Sequence[bytes]) -> list[bytes]:
    """Those among the candidates of which every schooljaar had its final release, in the same order."""
    swvs = {rij[0] for rij in await connection.fetch(_SWVS)}
    definitief = {(swv_getal(swv), jaar) for swv, jaar in await connection.fetch(_DEFINITIEF)}
    gevonden: list[bytes] = []
    for begin in range(0, len(kandidaten), _BEURT):
        rijen = await connection.fetch(_ZAKEN, list(kandidaten[begin : begin + _BEURT]))
        klaar = {rij["zaak"] for rij in rijen if _telt_in(rij["swv"], rij["inhoud"], swvs) <= definitief}
        gevonden += [zaak for zaak in kandidaten[begin : begin + _BEURT] if zaak in klaar]
    return gevonden


def _telt_in(swv: int, inhoud: bytes, swvs: set[int]) -> set[tuple[int, int]]:
    """(SWV, schooljaar) of the released figures that a case counts in."""
    if swv not in swvs:
        return set()
    return {(cel.swv, cel.schooljaar) for cel, _ in contributions(swv_code(swv), Dossier.model_validate_json(inhoud))}
