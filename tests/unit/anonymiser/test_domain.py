"""What leaves the anonymiser, field by field."""

import hashlib
import hmac
from typing import Any

import pytest

from services.anonymiser.domain import anonymise, holds_bsn
from shared.contracts import zaken
from tests.gebeurtenissen import Event, changed, example
from tests.unit.anonymiser.given import FixedKeys, accepted

SOURCE = b"urn:nld:oin:00000001234567890000:systeem:ldos"


def zaak_of(event: Event, bron: int = 3) -> zaken.Zaak:
    return anonymise(accepted(event), FixedKeys(), bron)


def as_json(zaak: zaken.Zaak) -> Any:
    return zaak.model_dump(mode="json", by_alias=True)


def put(event: Event, path: str, value: object) -> Event:
    """A copy of the event with one field of `data` changed."""
    return changed(event, {f"data.{path}": value})


def at(zaak: zaken.Zaak, path: str) -> object:
    found: Any = as_json(zaak)["dossier"]
    for step in path.split("."):
        found = found[step]
    return found


def by_hand(key: bytes, *parts: bytes) -> str:
    """HMAC-SHA256 over the parts, each after its length in four bytes; the first 128 bits."""
    text = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:32]


def by_hand_whole(key: bytes, part: bytes) -> str:
    return hmac.new(key, len(part).to_bytes(4, "big") + part, hashlib.sha256).hexdigest()


def test_whole_case_of_the_example(besluit: Event, keys: FixedKeys) -> None:
    assert as_json(zaak_of(besluit)) == {
        "zaak": by_hand(keys.zaak(2025), SOURCE, b"PO9901", b"2025-000123"),
        "versie": 4,
        "bron": 3,
        "swv": "PO9901",
        "eventId": by_hand(
            bytes.fromhex(by_hand_whole(keys.zaak(2025), b"gebeurtenis")), SOURCE, b"PO9901/2025-000123/4"
        ),
        "type": "beschikking.afgegeven",
        "dossier": {
            "soort": "tlv",
            "status": "besloten",
            "ingediend": {"schooljaar": 2025, "maand": 10, "week": 40},
            "dagenTotCompleet": 11,
            "herindicatie": False,
            "vestiging": "99AB00",
            "vestigingHerkomst": None,
            "bestuur": "99001",
            "herkomst": "bao",
            "leerjaar": 5,
            "behoeften": ["gedrag", "sociaal_emotioneel"],
            "tlv": {"schoolsoort": "so", "categorie": "laag"},
            "arrangement": None,
            "besluit": {
                "uitkomst": "toegekend",
                "genomen": {"schooljaar": 2025, "maand": 11, "week": 46},
                "bekendgemaakt": None,
                "doorlooptijdDagen": 40,
                "tlv": {"schoolsoort": "so", "categorie": "midden"},
                "arrangement": None,
                "geldigheid": {
                    "teldatums": [[2025, "02-01"], [2026, "10-01"], [2026, "02-01"]],
                    "schooljaren": 1,
                    "eindSchooljaar": 2026,
                },
                "bezwaar": None,
                "beschikking": by_hand(keys.beschikking("PO9901")[0], b"PO9901", b"TLV20250042"),
            },
        },
    }


@pytest.mark.parametrize(
    ("path", "value", "result", "expected"),
    [
        ("aanvraag.ingediendOp", "2025-07-31", "ingediend", {"schooljaar": 2024, "maand": 7, "week": 31}),
        ("aanvraag.ingediendOp", "2025-08-01", "ingediend", {"schooljaar": 2025, "maand": 8, "week": 31}),
        ("aanvraag.ingediendOp", "2024-12-30", "ingediend", {"schooljaar": 2024, "maand": 12, "week": 1}),
        ("aanvraag.ingediendOp", "2021-01-03", "ingediend", {"schooljaar": 2020, "maand": 1, "week": 53}),
        ("aanvraag.compleetOp", "2025-10-03", "dagenTotCompleet", 0),
        ("aanvraag.compleetOp", None, "dagenTotCompleet", None),
        ("aanvraag.herindicatie", True, "herindicatie", True),
        ("aanvraag.vestigingHerkomst", "99AB00", "vestigingHerkomst", None),
        ("aanvraag.vestigingHerkomst", "99AB01", "vestigingHerkomst", "99AB01"),
        ("aanvraag.bestuur", None, "bestuur", None),
        ("aanvraag.herkomst", "geen", "herkomst", "geen"),
        ("aanvraag.leerjaar", None, "leerjaar", None),
        ("aanvraag.leerjaar", 0, "leerjaar", 0),
        ("aanvraag.leerjaar", 16, "leerjaar", 16),
        ("aanvraag.ondersteuningsbehoeften", None, "behoeften", []),
        (
            "aanvraag.ondersteuningsbehoeften",
            ["taal_communicatie", "leren"],
            "behoeften",
            ["leren", "taal_communicatie"],
        ),
        ("aanvraag.tlv", {"schoolsoort": "sbo"}, "tlv", {"schoolsoort": "sbo", "categorie": None}),
        ("beschikking.besluitOp", "2025-10-14", "besluit.doorlooptijdDagen", 11),
        (
            "beschikking.bekendgemaaktOp",
            "2025-11-13",
            "besluit.bekendgemaakt",
            {"schooljaar": 2025, "maand": 11, "week": 46},
        ),
        ("beschikking.bezwaar", {"ingediendOp": "2025-12-01", "uitkomst": None}, "besluit.bezwaar", "lopend"),
        ("beschikking.bezwaar", {"ingediendOp": "2025-12-01"}, "besluit.bezwaar", "lopend"),
        ("beschikking.bezwaar", {"ingediendOp": "2025-12-01", "uitkomst": "gegrond"}, "besluit.bezwaar", "gegrond"),
        ("beschikking.geldigTot", "2025-11-12", "besluit.geldigheid.teldatums", []),
        ("beschikking.geldigTot", "2026-02-01", "besluit.geldigheid.teldatums", [[2025, "02-01"]]),
        ("beschikking.geldigTot", "2026-07-31", "besluit.geldigheid.schooljaren", 0),
        ("beschikking.geldigTot", "2029-08-01", "besluit.geldigheid.schooljaren", 3),
        ("beschikking.geldigTot", "2029-08-01", "besluit.geldigheid.eindSchooljaar", 2029),
    ],
)
def test_field(besluit: Event, path: str, value: object, result: str, expected: object) -> None:
    assert at(zaak_of(put(besluit, path, value)), result) == expected


@pytest.mark.parametrize(
    ("bedrag", "cents"),
    [("0", 0), ("7", 700), ("0.1", 10), ("0.07", 7), ("1250.5", 125050), ("1234567.89", 123456789), ("007.00", 700)],
)
def test_amount_is_exact_in_cents(arrangement: Event, bedrag: str, cents: int) -> None:
    zaak = zaak_of(put(arrangement, "aanvraag.arrangement.bedrag", bedrag))

    assert at(zaak, "arrangement") == {"type": "groep", "bedragCent": cents, "leerlingen": 12}
    assert at(zaak, "besluit.arrangement.bedragCent") == 99_999_999_999
    assert at(zaak, "tlv") is None


def test_refusal_has_no_granted_part_and_no_validity(besluit: Event) -> None:
    refused = at(zaak_of(put(besluit, "beschikking.besluit", "afgewezen")), "besluit")

    assert isinstance(refused, dict)
    assert (refused["uitkomst"], refused["tlv"], refused["geldigheid"]) == ("afgewezen", None, None)


def test_validity_of_centuries_is_cut_off(besluit: Event) -> None:
    long = zaak_of(put(besluit, "beschikking.geldigTot", "9999-12-31"))

    teldatums = at(long, "besluit.geldigheid.teldatums")
    assert isinstance(teldatums, list)
    assert len(teldatums) == zaken.MAX_TELDATUMS
    assert teldatums[0] == [2025, "02-01"]
    assert at(long, "besluit.geldigheid.schooljaren") == 7973
    assert at(long, "besluit.geldigheid.eindSchooljaar") == 9999


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_first_and_last_day_of_the_calendar(aanvraag: Event, day: str) -> None:
    changed = put(put(aanvraag, "aanvraag.ingediendOp", day), "aangemaaktOp", day)

    assert zaak_of(changed).dossier is not None


@pytest.mark.parametrize(
    ("event_type", "expected"),
    [
        ("nl.passendonderwijs.aanvraag.akkoord-bestuur.v1", "aanvraag.akkoord-bestuur"),
        ("nl.passendonderwijs.aanvraag.jan-jansen.v1", "aanvraag.overig"),
        ("nl.passendonderwijs.beschikking.verlengd.v1", "beschikking.overig"),
        ("nl.passendonderwijs.dossier.samengevoegd.door.v1", "dossier.overig"),
    ],
)
def test_unknown_type_keeps_only_its_family(aanvraag: Event, event_type: str, expected: str) -> None:
    assert zaak_of(aanvraag | {"type": event_type}).type == expected


def test_removed_dossier_is_a_case_without_content() -> None:
    zaak = zaak_of(example("dossier-verwijderd"))

    assert (zaak.dossier, zaak.versie, zaak.type) == (None, 6, "dossier.verwijderd")


def test_versions_of_a_dossier_share_their_pseudonym_and_no_tracing_id(aanvraag: Event, besluit: Event) -> None:
    first, later = zaak_of(aanvraag), zaak_of(besluit)

    assert first.zaak == later.zaak
    assert first.event_id != later.event_id


def test_removal_meets_the_case_it_removes(besluit: Event) -> None:
    removal = example("dossier-verwijderd")
    removal["data"]["dossiernummer"] = besluit["data"]["dossiernummer"]
    removal["id"] = "PO9901/2025-000123/6"

    assert zaak_of(removal).zaak == zaak_of(besluit).zaak


def test_other_source_or_schooljaar_is_another_case(besluit: Event) -> None:
    own = zaak_of(besluit)

    assert zaak_of(besluit | {"source": "urn:ander"}).zaak != own.zaak
    assert zaak_of(put(besluit, "aangemaaktOp", "2025-07-31")).zaak != own.zaak
    assert zaak_of(put(besluit, "aangemaaktOp", "2026-07-31")).zaak == own.zaak


@pytest.mark.parametrize("nummer", ["tlv 2025/0042", "PO9901TLV20250042", "ＴＬＶ-2025-0042"])
def test_spelling_of_a_decision_number_does_not_matter(besluit: Event, nummer: str) -> None:
    spelled = zaak_of(put(besluit, "beschikking.nummer", nummer))

    assert at(spelled, "besluit.beschikking") == at(zaak_of(besluit), "besluit.beschikking")


def test_numbers_without_letter_or_digit_stay_apart(besluit: Event) -> None:
    found = {at(zaak_of(put(besluit, "beschikking.nummer", nummer)), "besluit.beschikking") for nummer in "—?Ω"}

    assert len(found) == 3


@pytest.mark.parametrize(("bsn", "expected"), [("123456782", True), (123456782, True), ("", False), (None, False)])
def test_bsn_is_noticed(aanvraag: Event, bsn: object, expected: bool) -> None:
    event = put(aanvraag, "aanvraag.leerling.bsn", bsn)

    assert holds_bsn(accepted(event)) is expected
    assert as_json(zaak_of(event)) == as_json(zaak_of(aanvraag))


def test_no_bsn_without_a_pupil(aanvraag: Event) -> None:
    assert not holds_bsn(accepted(put(aanvraag, "aanvraag.leerling", None)))
    assert not holds_bsn(accepted(example("dossier-verwijderd")))


def test_every_text_in_the_output_type_is_closed() -> None:
    """A new field of plain text, or of a day, must fail here before it can carry a name."""

    def texts(schema: Any) -> Any:
        if isinstance(schema, list):
            for each in schema:
                yield from texts(each)
        elif isinstance(schema, dict):
            if schema.get("type") == "string":
                yield schema
            for each in schema.values():
                yield from texts(each)

    found = list(texts(zaken.Zaak.model_json_schema()))
    assert found
    assert all({"enum", "const", "pattern"} & set(text) for text in found)
    assert all(text.get("pattern", "^$").startswith("^") and text.get("pattern", "^$").endswith("$") for text in found)
    assert not any("format" in text for text in found)
