"""Answers that are kept: given again without reading a figure, and never longer than they hold."""

import re
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from services.gateway.adapters.gegevens import PostgresLezing
from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.balie import Dashboardbalie
from services.gateway.dashboards.model import Dashboard
from services.gateway.domain.rechten import Recht, Rechten, Rol
from services.gateway.domain.staat import Plaats, Staat
from services.gateway.handlers.leesspoor import begin
from services.gateway.handlers.poorten import Beller
from shared.contracts.schooljaar import tekst
from tests.integration.gateway.huis import NU, Huis
from tests.integration.gateway.wereld import LOPEND

SWV, BESTUUR, SCHOOL = "swv:PO9901", "bestuur:99002", "school:99AI00"
WIE: dict[str, Rechten] = {
    SWV: frozenset({Recht(Rol.SWV, "PO9901")}),
    BESTUUR: frozenset({Recht(Rol.BESTUUR, "99002")}),
    SCHOOL: frozenset({Recht(Rol.SCHOOL, "99AI00")}),
}
PLAATS = Plaats("school", "99AI00", LOPEND - 1)
_LEVERING = """
    INSERT INTO organisatie.levering (id, nummer, soort, peildatum, sha256, rijen, wie, ontvangen_op, toegepast_op)
    SELECT gen_random_uuid(), 1 + coalesce(max(nummer), 0), 'landelijk', '2026-01-01', sha256(''), 1, 'wij', now(),
           now()
    FROM organisatie.levering
"""
_TEKST = """
    INSERT INTO toelichting.versie (niveau, eenheid, schooljaar, dashboard, figuur, versie, tekst, geschreven_op,
        geschreven_door) VALUES ('school', '99AI00', 2025, 'verwijzingen', 'aanvragen', 1, $1, '2026-11-22Z', 'wij')
"""
_TABEL = re.compile(
    r"\b(?:FROM|JOIN)\s+((?:stand|organisatie|opendata|vrijgave|toegang|toelichting|kwaliteit|landelijk|profielen)\.\w+)"
)
_DOSSIERS = "stand.swv_versie, stand.plaats_versie"
_LEVERINGEN = "organisatie.levering"
TABELLEN = {
    "stand.cel": _DOSSIERS,
    "stand.basis": _DOSSIERS,
    "stand.jaren_met_basis": _DOSSIERS,
    "stand.lijst": _LEVERINGEN,
    "landelijk.cijfer": _LEVERINGEN,
    **dict.fromkeys(
        ("opendata.leerlingen", "opendata.vestiging", "opendata.oordeel", "opendata.vo_swv", "opendata.swv_telling",
         "opendata.stroom", "opendata.middelen"),
        _LEVERINGEN,
    ),
    **dict.fromkeys(
        ("organisatie.lidmaatschap", "organisatie.swv", "organisatie.bestuur", "organisatie.subregio",
         "organisatie.vestiging"),
        "organisatie.versie",
    ),
    "vrijgave.tabel": "vrijgave.vrijgave",
    "vrijgave.ververst": "vrijgave.vrijgave",
    "kwaliteit.geldend_doel": "kwaliteit.doel, organisatie.versie",
    "profielen.versie": "profielen.versie, profielen.intrekking",
    **{zelf: zelf for zelf in (
        "stand.swv_versie", "stand.plaats_versie", "organisatie.versie", "organisatie.levering", "vrijgave.vrijgave",
        "toegang.instelling", "toegang.tlv_bedragen", "toelichting.versie", "kwaliteit.oordeel",
        "profielen.intrekking",
    )},
}  # fmt: skip
_WIS = "DELETE FROM toelichting.versie"
VOOR_ALLEN = {
    "reference data or an open source": "UPDATE organisatie.versie SET versie = versie + 1",
    "a delivery that changed no figure": _LEVERING,
    "settings of an SWV": "INSERT INTO toegang.instelling VALUES (9901, (SELECT 1 + coalesce(max(versie), 0) FROM"
    " toegang.instelling), 42, 'ingediendOp', '{}', now(), 'wij')",
    "a release": "INSERT INTO vrijgave.vrijgave (nummer, moment, niveaus, beleid, sha256)"
    " SELECT 1 + coalesce(max(nummer), 0), clock_timestamp(), '{}', '{}', sha256('') FROM vrijgave.vrijgave",
}


@pytest.fixture
async def database(huis: Huis) -> AsyncIterator[asyncpg.Connection]:
    verbinding = await asyncpg.connect(huis.admin_url)
    yield verbinding
    await verbinding.close()


async def _staat(huis: Huis, wie: str) -> Staat:
    async with huis.diensten.gegevens.lezing(WIE[wie], LOPEND) as lezing:
        return await lezing.staat(PLAATS)


@pytest.mark.parametrize("wie", WIE)
@pytest.mark.parametrize("wat", VOOR_ALLEN)
async def test_what_concerns_everybody_ends_what_was_kept(
    huis: Huis, database: asyncpg.Connection, wat: str, wie: str
) -> None:
    eerst = await _staat(huis, wie)
    assert await _staat(huis, wie) == eerst
    await database.execute(VOOR_ALLEN[wat])
    assert await _staat(huis, wie) != eerst


@pytest.mark.parametrize("van", WIE)
async def test_own_dossiers_end_it_and_those_of_others_do_not(
    huis: Huis, database: asyncpg.Connection, van: str
) -> None:
    """The moment of a change elsewhere would tell about somebody else's dossier."""
    school = Recht(Rol.SCHOOL, "99AI00").als_eenheid.getal
    eerst = {wie: await _staat(huis, wie) for wie in WIE}
    await database.execute("UPDATE stand.swv_versie SET versie = versie + 1 WHERE swv <> 9901")
    await database.execute(
        "UPDATE stand.plaats_versie SET versie = versie + 1 WHERE vestiging <> $1 AND vestiging NOT IN"
        " (SELECT vestiging FROM organisatie.lidmaatschap WHERE bestuur = 99002)",
        school,
    )
    assert {wie: await _staat(huis, wie) for wie in WIE} == eerst
    opdracht = {
        SWV: "UPDATE stand.swv_versie SET versie = versie + 1 WHERE swv = 9901",
        BESTUUR: "UPDATE stand.plaats_versie SET versie = versie + 1 WHERE vestiging IN"
        " (SELECT vestiging FROM organisatie.lidmaatschap WHERE bestuur = 99002)",
        SCHOOL: f"UPDATE stand.plaats_versie SET versie = versie + 1 WHERE vestiging = {school}",
    }[van]
    await database.execute(opdracht)
    assert await _staat(huis, van) != eerst[van]


async def test_a_text_that_was_erased_and_written_anew_counts_by_its_content(
    huis: Huis, database: asyncpg.Connection
) -> None:
    await database.execute(_TEKST, "het een")
    eerst = await _staat(huis, SCHOOL)
    await database.execute(_WIS)
    await database.execute(_TEKST, "het ander")
    try:
        assert await _staat(huis, SCHOOL) != eerst
    finally:
        await database.execute(_WIS)


@pytest.mark.parametrize(
    "pad", ["/v1/dashboards/overzicht?niveau=swv&eenheid=PO9901", "/v1/dashboards/toewijzing?niveau=swv&eenheid=PO9901"]
)
async def test_what_is_kept_reads_no_figure_and_is_that_of_nobody_else(
    huis: Huis, database: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch, pad: str
) -> None:
    eerst = await huis.get(pad, SWV)

    async def nooit(*_wat: Any) -> Any:
        raise AssertionError("a figure was read")

    monkeypatch.setattr(PostgresLezing, "sommen", nooit)
    weer = await huis.get(pad, SWV)
    kent = await huis.get(pad, SWV, headers={"If-None-Match": eerst.headers["etag"]})
    assert (weer.status_code, weer.content, kent.status_code) == (200, eerst.content, 304)
    assert (await huis.get(pad, SWV, "school:99AB00")).status_code == 500
    await database.execute("UPDATE stand.swv_versie SET versie = versie + 1 WHERE swv = 9901")
    assert (await huis.get(pad, SWV, headers={"If-None-Match": eerst.headers["etag"]})).status_code == 500


async def _beeld(balie: Dashboardbalie, wie: str, dashboard: Dashboard, vergelijk: str) -> tuple[Any, ...]:
    """The answer, its ETag and the line of the read audit."""
    niveau, _, eenheid = wie.partition(":")
    spoor, beller = begin(), Beller(1, "wij", WIE[wie])
    spoor.van(beller)
    vraag = {"niveau": niveau, "eenheid": eenheid, "schooljaar": tekst(LOPEND - 1), "vergelijk": vergelijk}
    beeld = await balie.geef(dashboard, beller, vraag)
    return beeld.json, beeld.etag, spoor.regel("dashboard", dashboard.naam, 200, NU)


@pytest.mark.parametrize("wie", WIE)
async def test_what_other_views_asked_already_changes_no_answer(
    huis: Huis, monkeypatch: pytest.MonkeyPatch, wie: str
) -> None:
    """Another comparison and another dashboard ask most of it again: less is read, the same is told and noted."""
    gesteld: list[str] = []
    monkeypatch.setattr(asyncpg.Connection, "fetch", _genoteerd(asyncpg.Connection.fetch, gesteld))
    bron, aantal = huis.diensten.dashboards.bron, {}
    samen = Dashboardbalie(bron, huis.clock)
    for vergelijk in ("1", "2", "soortgelijk"):
        for dashboard in DASHBOARDS.values():
            alleen = await _beeld(Dashboardbalie(bron, huis.clock), wie, dashboard, vergelijk)
            los, gesteld[:] = len(gesteld), []
            assert await _beeld(samen, wie, dashboard, vergelijk) == alleen
            aantal[dashboard.naam, vergelijk] = (len(gesteld), los)
            gesteld.clear()
    kort, lang = (sum(een[welke] for (_, vergelijk), een in aantal.items() if vergelijk == "2") for welke in (0, 1))
    assert kort < lang / 2


@pytest.mark.parametrize("wie", WIE)
async def test_after_a_change_nothing_that_was_asked_before_is_given(
    huis: Huis, database: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch, wie: str
) -> None:
    balie = Dashboardbalie(huis.diensten.dashboards.bron, huis.clock)
    dashboard = DASHBOARDS["verwijzingen"]
    await _beeld(balie, wie, dashboard, "1")
    await database.execute(_LEVERING)
    gesteld: list[str] = []
    monkeypatch.setattr(asyncpg.Connection, "fetch", _genoteerd(asyncpg.Connection.fetch, gesteld))
    alleen = await _beeld(Dashboardbalie(balie.bron, huis.clock), wie, dashboard, "2")
    los, gesteld[:] = sorted(gesteld), []
    assert await _beeld(balie, wie, dashboard, "2") == alleen
    assert sorted(gesteld) == los


@pytest.mark.parametrize("wie", WIE)
async def test_every_table_that_a_dashboard_reads_has_a_version_in_the_staat(
    huis: Huis, database: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch, wie: str
) -> None:
    """A new source comes here together with what moves when it changes, or what was kept would stay wrong."""
    gesteld: list[str] = []
    for naam in ("fetch", "fetchrow", "fetchval"):
        monkeypatch.setattr(asyncpg.Connection, naam, _genoteerd(getattr(asyncpg.Connection, naam), gesteld))
    beller, niveau = Beller(1, "wij", WIE[wie]), wie.partition(":")[0]
    for dashboard in DASHBOARDS.values():
        vraag = {"niveau": niveau, "eenheid": wie.partition(":")[2], "vergelijk": "landelijk"}
        # Of its own: nothing that another asked is known.
        await Dashboardbalie(huis.diensten.dashboards.bron, huis.clock).geef(dashboard, beller, vraag)
    gelezen = {tabel for sql in gesteld for tabel in _TABEL.findall(sql)}
    assert gelezen <= TABELLEN.keys(), "a table of which the staat knows nothing"
    assert {versie for tabel in gelezen for versie in TABELLEN[tabel].split(", ")} <= await _in_staat(database)


async def _in_staat(database: asyncpg.Connection) -> set[str]:
    """The tables that `toegang.staat` looks at."""
    bron = await database.fetchval(
        "SELECT string_agg(prosrc, ' ') FROM pg_proc WHERE proname IN ('staat', 'stand_van_doelen')"
    )
    return set(_TABEL.findall(bron))


def _genoteerd(echt: Any, gesteld: list[str]) -> Any:
    async def vraag(self: asyncpg.Connection, sql: str, *waarden: Any, **anders: Any) -> Any:
        gesteld.append(sql)
        return await echt(self, sql, *waarden, **anders)

    return vraag


@pytest.mark.parametrize("wie", WIE)
async def test_a_published_profile_ends_it_where_it_counts(huis: Huis, database: asyncpg.Connection, wie: str) -> None:
    """Goals may be measured by what schools published."""
    eerst = await _staat(huis, wie)
    await database.execute(
        "INSERT INTO profielen.versie (swv, vestiging, schooljaar, nummer, formulier, inhoud, sha256, gepubliceerd_op,"
        " gepubliceerd_door, naam, plaats, schoolsoort, bestuur, aanbod, behoeften, zoektekst) SELECT 9901, 1, 2025,"
        " 1 + coalesce(max(nummer), 0), 0, '{}', sha256(''), now(), 'wij', 'x', 'x', 'bao', 1, '{}', '{}', ''"
        " FROM profielen.versie"
    )
    assert await _staat(huis, wie) != eerst


async def test_amounts_and_a_delivery_end_it_for_all(huis: Huis, database: asyncpg.Connection) -> None:
    eerst = await _staat(huis, SWV)
    assert await huis.diensten.gegevens.staat(WIE[SWV], LOPEND, PLAATS) == eerst, "with or without a view"
    await database.execute(
        "INSERT INTO toegang.tlv_bedragen VALUES (9901, (SELECT 1 + coalesce(max(versie), 0) FROM toegang.tlv_bedragen"
        " WHERE swv = 9901), 'x', '[]', now(), 'wij')"
    )
    assert await _staat(huis, SWV) != eerst
