"""The open sources from file to table: replaced per period, older over newer only when asked, seen by who may."""

import asyncpg
import pytest

from services.aggregator.opendata.tabellen import BESTEMMINGEN
from shared.contracts.bronnen.soorten import LANDELIJK, ORGANISATIE, SOORTEN
from shared.contracts.eenheden import vestiging_getal
from tests.bronnen import csv, regel
from tests.duo import tabel
from tests.integration.leveringen.conftest import Weg
from tests.stack import Database

SWV = ["swv", "teldatum", "schoolsoort", "categorie", "leerlingen", "vestiging_swv"]
GELD = ["swv", "bestuur", "vestiging", "periode", "categorie", "begroot", "besteed"]
DOEL = ["swv", "plan", "code", "titel", "indicator", "niveau", "eenheid", "streefwaarde", "richting", "uiterlijk"]
DOEL += ["eigenaar"]
STROOM = ["swv", "schooljaar", "van", "naar", "aantal"]
VO = ["BRIN NUMMER", "VESTIGINGSNUMMER", "SAMENWERKINGSVERBAND", "ONDERWIJSTYPE VO", "LEER- OF VERBLIJFSJAAR 1 - MAN"]


def telling(leerlingen: str, dag: str = "2025-10-01", swv: str = "PO9901") -> bytes:
    return tabel(SWV, [swv, dag, "so", "laag", leerlingen, "PO9902"])


async def rijen(weg: Weg, sql: str) -> list[tuple[object, ...]]:
    return [tuple(rij) for rij in await weg.pool.fetch(sql)]


def test_every_soort_has_a_place() -> None:
    met_personen = {soort.naam for soort in SOORTEN.values() if soort.personen}
    assert set(SOORTEN) == {*BESTEMMINGEN, ORGANISATIE.naam, LANDELIJK.naam, *met_personen}


async def test_funded_pupils_are_replaced_per_swv_and_teldatum(weg: Weg) -> None:
    sql = "SELECT swv, schooljaar, teldatum, laag, hoog, status FROM opendata.swv_telling ORDER BY 1, 2, 3"
    for inhoud in (telling("<5"), telling("7", "2026-02-01"), telling("9", swv="PO9902")):
        assert (await weg.laad(inhoud, "duo-swv", status="voorlopig")).toegepast
    nieuw = await weg.laad(telling("12"), "duo-swv", status="definitief")

    assert nieuw.uitkomst["gewijzigd"] == ["PO9901 2025-10-01"]
    assert weg.gewijzigd[-1] == {9901}
    assert await rijen(weg, sql) == [
        (9901, 2025, "02-01", 7, 7, "voorlopig"), (9901, 2025, "10-01", 12, 12, "definitief"),
        (9902, 2025, "10-01", 9, 9, "voorlopig"),
    ]  # fmt: skip


async def test_provisional_over_definitive_needs_a_yes_and_so_does_an_older_file(weg: Weg) -> None:
    await weg.laad(telling("12"), "duo-swv", status="definitief", peildatum="2026-01-10")

    voorlopig = await weg.laad(telling("11"), "duo-swv", status="voorlopig", peildatum="2026-01-10")
    ouder = await weg.laad(telling("11"), "duo-swv", status="definitief", peildatum="2026-01-09")
    assert (voorlopig.afgewezen, ouder.afgewezen) == ("ouder", "ouder")
    assert voorlopig.uitkomst["meldingen"] == [
        "PO9901 2025-10-01: er gelden al definitieve cijfers; deze zijn voorlopig."
    ]
    assert await rijen(weg, "SELECT laag FROM opendata.swv_telling") == [(12,)]

    ja = await weg.laad(telling("11"), "duo-swv", status="voorlopig", peildatum="2026-01-10", bevestigd=True)
    assert ja.toegepast
    assert await rijen(weg, "SELECT laag FROM opendata.swv_telling") == [(11,)]


async def test_the_same_file_again_changes_nothing_and_the_version_stays(weg: Weg) -> None:
    await weg.laad(telling("12"), "duo-swv")
    voor = await weg.versie()

    nog_eens = await weg.laad(telling("12"), "duo-swv")
    gelijk = await weg.laad(telling("12") + b"\r\n", "duo-swv")

    assert (nog_eens.herhaald, gelijk.toegepast, gelijk.uitkomst["gewijzigd"]) == (True, True, [])
    assert await weg.versie() == voor


async def test_any_order_of_deliveries_gives_the_newest_of_each_period(weg: Weg) -> None:
    geld = {
        jaar: tabel(GELD, ["PO9901", "", "", jaar, "overig", "10", cent])
        for jaar, cent in (("2024", "1"), ("2025", "2"))
    }
    oud = tabel(GELD, ["PO9901", "", "", "2025", "overig", "10", "99"], ["PO9901", "", "", "2025", "overig", "", "98"])
    for inhoud in (oud, geld["2025"], geld["2024"]):
        assert (await weg.laad(inhoud, "financien")).toegepast

    assert await rijen(weg, "SELECT jaar, besteed_cent FROM opendata.middelen ORDER BY 1") == [(2024, 100), (2025, 200)]
    terug = await weg.laad(oud, "financien")
    assert terug.afgewezen == "ouder"


async def test_vo_gives_numbers_and_the_swv_and_leaves_the_others_alone(weg: Weg) -> None:
    hist = tabel(
        ["INSTELLINGSCODE", "VESTIGINGSCODE", "SOORT_VESTIGING", "LEERLINGEN_2025"], ["99AB", "99AB00", "VSO", "8"]
    )
    vo = tabel(
        VO, ["99AC", "00", "VO9901", "HAVO lj 1", "40"], ["99AC", "00", "VO9901", "Praktijkonderwijs alle vj", "5"]
    )
    await weg.laad(hist, "duo-leerlingen")
    await weg.laad(vo, "duo-leerlingen-vo", peildatum="2025-10-01")
    uitslag = await weg.laad(vo.replace(b"VO9901", b"VO9902"), "duo-leerlingen-vo", peildatum="2025-10-01")

    assert uitslag.uitkomst["gewijzigd"] == ["2025-2026"]
    assert await rijen(weg, "SELECT schoolsoort, laag FROM opendata.leerlingen ORDER BY 1") == [
        ("pro", 5),
        ("vo", 40),
        ("vso", 8),
    ]
    assert await rijen(weg, "SELECT schooljaar, swv FROM opendata.vo_swv") == [(2025, 19902)]


async def test_addresses_of_two_files_stand_side_by_side(weg: Weg) -> None:
    koppen = ["VESTIGINGSCODE", "VESTIGINGSNAAM", "PLAATSNAAM"]
    bo = tabel(koppen, ["99AB00", "A", "Stad"], ["99AB01", "B", "Stad"])
    await weg.laad(bo, "duo-vestigingen", bron="bo")
    await weg.laad(tabel(koppen, ["99AC00", "C", "Stad"]), "duo-vestigingen", bron="so")
    await weg.laad(tabel(koppen, ["99AB00", "A2", "Stad"]), "duo-vestigingen", bron="bo")

    assert await rijen(weg, "SELECT naam FROM opendata.vestiging ORDER BY 1") == [("A2",), ("C",)]


async def test_schools_without_a_number_are_told(weg: Weg) -> None:
    await weg.laad(csv(regel("99AB00"), regel("99AC00")))
    hist = tabel(
        ["INSTELLINGSCODE", "VESTIGINGSCODE", "SOORT_VESTIGING", "LEERLINGEN_2025"], ["99AB", "99AB00", "BO", "80"]
    )
    uitslag = await weg.laad(hist, "duo-leerlingen")

    [melding] = uitslag.uitkomst["meldingen"]
    assert melding.startswith(
        "Van een school uit de organisatie staat er in 2025-2026 geen aantal in dit bestand (99AC00)."
    )


async def test_it_is_one_transaction(weg: Weg) -> None:
    weg.mislukt = 2

    uitslag = await weg.laad(tabel(STROOM, ["PO9901", "2024-2025", "sbo", "bao", "<5"]), "stromen")

    assert uitslag.toegepast
    assert await rijen(weg, "SELECT van, naar, laag, hoog FROM opendata.stroom") == [("sbo", "bao", 1, 4)]
    assert len(await weg.leveringen()) == 1


@pytest.mark.parametrize(
    ("context", "geld", "doelen"),
    [
        ({}, set(), set()),
        ({"pos.swv": "{9901}"}, {"swv", "bestuur", "school"}, {"s", "b", "v"}),
        ({"pos.swv": "{9902}"}, set(), set()),
        ({"pos.bestuur": "{99001}"}, {"bestuur", "school"}, {"b", "s"}),
        ({"pos.bestuur": "{99002}"}, set(), set()),
        ({"pos.vestiging": f"{{{vestiging_getal('99AB00')}}}"}, {"school"}, {"v", "s"}),
        ({"pos.vestiging": f"{{{vestiging_getal('99ZZ00')}}}"}, set(), set()),
    ],
)
async def test_money_and_goals_are_for_who_they_are_of(
    weg: Weg, database: Database, context: dict[str, str], geld: set[str], doelen: set[str]
) -> None:
    await weg.laad(csv(regel("99AB00")))
    bedragen = tabel(
        GELD, ["PO9901", "", "", "2025", "overig", "1", "1"], ["PO9901", "99001", "", "2025", "overig", "2", "2"],
        ["PO9901", "", "99AB00", "2025", "overig", "3", "3"],
    )  # fmt: skip
    plan = tabel(
        DOEL, ["PO9901", "P", "s", "T", "", "swv", "", "", "", "", ""],
        ["PO9901", "P", "b", "T", "", "bestuur", "99001", "", "", "", ""],
        ["PO9901", "P", "v", "T", "", "school", "99AB00", "", "", "", ""],
    )  # fmt: skip
    await weg.laad(bedragen, "financien")
    await weg.laad(plan, "doelen")

    gateway = await asyncpg.connect(database.url("pos_gateway"))
    try:
        for naam, waarde in context.items():
            await gateway.execute("SELECT set_config($1, $2, false)", naam, waarde)
        gezien = {
            {100: "swv", 200: "bestuur", 300: "school"}[rij[0]]
            for rij in await gateway.fetch("SELECT begroot_cent FROM opendata.middelen")
        }
        assert gezien == geld
        assert {rij[0] for rij in await gateway.fetch("SELECT code FROM opendata.doel")} == doelen
    finally:
        await gateway.close()
