"""A value of any indicator as it stands in a sentence or a table: with its unit, and no more decimals than it needs."""

from typing import Any, Final

from services.gateway.dashboards.gegevens import NIETS, Waarde
from services.gateway.dashboards.getallen import euro
from services.gateway.dashboards.poorten import Json
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

RICHTINGEN: Final = {"hoger": "minstens", "lager": "hoogstens", "gelijk": "gelijk aan"}
KOERSEN: Final = {True: "op koers", False: "niet op koers", None: "niet te zeggen"}
NIET_TE_METEN: Final = Waarde(None, "z", "niet te meten")


def met_eenheid(indicator: str | None, waarde: float) -> str:
    """2.31 of a percentage → '2,3%'."""
    definitie = INDICATOREN.get(indicator or "")
    eenheid = definitie.eenheid if definitie else ""
    if eenheid.startswith("euro"):
        return euro(waarde)
    decimalen = 0 if float(waarde).is_integer() else 1
    if eenheid == "procent":
        return f"{getal(waarde, decimalen)}%"
    return (
        f"{getal(waarde, decimalen)} {'dag' if waarde == 1 else 'dagen'}"
        if eenheid == "dagen"
        else getal(waarde, decimalen)
    )


def punt(indicator: str | None, nu: Json | None) -> Waarde:
    """`nu` of a goal or of evidence, with its text: '2,3%', of bounds '2,4% tot 2,5%'."""
    if indicator is None:
        return NIET_TE_METEN
    if nu is None:
        return NIETS
    if nu["waarde"] is None and nu["laag"] is not None:
        grenzen = dict.fromkeys(met_eenheid(indicator, nu[grens]) for grens in ("laag", "hoog"))
        return Waarde(None, nu["status"], " tot ".join(grenzen), nu["laag"], nu["hoog"])
    if nu["waarde"] is None:
        return Waarde(None, nu["status"])
    return Waarde(nu["waarde"], nu["status"], met_eenheid(indicator, nu["waarde"]))


def streven(doel: Json) -> str:
    """'hoogstens 2,3%'; empty where nothing was set."""
    if doel["streefwaarde"] is None:
        return ""
    return f"{RICHTINGEN.get(doel['richting'], '')} {met_eenheid(doel['indicator'], doel['streefwaarde'])}".strip()


def wanneer(nu: Any) -> str:
    """The schooljaar of a value."""
    return "" if nu is None else str(nu["schooljaar"] or "nu")
