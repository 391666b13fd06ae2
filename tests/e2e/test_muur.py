"""The wall: what a pushed event says of persons is nowhere on the right of it, in no disguise (privacy, section 4).

10,000 canary pupils through the whole stack; then every byte on disk, on the topics, in answers, pages and documents.
Last, an attacker who has all of that and a list of dossiernummers, before and after the keys are destroyed.
"""

import asyncio
import base64
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from aiokafka import AIOKafkaConsumer

from services.anonymiser.domain import anonymise
from shared.contracts.schooljaar import schooljaar_van, tekst
from shared.contracts.topics import ALLE
from shared.runtime.clock import SystemClock
from shared.runtime.keys import FileKeyStore, mac
from tests.e2e.aanvaller import herkend, sleutels_in
from tests.e2e.kanarielijsten import AANTAL_LIJST, bekostigd, fout, thuiszitters
from tests.e2e.kanaries import (
    AANTAL,
    BSN_STAM,
    SOURCE,
    STAM,
    SWV,
    VESTIGING,
    dossiernummer,
    event,
    foute_events,
    gevonden,
    in_bestanden,
    inhoud_van,
)
from tests.e2e.stapel import Stapel, bij, wacht
from tests.ldos_client import LdosClient
from tests.unit.anonymiser.given import FixedKeys, accepted

PER_PUSH = 500
_SWV = {"niveau": "swv", "eenheid": SWV}
_LIJSTCIJFERS = ("thuiszitters", "tlv-verzilverd", "tlv-niet-verzilverd", "verzilverd-onbekend", "verzilveringsgraad")
WACHTWOORD = "een lang wachtwoord 12"
ORGANISATIE = (
    "vestiging;naam;plaats;bestuur;bestuurNaam;subregio;subregioNaam;swv;swvNaam;schoolsoort;vanaf;tot\n"
    f"{VESTIGING};De Kooi;Nergens;99981;Bestuur Kooi;;;{SWV};SWV Muur;bao;2018-2019;\n"
)


@dataclass(frozen=True)
class Muur:
    """The stack after the push, and what LDOS heard back."""

    stapel: Stapel
    token: str
    antwoorden: str
    geladen: str


async def _push(stapel: Stapel, geheim: str) -> str:
    async with httpx.AsyncClient(base_url=stapel.ingest, timeout=60) as http:
        ldos, gehoord = LdosClient(http, geheim), list[str]()
        for begin in range(0, AANTAL, PER_PUSH):
            antwoord = await ldos.push([event(kind) for kind in range(begin, begin + PER_PUSH)])
            assert antwoord.status_code == 200
            gehoord.append(antwoord.text)
        gehoord.append((await ldos.push(foute_events(0))).text)
        return "\n".join(gehoord)


@pytest.fixture(scope="module")
def muur(stapel: Stapel, tmp_path_factory: pytest.TempPathFactory) -> Muur:
    """The school exists, the canaries are pushed and counted."""
    bestand = tmp_path_factory.mktemp("organisatie") / "organisatie.csv"
    bestand.write_text(ORGANISATIE, "utf-8")
    stapel.pos("import", "organisatie", str(bestand), "--ja")
    geheim = stapel.laatste_regel("bron", "toevoegen", "muur", "--source", SOURCE, "--swv", SWV)
    antwoorden = asyncio.run(_push(stapel, geheim))
    geladen = _lever(stapel, bestand.parent)
    token = stapel.token("muur", ("swv", SWV), ("beheerder", SWV))
    with stapel.api(token) as api:
        wacht(lambda: bij(api), 120, "achterstand 0")
    return Muur(stapel, token, antwoorden, geladen)


def _lever(stapel: Stapel, folder: Path) -> str:
    """Both lists with persons, and one that is refused; what the commands said."""
    gezegd = []
    for naam, inhoud in (("duo-bekostigd", bekostigd()), ("thuiszitters", thuiszitters()), ("thuiszitters", fout())):
        (folder / "lijst.csv").write_bytes(inhoud)
        goed = inhoud != fout()
        gezegd.append(stapel.pos("import", naam, str(folder / "lijst.csv"), "--ja", mag_falen=not goed))
        assert not goed or "Geladen" in gezegd[-1]
    return "\n".join(gezegd)


def test_the_search_finds_what_is_there() -> None:
    zin = f"een langer verhaal over naam{STAM}00007 en {BSN_STAM}0001 en meer"
    zip_ = io.BytesIO()
    with zipfile.ZipFile(zip_, "w", zipfile.ZIP_DEFLATED) as inhoud:
        inhoud.writestr("word/comments.xml", zin)

    hooibergen = [zin.encode(), zin.encode().hex().encode(), zin.encode("utf-16-le"), zip_.getvalue()]
    hooibergen += [base64.b64encode(b"x" * voor + zin.encode()) for voor in range(3)]
    hooibergen += [base64.b64encode(b"x" * voor + f"; {BSN_STAM}0001; ".encode()) for voor in range(3)]
    hooibergen += [f'"bsn":"{BSN_STAM}1234"'.encode(), f"{BSN_STAM}1234".encode().hex().encode()]

    assert [hooiberg for hooiberg in hooibergen if not gevonden(hooiberg)] == []
    assert gevonden(f"0.{BSN_STAM}1234 1{BSN_STAM}1234 {BSN_STAM}12345 {STAM[:-1]}".encode()) == []


def test_a_planted_leak_in_the_anonymiser_is_found() -> None:
    zaak = anonymise(accepted(event(1)), FixedKeys(), 1)
    assert gevonden(zaak.naar_bytes()) == []

    lek = zaak.model_copy(update={"event_id": event(1)["id"].encode().hex()})

    assert gevonden(lek.naar_bytes()) != []


def test_who_loads_a_list_hears_no_person(muur: Muur) -> None:
    assert gevonden(muur.geladen.encode()) == []


def test_ldos_hears_which_event_and_nothing_else(muur: Muur) -> None:
    assert muur.antwoorden.count('"aanvaard"') == AANTAL
    assert muur.antwoorden.count('"geweigerd"') == 4
    zonder_dossiernummers = re.sub(rf"dossier{STAM}[0-9]{{5}}", "", muur.antwoorden)
    assert gevonden(zonder_dossiernummers.encode()) == []


async def _topics(stapel: Stapel) -> dict[str, bytes]:
    """Every byte of every topic: keys, values and headers, uncompressed."""
    inhoud: dict[str, bytes] = {}
    for topic in ALLE:
        consumer = AIOKafkaConsumer(
            topic.naam, bootstrap_servers=f"127.0.0.1:{stapel.port_base + 2}", auto_offset_reset="earliest",
            group_id=None, max_poll_records=5_000,
        )  # fmt: skip
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


@pytest.fixture(scope="module")
def topics(muur: Muur) -> dict[str, bytes]:
    return asyncio.run(_topics(muur.stapel))


def test_no_token_stands_in_any_topic(topics: dict[str, bytes]) -> None:
    assert len(topics["onderwijs.zaken"]) > AANTAL * 100
    assert len(topics["ldos.dossiers"]) > AANTAL * 1000
    assert len(topics["bronnen.persoonslijsten"]) > AANTAL_LIJST * 100
    assert len(topics["onderwijs.lijsten"]) > AANTAL_LIJST * 100
    assert {topic: gevonden(alles) for topic, alles in topics.items() if gevonden(alles)} == {}


def _antwoorden(muur: Muur) -> Iterator[tuple[str, bytes]]:
    """Figures, pages, downloads, metrics, and a Word document of the school: what anybody can get out."""
    jaren = ("2025-2026", tekst(schooljaar_van(SystemClock().today())))
    stapel, eenheid = muur.stapel, {"niveau": "school", "eenheid": VESTIGING}
    with stapel.api(muur.token) as api:
        for code in ("tlv-aanvragen", "tlv-toegekend", "tlv-doorlooptijd", *_LIJSTCIJFERS):
            for jaar in jaren:
                for vorm in ({"niveau": "swv", "eenheid": SWV}, eenheid):
                    antwoord = api.get(f"/v1/indicatoren/{code}/waarden", params={**vorm, "schooljaar": jaar})
                    yield str(antwoord.url), antwoord.content + repr(antwoord.headers).encode()
        for dashboard, figuur in _figuren(api):
            for soort in ("csv", "nl.csv", "xlsx", "stat.json"):
                antwoord = api.get(
                    f"/v1/grafieken/{dashboard}/{figuur}.{soort}", params={**_SWV, "schooljaar": jaren[0]}
                )
                assert antwoord.status_code == 200, (dashboard, figuur, soort, antwoord.text)
                yield str(antwoord.url), antwoord.content + repr(antwoord.headers).encode()
        for pad in ("/v1/stand", "/v1/eenheden", "/v1/indicatoren", f"/v1/datakwaliteit?eenheid={SWV}", "/v1/fout"):
            yield pad, api.get(pad).content
        gevraagd = api.post("/v1/rapporten", json={"soort": "gespreksrapport", **eenheid, "schooljaar": jaren[0]})
        assert gevraagd.status_code == 202, gevraagd.text
        plek = f"{gevraagd.headers['location']}/document"
        wacht(lambda: api.get(plek).status_code == 200, 60, "het document")
        yield plek, api.get(plek).content
    yield from _paginas(stapel)
    for poort in range(11, 16):
        yield f"metrics {poort}", httpx.get(f"http://127.0.0.1:{stapel.port_base + poort}/metrics", timeout=10).content


def _figuren(api: httpx.Client) -> Iterator[tuple[str, str]]:
    """Every figure of every dashboard that has a table to take along."""
    for een in api.get("/v1/dashboards").json()["dashboards"]:
        inhoud = api.get(f"/v1/dashboards/{een['dashboard']}", params={**_SWV, "schooljaar": "2025-2026"}).json()
        yield from ((een["dashboard"], figuur["code"]) for figuur in inhoud["figuren"])


def _paginas(stapel: Stapel) -> Iterator[tuple[str, bytes]]:
    with httpx.Client(base_url=stapel.gateway, timeout=30, follow_redirects=True) as browser:
        velden = {"naam": "muur", "wachtwoord": WACHTWOORD, "formulier": _formulier(browser.get("/inloggen").text)}
        assert "Uitloggen" in browser.post("/inloggen", data=velden).text
        for pad in (
            "/overzicht",
            "/verwijzingen",
            f"/verwijzingen?eenheid={VESTIGING}",
            "/rapporten",
            f"/zoeken?q={STAM[:6]}",
        ):
            antwoord = browser.get(pad)
            # The page may repeat the question of the reader: that is six letters, never the whole token.
            yield pad, antwoord.content + repr(antwoord.headers).encode()
        velden = {"soort": "thuiszitters", "formulier": _formulier(browser.get("/leveringen").text)}
        for naam, lijst, status in (("goed", thuiszitters(), 200), ("fout", fout(), 400)):
            proef = browser.post("/leveringen", data=velden, files={"bestand": (f"{naam}.csv", lijst)})
            assert proef.status_code == status, naam
            yield f"/leveringen {naam}", proef.content


def _formulier(pagina: str) -> str:
    formulier = re.search(r'name="formulier" value="([^"]+)"', pagina)
    assert formulier is not None
    return formulier[1]


def test_no_token_stands_in_answers_pages_documents_or_metrics(muur: Muur) -> None:
    antwoorden = dict(_antwoorden(muur))

    assert any(antwoord.startswith(b"PK") and len(antwoord) > 10_000 for antwoord in antwoorden.values())
    assert any(f"{AANTAL}".encode() in antwoord for antwoord in antwoorden.values()), "the canaries are counted"
    assert any(
        "thuiszitters/" in waar and f'"waarde":{AANTAL_LIJST}'.encode() in wat for waar, wat in antwoorden.items()
    )
    assert sum(".xlsx" in waar for waar in antwoorden) >= 5
    assert {waar: gevonden(wat) for waar, wat in antwoorden.items() if gevonden(wat)} == {}


def test_no_token_stands_on_disk(muur: Muur) -> None:
    """After the documents: segments, tables, WAL, logs, key store, secrets, temporary files, names of files."""
    gezocht, hits = in_bestanden(muur.stapel.folder)

    assert gezocht > 20_000_000
    assert hits == {}


def test_after_destruction_of_the_keys_nothing_links_to_a_dossiernummer(
    muur: Muur, topics: dict[str, bytes], tmp_path: Path
) -> None:
    kinderen = range(0, AANTAL, AANTAL // 100)
    schijf = _schijf(muur.stapel, topics)
    sleutels = shutil.copytree(muur.stapel.folder / "sleutels", tmp_path / "sleutels")
    geheimen = sleutels_in(muur.stapel.folder / "geheimen")
    assert herkend(schijf, kinderen, [*sleutels_in(sleutels), *geheimen]) == set(kinderen), "he can, with the keys"

    store = FileKeyStore(sleutels)
    for naam in store.names():
        if naam.startswith(("dag/", "zaak/", "beschikking/", "melding/", "bestand/")):
            store.destroy(naam)

    assert store.names() == ["bronnen"]
    assert herkend(schijf, kinderen, [*sleutels_in(sleutels), *geheimen]) == set()


def test_every_kind_of_key_alone_would_give_a_pupil_away(muur: Muur, topics: dict[str, bytes]) -> None:
    """So each has to go: the key of the day (order on the raw topic), of the schooljaar (case and event)."""
    store, kinderen = FileKeyStore(muur.stapel.folder / "sleutels"), range(20)
    # Other tests push to this stack as well: the keys under which these pupils stand.
    van_hen = ("dag/", "zaak/2025-2026", f"beschikking/{SWV}", f"melding/{SWV}")
    namen = [naam for naam in store.names() if naam.startswith(van_hen)]

    assert len(namen) >= 4
    for naam in namen:
        assert herkend(topics.values(), kinderen, [store.get(naam)]), naam
    zaak = mac(store.get("zaak/2025-2026"), SOURCE.encode(), SWV.encode(), dossiernummer(0).encode())[:16]
    assert zaak.hex().encode() in topics["onderwijs.zaken"]


def _schijf(stapel: Stapel, topics: dict[str, bytes]) -> list[bytes]:
    """All that is on disk but the keys, and the topics once more without compression."""
    paden = [
        pad for deel in ("kafka", "postgres", "logs") for pad in (stapel.folder / deel).rglob("*") if pad.is_file()
    ]
    return [*topics.values(), *(inhoud_van(pad) for pad in paden)]
