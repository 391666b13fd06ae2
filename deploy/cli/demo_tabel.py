"""What the demo shows at its end: the first figures, and where to look."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.table import Table

from deploy.example.demo_steps import Account


def cijfertabel(antwoord: Mapping[str, Any], eenheid: str) -> Table:
    """Schooljaren as rows, kinds as columns; the running year is marked as provisional."""
    [reeks] = antwoord["reeksen"]
    soorten = sorted({rij["splitsing"]["schoolsoort"] for periode in reeks["perioden"] for rij in periode["rijen"]})
    tabel = _tabel(f"TLV-aanvragen van {eenheid}")
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


def accounttabel(accounts: Iterable[Account]) -> Table:
    """Who can log in."""
    tabel = _tabel("Voorbeeldaccounts")
    for kop in ("gebruiker", "rol", "wie"):
        tabel.add_column(kop)
    for account in accounts:
        tabel.add_row(account.naam, account.rol, account.uitleg)
    return tabel


def _tabel(titel: str) -> Table:
    return Table(title=f"\n{titel}", title_justify="left", box=None, pad_edge=True)


def adressen(gateway: str, *, getoetst: bool) -> Iterator[str]:
    """Lines with addresses. `getoetst`: the releases were audited, so that there is something public."""
    if not getoetst:
        yield "\nDe vrijgaven zijn niet getoetst, dus /openbaar is leeg. Gevuld: ./pos demo --toets"
    yield f"\n[bold]Pagina's[/]   {gateway}"
    yield f"[bold]API[/]        {gateway}/v1/openapi.json"
    if getoetst:
        yield f"[bold]Openbaar[/]   {gateway}/openbaar"
        yield f"[bold]Toets[/]      {gateway}/beheer/vrijgaven (toetsrapport, voor platform)"


def getal(aantal: int) -> str:
    """1234 → '1.234'."""
    return f"{aantal:,}".replace(",", ".")
