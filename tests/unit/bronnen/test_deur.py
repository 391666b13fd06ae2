"""The door `POST /v1/leveringen/{soort}`: who gets in, what is answered, what reaches Kafka."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import httpx
import pytest

from services.ingest.leveringen import Balie
from services.ingest.leveringen_routes import build_router
from shared.contracts.bronnen.levering import MAX_DEEL_RIJEN, Deel, Opdracht
from shared.contracts.bronnen.soorten import SOORTEN
from shared.contracts.bronnen.verzoek import (
    HEADER,
    MAX_BYTES,
    Aankondiging,
    OngeldigGeheimError,
    lees_geheim,
    onderteken,
)
from shared.runtime.clock import FixedClock
from shared.runtime.errors import Unavailable
from shared.runtime.http import build_http
from tests.bronnen import csv, regel

NU = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GEHEIM = b"g" * 32
OPDRACHT = Opdracht(wie="jansen", bron="LAS", peildatum=date(2026, 10, 1), status="definitief")


@dataclass
class FakeDeler:
    delen: list[Deel] = field(default_factory=list)
    weg: bool = False

    async def publish(self, delen: Sequence[Deel]) -> None:
        if self.weg:
            raise Unavailable("kafka")
        self.delen.extend(Deel.van_bytes(deel.naar_bytes()) for deel in delen)


@dataclass
class Deur:
    deler: FakeDeler
    balie: Balie
    http: httpx.AsyncClient

    async def lever(self, inhoud: bytes, soort: str = "organisatie", verzoek: str = "v1") -> httpx.Response:
        aankondiging = Aankondiging.van_bestand(soort, inhoud, OPDRACHT)
        return await self.stuur(inhoud, onderteken(aankondiging, verzoek, int(NU.timestamp()), GEHEIM), soort)

    async def stuur(self, inhoud: bytes, headers: dict[str, str], soort: str = "organisatie") -> httpx.Response:
        return await self.http.post(f"/v1/leveringen/{soort}", content=inhoud, headers=headers)


@pytest.fixture
async def deur() -> AsyncIterator[Deur]:
    deler = FakeDeler()
    balie = Balie(deler, FakeDeler(), GEHEIM, FixedClock(NU))
    app = build_http("ingest", "1.0.0", body_max_bytes=MAX_BYTES)
    app.include_router(build_router(balie))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ingest") as http:
        yield Deur(deler, balie, http)


async def test_a_file_is_answered_and_published_in_parts(deur: Deur) -> None:
    inhoud = csv(*(regel(f"{nummer // 100:02d}AB{nummer % 100:02d}") for nummer in range(MAX_DEEL_RIJEN + 1)))

    antwoord = await deur.lever(inhoud)

    assert antwoord.status_code == 200
    assert antwoord.json() == {
        "levering": str(deur.deler.delen[0].kop.levering), "rijen": MAX_DEEL_RIJEN + 1, "delen": 2,
        "peildatum": "2026-10-01", "bereiken": {"PO9901": MAX_DEEL_RIJEN + 1}, "waarschuwingen": [],
    }  # fmt: skip
    assert sum(len(deel.rijen) for deel in deur.deler.delen) == MAX_DEEL_RIJEN + 1
    assert [(deel.deel, deel.kop.delen) for deel in deur.deler.delen] == [
        (nummer, len(deur.deler.delen)) for nummer in range(1, len(deur.deler.delen) + 1)
    ]
    kop = deur.deler.delen[0].kop
    assert (kop.soort, kop.opdracht, kop.ontvangen_op) == ("organisatie", OPDRACHT, NU)
    assert kop.sha256 == hashlib.sha256(inhoud).hexdigest()


async def test_no_part_is_larger_than_a_message_may_be(deur: Deur) -> None:
    lang = "é" * 200
    await deur.lever(
        csv(
            *(regel(f"99AB{nummer:02d}", naam=lang, plaats=lang, bestuurNaam=lang) for nummer in range(100)),
            *(
                regel(
                    f"{nummer // 100:02d}AC{nummer % 100:02d}",
                    naam=lang,
                    plaats=lang,
                    bestuurNaam=lang,
                    swvNaam=lang,
                    subregioNaam=lang,
                )
                for nummer in range(1900)
            ),
        )
    )

    assert len(deur.deler.delen) > 1
    assert max(len(deel.naar_bytes()) for deel in deur.deler.delen) < 1_000_000


async def test_the_same_request_is_the_same_delivery_and_another_is_another(deur: Deur) -> None:
    antwoorden = [await deur.lever(csv(regel()), verzoek=verzoek) for verzoek in ("a", "a", "b")]

    een, zelfde, ander = (antwoord.json()["levering"] for antwoord in antwoorden)
    assert een == zelfde != ander


async def test_a_wrong_file_is_told_per_row_and_column_and_nothing_is_published(deur: Deur) -> None:
    antwoord = await deur.lever(csv(regel(), regel("99AC00", schoolsoort="geheim")))

    assert antwoord.status_code == 400
    assert antwoord.headers["content-type"] == "application/problem+json"
    inhoud = antwoord.json()
    assert inhoud["fouten"] == [
        {"rij": 3, "kolom": "schoolsoort",
         "melding": "moet een van deze waarden zijn: bao, sbo, so, so/vso, vso, pro, vo"}
    ]  # fmt: skip
    assert (inhoud["code"], inhoud["aantalFouten"]) == ("afgekeurd", 1)
    assert "geheim" not in antwoord.text
    assert deur.deler.delen == []


@pytest.mark.parametrize("kwaad", ["zonder", "geheim", "oud", "kop", "soort", "dubbel", "rommel"])
async def test_a_stranger_is_turned_away_unread(deur: Deur, kwaad: str) -> None:
    inhoud = csv(regel())
    aankondiging = Aankondiging.van_bestand("vreemd" if kwaad == "soort" else "organisatie", inhoud, OPDRACHT)
    moment = int(NU.timestamp()) - (301 if kwaad == "oud" else 0)
    headers = onderteken(aankondiging, "v1", moment, b"x" * 32 if kwaad == "geheim" else GEHEIM)
    if kwaad == "zonder":
        del headers["webhook-signature"]
    if kwaad == "kop":
        bevestigd = aankondiging.model_copy(update={"opdracht": OPDRACHT.model_copy(update={"bevestigd": True})})
        headers[HEADER] = bevestigd.naar_header().decode()
    if kwaad == "dubbel":
        twee = [*headers.items(), (HEADER, headers[HEADER])]
        antwoord = await deur.http.post("/v1/leveringen/organisatie", content=inhoud, headers=twee)
    elif kwaad == "rommel":
        antwoord = await deur.stuur(inhoud, headers | {HEADER: "rommel"})
    else:
        antwoord = await deur.stuur(inhoud, headers)

    assert (antwoord.status_code, antwoord.json()["code"]) == (401, "handtekening")
    assert deur.deler.delen == []


async def test_another_file_than_announced_is_refused(deur: Deur) -> None:
    inhoud = csv(regel())
    headers = onderteken(Aankondiging.van_bestand("organisatie", inhoud, OPDRACHT), "v1", int(NU.timestamp()), GEHEIM)

    ander = await deur.stuur(inhoud.replace(b"Brug", b"Berg"), headers)
    langer = await deur.stuur(inhoud + b" ", headers)

    assert (ander.status_code, ander.json()["code"]) == (400, "beschadigd")
    assert langer.status_code == 413
    assert deur.deler.delen == []


async def test_an_unknown_soort_says_what_there_is(deur: Deur) -> None:
    antwoord = await deur.lever(csv(regel()), soort="sterrenkunde")

    assert antwoord.status_code == 404
    assert antwoord.json()["detail"] == f"Deze soort bron bestaat niet. Er zijn: {', '.join(SOORTEN)}."


async def test_a_file_over_the_limit_is_refused_by_its_announcement(deur: Deur) -> None:
    aankondiging = Aankondiging(soort="organisatie", sha256="0" * 64, aantal_bytes=MAX_BYTES + 1, opdracht=OPDRACHT)

    antwoord = await deur.stuur(b"", onderteken(aankondiging, "v1", int(NU.timestamp()), GEHEIM))

    assert antwoord.status_code == 400
    assert antwoord.json()["fouten"] == [{"rij": 0, "kolom": "", "melding": "Het bestand is groter dan 100 MB."}]


async def test_kafka_away_and_busy_ask_to_come_back(deur: Deur) -> None:
    deur.deler.weg = True
    weg = await deur.lever(csv(regel()))
    async with deur.balie.bezig:
        bezig = await deur.lever(csv(regel()))

    assert [(een.status_code, een.json()["code"]) for een in (weg, bezig)] == [(503, "niet_bevestigd"), (503, "bezig")]
    assert weg.headers["retry-after"] == bezig.headers["retry-after"] == "2"


def test_secrets_that_we_sign_with() -> None:
    assert lees_geheim("whsec_" + "QUFB" * 8 + "\n") == b"AAA" * 8
    assert lees_geheim("een-lang-genoeg-willekeurig-geheim") == b"een-lang-genoeg-willekeurig-geheim"
    for kort in ("", "kort", "whsec_QUFB", "whsec_geen base64 maar wel lang genoeg"):
        with pytest.raises(OngeldigGeheimError):
            lees_geheim(kort)


async def test_a_check_publishes_nothing_and_tells_what_would_be_replaced(deur: Deur) -> None:
    inhoud = csv(regel(), regel("99AC00", swv="PO9902"))
    aankondiging = Aankondiging.van_bestand("organisatie", inhoud, OPDRACHT, proef=True)

    antwoord = await deur.stuur(inhoud, onderteken(aankondiging, "v1", int(NU.timestamp()), GEHEIM))

    assert antwoord.json()["levering"] is None
    assert antwoord.json()["bereiken"] == {"PO9901": 1, "PO9902": 1}
    assert deur.deler.delen == []


@pytest.mark.parametrize(("soort", "kolom"), [("organisatie", "swv"), ("landelijk", "")])
async def test_who_delivers_for_one_swv_brings_no_lines_of_another(deur: Deur, soort: str, kolom: str) -> None:
    cijfer = {"indicator": "deelname-sbo", "schooljaar": "2023-2024", "waarde": "2,4", "bron": "OCW"}
    landelijk = csv(cijfer, koppen=list(cijfer))
    inhoud = landelijk if soort == "landelijk" else csv(regel(), regel("99AC00", swv="PO9902"))
    aankondiging = Aankondiging.van_bestand(soort, inhoud, OPDRACHT, alleen=("PO9901",))

    antwoord = await deur.stuur(inhoud, onderteken(aankondiging, "v1", int(NU.timestamp()), GEHEIM), soort)

    assert antwoord.status_code == 400
    assert [fout["kolom"] for fout in antwoord.json()["fouten"]] == [kolom]
    assert deur.deler.delen == []
