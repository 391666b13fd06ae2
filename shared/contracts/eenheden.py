"""Units and levels: the codes that people use and the small integers that the database counts by.

A vestiging, an SWV and a bestuur each have a code of fixed shape, so code and integer map one to one
without a table: keys stay small, and the same case gives the same cell on every machine.
"""

import re
from enum import StrEnum
from functools import lru_cache

VESTIGING = re.compile(r"\d{2}[A-Z]{2}\d{2}", re.ASCII)
SWV = re.compile(r"(PO|VO)\d{4}", re.ASCII)
BESTUUR = re.compile(r"\d{5}", re.ASCII)

_VO = 10_000


class Niveau(StrEnum):
    """The five levels of every figure, from the classroom upwards."""

    SCHOOL = "school"
    BESTUUR = "bestuur"
    SUBREGIO = "subregio"
    SWV = "swv"
    LANDELIJK = "landelijk"


class LandelijkeEenheid(StrEnum):
    """All connected SWV's of one kind together; the kinds are never mixed."""

    PO = "NL-PO"
    VO = "NL-VO"


class OngeldigeEenheid(ValueError):
    """The text does not have the shape of a code of this level."""


@lru_cache(maxsize=1 << 14)
def vestiging_getal(code: str) -> int:
    """'99AB00' → 0…6,759,999. Raises OngeldigeEenheid."""
    if VESTIGING.fullmatch(code) is None:
        raise OngeldigeEenheid
    letters = (ord(code[2]) - 65) * 26 + ord(code[3]) - 65
    return (int(code[:2]) * 676 + letters) * 100 + int(code[4:])


@lru_cache(maxsize=1 << 14)
def vestiging_code(getal: int) -> str:
    """Inverse of vestiging_getal; remembered for more schools than the country has."""
    brin, volgnummer = divmod(getal, 100)
    nummer, letters = divmod(brin, 676)
    return f"{nummer:02d}{chr(65 + letters // 26)}{chr(65 + letters % 26)}{volgnummer:02d}"


@lru_cache(maxsize=1 << 10)
def swv_getal(code: str) -> int:
    """'PO9901' → 9901, 'VO9901' → 19901. Raises OngeldigeEenheid."""
    if SWV.fullmatch(code) is None:
        raise OngeldigeEenheid
    return int(code[2:]) + (_VO if code[0] == "V" else 0)


def swv_code(getal: int) -> str:
    """Inverse of swv_getal."""
    return f"VO{getal - _VO:04d}" if getal >= _VO else f"PO{getal:04d}"


def bestuur_getal(code: str) -> int:
    """'99001' → 99001. Raises OngeldigeEenheid."""
    if BESTUUR.fullmatch(code) is None:
        raise OngeldigeEenheid
    return int(code)


def bestuur_code(getal: int) -> str:
    """Inverse of bestuur_getal."""
    return f"{getal:05d}"
