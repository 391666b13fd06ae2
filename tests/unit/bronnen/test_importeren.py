"""`./pos import`: what it says, what it asks, and how it ends."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from deploy.cli import importeren
from deploy.cli.levering import BestandAfgekeurdError, Uitslag
from deploy.cli.main import maak_app
from deploy.launcher.errors import UserError
from shared.contracts.bronnen.fouten import Fout
from shared.contracts.bronnen.levering import Opdracht

TELLING = {"samenwerkingsverbanden": 1, "besturen": 2, "scholen": 1500, "subregios": 0}
GOED = Uitslag(True, None, False, date(2026, 10, 1), 1600, {**TELLING, "gewijzigd": ["PO9901"], "meldingen": []})
OUDER = Uitslag(
    False, "ouder", False, date(2026, 9, 1), 1, {"meldingen": ["PO9901: er is al een nieuwere."], "aantalMeldingen": 1}
)

Antwoord = Callable[[Opdracht], Uitslag]


class Proef:
    """The command with another end; `opdrachten` is what it sent."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.bestand = folder / "organisatie.csv"
        self.bestand.write_bytes(b"inhoud")
        self.soort = "organisatie"
        self.opdrachten: list[Opdracht] = []
        self.antwoord: Antwoord = lambda _: GOED
        monkeypatch.setattr(importeren, "bestemming", lambda _: None)
        monkeypatch.setattr(importeren, "laad", self._laad)

    async def _laad(self, _doel: Any, soort: str, inhoud: bytes, opdracht: Opdracht, _voortgang: Any) -> Uitslag:
        assert (soort, inhoud) == (self.soort, b"inhoud")
        self.opdrachten.append(opdracht)
        return self.antwoord(opdracht)

    def draai(self, *opties: str, soort: str = "organisatie", invoer: str = "") -> Result:
        return CliRunner().invoke(maak_app("import"), ["import", soort, str(self.bestand), *opties], input=invoer)


@pytest.fixture
def proef(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Proef:
    return Proef(monkeypatch, tmp_path)


def test_the_result_in_dutch(proef: Proef) -> None:
    uitvoer = proef.draai("--bron", "LAS", "--peildatum", "2026-10-01", "--status", "definitief")

    assert uitvoer.exit_code == 0
    assert uitvoer.stdout == (
        "Geladen: 1 samenwerkingsverband, 2 besturen, 1.500 scholen en 0 subregio’s (1.600 regels), "
        "stand per 1-10-2026.\nGewijzigd: PO9901.\n"
    )
    [opdracht] = proef.opdrachten
    assert (opdracht.bron, opdracht.peildatum, opdracht.status) == ("LAS", date(2026, 10, 1), "definitief")
    assert opdracht.wie.endswith("(opdrachtregel)")


def test_the_result_of_national_figures(proef: Proef) -> None:
    telling = {"cijfers": 20, "indicatoren": 2, "schooljaren": 10, "gewijzigd": ["deelname-sbo", "deelname-so"]}
    proef.soort = "landelijk"
    proef.antwoord = lambda _: Uitslag(True, None, False, date(2023, 10, 1), 20, telling)

    assert proef.draai(soort="landelijk").stdout == (
        "Geladen: 20 cijfers van 2 indicatoren over 10 schooljaren, stand per 1-10-2023.\n"
        "Gewijzigd: deelname-sbo, deelname-so.\n"
    )


def test_a_repeat_and_warnings(proef: Proef) -> None:
    proef.antwoord = lambda _: Uitslag(
        False, None, True, date(2026, 10, 1), 1, TELLING, ("Kolom [x] is niet gebruikt.",)
    )

    uitvoer = proef.draai()

    assert uitvoer.exit_code == 0
    assert (
        uitvoer.stdout == "Let op: Kolom [x] is niet gebruikt.\nDit bestand was al verwerkt. Er is niets gewijzigd.\n"
    )


@pytest.mark.parametrize(("antwoord", "uitgang", "keren"), [("j\n", 0, 2), ("ja\n", 0, 2), ("n\n", 1, 1), ("", 1, 1)])
def test_an_older_delivery_asks(proef: Proef, antwoord: str, uitgang: int, keren: int) -> None:
    proef.antwoord = lambda opdracht: GOED if opdracht.bevestigd else OUDER

    uitvoer = proef.draai(invoer=antwoord)

    assert (uitvoer.exit_code, len(proef.opdrachten)) == (uitgang, keren)
    assert "ouder dan wat er nu geldt:\n  PO9901: er is al een nieuwere.\nToch laden? [j/N]" in uitvoer.stdout


def test_ja_answers_before_the_question(proef: Proef) -> None:
    proef.antwoord = lambda opdracht: GOED if opdracht.bevestigd else OUDER

    assert proef.draai("--ja").exit_code == 0
    assert len(proef.opdrachten) == 1


def test_errors_per_row_and_column(proef: Proef) -> None:
    def antwoord(_: Opdracht) -> Uitslag:
        raise BestandAfgekeurdError(
            (Fout(3, "bestuur", "moet anders"), Fout(4, "", "te kort"), Fout(0, "", "kapot")), 5
        )

    proef.antwoord = antwoord
    uitvoer = proef.draai()

    assert uitvoer.exit_code == 1
    assert uitvoer.stderr == (
        "Het bestand is afgekeurd: 5 fouten. Er is niets geladen.\n"
        "  rij 3, kolom bestuur: moet anders\n  rij 4: te kort\n  kapot\n  … en nog 2.\n"
    )


def test_only_what_exists_is_offered(proef: Proef) -> None:
    with pytest.raises(UserError, match=r"Deze soort bestaat niet\. Er is: organisatie, "):
        raise_it(proef.draai(soort="sterrenkunde"))


def test_a_file_that_is_not_there(proef: Proef) -> None:
    proef.bestand.unlink()
    with pytest.raises(UserError, match="lukt niet: dat is er niet"):
        raise_it(proef.draai())


def raise_it(uitvoer: Result) -> None:
    assert uitvoer.exception is not None
    raise uitvoer.exception
