"""Source `duo-vestigingen`: schools with place, municipality and board, as DUO publishes them.

"Alle schoolvestigingen basisonderwijs", and DUO's files of the same shape for other schoolsoorten.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Final

from pydantic import Field

from shared.contracts.bronnen import velden
from shared.contracts.bronnen.bijzonder import Bijzonderheden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import BRIN, VESTIGING, Kolom, ongebruikt, voeg_brin_toe
from shared.contracts.bronnen.rij import Bestuur, GeslotenRij, Naam, Vestiging
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel, meld_dubbel
from shared.contracts.eenheden import BESTUUR

MAX_RIJEN: Final = 50_000
GEMEENTECODE: Final = Kolom("gemeentenummer", ("gemeentecode", "gemeentecode vestiging"), verplicht=False)
GEMEENTENAAM: Final = Kolom("gemeentenaam", ("gemeentenaam vestiging",), verplicht=False)
BESTUURSNUMMER: Final = Kolom("bevoegd gezag nummer", ("bevoegd gezag", "bestuursnummer"), verplicht=False)

_GEBIEDEN: Final = ("nodaal gebied", "rpa-gebied", "wgr-gebied", "coropgebied", "onderwijsgebied", "rmc-regio")
KOLOMMEN: Final = (
    VESTIGING, BRIN,
    Kolom("vestigingsnaam", ("naam vestiging", "instellingsnaam vestiging")),
    Kolom("plaatsnaam", ("plaatsnaam vestiging",)),
    GEMEENTECODE, GEMEENTENAAM, BESTUURSNUMMER,
    Kolom("bevoegd gezag naam", ("naam bevoegd gezag", "bevoegdgezagnaam"), verplicht=False),
    *ongebruikt(
        "provincie", "straatnaam", "huisnummer-toevoeging", "postcode", "denominatie", "telefoonnummer",
        "internetadres", "straatnaam correspondentieadres", "huisnummer-toevoeging correspondentieadres",
        "postcode correspondentieadres", "plaatsnaam correspondentieadres", "vakantieregio",
        *(f"{gebied} {wat}" for gebied in _GEBIEDEN for wat in ("code", "naam")),
    ),
)  # fmt: skip
_OPTIONEEL: Final = ("gemeentenummer", "gemeentenaam", "bevoegd gezag nummer", "bevoegd gezag naam")
_LEZERS: Final[dict[str, Lezer]] = {
    "vestiging": velden.vestiging,
    "vestigingsnaam": velden.naam,
    "plaatsnaam": velden.naam,
    "gemeentenummer": velden.mag_leeg(
        velden.patroon(re.compile(r"[0-9]{1,4}"), "een getal van hoogstens vier cijfers")
    ),
    "gemeentenaam": velden.mag_leeg(velden.naam),
    "bevoegd gezag nummer": str,
    "bevoegd gezag naam": velden.mag_leeg(velden.naam),
}
ZINNEN: Final = {
    "bestuur": (
        "{} vestiging heeft een bestuursnummer dat geen vijf cijfers heeft; dat nummer is niet gebruikt.",
        "{} vestigingen hebben een bestuursnummer dat geen vijf cijfers heeft; dat nummer is niet gebruikt.",
    ),
    "gemeentecode": (
        "{} gemeentenummer heeft minder dan vier cijfers; het is met nullen aangevuld.",
        "{} gemeentenummers hebben minder dan vier cijfers; ze zijn met nullen aangevuld.",
    ),
    "gemeente": ("{} vestiging heeft geen gemeente.", "{} vestigingen hebben geen gemeente."),
}


class DuoVestigingRij(GeslotenRij):
    """One school. `gemeente` is the number in four digits and the name, as far as known."""

    vestiging: Vestiging
    naam: Naam
    plaats: Naam
    gemeente: Annotated[str, Field(max_length=velden.MAX_NAAM + 5)]
    bestuur: Bestuur | None
    bestuur_naam: Naam | None


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[DuoVestigingRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan)
    meld_dubbel(tabel.regels, ("vestiging",), fouten)
    fouten.stop_als_gevuld()
    bijzonder = Bijzonderheden(ZINNEN)
    gelezen = tuple(_rij(regel, bijzonder) for regel in tabel.regels)
    return Gelezen(gelezen, (*tabel.waarschuwingen, *bijzonder.meldingen()))


def _vul_aan(cellen: dict[str, str]) -> None:
    voeg_brin_toe(cellen)
    for naam in _OPTIONEEL:
        cellen.setdefault(naam, "")


def _rij(regel: Regel, bijzonder: Bijzonderheden) -> DuoVestigingRij:
    waarden = regel.waarden
    return DuoVestigingRij(
        rij=regel.rij, vestiging=waarden["vestiging"], naam=waarden["vestigingsnaam"], plaats=waarden["plaatsnaam"],
        gemeente=_gemeente(waarden["gemeentenummer"], waarden["gemeentenaam"], bijzonder),
        bestuur=bestuursnummer(waarden["bevoegd gezag nummer"], bijzonder), bestuur_naam=waarden["bevoegd gezag naam"],
    )  # fmt: skip


def bestuursnummer(cel: str, bijzonder: Bijzonderheden) -> str | None:
    """The number when it is one; DUO writes 0 for a board that it doesn't know."""
    if cel and BESTUUR.fullmatch(cel) is None:
        bijzonder.tel("bestuur")
        return None
    return cel or None


def gemeentecode(cel: str, bijzonder: Bijzonderheden) -> str:
    """Four digits: DUO pads the number in one file and not in another."""
    if 0 < len(cel) < 4:
        bijzonder.tel("gemeentecode")
        return cel.zfill(4)
    return cel


def _gemeente(code: str | None, naam: str | None, bijzonder: Bijzonderheden) -> str:
    if not naam:
        bijzonder.tel("gemeente")
    return " ".join(filter(None, (gemeentecode(code or "", bijzonder), naam)))
