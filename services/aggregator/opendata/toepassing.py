"""What a delivery of an open source does: replace what it names, whole, in the transaction of the caller.

Asked first: an older delivery over a newer one, and provisional numbers over definitive ones.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from asyncpg import DataError, IntegrityConstraintViolationError
from pydantic import BaseModel, ValidationError

from services.aggregator.opendata import opslag
from services.aggregator.opendata.opslag import GeldendeLevering
from services.aggregator.opendata.tabellen import BESTEMMINGEN, SCHOLEN_IN, Bestemming, Omstandigheid, Tabel
from services.aggregator.organisatie import oordeel
from services.aggregator.organisatie.oordeel import Bestand, Geldend
from services.aggregator.organisatie.opslag import eerder_toegepast
from services.aggregator.organisatie.uitslag import Uitslag, leg_vast, met_meldingen, peildatum
from shared.contracts.bronnen.bijzonder import getal
from shared.contracts.bronnen.levering import Kop
from shared.contracts.bronnen.soorten import SOORTEN
from shared.contracts.eenheden import swv_getal, vestiging_code
from shared.contracts.schooljaar import schooljaar_van, tekst
from shared.runtime.logging import get_logger
from shared.runtime.postgres import Connection

log = get_logger(__name__)

_GENOEMD: Final = 5


class _Levering(NamedTuple):
    """A complete delivery: its head, its lines, and what it is about."""

    kop: Kop
    nummer: int
    rijen: Sequence[BaseModel]
    bestemming: Bestemming
    bereiken: Mapping[str, int]


async def pas_toe(
    connection: Connection, kop: Kop, nummer: int, rijen: Sequence[dict[str, Any]], nu: datetime
) -> Uitslag:
    """Apply a complete delivery, or say why not. Writes its line in the history only when it is applied.

    Lines that the tables refuse are a fault of ours; they must not hold up every delivery after this one.
    """
    try:
        async with connection.transaction():
            return await _pas_toe(connection, kop, nummer, rijen, nu)
    except (IntegrityConstraintViolationError, DataError) as fout:
        log.error("rijen van een levering passen niet in de tabellen", exc_info=fout)
        return Uitslag(afgewezen=oordeel.ONLEESBAAR)


async def _pas_toe(
    connection: Connection, kop: Kop, nummer: int, rijen: Sequence[dict[str, Any]], nu: datetime
) -> Uitslag:
    bestemming = BESTEMMINGEN[kop.soort]
    try:
        nieuw = [bestemming.rij.model_validate(rij) for rij in rijen]
    except ValidationError as fout:
        log.error("rijen van een levering zijn onleesbaar", exc_info=fout)
        return Uitslag(afgewezen=oordeel.ONLEESBAAR)
    bereiken = SOORTEN[kop.soort].bereiken(nieuw, peildatum(kop), kop.opdracht.bron)
    levering = _Levering(kop, nummer, nieuw, bestemming, bereiken)
    om = _omstandigheid(levering)
    for tabel in bestemming.tabellen:
        records = [een for rij in nieuw for een in tabel.maak(rij, om)]
        await opslag.leg_naast(connection, tabel, list(dict.fromkeys(records)) if tabel.uniek else records)
    geldend = await opslag.geldend(connection, kop.soort, bereiken)
    if (bezwaar := await _bezwaar(connection, levering, geldend)) is not None:
        return bezwaar
    oud = {een.levering for een in geldend}
    uitslag = await _uitslag(connection, levering, oud, om)
    await leg_vast(connection, kop, nummer, uitslag, nu)
    await _vervang(connection, levering, oud)
    if uitslag.gewijzigd:
        await opslag.hoog_versie_op(connection, nu)
    return uitslag


def _omstandigheid(levering: _Levering) -> Omstandigheid:
    jaren = [een[0] for rij in levering.rijen for een in getattr(rij, "aantallen", ())]
    jaar = schooljaar_van(peildatum(levering.kop))
    return Omstandigheid(levering.kop.opdracht.status, jaar, max(jaren, default=jaar))


async def _bezwaar(connection: Connection, levering: _Levering, geldend: Sequence[GeldendeLevering]) -> Uitslag | None:
    """Why the delivery is not applied; None when it is."""
    kop = levering.kop
    gekozen = kop.opdracht.peildatum is not None
    bestand = Bestand(bytes.fromhex(kop.sha256), peildatum(kop), gekozen, frozenset(levering.bereiken))
    zelfde_status = [Geldend(*een[:5]) for een in geldend if kop.opdracht.status in (None, een.status)]
    if (herhaald := oordeel.herhaalt(bestand, zelfde_status)) is not None:
        return Uitslag(herhaling_van=herhaald, uitkomst=_tellingen(levering, []))
    if kop.opdracht.bevestigd:
        return None
    eerder = await eerder_toegepast(connection, kop.soort, bestand.sha256)
    meldingen = [
        *oordeel.is_ouder(bestand, [Geldend(*een[:5]) for een in geldend], eerder),
        *await _voorlopig_over_definitief(connection, levering.bestemming.tabellen[0]),
    ]
    return Uitslag(afgewezen=oordeel.OUDER, uitkomst=met_meldingen(meldingen)) if meldingen else None


async def _voorlopig_over_definitief(connection: Connection, tabel: Tabel) -> list[str]:
    plekken = await opslag.terug_naar_voorlopig(connection, tabel)
    return [f"{tabel.naam_van(*plek)}: er gelden al definitieve cijfers; deze zijn voorlopig." for plek in plekken]


async def _uitslag(connection: Connection, levering: _Levering, oud: Collection[UUID], om: Omstandigheid) -> Uitslag:
    gewijzigd: set[str] = set()
    for tabel in levering.bestemming.tabellen:
        if tabel.plek:
            plekken = await opslag.verschil(connection, tabel)
            gewijzigd.update(tabel.naam_van(*plek) for plek in plekken)
        elif await opslag.verschilt_van(connection, tabel, oud):
            gewijzigd.update(levering.bereiken)
    meldingen = await _ontbrekende_scholen(connection, levering, om)
    return Uitslag(
        toegepast=True,
        uitkomst={**_tellingen(levering, sorted(gewijzigd)), **met_meldingen(meldingen)},
        gewijzigd=await _swvs(connection, levering) if gewijzigd else frozenset(),
    )


async def _vervang(connection: Connection, levering: _Levering, oud: Collection[UUID]) -> None:
    kop = levering.kop
    for tabel in levering.bestemming.tabellen:
        if tabel.plek:
            await opslag.vervang(connection, tabel, kop.levering)
        else:
            await opslag.vervang_leveringen(connection, tabel, oud, kop.levering)
    await opslag.stel_in_werking(connection, kop.soort, levering.bereiken, kop.levering)


async def _swvs(connection: Connection, levering: _Levering) -> frozenset[int]:
    """Whose figures follow: of the SWV's in the file, or of all when the file is about the country."""
    swv_van = SOORTEN[levering.kop.soort].swv_van
    if swv_van is None:
        return await opslag.alle_swvs(connection)
    return frozenset(swv_getal(swv_van(rij)) for rij in levering.rijen)


async def _ontbrekende_scholen(connection: Connection, levering: _Levering, om: Omstandigheid) -> list[str]:
    """DUO leaves small schools out of some files: their number is unknown, not zero."""
    soorten = SCHOLEN_IN.get(levering.kop.soort)
    if soorten is None:
        return []
    jaar = om.laatste
    zonder = await opslag.zonder_aantal(connection, levering.bestemming.tabellen[0], jaar, soorten)
    if not zonder:
        return []
    genoemd = ", ".join(vestiging_code(een) for een in zonder[:_GENOEMD])
    scholen = "een school" if len(zonder) == 1 else f"{getal(len(zonder))} scholen"
    return [
        f"Van {scholen} uit de organisatie staat er in {tekst(jaar)} geen aantal in dit bestand "
        f"({genoemd}{' …' if len(zonder) > _GENOEMD else ''}). Dat aantal blijft onbekend. DUO laat vestigingen met "
        "10 of minder leerlingen soms weg."
    ]


def _tellingen(levering: _Levering, gewijzigd: list[str]) -> dict[str, object]:
    return {"onderdelen": len(levering.bereiken), "gewijzigd": gewijzigd}
