"""Figure: deelnamepercentages of the SWV beside the published figure over the whole country."""

from collections.abc import Sequence
from typing import Final

from services.gateway.dashboards.figuren.anderen import GEEN, SOORTGELIJK
from services.gateway.dashboards.figuren.anderen import zin as naast_anderen
from services.gateway.dashboards.figuren.maatwerk import herkomst, procent
from services.gateway.dashboards.figuren.series import Serie, jaartabel, lijnen
from services.gateway.dashboards.gegevens import NIETS, Waarde, lees
from services.gateway.dashboards.getallen import opsomming
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN

_SOORTEN: Final = {"PO": ("sbo", "so"), "VO": ("vso", "pro")}
_KLEUREN: Final = {"sbo": "--g-twee", "so": "--g-een", "vso": "--g-drie", "pro": "--g-vier"}
_LANDELIJK: Final = Vraag("landelijk", "deelname")
_DECIMALEN: Final = 2


def swv(kader: Kader) -> tuple[str, str] | None:
    """Level and code of whom the percentages are: the SWV of the unit, or the whole country; None: several SWV's."""
    if kader.keuze.niveau == "landelijk":
        return "landelijk", kader.keuze.eenheid
    swvs = list(dict.fromkeys(code for code in kader.swvs if code[:2] in _SOORTEN))
    return ("swv", swvs[0]) if len(swvs) == 1 else None


def soorten(kader: Kader) -> Sequence[str]:
    """The schoolsoorten that are asked."""
    wie = swv(kader)
    return _SOORTEN.get(wie[1].removeprefix("NL-")[:2], ()) if wie else ()


def _vraag(kader: Kader, soort: str) -> Vraag:
    wie = swv(kader)
    assert wie is not None, "asked for soorten, and those come with an SWV"
    eenheid = {"niveau": wie[0], "eenheid": wie[1]}
    gevraagd = kader.waarden(f"deelname-{soort}", kader.keuze.reeks, eenheden=[eenheid])
    return gevraagd._replace(parameters=tuple(een for een in gevraagd.parameters if een[0] != "binnen"))


def _vragen(kader: Kader) -> list[Vraag]:
    eigen = [_vraag(kader, soort) for soort in soorten(kader)]
    return [*eigen, _LANDELIJK, *_andere_swvs(kader)] if eigen else []


def _andere_swvs(kader: Kader) -> list[Vraag]:
    """Like units, where the reader chose those: of SWV's only, for a percentage is of an SWV."""
    if kader.keuze.vergelijk != SOORTGELIJK or kader.keuze.niveau != "swv":
        return []
    return [kader.vergelijking(f"deelname-{soort}") for soort in soorten(kader)]


def _maak(gegevens: Gegevens) -> Figuur | None:
    kader, keuze = gegevens.kader, gegevens.keuze
    gekozen = soorten(kader)
    if not gekozen:
        return None
    eigen = [_eigen(gegevens, soort) for soort in gekozen]
    landelijk = [_landelijk(gegevens, soort) for soort in gekozen]
    bron = herkomst(gegevens, [_vraag(kader, soort) for soort in gekozen])
    return Figuur(
        code="deelname",
        titel=_titel(kader),
        zin=zin(eigen, keuze.jaar),
        vergelijking=_naast(gegevens, eigen, landelijk),
        tabel=jaartabel([*eigen, *landelijk], keuze, "percentage"),
        indicatoren=tuple(INDICATOREN[f"deelname-{soort}"] for soort in gekozen),
        spec=lijnen("Deelnamepercentages per schooljaar", [*eigen, *landelijk], keuze, "% van de leerlingen"),
        beschrijving=f"Lijngrafiek van het percentage leerlingen in het {opsomming(gekozen)} per schooljaar, met"
        " gestippeld het landelijke cijfer. De getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn geen aantallen leerlingen ingelezen.",
        noten=("Het landelijke cijfer is overgenomen zoals het is gepubliceerd; de definitie ervan kan anders zijn."
               " Zie Uitleg en bron.",),
        breedte=960,
        hoogte=300,
        plaats="heel",
        stand_per=bron.stand_per,
        bron=bron.bron,
    )  # fmt: skip


def _naast(gegevens: Gegevens, eigen: Sequence[Serie], landelijk: Sequence[Serie]) -> str:
    if gegevens.keuze.vergelijk != SOORTGELIJK:
        return naast_landelijk(eigen, landelijk)
    anderen = [naast_anderen(gegevens.ruw(een), SOORTGELIJK) for een in _andere_swvs(gegevens.kader)]
    return " ".join(anderen) or GEEN[SOORTGELIJK]


def _titel(kader: Kader) -> str:
    wie = swv(kader)
    van = "" if wie is None or wie[1] == kader.keuze.eenheid else f" in samenwerkingsverband {wie[1]}"
    return f"Deelname aan speciaal onderwijs{van}"


def _eigen(gegevens: Gegevens, soort: str) -> Serie:
    antwoord = gegevens[_vraag(gegevens.kader, soort)]
    waarden = {jaar: procent(antwoord.totaal(jaar), _DECIMALEN) for jaar in gegevens.keuze.jaren}
    return Serie(soort, _KLEUREN[soort], waarden)


def _landelijk(gegevens: Gegevens, soort: str) -> Serie:
    cijfers = {
        str(een["schooljaar"]): procent(lees(een), _DECIMALEN)
        for een in gegevens.ruw(_LANDELIJK)["cijfers"]
        if een["indicator"] == f"deelname-{soort}"
    }
    waarden = {jaar: cijfers.get(jaar, NIETS) for jaar in gegevens.keuze.jaren}
    return Serie(f"{soort} landelijk", _KLEUREN[soort], waarden, (3, 3))


def zin(eigen: Sequence[Serie], jaar: str) -> str:
    """What part of the pupils goes where in this schooljaar."""
    delen = [f"{waarde.toon} naar het {een.naam}" for een in eigen if (waarde := een.waarde(jaar)).midden is not None]
    if not delen:
        return f"Voor {jaar} is er geen deelnamepercentage: {eigen[0].waarde(jaar).toon}."
    return f"In {jaar} gaat van de leerlingen {opsomming(delen)}."


def naast_landelijk(eigen: Sequence[Serie], landelijk: Sequence[Serie]) -> str:
    """For each soort the newest schooljaar of which both are known."""
    zinnen = []
    for een, twee in zip(eigen, landelijk, strict=True):
        jaren = [jaar for jaar in een.per_jaar if _beide(een.waarde(jaar), twee.waarde(jaar))]
        if jaren:
            zinnen.append(
                f"{een.naam} in {jaren[-1]}: {een.waarde(jaren[-1]).toon}, landelijk {twee.waarde(jaren[-1]).toon}"
            )
    return f"{'; '.join(zinnen)}.".capitalize() if zinnen else "Er is geen landelijk cijfer van deze jaren ingelezen."


def _beide(een: Waarde, twee: Waarde) -> bool:
    return een.midden is not None and twee.midden is not None


DEELNAME: Final = Bouwsteen(_vragen, _maak)
