"""The year of the quality cycle: plan, do, check, act, and what is due. What the product knows itself stands there by
itself; an SWV adds its own moments. Pure: the day is given."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from services.gateway.domain.kwaliteit.doelbeheer import sleutel_van
from services.gateway.domain.kwaliteit.gesprekken import Afspraak, Gesprek
from services.gateway.domain.kwaliteit.standaarden import STANDAARDEN, Oordeel
from services.gateway.domain.open.rijen import Doel
from services.gateway.domain.profielen.voortgang import Publicatiestand
from services.gateway.domain.velden import Velden
from shared.contracts.schooljaar import TELDATUMS, schooljaar_van, tekst, teldatum

FASEN: Final[Mapping[str, str]] = {
    "plan": "Plannen: wat willen we bereiken?",
    "do": "Uitvoeren: doen wat we afspraken",
    "check": "Nagaan: hoe staat het ervoor?",
    "act": "Bijstellen: wat doen we anders?",
}
MAX_TITEL: Final = 200
MAX_EIGENAAR: Final = 200


class Momentinvoer(NamedTuple):
    """A moment of the SWV itself, as it is filled in."""

    fase: str
    titel: str
    uiterlijk: date
    eigenaar: str | None
    klaar_op: date | None


@dataclass(frozen=True, slots=True)
class Moment:
    """One version of a moment."""

    id: UUID
    versie: int
    swv: int
    invoer: Momentinvoer
    vervallen: bool
    op: datetime
    door: str

    def te_laat(self, vandaag: date) -> bool:
        """Should it have been done?"""
        return not self.vervallen and self.invoer.klaar_op is None and self.invoer.uiterlijk < vandaag


class Punt(NamedTuple):
    """Something in the year. `soort` says what `id` is of: moment, doel, gesprek, afspraak, standaard,
    teldatum or profielen."""

    fase: str
    dag: date
    titel: str
    klaar: bool
    soort: str
    id: str
    eigenaar: str | None = None

    def te_laat(self, vandaag: date) -> bool:
        """Should it have been done?"""
        return not self.klaar and self.dag < vandaag


class Bronnen(NamedTuple):
    """What a year is made of; newest versions only, of one SWV. `oordelen`: the newest of each standard.
    `gehaald`: ids of goals that are reached."""

    momenten: Sequence[Moment]
    doelen: Sequence[Doel]
    gehaald: frozenset[UUID]
    gesprekken: Sequence[Gesprek]
    afspraken: Sequence[Afspraak]
    oordelen: Sequence[Oordeel]
    profielen: Publicatiestand | None = None


def jaarpunten(bronnen: Bronnen, schooljaar: int, vandaag: date) -> list[Punt]:
    """All of one schooljaar, by day."""
    alle = (
        *_momenten(bronnen.momenten), *_doelen(bronnen), *_gesprekken(bronnen.gesprekken),
        *_afspraken(bronnen.afspraken), *_oordelen(bronnen.oordelen, schooljaar), *_teldatums(schooljaar, vandaag),
        *_profielen(bronnen.profielen, schooljaar),
    )  # fmt: skip
    return sorted((een for een in alle if schooljaar_van(een.dag) == schooljaar), key=lambda een: (een.dag, een.titel))


def _momenten(momenten: Iterable[Moment]) -> Iterator[Punt]:
    for een in momenten:
        if not een.vervallen:
            i = een.invoer
            yield Punt(i.fase, i.uiterlijk, i.titel, i.klaar_op is not None, "moment", str(een.id), i.eigenaar)


def _doelen(bronnen: Bronnen) -> Iterator[Punt]:
    for een in bronnen.doelen:
        if een.uiterlijk is not None:
            id_ = sleutel_van(een).id
            klaar = id_ in bronnen.gehaald
            yield Punt("check", een.uiterlijk, f"Doel: {een.titel}", klaar, "doel", str(id_), een.eigenaar)


def _gesprekken(gesprekken: Iterable[Gesprek]) -> Iterator[Punt]:
    for een in gesprekken:
        if een.invoer.status != "vervallen":
            titel = f"Gesprek: {een.invoer.onderwerp}"
            yield Punt("check", een.invoer.dag, titel, een.invoer.status == "gehouden", "gesprek", str(een.id))


def _afspraken(afspraken: Iterable[Afspraak]) -> Iterator[Punt]:
    for een in afspraken:
        i = een.invoer
        if i.uiterlijk is not None and i.status != "vervallen":
            titel = f"Afspraak: {i.tekst}"
            yield Punt("act", i.uiterlijk, titel, i.status == "gedaan", "afspraak", str(een.gesprek), i.wie or None)


def _oordelen(oordelen: Iterable[Oordeel], schooljaar: int) -> Iterator[Punt]:
    """Each standard is judged once a schooljaar, before its end; when it was, it stands on that day."""
    per_code = {een.standaard: een for een in oordelen}
    for code, standaard in STANDAARDEN.items():
        oordeel = per_code.get(code)
        gedaan = oordeel is not None and schooljaar_van(oordeel.peildatum) == schooljaar
        dag = oordeel.peildatum if oordeel is not None and gedaan else date(schooljaar + 1, 7, 31)
        yield Punt("check", dag, f"Oordeel over {code} {standaard.titel}", gedaan, "standaard", code)


def _teldatums(schooljaar: int, vandaag: date) -> Iterator[Punt]:
    for welke in TELDATUMS:
        dag = teldatum(schooljaar, welke)
        yield Punt("do", dag, "Teldatum van DUO", dag <= vandaag, "teldatum", welke)


def _profielen(stand: Publicatiestand | None, schooljaar: int) -> Iterator[Punt]:
    """The day on which every school should have published its profile."""
    if stand is not None:
        titel = f"Ondersteuningsprofielen gepubliceerd: {stand.gepubliceerd} van {stand.scholen}"
        yield Punt("do", stand.dag, titel, stand.gepubliceerd == stand.scholen, "profielen", tekst(schooljaar))


def lees_moment(inhoud: Mapping[str, object], vandaag: date) -> Momentinvoer:
    """Raises OngeldigeVraag with every mistake."""
    velden = Velden(inhoud)
    fase, titel = velden.keuze("fase", tuple(FASEN)), velden.tekst("titel", MAX_TITEL, nodig=True)
    uiterlijk, klaar_op = velden.dag("uiterlijk", nodig=True), velden.dag("klaarOp")
    if klaar_op is not None and klaar_op > vandaag:
        velden.fout("klaarOp", "ligt in de toekomst")
    eigenaar = velden.tekst("eigenaar", MAX_EIGENAAR) or None
    velden.klaar()
    assert fase is not None, "klaar raises without"
    assert uiterlijk is not None, "klaar raises without"
    return Momentinvoer(fase, titel, uiterlijk, eigenaar, klaar_op)
