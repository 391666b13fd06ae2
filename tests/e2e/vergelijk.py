"""Holds what the API answers against the naive recomputation: every indicator, level, split and pair asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

import httpx

from shared.contracts import schooljaar
from shared.contracts.indicatoren import CATALOGUS, Indicator, Maat
from tests.oracle import Oracle, Vraag


@dataclass(frozen=True)
class Eenheden:
    """Units of one level that a caller sees as `eigen`."""

    niveau: str
    codes: Sequence[str]
    binnen: str | None = None


def vragen(indicator: Indicator, zonder: frozenset[str], paren: bool) -> Iterator[tuple[str, ...]]:
    """No split, each split, and (if asked) each pair of splits."""
    namen = [naam for naam in indicator.splitsingen if naam not in zonder]
    yield ()
    yield from ((naam,) for naam in namen)
    if paren:
        yield from combinations(namen, 2)


def verschillen(
    api: httpx.Client,
    oracle: Oracle,
    eenheden: Iterable[Eenheden],
    jaren: Sequence[int],
    zonder: frozenset[str] = frozenset(),
    paren: bool = False,
) -> Iterator[str]:
    """A line for every difference; none is what we want."""
    for groep in eenheden:
        for indicator in (een for een in CATALOGUS.values() if een.lijst is None):
            for splitsing in vragen(indicator, zonder, paren):
                yield from _vraag(api, oracle, groep, indicator, splitsing, jaren)


def _vraag(
    api: httpx.Client,
    oracle: Oracle,
    groep: Eenheden,
    indicator: Indicator,
    splitsing: tuple[str, ...],
    jaren: Sequence[int],
) -> Iterator[str]:
    antwoord = api.get(
        f"/v1/indicatoren/{indicator.code}/waarden",
        params={
            "niveau": groep.niveau,
            "eenheid": list(groep.codes),
            "schooljaar": f"{schooljaar.tekst(jaren[0])}..{schooljaar.tekst(jaren[-1])}",
            **({"splitsing": ",".join(splitsing)} if splitsing else {}),
            **({"binnen": groep.binnen} if groep.binnen else {}),
        },
    )
    if antwoord.status_code != 200:
        yield f"{antwoord.request.url} → {antwoord.status_code} {antwoord.text[:300]}"
        return
    reeksen = antwoord.json()["reeksen"]
    if [reeks["eenheid"] for reeks in reeksen] != list(groep.codes):
        yield f"{antwoord.request.url}: andere eenheden dan gevraagd"
    for reeks in reeksen:
        for periode in reeks["perioden"]:
            vraag = Vraag(
                indicator.code, groep.niveau, reeks["eenheid"], schooljaar.lees(periode["schooljaar"]), splitsing,
                binnen=groep.binnen,
            )  # fmt: skip
            yield from _periode(oracle, vraag, indicator, periode)


def _periode(oracle: Oracle, vraag: Vraag, indicator: Indicator, periode: Mapping[str, Any]) -> Iterator[str]:
    if periode["totaal"]["status"] == "c":
        yield f"{vraag}: verborgen"
        return
    if indicator.maat is Maat.DUUR:
        totaal, rijen = oracle.duren(vraag), oracle.duur_rijen(vraag)
    else:
        totaal, rijen = oracle.totaal(vraag), oracle.rijen(vraag) if vraag.splitsing else {}  # type: ignore[assignment]
    lees = _duur if indicator.maat is Maat.DUUR else _getal
    if _iets(totaal) or periode["totaal"]["status"] != "z":
        yield from _ongelijk(vraag, "totaal", lees(periode["totaal"]), totaal)
    gekregen = {tuple(rij["splitsing"][naam] for naam in vraag.splitsing): lees(rij) for rij in periode["rijen"]}
    gekregen = {sleutel: waarde for sleutel, waarde in gekregen.items() if _iets(waarde)}
    yield from _ongelijk(vraag, "rijen", gekregen, rijen if vraag.splitsing else {})


def _iets(waarde: object) -> bool:
    return bool(waarde["aantal"] if isinstance(waarde, dict) else waarde)


def _getal(waarde: Mapping[str, Any]) -> object:
    getal = waarde["waarde"]
    return Decimal(getal) if isinstance(getal, str) else getal


def _duur(waarde: Mapping[str, Any]) -> object:
    binnen = waarde["binnenTermijn"]
    return {
        **{naam: waarde[naam] for naam in ("aantal", "mediaan", "p90")},
        "binnen": binnen["teller"] if binnen else 0,
        **{naam: waarde[naam] for naam in ("totCompleet", "vanafCompleet")},
    }


def _ongelijk(vraag: Vraag, wat: str, gekregen: object, verwacht: object) -> Iterator[str]:
    if gekregen != verwacht:
        yield f"{vraag} {wat}: API {gekregen}, herberekening {verwacht}"
