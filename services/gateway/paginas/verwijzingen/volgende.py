"""The table of the next level: the way down, by name, never a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.gateway.paginas.figuur import Tabel
from services.gateway.paginas.gegevens import NIETS, Antwoord, Waarde
from services.gateway.paginas.keuze import Keuze
from services.gateway.paginas.poorten import Json
from services.gateway.paginas.verwijzingen.vragen import JAREN_IN_TABEL, Gegevens
from shared.contracts.schooljaar import tekst

BREEDTE, HOOGTE = 96, 26


@dataclass(frozen=True, slots=True)
class Lijntje:
    """A line without axes over whole schooljaren; `open_` is the point of the running year."""

    punten: str
    open_: tuple[float, float] | None
    woorden: str


@dataclass(frozen=True, slots=True)
class Rij:
    """One unit of the next level."""

    eenheid: Json
    adres: str
    nu: Waarde
    eerder: Waarde
    toegekend: Waarde
    open_: Waarde
    lijn: Lijntje | None


def rijen(gegevens: Gegevens) -> tuple[Rij, ...]:
    """The rows, in the order of the names."""
    keuze = gegevens.keuze
    per_jaar, toegekend, open_ = (
        _Samen(gegevens, naam) for naam in ("kinderen", "kinderen-toegekend", "kinderen-open")
    )
    return tuple(
        Rij(
            eenheid=kind,
            adres=adres_van(keuze, kind),
            nu=per_jaar.totaal(keuze.jaar, kind),
            eerder=per_jaar.totaal(keuze.eerder, kind),
            toegekend=toegekend.totaal(keuze.jaar, kind),
            open_=open_.totaal(None, kind),
            lijn=_lijn(_jaren(keuze), [per_jaar.totaal(jaar, kind) for jaar in _jaren(keuze)]),
        )
        for kind in gegevens.kinderen
    )


class _Samen:
    """Answers that were asked in parts, read as one."""

    def __init__(self, gegevens: Gegevens, naam: str) -> None:
        delen = [sleutel for sleutel in gegevens.ruw if sleutel.rpartition("-")[0] == naam]
        self._delen = [Antwoord(gegevens.ruw[sleutel]) for sleutel in delen]

    def totaal(self, jaar: str | None, kind: Json) -> Waarde:
        gevonden = (deel.totaal(jaar, str(kind["eenheid"])) for deel in self._delen)
        return next((waarde for waarde in gevonden if waarde is not NIETS), NIETS)


def adres_van(keuze: Keuze, kind: Json) -> str:
    """The address of a unit below the chosen one, within the same SWV."""
    anders: dict[str, Any] = {"niveau": kind["niveau"], "eenheid": kind["eenheid"], "verdeling": None}
    if keuze.niveau == "swv" and kind["niveau"] in ("bestuur", "school"):
        anders["binnen"] = keuze.eenheid
    return keuze.adres(**anders)


def _jaren(keuze: Keuze) -> list[str]:
    return [tekst(jaar) for jaar in range(keuze.lopend - JAREN_IN_TABEL + 1, keuze.lopend + 1)]


def _lijn(jaren: Sequence[str], waarden: Sequence[Waarde]) -> Lijntje | None:
    """None where fewer than two whole schooljaren have a number."""
    top = max((waarde.getal or 0 for waarde in waarden), default=0) or 1
    punten = {
        nummer: (4 + nummer * (BREEDTE - 8) / (len(waarden) - 1), HOOGTE - 4 - (HOOGTE - 8) * waarde.getal / top)
        for nummer, waarde in enumerate(waarden)
        if waarde.getal is not None
    }
    heel = [punt for nummer, punt in punten.items() if not waarden[nummer].voorlopig]
    if len(heel) < 2:
        return None
    open_ = next((punt for nummer, punt in punten.items() if waarden[nummer].voorlopig), None)
    woorden = ", ".join(f"{jaar}: {waarde.toon}" for jaar, waarde in zip(jaren, waarden, strict=True))
    return Lijntje(" ".join(f"{x:.1f},{y:.1f}" for x, y in heel), open_, woorden)


def tabel(gegevens: Gegevens, rijen_: Sequence[Rij]) -> Tabel:
    """The same rows with all schooljaren, for downloads."""
    keuze, per_jaar = gegevens.keuze, _Samen(gegevens, "kinderen")
    jaren = {*_jaren(keuze), keuze.jaar, keuze.eerder}
    return Tabel(
        ("Naam", "Code", *(f"aangevraagd {jaar}" for jaar in sorted(jaren)), f"toegekend {keuze.jaar}", "open nu"),
        tuple(
            (
                str(rij.eenheid["naam"]),
                str(rij.eenheid["eenheid"]),
                *(per_jaar.totaal(jaar, rij.eenheid) for jaar in sorted(jaren)),
                rij.toegekend,
                rij.open_,
            )
            for rij in rijen_
        ),
    )
