"""`./pos vrijgave rapport` on a real release: a sound document, with the counts that the release keeps."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from deploy.cli.vrijgave import VrijgaveError, app
from services.aggregator.vrijgave import maak_vrijgave
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from tests.bouwers import dossier
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.vrijgave.zaken import vul
from tests.stack import Database
from tests.unit.reports.docx_lezen import Docx, gebreken
from tests.unit.reports.ooxml import schemafouten

MOMENT = datetime(2025, 10, 2, 5, tzinfo=UTC)
SCHOLEN = [f"99AB0{een}" for een in range(6)]


@pytest.fixture
async def gevuld(database: Database) -> Database:
    zaken = [("PO9901", dossier(vestiging=SCHOLEN[min(een % 9, 5)])) for een in range(40)]
    leden = [Lid("PO9901", school, str(99001 + plek // 3)) for plek, school in enumerate(SCHOLEN)]
    await vul(database.url(), Wereld(leden, zaken))
    await maak_vrijgave(database.url("pos_aggregator"), MOMENT, MOMENT, toets=Toetser(processen=1))
    return database


async def _roep(database: Database, monkeypatch: pytest.MonkeyPatch, *woorden: str) -> Result:
    monkeypatch.setenv("POS_DATABASE_URL", database.url("pos_aggregator"))
    return await asyncio.to_thread(CliRunner().invoke, app, ["rapport", *woorden])


async def test_the_report_of_a_release(gevuld: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bestand = tmp_path / "rapport.docx"
    gegeven = await _roep(gevuld, monkeypatch, "1", "--uit", str(bestand))
    assert gegeven.exit_code == 0, gegeven.output
    docx = Docx(bestand.read_bytes())

    assert (gebreken(docx.inhoud), schemafouten(docx)) == ([], [])
    verbinding = await asyncpg.connect(gevuld.url())
    rij = await verbinding.fetchrow("SELECT telling, toets, sha256 FROM vrijgave.vrijgave")
    await verbinding.close()
    assert rij is not None
    telling, bewijs, tabellen = json.loads(rij["telling"]), json.loads(rij["toets"]), docx.tabellen()
    (swv,) = [een for een in tabellen["Cellen per niveau"] if een[0] == "SWV’s"]
    assert swv[2].split()[0] == str(telling["swv"]["getoond"])
    assert [int(een[2]) for een in tabellen["Aanvallers"][1:]] == list(bewijs["aanvallers"].values())
    assert rij["sha256"].hex() in docx.alle_tekst().replace(" ", "")
    assert [een[0] for een in tabellen["Andere drempels, op de eigen gegevens, zonder toets"][1:]] == [
        "8 en 5 (geldt nu)", "5 en 3", "12 en 10",
    ]  # fmt: skip
    assert not [school for school in SCHOLEN if school in docx.alle_tekst()]


async def test_what_is_not_there_is_said(gevuld: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    zonder = await _roep(gevuld, monkeypatch, "7")
    assert isinstance(zonder.exception, VrijgaveError)
    assert "Vrijgave 7 is er niet" in str(zonder.exception)
    nergens = await _roep(
        gevuld, monkeypatch, "1", "--zonder-drempels", "--uit", str(tmp_path / "map" / "rapport.docx")
    )
    assert isinstance(nergens.exception, VrijgaveError)
    assert "kan niet geschreven worden" in str(nergens.exception)
