"""How often things happen: the numbers that make the example believable, each with its reason.

Sources: OCW in cijfers (instroom 2023: 8,072 sbo and 7,977 so on 1.34 million bao pupils; bo→sbo 5,911,
straight to sbo 1,474, bo→so 3,734, straight to so 3,317; about a sixth of so is cluster 1 or 2, without TLV),
DUO numbers of pupils, and the practice of SWV's: most TLV's for two years, decision within six weeks,
herindicaties before 15 April, a peak from February to June. The rest is judgement.
"""

from bisect import bisect
from collections.abc import Mapping
from itertools import accumulate
from math import exp
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Keuze(Generic[T]):
    """A weighted choice."""

    __slots__ = ("_grenzen", "_waarden")

    def __init__(self, gewichten: Mapping[T, float]) -> None:
        totaal = sum(gewichten.values())
        self._waarden = tuple(gewichten)
        self._grenzen = tuple(accumulate(gewicht / totaal for gewicht in gewichten.values()))[:-1]

    def kies(self, kans: Random) -> T:
        """One of the values."""
        return self._waarden[bisect(self._grenzen, kans.random())]


def poisson(gemiddelde: float, kans: Random) -> int:
    """A Poisson number (Knuth; the mean is a handful per school)."""
    grens, product, aantal = exp(-gemiddelde), kans.random(), 0
    while product > grens:
        product *= kans.random()
        aantal += 1
    return aantal


# Applications a year per pupil of the school that applies, by its schoolsoort and what it asks for.
PER_LEERLING_PO: Mapping[str, Mapping[str, float]] = {
    "bao": {"sbo": 0.0046, "so": 0.0031, "arr": 0.0125},
    "sbo": {"sbo": 0.045, "so": 0.020, "arr": 0.012},
    "so": {"so": 0.060, "sbo": 0.006, "arr": 0.008},
    "so/vso": {"so": 0.030, "sbo": 0.003, "arr": 0.004},
}
PER_LEERLING_VO: Mapping[str, Mapping[str, float]] = {
    "vo": {"vso": 0.0034, "arr": 0.0050},
    "pro": {"pro": 0.17, "vso": 0.010, "arr": 0.010},
    "vso": {"vso": 0.045, "arr": 0.010},
    "so/vso": {"vso": 0.018, "arr": 0.004},
}
# Po schools that apply at the VO SWV for a pupil of groep 8.
PER_LEERLING_TOEVOER: Mapping[str, Mapping[str, float]] = {
    "bao": {"vso": 0.0003, "pro": 0.0001},
    "so": {"vso": 0.030},
    "so/vso": {"vso": 0.016},
    "sbo": {"vso": 0.008, "pro": 0.006},
}

# Month of application, August first. New TLV's, herindicaties, arrangementen, and pupils going from po to vo.
MAANDEN = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)
MAAND_NIEUW = (0.20, 0.55, 0.75, 0.90, 0.75, 1.05, 1.35, 1.60, 1.45, 1.60, 1.45, 0.40)
MAAND_HERINDICATIE = (0.0, 0.0, 0.05, 0.15, 0.35, 1.30, 2.00, 2.60, 1.50, 0.70, 0.40, 0.05)
MAAND_ARRANGEMENT = (0.25, 1.10, 1.30, 1.25, 0.85, 1.15, 1.15, 1.15, 0.90, 1.05, 1.20, 0.30)
MAAND_PO_VO = (0.05, 0.25, 0.60, 0.95, 0.80, 1.60, 2.10, 2.20, 1.40, 1.20, 0.70, 0.15)
MAAND_VERVOLG_ARRANGEMENT = (0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.3, 0.8, 1.2, 2.0, 2.2, 0.3)

# Fewer visits and observations when schools closed in the spring of 2020; a little more in the year after.
JAAR: Mapping[int, float] = {2019: 0.88, 2020: 0.97, 2021: 1.05}

HERKOMST: Mapping[tuple[str, str], Keuze[str]] = {
    ("bao", "sbo"): Keuze({"bao": 1}),
    ("bao", "so"): Keuze({"bao": 1}),
    ("sbo", "sbo"): Keuze({"geen": 0.6, "bao": 0.4}),
    ("sbo", "so"): Keuze({"sbo": 1}),
    ("so", "so"): Keuze({"geen": 0.85, "bao": 0.15}),
    ("so", "sbo"): Keuze({"so": 1}),
    ("vo", "vso"): Keuze({"vo": 1}),
    ("pro", "pro"): Keuze({"bao": 0.55, "sbo": 0.25, "vo": 0.17, "so": 0.03}),
    ("pro", "vso"): Keuze({"pro": 1}),
    ("vso", "vso"): Keuze({"vo": 0.45, "sbo": 0.2, "bao": 0.2, "geen": 0.15}),
}

LEERJAAR: Mapping[str, Keuze[int]] = {
    "sbo": Keuze({1: 5, 2: 14, 3: 20, 4: 21, 5: 18, 6: 12, 7: 8, 8: 2}),
    "so": Keuze({1: 17, 2: 18, 3: 17, 4: 15, 5: 13, 6: 10, 7: 7, 8: 3}),
    "vso": Keuze({11: 34, 12: 30, 13: 22, 14: 10, 15: 4}),
    "pro": Keuze({11: 60, 12: 40}),
    "arr_po": Keuze({1: 9, 2: 12, 3: 15, 4: 16, 5: 15, 6: 14, 7: 12, 8: 7}),
    "arr_vo": Keuze({11: 28, 12: 26, 13: 22, 14: 14, 15: 7, 16: 3}),
}
CATEGORIE = Keuze({"laag": 0.80, "midden": 0.07, "hoog": 0.13})
CATEGORIE_NA = {
    "laag": Keuze({"laag": 0.96, "midden": 0.03, "hoog": 0.01}),
    "midden": Keuze({"midden": 0.84, "laag": 0.09, "hoog": 0.07}),
    "hoog": Keuze({"hoog": 0.88, "midden": 0.08, "laag": 0.04}),
}
# Whole schooljaren that a TLV is granted for; 9 = until the pupil leaves primary education.
JAREN: Mapping[str, Keuze[int]] = {
    "so": Keuze({1: 0.20, 2: 0.44, 3: 0.22, 9: 0.14}),
    "sbo": Keuze({1: 0.10, 2: 0.28, 3: 0.14, 9: 0.48}),
    "vso": Keuze({1: 0.26, 2: 0.42, 3: 0.20, 4: 0.12}),
    "pro": Keuze({2: 0.08, 3: 0.12, 5: 0.80}),
}
VERLENGING: Mapping[str, float] = {"so": 0.80, "sbo": 0.62, "vso": 0.62, "pro": 0.20, "arr": 0.33}

BEHOEFTE = Keuze(
    {
        "leren": 40,
        "gedrag": 24,
        "sociaal_emotioneel": 18,
        "taal_communicatie": 8,
        "lichamelijk": 3,
        "medisch": 2,
        "zintuiglijk": 1,
        "hoogbegaafd": 2,
        "overig": 2,
    }
)
AANTAL_BEHOEFTEN = Keuze({0: 0.05, 1: 0.36, 2: 0.34, 3: 0.17, 4: 0.06, 5: 0.02})

_TYPEN = ("individueel", "groep", "onderzoek", "onderwijszorg", "overgang", "overig")
ARRANGEMENT_TYPE: Mapping[str, Keuze[str]] = {
    "PO": Keuze(dict(zip(_TYPEN, (50, 14, 16, 8, 4, 8), strict=True))),
    "VO": Keuze(dict(zip(_TYPEN, (44, 10, 10, 14, 15, 7), strict=True))),
}
# Euro's asked, in steps of 50.
BEDRAG: Mapping[str, tuple[int, int]] = {
    "individueel": (1_200, 8_500), "groep": (4_000, 22_000), "onderzoek": (650, 1_900),
    "onderwijszorg": (6_000, 18_000), "overgang": (900, 4_000), "overig": (500, 5_000),
}  # fmt: skip

# Course of a dossier.
AFGEWEZEN_BESTUUR = 0.02
NIET_BEHANDELBAAR = 0.02
INGETROKKEN = 0.045
AANVULLING = 0.20
BLIJFT_LIGGEN = 0.012
AFGEWEZEN: Mapping[str, float] = {"sbo": 0.035, "so": 0.05, "vso": 0.05, "pro": 0.04, "arr": 0.09}
AFGEWEZEN_HERINDICATIE = 0.02
ANDER_DOEL: Mapping[str, float] = {"sbo": 0.03, "so": 0.045, "vso": 0.01, "pro": 0.01, "arr": 0.02}
ANDER_BEDRAG = 0.16
GEWIJZIGD = 0.09
BESCHIKKING_GEWIJZIGD = 0.025
BESCHIKKING_INGETROKKEN = 0.007
BEKENDGEMAAKT_METEEN, BEKENDGEMAAKT_NOOIT = 0.10, 0.02
BEZWAAR: Mapping[str, float] = {"toegekend": 0.006, "afgewezen": 0.10}
BEZWAAR_UITKOMST = Keuze({"ongegrond": 0.5, "gegrond": 0.2, "ingetrokken": 0.3})
VERWIJDERD, TERUGGEZET = 0.008, 0.08
ANDERE_EINDDATUM = 0.01
# Data quality, as every real source has it.
BUITEN_SWV, ONBEKENDE_VESTIGING, BESTUUR_LEEG, BESTUUR_ANDERS = 0.012, 0.002, 0.02, 0.005
