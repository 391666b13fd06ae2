"""Comparing a running schooljaar honestly: up to the same ISO week of the other one."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.gateway.dashboards.gegevens import NIETS, Waarde, lees
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.namen import NIVEAUS
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.getallen import getal


@dataclass(frozen=True, slots=True)
class Vergeleken:
    """Two numbers over the same part of two schooljaren, up to ISO week `week`; None: whole schooljaren."""

    nu: Waarde
    eerder: Waarde
    week: int | None = None

    @property
    def verschil(self) -> float | None:
        """None when one of the two has no number."""
        if self.nu.getal is None or self.eerder.getal is None:
            return None
        return self.nu.getal - self.eerder.getal


def vergelijk(gegevens: Gegevens, vraag: Vraag) -> Vergeleken:
    """Chosen schooljaar beside the other one, by an answer of `vergelijking`."""
    antwoord = gegevens.ruw(vraag)
    eerder = next((een for een in antwoord["eerder"] if een["schooljaar"] == gegevens.keuze.eerder), None)
    week = antwoord["totEnMet"]["week"] if antwoord["totEnMet"] else None
    return Vergeleken(lees(antwoord["totEnMetWeek"]), lees(eerder["zelfdePeriode"]) if eerder else NIETS, week)


def naast_anderen(gegevens: Gegevens, vraag: Vraag) -> tuple[str, ...]:
    """The lines under a key figure for like units or the national figure; none where another year is chosen."""
    antwoord = gegevens.ruw(vraag)
    match gegevens.keuze.vergelijk:
        case "soortgelijk":
            return tuple(_verdelingen(antwoord)) or ("Voor dit niveau zijn er geen soortgelijke eenheden.",)
        case "landelijk":
            cijfer = antwoord["landelijkCijfer"]
            waarde = lees(cijfer)
            return (f"Landelijk: {waarde.toon}" if waarde.bekend else str(cijfer["uitleg"]),)
    return ()


def _verdelingen(antwoord: Json) -> Iterator[str]:
    for verdeling in antwoord["verdelingen"]:
        soort = f" ({verdeling['schoolsoort']})" if verdeling["schoolsoort"] else ""
        wie = f"Andere {NIVEAUS[antwoord['niveau']][1]}{soort} in {verdeling['binnen']}"
        waarden = [verdeling.get(naam) for naam in ("kwartiel1", "mediaan", "kwartiel3")]
        klein = verdeling.get("tekst")
        if all(waarde is None for waarde in waarden):
            yield f"{wie}: {klein or 'te weinig om te vergelijken'}"
            continue
        laag, midden, hoog = (klein if waarde is None else getal(float(waarde)) for waarde in waarden)
        yield f"{wie}: mediaan {midden}, de middelste helft {laag} tot {hoog} ({verdeling['eenheden']})"
