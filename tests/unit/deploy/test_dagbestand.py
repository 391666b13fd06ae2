"""A day file as events: the same id, source and content as a push, and every error named by line, never a value."""

import json
from pathlib import Path
from typing import Any

import pytest

from deploy.dagbestand import MAX_FOUTEN, Controle, Herkomst, controleer, gebeurtenissen
from shared.contracts import ldos
from tests.gebeurtenissen import WEG, as_bytes, changed, example

BRON = "urn:nld:oin:00000001234567890000:systeem:ldos"
HERKOMST = Herkomst(BRON, frozenset({"PO9901", "VO9901"}), "2026-11-22T06:00:00+00:00")
VOORBEELDEN = ("aanvraag-ingediend", "aanvraag-vo", "beschikking-afgegeven", "beschikking-arrangement")


def schrijf(folder: Path, *regels: bytes) -> Path:
    bestand = folder / "dag.ndjson"
    bestand.write_bytes(b"\n".join(regels) + b"\n")
    return bestand


def dossier(naam: str = "aanvraag-ingediend", **wijzigingen: Any) -> bytes:
    event = changed(example(naam), {f"data.{pad.replace('__', '.')}": waarde for pad, waarde in wijzigingen.items()})
    return as_bytes(event["data"])


def fouten(folder: Path, *regels: bytes) -> Controle:
    return controleer(schrijf(folder, *regels), HERKOMST, lambda _: None)


@pytest.mark.parametrize("naam", VOORBEELDEN)
def test_a_dossier_becomes_the_event_that_a_push_would_be(tmp_path: Path, naam: str) -> None:
    regel = dossier(naam)
    [gemaakt] = gebeurtenissen(schrijf(tmp_path, regel), HERKOMST)

    gelezen = json.loads(gemaakt)
    assert isinstance(ldos.check(ldos.read(gemaakt)), ldos.Accepted)
    assert gelezen["data"] == example(naam)["data"]
    assert gelezen["id"] == example(naam)["id"]
    assert gelezen["source"] == BRON
    assert regel in gemaakt, "byte for byte"


@pytest.mark.parametrize(
    ("naam", "soort"),
    [("aanvraag-ingediend", "aanvraag.ingediend"), ("beschikking-afgegeven", "beschikking.afgegeven")],
)
def test_the_type_follows_the_status(tmp_path: Path, naam: str, soort: str) -> None:
    [gemaakt] = gebeurtenissen(schrijf(tmp_path, dossier(naam)), HERKOMST)

    assert json.loads(gemaakt)["type"] == f"nl.passendonderwijs.{soort}.v1"


def test_errors_name_line_and_field_and_no_value(tmp_path: Path) -> None:
    gevonden = fouten(
        tmp_path,
        dossier(),
        b'{"dossiernummer": "Jansen',
        b"[1]",
        dossier(versie=WEG),
        b"",
        dossier(aanvraag__leerjaar=9),
        dossier(swv="PO1234", dossiernummer="Pietersen"),
    )

    assert [(een.regel, een.veld) for een in gevonden.fouten] == [
        (2, ""), (3, ""), (4, "versie"), (6, "aanvraag.leerjaar"), (7, "swv")
    ]  # fmt: skip
    assert gevonden.dossiers == 6
    assert not any(naam in een.melding for een in gevonden.fouten for naam in ("Jansen", "Pietersen"))


def test_all_errors_are_counted_and_the_first_ones_kept(tmp_path: Path) -> None:
    gevonden = fouten(tmp_path, *[b"{}"] * 200)

    assert len(gevonden.fouten) == MAX_FOUTEN
    assert gevonden.aantal_fouten > 200


def test_one_version_with_two_contents_is_an_error_and_a_repeat_is_not(tmp_path: Path) -> None:
    anders = dossier(aanvraag__leerjaar=3)

    assert fouten(tmp_path, dossier(), dossier()).aantal_fouten == 0
    [een] = fouten(tmp_path, dossier(), anders).fouten
    assert (een.regel, een.veld) == (2, "versie")
    assert "regel 1" in een.melding


def test_byte_order_mark_and_line_ends_of_windows(tmp_path: Path) -> None:
    assert fouten(tmp_path, b"\xef\xbb\xbf" + dossier() + b"\r", b"\r").aantal_fouten == 0


def test_a_line_that_is_too_long_is_an_error_and_the_next_one_is_read(tmp_path: Path) -> None:
    gevonden = fouten(tmp_path, b'{"a": "' + b"x" * 3_000_000 + b'"}', dossier())

    assert [(een.regel, een.veld) for een in gevonden.fouten] == [(1, "")]
    assert gevonden.dossiers == 2
    assert "256 KiB" in gevonden.fouten[0].melding


def test_a_removed_dossier_is_no_line_of_a_day_file(tmp_path: Path) -> None:
    assert fouten(tmp_path, as_bytes(example("dossier-verwijderd")["data"])).aantal_fouten > 0
