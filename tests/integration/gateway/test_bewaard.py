"""Answers that are kept: given again without reading a figure, and never longer than they hold."""

from collections.abc import AsyncIterator
from typing import Any, get_args

import asyncpg
import pytest

from services.gateway.adapters.gegevens import PostgresLezing
from services.gateway.dashboards.poorten import Bron
from services.gateway.domain.rechten import Recht, Rechten, Rol
from services.gateway.domain.staat import Plaats, Staat
from tests.integration.gateway.huis import Huis
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


def test_every_source_of_a_dashboard_moves_the_staat() -> None:
    """A new kind of question comes here together with the version that moves when its answer may change."""
    versies = {
        "waarden": "swv_versie, plaats_versie, organisatie.versie, levering, vrijgave, instelling",
        "vergelijking": "the same",
        "landelijk": "levering",
        "doelen": "levering, kwaliteit.geldend_doel, and the versions of values",
        "standaarden": "kwaliteit.oordeel, and the versions of values",
        "datakwaliteit": "swv_versie, organisatie.versie",
        "oordelen": "levering, organisatie.versie",
        "tlv-bedragen": "tlv_bedragen",
    }
    assert set(get_args(Bron)) == set(versies)


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
