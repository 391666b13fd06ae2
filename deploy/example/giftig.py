"""Poison: what a broken or hostile LDOS would send, properly signed, to be refused without harm.

Each kind has its own dossiernummers (`GIFTIG-…`), so none can shadow a real dossier.
"""

import gzip
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from itertools import count
from random import Random
from typing import Any, NamedTuple

import orjson

from deploy.example.dossier import Gebeurtenis


class Regel(NamedTuple):
    """The bytes of one event as sent; `alleen` when they would make a shared body unreadable or too large."""

    inhoud: bytes
    alleen: bool = False


_Wijziging = Callable[[dict[str, Any]], object]


def _aanvraag(naam: str, waarde: object) -> _Wijziging:
    return lambda g: g["data"]["aanvraag"].update({naam: waarde})


# Wrong in the contract, but readable JSON.
CONTRACT: Mapping[str, _Wijziging] = {
    "verkeerd_type": _aanvraag("leerjaar", "vijf"),
    "onbekende_code": lambda g: g["data"].update(status="zoekgeraakt"),
    "veld_ontbreekt": lambda g: g["data"]["aanvraag"].pop("vestiging"),
    "verkeerde_datum": _aanvraag("ingediendOp", "2025-02-30"),
    "nul_teken": _aanvraag("vestiging", "99\x00B00"),
    "versie_nul": lambda g: g["data"].update(versie=0),
    "ander_id": lambda g: g.update(id="PO9901/anders/1"),
    "nieuwe_contractversie": lambda g: g.update(type=str(g["type"]).replace(".v1", ".v2")),
    "ander_schema": lambda g: g.update(dataschema="urn:nl:passendonderwijs:ldos:dossier:v2"),
    "andere_bron": lambda g: g.update(source="urn:nld:oin:00000009999999999999:systeem:ldos"),
    "data_is_null": lambda g: g.update(data=None),
}


def _vervang(oud: bytes, nieuw: bytes) -> Callable[[bytes], bytes]:
    return lambda inhoud: inhoud.replace(oud, nieuw, 1)


# Wrong below the contract: bytes that a parser must survive. The brackets match, so neighbours are safe.
BYTES: Mapping[str, Callable[[bytes], bytes]] = {
    "nan": _vervang(b'"specversion":"1.0"', b'"specversion":NaN'),
    "oneindig_getal": _vervang(b'"specversion":"1.0"', b'"specversion":1e400'),
    "los_surrogaat": _vervang(b'"specversion":"1.0"', b'"specversion":"\\ud800"'),
    "diep_genest": _vervang(b'"specversion"', b'"diep":' + b"[" * 5000 + b"]" * 5000 + b',"specversion"'),
    "te_groot": _vervang(b'"specversion"', b'"vulling":"' + b"x" * 300_000 + b'","specversion"'),
    "alleen_null": lambda _: b"null",
}
# Unreadable or too large as a body of their own.
LEVERINGEN: Mapping[str, Callable[[bytes], bytes]] = {
    "afgebroken_json": lambda inhoud: inhoud[: len(inhoud) // 2],
    "geen_utf8": _vervang(b'"specversion"', b'"\xff\xfe"'),
    "vijf_megabyte": _vervang(b'"specversion"', b'"vulling":"' + b"x" * 5_000_000 + b'","specversion"'),
    "gzip_bom": lambda _: gzip.compress(bytes(2_000_000)),
}
SOORTEN = (*CONTRACT, *BYTES, *LEVERINGEN)


def maak_giftig(voorbeeld: Gebeurtenis, soort: str, nummer: int) -> Regel:
    """Poison of one kind, made from a good event (which stays as it is)."""
    gebeurtenis: dict[str, Any] = deepcopy(voorbeeld)
    data = gebeurtenis["data"]
    data["dossiernummer"] = f"GIFTIG-{nummer:06d}"
    gebeurtenis["id"] = f"{data['swv']}/{data['dossiernummer']}/{data['versie']}"
    if soort in CONTRACT:
        CONTRACT[soort](gebeurtenis)
    inhoud = orjson.dumps(gebeurtenis)
    if soort in BYTES:
        inhoud = BYTES[soort](inhoud)
    elif soort in LEVERINGEN:
        inhoud = LEVERINGEN[soort](inhoud)
    return Regel(inhoud, alleen=soort in LEVERINGEN)


def gifkast(voorbeeld: Gebeurtenis, kans: Random) -> Iterator[Regel]:
    """Poison without end: every kind in turn, in an order by chance."""
    soorten = list(SOORTEN)
    kans.shuffle(soorten)
    for nummer in count(1):
        yield maak_giftig(voorbeeld, soorten[nummer % len(soorten)], nummer)
