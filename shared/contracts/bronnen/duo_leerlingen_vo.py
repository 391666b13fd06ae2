"""Source `duo-leerlingen-vo`: pupils per vo school and kind of education, as DUO publishes them.

"Leerlingen vo per vestiging naar onderwijstype": many lines a school, a column per leerjaar and sex. Kept are pro and
the rest (vo) per school, and the VO SWV that the file names for it: the one open file that says so. The schooljaar is
that of the peildatum of the delivery.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final, Literal

from shared.contracts.bronnen import velden
from shared.contracts.bronnen.bijzonder import ONDERDRUKT, Bijzonderheden
from shared.contracts.bronnen.duo_vestigingen import BESTUURSNUMMER, GEMEENTECODE, GEMEENTENAAM
from shared.contracts.bronnen.fouten import Foutenlijst, OngeldigBestandError
from shared.contracts.bronnen.kolommen import BRIN, VESTIGING, Kolom, ongebruikt, vergelijkbaar, voeg_brin_toe
from shared.contracts.bronnen.rij import Aantal, GeslotenRij, Swv, Vestiging
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel
from shared.contracts.waarde import MAX, Waarde, som

MAX_RIJEN: Final = 200_000
_SWV: Final = Kolom("samenwerkingsverband passend onderwijs vo", ("samenwerkingsverband", "swv"))
_TYPE: Final = Kolom("onderwijstype vo en leer- of verblijfsjaar", ("onderwijstype vo", "onderwijstype"))
KOLOMMEN: Final = (
    VESTIGING, BRIN, _SWV, _TYPE,
    *ongebruikt(
        "instellingsnaam vestiging", "naam vestiging", "plaatsnaam vestiging", "provincie vestiging", "naam", "plaats",
        "plaatsnaam", "provincie", "denominatie", "denominatie vestiging", "vmbo sector", "afdeling",
        "erkende opleidingscode", "opleidingsnaam", "naam bevoegd gezag", "lwoo indicatie", "indicatie vo-vavo",
    ),
    BESTUURSNUMMER, GEMEENTECODE, GEMEENTENAAM,
)  # fmt: skip
LEERJAARKOLOM: Final = "leer- of verblijfsjaar N - man|vrouw"
"""How the columns with pupils are called (1 to 6, man and vrouw); at least one must be there."""
_LEERJAAR: Final = re.compile(r"leer-ofverblijfsjaar[0-9]-(man|vrouw)")
_GEEN_AANTALLEN: Final = "Er is geen kolom met aantallen, zoals LEER- OF VERBLIJFSJAAR 1 - MAN."
_ZINNEN: Final = {
    "onderdrukt": ONDERDRUKT,
    "vso": ("{} regel gaat over vso en telt hier niet mee.", "{} regels gaan over vso en tellen hier niet mee."),
    "zonder_swv": (
        "{} vestiging heeft geen samenwerkingsverband.", "{} vestigingen hebben geen samenwerkingsverband.",
    ),
    "twee_swv": (
        "{} vestiging heeft meer dan één samenwerkingsverband; het eerste telt.",
        "{} vestigingen hebben meer dan één samenwerkingsverband; het eerste telt.",
    ),
}  # fmt: skip

Onderwijs = Literal["vo", "pro", "vso"]


class DuoLeerlingenVoRij(GeslotenRij):
    """One school and kind of education, all leerjaren together; `rij` is its first line in the file."""

    vestiging: Vestiging
    schoolsoort: Literal["vo", "pro"]
    laag: Aantal
    hoog: Aantal
    swv: Swv | None


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[DuoLeerlingenVoRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    stroom = iter(rijen)
    kop = next(stroom, (0, ()))
    aantallen = _aantalkolommen(kop[1])
    lezers: dict[str, Lezer] = {
        "vestiging": velden.vestiging, _SWV.naam: velden.mag_leeg(_vo_swv), _TYPE.naam: _onderwijs,
        **dict.fromkeys(aantallen, _leeg_is_nul),
    }  # fmt: skip
    fouten = Foutenlijst()
    kolommen = (*KOLOMMEN, *map(Kolom, aantallen))
    tabel = lees_tabel(chain([kop], stroom), kolommen, lezers, fouten, MAX_RIJEN, vooraf=voeg_brin_toe)
    fouten.stop_als_gevuld()
    bijzonder = Bijzonderheden(_ZINNEN)
    gelezen = _tel_op(tabel.regels, aantallen, bijzonder, fouten)
    fouten.stop_als_gevuld()
    return Gelezen(gelezen, (*tabel.waarschuwingen, *bijzonder.meldingen()))


def _aantalkolommen(kop: Sequence[str]) -> list[str]:
    gevonden = [
        cel.strip() for cel in kop if _LEERJAAR.fullmatch(naam := vergelijkbaar(cel)) or naam == "aantalleerlingen"
    ]
    if kop and not gevonden:
        raise OngeldigBestandError.heel_bestand(_GEEN_AANTALLEN)
    return list(dict.fromkeys(gevonden))


def _vo_swv(cel: str) -> str:
    """`VO9901`, `VO 99-01`, or the four digits alone."""
    kaal = cel.replace(".", "").replace("-", "").replace(" ", "").upper()
    code = velden.swv(f"VO{kaal}" if len(kaal) == 4 else kaal)
    if not code.startswith("VO"):
        raise velden.FoutWaarde("moet een samenwerkingsverband vo zijn (zoals VO9901)")
    return code


def _onderwijs(cel: str) -> Onderwijs:
    """`Praktijkonderwijs alle vj` and `PRO …` are pro; all else is vo, but for vso."""
    woord = velden.naam(cel).casefold()
    if woord.startswith("vso"):
        return "vso"
    return "pro" if woord.startswith("prakt") or woord.split()[0] == "pro" else "vo"


def _leeg_is_nul(cel: str) -> Waarde:
    return velden.leerlingen(cel) if cel else Waarde(0, 0)


def _tel_op(
    regels: Sequence[Regel], aantallen: Sequence[str], bijzonder: Bijzonderheden, fouten: Foutenlijst
) -> tuple[DuoLeerlingenVoRij, ...]:
    groepen: dict[tuple[str, Literal["vo", "pro"]], list[Regel]] = defaultdict(list)
    for regel in regels:
        soort: Onderwijs = regel.waarden[_TYPE.naam]
        if soort == "vso":
            bijzonder.tel("vso")
        else:
            groepen[regel.waarden["vestiging"], soort].append(regel)
    swvs = _swvs(groepen.values(), bijzonder)
    gelezen = []
    for (vestiging, soort), groep in groepen.items():
        totaal = _totaal(groep, aantallen, bijzonder)
        if totaal.hoog > MAX:
            fouten.meld(groep[0].rij, aantallen[0], "is samen met de andere regels van deze school onmogelijk groot")
            continue
        gelezen.append(
            DuoLeerlingenVoRij(
                rij=groep[0].rij,
                vestiging=vestiging,
                schoolsoort=soort,
                laag=totaal.laag,
                hoog=totaal.hoog,
                swv=swvs[vestiging],
            )
        )
    return tuple(gelezen)


def _swvs(groepen: Iterable[Sequence[Regel]], bijzonder: Bijzonderheden) -> dict[str, str | None]:
    """The first SWV that the file names for each school."""
    genoemd: dict[str, dict[str, None]] = defaultdict(dict)
    for regel in chain.from_iterable(groepen):
        alle = genoemd[regel.waarden["vestiging"]]
        if regel.waarden[_SWV.naam]:
            alle[regel.waarden[_SWV.naam]] = None
    bijzonder.tel("zonder_swv", sum(not alle for alle in genoemd.values()))
    bijzonder.tel("twee_swv", sum(len(alle) > 1 for alle in genoemd.values()))
    return {vestiging: next(iter(alle), None) for vestiging, alle in genoemd.items()}


def _totaal(groep: Sequence[Regel], aantallen: Sequence[str], bijzonder: Bijzonderheden) -> Waarde:
    cellen: list[Waarde] = [regel.waarden[naam] for regel in groep for naam in aantallen]
    bijzonder.tel("onderdrukt", sum(not cel.exact for cel in cellen))
    return som(cellen)
