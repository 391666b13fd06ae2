"""The key figures at the top, each beside what the reader compares with."""

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.anderen import naast_kern, regels
from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.figuren.periode import vergelijk
from services.gateway.dashboards.gegevens import NIETS, VERBORGEN, Waarde, lees
from services.gateway.dashboards.getallen import euro as in_euro
from services.gateway.dashboards.getallen import procent
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Kernbouwsteen, Kerncijfer
from services.gateway.dashboards.poorten import Vraag


def aangevraagd(onderwerp: Onderwerp, titel: str) -> Kernbouwsteen:
    """How many were applied for."""
    return _telling(onderwerp, "aangevraagd", titel, "aanvragen")


def som(onderwerp: Onderwerp, code: str, titel: str, naam: str, *, euro: bool = False) -> Kernbouwsteen:
    """The sum of an indicator of the subject, as pupils or euro."""
    return _telling(onderwerp, code, titel, naam, euro=euro)


def _telling(onderwerp: Onderwerp, code: str, titel: str, naam: str, *, euro: bool = False) -> Kernbouwsteen:
    def vragen(kader: Kader) -> list[Vraag]:
        return [onderwerp.vergelijking(kader, naam)]

    def maak(gegevens: Gegevens) -> Kerncijfer:
        waarde = lees(gegevens.ruw(onderwerp.vergelijking(gegevens.kader, naam))["eigen"])
        toon = in_euro(waarde.getal) if euro and waarde.getal is not None else waarde.toon
        erbij = _naast(gegevens, onderwerp, naam, euro=euro)
        return Kerncijfer(code, titel, waarde, toon, erbij, onderwerp.indicator(naam))

    return Kernbouwsteen(vragen, maak)


def _naast(gegevens: Gegevens, onderwerp: Onderwerp, naam: str, *, euro: bool = False) -> tuple[str, ...]:
    vraag = onderwerp.vergelijking(gegevens.kader, naam)
    anderen = regels(gegevens.ruw(vraag), gegevens.keuze.vergelijk)
    return anderen or (zinnen.verschil(vergelijk(gegevens, vraag), gegevens.keuze.eerder, euro=euro),)


def toegekend(onderwerp: Onderwerp) -> Kernbouwsteen:
    """How many were granted, and which share of the decisions that is."""

    def vragen(kader: Kader) -> list[Vraag]:
        return [onderwerp.toegekend(kader), onderwerp.afgewezen(kader), onderwerp.vergelijking(kader, "toegekend")]

    def maak(gegevens: Gegevens) -> Kerncijfer:
        kader, jaar = gegevens.kader, gegevens.keuze.jaar
        waarde = gegevens[onderwerp.toegekend(kader)].totaal(jaar)
        deel = _van_besluiten(waarde, gegevens[onderwerp.afgewezen(kader)].totaal(jaar))
        erbij = tuple(filter(None, (deel, *_naast(gegevens, onderwerp, "toegekend"))))
        return Kerncijfer("toegekend", "Toegekend", waarde, waarde.toon, erbij, onderwerp.indicator("toegekend"))

    return Kernbouwsteen(vragen, maak)


def _van_besluiten(toegekend_: Waarde, afgewezen: Waarde) -> str:
    if toegekend_.getal is None or afgewezen.getal is None:
        return ""
    alle = toegekend_.getal + afgewezen.getal
    if alle < zinnen.GENOEG_VOOR_PROCENT:
        return f"van {zinnen.aantal(alle, 'besluit', 'besluiten')}" if alle else "nog geen besluiten"
    return f"{procent(100 * toegekend_.getal / alle)} van de besluiten"


def op_tijd(onderwerp: Onderwerp) -> Kernbouwsteen:
    """The share that was decided within the term of the SWV."""

    def vraag(kader: Kader) -> Vraag:
        return onderwerp.waarden(kader, "doorlooptijd", kader.keuze.jaar, kader.keuze.eerder)

    def maak(gegevens: Gegevens) -> Kerncijfer:
        keuze, antwoord = gegevens.keuze, gegevens[vraag(gegevens.kader)]
        nu, eerder = (antwoord.ruw(jaar) for jaar in (keuze.jaar, keuze.eerder))
        binnen = nu.get("binnenTermijn")
        waarde = lees({**binnen, "status": nu.get("status")}) if binnen else _zonder(nu)
        erbij = [f"mediaan {nu['mediaan']} dagen"] if nu.get("mediaan") is not None else []
        if eerder.get("binnenTermijn"):
            erbij.append(f"{keuze.eerder}: {_aandeel(eerder)}, mediaan {eerder['mediaan']} dagen")
        toon = _aandeel(nu) if binnen else waarde.toon
        indicator = onderwerp.indicator("doorlooptijd")
        return Kerncijfer("op-tijd", "Besloten binnen de termijn", waarde, toon, tuple(erbij), indicator)

    return naast_kern(Kernbouwsteen(lambda kader: [vraag(kader)], maak), f"{onderwerp.code}-doorlooptijd")


def _zonder(ruw: object) -> Waarde:
    """No share: nothing was decided, or it is withheld."""
    bron = ruw if isinstance(ruw, dict) else {}
    if bron.get("aantal"):
        return Waarde(None, VERBORGEN, "niet vrijgegeven")
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


def nog_open(onderwerp: Onderwerp) -> Kernbouwsteen:
    """How many applications of the schooljaar still wait for a decision."""

    def maak(gegevens: Gegevens) -> Kerncijfer:
        keuze = gegevens.keuze
        nu, eerder = (onderwerp.status(gegevens, jaar)[1] for jaar in (keuze.jaar, keuze.eerder))
        erbij = (f"van de aanvragen uit {keuze.jaar}", f"uit {keuze.eerder}: {eerder.toon}")
        return Kerncijfer("nog-open", "Nog open", nu, nu.toon, erbij, onderwerp.indicator("openstaand"))

    return naast_kern(Kernbouwsteen(onderwerp.zonder_besluit, maak), f"{onderwerp.code}-openstaand")
