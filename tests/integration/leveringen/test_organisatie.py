"""Reference data from file to tables, over real Kafka and PostgreSQL."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from deploy.cli.levering import BestandAfgekeurdError
from services.aggregator.organisatie import leesbaar
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.levering import MAX_DEEL_RIJEN, Opdracht, verdeel
from shared.contracts.bronnen.organisatie import OPEN
from shared.contracts.bronnen.soorten import ORGANISATIE
from shared.contracts.topics import BRONNEN_LEVERINGEN
from shared.runtime.kafka import Message, send_all
from tests.bronnen import csv, regel, xlsx
from tests.integration.leveringen.conftest import Weg

PO, VO = 9901, 19901
VOORBEELD = Path(__file__).parents[3] / "deploy/example/data/organisatie.csv"


async def test_the_example_region_loads(weg: Weg) -> None:
    uitslag = await weg.laad(VOORBEELD.read_bytes(), bron="voorbeeld", peildatum="2026-10-01")

    assert uitslag.toegepast
    assert uitslag.uitkomst["samenwerkingsverbanden"] == 6
    assert set(uitslag.uitkomst["gewijzigd"]) == {"PO9901", "PO9902", "PO9903", "PO9904", "PO9905", "VO9901"}
    for tabel, soort in (("swv", "samenwerkingsverbanden"), ("bestuur", "besturen"), ("vestiging", "scholen")):
        assert await weg.pool.fetchval(f"SELECT count(*) FROM organisatie.{tabel}") == uitslag.uitkomst[soort]
    assert await weg.pool.fetchval("SELECT count(*) FROM organisatie.lidmaatschap") == uitslag.rijen
    [levering] = await weg.leveringen()
    assert (levering["bron"], levering["peildatum"], levering["wie"]) == ("voorbeeld", date(2026, 10, 1), "test")
    assert await weg.pool.fetchval("SELECT count(*) FROM organisatie.levering_deel") == 0


async def test_the_same_file_again_has_no_effect(weg: Weg) -> None:
    bestand = csv(regel(), regel("99AC00", swv="PO9902"))
    await weg.laad(bestand)
    voor, versie = await weg.leden(), await weg.versie()

    nog_eens = await weg.laad(bestand)

    assert (nog_eens.herhaald, nog_eens.toegepast) == (True, False)
    assert (await weg.leden(), await weg.versie()) == (voor, versie)
    assert weg.gewijzigd == [{PO, 9902}, set()]


async def test_each_format_gives_the_same_organisation(weg: Weg) -> None:
    regels = [regel(naam="Réünie"), regel("99AC00", tot="2020-2021")]
    eerste = await weg.laad(csv(*regels, codering="cp1252"))
    voor = await weg.leden()

    anders = [await weg.laad(bestand) for bestand in (csv(*regels, codering="utf-8-sig"), xlsx(*regels), csv(*regels))]

    assert eerste.uitkomst["gewijzigd"] == ["PO9901"]
    assert [een.uitkomst["gewijzigd"] for een in anders] == [[], [], []]
    assert (await weg.leden(), await weg.versie()) == (voor, 1)
    assert (PO, "Réünie", 2018, OPEN, 99001) in voor


async def test_a_newer_file_replaces_its_swvs_and_leaves_the_others(weg: Weg) -> None:
    await weg.laad(csv(regel(), regel("99AC00", bestuur="99002"), regel("99AD00", swv="PO9902", bestuur="99003")))

    uitslag = await weg.laad(csv(regel(naam="De Nieuwe Brug", tot="2025-2026")))

    assert await weg.leden() == {
        (PO, "De Nieuwe Brug", 2018, 2025, 99001),
        (9902, "De Brug 99AD00", 2018, OPEN, 99003),
    }
    assert uitslag.uitkomst["gewijzigd"] == ["PO9901"]
    assert uitslag.uitkomst["meldingen"] == ["PO9901 heeft nu 1 regels, eerst 2. Is het bestand compleet?"]
    assert {rij["bestuur"] for rij in await weg.pool.fetch("SELECT bestuur FROM organisatie.bestuur")} == {99001, 99003}
    assert await weg.versie() == 2


async def test_a_school_that_changes_boards(weg: Weg) -> None:
    await weg.laad(csv(regel()))

    await weg.laad(csv(regel(tot="2024-2025"), regel(vanaf="2025-2026", bestuur="99002")))

    assert {lid[2:] for lid in await weg.leden()} == {(2018, 2024, 99001), (2025, OPEN, 99002)}


async def test_two_swvs_that_name_different_boards_need_a_yes(weg: Weg) -> None:
    await weg.laad(csv(regel(schoolsoort="so/vso")), peildatum="2026-09-01")
    vo = csv(regel(schoolsoort="so/vso", swv="VO9901", bestuur="99002", vanaf="2025-2026"))

    gevraagd = await weg.laad(vo, peildatum="2026-10-01")
    assert gevraagd.afgewezen == "ander_bestuur"
    assert gevraagd.uitkomst["meldingen"] == [
        "Vestiging 99AB00 in 2025-2026 en verder: PO9901 noemt bestuur 99001, de nieuwste levering noemt 99002. "
        "Bestuur 99002 telt."
    ]
    assert {lid[0] for lid in await weg.leden()} == {PO}

    bevestigd = await weg.laad(vo, peildatum="2026-10-01", bevestigd=True)
    assert bevestigd.uitkomst["gewijzigd"] == ["PO9901", "VO9901"]
    assert {(lid[0], *lid[2:]) for lid in await weg.leden()} == {
        (PO, 2018, 2024, 99001), (PO, 2025, OPEN, 99002), (VO, 2025, OPEN, 99002),
    }  # fmt: skip

    weer_eens = await weg.laad(
        csv(regel(schoolsoort="so/vso", swv="VO9901", vanaf="2025-2026")), peildatum="2026-11-01"
    )
    assert weer_eens.toegepast
    assert {(lid[0], *lid[2:]) for lid in await weg.leden()} == {(PO, 2018, OPEN, 99001), (VO, 2025, OPEN, 99001)}


async def test_an_older_file_over_a_newer_needs_a_yes(weg: Weg) -> None:
    oud, nieuw = csv(regel(naam="Oud")), csv(regel(naam="Nieuw"))
    await weg.laad(nieuw, peildatum="2026-10-01")

    gevraagd = await weg.laad(oud, peildatum="2026-09-01")
    bevestigd = await weg.laad(oud, peildatum="2026-09-01", bevestigd=True)

    assert (gevraagd.afgewezen, bevestigd.toegepast) == ("ouder", True)
    assert {lid[1] for lid in await weg.leden()} == {"Oud"}


async def test_back_to_a_replaced_file_needs_a_yes(weg: Weg) -> None:
    a, b = csv(regel(naam="A")), csv(regel(naam="B"))
    await weg.laad(a)
    await weg.laad(b)

    gevraagd = await weg.laad(a)
    assert "daarna vervangen" in gevraagd.uitkomst["meldingen"][0]
    assert (await weg.laad(a, bevestigd=True)).toegepast
    assert {lid[1] for lid in await weg.leden()} == {"A"}
    assert (await weg.laad(b, bevestigd=True)).toegepast
    assert {lid[1] for lid in await weg.leden()} == {"B"}


async def test_a_wrong_file_changes_nothing(weg: Weg) -> None:
    with pytest.raises(BestandAfgekeurdError) as fout:
        await weg.laad(csv(regel(), regel("fout")))

    assert [(een.rij, een.kolom) for een in fout.value.fouten] == [(3, "vestiging")]
    assert await weg.leveringen() == []


async def test_parts_count_together_once_and_only_when_all_are_there(weg: Weg) -> None:
    """Ingest dies between two parts; the request comes again; a part comes twice; another delivery in between."""
    regels = [regel(f"{nummer // 100:02d}AB{nummer % 100:02d}") for nummer in range(2 * MAX_DEEL_RIJEN + 1)]
    gelezen = lees_bestand(ORGANISATIE, csv(*regels))
    nu = datetime(2026, 11, 22, tzinfo=UTC)
    delen = verdeel("organisatie", uuid4(), "0" * 64, nu, Opdracht(wie="test"), gelezen.rijen)
    assert len(delen) == 3

    await weg.deler.publish(delen[:2])
    await weg.laad(csv(regel(swv="PO9902")))
    assert {lid[0] for lid in await weg.leden()} == {9902}

    await weg.deler.publish([*delen, *delen, delen[0]])
    await weg.laad(csv(regel(swv="PO9903")))

    leden = await weg.leden()
    assert sum(lid[0] == PO for lid in leden) == len(regels)
    assert [rij["rijen"] for rij in await weg.leveringen()] == [1, len(regels), 1]
    assert await weg.pool.fetchval("SELECT count(*) FROM organisatie.levering_deel") == 0


async def test_a_transaction_that_is_rolled_back_leaves_nothing_and_the_retry_applies_all(weg: Weg) -> None:
    weg.mislukt = 2

    await weg.laad(csv(regel()))

    assert weg.mislukt == 0
    assert weg.gewijzigd == [{PO}]
    assert (len(await weg.leveringen()), await weg.versie()) == (1, 1)


async def test_an_unreadable_message_is_passed_over(weg: Weg) -> None:
    await send_all(weg.producer, [Message(BRONNEN_LEVERINGEN.naam, b'{"kop": 1}', partition=0)])

    assert (await weg.laad(csv(regel()))).toegepast
    assert weg.gewijzigd == [set(), {PO}]
    assert [leesbaar(bericht) for bericht in (b"", b"{}", b'{"kop": 1}')] == [False, False, False]
