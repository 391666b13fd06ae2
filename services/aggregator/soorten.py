"""What the messages of each topic do to the stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import ValidationError

from services.aggregator.domain import Bericht, Gevolg, Stand, Telling, nummers_van, reduce, samen, verzilvering
from services.aggregator.domain.reducer import Dood
from services.aggregator.handlers import Bron, DodeLetter, Transactie, Verwerkt
from services.aggregator.organisatie import leesbaar
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.contracts.cellen import Cel, Maten
from shared.contracts.eenheden import swv_getal
from shared.contracts.zaken import Zaak
from shared.runtime.consume import TP, Record
from shared.runtime.dead_letters import DeadLetter, InvalidLimit

ONLEESBAAR = "onleesbaar"
DIENST = "aggregator"


class Zaken:
    """Topic `onderwijs.zaken`: cases as they stand."""

    def __init__(self, limiet: InvalidLimit) -> None:
        self._limiet = limiet

    async def verwerk(self, transactie: Transactie, tp: TP, records: Sequence[Record], nu: datetime) -> Verwerkt:
        """Fold the batch over the held cases; what can't be read, conflicts or is past its retention becomes a
        dead letter."""
        berichten, onleesbaar = lees(records)
        gehouden = await transactie.gehouden([bytes.fromhex(bericht.zaak.zaak) for bericht in berichten])
        onbekend = {sleutel for een in berichten if (sleutel := bytes.fromhex(een.zaak.zaak)) not in gehouden}
        gevolg = reduce(gehouden, berichten, await transactie.gevouwen(sorted(onbekend)))
        gevolg = replace(gevolg, delta=samen(gevolg.delta, await naast_lijsten(transactie, gehouden, gevolg.zaken)))
        await transactie.bewaar(gevolg.zaken)
        await transactie.verreken(gevolg.delta)
        await transactie.tel_bronnen(bronnen_van(berichten, gevolg), nu)
        self._limiet.note(len(onleesbaar))
        dood = (*onleesbaar, *gevolg.dood)
        return Verwerkt(
            gevolg.telling.plus_dood(len(onleesbaar)),
            frozenset(cel.swv for cel in gevolg.delta),
            frozenset(cel.schooljaar for cel in gevolg.delta),
            plaatsen=frozenset((cel.vestiging, cel.schooljaar) for cel in gevolg.delta),
            letters=tuple(_letter(tp, een, nu) for een in dood),
        )


class Lijsten:
    """Topic `onderwijs.lijsten`: lists with persons after the anonymiser."""

    async def verwerk(self, transactie: Transactie, tp: TP, records: Sequence[Record], nu: datetime) -> Verwerkt:
        """Stage parts; put in force what is complete; what can't be read becomes a dead letter."""
        delen: list[Lijstdeel] = []
        dood: list[Dood] = []
        for record in records:
            try:
                delen.append(Lijstdeel.van_bytes(record.value or b""))
            except ValidationError:
                dood.append(Dood(record.offset, ONLEESBAAR))
        veranderd = await transactie.zet_lijsten_klaar(delen, nu)
        return Verwerkt(
            Telling(ontvangen=len(records), geteld=len(delen), dood=len(dood)),
            veranderd.swvs,
            veranderd.schooljaren,
            letters=tuple(_letter(tp, een, nu) for een in dood),
        )


class DodeLetters:
    """Topic `dode-letters`: what the services left of us could not use."""

    async def verwerk(self, _transactie: Transactie, tp: TP, records: Sequence[Record], nu: datetime) -> Verwerkt:
        """Keep each letter; one that can't be read is a dead letter itself."""
        letters = tuple(_doorgegeven(tp, record, nu) for record in records)
        return Verwerkt(Telling(ontvangen=len(records), dood=len(records)), letters=letters)


class Leveringen:
    """Topic `bronnen.leveringen`: reference data."""

    async def verwerk(self, transactie: Transactie, tp: TP, records: Sequence[Record], nu: datetime) -> Verwerkt:
        """Stage parts; apply what is complete; what can't be read becomes a dead letter."""
        delen = {record.offset: record.value for record in records if record.value and leesbaar(record.value)}
        dood = [Dood(record.offset, ONLEESBAAR) for record in records if record.offset not in delen]
        swvs = await transactie.pas_leveringen_toe(list(delen.values()), nu)
        return Verwerkt(
            Telling(ontvangen=len(records), geteld=len(records) - len(dood), dood=len(dood)),
            frozenset(swvs),
            organisatie=bool(swvs),
            letters=tuple(_letter(tp, een, nu) for een in dood),
        )


async def naast_lijsten(
    transactie: Transactie, gehouden: Mapping[bytes, Stand], nieuw: Mapping[bytes, Stand]
) -> Mapping[Cel, Maten]:
    """What the change of these cases does to the cells beside DUO's lists."""
    oud = [gehouden[zaak] for zaak in nieuw if zaak in gehouden]
    nummers = nummers_van([*oud, *nieuw.values()])
    if not nummers:
        return {}
    lijsten = await transactie.lijsten({stand.swv for stand in (*oud, *nieuw.values())}, nummers)
    verschil = verzilvering(gehouden, nieuw, lijsten)
    return samen(verschil.cellen, await transactie.maak_bekend(verschil.bekend))


def lees(records: Sequence[Record]) -> tuple[list[Bericht], list[Dood]]:
    """Readable messages, and the unreadable ones."""
    berichten: list[Bericht] = []
    onleesbaar: list[Dood] = []
    for record in records:
        try:
            berichten.append(Bericht(record.offset, Zaak.van_bytes(record.value or b"")))
        except ValidationError:
            onleesbaar.append(Dood(record.offset, ONLEESBAAR))
    return berichten, onleesbaar


def bronnen_van(berichten: Sequence[Bericht], gevolg: Gevolg) -> list[Bron]:
    """Counts per source system and SWV of what these messages did."""
    alle = Counter((bericht.zaak.bron, swv_getal(bericht.zaak.swv)) for bericht in berichten)
    dood = Counter((een.zaak.bron, swv_getal(een.zaak.swv)) for een in gevolg.dood if een.zaak is not None)
    return [Bron(*sleutel, aantal - dood[sleutel], dood[sleutel]) for sleutel, aantal in sorted(alle.items())]


def _letter(tp: TP, een: Dood, nu: datetime) -> DodeLetter:
    event_id = None if een.zaak is None else een.zaak.event_id
    return DodeLetter(DIENST, tp.topic, tp.partition, een.offset, een.reden, event_id, nu)


def _doorgegeven(tp: TP, record: Record, nu: datetime) -> DodeLetter:
    try:
        letter = DeadLetter.model_validate_json(record.value or b"")
    except ValidationError:
        return DodeLetter(DIENST, tp.topic, tp.partition, record.offset, ONLEESBAAR, None, nu)
    return DodeLetter(
        letter.dienst, letter.topic, letter.partitie, letter.offset, letter.reden, letter.eventId, letter.tijd
    )
