"""The read audit: every channel leaves a line, refusals too; nobody changes one; only the own beheerder reads it."""

import asyncio
import csv
import io
from typing import Any

import asyncpg
import jsonschema
import pytest

from deploy.migrations.runner import SERVICE_ROLES
from services.gateway.adapters.leesboek import Leesboek
from services.gateway.domain.leesverslag import Leesregel
from shared.runtime.postgres import open_pool
from tests.integration.gateway.huis import NU, Huis
from tests.stack import Database

SWV, SCHOOL = "swv:PO9901", "99AB00"
BEHEERDER = "beheerder:PO9901"
WAARDEN = "/v1/indicatoren/tlv-aanvragen/waarden?niveau=school&eenheid=99AB00&schooljaar=2024-2025..2025-2026"


async def regels(huis: Huis, vraag: str = "", wie: str = BEHEERDER, swv: str = "PO9901") -> list[dict[str, Any]]:
    await huis.boek.geschreven()
    antwoord = await huis.get(f"/v1/leesregels?swv={swv}&paginaGrootte=500{vraag}", wie)
    assert antwoord.status_code == 200, antwoord.text
    return list(antwoord.json()["leesregels"])


async def leeg(huis: Huis) -> None:
    await huis.boek.geschreven()
    verbinding = await asyncpg.connect(huis.admin_url)
    await verbinding.execute("ALTER TABLE toegang.leesverslag DISABLE TRIGGER USER; DELETE FROM toegang.leesverslag;"
                             " ALTER TABLE toegang.leesverslag ENABLE TRIGGER USER")  # fmt: skip
    await verbinding.close()


@pytest.fixture
async def vers(huis: Huis) -> Huis:
    """The gateway with an empty audit."""
    await leeg(huis)
    return huis


KANALEN = [
    (WAARDEN, "waarden", "tlv-aanvragen", [SCHOOL], 200),
    (WAARDEN + "&splitsing=schoolsoort&filter.categorie=laag", "waarden", "tlv-aanvragen", [SCHOOL], 200),
    ("/v1/indicatoren/tlv-aanvragen/vergelijking?niveau=school&eenheid=99AB00&schooljaar=2025-2026", "vergelijking",
     "tlv-aanvragen", [SCHOOL], 200),
    ("/v1/dashboards/verwijzingen?niveau=school&eenheid=99AB00&schooljaar=2025-2026", "dashboard", "verwijzingen",
     [SCHOOL], 200),
    ("/v1/grafieken/verwijzingen/aanvragen.csv?niveau=school&eenheid=99AB00", "figuur", "verwijzingen/aanvragen.csv",
     [SCHOOL], 200),
    ("/v1/grafieken/verwijzingen/aanvragen.svg?niveau=school&eenheid=99AB00", "figuur", "verwijzingen/aanvragen.svg",
     [SCHOOL], 200),
    ("/v1/datakwaliteit?swv=PO9901", "datakwaliteit", None, ["PO9901"], 200),
    ("/v1/indicatoren/tlv-aanvragen/waarden?niveau=school&eenheid=98ZZ00", "waarden", "tlv-aanvragen", ["98ZZ00"], 404),
    ("/v1/dashboards/verwijzingen?niveau=school&eenheid=98ZZ00", "dashboard", "verwijzingen", ["98ZZ00"], 404),
    ("/v1/grafieken/verwijzingen/jan-de-vries.svg?niveau=school&eenheid=99AB00", "figuur", "verwijzingen",
     [SCHOOL], 404),
    ("/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid=PO9902&zicht=eigen", "waarden", "tlv-aanvragen",
     ["PO9902"], 404),
]  # fmt: skip


@pytest.mark.parametrize(("pad", "soort", "onderwerp", "eenheden", "status"), KANALEN)
async def test_every_channel_leaves_one_line(
    vers: Huis, pad: str, soort: str, onderwerp: str | None, eenheden: list[str], status: int
) -> None:
    assert (await vers.get(pad, SWV)).status_code == status

    (regel,) = await regels(vers)

    assert (regel["soort"], regel["onderwerp"], regel["eenheden"], regel["status"]) == (
        soort, onderwerp, eenheden, status,
    )  # fmt: skip
    assert (regel["rollen"], regel["wijze"], regel["op"]) == ([SWV], "token", "2026-11-22T09:00:00Z")
    assert regel["zicht"] == (["eigen"] if status == 200 else [])
    assert "jan" not in str(regel)
    assert regel["account"].startswith("gebruiker-")


async def test_years_splits_and_filters_are_named(vers: Huis) -> None:
    await vers.get(WAARDEN + "&splitsing=schoolsoort&filter.categorie=laag", SWV)
    (regel,) = await regels(vers)
    assert regel["schooljaren"] == ["2024-2025", "2025-2026"]
    assert regel["splitsingen"] == ["categorie", "schoolsoort"]


async def test_a_304_is_a_read_and_a_dashboard_names_what_it_holds_below(vers: Huis) -> None:
    pad = "/v1/dashboards/verwijzingen?niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    etag = (await vers.get(pad, SWV)).headers["etag"]
    assert (await vers.get(pad, SWV, headers={"If-None-Match": etag})).status_code == 304

    nieuw, oud = await regels(vers)

    assert (oud["status"], nieuw["status"]) == (200, 304)
    for regel in (oud, nieuw):
        assert regel["eenheden"] == ["PO9901"]
        assert {"bestuur"} <= set(regel["onderliggend"])
        assert regel["zicht"] == ["eigen"]


async def test_the_role_that_opened_it(vers: Huis) -> None:
    rechten = ("school:99AB00", "swv:PO9902")
    await vers.get(WAARDEN, *rechten)
    (regel,) = await regels(vers)
    assert regel["rollen"] == ["school:99AB00"]


async def test_what_shows_no_figures_leaves_nothing(vers: Huis) -> None:
    for pad in ("/v1/eenheden", "/v1/indicatoren", "/v1/stand", "/v1/dashboards", "/v1/indicatoren/x/waarden?niveau=x"):
        await vers.get(pad, SWV)
    await vers.get(WAARDEN)
    assert [regel for regel in await regels(vers) if regel["soort"] != "waarden"] == []
    assert await regels(vers, "&eenheid=99AB00") == []


@pytest.mark.parametrize(
    ("wie", "swv", "status"),
    [
        (BEHEERDER, "PO9901", 200),
        ("swv:PO9901", "PO9901", 403),
        ("beheerder:PO9902", "PO9901", 404),
        ("bestuur:99001", "PO9901", 404),
        ("school:99AB00", "PO9901", 404),
        ("platform:", "PO9901", 404),
        (BEHEERDER, "XX", 404),
    ],
)
async def test_only_the_own_beheerder_reads_it(vers: Huis, wie: str, swv: str, status: int) -> None:
    for formaat in ("json", "csv", "csv-nl", "xlsx"):
        assert (await vers.get(f"/v1/leesregels?swv={swv}&formaat={formaat}", wie)).status_code == status


async def test_a_beheerder_sees_reads_of_own_dossiers_and_of_own_accounts_only(vers: Huis, gevuld: Database) -> None:
    await vers.get("/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid=PO9902", "swv:PO9902")
    await vers.get("/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid=PO9902", SWV)

    assert [(regel["status"], regel["rollen"]) for regel in await regels(vers)] == [(404, [SWV])]
    assert [regel["rollen"] for regel in await regels(vers, wie="beheerder:PO9902", swv="PO9902")] == [["swv:PO9902"]]
    verbinding = await asyncpg.connect(gevuld.url("pos_gateway"))
    assert await verbinding.fetchval("SELECT count(*) FROM toegang.leesverslag") == 0
    await verbinding.close()


async def test_filters_and_pages(vers: Huis) -> None:
    for _ in range(3):
        await vers.get(WAARDEN, SWV)
    await vers.get("/v1/datakwaliteit?swv=PO9901", BEHEERDER)
    await vers.boek.geschreven()
    alle = await regels(vers)
    naam = alle[-1]["account"]

    assert len(await regels(vers, f"&account={naam}")) == 3
    assert len(await regels(vers, "&eenheid=99AB00")) == 3
    assert await regels(vers, "&van=2026-11-20&tot=2026-11-21") == []
    blad = (await vers.get("/v1/leesregels?swv=PO9901&paginaGrootte=3&pagina=2", BEHEERDER)).json()
    assert (blad["totaal"], len(blad["leesregels"]), set(blad["_links"])) == (4, 1, {"self", "first", "last", "prev"})
    for fout in ("van=gisteren", "van=2026-11-22&tot=2026-11-01", "eenheid='--", "formaat=pdf", "x=1"):
        assert (await vers.get(f"/v1/leesregels?swv=PO9901&{fout}", BEHEERDER)).status_code == 400


async def test_the_answer_is_as_described_and_the_files_hold_the_same(vers: Huis) -> None:
    await vers.get(WAARDEN, SWV)
    await vers.boek.geschreven()
    antwoord = (await vers.get("/v1/leesregels?swv=PO9901", BEHEERDER)).json()
    document = (await vers.get("/v1/openapi.json")).json()
    schema = document["paths"]["/leesregels"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(antwoord, {**schema, "components": document["components"]})

    tekst = (await vers.get("/v1/leesregels?swv=PO9901&formaat=csv", BEHEERDER)).text
    kop, rij = csv.reader(io.StringIO(tekst))
    assert dict(zip(kop, rij, strict=True)) | {"Eenheden": SCHOOL, "Uitkomst": "gezien", "Zicht": "eigen"} == dict(
        zip(kop, rij, strict=True)
    )
    nl = (await vers.get("/v1/leesregels?swv=PO9901&formaat=csv-nl", BEHEERDER)).text
    assert nl.startswith("\ufeffTijdstip;Account")


async def test_no_role_changes_or_removes_a_line(vers: Huis, gevuld: Database) -> None:
    await vers.get(WAARDEN, SWV)
    await vers.boek.geschreven()
    opdrachten = (
        "UPDATE toegang.leesverslag SET naam = 'x'",
        "DELETE FROM toegang.leesverslag",
        "TRUNCATE toegang.leesverslag",
    )
    for rol in SERVICE_ROLES:
        verbinding = await asyncpg.connect(gevuld.url(rol))
        for opdracht in opdrachten:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht)
        if rol not in ("pos_gateway",):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.fetch("SELECT * FROM toegang.leesverslag")
        await verbinding.close()
    # Not even the owner, nor who is above all grants: the trigger holds.
    for inlog in ("SET ROLE pos_eigenaar", "SELECT 1"):
        verbinding = await asyncpg.connect(gevuld.url())
        await verbinding.execute(inlog)
        for opdracht in opdrachten:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht)
        await verbinding.close()
    assert len(await regels(vers)) == 1


async def test_the_night_run_removes_what_is_old_and_nothing_younger(vers: Huis, gevuld: Database) -> None:
    await vers.get(WAARDEN, SWV)
    await vers.boek.geschreven()
    admin = await asyncpg.connect(gevuld.url())
    for dagen in (170, 190, 731):
        await admin.execute(
            "INSERT INTO toegang.leesverslag (op, naam, rollen, wijze, soort, eenheden, onderliggend, schooljaren,"
            " splitsingen, zicht, status, swvs) VALUES (now() - make_interval(days => $1), 'x', '{}', 'token',"
            " 'waarden', '{}', '{}', '{}', '{}', '{}', 200, '{9901}')",
            dagen,
        )
    aggregator = await asyncpg.connect(gevuld.url("pos_aggregator"))
    assert await aggregator.fetchval("SELECT toegang.ruim_leesverslag(730)") == 1
    with pytest.raises(asyncpg.RaiseError):
        await aggregator.fetchval("SELECT toegang.ruim_leesverslag(179)")
    assert await aggregator.fetchval("SELECT toegang.ruim_leesverslag(180)") == 1
    assert await admin.fetchval("SELECT count(*) FROM toegang.leesverslag") == 2
    await aggregator.close()
    await admin.close()


def _regel(nummer: int) -> Leesregel:
    return Leesregel(
        NU, 1, f"lezer-{nummer}", (SWV,), "token", "waarden", None, None, (), (), (), (), (), 200, (9901,)
    )  # fmt: skip


async def test_a_normal_stop_loses_no_line_and_a_full_queue_makes_answers_wait(gevuld: Database) -> None:
    admin = await asyncpg.connect(gevuld.url())
    voor = await admin.fetchval("SELECT count(*) FROM toegang.leesverslag")
    gateway = gevuld.url("pos_gateway")
    async with open_pool(gateway, "proef", 2) as pool, Leesboek(pool, grootte=50, wacht=60, ruimte=200) as boek:
        for nummer in range(150):
            await boek.noteer(_regel(nummer))
        assert await admin.fetchval("SELECT count(*) FROM toegang.leesverslag") == voor
    assert await admin.fetchval("SELECT count(*) FROM toegang.leesverslag") == voor + 150

    async with open_pool(gateway, "proef", 2) as pool:
        boek = Leesboek(pool, ruimte=1)
        await boek.noteer(_regel(1))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(boek.noteer(_regel(2)), 0.05)
    await admin.close()
