"""The same for a unit above the schools, with figures in every theme."""

from collections.abc import Sequence

from services.reports.domain.cijfers import Antwoord
from services.reports.domain.vragen import Afspraak, Gegevens
from tests.unit.reports.gegeven import Json, Rijen, antwoord, gegevens


def alles(soort: str = "swv-rapport", jaar: str = "2025-2026") -> Gegevens:
    """A unit of this kind of report: own figures, those of its schools, goals, judgements, agreements."""
    landelijk = {"waarde": 2.7, "status": None, "schooljaar": "2024-2025", "bron": "OCW"}
    meer = {
        "kinderen": _KINDEREN, "onder": _onder(jaar), "doelen": [_doel(jaar)], "standaarden": _standaarden(jaar),
        "vergelijkingen": {"deelname-sbo": {"schooljaar": jaar, "landelijkCijfer": landelijk, "verdelingen": []}},
        "afspraken": [Afspraak("Samen kijken naar groep 5", "directeur en consulent", "maart 2027")],
    }  # fmt: skip
    return gegevens(_BASIS, jaar=jaar, soort=soort, meer=meer, binnen="PO9901", voorbeeld=True)


def _verhouding(teller: int, noemer: int, factor: int = 100) -> Json:
    """A ratio of one schooljaar, not rounded."""
    delen = {"teller": teller, "noemer": noemer, "status": None}
    return {"totaal": {**delen, "waarde": factor * teller / noemer if noemer else None}}


_MARGE: Json = {"totaal": {"waarde": None, "laag": 1201, "hoog": 1216, "status": None, "tekst": "1201–1216"}}
_BASIS: dict[str, Sequence[Rijen]] = {
    "aanvragen": [{"sbo": 61, "so": 40}, {"sbo": 55, "so": 38}, {"sbo": 49, "so": 31}],
    "toegekend": [{"laag": 31, "geen": 44}, {"laag": 30, "geen": 41}],
    "leerlingen": [{"bao": 1150, "sbo": 88}, {"bao": 1162, "sbo": 84}, _MARGE],
    "deelname-sbo": [_verhouding(88, 1238), _verhouding(84, 1246), _verhouding(70, 1190)],
    "verwijzingspercentage": [_verhouding(31, 1238), _verhouding(22, 1246)],
    "thuiszitters": [{"a": 14}, {"a": 9}, {"a": 11}],
    "thuiszitters-per-1000": [_verhouding(14, 1238, 1000), _verhouding(9, 1246, 1000)],
    "middelen-besteed": [
        {"arrangementen": "812500.00", "overig": "40250.50"}, {"arrangementen": "701000.00"},
    ],
    "middelen-per-leerling": [{"totaal": {"waarde": "688.81", "status": None, "teller": "852750.50",
                                          "noemer": 1238}}],
}  # fmt: skip
_KINDEREN = [
    {"niveau": "school", "eenheid": f"99A{letter}00", "naam": f"School {letter}", "zicht": "eigen"} for letter in "BCD"
]
_MEER_PER_SCHOOL = {
    "tlv-aanvragen": 9, "tlv-toegekend": 4, "arrangement-aanvragen": 2, "arrangement-toegekend": 0
}  # fmt: skip


def _onder(jaar: str) -> dict[str, list[Antwoord]]:
    """Per indicator the answer of each school, in the order of the schools."""
    return {
        code: [Antwoord(antwoord(code, [jaar], "geen", [{"a": nummer + plus}])) for nummer in range(len(_KINDEREN))]
        for code, plus in _MEER_PER_SCHOOL.items()
    }


def _doel(jaar: str) -> Json:
    return {
        "swv": "PO9901", "plan": "Ondersteuningsplan", "code": "D1", "titel": "Minder leerlingen thuis",
        "indicator": "thuiszitters", "niveau": "swv", "eenheid": "PO9901", "streefwaarde": 5.0, "richting": "lager",
        "uiterlijk": "2027-07-31", "vorig": None,
        "nu": {"schooljaar": jaar, "waarde": 14.0, "laag": None, "hoog": None, "status": None},
        "gehaald": False, "verwacht": 19.0, "opKoers": False, "reden": None, "standPer": "2026-10-01",
    }  # fmt: skip


def _standaarden(jaar: str) -> list[Json]:
    """A judgement with evidence that is still there and evidence that is not, one without, and none yet."""
    bewijs: Json = {"id": "indicator:thuiszitters", "soort": "indicator", "code": "thuiszitters", "opKoers": None,
                    "titel": "Thuiszitters", "indicator": "thuiszitters", "nu": _doel(jaar)["nu"],
                    "reden": None}  # fmt: skip
    weg = {**bewijs, "soort": "doel", "titel": "Een doel dat er niet meer is", "indicator": None, "nu": None}
    return [
        {"standaard": "RPO1", "titel": "Dekkend netwerk van voorzieningen", "oordeel": "voldoende",
         "peildatum": "2026-09-01", "toelichting": "Een plek.\n\n=1+1 <b>voor</b> allen.", "bewijs": [bewijs, weg]},
        {"standaard": "BKA1", "titel": "Visie, ambities en doelen", "oordeel": "onvoldoende",
         "peildatum": "2026-09-02", "toelichting": "", "bewijs": []},
        {"standaard": "BKA3", "titel": "Evaluatie", "oordeel": None, "peildatum": None, "toelichting": "",
         "bewijs": [bewijs]},
    ]  # fmt: skip
