"""What a running schooljaar may come to, in two ways that are both said in the answer.

By season: what was counted up to this week, divided by the mean share that was counted by this week in the last
three schooljaren (each counts as much; those with fewer than ten dossiers are left out). With what is open: granted
up to this week, plus the open applications of now times the share of the applications of those schooljaren that was
granted in the end (granted / (granted + refused + ended without decision), the three years added up).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from services.gateway.domain.uitkomst import Json, onthouden
from services.gateway.domain.vergelijking.jaren import MINSTENS, Getal, Jaren, Past, aandeel, afgerond, in_vorm, zonder
from services.gateway.domain.vergelijking.peil import JAREN_VOOR_SEIZOEN, Kalender, Peil
from shared.contracts.indicatoren import Indicator
from shared.contracts.schooljaar import tekst

UITLEG: Final = (
    "Zoals in eerdere jaren: tot en met deze week geteld, gedeeld door het gemiddelde aandeel dat in de drie vorige"
    " schooljaren tot en met deze week was geteld. Met wat nu openstaat: toegekend tot en met deze week, plus het"
    " aantal dat nu openstaat maal het deel van de aanvragen dat in die schooljaren is toegekend (toegekend /"
    " (toegekend + afgewezen + zonder besluit)). Een prognose is geen telling: beide gaan ervan uit dat het loopt als"
    " toen."
)
_OP_SEIZOEN: Final = ("aanvragen", "toegekend", "afgewezen", "bedrag", "leerlingen")
_TE_WEINIG: Final = "te weinig dossiers in de vorige schooljaren"
_NIET_LOPEND: Final = "alleen voor het lopende schooljaar"
_NIET_HIER: Final = "niet van toepassing op deze indicator"
TOEGEKEND: Final = "toegekend"
UITSTROOM: Final = ("afgewezen", "zonder-besluit")
"""The other two ways in which an application ends."""


@dataclass(frozen=True, slots=True)
class Openstaand:
    """What is open now, and the three ways in which applications of earlier years ended, by last part of the code."""

    nu: Jaren
    uitstroom: Mapping[str, Jaren]


def vraagt_openstaand(indicator: Indicator, peil: Peil, met_filter: bool) -> bool:
    """Does the prognosis of this question need what is open? Only granted numbers as a whole have one."""
    return indicator.code.endswith("-toegekend") and peil.week is not None and not met_filter


def prognose(jaren: Jaren, peil: Peil, tijd: Kalender | None, open_: Openstaand | None) -> Json:
    """Both prognoses, with what they were made of."""
    geen = _geen(jaren.indicator, peil, tijd)
    if geen is not None or tijd is None:
        return {"opSeizoen": geen, "metOpenstaand": geen, "uitleg": UITLEG}
    nu = jaren.getal([peil.schooljaar], lambda som: tijd.tot_en_met(som, peil))
    return {
        "opSeizoen": _op_seizoen(jaren, peil, nu, lambda som: tijd.tot_en_met(som, peil)),
        "metOpenstaand": zonder(_NIET_HIER) if open_ is None else _met_openstaand(open_, peil, nu),
        "uitleg": UITLEG,
    }


def _geen(indicator: Indicator, peil: Peil, tijd: Kalender | None) -> Json | None:
    if tijd is None or indicator.code.partition("-")[2] not in _OP_SEIZOEN:
        return zonder(_NIET_HIER)
    return zonder(_NIET_LOPEND) if peil.week is None else None


def _vorige(peil: Peil) -> list[int]:
    return list(peil.jaren[1 : JAREN_VOOR_SEIZOEN + 1])


def _op_seizoen(jaren: Jaren, peil: Peil, nu: Getal, past: Past) -> Json:
    delen, aandelen = [], []
    for jaar in _vorige(peil):
        tot, heel = jaren.getal([jaar], past), jaren.getal([jaar])
        if tot.maat is not None and heel.maat and (heel.dossiers or 0) >= MINSTENS:
            delen.append({"schooljaar": tekst(jaar), **aandeel(jaren.indicator, tot, heel)})
            aandelen.append(Fraction(tot.maat, heel.maat))
    if nu.maat is None:
        return nu.json
    if not aandelen or sum(aandelen) == 0:
        return {**zonder(_TE_WEINIG, "x"), "jaren": delen}
    gemiddeld = sum(aandelen, Fraction(0)) / len(aandelen)
    return {
        "waarde": in_vorm(jaren.indicator, afgerond(nu.maat / gemiddeld)),
        "status": "p",
        "totNu": in_vorm(jaren.indicator, nu.maat),
        "gemiddeldAandeel": float(100 * gemiddeld),
        "jaren": delen,
    }


def _met_openstaand(open_: Openstaand, peil: Peil, nu: Getal) -> Json:
    jaren = _vorige(peil)
    openstaand = open_.nu.getal([None])
    eind = {naam: een.getal(jaren) for naam, een in open_.uitstroom.items()}
    if nu.json["status"] == "c" or any(een.json["status"] == "c" for een in (openstaand, *eind.values())):
        return onthouden()
    noemer = sum(een.maat or 0 for een in eind.values())
    if nu.maat is None or openstaand.maat is None or noemer < MINSTENS:
        return zonder(_TE_WEINIG, "x")
    teller = eind[TOEGEKEND].maat or 0
    verwacht = afgerond(Fraction(openstaand.maat * teller, noemer))
    return {
        "waarde": nu.maat + verwacht,
        "status": "p",
        "totNu": nu.maat,
        "openstaand": openstaand.maat,
        "deelToegekend": {"teller": teller, "noemer": noemer, "waarde": float(Fraction(100 * teller, noemer))},
        "verwacht": verwacht,
    }
