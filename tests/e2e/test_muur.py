"""The wall: what a pushed event says of persons is nowhere on the right of it, in no disguise (privacy, section 4)."""

import asyncio
import base64
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from aiokafka import AIOKafkaConsumer

from shared.contracts.topics import ALLE
from tests.e2e.stapel import Stapel, bij, wacht
from tests.gebeurtenissen import WEG, changed, example, with_identity
from tests.ldos_client import LdosClient

KANARIES = 200
SOURCE = "urn:nld:oin:00000009990000000001:systeem:muur"
SWV = "PO9981"


STAM = "KanarieVogelZingtHoog"
"""Every token holds it, so that one search through the bytes looks for all of them at once."""


def _kanarie(nummer: int, veld: str) -> str:
    return f"{veld}{STAM}{nummer:05d}"


def _events() -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Events in which every personal field holds a token of its own, in fields that are known and unknown."""
    for nummer in range(KANARIES):
        tokens = {
            veld: _kanarie(nummer, veld)
            for veld in (
                "naam",
                "ouder",
                "mail",
                "tekst",
                "dossier",
                "brief",
                "extra",
                "nummer",
                "deskundige",
                "bijlage",
            )
        }
        # No run of equal digits: the decimals of a metric hold those by chance.
        bsn = f"{918_273_645 + nummer * 274_177}"
        event = changed(
            with_identity(example("beschikking-afgegeven"), swv=SWV, dossiernummer=tokens["dossier"], versie=2),
            {
                "source": SOURCE,
                "subject": tokens["extra"],
                "data.aanvraag.leerling": {
                    "voornamen": tokens["naam"], "achternaam": tokens["naam"], "geboortedatum": "2016-04-03",
                    "bsn": bsn, "adres": tokens["naam"], "onbekend": {"diep": [tokens["extra"]]},
                },
                "data.aanvraag.ouders": [{"naam": tokens["ouder"], "email": f"{tokens['mail']}@voorbeeld.example"}],
                "data.aanvraag.toelichting": f"Over {tokens['tekst']} valt veel te zeggen.",
                "data.aanvraag.bijlagen": [{"naam": tokens["bijlage"], "url": f"https://x.example/{tokens['bijlage']}"}],
                "data.aanvraag.nieuwVeld": tokens["extra"],
                "data.beschikking.nummer": tokens["nummer"],
                "data.beschikking.motivering": tokens["tekst"],
                "data.beschikking.deskundigen": [{"naam": tokens["deskundige"], "rol": tokens["deskundige"]}],
                "data.beschikking.brief": tokens["brief"],
            },
        )  # fmt: skip
        yield event, [*tokens.values(), bsn]


def _fout(event: dict[str, Any]) -> list[dict[str, Any]]:
    """The same person in events that are refused: the answer and the logs must not repeat it."""
    return [
        changed(event, {"data.aanvraag.leerjaar": event["data"]["aanvraag"]["toelichting"]}),
        changed(event, {"data.soort": event["data"]["aanvraag"]["leerling"]["achternaam"]}),
        changed(event, {"data.aanvraag.vestiging": WEG, "time": event["data"]["aanvraag"]["toelichting"]}),
        changed(event, {"source": f"urn:{event['data']['aanvraag']['leerling']['achternaam']}"}),
    ]


def _vermommingen(teken: str) -> set[bytes]:
    """The token as it is, and in the codings in which it could slip through."""
    ruw = teken.encode()
    vormen = {ruw, ruw.upper(), ruw.lower(), ruw.hex().encode(), ruw.hex().upper().encode(), quote(teken).encode()}
    # Base64 of a longer text holds the token at one of three alignments; the edges depend on the neighbours.
    for opvulling in (0, 1, 2):
        gecodeerd = base64.b64encode(b"\0" * opvulling + ruw)
        vormen.add(gecodeerd[4:-4] if opvulling else gecodeerd[:-4])
    return vormen | {ruw.decode().encode("utf-16-le")}


def _gevonden(waar: bytes, tekens: list[str]) -> list[str]:
    return [teken for teken in tekens if any(vorm in waar for vorm in _vermommingen(teken))]


async def _push(stapel: Stapel, geheim: str, events: list[dict[str, Any]]) -> str:
    async with httpx.AsyncClient(base_url=stapel.ingest, timeout=30) as http:
        antwoord = await LdosClient(http, geheim).push(events)
        assert antwoord.status_code == 200
        return antwoord.text


async def _topics(stapel: Stapel) -> dict[str, bytes]:
    """Every byte of every topic: keys, values and headers."""
    bootstrap = f"127.0.0.1:{stapel.port_base + 2}"
    inhoud: dict[str, bytes] = {}
    for topic in ALLE:
        consumer = AIOKafkaConsumer(
            topic.naam, bootstrap_servers=bootstrap, auto_offset_reset="earliest", group_id=None
        )
        await consumer.start()
        delen: list[bytes] = []
        try:
            eind = await consumer.end_offsets(list(consumer.assignment()))
            while any([await consumer.position(tp) < offset for tp, offset in eind.items()]):
                for records in (await consumer.getmany(timeout_ms=500)).values():
                    for record in records:
                        delen += [record.key or b"", record.value or b"", repr(record.headers).encode()]
        finally:
            await consumer.stop()
        inhoud[topic.naam] = b"\n".join(delen)
    return inhoud


def _bestanden(folder: Path) -> Iterator[tuple[str, bytes]]:
    for pad in sorted(folder.rglob("*")):
        # Servers that run rename and remove files of their own while we look.
        with suppress(FileNotFoundError):
            if pad.is_file():
                yield str(pad.relative_to(folder)), pad.read_bytes()


@pytest.fixture(scope="module")
def kanaries(stapel: Stapel) -> list[str]:
    """Push the canaries; what to look for."""
    paren = list(_events())
    geheim = stapel.laatste_regel("bron", "toevoegen", "muur", "--source", SOURCE, "--swv", SWV)
    goed = [event for event, _ in paren]
    antwoord = asyncio.run(_push(stapel, geheim, goed)) + asyncio.run(_push(stapel, geheim, _fout(goed[0])))
    assert antwoord.count('"aanvaard"') == KANARIES
    assert antwoord.count('"geweigerd"') == 4
    with stapel.api(stapel.token("muur", ("swv", SWV))) as api:
        wacht(lambda: bij(api), 60, "achterstand 0")
    # The id of an event holds the dossiernummer, and the answer must name the event: that much LDOS hears back.
    tekens = [teken for _, lijst in paren for teken in lijst]
    zonder_id = [teken for teken in tekens if not teken.startswith("dossier")]
    assert not [teken for teken in zonder_id if teken in antwoord]
    # All tokens by what they share, and a handful of the BSN's.
    return [STAM, *(teken for teken in tekens if teken.isdigit())][:6]


def test_the_search_finds_what_is_there() -> None:
    teken = _kanarie(1, "naam")

    for hooiberg in (
        f"<<{teken}>>".encode(),
        base64.b64encode(f"een langer verhaal over {teken} en meer".encode()),
        base64.b64encode(f"x{teken}yz".encode()),
        teken.encode().hex().encode(),
    ):
        assert _gevonden(hooiberg, [STAM]) == [STAM]


def test_no_token_stands_in_any_topic(stapel: Stapel, kanaries: list[str]) -> None:
    inhoud = asyncio.run(_topics(stapel))

    assert len(inhoud["onderwijs.zaken"]) > KANARIES * 100
    assert len(inhoud["ldos.dossiers"]) > KANARIES * 1000
    for topic, alles in inhoud.items():
        assert not _gevonden(alles, kanaries), topic


def test_no_token_stands_on_disk(stapel: Stapel, kanaries: list[str]) -> None:
    gezocht = 0
    for pad, inhoud in _bestanden(stapel.folder):
        assert not _gevonden(inhoud, kanaries), pad
        gezocht += len(inhoud)

    assert gezocht > 10_000_000


def test_no_token_stands_in_metrics_or_answers(stapel: Stapel, kanaries: list[str]) -> None:
    lopend = date.today()
    with stapel.api(stapel.token("muur-lezer", ("swv", SWV))) as api:
        antwoorden = [
            api.get(
                f"/v1/indicatoren/{code}/waarden", params={"niveau": "swv", "eenheid": SWV, "schooljaar": jaar}
            ).content
            for code in ("tlv-aanvragen", "tlv-toegekend", "tlv-doorlooptijd")
            for jaar in ("2025-2026", f"{lopend.year - (lopend.month < 8)}-{lopend.year + (lopend.month >= 8)}")
        ]
        antwoorden += [api.get("/v1/stand").content, api.get("/v1/eenheden").content]
    antwoorden += [
        httpx.get(f"http://127.0.0.1:{stapel.port_base + poort}/metrics", timeout=10).content for poort in range(11, 16)
    ]

    assert not _gevonden(b"\n".join(antwoorden), kanaries)
