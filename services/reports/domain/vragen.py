"""Which questions of the API a document is made of, and their answers together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from services.reports.domain.cijfers import Antwoord, Json, Waarde
from services.reports.domain.maten import maten
from services.reports.domain.taal import MAANDEN, kalenderdag, maand_nummer
from services.reports.domain.wie import WIE, Wie
from shared.contracts.eenheden import Niveau
from shared.contracts.rapporten import SOORTEN, Grens, Lezer, RapportVraag, themas_van
from shared.contracts.schooljaar import lees, tekst
from shared.contracts.sjabloon import ZONDER, Sjabloon

_SCHOOLMAANDEN: Final = (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)
BOVEN: Final = ("bestuur", "subregio", "swv")
KINDEREN: Final = {
    Niveau.BESTUUR: ("school",),
    Niveau.SUBREGIO: ("school",),
    Niveau.SWV: ("subregio", "bestuur"),
}
"""Which units inside a unit have a row: of the first level that has any."""
ONDER: Final = {
    "verwijzingen": (("TLV aangevraagd", "tlv-aanvragen"), ("TLV toegekend", "tlv-toegekend")),
    "arrangementen": (("Aangevraagd", "arrangement-aanvragen"), ("Toegekend", "arrangement-toegekend")),
}
"""Columns of that table, by theme."""


class Cijfervraag(NamedTuple):
    """One question: the indicator, the query, and what is asked of it (`waarden`, or `vergelijking`)."""

    code: str
    parameters: tuple[tuple[str, str], ...]
    wat: str = "waarden"


class Merk(NamedTuple):
    """How fresh all is that a reader sees: the version of the projection, and a mark that differs when anything may."""

    versie: int
    merk: str


@dataclass(frozen=True)
class Opdracht:
    """What is to be made: the question, whose view, and how far who asked may look."""

    vraag: RapportVraag
    lezer: Lezer
    grens: Grens

    @property
    def bestandsnaam_soort(self) -> str:
        return SOORTEN[self.vraag.soort].titel

    def swv(self, eenheid: Json) -> str | None:
        """The SWV whose look the document has, given what the gateway knows of the unit; None: of no single one."""
        if self.grens.binnen or self.vraag.niveau is Niveau.SWV:
            return self.grens.binnen or self.vraag.eenheid
        if self.lezer.rol == "swv":
            return self.lezer.eenheid
        swvs = {str(ouder["eenheid"]) for ouder in eenheid["ouders"] if ouder["niveau"] == Niveau.SWV.value}
        return swvs.pop() if len(swvs) == 1 else None

    @property
    def intern(self) -> bool:
        """In the view of who asked for it: not to be passed on."""
        return self.vraag.lezer is not None

    @property
    def themas(self) -> tuple[str, ...]:
        """The themes, in order."""
        return self.vraag.themas or themas_van(self.vraag.soort)


@dataclass(frozen=True, slots=True)
class Afspraak:
    """What was agreed in a conversation; `klaar`: as it was written down ('', 'ja', a date)."""

    tekst: str
    wie: str
    wanneer: str
    klaar: str = ""


def lees_afspraak(json: Json) -> Afspraak:
    """From what the API tells of it."""
    dag, van = json["uiterlijk"], date.fromisoformat(json["gesprekDag"])
    wanneer = kalenderdag(date.fromisoformat(dag)) if dag else f"geen dag (gesprek van {kalenderdag(van)})"
    return Afspraak(json["tekst"], json["wie"], wanneer, "" if json["status"] == "open" else json["status"])


@dataclass(frozen=True, slots=True)
class Toelichting:
    """What the unit wrote beside one figure of a dashboard; `op`: when."""

    dashboard: str
    figuur: str
    tekst: str
    op: datetime


@dataclass(frozen=True)
class Gegevens:
    """All answers that one document needs. `boven`: (niveau, naam, aanvragen) of the units above, as the reader sees
    them. `loopt`: the schooljaar is the running one. `vergelijkingen`: answers by indicator. `kinderen`: the units
    inside this one, and in `onder` per indicator the answer of each. `afspraken`: what is still open.
    `standaarden`: what an SWV thinks of itself. `toelichtingen`: what the unit wrote beside its figures of this
    schooljaar. `versie`: of the projection; `kenmerk` names all that decides the document.
    """

    opdracht: Opdracht
    eenheid: Json
    antwoorden: Mapping[str, Antwoord]
    gemaakt_op: datetime
    loopt: bool
    boven: Sequence[tuple[str, str, Waarde]] = ()
    voorbeeld: bool = False
    vergelijkingen: Mapping[str, Json] = field(default_factory=dict)
    kinderen: Sequence[Json] = ()
    onder: Mapping[str, Sequence[Antwoord]] = field(default_factory=dict)
    doelen: Sequence[Json] = ()
    standaarden: Sequence[Json] = ()
    afspraken: Sequence[Afspraak] = ()
    toelichtingen: Sequence[Toelichting] = ()
    sjabloon: Sjabloon = ZONDER
    versie: int = 0
    kenmerk: str = ""

    def __getitem__(self, naam: str) -> Antwoord:
        return self.antwoorden[naam]

    @property
    def wie(self) -> Wie:
        """The words for the unit."""
        return WIE[self.opdracht.vraag.niveau]

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
    def bronnen(self) -> Mapping[str, tuple[str, str]]:
        """Deliveries of open sources: kind → (newest peildatum, status)."""
        gevonden: dict[str, tuple[str, str]] = {}
        for antwoord in self.antwoorden.values():
            for bron in antwoord.bronnen:
                paar = (str(bron["standPer"]), str(bron["status"] or ""))
                gevonden[bron["soort"]] = max(paar, gevonden.get(bron["soort"], paar))
        return gevonden

    @property
    def vrijgaven(self) -> list[str]:
        """Releases that figures come from."""
        return sorted({een for antwoord in self.antwoorden.values() if (een := antwoord.vrijgave)})

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
    """The questions of a document, by name."""
    jaren = opdracht.grens.schooljaren
    paar = jaren[-2:] if len(jaren) > 1 and lees(jaren[-2]) == lees(jaren[-1]) - 1 else jaren[-1:]

    def vraag(code: str, schooljaren: Sequence[str], splitsing: str = "") -> Cijfervraag:
        return _vraag(opdracht, code, schooljaren, splitsing)

    gevonden: dict[str, Cijfervraag] = {}
    if "verwijzingen" in opdracht.themas:
        gevonden |= _verwijzingen(opdracht, vraag, jaren, paar, loopt)
    if "arrangementen" in opdracht.themas:
        gevonden |= _arrangementen(opdracht, vraag, jaren, paar, loopt)
    for thema in opdracht.themas:
        for maat in maten(thema, opdracht.vraag.niveau):
            gevonden[maat.code] = vraag(maat.code, jaren, maat.splitsing)
    return gevonden


def vergelijkvragen(opdracht: Opdracht) -> dict[str, Cijfervraag]:
    """What is laid beside others, by indicator."""
    jaar = (opdracht.vraag.schooljaar,)
    return {
        maat.code: _vraag(opdracht, maat.code, jaar, "")._replace(wat="vergelijking")
        for thema in opdracht.themas
        for maat in maten(thema, opdracht.vraag.niveau)
        if maat.vergelijk
    }


def vragen_onder(opdracht: Opdracht, niveau: str, eenheden: Sequence[str]) -> dict[str, Cijfervraag]:
    """The figures of the units inside, by indicator: one question for all of them."""
    over = [("schooljaar", opdracht.vraag.schooljaar)]
    if opdracht.grens.binnen:
        over.append(("binnen", opdracht.grens.binnen))
    parameters = (("niveau", niveau), *(("eenheid", een) for een in eenheden), *over)
    codes = [code for thema in opdracht.themas for _, code in ONDER.get(thema, ())]
    return {code: Cijfervraag(code, parameters) for code in codes}


Steller = Callable[..., Cijfervraag]


def _verwijzingen(
    opdracht: Opdracht, vraag: Steller, jaren: Sequence[str], paar: Sequence[str], loopt: bool
) -> dict[str, Cijfervraag]:
    gevonden = {
        "aanvragen": vraag("tlv-aanvragen", jaren, "schoolsoort"),
        "leerjaren": vraag("tlv-aanvragen", paar, "leerjaar"),
        "toegekend": vraag("tlv-toegekend", jaren, "categorie"),
        "afgewezen": vraag("tlv-afgewezen", jaren),
        "zonder besluit": vraag("tlv-zonder-besluit", jaren),
        "bekendgemaakt": vraag("tlv-bekendgemaakt", paar),
        "doorlooptijd": vraag("tlv-doorlooptijd", jaren),
    }
    if opdracht.grens.nu:
        gevonden["openstaand"] = vraag("tlv-openstaand", (), "status")
    if loopt:
        gevonden["aanvragen maanden"] = vraag("tlv-aanvragen", paar, "maand")
    return gevonden


def _arrangementen(
    opdracht: Opdracht, vraag: Steller, jaren: Sequence[str], paar: Sequence[str], loopt: bool
) -> dict[str, Cijfervraag]:
    gevonden = {
        "arrangement aanvragen": vraag("arrangement-aanvragen", jaren, "type"),
        "arrangement toegekend": vraag("arrangement-toegekend", jaren, "type"),
        "arrangement bedrag": vraag("arrangement-bedrag", jaren, "type"),
    }
    if opdracht.grens.nu:
        gevonden["arrangement openstaand"] = vraag("arrangement-openstaand", ())
    if loopt:
        gevonden["arrangement maanden"] = vraag("arrangement-aanvragen", paar, "maand")
    return gevonden


def vraag_boven(opdracht: Opdracht, niveau: str, eenheid: str) -> Cijfervraag:
    """The applications of a unit above, as the reader may compare with."""
    parameters = [("niveau", niveau), ("eenheid", eenheid), ("schooljaar", opdracht.vraag.schooljaar)]
    if opdracht.intern and opdracht.grens.binnen:
        # Who sees a bestuur exactly gets the same dossiers of it as of the unit; what is released is not split so.
        parameters.append(("binnen", opdracht.grens.binnen))
    return Cijfervraag("tlv-aanvragen", tuple(parameters))


def _vraag(opdracht: Opdracht, code: str, schooljaren: Sequence[str], splitsing: str) -> Cijfervraag:
    parameters = [("niveau", opdracht.vraag.niveau.value), ("eenheid", opdracht.vraag.eenheid)]
    parameters += [("schooljaar", jaar) for jaar in schooljaren]
    if splitsing:
        parameters.append(("splitsing", splitsing))
    if opdracht.grens.binnen:
        parameters.append(("binnen", opdracht.grens.binnen))
    return Cijfervraag(code, tuple(parameters))
