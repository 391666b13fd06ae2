"""Which questions of the API a document is made of, and their answers together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from services.reports.domain.cijfers import Antwoord, Json, Waarde
from services.reports.domain.taal import MAANDEN, maand_nummer
from shared.contracts.rapporten import TITELS, Grens, Lezer, RapportVraag
from shared.contracts.schooljaar import lees, tekst

_SCHOOLMAANDEN: Final = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)
BOVEN: Final = ("bestuur", "subregio", "swv")


class Cijfervraag(NamedTuple):
    """One question: the indicator and the query."""

    code: str
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Opdracht:
    """What is to be made: the question, whose view, and how far who asked may look."""

    vraag: RapportVraag
    lezer: Lezer
    grens: Grens

    @property
    def bestandsnaam_soort(self) -> str:
        return TITELS[self.vraag.soort]


@dataclass(frozen=True)
class Gegevens:
    """All answers that one document needs. `boven`: (niveau, naam, aanvragen) of the units above, as the reader sees
    them. `loopt`: the schooljaar is the running one."""

    opdracht: Opdracht
    eenheid: Json
    antwoorden: Mapping[str, Antwoord]
    gemaakt_op: datetime
    loopt: bool
    boven: Sequence[tuple[str, str, Waarde]] = ()
    voorbeeld: bool = False
    rapport: str = field(default="", repr=False)

    def __getitem__(self, naam: str) -> Antwoord:
        return self.antwoorden[naam]

    @property
    def jaar(self) -> str:
        return self.opdracht.vraag.schooljaar

    @property
    def vorig(self) -> str:
        return tekst(lees(self.jaar) - 1)

    @property
    def jaren(self) -> tuple[str, ...]:
        """Schooljaren that may be shown, oldest first."""
        return self.opdracht.grens.schooljaren

    @property
    def ziet_vorig(self) -> bool:
        return self.vorig in self.jaren

    @property
    def stand(self) -> datetime | None:
        """Moment of the newest figure."""
        momenten = [antwoord.stand for antwoord in self.antwoorden.values() if antwoord.stand]
        return max((datetime.fromisoformat(moment) for moment in momenten), default=None)

    @property
    def voorbije_maanden(self) -> tuple[int, ...]:
        """Whole months of the running schooljaar; none of a past one."""
        if not self.loopt:
            return ()
        return _SCHOOLMAANDEN[: _SCHOOLMAANDEN.index(maand_nummer(self.gemaakt_op))]

    @property
    def maanden_in_woorden(self) -> str:
        """'augustus tot en met oktober'; '' when no month is over."""
        maanden = self.voorbije_maanden
        if not maanden:
            return ""
        eerste, laatste = MAANDEN[maanden[0] - 1], MAANDEN[maanden[-1] - 1]
        return eerste if len(maanden) == 1 else f"{eerste} tot en met {laatste}"

    @property
    def kolommen(self) -> tuple[str, ...]:
        """Schooljaren as they head a column; the running one is marked."""
        return tuple(f"{jaar}*" if self.loopt and jaar == self.jaar else jaar for jaar in self.jaren)

    @property
    def open_punt(self) -> int | None:
        """Which point of a chart over the years is provisional."""
        return len(self.jaren) - 1 if self.loopt else None


def vragen(opdracht: Opdracht, loopt: bool) -> dict[str, Cijfervraag]:
    """The questions of a Gespreksrapport, by name."""
    jaren = opdracht.grens.schooljaren
    paar = jaren[-2:] if len(jaren) > 1 and lees(jaren[-2]) == lees(jaren[-1]) - 1 else jaren[-1:]

    def vraag(code: str, schooljaren: Sequence[str], splitsing: str = "") -> Cijfervraag:
        return _vraag(opdracht, code, schooljaren, splitsing)

    gevonden = {
        "aanvragen": vraag("tlv-aanvragen", jaren, "schoolsoort"),
        "leerjaren": vraag("tlv-aanvragen", paar, "leerjaar"),
        "toegekend": vraag("tlv-toegekend", jaren, "categorie"),
        "afgewezen": vraag("tlv-afgewezen", jaren),
        "zonder besluit": vraag("tlv-zonder-besluit", jaren),
        "bekendgemaakt": vraag("tlv-bekendgemaakt", paar),
        "doorlooptijd": vraag("tlv-doorlooptijd", jaren),
        "arrangement aanvragen": vraag("arrangement-aanvragen", jaren, "type"),
        "arrangement toegekend": vraag("arrangement-toegekend", jaren, "type"),
        "arrangement bedrag": vraag("arrangement-bedrag", jaren, "type"),
    }
    if opdracht.grens.nu:
        gevonden["openstaand"] = vraag("tlv-openstaand", (), "status")
        gevonden["arrangement openstaand"] = vraag("arrangement-openstaand", ())
    if loopt:
        gevonden["aanvragen maanden"] = vraag("tlv-aanvragen", paar, "maand")
        gevonden["arrangement maanden"] = vraag("arrangement-aanvragen", paar, "maand")
    return gevonden


def vraag_boven(opdracht: Opdracht, niveau: str, eenheid: str) -> Cijfervraag:
    """The applications of a unit above, as the reader may compare with."""
    jaar = opdracht.vraag.schooljaar
    return Cijfervraag("tlv-aanvragen", (("niveau", niveau), ("eenheid", eenheid), ("schooljaar", jaar)))


def _vraag(opdracht: Opdracht, code: str, schooljaren: Sequence[str], splitsing: str) -> Cijfervraag:
    parameters = [("niveau", opdracht.vraag.niveau.value), ("eenheid", opdracht.vraag.eenheid)]
    parameters += [("schooljaar", jaar) for jaar in schooljaren]
    if splitsing:
        parameters.append(("splitsing", splitsing))
    if opdracht.grens.binnen:
        parameters.append(("binnen", opdracht.grens.binnen))
    return Cijfervraag(code, tuple(parameters))
