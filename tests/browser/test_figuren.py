"""Each figure that people were promised is there on every level where it has a meaning, with all that belongs to it.

One table says which: a page, its figures, and what is missing on purpose, with the reason.
"""

from typing import Any, Final

import pytest

from services.gateway.dashboards import DASHBOARDS
from tests.browser.server import Draaiend

_UNITS: Final = (
    ("swv", "PO9901", "swv.po9901"),
    ("swv", "VO9901", "swv.vo9901"),
    ("bestuur", "99002", "bestuur.99002"),
    ("subregio", "PO9901-NOORD", "swv.po9901"),
    ("school", "99AI00", "school.99ai00"),
)
_FIGUREN: Final = {
    "overzicht": {"signalen", "kwaliteit", "ondersteuning", "financien"},
    "verwijzingen": {
        "aanvragen", "soorten", "stappen", "besluiten", "leerjaren", "maanden", "bestemming", "doorlooptijd",
        "percentage", "prognose", "aflopend", "landelijk", "onderliggend",
    },
    "arrangementen": {
        "aanvragen", "stappen", "besluiten", "leerjaren", "maanden", "doorlooptijd", "prognose", "bedragen",
        "leerlingen", "onderliggend",
    },
    "toewijzing": {
        "verzilvering", "verzilverd-per-soort", "lopend", "kosten", "grensverkeer", "arrangementen", "spreiding",
        "onderliggend",
    },
    "deelname-en-stromen": {"deelname", "stromen", "terugplaatsing", "leerlingen", "onderliggend"},
    "thuiszitters": {"aantallen", "duur", "reden", "per-duizend", "onderliggend"},
    "middelen": {"categorieen", "besteed", "per-leerling", "kosten", "onderliggend"},
    "kwaliteit": {"doelen", "standaarden", "op-tijd", "aanbod"},
}  # fmt: skip
_ALLEEN_SWV: Final = {"grensverkeer", "terugplaatsing", "standaarden"}
"""What exists of a samenwerkingsverband as a whole: pupils over its border, DUO's flows back, its own judgement."""
_MET_LAGER: Final = {"onderliggend", "spreiding", "aanbod"}
"""What compares the units below: a school has none."""
_ALLEEN_PO: Final = {"landelijk"}
"""OCW publishes shares of sbo and so; those of vso and pro stand under participation."""
_DEEL: Final = {"code", "titel", "zin", "tabel", "uitleg", "standTekst", "_links", "noten", "toelichting"}


def _beelden() -> list[Any]:
    return [
        pytest.param(pagina, niveau, code, wie, id=f"{pagina}-{code}")
        for pagina in _FIGUREN
        for niveau, code, wie in _UNITS
    ]


def test_the_table_knows_every_page() -> None:
    assert set(_FIGUREN) == set(DASHBOARDS)


@pytest.mark.parametrize(("pagina", "niveau", "code", "wie"), _beelden())
def test_every_promised_figure_is_there(gateway: Draaiend, pagina: str, niveau: str, code: str, wie: str) -> None:
    """In the running year, which has the prognosis too; with sentence, table, definition, source and downloads."""
    adres = f"/v1/dashboards/{pagina}?niveau={niveau}&eenheid={code}"
    d = gateway.client.get(adres, headers=gateway.pas(wie)).raise_for_status().json()
    niet = (_MET_LAGER if niveau == "school" else set()) | (set() if niveau == "swv" else _ALLEEN_SWV)
    niet |= _ALLEEN_PO if code.startswith("VO") else set()
    assert _FIGUREN[pagina] - niet <= {een["code"] for een in d["figuren"]}
    for een in d["figuren"]:
        assert een.keys() >= _DEEL
        assert een["zin"].endswith((".", "?")), een["code"]
        assert een["uitleg"], een["code"]
        assert een["tabel"]["kolommen"], een["code"]
        assert {"csv", "nl.csv", "xlsx"} <= een["_links"].keys(), een["code"]
        if een["vorm"] == "grafiek":
            assert een["grafiek"] or een["leeg"], een["code"]
        if een["grafiek"]:
            assert {"svg", "png", "vl.json"} <= een["_links"].keys(), een["code"]
            assert een["tabel"]["rijen"], een["code"]
            assert een["grafiek"]["beschrijving"], een["code"]
