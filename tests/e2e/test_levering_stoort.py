"""A service that dies half-way through a delivery: the figures are those of before or of after it, never in between."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.e2e.stapel import ROOT, Stapel, wacht

SWV, PEILDATUM = "PO9971", "2025-10-01"
_ADRES = "/v1/indicatoren/thuiszitters/waarden"
_VRAAG = {"niveau": "swv", "eenheid": SWV, "schooljaar": "2025-2026"}
ORGANISATIE = (
    "vestiging;naam;plaats;bestuur;bestuurNaam;subregio;subregioNaam;swv;swvNaam;schoolsoort;vanaf;tot\n"
    f"99ZX00;De Storing;Nergens;99971;Bestuur;;;{SWV};SWV Storing;bao;2018-2019;\n"
)


def _lijst(aantal: int) -> str:
    regels = [f"m{nummer};{SWV};absoluut;2025-09-01;{PEILDATUM}" for nummer in range(aantal)]
    return "\n".join(["melding;swv;soort;sinds;peildatum", *regels]) + "\n"


def _waarde(api: httpx.Client) -> int | None:
    """The figure; None while the gateway cannot be asked."""
    try:
        antwoord = api.get(_ADRES, params=_VRAAG)
    except httpx.HTTPError:
        return None
    if antwoord.status_code != 200:
        return None
    gevonden: int | None = antwoord.json()["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    return gevonden


@pytest.fixture(scope="module")
def api(stapel: Stapel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The API as the SWV, that has one list."""
    folder = tmp_path_factory.mktemp("storing")
    for soort, inhoud in (("organisatie", ORGANISATIE), ("thuiszitters", _lijst(40))):
        (folder / "bestand.csv").write_text(inhoud, "utf-8")
        stapel.pos("import", soort, str(folder / "bestand.csv"), "--ja")
    with stapel.api(stapel.token("storing", ("swv", SWV))) as api:
        wacht(lambda: _waarde(api) == 40, 60, "de eerste lijst")
        yield api


@pytest.mark.parametrize(
    ("dienst", "na", "voor", "aantal"),
    [
        ("ingest", 1.5, 40, 20_000),
        ("anonymiser", 2.5, 20_000, 25_000),
        ("aggregator", 3.0, 25_000, 30_000),
    ],
)
def test_kill_9_is_never_half_a_load(
    stapel: Stapel, api: httpx.Client, tmp_path: Path, dienst: str, na: float, voor: int, aantal: int
) -> None:
    bestand = tmp_path / "lijst.csv"
    bestand.write_text(_lijst(aantal), "utf-8")
    opdracht = [sys.executable, "-m", "deploy.cli", "import", "thuiszitters", str(bestand), "--ja"]
    bezig = subprocess.Popen(
        [*opdracht, "--dir", str(stapel.folder)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    begin, gedood, gezien = time.monotonic(), False, set[int | None]()
    while bezig.poll() is None or not gedood:
        if not gedood and time.monotonic() - begin > na:
            stapel.dood(dienst)
            gedood = True
        gezien.add(_waarde(api))
        assert time.monotonic() - begin < 150, "de levering komt niet tot een einde"
        time.sleep(0.05)
    wacht(stapel.gereed, 90, f"{dienst} werkt weer")

    stapel.pos("import", "thuiszitters", str(bestand), "--ja")
    wacht(lambda: _waarde(api) == aantal, 60, "de nieuwe lijst")
    assert gezien <= {None, voor, aantal}
