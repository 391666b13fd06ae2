"""What an operator does when figures must be proved or repaired: day files beside pushes, dead letters, recompute."""

import asyncio
import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from deploy.example.gebeurtenissen import Verloop, gebeurtenissen
from deploy.example.maak_regio import maak_regio
from deploy.example.regio import Regio, als_csv
from shared.contracts.schooljaar import schooljaar_van
from tests.e2e.stapel import Stapel, bij, wacht
from tests.e2e.vergelijk import Eenheden, verschillen
from tests.ldos_client import LdosClient, outcomes
from tests.oracle import Lidmaatschap, Oracle, nieuwste

SEED = 55
SOURCE = "urn:nld:oin:00000009990000000055:systeem:ldos"
PARTIJ = 100


class Overgang:
    """A region whose LDOS still makes day files while it begins to push."""

    def __init__(self, stapel: Stapel, folder: Path) -> None:
        self.stapel, self.folder, self.vandaag = stapel, folder, date.today()
        self.lopend = schooljaar_van(self.vandaag)
        self.jaren = [self.lopend - 1, self.lopend]
        self.regio: Regio = maak_regio(2, 40, self.jaren, SEED)
        bestand = folder / "organisatie.csv"
        bestand.write_text(als_csv(self.regio), "utf-8")
        stapel.pos("import", "organisatie", str(bestand), "--ja")
        swvs = [woord for swv in self.regio.swvs for woord in ("--swv", swv)]
        self.geheim = stapel.laatste_regel("bron", "toevoegen", "overgang", "--source", SOURCE, *swvs)
        verloop = Verloop(jaren=2, seed=SEED)
        self.events = [een | {"source": SOURCE} for een in gebeurtenissen(self.regio, self.vandaag, verloop)]

    def dagbestand(self, naam: str, events: Sequence[dict[str, Any]]) -> str:
        """The newest version of every dossier, as the daily batch has it: shuffled, a part of it twice."""
        kans = random.Random(naam)
        regels = [json.dumps(data, ensure_ascii=False) for data in nieuwste(events)]
        regels += kans.sample(regels, len(regels) // 5)
        kans.shuffle(regels)
        bestand = self.folder / f"{naam}.ndjson"
        bestand.write_text("\n".join(regels) + "\n", "utf-8")
        return str(bestand)

    async def push(self, events: Sequence[dict[str, Any]]) -> None:
        async with httpx.AsyncClient(base_url=self.stapel.ingest, timeout=30) as http:
            ldos = LdosClient(http, self.geheim)
            for begin in range(0, len(events), PARTIJ):
                antwoord = await ldos.push(list(events[begin : begin + PARTIJ]))
                assert set(outcomes(antwoord)) <= {"aanvaard", "dubbel"}

    def oracle(self) -> Oracle:
        leden = [
            Lidmaatschap(
                lid.swv, lid.vestiging, lid.vanaf, 9999 if lid.tot is None else lid.tot, lid.bestuur, lid.subregio
            )
            for lid in self.regio.leden
        ]
        return Oracle(nieuwste(self.events), leden, self.lopend)


@pytest.fixture(scope="module")
def overgang(stapel: Stapel, tmp_path_factory: pytest.TempPathFactory) -> Overgang:
    """Day files and pushes of the same dossiers, mixed, and everything counted."""
    een = Overgang(stapel, tmp_path_factory.mktemp("overgang"))
    helft = len(een.events) // 2
    een_dag = een.dagbestand("eerste", een.events[:helft])
    laatste = een.dagbestand("laatste", een.events)
    uit = stapel.pos("import", "ldos-dagbestand", een_dag, "--bron", "overgang")
    assert "Geladen" in uit

    async def tegelijk() -> None:
        duwen = asyncio.create_task(een.push(een.events))
        for bestand in (laatste, een_dag, laatste):
            await asyncio.to_thread(stapel.pos, "import", "ldos-dagbestand", bestand, "--bron", "overgang")
        await duwen

    asyncio.run(tegelijk())
    return een


def test_day_files_beside_pushes_count_nothing_twice(overgang: Overgang) -> None:
    for nummer, swv in enumerate(overgang.regio.swvs):
        with overgang.stapel.api(overgang.stapel.token(f"overgang-{nummer}", ("swv", swv))) as api:
            wacht(lambda api=api: bij(api), 120, "achterstand 0")  # type: ignore[misc]
            fout = list(verschillen(api, overgang.oracle(), [Eenheden("swv", [swv])], overgang.jaren))
        assert not fout, "\n".join(fout[:20])


def test_the_running_figures_are_proved_and_made_a_checkpoint(overgang: Overgang) -> None:
    duwen = overgang.stapel.pos("herbereken", "--controleer")
    assert "Geen verschil." in duwen
    assert "SHA-256 cellen" in duwen

    assert "vastgelegd" in overgang.stapel.pos("herbereken", "--ijkpunt")
    assert "geen verschil" in overgang.stapel.pos("herbereken")
    assert "Geen verschil." in overgang.stapel.pos("herbereken", "--controleer")


def test_there_is_nothing_among_the_dead_letters_that_should_not_be(overgang: Overgang) -> None:
    assert "conflict" not in overgang.stapel.pos("dlq", "lijst")
    assert "geen hiaten" in overgang.stapel.pos("dlq", "lijst", "--hiaten")


def test_a_wrong_day_file_is_refused_as_a_whole_and_names_the_line(overgang: Overgang) -> None:
    goed, kapot = nieuwste(overgang.events)[0], {**nieuwste(overgang.events)[1], "status": "Jan Jansen"}
    bestand = overgang.folder / "kapot.ndjson"
    bestand.write_text(f"{json.dumps(goed)}\n{json.dumps(kapot)}\n", "utf-8")

    klaar = overgang.stapel.pos("import", "ldos-dagbestand", str(bestand), "--bron", "overgang", mag_falen=True)

    assert "Geladen" not in klaar
    assert "Jan Jansen" not in klaar
