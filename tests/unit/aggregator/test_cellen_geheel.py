"""Every field of every cell of a rich dossier at once: what a mutation of the rule can't slip past."""

from typing import Any

import pytest

from services.aggregator.domain import contributions
from shared.contracts.cellen import INDELINGEN, Cel, Kubus, Maten
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.zaken import Dossier
from tests.bouwers import besloten, besluit

SCHOOL, KOMT_VAN = vestiging_getal("99CD03"), vestiging_getal("77BA01")
RIJK = {
    "vestiging": "99CD03",
    "vestiging_herkomst": "77BA01",
    "bestuur": "99008",
    "status": "besloten",
    "ingediend": {"schooljaar": 2024, "maand": 5, "week": 20},
    "dagen_tot_compleet": 12,
    "herindicatie": True,
    "herkomst": "so",
    "leerjaar": 7,
    "behoeften": ("leren", "medisch"),
    "tlv": {"schoolsoort": "so", "categorie": "hoog"},
}
BESLUIT = {
    "genomen": {"schooljaar": 2025, "maand": 9, "week": 37},
    "bekendgemaakt": {"schooljaar": 2025, "maand": 9, "week": 38},
    "bezwaar": "gegrond",
    "geldigheid": {"teldatums": ((2025, "10-01"), (2025, "02-01")), "schooljaren": 0, "eind_schooljaar": 2026},
}
GEVRAAGD = {"schoolsoort": "so", "categorie": "hoog"}
TOEGEKEND = {"toegekend_schoolsoort": "so", "toegekend_categorie": "midden"}
WIE = {"leerjaar": 7, "herkomst": "so", "herindicatie": True, "behoeften": 0b1000001}


def _leeg(naam: str) -> object:
    """What a field says when nothing fills it."""
    return {"type": "onbekend", "toegekend_type": "onbekend"}.get(naam)


def _velden(cel: Cel) -> dict[str, object]:
    gelezen: dict[str, object] = {}
    for naam, veld in INDELINGEN[Kubus(cel.kubus)].velden.items():
        nummer = veld.lees(cel.code)
        waarde = veld.waarden[nummer] if veld.waarden else nummer
        if waarde != _leeg(naam):
            gelezen[naam] = waarde
    return gelezen


def _alle(inhoud: dict[str, Any]) -> list[tuple[Kubus, int, dict[str, object], Maten]]:
    cellen = list(contributions("VO0012", Dossier(**inhoud)))
    assert {(cel.swv, cel.vestiging, cel.herkomst) for cel, _ in cellen} == {(swv_getal("VO0012"), SCHOOL, KOMT_VAN)}
    return [(Kubus(cel.kubus), cel.schooljaar, _velden(cel), maten) for cel, maten in cellen]


def test_a_granted_tlv_fills_every_field() -> None:
    een = Maten(1)
    assert _alle(besloten(**RIJK, besluit=besluit(**BESLUIT))) == [
        (Kubus.AANVRAAG, 2024, {"soort": "tlv", "status": "besloten", **GEVRAAGD, **WIE, "maand": 5, "week": 20}, een),
        (Kubus.OPGAVE, 2024, {"bestuur": 99008}, een),
        (
            Kubus.BESLUIT,
            2025,
            {"soort": "tlv", "besluit": "toegekend", **GEVRAAGD, **TOEGEKEND, **WIE, "maand": 9, "week": 37}
            | {"duur": "0", "bekendgemaakt": True, "bezwaar": "gegrond"},
            een,
        ),
        (Kubus.DOORLOOPTIJD, 2025, {"soort": "tlv", **GEVRAAGD, "dagen": 40, "tot_compleet": 13}, een),
        (Kubus.LOPEND, 2025, {"teldatum": "10-01", "schoolsoort": "so", "categorie": "midden", "herkomst": "so"}, een),
        (Kubus.LOPEND, 2025, {"teldatum": "02-01", "schoolsoort": "so", "categorie": "midden", "herkomst": "so"}, een),
        (Kubus.AFLOPEND, 2026, {"schoolsoort": "so", "categorie": "midden", "leerjaar": 7}, een),
    ]


def test_a_refused_arrangement_fills_what_was_asked_only() -> None:
    wat = {"type": "overgang", "bedrag_cent": 5, "leerlingen": 2}
    weigering = besluit(**BESLUIT) | {"uitkomst": "afgewezen", "tlv": None, "geldigheid": None, "bekendgemaakt": None}
    inhoud = besloten(**RIJK, besluit=weigering) | {"soort": "arrangement", "tlv": None, "arrangement": wat}
    # No category is `geen` in a cell, a kind or length that isn't there `onbekend`.
    leeg: dict[str, object] = {"schoolsoort": "onbekend", "categorie": "geen", "type": "overgang"}
    niets: dict[str, object] = {"toegekend_schoolsoort": "onbekend", "toegekend_categorie": "geen"}
    assert [een for een in _alle(inhoud) if een[0] in (Kubus.BESLUIT, Kubus.DOORLOOPTIJD)] == [
        (
            Kubus.BESLUIT,
            2025,
            {"soort": "arrangement", "besluit": "afgewezen", **leeg, **niets, **WIE, "maand": 9, "week": 37}
            | {"duur": "onbekend", "bekendgemaakt": False, "bezwaar": "gegrond"},
            Maten(1),
        ),
        (Kubus.DOORLOOPTIJD, 2025, {"soort": "arrangement", **leeg, "dagen": 40, "tot_compleet": 13}, Maten(1)),
    ]


@pytest.mark.parametrize(("schooljaren", "duur"), [(0, "0"), (3, "3"), (4, "4+"), (5, "4+"), (12, "4+")])
def test_the_length_in_whole_schooljaren(schooljaren: int, duur: str) -> None:
    geldigheid = {"teldatums": (), "schooljaren": schooljaren, "eind_schooljaar": 2030}
    cellen = _alle(besloten(**RIJK, besluit=besluit(geldigheid=geldigheid)))
    assert next(velden["duur"] for kubus, _, velden, _ in cellen if kubus is Kubus.BESLUIT) == duur
