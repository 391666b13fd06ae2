"""Key figures of any indicator that has one value per schooljaar."""

from collections.abc import Callable, Mapping

from services.gateway.dashboards.figuren.anderen import naast_kern, regels
from services.gateway.dashboards.gegevens import Waarde, lees
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Kernbouwsteen, Kerncijfer
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN


def _zoals_het_is(waarde: Waarde) -> Waarde:
    return waarde


def jaarcijfer(
    code: str,
    titel: str,
    vorm: Callable[[Waarde], Waarde] = _zoals_het_is,
    regel: str = "",
    parameters: Callable[[Keuze], Mapping[str, str]] | None = None,
) -> Kernbouwsteen:
    """The value of the chosen schooljaar beside the other one. `vorm`: as a percentage or in euro."""

    def vraag(kader: Kader) -> Vraag:
        return kader.waarden(
            code, kader.keuze.jaar, kader.keuze.eerder, anders=parameters(kader.keuze) if parameters else None
        )

    def maak(gegevens: Gegevens) -> Kerncijfer:
        keuze, antwoord = gegevens.keuze, gegevens[vraag(gegevens.kader)]
        nu, eerder = (vorm(antwoord.totaal(jaar)) for jaar in (keuze.jaar, keuze.eerder))
        erbij = tuple(filter(None, (regel, f"{keuze.eerder}: {eerder.toon}")))
        return Kerncijfer(code, titel, nu, nu.toon, erbij, INDICATOREN[code])

    return naast_kern(Kernbouwsteen(lambda kader: [vraag(kader)], maak), code, parameters)


def vergeleken(code: str, titel: str, vorm: Callable[[Waarde], Waarde] = _zoals_het_is) -> Kernbouwsteen:
    """The same with like units or the national figure where the reader chose those."""

    def maak(gegevens: Gegevens) -> Kerncijfer:
        kader, keuze = gegevens.kader, gegevens.keuze
        ruw = gegevens.ruw(kader.vergelijking(code))
        nu = vorm(lees(ruw["eigen"]))
        toen = next(
            (vorm(lees(een["heelSchooljaar"])) for een in ruw["eerder"] if een["schooljaar"] == keuze.eerder), None
        )
        anderen = regels(ruw, keuze.vergelijk)
        erbij = anderen or (f"{keuze.eerder}: {toen.toon if toen else 'onbekend'}",)
        return Kerncijfer(code, titel, nu, nu.toon, erbij, INDICATOREN[code])

    return Kernbouwsteen(lambda kader: [kader.vergelijking(code)], maak)
