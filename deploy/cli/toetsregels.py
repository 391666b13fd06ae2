"""What `./pos vrijgave toon` and `lijst` say of the audit."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

TEGENGEHOUDEN: Final = """
    SELECT moment, reden FROM vrijgave_intern.poging WHERE uitkomst = 'gehouden'
    AND moment > coalesce((SELECT max(moment) FROM vrijgave.vrijgave), '-infinity') ORDER BY id DESC LIMIT 1
"""
_WAAROM: Final = {
    "onthouden_toets": "door de toets",
    "onthouden_scholen": "te weinig scholen of samenwerkingsverbanden",
    "onthouden_som": "bedrag of leerlingen van te weinig dossiers",
    "onthouden_verdeling": "verdeling over te weinig eenheden, of iemand kent er te veel",
}


def toetsregels(toets: str | None, telling: str | None, seconden: float | None) -> Iterator[str]:
    """Lines in Dutch; `toets` and `telling` as stored (JSON), None: not audited, or made before this was counted."""
    yield from _certificaat(json.loads(toets), seconden) if toets else ("Toets: niet getoetst; openbaar blijft dicht.",)
    for niveau, geteld in json.loads(telling or "{}").items():
        yield from _niveau(niveau, geteld)


def _certificaat(bewijs: Mapping[str, Any], seconden: float | None) -> Iterator[str]:
    duur = f" in {seconden:.0f} seconden" if seconden else ""
    yield f"Toets: geslaagd{duur}, {bewijs.get('ronden', 1)} ronden."
    laag, hoog = bewijs["beschermd"]
    yield (
        f"  Van elk van de {_getal(bewijs.get('cellen', 0))} cellen met een echte waarde van {laag} tot en met {hoog}"
        f" blijven minstens {bewijs['kleinste']} waarden mogelijk."
    )
    for soort, aantal in bewijs.get("aanvallers", {}).items():
        yield f"  aanvallers, {soort}: {_getal(aantal)}"
    for naam in bewijs.get("apart", ()):
        yield f"  apart getoetst, niet samen: {naam}"
    for naam in bewijs.get("bevroren", ()):
        yield f"  bevroren (er is niets nieuws verteld): {naam}"


def _niveau(niveau: str, geteld: Mapping[str, Any]) -> Iterator[str]:
    onthouden = sum(aantal for soort, aantal in geteld.items() if soort.startswith("onthouden"))
    cellen = geteld.get("getoond", 0) + geteld.get("verborgen", 0) + onthouden
    deel = round(100 * geteld.get("getoond", 0) / cellen) if cellen else 0
    fout = (
        f", gemiddeld {str(geteld['fout_dossiers']).replace('.', ',')} dossiers ernaast"
        if "fout_dossiers" in geteld
        else ""
    )
    yield f"{niveau}: {deel}% van {_getal(cellen)} cellen getoond{fout}."
    yield f"  verborgen: {_getal(geteld.get('verborgen', 0))}; vastgehouden: {_getal(geteld.get('vastgehouden', 0))}"
    for soort, waarom in _WAAROM.items():
        if geteld.get(soort):
            yield f"  niet vrijgegeven, {waarom}: {_getal(geteld[soort])}"


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
