"""Source `thuiszitters`: one line per pupil that is (or was) at home, from the leerplichtregistratie. It holds persons.

Only what is asked for below is taken from the file; names and notes never get further than this module. The rows
travel sealed to the anonymiser (shared.contracts.bronnen.lijsten says what comes out).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Final

from pydantic import Field

from shared.contracts import codes
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import BRIN, Kolom, voeg_brin_toe
from shared.contracts.bronnen.personen import controleer_een_swv
from shared.contracts.bronnen.rij import GeslotenRij, Naam, Swv, Vestiging
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel

MAX_RIJEN: Final = 100_000
VIER_WEKEN: Final = 28
"""Days; below it only absoluut verzuim makes a thuiszitter."""

_MAG_ONTBREKEN: Final = ("vestiging", "tot", "reden")
KOLOMMEN: Final = (
    Kolom("melding", ("meldingnummer", "melding nummer")), Kolom("swv", ("swv nummer", "samenwerkingsverband")),
    Kolom("soort"), Kolom("sinds", ("verzuim sinds",)), Kolom("peildatum"),
    Kolom("vestiging", ("vestigingsnummer", "vestigingscode"), verplicht=False), BRIN,
    Kolom("tot", ("einde verzuim",), verplicht=False), Kolom("reden", ("reden verzuim",), verplicht=False),
)  # fmt: skip


def _korte_tekst(cel: str) -> str:
    """Whatever is written as a reason: the anonymiser keeps a code of its list, or `overig`."""
    return cel[: velden.MAX_NAAM]


_LEZERS: Final[dict[str, Lezer]] = {
    "melding": velden.naam,
    "swv": velden.swv,
    "soort": velden.een_van(codes.THUISZITTER_SOORTEN),
    "sinds": velden.datum,
    "tot": velden.mag_leeg(velden.datum),
    "peildatum": velden.datum,
    "vestiging": velden.mag_leeg(velden.vestiging),
    "reden": velden.mag_leeg(_korte_tekst),
}


class ThuiszitterRij(GeslotenRij):
    """One pupil, as it travels sealed."""

    melding: Naam
    swv: Swv
    vestiging: Vestiging | None
    soort: codes.ThuiszitterSoort
    sinds: date
    tot: date | None
    reden: Annotated[str, Field(max_length=velden.MAX_NAAM)] | None
    peildatum: date


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[ThuiszitterRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column, without a value from the file.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan, personen=True)
    eerder: dict[tuple[str, date], int] = {}
    for regel in tabel.regels:
        _controleer_dagen(regel, fouten)
        _controleer_dubbel(regel, eerder, fouten)
    controleer_een_swv(tabel.regels, fouten)
    fouten.stop_als_gevuld()
    return Gelezen(tuple(_rij(regel) for regel in tabel.regels), tabel.waarschuwingen)


def telt_op_peildatum(sinds: date, tot: date | None, peildatum: date) -> bool:
    """At home on that day: begun on it or before, and not ended yet (`tot` is the first day back)."""
    return sinds <= peildatum and (tot is None or tot > peildatum)


def _vul_aan(cellen: dict[str, str]) -> None:
    for naam in _MAG_ONTBREKEN:
        cellen.setdefault(naam, "")
    voeg_brin_toe(cellen)
    cellen["soort"] = "_".join(cellen.get("soort", "").casefold().split())


def _controleer_dagen(regel: Regel, fouten: Foutenlijst) -> None:
    rij, waarden, gebroken = regel
    if gebroken & {"sinds", "tot", "peildatum", "soort"}:
        return
    sinds, tot, peildatum = waarden["sinds"], waarden["tot"], waarden["peildatum"]
    if tot is not None and tot < sinds:
        fouten.meld(rij, "tot", "mag niet voor sinds liggen")
    elif (
        waarden["soort"] == "langdurig_relatief"
        and telt_op_peildatum(sinds, tot, peildatum)
        and (peildatum - sinds).days < VIER_WEKEN
    ):
        fouten.meld(rij, "sinds", "ligt minder dan vier weken voor de peildatum; dan is het nog niet langdurig")


def _controleer_dubbel(regel: Regel, eerder: dict[tuple[str, date], int], fouten: Foutenlijst) -> None:
    if not regel.gebroken & {"melding", "peildatum"}:
        sleutel = (regel.waarden["melding"], regel.waarden["peildatum"])
        if eerder.setdefault(sleutel, regel.rij) != regel.rij:
            fouten.meld(regel.rij, "melding", f"staat voor deze peildatum ook op rij {eerder[sleutel]}")


def _rij(regel: Regel) -> ThuiszitterRij:
    return ThuiszitterRij(rij=regel.rij, **regel.waarden)
