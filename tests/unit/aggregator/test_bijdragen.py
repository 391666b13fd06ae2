"""What a case contributes, field by field."""

from typing import Any

import pytest

from services.aggregator.domain import contributions
from shared.contracts.cellen import INDELINGEN, Cel, Kubus, Maten
from shared.contracts.zaken import Dossier
from tests.bouwers import besloten, besluit, dossier


def _cellen(inhoud: dict[str, Any]) -> dict[Kubus, list[tuple[Cel, Maten]]]:
    per_kubus: dict[Kubus, list[tuple[Cel, Maten]]] = {}
    for cel, maten in contributions("PO9901", Dossier(**inhoud)):
        per_kubus.setdefault(Kubus(cel.kubus), []).append((cel, maten))
    return per_kubus


def _waarde(cel: Cel, naam: str) -> object:
    veld = INDELINGEN[Kubus(cel.kubus)].velden[naam]
    nummer = veld.lees(cel.code)
    return veld.waarden[nummer] if veld.waarden else nummer


def test_a_removed_dossier_contributes_nothing() -> None:
    assert list(contributions("PO9901", None)) == []


def test_an_application_counts_once_where_and_when_it_was_handed_in() -> None:
    cellen = _cellen(dossier(vestiging_herkomst="99CD01"))

    assert list(cellen) == [Kubus.AANVRAAG]
    [(cel, maten)] = cellen[Kubus.AANVRAAG]
    assert (cel.swv, cel.schooljaar, maten) == (9901, 2025, Maten(1))
    assert cel.vestiging != cel.herkomst


@pytest.mark.parametrize(
    ("anders", "naam", "waarde"),
    [
        ({"status": "niet_behandelbaar"}, "status", "niet_behandelbaar"),
        ({"leerjaar": None}, "leerjaar", "onbekend"),
        ({"leerjaar": 0}, "leerjaar", 0),
        ({"leerjaar": 16}, "leerjaar", 16),
        ({"herindicatie": True}, "herindicatie", True),
        ({"herkomst": "geen"}, "herkomst", "geen"),
        ({"tlv": {"schoolsoort": "sbo", "categorie": None}}, "categorie", "geen"),
        ({"behoeften": ()}, "behoeften", 0),
        ({"behoeften": ("leren", "overig")}, "behoeften", 0b100000001),
        ({"ingediend": {"schooljaar": 2025, "maand": 1, "week": 53}}, "week", 53),
    ],
)
def test_each_field_of_an_application_reaches_its_cell(anders: dict[str, Any], naam: str, waarde: object) -> None:
    [(cel, _)] = _cellen(dossier(**anders))[Kubus.AANVRAAG]

    assert _waarde(cel, naam) == waarde


def test_a_decision_splits_as_asked_and_as_granted() -> None:
    [(cel, _)] = _cellen(besloten())[Kubus.BESLUIT]

    assert _waarde(cel, "categorie") == "laag"
    assert _waarde(cel, "toegekend_categorie") == "midden"
    assert _waarde(cel, "duur") == "1"


def test_a_granted_tlv_runs_on_each_teldatum_and_ends_once() -> None:
    cellen = _cellen(besloten())

    assert [(cel.schooljaar, _waarde(cel, "teldatum")) for cel, _ in cellen[Kubus.LOPEND]] == [
        (2025, "02-01"),
        (2026, "10-01"),
        (2026, "02-01"),
    ]
    assert [cel.schooljaar for cel, _ in cellen[Kubus.AFLOPEND]] == [2026]


def test_a_refusal_neither_runs_nor_ends() -> None:
    weigering = besluit(uitkomst="afgewezen", tlv=None, geldigheid=None)

    assert set(_cellen(besloten(besluit=weigering))) == {Kubus.AANVRAAG, Kubus.BESLUIT, Kubus.DOORLOOPTIJD}


def test_the_bestuur_that_a_dossier_names_is_kept_apart_from_every_figure() -> None:
    assert Kubus.OPGAVE not in _cellen(dossier(bestuur=None))

    [(cel, maten)] = _cellen(dossier(bestuur="99999", vestiging_herkomst="99CD01"))[Kubus.OPGAVE]
    assert _waarde(cel, "bestuur") == 99999
    assert (cel.swv, cel.schooljaar, maten) == (9901, 2025, Maten(1))
    assert cel.vestiging != cel.herkomst


def test_an_arrangement_carries_money_and_pupils_exactly() -> None:
    arrangement = {"type": "groep", "bedrag_cent": 1_234_567, "leerlingen": 7}
    inhoud = besloten(
        soort="arrangement", tlv=None, arrangement=arrangement, besluit=besluit(tlv=None, arrangement=arrangement)
    )

    [(cel, maten)] = _cellen(inhoud)[Kubus.BESLUIT]
    assert maten == Maten(1, 1_234_567, 7)
    assert _waarde(cel, "toegekend_type") == "groep"
    assert Kubus.LOPEND not in _cellen(inhoud)


@pytest.mark.parametrize(("dagen", "opgeslagen"), [(None, 0), (0, 1), (12, 13)])
def test_unknown_completeness_differs_from_complete_at_once(dagen: int | None, opgeslagen: int) -> None:
    [(cel, _)] = _cellen(besloten(dagen_tot_compleet=dagen))[Kubus.DOORLOOPTIJD]

    assert _waarde(cel, "tot_compleet") == opgeslagen
    assert _waarde(cel, "dagen") == 40
