"""What a message of `bronnen.leveringen` does: stage the part; apply the delivery when it is complete.

Everything happens inside the transaction of the caller, so a delivery is applied exactly once and as a whole.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from services.aggregator import opendata
from services.aggregator.opendata.tabellen import BESTEMMINGEN
from services.aggregator.organisatie import landelijk, oordeel, opslag
from services.aggregator.organisatie.afleiding import Opgave, Organisatie, gewijzigde_swvs, leid_af, opgave
from services.aggregator.organisatie.oordeel import Bestand
from services.aggregator.organisatie.uitslag import Uitslag, leg_vast, met_meldingen, peildatum
from shared.contracts.bronnen.levering import Deel, Kop
from shared.contracts.bronnen.organisatie import OrganisatieRij
from shared.contracts.bronnen.soorten import LANDELIJK, ORGANISATIE
from shared.contracts.eenheden import swv_code
from shared.runtime.logging import get_logger
from shared.runtime.postgres import Connection

log = get_logger(__name__)

_RIJEN: Final = TypeAdapter(tuple[OrganisatieRij, ...])


class Plan(NamedTuple):
    """A delivery of `organisatie` beside what is in force now."""

    swvs: frozenset[int]
    bestand: Bestand
    alle: list[Opgave]
    nieuw: list[Opgave]
    oud_beeld: Organisatie
    nieuw_beeld: Organisatie


def leesbaar(bericht: bytes) -> bool:
    """Whether the message is a part of a delivery; if not, it belongs among the dead letters."""
    try:
        Deel.van_bytes(bericht)
    except ValidationError:
        return False
    return True


class Leveringen:
    """Applies deliveries. Holds no state: parts wait in the database."""

    async def verwerk(self, connection: Connection, berichten: Sequence[bytes], nu: datetime) -> set[int]:
        """Handle messages in the order of the partition; the SWV's whose organisation changed.

        A message that is not `leesbaar` is passed over (and logged); any database error is the caller's.
        """
        gewijzigd: set[int] = set()
        for bericht in berichten:
            try:
                deel = Deel.van_bytes(bericht)
            except ValidationError as fout:
                log.error("bericht op bronnen.leveringen is onleesbaar", exc_info=fout)
                continue
            if await opslag.leg_klaar(connection, deel, nu):
                gewijzigd |= await self._rond_af(connection, deel.kop, nu)
        return gewijzigd

    async def _rond_af(self, connection: Connection, kop: Kop, nu: datetime) -> frozenset[int]:
        nummer = await opslag.volgend_nummer(connection)
        rijen = await opslag.neem_rijen(connection, kop.levering, nu)
        if kop.soort == ORGANISATIE.naam:
            uitslag = await self._pas_toe(connection, kop, nummer, rijen, nu)
        elif kop.soort == LANDELIJK.naam:
            uitslag = await landelijk.pas_toe(connection, kop, nummer, rijen, nu)
        elif kop.soort in BESTEMMINGEN:
            uitslag = await opendata.pas_toe(connection, kop, nummer, rijen, nu)
        else:
            uitslag = Uitslag(afgewezen=oordeel.ONBEKENDE_SOORT)
        if not uitslag.toegepast:
            await leg_vast(connection, kop, nummer, uitslag, nu)
        log.info("levering afgehandeld", soort=kop.soort, reden=uitslag.afgewezen or "geen", rijen=kop.rijen)
        return uitslag.gewijzigd

    async def _pas_toe(
        self, connection: Connection, kop: Kop, nummer: int, rijen: list[dict[str, Any]], nu: datetime
    ) -> Uitslag:
        try:
            plan = await _maak_plan(connection, kop, nummer, _RIJEN.validate_python(rijen))
        except ValidationError as fout:
            log.error("rijen van een levering zijn onleesbaar", exc_info=fout)
            return Uitslag(afgewezen=oordeel.ONLEESBAAR)
        if (bezwaar := await _bezwaar(connection, kop, plan)) is not None:
            return bezwaar
        uitslag = _toegepast(plan)
        await leg_vast(connection, kop, nummer, uitslag, nu)
        await opslag.vervang_opgaven(connection, plan.swvs, kop.levering, plan.nieuw)
        if uitslag.gewijzigd:
            await opslag.schrijf_verschil(connection, plan.oud_beeld, plan.nieuw_beeld, nu)
        return uitslag


async def _maak_plan(connection: Connection, kop: Kop, nummer: int, rijen: Sequence[OrganisatieRij]) -> Plan:
    nieuw = [opgave(rij, (peildatum(kop), nummer)) for rij in rijen]
    swvs = frozenset(een.swv for een in nieuw)
    bestand = Bestand(
        bytes.fromhex(kop.sha256), peildatum(kop), kop.opdracht.peildatum is not None, frozenset(map(swv_code, swvs))
    )
    alle = await opslag.opgaven(connection)
    blijft = [een for een in alle if een.swv not in swvs]
    return Plan(swvs, bestand, alle, nieuw, leid_af(alle), leid_af([*blijft, *nieuw]))


async def _bezwaar(connection: Connection, kop: Kop, plan: Plan) -> Uitslag | None:
    """Why the delivery is not applied; None when it is."""
    geldend = await opslag.geldend(connection, plan.swvs)
    if (herhaald := oordeel.herhaalt(plan.bestand, geldend)) is not None:
        return Uitslag(herhaling_van=herhaald, uitkomst=dict(oordeel.tellingen(plan.nieuw)))
    if kop.opdracht.bevestigd:
        return None
    eerder = await opslag.eerder_toegepast(connection, kop.soort, plan.bestand.sha256)
    for reden, meldingen in (
        (oordeel.OUDER, oordeel.is_ouder(plan.bestand, geldend, eerder)),
        (oordeel.ANDER_BESTUUR, oordeel.nieuwe_afwijkingen(plan.oud_beeld, plan.nieuw_beeld)),
    ):
        if meldingen:
            return Uitslag(afgewezen=reden, uitkomst=met_meldingen(meldingen))
    return None


def _toegepast(plan: Plan) -> Uitslag:
    gewijzigd = frozenset(gewijzigde_swvs(plan.oud_beeld, plan.nieuw_beeld))
    meldingen = [
        *oordeel.nieuwe_afwijkingen(plan.oud_beeld, plan.nieuw_beeld),
        *oordeel.veel_minder(plan.alle, plan.nieuw),
    ]
    uitkomst = {
        **oordeel.tellingen(plan.nieuw),
        "gewijzigd": [swv_code(swv) for swv in sorted(gewijzigd)],
        **met_meldingen(meldingen),
    }
    return Uitslag(toegepast=True, uitkomst=uitkomst, gewijzigd=gewijzigd)
