"""Figures from leaf cells as one source among others: the same plan and sums as for an indicator of their own."""

from collections.abc import Mapping
from typing import Any

from services.gateway.domain.open.uitslag import ONTHOUDEN, Geteld, Rij, Uitslag, Vakuitslag
from services.gateway.domain.plan import maak_plan
from services.gateway.domain.vraag import Vraag
from services.gateway.handlers.kijk import Kijk, Toegangen
from services.gateway.handlers.ondergrens import lees_oordelen, noot
from services.gateway.handlers.waarden import geef_dekking, tel_reeksen
from shared.contracts.waarde import Waarde


async def tel_cellen(kijk: Kijk, vraag: Vraag, toegangen: Toegangen) -> Geteld:
    """Numbers of dossiers, unit by unit and schooljaar by schooljaar."""
    plan = maak_plan(vraag, toegangen, kijk.organisatie, kijk.lopend)
    gedekt = await geef_dekking(kijk.lezing, plan, kijk.organisatie)
    oordelen = await lees_oordelen(kijk.lezing, plan, kijk.organisatie, kijk.lopend)
    reeksen, noten = await tel_reeksen(kijk.lezing, plan, oordelen, kijk.instellingen, kijk.lopend, gedekt=gedekt)
    noten += [een for een in [noot(plan)] if een]
    vakken = [_vakuitslag(periode, vraag.splitsing) for reeks in reeksen for periode in reeks["perioden"]]
    return Geteld(vakken, [*noten, *([gedekt.noot] if gedekt.noot else [])])


def _vakuitslag(periode: Mapping[str, Any], splitsing: tuple[str, ...]) -> Vakuitslag:
    rijen: dict[Rij, Uitslag] = {
        tuple(rij["splitsing"][naam] for naam in splitsing): _uitslag(rij) for rij in periode["rijen"]
    }
    return Vakuitslag(_uitslag(periode["totaal"]), rijen)


def _uitslag(gevonden: Mapping[str, Any]) -> Uitslag:
    if gevonden["status"] == "c":
        return ONTHOUDEN
    aantal = gevonden["waarde"]
    return Uitslag(None if aantal is None else Waarde(aantal, aantal), gevonden["status"])
