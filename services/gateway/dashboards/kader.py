"""What a dashboard is about (one unit, one choice), the questions that its figures ask, and their answers together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from services.gateway.dashboards.gegevens import Antwoord
from services.gateway.dashboards.keuze import VERDELINGEN, Filter, Keuze
from services.gateway.dashboards.poorten import Cijfers, Json, Vraag, Vraagbaak
from shared.contracts.indicatoren import INDICATOREN

# An answer may name this many units at most; a longer table is asked in parts.
MAX_EENHEDEN: Final = 500


@dataclass(frozen=True)
class Kader:
    """One view: the choice, the unit as the API tells it, the units of the table below, and the day."""

    keuze: Keuze
    eenheid: Json
    kinderen: Sequence[Json]
    vandaag: date
    filters: tuple[Filter, ...] = ()

    @property
    def eigen(self) -> bool:
        """Does the reader see this unit exactly and live?"""
        return bool(self.eenheid["zicht"] == "eigen")

    @property
    def swvs(self) -> list[str]:
        """SWV's whose dossiers count here: the one that the reader came through, else this unit or those above."""
        boven = [str(ouder["eenheid"]) for ouder in self.eenheid["ouders"] if ouder["niveau"] == "swv"]
        if self.keuze.binnen:
            return [self.keuze.binnen]
        zelf = [self.keuze.eenheid] if self.keuze.niveau in ("swv", "landelijk") else []
        return [*zelf, *boven]

    @property
    def verdelingen(self) -> list[str]:
        """Kinds of unit that the table of the next level can show, in the order of the choice."""
        return verdelingen(self.eenheid, self.keuze)

    @property
    def verdeling(self) -> str | None:
        """The kind that it does show."""
        return gekozen_verdeling(self.eenheid, self.keuze)

    def waarden(
        self,
        code: str,
        *schooljaren: str,
        splitsing: str | None = None,
        eenheden: Sequence[Json] | None = None,
        anders: Mapping[str, str] | None = None,
    ) -> Vraag:
        """`waarden` of an indicator: of this unit unless others of one level are named, with the filters that fit.

        `anders`: other parameters of the API, such as `teldatum`.
        """
        wie = eenheden if eenheden is not None else [self.eenheid]
        namen = tuple(("eenheid", str(een["eenheid"])) for een in wie)
        jaren = tuple(("schooljaar", jaar) for jaar in schooljaren)
        deel = (("splitsing", splitsing),) if splitsing else ()
        vast = (("niveau", str(wie[0]["niveau"])), *namen, *jaren, *deel, *(anders or {}).items())
        return Vraag("waarden", code, (*vast, *self._grenzen(code)))

    def vergelijking(self, code: str, anders: Mapping[str, str] | None = None) -> Vraag:
        """`vergelijking` of an indicator for this unit in the chosen schooljaar. `anders`: as of `waarden`."""
        keuze = self.keuze
        wie = (("niveau", keuze.niveau), ("eenheid", keuze.eenheid), ("schooljaar", keuze.jaar))
        return Vraag("vergelijking", code, (*wie, *(anders or {}).items(), *self._grenzen(code)))

    def per_kind(self, code: str, *schooljaren: str, anders: Mapping[str, str] | None = None) -> tuple[Vraag, ...]:
        """`waarden` of all units of the next level, in as few questions as the API allows."""
        kinderen = self.kinderen
        delen = [kinderen[begin : begin + MAX_EENHEDEN] for begin in range(0, len(kinderen), MAX_EENHEDEN)]
        return tuple(self.waarden(code, *schooljaren, eenheden=deel, anders=anders) for deel in delen)

    def _grenzen(self, code: str) -> tuple[tuple[str, str], ...]:
        """What narrows a question: the SWV, the filters and the toerekening that this indicator knows."""
        keuze, indicator = self.keuze, INDICATOREN[code]
        binnen = (("binnen", keuze.binnen),) if keuze.binnen else ()
        splitsing_van = {een.naam: een.splitsing for een in self.filters}
        filters = tuple(
            (f"filter.{splitsing_van[naam]}", waarde)
            for naam, waarde in keuze.filters
            if splitsing_van[naam] in indicator.splitsingen
        )
        anders = keuze.toerekening != "aanvrager" and indicator.toerekening
        return (*binnen, *filters, *((("toerekening", keuze.toerekening),) if anders else ()))


@dataclass(frozen=True)
class Gegevens:
    """The answers to all questions of one view: `gegevens[vraag]`."""

    kader: Kader
    antwoorden: Mapping[Vraag, Json]
    _gelezen: dict[Vraag, Antwoord] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def keuze(self) -> Keuze:
        return self.kader.keuze

    def __getitem__(self, vraag: Vraag) -> Antwoord:
        """The answer of `waarden`, to look up in."""
        if vraag not in self._gelezen:
            self._gelezen[vraag] = Antwoord(self.antwoorden[vraag])
        return self._gelezen[vraag]

    def ruw(self, vraag: Vraag) -> Json:
        """The answer as the API gives it."""
        return self.antwoorden[vraag]

    @cached_property
    def stand(self) -> str | None:
        """Moment of the figures of this unit, as the API wrote it; None where nothing of it is shown exactly."""
        wie = ("eenheid", self.keuze.eenheid)
        standen = [antwoord.get("stand") for vraag, antwoord in self.antwoorden.items() if wie in vraag.parameters]
        return max((str(stand) for stand in standen if stand), default=None)

    @property
    def niet_vrijgegeven(self) -> bool:
        """Is every total of this unit withheld? Not so where nothing was asked about it."""
        alle = [
            Antwoord(antwoord).totaal(periode["schooljaar"], str(reeks["eenheid"]))
            for vraag, antwoord in self.antwoorden.items()
            if vraag.bron == "waarden"
            for reeks in antwoord["reeksen"]
            if reeks["eenheid"] == self.keuze.eenheid
            for periode in reeks["perioden"]
        ]
        return bool(alle) and all(waarde.niet_vrijgegeven for waarde in alle)


async def lees_kader(
    cijfers: Cijfers, keuze: Keuze, vandaag: date, filters: Sequence[Filter] = (), *, met_kinderen: bool = True
) -> Kader:
    """The unit and its surroundings. Raises what the API raises."""
    eenheid = await cijfers.eenheid(keuze.niveau, keuze.eenheid)
    kinderen = await _kinderen(cijfers, eenheid, keuze) if met_kinderen else ()
    return Kader(keuze, eenheid, kinderen, vandaag, tuple(filters))


async def beantwoord(cijfers: Vraagbaak, kader: Kader, vragen: Iterable[Vraag]) -> Gegevens:
    """Ask each question once."""
    return Gegevens(kader, {vraag: await cijfers.antwoord(vraag) for vraag in dict.fromkeys(vragen)})


async def _kinderen(cijfers: Cijfers, eenheid: Json, keuze: Keuze) -> Sequence[Json]:
    """The units of the table, by name: those that the reader chose, else besturen before subregio's before schools."""
    soort = gekozen_verdeling(eenheid, keuze)
    if soort == "school" and keuze.niveau == "swv":
        kinderen = await cijfers.eenheden(niveau="school", binnen=keuze.eenheid)
    else:
        kinderen = [kind for kind in eenheid["kinderen"] if kind["niveau"] == soort]
    return sorted(kinderen, key=lambda kind: str(kind["naam"]).casefold())


def verdelingen(eenheid: Json, keuze: Keuze) -> list[str]:
    """Kinds of unit below this one."""
    aanwezig = {str(kind["niveau"]) for kind in eenheid["kinderen"]}
    if keuze.niveau == "swv" and aanwezig:
        aanwezig.add("school")
    return [soort for soort in VERDELINGEN if soort in aanwezig]


def gekozen_verdeling(eenheid: Json, keuze: Keuze) -> str | None:
    """The kind that the reader chose, where the unit has it; else the first there is."""
    mogelijk = verdelingen(eenheid, keuze)
    return keuze.verdeling if keuze.verdeling in mogelijk else next(iter(mogelijk), None)
