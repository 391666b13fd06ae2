"""Figure: granted arrangementen, their amount, and that per pupil, over the schooljaren."""

from typing import Final

from services.gateway.dashboards.figuren.maatwerk import bedrag, geen, naast, per
from services.gateway.dashboards.figuren.series import Serie, lijnen
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Begrip, Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.indicatoren import INDICATOREN, Uitleg

_CODES: Final = ("arrangement-toegekend", "arrangement-bedrag", "leerlingen")
BEGRIP: Final = Begrip(
    "arrangement-bedrag-per-leerling",
    "Toegekend voor arrangementen per leerling",
    Uitleg(
        "Het bedrag dat in het schooljaar voor arrangementen is toegekend, gedeeld door alle leerlingen.",
        "Ook leerlingen zonder arrangement tellen mee. Kent DUO een aantal alleen als marge, dan is dit ook een marge.",
        "arrangement-bedrag gedeeld door leerlingen (op 1 oktober van het schooljaar).",
        "primair en voortgezet onderwijs",
        "LDOS, en DUO, open onderwijsdata",
    ),
)
_KOLOMMEN: Final = (Kolom("Schooljaar", "tekst"), Kolom("arrangementen"), Kolom("toegekend bedrag", "bedrag"),
                    Kolom("leerlingen"), Kolom("per leerling", "bedrag"))  # fmt: skip


def _vragen(kader: Kader) -> list[Vraag]:
    return [kader.waarden(code, kader.keuze.reeks) for code in _CODES]


def _maak(gegevens: Gegevens) -> Figuur:
    keuze = gegevens.keuze
    aantal, geld, leerlingen = (gegevens[een] for een in _vragen(gegevens.kader))
    deel = {jaar: bedrag(per(geld.totaal(jaar), leerlingen.totaal(jaar))) for jaar in keuze.jaren}
    serie = Serie("per leerling", "--g-een", deel)
    rijen = tuple(
        Rij(
            (jaar, aantal.totaal(jaar), bedrag(geld.totaal(jaar)), leerlingen.totaal(jaar), deel[jaar]),
            jaar == keuze.jaar,
        )
        for jaar in reversed(keuze.jaren)
    )
    return Figuur(
        code="arrangementen",
        titel="Arrangementen per leerling",
        zin=zin(aantal.totaal(keuze.jaar), bedrag(geld.totaal(keuze.jaar)), deel[keuze.jaar], keuze.jaar),
        vergelijking=naast(deel[keuze.jaar], deel[keuze.eerder], keuze, " per leerling"),
        tabel=Tabel(_KOLOMMEN, rijen),
        indicatoren=(*(INDICATOREN[code] for code in _CODES), BEGRIP),
        spec=lijnen("Toegekend voor arrangementen per leerling", [serie], keuze, "euro per leerling"),
        beschrijving="Lijngrafiek van het bedrag dat per leerling voor arrangementen is toegekend, per schooljaar. De"
        " getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn geen bedragen of geen aantallen leerlingen bekend.",
    )


def zin(aantal: Waarde, geld: Waarde, deel: Waarde, jaar: str) -> str:
    """Number, euro, and euro per pupil where pupils are known."""
    if aantal.getal is None or geld.getal is None:
        return geen(aantal if aantal.getal is None else geld, jaar)
    if not aantal.getal:
        return f"In {jaar} is geen arrangement toegekend."
    zijn = "is 1 arrangement" if aantal.getal == 1 else f"zijn {aantal.toon} arrangementen"
    begin = f"In {jaar} {zijn} toegekend, voor {geld.toon}{' tot nu toe' if aantal.voorlopig else ''}"
    return f"{begin}; dat is {deel.toon} per leerling." if deel.midden is not None else f"{begin}."


PER_LEERLING: Final = Bouwsteen(_vragen, _maak)
