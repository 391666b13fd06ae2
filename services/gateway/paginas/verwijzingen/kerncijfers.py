"""The four key figures at the top, each beside the other schooljaar."""

from dataclasses import dataclass
from datetime import date

from services.gateway.paginas.gegevens import NIETS, Waarde, lees
from services.gateway.paginas.getallen import procent
from services.gateway.paginas.verwijzingen import zinnen
from services.gateway.paginas.verwijzingen.periode import vergelijk
from services.gateway.paginas.verwijzingen.vragen import Gegevens
from shared.contracts.codes import OPENSTAAND
from shared.contracts.indicatoren import CATALOGUS, Indicator

EERSTE_MAAND = "Er is nog geen hele maand voorbij om te vergelijken."


@dataclass(frozen=True, slots=True)
class Kerncijfer:
    """`regels` stand under the number."""

    naam: str
    waarde: Waarde
    toon: str
    regels: tuple[str, ...]
    indicator: Indicator


def kerncijfers(gegevens: Gegevens, vandaag: date) -> tuple[Kerncijfer, ...]:
    """The figures of this view, in order."""
    return (_aangevraagd(gegevens, vandaag), _toegekend(gegevens, vandaag), _op_tijd(gegevens), _open(gegevens))


def _aangevraagd(gegevens: Gegevens, vandaag: date) -> Kerncijfer:
    keuze, antwoord = gegevens.keuze, gegevens["aanvragen"]
    waarde = antwoord.totaal(keuze.jaar)
    naast = vergelijk(antwoord, gegevens["maanden"], keuze, vandaag)
    regel = zinnen.verschil(naast, keuze.eerder) if naast else EERSTE_MAAND
    return Kerncijfer("TLV’s aangevraagd", waarde, waarde.toon, (regel,), CATALOGUS["tlv-aanvragen"])


def _toegekend(gegevens: Gegevens, vandaag: date) -> Kerncijfer:
    keuze, antwoord = gegevens.keuze, gegevens["toegekend"]
    waarde = antwoord.totaal(keuze.jaar)
    naast = vergelijk(antwoord, gegevens["toegekend-maanden"], keuze, vandaag)
    regels = [_van_besluiten(waarde, gegevens["afgewezen"].totaal(keuze.jaar))]
    regels.append(zinnen.verschil(naast, keuze.eerder) if naast else EERSTE_MAAND)
    return Kerncijfer("Toegekend", waarde, waarde.toon, tuple(filter(None, regels)), CATALOGUS["tlv-toegekend"])


def _van_besluiten(toegekend: Waarde, afgewezen: Waarde) -> str:
    if toegekend.getal is None or afgewezen.getal is None:
        return ""
    alle = toegekend.getal + afgewezen.getal
    if alle < zinnen.GENOEG_VOOR_PROCENT:
        return f"van {zinnen.aantal(alle, 'besluit', 'besluiten')}" if alle else "nog geen besluiten"
    return f"{procent(100 * toegekend.getal / alle)} van de besluiten"


def _op_tijd(gegevens: Gegevens) -> Kerncijfer:
    keuze = gegevens.keuze
    nu, eerder = (gegevens["doorlooptijd"].ruw(jaar) for jaar in (keuze.jaar, keuze.eerder))
    binnen = nu.get("binnenTermijn")
    waarde = lees({**binnen, "status": nu.get("status")}) if binnen else _zonder(nu)
    regels = [f"mediaan {nu['mediaan']} dagen"] if binnen else []
    if eerder.get("binnenTermijn"):
        regels.append(f"{keuze.eerder}: {_aandeel(eerder)}, mediaan {eerder['mediaan']} dagen")
    return Kerncijfer(
        "Besloten binnen de termijn", waarde, _aandeel(nu) if binnen else waarde.toon, tuple(regels),
        CATALOGUS["tlv-doorlooptijd"],
    )  # fmt: skip


def _zonder(ruw: object) -> Waarde:
    """No share: nothing was decided, or it is withheld."""
    bron = ruw if isinstance(ruw, dict) else {}
    if bron.get("aantal") == 0:
        return Waarde(None, bron.get("status"), "geen besluiten")
    return Waarde(None, bron.get("status"), bron.get("tekst")) if bron else NIETS


def _aandeel(ruw: object) -> str:
    """'87%', or '7 van 9' where a percentage would suggest more than there is."""
    assert isinstance(ruw, dict)
    binnen = ruw["binnenTermijn"]
    if binnen["noemer"] < zinnen.GENOEG_VOOR_PROCENT:
        return f"{binnen['teller']} van {binnen['noemer']}"
    return procent(binnen["waarde"])


def _open(gegevens: Gegevens) -> Kerncijfer:
    keuze, antwoord = gegevens.keuze, gegevens["aanvragen"]
    nu, eerder = (antwoord.deel(jaar, lambda rij: rij["status"] in OPENSTAAND) for jaar in (keuze.jaar, keuze.eerder))
    regels = (f"van de aanvragen uit {keuze.jaar}", f"uit {keuze.eerder}: {eerder.toon}")
    return Kerncijfer("Nog open", nu, nu.toon, regels, CATALOGUS["tlv-openstaand"])
