"""Dead letters: offered again without double counting, handled, and told as gaps that LDOS must push again."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest
from typer.testing import CliRunner

from deploy import dlqbeheer
from deploy.cli.dlq import app
from deploy.dlqbeheer import Keuze
from deploy.hiaten import Bron, hiaten
from services.aggregator.herbereken import Logboek, Wijze
from shared.contracts.topics import LDOS_DOSSIERS, ONDERWIJS_ZAKEN
from shared.runtime.consume import TP
from shared.runtime.kafka import Message, open_producer, send_all
from tests.bouwers import dossier, zaak
from tests.integration.herbereken.conftest import GIF, Huis
from tests.stack import Database, KafkaUnderTest

NU = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


async def _beheer(huis: Huis) -> asyncpg.Connection:
    return await asyncpg.connect(huis.database.url("pos_beheer"))


async def _letter(huis: Huis, positie: int, reden: str, **anders: object) -> None:
    velden = {"dienst": "anonymiser", "topic": LDOS_DOSSIERS.naam, "partitie": 2, "op": NU} | anders
    await huis.oog.execute(
        "INSERT INTO stand.dode_letter (dienst, topic, partitie, positie, reden, op) VALUES ($1, $2, $3, $4, $5, $6)",
        *(velden["dienst"], velden["topic"], velden["partitie"], positie, reden, velden["op"]),
    )


async def test_letters_of_the_aggregator_are_offered_again_and_nothing_counts_twice(huis: Huis) -> None:
    huis.start()
    await huis.duw([zaak(1, 1, dossier()), zaak(1, 1, dossier(leerjaar=1)), *GIF, zaak(2, 1, dossier())])
    await huis.bij()
    voor = await huis.waarde("SELECT sum(aantal) FROM stand.cel")
    beheer = await _beheer(huis)

    uitkomst = await dlqbeheer.opnieuw(beheer, huis.kafka, Keuze(), NU)
    await huis.bij()

    assert uitkomst == (len(GIF), 0), "the conflict is never offered again"
    assert await huis.waarde("SELECT sum(aantal) FROM stand.cel") == voor
    assert [een[2] for een in await dlqbeheer.aantallen(beheer, Keuze(reden="onleesbaar"))] == [len(GIF)]
    assert await huis.waarde("SELECT count(*) FROM stand.dode_letter WHERE afgehandeld_op = $1", NU) == len(GIF)
    assert await huis.waarde("SELECT sum(ontvangen) FROM stand.partitie") == 3 + 2 * len(GIF)
    assert (await huis.herbereken(Wijze.CONTROLE)).gelijk
    await beheer.close()


async def test_a_message_that_can_be_used_by_now_counts(huis: Huis) -> None:
    """As after a repaired bug: the letter says unreadable, the message is fine."""
    huis.start()
    await huis.duw([zaak(7, 1, dossier())])
    await huis.bij()
    await huis.oog.execute("TRUNCATE stand.cel, stand.zaak")
    partitie = await huis.waarde("SELECT partitie FROM stand.partitie WHERE topic LIKE 'onder%' AND volgende = 1")
    await _letter(huis, 0, "onleesbaar", dienst="aggregator", topic=ONDERWIJS_ZAKEN.naam, partitie=partitie)
    beheer = await _beheer(huis)

    assert (await dlqbeheer.opnieuw(beheer, huis.kafka, Keuze(reden="onleesbaar"), NU)).aangeboden == 1
    await huis.bij()

    assert await huis.waarde("SELECT count(*) FROM stand.zaak") == 1
    await beheer.close()


async def test_raw_messages_come_back_byte_for_byte_on_their_own_partition(huis: Huis) -> None:
    async with open_producer(huis.kafka, "proef") as producer:
        berichten = [
            Message(LDOS_DOSSIERS.naam, bytes([nummer]) * 20, b"sleutel", (("bron", b"3"),), partition=2)
            for nummer in range(4)
        ]
        await send_all(producer, berichten)
    for positie, reden in ((0, "contract"), (1, "sleutel_vernietigd"), (2, "buiten_bereik"), (99, "contract")):
        await _letter(huis, positie, reden)
    beheer = await _beheer(huis)

    assert await dlqbeheer.opnieuw(beheer, huis.kafka, Keuze(topic=LDOS_DOSSIERS.naam), NU) == (2, 1)

    plek = TP(LDOS_DOSSIERS.naam, 2)
    async with Logboek(huis.kafka, LDOS_DOSSIERS.naam) as log:
        records = [record async for stuk in log.lees({plek: 0}, {plek: 6}) for record in stuk]
    assert [(r.value, r.key, r.headers) for r in records[4:]] == [
        (bericht.value, bericht.key, bericht.headers) for bericht in (berichten[0], berichten[2])
    ]
    assert await dlqbeheer.opnieuw(beheer, huis.kafka, Keuze(), NU) == (0, 1), "handled ones are not offered twice"
    await beheer.close()


async def test_gaps_are_ranges_with_the_time_in_which_they_were_pushed(huis: Huis) -> None:
    await huis.duw([zaak(1, 1, dossier())])
    nu = datetime.now(UTC)
    for positie in (3, 4, 5, 9):
        await _letter(huis, positie, "verlopen", op=nu + timedelta(days=30))
    beheer = await _beheer(huis)

    gevonden = await hiaten(beheer, huis.kafka, ook_afgehandeld=False, ruw_dagen=7)

    assert [(een.van, een.tot) for een in gevonden] == [(3, 5), (9, 9)]
    assert all(een.voor == nu + timedelta(days=23) for een in gevonden)
    assert all(een.na is not None and abs(een.na - nu) < timedelta(minutes=5) for een in gevonden)
    await dlqbeheer.handel_af(beheer, Keuze(reden="verlopen"), NU)
    assert await hiaten(beheer, huis.kafka, ook_afgehandeld=False, ruw_dagen=7) == []
    await beheer.close()


async def test_a_shredded_gap_names_its_sources_and_its_times(huis: Huis) -> None:
    begin = datetime.now(UTC)
    for nummer, naam in ((1, "ldos-a"), (2, "ldos-b")):
        await huis.oog.execute(
            "INSERT INTO bronnen.bron (id, naam, source) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $2)", nummer, naam
        )
        await huis.oog.execute("INSERT INTO bronnen.bron_swv VALUES ($1, 'PO9901'), ($1, 'VO9902')", nummer)
    async with open_producer(huis.kafka, "proef") as producer:
        verzegeld = [Message(LDOS_DOSSIERS.naam, b"POS1", b"k", (("bron", b"2"),), partition=2) for _ in range(3)]
        await send_all(producer, verzegeld)
    for positie in range(3):
        await _letter(huis, positie, "sleutel_vernietigd", op=begin + timedelta(days=30))
    beheer = await _beheer(huis)

    (gevonden,) = await hiaten(beheer, huis.kafka, ook_afgehandeld=False, ruw_dagen=7)

    assert (gevonden.reden, gevonden.partitie, gevonden.van, gevonden.tot) == ("sleutel_vernietigd", 2, 0, 2)
    assert gevonden.bronnen == (Bron("ldos-b", ("PO9901", "VO9902")),)
    assert gevonden.na is not None
    assert begin - timedelta(seconds=1) <= gevonden.na <= gevonden.voor <= datetime.now(UTC) + timedelta(seconds=1)
    await beheer.close()


def test_the_commands_say_it_in_dutch_and_show_no_content(
    kafka_server: KafkaUnderTest, module_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(kafka_server.fresh_topics())
    monkeypatch.setenv("POS_DATABASE_URL", module_database.url("pos_beheer"))
    monkeypatch.setenv("POS_KAFKA", kafka_server.bootstrap)

    def pos(*woorden: str) -> str:
        klaar = CliRunner().invoke(app, list(woorden))
        assert klaar.exit_code == 0, klaar.output
        return klaar.output

    assert "geen dode letters" in pos("lijst")

    async def vul() -> None:
        connection = await asyncpg.connect(module_database.url())
        for positie in range(3):
            await connection.execute(
                "INSERT INTO stand.dode_letter VALUES ('anonymiser', 'ldos.dossiers', 1, $1, 'contract', NULL, now())",
                positie,
            )
        await connection.close()

    asyncio.run(vul())
    lijst = pos("lijst", "--reden", "contract")
    assert "anonymiser, contract: 3" in lijst
    assert "ldos.dossiers" in lijst
    assert "geen hiaten" in pos("lijst", "--hiaten")
    assert "Niet meer in Kafka: 3" in pos("opnieuw")
    assert CliRunner().invoke(app, ["afhandelen"]).exit_code == 2, "never all of them by accident"
    assert "Afgehandeld: 3" in pos("afhandelen", "--reden", "contract")
    assert CliRunner().invoke(app, ["opnieuw", "--reden", "conflict"]).exit_code == 2
