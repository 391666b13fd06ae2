"""Which column of a file is which: headers are matched without regard to case, spaces and underscores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from shared.contracts.bronnen.fouten import Foutenlijst, OngeldigBestandError

_TUSSEN: Final = re.compile(r"[\s_\u00a0]+")
_TOONBAAR: Final = re.compile(r"[\w .()/-]{1,40}")
KOPREGEL: Final = 1


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column that we read; `aliassen` are other names in use, `verplicht` says that it must be there,
    `gebruikt` that we do something with it."""

    naam: str
    aliassen: tuple[str, ...] = ()
    verplicht: bool = True
    gebruikt: bool = True


VESTIGING: Final = Kolom("vestiging", ("vestigingsnummer", "vestigingscode"))
BRIN: Final = Kolom("brin", ("brin nummer", "instellingscode", "instelling"), verplicht=False)


@dataclass(frozen=True, slots=True)
class Kop:
    """The header: name of our column → position; `breedte` is the number of cells of the header."""

    plaatsen: dict[str, int]
    breedte: int
    waarschuwingen: tuple[str, ...] = field(default=())


def ongebruikt(*namen: str) -> tuple[Kolom, ...]:
    """Columns that belong in the file and that we do not need: no remark when they are there."""
    return tuple(Kolom(naam, verplicht=False, gebruikt=False) for naam in namen)


def voeg_brin_toe(cellen: dict[str, str]) -> None:
    """DUO writes a vestiging as BRIN and two more characters, in two columns."""
    volgnummer = cellen.get("vestiging", "")
    if 1 <= len(volgnummer) <= 2 and len(cellen.get("brin", "")) == 4:
        # A spreadsheet makes 0 of 00.
        cellen["vestiging"] = cellen["brin"] + volgnummer.zfill(2)


def vergelijkbaar(naam: str) -> str:
    """`BRIN NUMMER`, `Brin_nummer` → `brinnummer`."""
    return _TUSSEN.sub("", naam).casefold()


def lees_kop(cellen: Sequence[str], kolommen: Sequence[Kolom], personen: bool = False) -> Kop:
    """Find the columns. Unknown ones are told and not used; in a list with `personen` only their number is told.

    Raises:
        OngeldigBestandError: a column is missing or stands there twice.
    """
    namen = {vergelijkbaar(naam): kolom.naam for kolom in kolommen for naam in (kolom.naam, *kolom.aliassen)}
    gevuld = len(cellen)
    while gevuld and not cellen[gevuld - 1].strip():
        gevuld -= 1
    plaatsen: dict[str, int] = {}
    extra: list[str] = []
    fouten = Foutenlijst()
    for plaats, cel in enumerate(cellen[:gevuld]):
        naam = namen.get(vergelijkbaar(cel))
        if naam is None:
            extra.append(_noem(plaats, cel))
        elif naam in plaatsen:
            fouten.meld(KOPREGEL, naam, "deze kolom staat twee keer in het bestand")
        else:
            plaatsen[naam] = plaats
    _controleer_volledig(plaatsen, kolommen)
    fouten.stop_als_gevuld()
    return Kop(plaatsen, gevuld, _over_aantal(len(extra)) if personen else _over_extra(extra))


def _controleer_volledig(plaatsen: dict[str, int], kolommen: Sequence[Kolom]) -> None:
    ontbreekt = [kolom.naam for kolom in kolommen if kolom.verplicht and kolom.naam not in plaatsen]
    if ontbreekt:
        woord = "Deze kolommen ontbreken" if len(ontbreekt) > 1 else "Deze kolom ontbreekt"
        raise OngeldigBestandError.heel_bestand(
            f"{woord}: {', '.join(ontbreekt)}. De eerste regel van het bestand moet de namen van de kolommen bevatten."
        )


def _noem(plaats: int, cel: str) -> str:
    """A header as people know it; something odd only by its place."""
    naam = cel.strip()
    return naam if _TOONBAAR.fullmatch(naam) else f"kolom {plaats + 1}"


def _over_extra(extra: Sequence[str]) -> tuple[str, ...]:
    if not extra:
        return ()
    if len(extra) == 1:
        return (f"Deze kolom is niet gebruikt: {extra[0]}.",)
    return (f"Deze kolommen zijn niet gebruikt: {', '.join(extra)}.",)


def _over_aantal(extra: int) -> tuple[str, ...]:
    if not extra:
        return ()
    hoeveel = "1 kolom is" if extra == 1 else f"{extra} kolommen zijn"
    return (f"{hoeveel} niet overgenomen: die zijn voor de cijfers niet nodig.",)
