"""The other side of the table: what the contract allows, up to its borders, is accepted."""

from typing import Any

import pytest

from shared.contracts import ldos
from tests.gebeurtenissen import WEG, changed, example, with_identity

TLV, BESLUIT, WEGHALEN = "aanvraag-ingediend", "beschikking-afgegeven", "dossier-verwijderd"
ARRANGEMENT, VO, AFGEWEZEN = "beschikking-arrangement", "aanvraag-vo", "beschikking-afgewezen"

ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    (TLV, {}),
    (BESLUIT, {}),
    (WEGHALEN, {}),
    (ARRANGEMENT, {}),
    (VO, {}),
    (AFGEWEZEN, {}),
    (TLV, {"subject": "x", "traceparent": "00-a-b-01", "data.nieuw": [1, {"a": None}]}),
    (TLV, {"type": "nl.passendonderwijs.dossier.samengevoegd.v1"}),
    (TLV, {"type": "nl.passendonderwijs.beschikking.deel-2.verlengd.v1"}),
    *[(TLV, {"time": value}) for value in (
        "2025-10-03T08:15:00Z", "2025-10-03t08:15:00.5z", "2016-12-31T23:59:60Z", "2025-10-03T10:15:00-00:00",
        "2025-10-03T10:15:00.123456789+02:00")],
    (TLV, {"data.aangemaaktOp": "2024-02-29"}),
    (TLV, {"data.aanvraag.leerjaar": 0}),
    (TLV, {"data.aanvraag.leerjaar": 16}),
    (TLV, {"data.aanvraag.leerjaar": None, "data.aanvraag.bestuur": None}),
    (TLV, {"data.aanvraag.ondersteuningsbehoeften": []}),
    (TLV, {"data.aanvraag.ondersteuningsbehoeften": None, "data.aanvraag.leerling": None}),
    (TLV, {"data.aanvraag.compleetOp": "2025-10-03"}),
    (TLV, {"data.aanvraag.tlv": {"schoolsoort": "sbo"}}),
    (TLV, {"data.aanvraag.tlv": {"schoolsoort": "sbo", "categorie": None},
     "data.aanvraag.arrangement": None}),
    (TLV, {"data.aanvraag.leerling.hobby": "x", "data.aanvraag.leerling.bsn": 123456782}),
    (TLV, {"data.aanvraag.toelichting": "a\x00b"}),
    (TLV, {"data.status": "ingetrokken"}),
    (TLV, {"data.beschikking": WEG}),
    (BESLUIT, {"data.beschikking.geldigTot": "2027-08-01"}),
    (BESLUIT, {"data.beschikking.geldigTot": "2025-11-12"}),
    (BESLUIT, {"data.beschikking.besluitOp": "2025-10-14", "data.beschikking.bekendgemaaktOp": "2025-10-14"}),
    (BESLUIT, {"data.beschikking.tlv": {"schoolsoort": "sbo"}}),
    (AFGEWEZEN, {"data.beschikking.tlv": {"schoolsoort": "so", "categorie": "hoog"}}),
    (AFGEWEZEN, {"data.beschikking.bezwaar": {"ingediendOp": "2025-12-01", "uitkomst": "gegrond"}}),
    (ARRANGEMENT, {"data.aanvraag.arrangement.bedrag": "999999999.99"}),
    (ARRANGEMENT, {"data.aanvraag.arrangement.bedrag": "0"}),
    (WEGHALEN, {"data.status": "onzin", "data.aanvraag": 5}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "changes"), ACCEPTED)
def test_what_the_contract_allows_is_accepted(name: str, changes: dict[str, Any]) -> None:
    assert isinstance(ldos.check(changed(example(name), changes)), ldos.Accepted)


@pytest.mark.parametrize("versie", [1, 2**53 - 1])
@pytest.mark.parametrize("dossiernummer", ["x", "x" * 64, "a/b/3", "é😀", "  "])
def test_the_borders_of_identity_are_accepted(versie: int, dossiernummer: str) -> None:
    event = with_identity(example(TLV), dossiernummer=dossiernummer, versie=versie)

    assert isinstance(ldos.check(event), ldos.Accepted)


@pytest.mark.parametrize("event", [None, [], "x", 5, 1.5, True])
def test_an_event_is_an_object(event: object) -> None:
    outcome = ldos.check(event)

    assert isinstance(outcome, list)
    assert [fout.code for fout in outcome] == ["type"]


def test_unknown_fields_of_the_dossier_are_counted_and_nothing_else() -> None:
    event = changed(
        example(BESLUIT),
        {
            "subject": "x",
            "data.a": 1,
            "data.aanvraag.b": {},
            "data.aanvraag.tlv.c": 1,
            "data.beschikking.d": None,
        },
    )

    accepted = ldos.check(event)

    assert isinstance(accepted, ldos.Accepted)
    assert accepted.unknown_fields == 4


@pytest.mark.parametrize(
    ("event_type", "kind"),
    [
        ("nl.passendonderwijs.aanvraag.akkoord-bestuur.v1", "aanvraag.akkoord-bestuur"),
        ("nl.passendonderwijs.dossier.verwijderd.v1", "dossier.verwijderd"),
        ("nl.passendonderwijs.beschikking.naam-van-iemand.v1", "beschikking.overig"),
        ("nl.passendonderwijs.aanvraag.a.b.v1", "aanvraag.overig"),
    ],
)
def test_the_kind_of_a_type_is_one_of_a_closed_list(event_type: str, kind: str) -> None:
    assert ldos.kind_of(event_type) == kind
