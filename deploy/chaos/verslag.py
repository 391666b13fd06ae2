"""What runs showed, as a page in Markdown; nothing is in it that was not counted."""

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import psutil

from deploy.chaos.storingen import ALLE
from deploy.chaos.verloop import Beurt, Opzet, Uitslag


def verslag(uitslagen: Sequence[Uitslag], opzet: Opzet, begin: datetime) -> str:
    """The whole page."""
    beurten = [beurt for uitslag in uitslagen for beurt in uitslag.beurten]
    regels = [
        "# Verslag van de chaosproef", "",
        f"Gedraaid op {begin:%d-%m-%Y om %H:%M} UTC met `./pos chaos`, {os.cpu_count()} kernen,"
        f" {psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.machine()};"
        f" {opzet.brokers} {'broker' if opzet.brokers == 1 else 'brokers'}{_werkers(opzet)}.",
        "", *_samen(uitslagen, beurten), "", "## Per storing", "", *_per_storing(beurten), "",
        "## Per run", "", *_per_run(uitslagen), *_mis(uitslagen),
    ]  # fmt: skip
    return "\n".join(regels) + "\n"


def _werkers(opzet: Opzet) -> str:
    return "".join(f", {aantal} × {naam}" for naam, aantal in opzet.werkers.items())


def _samen(uitslagen: Sequence[Uitslag], beurten: Sequence[Beurt]) -> list[str]:
    oordelen = [beurt.oordeel for beurt in beurten if beurt.oordeel is not None]
    vooruit = sorted(beurt.vooruit for beurt in beurten if beurt.vooruit is not None)
    gedood = sum((uitslag.gedood for uitslag in uitslagen), Counter())
    feiten = {
        "runs": getal(len(uitslagen)),
        "waarvan zonder fout": getal(sum(uitslag.goed for uitslag in uitslagen)),
        "seeds": ", ".join(str(uitslag.seed) for uitslag in uitslagen),
        "storingen": getal(len(beurten)),
        "kill -9": f"{getal(gedood.total())} ({', '.join(f'{naam} {getal(n)}' for naam, n in sorted(gedood.items()))})",
        "gebeurtenissen gepusht": getal(sum(uitslag.gepusht for uitslag in uitslagen)),
        "waarvan verschillend en aanvaard": getal(sum(uitslag.aanvaard for uitslag in uitslagen)),
        "leveringen opnieuw gestuurd": getal(sum(uitslag.opnieuw for uitslag in uitslagen)),
        "verschillende cellen": getal(sum(een.cellen for een in oordelen)),
        "verloren": getal(sum(een.verloren for een in oordelen)),
        "te veel": getal(sum(een.te_veel for een in oordelen)),
        "dode letters die niet klopten": getal(sum(een.dode_letters for een in oordelen)),
        "verschillen volgens `herbereken --controleer`": getal(sum(een.herbereken or 0 for een in oordelen)),
        "keer gekeken of alles optelt": getal(sum(uitslag.gekeken for uitslag in uitslagen)),
        "keer dat het niet optelde": getal(sum(len(uitslag.behoud) for uitslag in uitslagen)),
        "weer vooruit na een storing": _spreiding(vooruit),
        "duur": f"{sum(uitslag.seconden for uitslag in uitslagen) / 60:.0f} minuten",
    }
    return ["| wat | gemeten |", "| --- | ---: |", *(f"| {wat} | {hoeveel} |" for wat, hoeveel in feiten.items())]


def _spreiding(seconden: Sequence[float]) -> str:
    if not seconden:
        return "niet gemeten"
    return f"mediaan {_komma(seconden[len(seconden) // 2])} s, langste {_komma(seconden[-1])} s"


def _per_storing(beurten: Iterable[Beurt]) -> list[str]:
    per_naam: dict[str, list[Beurt]] = {}
    for beurt in beurten:
        per_naam.setdefault(beurt.storing, []).append(beurt)
    regels = ["| storing | wat er gebeurt | keer | goed | langste tot vooruit |", "| --- | --- | ---: | ---: | ---: |"]
    for naam in (naam for naam in ALLE if naam in per_naam):
        alle = per_naam[naam]
        langste = max((beurt.vooruit or 0.0 for beurt in alle), default=0.0)
        goed = sum(beurt.goed for beurt in alle)
        regels.append(f"| {naam} | {ALLE[naam].wat} | {len(alle)} | {goed} | {_komma(langste)} s |")
    niet = [naam for naam in ALLE if naam not in per_naam]
    return [*regels, "", f"Niet aan de beurt geweest: {', '.join(niet) or 'geen enkele'}."]


def _per_run(uitslagen: Iterable[Uitslag]) -> list[str]:
    kop = ["| seed | storingen | kill -9 | aanvaard | uitslag |", "| ---: | --- | ---: | ---: | --- |"]
    return kop + [
        f"| {een.seed} | {', '.join(beurt.storing for beurt in een.beurten)} | {een.gedood.total()} |"
        f" {getal(een.aanvaard)} | {'goed' if een.goed else 'fout'} |"
        for een in uitslagen
    ]


def _mis(uitslagen: Iterable[Uitslag]) -> list[str]:
    regels = [regel for uitslag in uitslagen for regel in fouten(uitslag)]
    return ["", "## Wat er misging", "", *(f"- {regel}" for regel in regels)] if regels else []


def fouten(uitslag: Uitslag) -> list[str]:
    """Everything that was wrong in a run, a line each."""
    regels = [f"seed {uitslag.seed}: {uitslag.fout}"] if uitslag.fout else []
    regels += [
        f"seed {uitslag.seed}, {beurt.storing}: {beurt.fout or beurt.oordeel}"
        for beurt in uitslag.beurten
        if not beurt.goed
    ]
    return regels + [f"seed {uitslag.seed}, behoud: {regel}" for regel in uitslag.behoud[:5]]


def getal(aantal: int) -> str:
    """12.345."""
    return f"{aantal:,}".replace(",", ".")


def _komma(seconden: float) -> str:
    return f"{seconden:.1f}".replace(".", ",")
