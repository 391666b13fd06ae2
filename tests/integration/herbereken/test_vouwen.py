"""Retention by night, on a real Kafka and PostgreSQL: folded cases leave stand and checkpoint and never come back."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.structs import TopicPartition
from pydantic import SecretStr

from services.aggregator.herbereken import IjkpuntBeschadigd, LogBegintTeLaat, Logboek, Vergelijking, Wijze
from services.aggregator.herbereken.zelfcontrole import Gevonden, controleer_swv
from services.aggregator.nacht import Nacht
from services.aggregator.settings import Settings
from shared.contracts.codes import BEWAARTERMIJN_VERSTREKEN
from shared.contracts.eenheden import swv_getal
from shared.contracts.topics import ONDERWIJS_ZAKEN
from shared.contracts.zaken import Zaak
from shared.runtime.clock import FixedClock
from shared.runtime.postgres import Pool, open_pool
from tests.bouwers import besloten, besluit, dossier, zaak
from tests.integration.herbereken.conftest import GIF, Huis

PO = swv_getal("PO9901")
# Decided in November 2025, valid to the end of schooljaar 2026-2027: three years later it is August 2030.
VOOR, OP = datetime(2030, 7, 31, 3, tzinfo=UTC), datetime(2030, 8, 1, 3, tzinfo=UTC)
LANGER = besluit(
    geldigheid={"teldatums": ((2025, "02-01"), (2033, "10-01")), "schooljaren": 8, "eind_schooljaar": 2033}
)


@pytest.fixture
async def pool(huis: Huis) -> AsyncIterator[Pool]:
    async with open_pool(huis.dsn, "proef") as pool:
        yield pool


async def nacht(huis: Huis, pool: Pool, moment: datetime, jaren: int = 3) -> None:
    """One night."""
    settings = Settings(
        kafka=huis.bootstrap, ops_poort=1, database_url=SecretStr(huis.dsn), nacht_om="03:30", bewaren_jaren=jaren
    )
    await Nacht(settings, pool, FixedClock(moment)).doe()


async def gelijk(huis: Huis) -> Vergelijking:
    uitkomst = await huis.herbereken(Wijze.CONTROLE)
    assert uitkomst.gelijk, uitkomst
    assert uitkomst.nu == uitkomst.herberekend
    return uitkomst


async def som_van(huis: Huis, tabel: str) -> int:
    """Applications counted in a table."""
    waar = {"stand.cel": "kubus = 1", "stand.basis": "indicator = 'tlv-aanvragen' AND splitsing = 'week'"}[tabel]
    extra = "" if tabel == "stand.cel" else " AND NOT herkomst"
    return int(await huis.waarde(f"SELECT coalesce(sum(aantal), 0)::int FROM {tabel} WHERE {waar}{extra}"))


async def law(huis: Huis) -> None:
    """Nothing vanishes: counted messages are the cases held and those that left."""
    geteld = await huis.waarde("SELECT sum(geteld)::int FROM stand.partitie WHERE topic = 'onderwijs.zaken'")
    weg = await huis.waarde("SELECT coalesce(max(gevouwen), 0)::int FROM stand.ijkpunt")
    assert geteld == weg + await huis.waarde("SELECT count(*)::int FROM stand.zaak")


VERHAAL: list[Zaak | bytes] = [
    zaak(1, 1, dossier()),
    zaak(1, 2, besloten()),
    zaak(2, 1, besloten(besluit=LANGER)),
    zaak(3, 1, dossier()),
    zaak(4, 1, dossier()),
    zaak(4, 2, None),
    zaak(5, 1, besloten(vestiging="99CD01"), swv="VO9901"),
    *GIF,
]


async def test_a_case_is_folded_by_the_first_checkpoint_after_its_retention(huis: Huis, pool: Pool) -> None:
    huis.start()
    await huis.duw(VERHAAL)
    await huis.bij()

    await nacht(huis, pool, VOOR)
    # Case 3 was never decided: it counts from its application, and left earlier.
    assert (await som_van(huis, "stand.cel"), await som_van(huis, "stand.basis")) == (3, 1)
    await nacht(huis, pool, OP)

    assert (await som_van(huis, "stand.cel"), await som_van(huis, "stand.basis")) == (1, 3)
    for tabel in ("stand.zaak", "stand.ijkpunt_zaak"):
        assert await huis.waarde(f"SELECT count(*) FROM {tabel} WHERE inhoud IS NOT NULL") == 1, tabel
    assert await huis.waarde("SELECT count(*) FROM stand.gevouwen") == 3
    await law(huis)
    await gelijk(huis)
    async with Logboek(huis.kafka) as logboek:
        assert await controleer_swv(pool, logboek, PO) == Gevonden(0, 0)


async def test_whatever_comes_about_a_folded_case_is_a_dead_letter_and_counts_nothing(huis: Huis, pool: Pool) -> None:
    huis.start()
    await huis.duw(VERHAAL)
    await huis.bij()
    await nacht(huis, pool, OP)
    voor = [await som_van(huis, tabel) for tabel in ("stand.cel", "stand.basis")]

    laat = [
        zaak(1, 1, dossier()),
        zaak(1, 2, besloten()),
        zaak(1, 3, besloten(besluit=LANGER)),
        zaak(3, 9, None),
        zaak(5, 2, besloten(vestiging="99CD01", leerjaar=8), swv="VO9901"),
    ]
    await huis.duw([*laat, zaak(6, 1, dossier())])
    await huis.bij()

    assert [await som_van(huis, tabel) for tabel in ("stand.cel", "stand.basis")] == [voor[0] + 1, voor[1]]
    redenen = "SELECT count(*) FROM stand.dode_letter WHERE reden = $1"
    assert await huis.waarde(redenen, BEWAARTERMIJN_VERSTREKEN) == len(laat)
    await law(huis)
    await gelijk(huis)
    async with Logboek(huis.kafka) as logboek:
        assert await controleer_swv(pool, logboek, PO) == Gevonden(0, 0)


async def test_the_recomputation_repairs_the_stand_and_resurrects_nobody(huis: Huis, pool: Pool) -> None:
    huis.start()
    await huis.duw(VERHAAL)
    await huis.bij()
    await nacht(huis, pool, OP)
    await huis.duw([zaak(1, 3, besloten(besluit=LANGER)), zaak(7, 1, dossier())])
    await huis.bij()
    goed = await gelijk(huis)
    await huis.oog.execute("UPDATE stand.cel SET aantal = aantal + 7")
    await huis.oog.execute("DELETE FROM stand.zaak")

    assert not (await huis.herbereken(Wijze.WISSEL)).gelijk

    assert (await gelijk(huis)).nu == goed.nu
    await law(huis)


async def test_pushes_during_the_night_are_all_counted(huis: Huis, pool: Pool) -> None:
    """The checkpoint holds the positions still; what comes meanwhile waits and counts after it."""
    huis.start()
    await huis.duw([zaak(nummer, 1, dossier()) for nummer in range(1, 301)])
    await huis.bij()
    await huis.duw([zaak(nummer, 1, besloten(besluit=LANGER)) for nummer in range(301, 901)])

    await nacht(huis, pool, datetime(2029, 3, 1, 3, tzinfo=UTC))
    await huis.bij()

    assert (await som_van(huis, "stand.cel"), await som_van(huis, "stand.basis")) == (600, 300)
    await law(huis)
    await gelijk(huis)


async def test_a_removed_dossier_leaves_the_log_first_and_then_every_store(huis: Huis, pool: Pool) -> None:
    huis.start()
    await huis.duw([zaak(4, 1, dossier()), zaak(4, 2, None), zaak(6, 1, dossier())])
    await huis.bij()
    moment = datetime(2026, 1, 1, 3, tzinfo=UTC)
    await nacht(huis, pool, moment)
    assert await huis.waarde("SELECT count(*) FROM stand.ijkpunt_zaak WHERE inhoud IS NOT NULL") == 1
    assert await huis.waarde("SELECT leeg_sinds FROM stand.zaak WHERE inhoud IS NULL") == date(2026, 1, 1)

    await nacht(huis, pool, datetime(2027, 2, 1, 3, tzinfo=UTC))
    assert await huis.waarde("SELECT count(*) FROM stand.zaak") == 2, "the log may still name it"
    await nacht(huis, pool, datetime(2027, 3, 1, 3, tzinfo=UTC))

    assert await huis.waarde("SELECT count(*) FROM stand.zaak") == 1
    assert await huis.waarde("SELECT count(*) FROM stand.ijkpunt_zaak") == 1
    assert await som_van(huis, "stand.basis") == 0, "a removed dossier leaves no figure"
    await huis.duw([zaak(4, 1, dossier())])
    await huis.bij()
    assert await som_van(huis, "stand.cel") == 1
    await gelijk(huis)


async def test_the_years_are_a_setting_and_marks_go_after_as_many(huis: Huis, pool: Pool) -> None:
    huis.start()
    await huis.duw([zaak(1, 1, dossier())])
    await huis.bij()

    await nacht(huis, pool, datetime(2026, 11, 1, 3, tzinfo=UTC), jaren=2)
    assert await som_van(huis, "stand.basis") == 0
    await nacht(huis, pool, datetime(2027, 11, 1, 3, tzinfo=UTC), jaren=2)
    assert await som_van(huis, "stand.basis") == 1
    assert await huis.waarde("SELECT count(*) FROM stand.gevouwen") == 1

    await nacht(huis, pool, datetime(2029, 12, 1, 3, tzinfo=UTC), jaren=2)
    assert await huis.waarde("SELECT count(*) FROM stand.gevouwen") == 0
    assert await som_van(huis, "stand.basis") == 1
    await gelijk(huis)


@pytest.mark.parametrize(
    "verniel", ["UPDATE stand.basis SET aantal = aantal + 1", "DELETE FROM stand.gevouwen"], ids=["basis", "marks"]
)
async def test_base_figures_and_marks_belong_to_the_checkpoint(huis: Huis, pool: Pool, verniel: str) -> None:
    huis.start()
    await huis.duw(VERHAAL)
    await huis.bij()
    await nacht(huis, pool, OP)
    await huis.oog.execute(verniel)

    with pytest.raises(IjkpuntBeschadigd):
        await huis.herbereken(Wijze.CONTROLE)


async def test_a_log_that_no_longer_reaches_back_to_the_checkpoint_is_a_clear_stop(huis: Huis, pool: Pool) -> None:
    huis.start()
    await huis.duw([zaak(1, 1, dossier())])
    await huis.bij()
    await nacht(huis, pool, OP)
    await huis.duw([zaak(1, 2, besloten(besluit=LANGER)) for _ in range(3)])
    await huis.bij()
    admin = AIOKafkaAdminClient(bootstrap_servers=huis.bootstrap)
    await admin.start()
    await admin.delete_records({TopicPartition(ONDERWIJS_ZAKEN.naam, deel): RecordsToDelete(-1) for deel in range(6)})
    await admin.close()
    voor = await huis.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6")

    for wijze in Wijze:
        with pytest.raises(LogBegintTeLaat) as gevangen:
            await huis.herbereken(wijze)
    await nacht_faalt(huis, pool)

    assert "ijkpunt" in gevangen.value.herstel
    assert await huis.oog.fetch("SELECT * FROM stand.cel ORDER BY 1, 2, 3, 4, 5, 6") == voor


async def nacht_faalt(huis: Huis, pool: Pool) -> None:
    """Neither does the night make a checkpoint over the hole."""
    with pytest.raises(LogBegintTeLaat):
        await nacht(huis, pool, OP + timedelta(days=31))
    assert await huis.waarde("SELECT count(*) FROM stand.ijkpunt") == 1
