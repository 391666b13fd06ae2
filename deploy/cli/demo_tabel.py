"""What the demo shows of the first figures."""

from collections.abc import Mapping
from typing import Any

from rich.table import Table


def cijfertabel(antwoord: Mapping[str, Any], eenheid: str) -> Table:
    """Schooljaren as rows, kinds as columns; the running year is marked as provisional."""
    [reeks] = antwoord["reeksen"]
    soorten = sorted({rij["splitsing"]["schoolsoort"] for periode in reeks["perioden"] for rij in periode["rijen"]})
    tabel = Table(title=f"\nTLV-aanvragen van {eenheid}", title_justify="left", box=None, pad_edge=True)
    tabel.add_column("schooljaar")
    for soort in (*soorten, "totaal"):
        tabel.add_column(soort, justify="right")
    for periode in reeks["perioden"]:
        per_soort = {rij["splitsing"]["schoolsoort"]: rij["waarde"] for rij in periode["rijen"]}
        totaal = periode["totaal"]
        naam = periode["schooljaar"] + (" (voorlopig)" if totaal["status"] == "p" else "")
        waarden = [per_soort.get(soort, 0) for soort in soorten]
        tabel.add_row(naam, *(getal(waarde) for waarde in waarden), getal(totaal["waarde"]))
    return tabel


def getal(aantal: int) -> str:
    """1234 → '1.234'."""
    return f"{aantal:,}".replace(",", ".")
