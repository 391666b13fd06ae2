"""What changed between two published versions, or between what is published and a draft: per question, in words."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final, NamedTuple

Json = Mapping[str, Any]
_STUKJES: Final = re.compile(r"\s+|[^\s]+")
_HOOGSTENS_STUKJES: Final = 1500


class Wat(StrEnum):
    """A piece of text: in both, only in the new one, or only in the old one."""

    GELIJK = "gelijk"
    NIEUW = "nieuw"
    WEG = "weg"


class Stuk(NamedTuple):
    """Neighbouring words of one kind."""

    wat: Wat
    tekst: str


class Verschil(NamedTuple):
    """A question whose answer differs; None where there was no answer, or no such question."""

    onderdeel: str
    item: str
    titel: str
    voor: Json | None
    na: Json | None
    tekst: Sequence[Stuk]


def verschillen(voor: Json | None, na: Json | None) -> list[Verschil]:
    """Between two documents (domain/profielen/document.py), in the order of the new one; None: there is none."""
    oud, nieuw = _items(voor), _items(na)
    volgorde = [*nieuw, *(code for code in oud if code not in nieuw)]
    return [
        _verschil(code, oud.get(code), nieuw.get(code))
        for code in volgorde
        if _kern(oud.get(code)) != _kern(nieuw.get(code))
    ]


def _items(document: Json | None) -> dict[str, tuple[str, Json]]:
    return {
        item["code"]: (onderdeel["titel"], item)
        for onderdeel in (document or {}).get("onderdelen", ())
        for item in onderdeel["items"]
        if "keuze" in item
    }


def _kern(gevonden: tuple[str, Json] | None) -> tuple[Any, ...] | None:
    return gevonden and tuple(gevonden[1][veld] for veld in ("keuze", "tekst", "datum"))


def _verschil(code: str, oud: tuple[str, Json] | None, nieuw: tuple[str, Json] | None) -> Verschil:
    onderdeel, item = nieuw or oud or ("", {})
    voor, na = oud and oud[1], nieuw and nieuw[1]
    stukken = woordverschil(voor["tekst"] if voor else "", na["tekst"] if na else "")
    return Verschil(onderdeel, code, item["titel"], voor, na, stukken)


def woordverschil(voor: str, na: str) -> list[Stuk]:
    """Two texts word by word; very long ones as a whole, for comparing takes more than linear time."""
    if voor == na:
        return [Stuk(Wat.GELIJK, na)] if na else []
    a, b = _STUKJES.findall(voor), _STUKJES.findall(na)
    if len(a) > _HOOGSTENS_STUKJES or len(b) > _HOOGSTENS_STUKJES:
        return [stuk for stuk in (Stuk(Wat.WEG, voor), Stuk(Wat.NIEUW, na)) if stuk.tekst]
    stukken: list[Stuk] = []
    for soort, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if soort == "equal":
            stukken.append(Stuk(Wat.GELIJK, "".join(b[b1:b2])))
            continue
        stukken += [
            stuk for stuk in (Stuk(Wat.WEG, "".join(a[a1:a2])), Stuk(Wat.NIEUW, "".join(b[b1:b2]))) if stuk.tekst
        ]
    return stukken
