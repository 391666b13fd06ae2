"""Figure: the verwijzingspercentage over the years, beside like units and the national figure."""

from collections.abc import Sequence
from typing import Final

from services.gateway.dashboards.figuren.maatwerk import geen, naast, procent
from services.gateway.dashboards.figuren.series import Serie, jaartabel, lijnen
from services.gateway.dashboards.gegevens import NIETS, Waarde, lees
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

CODE: Final = "verwijzingspercentage"
_DECIMALEN: Final = 2
_CIJFERS: Final = Vraag("landelijk", "deelname")
_GEPUBLICEERD: Final = {"PO": "po", "VO": "vo+vso"}
"""Kind of SWV → the schoolsoort under which a national figure is published."""
_GEEN_LAND: Final = (
    "Een landelijk percentage dat hetzelfde telt, is niet gepubliceerd en niet vrijgegeven. Welk deel van de leerlingen"
    " landelijk naar het speciaal onderwijs gaat, staat bij Deelname en stromen."
)
_WAAR: Final = {
    "alle aangesloten SWV’s": "Alle aangesloten samenwerkingsverbanden samen",
    "landelijk (gepubliceerd)": "Landelijk gepubliceerd",
}


def vraag(kader: Kader) -> Vraag:
    """Of this unit, over all schooljaren of the view."""
    return kader.waarden(CODE, kader.keuze.reeks)


def _kind(kader: Kader) -> str:
    """'PO' or 'VO'; empty where neither is known."""
    kinden = (code.removeprefix("NL-")[:2] for code in kader.swvs)
    return next((kind for kind in kinden if kind in _GEPUBLICEERD), "")


def _landelijk(kader: Kader) -> list[Vraag]:
    """All connected SWV's of this kind together; nobody but a beheerder sees more of it than what is released."""
    kind = _kind(kader)
    if not kind or kader.keuze.niveau == "landelijk":
        return []
    wie = ("niveau", "landelijk"), ("eenheid", f"NL-{kind}"), ("schooljaar", kader.keuze.reeks)
    return [Vraag("waarden", CODE, wie)]


def _vragen(kader: Kader) -> list[Vraag]:
    return [vraag(kader), *_landelijk(kader), _CIJFERS]


def _gepubliceerd(gegevens: Gegevens) -> list[Serie]:
    """The published figure over the whole country, where one is loaded."""
    kind = _kind(gegevens.kader)
    gevonden = {
        str(een["schooljaar"]): procent(lees(een), _DECIMALEN)
        for een in gegevens.ruw(_CIJFERS)["cijfers"]
        if een["indicator"] == CODE and een["schoolsoort"] == _GEPUBLICEERD.get(kind)
    }
    waarden = {jaar: gevonden.get(jaar, NIETS) for jaar in gegevens.keuze.jaren}
    return [Serie("landelijk (gepubliceerd)", "--g-drie", waarden, (3, 3))] if gevonden else []


def _maak(gegevens: Gegevens) -> Figuur:
    kader, keuze = gegevens.kader, gegevens.keuze
    eigen = gegevens[vraag(kader)]
    naam = "deze eenheid" if keuze.niveau != "landelijk" else "landelijk"
    series = [Serie(naam, "--g-een", {jaar: procent(eigen.totaal(jaar), _DECIMALEN) for jaar in keuze.jaren})]
    for vraag_ in _landelijk(kader):
        land = gegevens[vraag_]
        waarden = {jaar: procent(land.totaal(jaar), _DECIMALEN) for jaar in keuze.jaren}
        series.append(Serie("alle aangesloten SWV’s", "--g-twee", waarden, (6, 3)))
    series += _gepubliceerd(gegevens)
    nu = series[0].waarde(keuze.jaar)
    return Figuur(
        code="percentage",
        titel="Verwijzingspercentage",
        zin=zin(nu, eigen.ruw(keuze.jaar), keuze.jaar),
        vergelijking=f"{naast(nu, series[0].waarde(keuze.eerder), keuze)} {_tegenover(series)}".strip(),
        tabel=jaartabel(series, keuze, "percentage"),
        indicatoren=(INDICATOREN[CODE],),
        spec=lijnen("Verwijzingspercentage per schooljaar", series, keuze, "% van de leerlingen"),
        beschrijving="Lijngrafiek van het verwijzingspercentage per schooljaar. De getallen staan in de tabel onder de"
        " grafiek.",
        leeg="Het verwijzingspercentage is niet bekend: er zijn geen aantallen leerlingen ingelezen.",
        noten=noten(series),
    )  # fmt: skip


def noten(series: Sequence[Serie]) -> tuple[str, ...]:
    """What a reader must know; also where to look for the country when none of the other lines has a value."""
    filter_ = "Een filter op schoolsoort werkt niet op dit percentage: het telt alle eerste TLV’s."
    if any(waarde.midden is not None for een in series[1:] for waarde in een.per_jaar.values()):
        return (filter_,)
    return filter_, _GEEN_LAND


def zin(nu: Waarde, ruw: Json, jaar: str) -> str:
    """The percentage with what it is made of; with few pupils only the counts."""
    if nu.midden is None:
        return geen(nu, jaar)
    teller, noemer = ruw["teller"], ruw["noemer"]
    if isinstance(teller, dict) or isinstance(noemer, dict):
        return f"In {jaar} is het verwijzingspercentage {nu.toon}{', tot nu toe' if nu.voorlopig else ''}."
    begin = f"In {jaar} {'kreeg' if teller == 1 else 'kregen'} {getal(teller)} van de {getal(noemer)} leerlingen"
    deel = f" ({nu.toon})" if teller >= 5 else ""
    return f"{begin} voor het eerst een TLV{deel}{', tot nu toe' if nu.voorlopig else ''}."


def _tegenover(series: list[Serie]) -> str:
    """What the country has, of the newest year in which both are known."""
    delen = []
    for ander in series[1:]:
        jaren = [jaar for jaar in ander.per_jaar if _beide(series[0].waarde(jaar), ander.waarde(jaar))]
        if jaren:
            toen = ander.waarde(max(jaren)).toon
            delen.append(f"{_WAAR[ander.naam]} in {max(jaren)}: {toen}, hier {series[0].waarde(max(jaren)).toon}.")
    return " ".join(delen)


def _beide(een: Waarde, twee: Waarde) -> bool:
    return een.midden is not None and twee.midden is not None


PERCENTAGE: Final = Bouwsteen(_vragen, _maak)
