"""Which questions of the API the page Verwijzingen is made of, and their answers together."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from services.gateway.handlers.poorten import Beller
from services.gateway.paginas.gegevens import Antwoord
from services.gateway.paginas.getallen import lees_tijdstip
from services.gateway.paginas.keuze import VERDELINGEN, Keuze
from services.gateway.paginas.poorten import Cijfers, Json, Parameters
from services.gateway.paginas.verwijzingen import landelijk
from shared.contracts.schooljaar import tekst

# An answer may name this many units at most; a longer table is asked in parts.
MAX_EENHEDEN: Final = 500
JAREN_IN_TABEL: Final = 6


class Vraag(NamedTuple):
    """One question: the indicator and the query."""

    code: str
    parameters: Parameters


@dataclass(frozen=True)
class Gegevens:
    """All answers that one view of the page needs, by name, with the choice they answer."""

    keuze: Keuze
    eenheid: Json
    kinderen: Sequence[Json]
    ruw: Mapping[str, Json]
    landelijk: Json | None = None

    def __getitem__(self, naam: str) -> Antwoord:
        return Antwoord(self.ruw[naam])

    @property
    def zicht(self) -> str:
        return self["aanvragen"].zicht

    @property
    def stand(self) -> datetime | None:
        """Moment of the figures of the unit; None where nothing of it is shown exactly."""
        moment = self["aanvragen"].stand
        return None if moment is None else lees_tijdstip(moment)

    @property
    def afdruk(self) -> int:
        """Differs when a number of the unit differs, whatever the moment."""
        return hash(json.dumps([antwoord["reeksen"] for antwoord in self.ruw.values()]))

    @property
    def niet_vrijgegeven(self) -> bool:
        """Is every total withheld?"""
        antwoord = self["aanvragen"]
        return all(antwoord.totaal(jaar).niet_vrijgegeven for jaar in self.keuze.jaren)


def vragen(keuze: Keuze, kinderen: Sequence[Json]) -> dict[str, Vraag]:
    """The questions of one view."""
    jaren = f"{keuze.jaren[0]}..{keuze.jaren[-1]}"
    twee = [keuze.jaar, keuze.eerder]
    gevonden = {
        "aanvragen": _vraag(keuze, "tlv-aanvragen", [jaren], "schoolsoort,status"),
        "toegekend": _vraag(keuze, "tlv-toegekend", [jaren], "soortCategorie"),
        "afgewezen": _vraag(keuze, "tlv-afgewezen", [jaren], "schoolsoort"),
        "leerjaren": _vraag(keuze, "tlv-aanvragen", twee, "leerjaar"),
        "maanden": _vraag(keuze, "tlv-aanvragen", twee, "maand"),
        "toegekend-maanden": _vraag(keuze, "tlv-toegekend", twee, "maand"),
        "openstaand": _vraag(keuze, "tlv-openstaand", [], "status"),
        "doorlooptijd": _vraag(keuze, "tlv-doorlooptijd", twee, toerekening=False),
        "bekendgemaakt": _vraag(keuze, "tlv-bekendgemaakt", [jaren], "soortCategorie", soort=False),
    }
    return gevonden | _per_kind(keuze, kinderen)


def _vraag(
    keuze: Keuze,
    code: str,
    schooljaren: Sequence[str],
    splitsing: str | None = None,
    *,
    toerekening: bool = True,
    soort: bool = True,
    eenheden: Sequence[Json] | None = None,
) -> Vraag:
    wie = eenheden if eenheden is not None else [{"niveau": keuze.niveau, "eenheid": keuze.eenheid}]
    parameters = [("niveau", str(wie[0]["niveau"])), *(("eenheid", str(een["eenheid"])) for een in wie)]
    parameters += [("schooljaar", jaar) for jaar in schooljaren]
    if splitsing:
        parameters.append(("splitsing", splitsing))
    if keuze.binnen:
        parameters.append(("binnen", keuze.binnen))
    if keuze.soort and soort:
        parameters.append(("filter.schoolsoort", keuze.soort))
    if toerekening and keuze.toerekening != "aanvrager":
        parameters.append(("toerekening", keuze.toerekening))
    return Vraag(code, parameters)


def _per_kind(keuze: Keuze, kinderen: Sequence[Json]) -> dict[str, Vraag]:
    """Questions for the table of the next level."""
    if not kinderen:
        return {}
    jaren = [tekst(keuze.lopend - JAREN_IN_TABEL + 1) + ".." + tekst(keuze.lopend), keuze.jaar, keuze.eerder]
    delen = [kinderen[begin : begin + MAX_EENHEDEN] for begin in range(0, len(kinderen), MAX_EENHEDEN)]
    gevonden = {}
    for nummer, deel in enumerate(delen):
        gevonden[f"kinderen-{nummer}"] = _vraag(keuze, "tlv-aanvragen", jaren, eenheden=deel)
        gevonden[f"kinderen-toegekend-{nummer}"] = _vraag(keuze, "tlv-toegekend", [keuze.jaar], eenheden=deel)
        gevonden[f"kinderen-open-{nummer}"] = _vraag(keuze, "tlv-openstaand", [], eenheden=deel)
    return gevonden


async def haal_op(cijfers: Cijfers, beller: Beller, keuze: Keuze, *, met_kinderen: bool = True) -> Gegevens:
    """Ask everything for one view. Raises what the API raises."""
    eenheid = await cijfers.eenheid(beller, keuze.niveau, keuze.eenheid)
    kinderen = await _kinderen(cijfers, beller, eenheid, keuze) if met_kinderen else []
    gesteld = vragen(keuze, kinderen)
    antwoorden = await asyncio.gather(
        *(cijfers.waarden(beller, vraag.code, vraag.parameters) for vraag in gesteld.values())
    )
    benchmark = await cijfers.landelijk() if landelijk.hoort_erbij(keuze, eenheid) else None
    return Gegevens(keuze, eenheid, kinderen, dict(zip(gesteld, antwoorden, strict=True)), benchmark)


async def _kinderen(cijfers: Cijfers, beller: Beller, eenheid: Json, keuze: Keuze) -> Sequence[Json]:
    """The units of the table, by name: those that the reader chose, else besturen before subregio's before schools."""
    soort = gekozen_verdeling(eenheid, keuze)
    if soort == "school" and keuze.niveau == "swv":
        kinderen = await cijfers.eenheden(beller, niveau="school", binnen=keuze.eenheid)
    else:
        kinderen = [kind for kind in eenheid["kinderen"] if kind["niveau"] == soort]
    return sorted(kinderen, key=lambda kind: str(kind["naam"]).casefold())


def verdelingen(eenheid: Json, keuze: Keuze) -> list[str]:
    """Kinds of unit that the table can show, in the order of the choice."""
    aanwezig = {str(kind["niveau"]) for kind in eenheid["kinderen"]}
    if keuze.niveau == "swv" and aanwezig:
        aanwezig.add("school")
    return [soort for soort in VERDELINGEN if soort in aanwezig]


def gekozen_verdeling(eenheid: Json, keuze: Keuze) -> str | None:
    """The kind that the reader chose, where the unit has it; else the first there is."""
    mogelijk = verdelingen(eenheid, keuze)
    return keuze.verdeling if keuze.verdeling in mogelijk else next(iter(mogelijk), None)
