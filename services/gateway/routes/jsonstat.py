"""JSON-stat 2.0 (json-stat.org): a cube of values with its dimensions, statuses beside the values."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Any, Final

from services.gateway.dashboards.export import Getal
from services.gateway.routes.bladen import TOTAAL, getallen, maten_van, rijen_van

Json = Mapping[str, Any]
_STATUSSEN: Final = {"p": "voorlopig", "c": "niet getoond", "x": "onbekend", "z": "niet van toepassing"}
Vak = tuple[Getal | None, str | None]


def stat_waarden(antwoord: Json) -> dict[str, Any]:
    """`waarden` as a dataset: eenheid, schooljaar, the splits (with their total), and which number.

    A row that is left out is a zero where the total has a number, as in the JSON; else it has the status of the total.
    """
    rijen = dict(rijen_van(antwoord))
    maten = maten_van(list(rijen.values()))
    namen = ("eenheid", "schooljaar", *antwoord["splitsing"])
    codes = [list(dict.fromkeys(sleutel[plek] for sleutel in rijen)) for plek in range(len(namen))]
    vakken = [_vak(rijen, sleutel, maat) for *sleutel, maat in product(*codes, maten)]
    dimensies = {naam: {code: code for code in lijst} for naam, lijst in zip(namen, codes, strict=True)}
    return {
        **_dataset(antwoord["indicator"], {**dimensies, "maat": {maat: maat for maat in maten}}, vakken),
        **({"updated": antwoord["stand"]} if antwoord["stand"] else {}),
        "role": {"time": ["schooljaar"], "geo": ["eenheid"], "metric": ["maat"]},
    }


def _vak(rijen: Mapping[tuple[str, ...], Json], sleutel: Sequence[str], maat: str) -> Vak:
    waarde = rijen.get(tuple(sleutel))
    if waarde is not None:
        return getallen(waarde).get(maat), waarde["status"]
    totaal = rijen.get((*sleutel[:2], *(TOTAAL for _ in sleutel[2:])))
    if totaal is None or getallen(totaal).get(maat) is None:
        return None, totaal["status"] if totaal else None
    return (0 if maat in ("waarde", "aantal") else None), totaal["status"]


def stat_figuur(figuur: Json) -> dict[str, Any]:
    """The table of a figure as a dataset: its rows by its columns of numbers; texts beside them are no values."""
    kolommen = [(plek, kolom) for plek, kolom in enumerate(figuur["tabel"]["kolommen"]) if kolom["soort"] != "tekst"]
    rijen = figuur["tabel"]["rijen"]
    vakken = [(rij["cellen"][plek]["waarde"], rij["cellen"][plek]["status"]) for rij in rijen for plek, _ in kolommen]
    # Names may occur twice (two schools): a row is known by its number.
    dimensies = {
        "rij": {str(nummer): rij["cellen"][0] for nummer, rij in enumerate(rijen, 1)},
        "kolom": {str(nummer): kolom["naam"] for nummer, (_, kolom) in enumerate(kolommen, 1)},
    }
    return {**_dataset(figuur["titel"], dimensies, vakken), "note": [figuur["zin"]]}


def _dataset(label: str, dimensies: Mapping[str, Mapping[str, str]], vakken: Sequence[Vak]) -> dict[str, Any]:
    omvang = [len(codes) for codes in dimensies.values()]
    assert prod(omvang) == len(vakken), "a cube has a value for every combination"
    return {
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "id": list(dimensies),
        "size": omvang,
        "dimension": {
            naam: {"label": naam, "category": {"index": list(codes), "label": dict(codes)}}
            for naam, codes in dimensies.items()
        },
        "value": [waarde if waarde is None or isinstance(waarde, int) else float(waarde) for waarde, _ in vakken],
        "status": {str(plek): status for plek, (_, status) in enumerate(vakken) if status},
        "extension": {"status": _STATUSSEN},
    }
