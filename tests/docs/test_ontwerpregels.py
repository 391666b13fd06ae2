"""The API document against Spectral: its rules for OpenAPI, and the NL GOV API Design Rules that a document shows."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from deploy.assets.npm import ensure_packages, node
from tests.stack import cache
from tests.unit.gateway.test_openapi import maak_api

HIER = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def document() -> Any:
    return json.loads(json.dumps(maak_api().openapi()))


def _bezwaren(document: Any, plek: Path) -> list[str]:
    bestand = plek / "openapi.json"
    bestand.write_text(json.dumps(document))
    map_ = ensure_packages(HIER / "npm", cache(), "controle")
    bezwaren: list[str] = json.loads(node(map_, (HIER / "ontwerpregels.mjs").read_text(), DOCUMENT=str(bestand)))
    return bezwaren


def test_nothing_is_held_against_the_document(document: Any, tmp_path: Path) -> None:
    assert _bezwaren(document, tmp_path) == []


def test_what_breaks_a_rule_is_found(document: Any, tmp_path: Path) -> None:
    """One run over a document in which each of these is broken."""
    fout = copy.deepcopy(document)
    fout["info"]["version"] = "1"
    del fout["info"]["contact"]["url"]
    fout["servers"][0]["url"] = "/api"
    lees = fout["paths"]["/indicatoren/{code}/waarden"]["get"]
    lees["parameters"][1]["name"] = "Niveau_Van"
    lees["responses"]["200"]["headers"] = {}
    lees["responses"]["404"]["content"] = {"application/json": {}}
    del lees["responses"]["400"]
    fout["paths"]["/Mijn_Tokens/"] = fout["paths"].pop("/tokens")
    fout["components"]["schemas"]["Probleem"]["properties"].pop("title")
    fout["components"]["schemas"]["Link"]["properties"]["Href_Van"] = {"type": "string", "format": "time"}
    gevonden = {een.partition(":")[0] for een in _bezwaren(fout, tmp_path)}
    assert gevonden >= {
        "semver", "doc-openapi-contact", "uri-version", "query-keys-camel-case", "version-header-naam",
        "problem-details", "invalid-input", "no-trailing-slash", "path-segments-kebab-case", "problem-schema",
        "property-casing", "date-time-timezone",
    }  # fmt: skip
