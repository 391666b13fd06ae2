"""The gateway hears on real Kafka which figures changed, from the moment that it listens."""

import asyncio

from services.gateway.agents import WijzigingenLezer
from services.gateway.handlers.stroom import Omroep
from shared.contracts.topics import INDICATOREN_GEWIJZIGD
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.kafka import Message, open_producer, send_all
from shared.runtime.settings import KafkaSettings
from tests.stack import KafkaUnderTest


def _woord(swv: str) -> Message:
    return Message(
        INDICATOREN_GEWIJZIGD.naam, Wijziging(swvs=(swv,), schooljaren=(2026,), organisatie=False).naar_bytes()
    )


async def test_every_listener_hears_what_comes_after_it_began(kafka: KafkaUnderTest) -> None:
    settings = KafkaSettings(kafka=kafka.bootstrap, ops_poort=1)
    omroep, stop, gehoord = Omroep(), asyncio.Event(), asyncio.Event()
    swvs: list[str] = []

    async def luister() -> None:
        async for wijzigingen in omroep.luister(hartslag=0.2):
            swvs.extend(swv for wijziging in wijzigingen for swv in wijziging.swvs)
            if swvs:
                gehoord.set()

    async with open_producer(settings, "proef") as producer, asyncio.timeout(30):
        await send_all(producer, [_woord("PO9901")])
        lezer = asyncio.create_task(WijzigingenLezer(settings, omroep).run(stop))
        luisteraar = asyncio.create_task(luister())
        while not gehoord.is_set():
            await send_all(producer, [Message(INDICATOREN_GEWIJZIGD.naam, b"onleesbaar"), _woord("PO9902")])
            await asyncio.sleep(0.2)
        stop.set()
        await lezer
        await luisteraar

    assert set(swvs) == {"PO9902"}
