"""Alert rules name metrics that exist and pages that exist; every reason of a dead letter is explained."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.dlqbeheer import NOOIT
from services.aggregator.domain.reducer import CONFLICT
from services.aggregator.soorten import ONLEESBAAR
from services.anonymiser.handlers import Reden
from shared.runtime.metrics import METRICS

ROOT = Path(__file__).parents[2]
REGELS: list[dict[str, Any]] = [
    regel
    for groep in yaml.safe_load((ROOT / "deploy/prometheus/regels.yml").read_text("utf-8"))["groups"]
    for regel in groep["rules"]
]


@pytest.mark.parametrize("regel", REGELS, ids=[regel["alert"] for regel in REGELS])
def test_an_alert_uses_metrics_that_exist(regel: dict[str, Any]) -> None:
    gebruikt = set(re.findall(r"pos_\w+", regel["expr"]))
    suffix = {naam for metric in METRICS for naam in (metric.naam, f"{metric.naam}_bucket", f"{metric.naam}_count")}

    assert gebruikt
    assert gebruikt <= suffix


@pytest.mark.parametrize("regel", REGELS, ids=[regel["alert"] for regel in REGELS])
def test_an_alert_names_an_entry_that_exists(regel: dict[str, Any]) -> None:
    pagina, _, anker = regel["annotations"]["draaiboek"].partition("#")
    koppen = re.findall(r"^#+ (.+)$", (ROOT / pagina).read_text("utf-8"), re.M)

    assert anker in {re.sub(r"[^a-z0-9 -]", "", kop.lower()).replace(" ", "-") for kop in koppen}


def test_every_reason_of_a_dead_letter_is_explained() -> None:
    pagina = (ROOT / "docs/running/dode-letters.md").read_text("utf-8")
    uitgelegd = set(re.findall(r"^\| (\w+) \| `(\w+)` \|", pagina, re.M))

    assert uitgelegd == {("anonymiser", reden.value) for reden in Reden} | {
        ("aggregator", CONFLICT),
        ("aggregator", ONLEESBAAR),
    }
    assert {reden for _, reden in uitgelegd} >= NOOIT


def test_prometheus_reads_the_rules() -> None:
    inhoud = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text("utf-8"))

    assert "regels.yml" in inhoud["rule_files"]


def test_every_alert_has_a_case_in_which_it_rings_and_one_in_which_it_does_not() -> None:
    proef = yaml.safe_load((ROOT / "deploy/prometheus/regels_proef.yml").read_text("utf-8"))
    gezien = {True: set[str](), False: set[str]()}
    for geval in proef["tests"]:
        [vraag] = geval["alert_rule_test"]
        gezien[bool(vraag["exp_alerts"])].add(vraag["alertname"])
        for verwacht in vraag["exp_alerts"]:
            regel = next(regel for regel in REGELS if regel["alert"] == vraag["alertname"])
            assert verwacht["exp_annotations"] == regel["annotations"]

    assert gezien[True] == gezien[False] == {regel["alert"] for regel in REGELS}
