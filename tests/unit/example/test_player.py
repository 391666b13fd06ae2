"""The player against an ingest made of ingest's own rules: signatures, refusals, retries, poison."""

import asyncio
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import orjson
import pytest

from deploy.example.dossier import BRON, Gebeurtenis
from deploy.example.giftig import BYTES, CONTRACT, LEVERINGEN, SOORTEN, maak_giftig
from deploy.example.leveringen import MAX_BYTES, verpak
from deploy.example.ondertekening import lees_geheim, onderteken
from deploy.example.player import IngestOnbereikbaarError, LeveringGeweigerdError, Player
from deploy.example.simulatie import OngeldigTempoError, lees_tempo, schrijf
from deploy.example.verstoring import Verstoring
from services.ingest.domain.handtekening import read_headers, read_secret
from services.ingest.domain.levering import MAX_BODY_BYTES, OnleesbareLeveringError, split_batch
from services.ingest.domain.oordeel import Gebeurtenis as Aanvaard
from services.ingest.domain.oordeel import all_unreadable, judge
from services.ingest.domain.register import Bron
from shared.contracts import ldos

GEHEIM = "whsec_" + "c2xldXRlbC1vbS1tZWUtdGUtdGVzdGVuLTEyMzQ1Njc4OTA="
Antwoord = Callable[[httpx.Request], httpx.Response]


def ingest(request: httpx.Request) -> httpx.Response:
    """Ingest without Kafka: everything valid is accepted."""
    ondertekening = read_headers(request.headers.raw, datetime.now(UTC))
    if not ondertekening.holds(request.content, read_secret(GEHEIM)):
        return httpx.Response(401)
    if len(request.content) > MAX_BODY_BYTES:
        return httpx.Response(413)
    try:
        oordelen = [judge(ruw, _bron()) for ruw in split_batch(request.content)]
    except OnleesbareLeveringError:
        return httpx.Response(400)
    if all_unreadable(oordelen):
        return httpx.Response(400)
    resultaten = [
        {"id": o.id, "uitkomst": "aanvaard", "fouten": []}
        if isinstance(o, Aanvaard)
        else {"id": o.id, "uitkomst": "geweigerd", "fouten": [{"code": o.fouten[0].code}]}
        for o in oordelen
    ]
    return httpx.Response(200, json={"resultaten": resultaten})


def _bron() -> Bron:
    swvs = frozenset({"PO9901", "PO9902", "PO9903", "PO9904", "PO9905", "VO9901"})
    return Bron(1, "ldos", BRON, swvs, ingetrokken=False, secrets=(read_secret(GEHEIM),))


def client(antwoord: Antwoord) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(antwoord), base_url="http://ingest.example")


@pytest.fixture
def deel(alle_gebeurtenissen: list[Gebeurtenis]) -> list[Gebeurtenis]:
    return alle_gebeurtenissen[:1200]


def test_signature_is_that_of_standard_webhooks() -> None:
    """The example of the specification, so that both sides are held to it and not to each other."""
    sleutel = lees_geheim("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    koppen = onderteken(sleutel, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert koppen["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_wrong_secret_is_not_repeated() -> None:
    with pytest.raises(ValueError, match="whsec_") as fout:
        lees_geheim("geheim-van-iemand")
    assert "geheim-van-iemand" not in str(fout.value)


async def test_every_pushed_event_is_answered_and_remembered(deel: list[Gebeurtenis]) -> None:
    async with client(ingest) as http:
        stand = await Player(http, GEHEIM).push(deel, onthoud_ids=True)
    assert (stand.gepusht, stand.aanvaard, stand.geweigerd.total()) == (1200, 1200, 0)
    assert stand.leveringen == 3
    assert sorted(stand.ids or ()) == sorted(str(g["id"]) for g in deel)


async def test_a_busy_or_absent_ingest_is_tried_again_until_it_answers(deel: list[Gebeurtenis]) -> None:
    beurten = iter(["weg", "503", "429", "goed"])

    def wisselvallig(request: httpx.Request) -> httpx.Response:
        beurt = next(beurten, "goed")
        if beurt == "weg":
            raise httpx.ConnectError("weg")
        if beurt != "goed":
            return httpx.Response(int(beurt), headers={"Retry-After": "0"})
        return ingest(request)

    async with client(wisselvallig) as http:
        stand = await Player(http, GEHEIM).push(deel[:10], gelijktijdig=1)
    assert (stand.aanvaard, stand.herhaald, stand.leveringen) == (10, 3, 1)


async def test_patience_ends(deel: list[Gebeurtenis]) -> None:
    async with client(lambda _: httpx.Response(503)) as http:
        with pytest.raises(IngestOnbereikbaarError):
            await Player(http, GEHEIM, geduld=0.1).push(deel[:1])


async def test_a_refused_sender_stops_at_once(deel: list[Gebeurtenis]) -> None:
    ander = "whsec_" + "YW5kZXI="
    async with client(ingest) as http:
        with pytest.raises(LeveringGeweigerdError) as fout:
            await Player(http, ander).push(deel)
    assert fout.value.status == 401


async def test_tempo_is_kept_and_stop_is_heeded(deel: list[Gebeurtenis]) -> None:
    stop = asyncio.Event()

    def teller(request: httpx.Request) -> httpx.Response:
        gezien.append(len(split_batch(request.content)))
        if sum(gezien) >= 4:
            stop.set()
        return ingest(request)

    gezien: list[int] = []
    async with client(teller) as http:
        stand = await Player(http, GEHEIM).push(deel, tempo=20, per_levering=1, gelijktijdig=1, stop=stop)
    assert stand.gepusht == 4
    assert stand.seconden >= 3 / 20 - 0.01


async def test_doubles_and_poison_are_counted_and_take_no_neighbour_along(deel: list[Gebeurtenis]) -> None:
    verstoring = Verstoring(dubbel=10, giftig=5, door_elkaar=True, seed=3)
    async with client(ingest) as http:
        stand = await Player(http, GEHEIM).push(deel, verstoring=verstoring, onthoud_ids=True)
    assert 80 <= verstoring.aantal_dubbel <= 160
    assert 30 <= verstoring.aantal_giftig <= 90
    assert stand.aanvaard == len(deel) + verstoring.aantal_dubbel
    assert stand.geweigerd.total() == verstoring.aantal_giftig
    assert set(stand.ids or ()) == {str(g["id"]) for g in deel}


@pytest.mark.parametrize("soort", SOORTEN)
async def test_each_kind_of_poison_is_refused(soort: str, deel: list[Gebeurtenis]) -> None:
    regel = maak_giftig(deel[0], soort, 1)
    verzoek = httpx.Request("POST", "http://ingest.example", content=b"[" + regel.inhoud + b"]")
    verzoek.headers.update(onderteken(lees_geheim(GEHEIM), "x", int(datetime.now(UTC).timestamp()), verzoek.content))
    antwoord = ingest(verzoek)
    assert antwoord.status_code in (200, 400, 413)
    if antwoord.status_code == 200:
        assert antwoord.json()["resultaten"][0]["uitkomst"] == "geweigerd"
    assert len({*CONTRACT, *BYTES, *LEVERINGEN}) == len(SOORTEN)


def test_poison_leaves_the_event_it_was_made_from_alone(deel: list[Gebeurtenis]) -> None:
    voor = orjson.dumps(deel[0])
    for soort in SOORTEN:
        maak_giftig(deel[0], soort, 1)
    assert orjson.dumps(deel[0]) == voor


def test_an_undisturbed_stream_passes_as_it_is(deel: list[Gebeurtenis]) -> None:
    assert [regel.inhoud for regel in Verstoring().regels(deel)] == [orjson.dumps(g) for g in deel]


def test_doubles_come_later_than_the_first_and_the_same_each_time(deel: list[Gebeurtenis]) -> None:
    eens = [regel.inhoud for regel in Verstoring(dubbel=20, seed=4).regels(deel)]
    assert eens == [regel.inhoud for regel in Verstoring(dubbel=20, seed=4).regels(deel)]
    assert set(eens) == {orjson.dumps(g) for g in deel}
    assert [inhoud for plek, inhoud in enumerate(eens) if inhoud not in eens[:plek]] == [orjson.dumps(g) for g in deel]


def test_file_mode_writes_one_event_a_line(tmp_path: Path, deel: list[Gebeurtenis]) -> None:
    aantal = schrijf(deel, Verstoring(dubbel=50, door_elkaar=True, seed=1), tmp_path / "uit.ndjson")
    regels = (tmp_path / "uit.ndjson").read_bytes().splitlines()
    assert len(regels) == aantal > 1200
    assert all(isinstance(ldos.check(orjson.loads(regel)), ldos.Accepted) for regel in regels)


def test_batches_stay_within_the_limits_of_the_contract(deel: list[Gebeurtenis]) -> None:
    groot = [{**deel[0], "vulling": "x" * random.Random(plek).randrange(200_000)} for plek in range(100)]
    leveringen = list(verpak(Verstoring().regels([*groot, *deel])))
    assert sum(len(levering.regels) for levering in leveringen) == 1300
    assert all(len(levering.regels) <= 500 and len(levering.inhoud) <= MAX_BYTES + 2 for levering in leveringen)


@pytest.mark.parametrize(("tekst", "tempo"), [("200/s", 200.0), ("0,5/s", 0.5), ("3", 3.0), (None, None)])
def test_tempo_is_read(tekst: str | None, tempo: float | None) -> None:
    assert lees_tempo(tekst) == tempo


@pytest.mark.parametrize("tekst", ["snel", "0/s", "-1", "nan"])
def test_wrong_tempo_is_refused(tekst: str) -> None:
    with pytest.raises(OngeldigTempoError):
        lees_tempo(tekst)
