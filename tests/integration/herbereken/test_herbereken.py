"""R4: checkpoint + log gives exactly the running stand, while pushes go on, and the swap repairs what is wrong."""

import asyncio
import hashlib
import os
import signal
import subprocess
import sys

import asyncpg
import pytest
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.structs import TopicPartition

from services.aggregator.herbereken import IjkpuntBeschadigd, LooptAl, Vergelijking, Wijze
from services.aggregator.herbereken.verloop import SLOT
from shared.contracts.topics import ONDERWIJS_ZAKEN
from tests.integration.herbereken.conftest import ROOT, Huis, verhaal
from tests.stack import until

VERNIEL = (
    "UPDATE stand.cel SET aantal = aantal + 1 WHERE ctid = (SELECT min(ctid) FROM stand.cel)",
    "DELETE FROM stand.cel WHERE ctid = (SELECT max(ctid) FROM stand.cel)",
    "UPDATE stand.zaak SET inhoud = NULL "
    "WHERE zaak = (SELECT zaak FROM stand.zaak WHERE inhoud IS NOT NULL ORDER BY zaak LIMIT 1)",
    "DELETE FROM stand.dode_letter WHERE (topic, partitie, positie) = "
    "(SELECT topic, partitie, positie FROM stand.dode_letter WHERE dienst = 'aggregator' LIMIT 1)",
    "UPDATE stand.partitie SET ontvangen = ontvangen + 1, dubbel = dubbel + 1 WHERE partitie = 0 AND topic LIKE 'ond%'",
    "UPDATE stand.bron_teller SET verwerkt = verwerkt + 1 WHERE bron = 1",
)


async def gelijk(huis: Huis) -> Vergelijking:
    uitkomst = await huis.herbereken(Wijze.CONTROLE)
    assert uitkomst.gelijk, uitkomst
    return uitkomst


async def test_from_the_beginning_of_the_log(huis: Huis) -> None:
    alles = verhaal(1)
    huis.start()
    await huis.duw(alles)
    await huis.bij()

    uitkomst = await gelijk(huis)

    assert uitkomst.gebeurtenissen == len(alles)
    assert await huis.waarde("SELECT sum(dood) FROM stand.partitie") > 15
    assert await huis.waarde("SELECT sum(dubbel) FROM stand.partitie") > 50


async def test_the_digest_is_the_one_that_anybody_can_make(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(2, 50))
    await huis.bij()

    uitkomst = await gelijk(huis)

    hasher = hashlib.sha256()
    for rij in await huis.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6"):
        hasher.update(("\t".join(map(str, rij)) + "\n").encode())
    assert uitkomst.nu is not None
    assert uitkomst.nu.cellen == hasher.digest()


async def test_checkpoint_and_log(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(3)[:500])
    await huis.bij()
    assert (await huis.herbereken(Wijze.IJKPUNT)).gelijk
    rest = verhaal(3)[500:]
    await huis.duw(rest)
    await huis.bij()

    uitkomst = await gelijk(huis)

    assert uitkomst.gebeurtenissen == len(rest)
    assert (await huis.herbereken(Wijze.IJKPUNT)).gelijk
    assert await huis.waarde("SELECT count(*) FROM stand.ijkpunt") == 1
    assert await huis.waarde("SELECT count(DISTINCT ijkpunt) FROM stand.ijkpunt_zaak") == 1
    assert (await gelijk(huis)).gebeurtenissen == 0


async def test_while_a_pusher_runs(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(4, 200))
    klaar = asyncio.Event()
    duwen = asyncio.create_task(_blijf_duwen(huis, klaar))
    try:
        for wijze in (Wijze.CONTROLE, Wijze.IJKPUNT, Wijze.WISSEL, Wijze.CONTROLE, Wijze.WISSEL):
            uitkomst = await huis.herbereken(wijze)
            assert uitkomst.aantal == 0, (wijze, uitkomst)
            assert wijze == Wijze.WISSEL or uitkomst.gelijk
    finally:
        klaar.set()
        await duwen
    await huis.bij()
    await gelijk(huis)


async def _blijf_duwen(huis: Huis, klaar: asyncio.Event) -> None:
    seed = 100
    while not klaar.is_set():
        seed += 1
        await huis.duw(verhaal(seed, 60))


async def test_a_planted_difference_is_found_and_the_swap_repairs_it(huis: Huis) -> None:
    huis.start()
    for seed, opdracht in enumerate(VERNIEL):
        await huis.duw(verhaal(50 + seed, 80))
        await huis.bij()
        await huis.oog.execute(opdracht)

        assert (await huis.herbereken(Wijze.CONTROLE)).aantal > 0, opdracht
        assert (await huis.herbereken(Wijze.IJKPUNT)).aantal > 0, opdracht
        assert await huis.waarde("SELECT count(*) FROM stand.ijkpunt") == 0, "never a checkpoint of a wrong stand"
        assert (await huis.herbereken(Wijze.WISSEL)).aantal > 0, opdracht

        await gelijk(huis)


async def test_everything_wrong_at_once_while_pushes_go_on(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(7))
    await huis.bij()
    versie = await huis.waarde("SELECT versie FROM stand.swv_versie LIMIT 1")
    await huis.oog.execute("UPDATE stand.cel SET aantal = aantal + 500")
    duwen = asyncio.create_task(huis.duw([een for seed in range(8, 14) for een in verhaal(seed)]))

    assert (await huis.herbereken(Wijze.WISSEL)).cellen
    await duwen
    await huis.bij()

    await gelijk(huis)
    assert await huis.waarde("SELECT versie FROM stand.swv_versie LIMIT 1") > versie, "ETags must change"
    assert huis.processen[0].poll() is None, "the aggregator goes on as if nothing happened"


async def test_readers_wait_for_nothing(huis: Huis) -> None:
    """With the positions locked by a swap, a reader still gets the old stand at once."""
    huis.start()
    await huis.duw(verhaal(8, 50))
    await huis.bij()
    voor = await huis.waarde("SELECT sum(aantal) FROM stand.cel")
    lezer = await asyncpg.connect(huis.database.url())
    try:
        async with huis.oog.transaction():
            await huis.oog.execute("LOCK TABLE stand.partitie IN EXCLUSIVE MODE")
            await huis.oog.execute("DELETE FROM stand.cel")
            assert await lezer.fetchval("SELECT sum(aantal) FROM stand.cel", timeout=2) == voor
            assert await lezer.fetchval("SELECT count(*) FROM stand.partitie", timeout=2) > 0
            raise _Terug
    except _Terug:
        pass
    finally:
        await lezer.close()


class _Terug(Exception):
    """Roll back."""


async def test_killed_half_way_nothing_changed_and_the_next_one_cleans_up(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(9))
    await huis.bij()
    await huis.oog.execute(VERNIEL[0])
    voor = await huis.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6")
    proces = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.herbereken.traag", huis.dsn, huis.bootstrap],
        cwd=ROOT, env=os.environ, stdout=subprocess.PIPE,
    )  # fmt: skip
    with proces:
        assert proces.stdout is not None
        assert proces.stdout.readline().strip() == b"halverwege"
        proces.send_signal(signal.SIGKILL)

    assert await huis.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6") == voor
    await _tot_slot_vrij(huis)
    assert (await huis.herbereken(Wijze.WISSEL)).aantal > 0
    await gelijk(huis)
    assert await huis.waarde("SELECT count(*) FROM stand.herberekening WHERE afgebroken") == 1
    assert await huis.waarde("SELECT count(*) FROM pg_class WHERE relname LIKE 'schaduw%'") == 0


async def _tot_slot_vrij(huis: Huis) -> None:
    async def vrij() -> bool:
        if await huis.waarde("SELECT pg_try_advisory_lock($1)", SLOT):
            return bool(await huis.waarde("SELECT pg_advisory_unlock($1)", SLOT))
        return False

    await until(vrij, 20)


async def test_one_at_a_time(huis: Huis) -> None:
    await huis.oog.execute("SELECT pg_advisory_lock($1)", SLOT)

    with pytest.raises(LooptAl):
        await huis.herbereken(Wijze.CONTROLE)


async def test_a_damaged_checkpoint_is_refused(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(10, 50))
    await huis.bij()
    await huis.herbereken(Wijze.IJKPUNT)
    await huis.oog.execute(
        "UPDATE stand.ijkpunt_zaak SET versie = versie + 1 "
        "WHERE zaak = (SELECT zaak FROM stand.zaak ORDER BY zaak LIMIT 1)"
    )

    with pytest.raises(IjkpuntBeschadigd):
        await huis.herbereken(Wijze.WISSEL)


async def test_what_left_the_log_comes_from_the_checkpoint(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(11))
    await huis.bij()
    assert (await huis.herbereken(Wijze.IJKPUNT)).gelijk
    await _verloop(huis)
    await huis.duw(verhaal(12, 100))
    await huis.bij()

    await gelijk(huis)
    await huis.oog.execute("UPDATE stand.cel SET aantal = aantal + 3")
    await huis.herbereken(Wijze.WISSEL)
    await gelijk(huis)


async def test_without_checkpoint_a_log_that_lost_its_beginning_is_refused(huis: Huis) -> None:
    huis.start()
    await huis.duw(verhaal(13, 50))
    await huis.bij()
    await _verloop(huis)
    voor = await huis.waarde("SELECT sum(aantal) FROM stand.cel")

    with pytest.raises(Exception, match="begint pas bij"):
        await huis.herbereken(Wijze.WISSEL)

    assert await huis.waarde("SELECT sum(aantal) FROM stand.cel") == voor


async def _verloop(huis: Huis) -> None:
    """Retention: everything up to now leaves the log."""
    admin = AIOKafkaAdminClient(bootstrap_servers=huis.bootstrap)
    await admin.start()
    try:
        alles = {TopicPartition(ONDERWIJS_ZAKEN.naam, deel): RecordsToDelete(-1) for deel in range(6)}
        await admin.delete_records(alles)
    finally:
        await admin.close()
