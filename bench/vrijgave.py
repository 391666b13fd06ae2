"""What does the audit of a release cost? One SWV of 80 schools, and its thirteenth release of a schooljaar.

`python -m bench.vrijgave` plays an invented region (`deploy.example`) month by month through the release gate and its
audit, in memory: what PostgreSQL adds is reading and writing. It prints what each release cost, and what it is worth.
"""

import argparse
import os
import resource
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from deploy.example.dossier import Gebeurtenis
from deploy.example.gebeurtenissen import dossier_van
from deploy.example.regio import Regio
from deploy.example.simulatie import maak_wereld
from services.aggregator.vrijgave.beleid import Beleidsboek
from services.aggregator.vrijgave.indeling import Indeling
from services.aggregator.vrijgave.meten import Korrels, Plek, bijdragen, plekken, tel, veranderd
from services.aggregator.vrijgave.ronden import Bewijs, Geheugen, door_de_toets, waarheden_van
from services.aggregator.vrijgave.samenstellen import Invoer, Samenstelling
from services.aggregator.vrijgave.toets import Toets
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from services.aggregator.vrijgave.uitgave import Uitgave
from services.anonymiser.domain import anonymise
from shared.contracts import ldos
from shared.contracts.duren import Termijnen
from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal
from shared.contracts.lidmaatschap import Lid
from tests.gebeurtenissen import as_bytes
from tests.lijsten import Sleutels

Zaken = Mapping[str, tuple[int, bytes | None]]
"""Case → (SWV, dossier as held)."""


class Gemeten(NamedTuple):
    """One release: seconds on the clock and of all processors, certificate, and what it is worth."""

    samen: Samenstelling
    bewijs: Bewijs | None
    seconden: float
    cpu: float


class Loop:
    """Successive releases of a region, remembering what the gate remembers in the plainest way: everything."""

    def __init__(self, regio: Regio, toets: Toets | None, boek: Beleidsboek | None = None) -> None:
        self.indeling, self.toets, self.boek = Indeling(tuple(_leden(regio))), toets, boek or Beleidsboek()
        self.zaken: dict[int, Zaken] = {}
        self.uitgaven: list[Uitgave] = []
        self.toen: dict[int, dict[int, Waarheid]] = {}
        self.gehouden: dict[Plek, int] = {}

    def geef_vrij(self, zaken: Zaken, moment: datetime) -> Gemeten:
        """The next release. Raises ToetsMislukt."""
        korrels: Korrels = {}
        for zaak in zaken.values():
            tel(korrels, bijdragen(*zaak))
        vorige = self.uitgaven[-1] if self.uitgaven else None
        invoer = Invoer(
            moment, korrels, self.indeling, self.boek, Termijnen(), vorige, self.gehouden,
            lambda nummer: self._veranderd(nummer, zaken, schooljaar),
        )  # fmt: skip
        schooljaar = invoer.lopend
        begin, cpu = time.perf_counter(), _cpu()
        samen, bewijs = door_de_toets(invoer, self.uitgaven, Geheugen(self.toen), self.toets)
        gemeten = Gemeten(samen, bewijs, time.perf_counter() - begin, _cpu() - cpu)
        self.zaken[samen.uitgave.nummer] = zaken
        self._onthoud(samen, waarheden_van(invoer, samen))
        return gemeten

    def _onthoud(self, samen: Samenstelling, nu: dict[int, Waarheid]) -> None:
        """As the database does: the truth of a schooljaar goes with its final release."""
        open_ = {een.sleutel.schooljaar for een in samen.uitgave.tabellen.values() if not een.definitief} - {0}
        self.uitgaven.append(samen.uitgave)
        self.gehouden = samen.gehouden
        self.toen[samen.uitgave.nummer] = nu
        self.toen = {nummer: {jaar: een for jaar, een in per.items() if jaar in open_} for nummer, per in
                     self.toen.items()}  # fmt: skip

    def _veranderd(self, nummer: int, zaken: Zaken, lopend: int) -> Counter[Plek]:
        toen = self.zaken[nummer]
        leeg = (0, None)
        anders = [een for een in toen.keys() | zaken.keys() if toen.get(een, leeg) != zaken.get(een, leeg)]
        return veranderd(
            tuple(plekken(bijdragen(*per.get(een, leeg)), self.indeling, lopend) for per in (toen, zaken))  # type: ignore[misc]
            for een in anders
        )


def _leden(regio: Regio) -> Iterator[Lid]:
    for een in regio.leden:
        tot = 9999 if een.tot is None else een.tot
        yield Lid(
            *(swv_getal(een.swv), vestiging_getal(een.vestiging), een.vanaf, tot, bestuur_getal(een.bestuur)),
            *(een.subregio or None, een.schoolsoort),
        )


def momenten(laatste: date, aantal: int) -> list[datetime]:
    """So many months in a row, up to this day."""
    maanden = [laatste.year * 12 + laatste.month - 1 - terug for terug in reversed(range(aantal))]
    return [datetime(maand // 12, maand % 12 + 1, laatste.day, 5, tzinfo=UTC) for maand in maanden]


def standen(gebeurtenissen: Iterable[Gebeurtenis], momenten_: Iterable[datetime]) -> Iterator[tuple[datetime, Zaken]]:
    """The cases as they stand at each moment, without a person; `gebeurtenissen` in order of time."""
    wachtend = iter(gebeurtenissen)
    volgende = next(wachtend, None)
    zaken: dict[str, tuple[int, bytes | None]] = {}
    for moment in momenten_:
        while volgende is not None and datetime.fromisoformat(str(volgende["time"])) <= moment:
            data = dossier_van(volgende)
            zaken[f"{data['swv']}/{data['dossiernummer']}"] = _zaak(volgende)
            volgende = next(wachtend, None)
        yield moment, dict(zaken)


def _zaak(gebeurtenis: Gebeurtenis) -> tuple[int, bytes | None]:
    aanvaard = ldos.check(ldos.read(as_bytes(gebeurtenis)))
    assert isinstance(aanvaard, ldos.Accepted), "de speler houdt zich aan het contract"
    zaak = anonymise(aanvaard, Sleutels(), 1)
    inhoud = None if zaak.dossier is None else zaak.dossier.model_dump_json(by_alias=True).encode()
    return swv_getal(zaak.swv), inhoud


def _cpu() -> float:
    eigen, kinderen = (resource.getrusage(wie) for wie in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return eigen.ru_utime + eigen.ru_stime + kinderen.ru_utime + kinderen.ru_stime


def _toon(nummer: int, gemeten: Gemeten, zaken: Zaken) -> None:
    bewijs: Mapping[str, Any] = gemeten.bewijs or {}
    dossiers = sum(inhoud is not None for _, inhoud in zaken.values())
    print(
        f"| {nummer} | {gemeten.samen.uitgave.moment:%d-%m-%Y} | {dossiers} | {bewijs.get('cellen', 0)} "
        f"| {bewijs.get('programmas', 0)} | {bewijs.get('ronden', 0)} | {bewijs.get('kleinste', '')} "
        f"| {len(bewijs.get('bevroren', ()))} | {gemeten.seconden:.1f} | {gemeten.cpu:.1f} |",
        flush=True,
    )


def _nut(telling: Mapping[str, Mapping[str, Any]]) -> None:
    """What the last release is worth: shares of the cells that can hold a number, and the mean error."""
    print("\n| niveau | cellen | getoond | verborgen | onthouden (door de toets) | vastgehouden | fout |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for niveau, geteld in telling.items():
        onthouden = sum(aantal for soort, aantal in geteld.items() if soort.startswith("onthouden"))
        cellen = geteld.get("getoond", 0) + geteld.get("verborgen", 0) + onthouden

        def deel(aantal: int, cellen: int = cellen) -> str:
            return f"{100 * aantal / max(1, cellen):.1f}%"

        print(
            f"| {niveau} | {cellen} | {deel(geteld.get('getoond', 0))} | {deel(geteld.get('verborgen', 0))} "
            f"| {deel(onthouden)} ({deel(geteld.get('onthouden_toets', 0))}) | {deel(geteld.get('vastgehouden', 0))} "
            f"| {geteld.get('fout_dossiers', '–')} ({geteld.get('fout_procent', '–')}%) |"
        )


def main() -> None:
    """Play, audit, print."""
    vraag = argparse.ArgumentParser(description=__doc__)
    vraag.add_argument("--scholen", type=int, default=80)
    vraag.add_argument("--swvs", type=int, default=1)
    vraag.add_argument("--vrijgaven", type=int, default=13)
    vraag.add_argument("--jaren", type=int, default=3, help="schooljaren dossiers")
    vraag.add_argument("--drukte", type=float, default=1.0, help="keer zo veel dossiers")
    vraag.add_argument("--zaad", type=int, default=1)
    vraag.add_argument("--tot", type=date.fromisoformat, default=date(2026, 10, 2), help="dag van de laatste vrijgave")
    vraag.add_argument("--seconden", type=float, default=1800.0)
    keuze = vraag.parse_args()
    wereld = maak_wereld(keuze.tot, keuze.swvs, keuze.scholen, keuze.jaren, keuze.zaad, keuze.drukte)
    loop = Loop(wereld.regio, Toetser(keuze.seconden))
    print(f"{keuze.scholen} scholen, {keuze.swvs} SWV, {os.cpu_count()} kernen; seconden van de hele vrijgave")
    print("| vrijgave | stand per | dossiers | cellen | programma's | ronden | kleinste | bevroren | s | cpu s |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for nummer, (moment, zaken) in enumerate(
        standen(wereld.gebeurtenissen(), momenten(keuze.tot, keuze.vrijgaven)), start=1
    ):
        gemeten = loop.geef_vrij(zaken, moment)
        _toon(nummer, gemeten, zaken)
    _nut(gemeten.samen.nut.als_json())


if __name__ == "__main__":
    main()
