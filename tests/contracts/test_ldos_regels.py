"""The contract as a table: one thing changed in an example → which field breaks which rule."""

from typing import Any

import pytest

from shared.contracts import ldos
from tests.gebeurtenissen import WEG, Event, changed, example

TLV, BESLUIT, WEGHALEN = "aanvraag-ingediend", "beschikking-afgegeven", "dossier-verwijderd"
ARRANGEMENT, VO, AFGEWEZEN = "beschikking-arrangement", "aanvraag-vo", "beschikking-afgewezen"

REFUSED: list[tuple[str, str, Any, str]] = [
    # envelope
    *[(TLV, name, WEG, "ontbreekt") for name in ("specversion", "id", "source", "type", "time")],
    *[(TLV, name, WEG, "ontbreekt") for name in ("datacontenttype", "dataschema", "data")],
    (TLV, "specversion", "1.1", "onbekende_code"),
    (TLV, "specversion", 1.0, "onbekende_code"),
    (TLV, "id", "PO9901/2025-000123/2", "id_past_niet"),
    (TLV, "id", "po9901/2025-000123/1", "id_past_niet"),
    (TLV, "id", "PO9901/2025-000123/01", "id_past_niet"),
    (TLV, "id", 7, "type"),
    (TLV, "source", "", "lengte"),
    (TLV, "source", None, "type"),
    (TLV, "type", "nl.passendonderwijs.aanvraag.ingediend.v2", "patroon"),
    (TLV, "type", "nl.passendonderwijs.aanvraag.ingediend", "patroon"),
    (TLV, "type", "nl.passendonderwijs.aanvraag.v1", "patroon"),
    (TLV, "type", "nl.passendonderwijs.leerling.ingediend.v1", "patroon"),
    (TLV, "type", "nl.passendonderwijs.aanvraag.ingediend.v1\n", "patroon"),
    (TLV, "type", "NL.passendonderwijs.aanvraag.ingediend.v1", "patroon"),
    (TLV, "type", None, "type"),
    *[(TLV, "time", value, "tijdstip") for value in (
        "2025-10-03T10:15:00", "2025-10-03 10:15:00+02:00", "2025-10-03", "2025-02-30T10:15:00Z", 1759479300,
        "2025-10-03T24:00:00Z", "2025-10-03T10:15Z", "2025-10-03T10:15:00+0200", "2025-10-03T10:15:00Z\n",
        None, "",
        "2025-10-03T10:15:00+25:00",
    )],
    (TLV, "datacontenttype", "text/json", "onbekende_code"),
    (TLV, "dataschema", "urn:nl:passendonderwijs:ldos:dossier:v2", "onbekende_code"),
    (TLV, "data", None, "type"),
    (TLV, "data", [], "type"),
    (TLV, "data", "x", "type"),
    # dossier
    *[(TLV, f"data.{name}", WEG, "ontbreekt") for name in (
        "dossiernummer", "versie", "aangemaaktOp", "swv", "soort", "status", "aanvraag")],
    (TLV, "data.dossiernummer", "", "lengte"),
    (TLV, "data.dossiernummer", "x" * 65, "lengte"),
    (TLV, "data.dossiernummer", 123, "type"),
    (TLV, "data.dossiernummer", "a\x00b", "patroon"),
    *[(TLV, "data.versie", value, "type") for value in ("1", 1.0, True, None, [1])],
    (TLV, "data.versie", 0, "bereik"),
    (TLV, "data.versie", -1, "bereik"),
    (TLV, "data.versie", 2**53, "bereik"),
    (TLV, "data.versie", 10**30, "bereik"),
    *[(TLV, "data.aangemaaktOp", value, "datum") for value in (
        "2025-02-29", "2025-13-01", "2025-1-1", "01-10-2025", "20251001", "2025-10-01T00:00:00Z",
        "0000-01-01",
        "2025-W40-1", "2025-10-01\n", "٢٠٢٥-١٠-٠١", 20251001, "", None, True,
    )],
    *[(TLV, "data.swv", value, "patroon") for value in (
        "PO990", "PO99011", "po9901", "SO9901", "PO9901\n", "PO٩٩٠١")],
    (TLV, "data.swv", 9901, "type"),
    (TLV, "data.soort", "TLV", "onbekende_code"),
    (TLV, "data.status", "open", "onbekende_code"),
    (TLV, "data.status", None, "onbekende_code"),
    (TLV, "data.aanvraag", None, "type"),
    (TLV, "data.aanvraag", [], "type"),
    # aanvraag
    *[(TLV, f"data.aanvraag.{name}", WEG, "ontbreekt") for name in (
        "ingediendOp", "herindicatie", "vestiging", "herkomst")],
    (TLV, "data.aanvraag.ingediendOp", "2025-10-32", "datum"),
    (TLV, "data.aanvraag.compleetOp", "2025-10-02", "datumvolgorde"),
    (TLV, "data.aanvraag.compleetOp", "", "datum"),
    *[(TLV, "data.aanvraag.herindicatie", value, "type") for value in (0, 1, "false", None, "ja")],
    *[(TLV, "data.aanvraag.vestiging", value, "patroon") for value in (
        "99AB0", "99ab00", "9AAB00", "99AB00 ", "")],
    (TLV, "data.aanvraag.vestiging", None, "type"),
    (TLV, "data.aanvraag.vestigingHerkomst", "99AB", "patroon"),
    *[(TLV, "data.aanvraag.bestuur", value, "patroon") for value in ("9900", "990011", "A9001")],
    (TLV, "data.aanvraag.bestuur", 99001, "type"),
    (TLV, "data.aanvraag.herkomst", "basisschool", "onbekende_code"),
    (TLV, "data.aanvraag.herkomst", None, "onbekende_code"),
    *[(TLV, "data.aanvraag.leerjaar", value, "onbekende_code") for value in (9, 10, 17, -1, 10**30)],
    *[(TLV, "data.aanvraag.leerjaar", value, "type") for value in ("5", 5.0, True, False, [5])],
    (TLV, "data.aanvraag.tlv", WEG, "ontbreekt"),
    (TLV, "data.aanvraag.tlv", None, "ontbreekt"),
    (TLV, "data.aanvraag.tlv", [], "type"),
    (TLV, "data.aanvraag.tlv.schoolsoort", WEG, "ontbreekt"),
    (TLV, "data.aanvraag.tlv.schoolsoort", "bao", "onbekende_code"),
    (TLV, "data.aanvraag.tlv.schoolsoort", "vso", "past_niet_bij_swv"),
    (VO, "data.aanvraag.tlv.schoolsoort", "sbo", "past_niet_bij_swv"),
    (TLV, "data.aanvraag.tlv.categorie", "zwaar", "onbekende_code"),
    (TLV, "data.aanvraag.tlv.categorie", None, "ontbreekt"),
    (TLV, "data.aanvraag.tlv.categorie", WEG, "ontbreekt"),
    (VO, "data.aanvraag.tlv.categorie", "laag", "niet_toegestaan"),
    (TLV, "data.aanvraag.arrangement", {"type": "groep", "bedrag": "1", "leerlingen": 1}, "niet_toegestaan"),
    (ARRANGEMENT, "data.aanvraag.arrangement", WEG, "ontbreekt"),
    (ARRANGEMENT, "data.aanvraag.tlv", {"schoolsoort": "sbo", "categorie": None}, "niet_toegestaan"),
    (ARRANGEMENT, "data.aanvraag.arrangement.type", "zorg", "onbekende_code"),
    *[(ARRANGEMENT, "data.aanvraag.arrangement.bedrag", value, "patroon") for value in (
        "1.234", "1,50", "-1", "1.", ".5", "1234567890", "", "1e3", " 1", "1\n", "١")],
    *[(ARRANGEMENT, "data.aanvraag.arrangement.bedrag", value, "type") for value in (12500, 125.5, None)],
    *[(ARRANGEMENT, "data.aanvraag.arrangement.leerlingen", value, "type") for value in (
        "6", 6.0, True, None)],
    (ARRANGEMENT, "data.aanvraag.arrangement.leerlingen", 0, "bereik"),
    (TLV, "data.aanvraag.ondersteuningsbehoeften", ["gedrag", "gedrag"], "dubbel"),
    (TLV, "data.aanvraag.ondersteuningsbehoeften", ["leren", "gedrag", "medisch", "zintuiglijk",
     "lichamelijk", "overig"], "lengte"),
    (TLV, "data.aanvraag.ondersteuningsbehoeften", "gedrag", "type"),
    # personal blocks: the shape that the contract gives, no more
    *[(TLV, f"data.aanvraag.leerling.{name}", WEG, "ontbreekt") for name in (
        "voornamen", "achternaam", "geboortedatum")],
    (TLV, "data.aanvraag.leerling", "tekst", "type"),
    (TLV, "data.aanvraag.ouders", {}, "type"),
    (TLV, "data.aanvraag.aanvrager.naam", WEG, "ontbreekt"),
    (TLV, "data.aanvraag.toelichting", 5, "type"),
    (TLV, "data.aanvraag.bijlagen", "opp.pdf", "type"),
    # beschikking
    (BESLUIT, "data.beschikking", None, "ontbreekt"),
    (BESLUIT, "data.beschikking", WEG, "ontbreekt"),
    (BESLUIT, "data.beschikking", [], "type"),
    *[(BESLUIT, f"data.beschikking.{name}", WEG, "ontbreekt") for name in ("nummer", "besluit", "besluitOp")],
    (BESLUIT, "data.beschikking.nummer", "", "lengte"),
    (BESLUIT, "data.beschikking.nummer", "x" * 65, "lengte"),
    (BESLUIT, "data.beschikking.besluit", "verleend", "onbekende_code"),
    (BESLUIT, "data.beschikking.besluitOp", "2025-02-30", "datum"),
    (BESLUIT, "data.beschikking.bekendgemaaktOp", "2025-11-11", "datumvolgorde"),
    *[(BESLUIT, f"data.beschikking.{name}", value, "ontbreekt")
      for name in ("tlv", "geldigVan", "geldigTot") for value in (None, WEG)],
    (ARRANGEMENT, "data.beschikking.arrangement", None, "ontbreekt"),
    (BESLUIT, "data.beschikking.arrangement", {"type": "groep", "bedrag": "1", "leerlingen": 1},
     "niet_toegestaan"),
    (BESLUIT, "data.beschikking.tlv.categorie", None, "ontbreekt"),
    (BESLUIT, "data.beschikking.tlv.schoolsoort", "pro", "past_niet_bij_swv"),
    (BESLUIT, "data.beschikking.geldigTot", "2025-11-11", "datumvolgorde"),
    (AFGEWEZEN, "data.beschikking.bezwaar.ingediendOp", WEG, "ontbreekt"),
    (AFGEWEZEN, "data.beschikking.bezwaar.uitkomst", "lopend", "onbekende_code"),
    (AFGEWEZEN, "data.beschikking.bezwaar", "ja", "type"),
    # removed
    *[(WEGHALEN, f"data.{name}", WEG, "ontbreekt") for name in (
        "dossiernummer", "versie", "aangemaaktOp", "swv")],
    (WEGHALEN, "data.versie", "6", "type"),
    (WEGHALEN, "id", "PO9901/2025-000124/7", "id_past_niet"),
]  # fmt: skip


def _told(event: Event) -> set[tuple[str, str]]:
    outcome = ldos.check(event)
    assert isinstance(outcome, list), "accepted"
    return {(fout.veld, fout.code) for fout in outcome}


@pytest.mark.parametrize(("name", "path", "value", "code"), REFUSED)
def test_one_change_is_refused_with_its_field_and_code(name: str, path: str, value: Any, code: str) -> None:
    event = changed(example(name), {path: value})
    if path in ("data.dossiernummer", "data.swv", "data.versie") and value is not WEG:
        event["id"] = f"{event['data']['swv']}/{event['data']['dossiernummer']}/{event['data']['versie']}"

    assert (path, code) in _told(event)


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        (TLV, {"data.status": "besloten"}, {("data.beschikking", "ontbreekt")}),
        (BESLUIT, {"data.status": "in_behandeling"}, {("data.beschikking", "niet_toegestaan")}),
        (
            BESLUIT,
            {"data.aanvraag.compleetOp": "2025-11-13"},
            {("data.aanvraag.compleetOp", "datumvolgorde")},
        ),
        (
            BESLUIT,
            {"data.beschikking.besluitOp": "2025-10-02"},
            {("data.beschikking.besluitOp", "datumvolgorde"), ("data.aanvraag.compleetOp", "datumvolgorde")},
        ),
        (
            AFGEWEZEN,
            {"data.beschikking.tlv": {"schoolsoort": "ander"}},
            {("data.beschikking.tlv.schoolsoort", "onbekende_code")},
        ),
        (TLV, {"data.aanvraag.ouders": [{"email": "x"}]}, {("data.aanvraag.ouders[0].naam", "ontbreekt")}),
        (TLV, {"data.aanvraag.bijlagen": [{"naam": "x"}]}, {("data.aanvraag.bijlagen[0].url", "ontbreekt")}),
        (
            TLV,
            {"data.aanvraag.ondersteuningsbehoeften": ["gedrag", "x"]},
            {("data.aanvraag.ondersteuningsbehoeften[1]", "onbekende_code")},
        ),
        (
            TLV,
            {"data.soort": "arrangement"},
            {("data.aanvraag.arrangement", "ontbreekt"), ("data.aanvraag.tlv", "niet_toegestaan")},
        ),
    ],
)
def test_a_rule_between_fields_tells_exactly_this(
    name: str, changes: dict[str, Any], told: set[tuple[str, str]]
) -> None:
    assert _told(changed(example(name), changes)) == told


def test_everything_wrong_is_told_at_once() -> None:
    """Given errors in the envelope, in fields and between fields, then one answer names all."""
    event = changed(
        example(BESLUIT),
        {
            "time": "gisteren",
            "id": "x",
            "data.aanvraag.leerjaar": "5",
            "data.aanvraag.herkomst": "x",
            "data.aanvraag.compleetOp": "2025-10-02",
            "data.beschikking.tlv.schoolsoort": "vso",
        },
    )

    assert _told(event) == {
        ("time", "tijdstip"),
        ("id", "id_past_niet"),
        ("data.aanvraag.leerjaar", "type"),
        ("data.aanvraag.herkomst", "onbekende_code"),
        ("data.aanvraag.compleetOp", "datumvolgorde"),
        ("data.beschikking.tlv.schoolsoort", "past_niet_bij_swv"),
    }
