"""Figures: pupils at home by duration and by reason, with the other schooljaar as a tick on each bar."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.gateway.dashboards.figuren.balken import Balk, balken
from services.gateway.dashboards.figuren.maatwerk import geen
from services.gateway.dashboards.figuren.zinnen import aantal
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Tabel, kolommen
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN

_CODE: Final = "thuiszitters"


@dataclass(frozen=True)
class Verdeling:
    """A split of the pupils at home, with the names of its values in order."""

    splitsing: str
    titel: str
    kop: str
    namen: Mapping[str, str]


DUUR: Final = Verdeling(
    "duur", "Hoe lang al?", "Duur",
    {"<4w": "korter dan 4 weken", "4w-3m": "4 weken tot 3 maanden", ">3m": "langer dan 3 maanden"},
)  # fmt: skip
REDEN: Final = Verdeling(
    "reden", "Waarom?", "Reden",
    {
        "geen_passende_plek": "geen passende plek", "wachtlijst": "wachtlijst", "psychisch": "psychisch",
        "lichamelijk": "lichamelijk", "gedrag": "gedrag", "conflict_met_school": "conflict met school",
        "thuissituatie": "thuissituatie", "verhuizing": "verhuizing", "overig": "overig", "onbekend": "onbekend",
    },
)  # fmt: skip


def verdeling(over: Verdeling) -> Bouwsteen:
    """The figure of one split."""

    def vraag(kader: Kader) -> Vraag:
        # Exemptions are no part of the total, so they are no part of these rows either.
        return kader.waarden(_CODE, kader.keuze.jaar, kader.keuze.eerder, splitsing=f"{over.splitsing},soort")

    def maak(gegevens: Gegevens) -> Figuur:
        keuze, antwoord = gegevens.keuze, gegevens[vraag(gegevens.kader)]

        def deel(jaar: str, code: str) -> Waarde:
            return antwoord.deel(jaar, lambda rij: rij[over.splitsing] == code and rij["soort"] != "vrijstelling_5a")

        regels = [Balk(naam, deel(keuze.jaar, code), deel(keuze.eerder, code)) for code, naam in over.namen.items()]
        return Figuur(
            code=over.splitsing,
            titel=over.titel,
            zin=zin(antwoord.totaal(keuze.jaar), regels, keuze.jaar),
            tabel=Tabel(kolommen(over.kop, keuze.jaar, keuze.eerder),
                        tuple(Rij((een.naam, een.nu, een.eerder)) for een in regels)),
            indicatoren=(INDICATOREN[_CODE],),
            spec=balken(f"Thuiszitters naar {over.kop.lower()}", regels, keuze, "leerlingen"),
            beschrijving=f"Liggende balken: thuiszitters naar {over.kop.lower()} in {keuze.jaar}, met een streep voor"
            f" {keuze.eerder}. De getallen staan in de tabel onder de grafiek.",
            leeg="Op de peildatums van beide schooljaren zat niemand thuis, of er is geen lijst ingelezen.",
            legenda=((keuze.jaar, "--g-een"), (f"streep: {keuze.eerder}", "--g-inkt")),
        )  # fmt: skip

    return Bouwsteen(lambda kader: [vraag(kader)], maak)


def zin(totaal: Waarde, regels: list[Balk], jaar: str) -> str:
    """The most frequent one, when there is one and there are enough to say so."""
    if totaal.getal is None:
        return geen(totaal, jaar)
    if not totaal.getal:
        return f"Op de peildatum van {jaar} zat niemand thuis."
    top = max(een.nu.getal or 0 for een in regels)
    bovenaan = [een.naam for een in regels if een.nu.getal == top]
    begin = f"Op de peildatum van {jaar} ging het om {aantal(totaal.getal, 'leerling', 'leerlingen')}"
    if len(bovenaan) != 1 or totaal.getal < 5:
        return f"{begin}."
    return f"{begin}; het vaakst: {bovenaan[0]} ({aantal(top, 'leerling', 'leerlingen')})."
