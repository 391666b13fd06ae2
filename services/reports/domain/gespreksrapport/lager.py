"""The units inside this one, by name: a table to look things up, never an order of rank."""

from services.reports.domain.cijfers import Waarde
from services.reports.domain.document import Alinea, Cel, Kop, Tabel
from services.reports.domain.gespreksrapport.deel import Deel
from services.reports.domain.vragen import ONDER, Gegevens

_KOPPEN = {"bestuur": "Per bestuur", "subregio": "Per subregio", "school": "Per school"}


def per_eenheid(gegevens: Gegevens, thema: str, titel: str) -> tuple[Deel, ...]:
    """One row per unit that has a number. None: nothing to show."""
    kolommen = ONDER[thema]
    rijen: list[tuple[Cel, ...]] = []
    for nummer, kind in enumerate(gegevens.kinderen):
        waarden = [gegevens.onder[code][nummer].totaal(gegevens.jaar) for _, code in kolommen]
        if any(_telt(waarde) for waarde in waarden):
            rijen.append((f"{kind['naam']} ({kind['eenheid']})", *waarden))
    if not rijen:
        return ()
    kop = _KOPPEN[gegevens.kinderen[0]["niveau"]]
    tabel = Tabel(
        f"{titel} in {gegevens.kolommen[-1]}, {kop.lower()}",
        ("Naam", *(naam for naam, _ in kolommen)),
        tuple(rijen),
        (100 - 18 * len(kolommen), *(18 for _ in kolommen)),
        noten=("Op naam. Wie in dit schooljaar geen cijfers heeft, staat er niet bij.",),
    )
    uitleg = "Deze tabel is om iets in op te zoeken: het ene getal is zonder meer informatie niet beter dan het andere."
    return (Deel((Kop(kop), Alinea(uitleg), tabel), figuren=((thema, "onderliggend"),)),)


def _telt(waarde: Waarde) -> bool:
    return bool(waarde.getal) or waarde.status == "c"
