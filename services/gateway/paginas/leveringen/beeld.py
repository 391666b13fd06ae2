"""What the pages of deliveries show, made of the answers of ingest and of the history (pure)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from services.gateway.dashboards.getallen import dag
from shared.contracts.bronnen.levering import Opdracht
from shared.contracts.bronnen.soorten import SOORTEN

MAX_BEREIKEN: Final = 40
_GENOEMD: Final = 4
_GETAL: Final = re.compile(r"[0-9]+")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REDENEN: Final = {
    "ouder": "Deze levering is ouder dan wat er nu geldt.",
    "ander_bestuur": "Een ander samenwerkingsverband noemt een ander bestuur.",
}


def wijzigingen(
    soort: str, proef: Mapping[str, Any], opdracht: Opdracht, geldend: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Per bereik of the file: how many lines, what it replaces, and whether that is newer."""
    nu = {een["bereik"]: een for een in geldend if een["soort"] == soort}
    return [
        {
            "naam": naam,
            "regels": regels,
            "oud": nu.get(naam),
            "let_op": _let_op(nu.get(naam), proef["peildatum"], opdracht),
        }
        for naam, regels in proef["bereiken"].items()
    ]


def _let_op(oud: Mapping[str, Any] | None, peildatum: date, opdracht: Opdracht) -> str:
    if oud is None:
        return ""
    if oud["peildatum"] > peildatum:
        return "ouder dan wat er nu geldt"
    if oud["status"] == "definitief" and opdracht.status == "voorlopig":
        return "voorlopig in plaats van definitief"
    return ""


def in_werking(geldend: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A line per delivery in force, with what it holds for."""
    per_levering: dict[Any, dict[str, Any]] = {}
    for een in geldend:
        regel = per_levering.setdefault(een["id"], {**een, "titel": titel(een["soort"]), "bereiken": []})
        regel["bereiken"].append(een["bereik"])
    for regel in per_levering.values():
        regel["bereiken"] = kort(regel["bereiken"])
    return list(per_levering.values())


def kort(namen: Sequence[str]) -> str:
    """What a delivery holds for: 'PO9901: 2018-2019 tot en met 2026-2027', subjects and their periods in order."""
    per_onderwerp: dict[str, list[str]] = {}
    for naam in sorted(namen):
        onderwerp, _, periode = naam.rpartition(" ")
        per_onderwerp.setdefault(onderwerp, []).append(periode)
    delen = [_deel(onderwerp, perioden) for onderwerp, perioden in per_onderwerp.items()]
    meer = len(delen) - _GENOEMD
    return "; ".join(delen) if meer <= 0 else f"{'; '.join(delen[:_GENOEMD])}; en nog {meer}"


def _deel(onderwerp: str, perioden: Sequence[str]) -> str:
    if not onderwerp:
        return _reeks(perioden)
    return f"{onderwerp} {_dag(perioden[0])}" if len(perioden) == 1 else f"{onderwerp}: {_reeks(perioden)}"


def _reeks(perioden: Sequence[str]) -> str:
    """All of a few; of many the first and the last, and how many where some between them are missing."""
    if len(perioden) < _GENOEMD:
        return ", ".join(map(_dag, perioden))
    grenzen = f"{_dag(perioden[0])} tot en met {_dag(perioden[-1])}"
    getallen = [int(gevonden[0]) for een in perioden if (gevonden := _GETAL.search(een))]
    aaneen = getallen == list(range(getallen[0], getallen[0] + len(perioden))) if getallen else False
    return grenzen if aaneen else f"{grenzen} ({len(perioden)})"


def _dag(periode: str) -> str:
    """A teldatum as people write it; any other period as it is."""
    return dag(date.fromisoformat(periode)) if _ISO.fullmatch(periode) else periode


def titel(soort: str) -> str:
    """The source as people know it."""
    return SOORTEN[soort].titel if soort in SOORTEN else soort


def afloop(regel: Mapping[str, Any]) -> str:
    """What became of a delivery, in a sentence."""
    if regel["herhaald"]:
        return "Dit bestand was al geladen. Er is niets gewijzigd."
    if regel["afgewezen"]:
        reden = _REDENEN.get(regel["afgewezen"], f"Reden: {regel['afgewezen']}.")
        return f"Niet geladen. {reden}"
    gewijzigd = regel["uitkomst"].get("gewijzigd", [])
    return f"Geladen. Gewijzigd: {kort(gewijzigd)}." if gewijzigd else "Geladen. De inhoud was gelijk."
