"""Figure: the verwijzingspercentage over the years, beside like units and the national figure."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import geen, naast, procent
from services.gateway.dashboards.figuren.periode import naast_anderen
from services.gateway.dashboards.figuren.series import Serie, jaartabel, lijnen
from services.gateway.dashboards.gegevens import Waarde, lees
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

CODE: Final = "verwijzingspercentage"
_DECIMALEN: Final = 2


def vraag(kader: Kader) -> Vraag:
    """Of this unit, over all schooljaren of the view."""
    return kader.waarden(CODE, kader.keuze.reeks)


def _landelijk(kader: Kader) -> list[Vraag]:
    """All connected SWV's of this kind together; nobody but a beheerder sees more of it than what is released."""
    kind = next(
        (code.removeprefix("NL-")[:2] for code in kader.swvs if code.removeprefix("NL-")[:2] in ("PO", "VO")), ""
    )
    if not kind or kader.keuze.niveau == "landelijk":
        return []
    wie = ("niveau", "landelijk"), ("eenheid", f"NL-{kind}"), ("schooljaar", kader.keuze.reeks)
    return [Vraag("waarden", CODE, wie)]


def _vragen(kader: Kader) -> list[Vraag]:
    return [vraag(kader), kader.vergelijking(CODE), *_landelijk(kader)]


def _maak(gegevens: Gegevens) -> Figuur:
    kader, keuze = gegevens.kader, gegevens.keuze
    eigen = gegevens[vraag(kader)]
    naam = "deze eenheid" if keuze.niveau != "landelijk" else "landelijk"
    series = [Serie(naam, "--g-een", {jaar: procent(eigen.totaal(jaar), _DECIMALEN) for jaar in keuze.jaren})]
    for vraag_ in _landelijk(kader):
        land = gegevens[vraag_]
        waarden = {jaar: procent(land.totaal(jaar), _DECIMALEN) for jaar in keuze.jaren}
        series.append(Serie("alle aangesloten SWV’s", "--g-twee", waarden, (6, 3)))
    nu = series[0].waarde(keuze.jaar)
    delen = [deel for deel in (_tegenover(series), *_anderen(gegevens)) if deel]
    return Figuur(
        code="percentage",
        titel="Verwijzingspercentage",
        zin=zin(nu, eigen.ruw(keuze.jaar), keuze.jaar),
        vergelijking=" ".join([naast(nu, series[0].waarde(keuze.eerder), keuze), *delen]).strip(),
        tabel=jaartabel(series, keuze, "percentage"),
        indicatoren=(INDICATOREN[CODE],),
        spec=lijnen("Verwijzingspercentage per schooljaar", series, keuze, "% van de leerlingen"),
        beschrijving="Lijngrafiek van het verwijzingspercentage per schooljaar. De getallen staan in de tabel onder de"
        " grafiek.",
        leeg="Het verwijzingspercentage is niet bekend: er zijn geen aantallen leerlingen ingelezen.",
        noten=("Een filter op schoolsoort werkt niet op dit percentage: het telt alle eerste TLV’s.",),
    )  # fmt: skip


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
    """The newest year in which both are known."""
    for jaar in reversed(list(series[0].per_jaar)):
        waarden = [een.waarde(jaar) for een in series]
        if len(waarden) == 2 and all(een.midden is not None for een in waarden):
            return f"Alle aangesloten samenwerkingsverbanden samen in {jaar}: {waarden[1].toon}."
    return ""


def _anderen(gegevens: Gegevens) -> list[str]:
    """The published national figure or like units, where the reader chose to compare with those."""
    antwoord = gegevens.ruw(gegevens.kader.vergelijking(CODE))
    cijfer = lees(antwoord["landelijkCijfer"])
    if gegevens.keuze.vergelijk == "landelijk" and cijfer.bekend:
        return [f"Landelijk: {procent(cijfer, _DECIMALEN).toon}."]
    return [
        een if een.endswith(".") else f"{een}." for een in naast_anderen(gegevens, gegevens.kader.vergelijking(CODE))
    ]


PERCENTAGE: Final = Bouwsteen(_vragen, _maak)
