"""Meetings and agreements: made by the SWV, agreed by both parties, and what is open comes back the next time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit.doelbeheer import van_swv
from services.gateway.domain.kwaliteit.gesprekken import (
    Afspraak,
    Gesprek,
    beheert,
    lees_afspraak,
    lees_gesprek,
    leest,
    nieuwste,
    spreekt_af,
)
from services.gateway.domain.rechten import Rechten
from services.gateway.domain.vraag import Misser, OngeldigeVraag
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.waarden import etag_past, maak_etag, moment
from shared.contracts.eenheden import swv_code, swv_getal
from shared.contracts.schooljaar import schooljaar_van, tekst

Json = dict[str, Any]


class Agenda(NamedTuple):
    """What this caller reads: meetings, the newest day first, and all versions of what was agreed."""

    gesprekken: list[Gesprek]
    afspraken: list[Afspraak]

    def van(self, gesprek: Gesprek) -> list[Afspraak]:
        """What was agreed in one meeting, as it holds."""
        return nieuwste([een for een in self.afspraken if een.gesprek == gesprek.id])

    def open_van_eerder(self, gesprek: Gesprek) -> list[tuple[Gesprek, Afspraak]]:
        """What is still open of earlier meetings of the same parties."""
        eerder = [een for een in self.gesprekken if _zelfde(een, gesprek) and _eerder(een, gesprek)]
        return [(een, a) for een in eerder for a in self.van(een) if a.invoer.status == "open"]


def _zelfde(een: Gesprek, ander: Gesprek) -> bool:
    return (een.swv, een.eenheid) == (ander.swv, ander.eenheid)


def _eerder(een: Gesprek, dan: Gesprek) -> bool:
    return (een.invoer.dag, een.id) < (dan.invoer.dag, dan.id)


@dataclass(frozen=True, slots=True)
class Gespreksblad:
    """One meeting with what was agreed, what is open of earlier ones, and what this caller may do."""

    gesprek: Gesprek
    afspraken: Sequence[Afspraak]
    open_eerder: Sequence[tuple[Gesprek, Afspraak]]
    versies: Sequence[Afspraak]
    mag_beheren: bool
    mag_afspreken: bool

    @property
    def etag(self) -> str:
        """Names this versie of the meeting itself; give it back in If-Match."""
        return maak_etag("gesprek", self.gesprek.id, self.gesprek.versie)

    @property
    def json(self) -> Json:
        """As the API shows it."""
        return {
            **gesprek_json(self.gesprek),
            "afspraken": [afspraak_json(een, self.gesprek) for een in self.afspraken],
            "openEerder": [afspraak_json(een, gesprek) for gesprek, een in self.open_eerder],
            "magWijzigen": self.mag_beheren,
            "magAfspreken": self.mag_afspreken,
        }


async def geef_agenda(gegevens: Gegevens, rechten: Rechten, lopend: int) -> Agenda:
    """Everything that this caller reads. Raises Unavailable."""
    async with gegevens.lezing(rechten, lopend) as lezing:
        organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
        gesprekken = [een for een in await lezing.werk.gesprekken() if leest(rechten, een, organisatie)]
        ids = {een.id for een in gesprekken}
        return Agenda(gesprekken, [een for een in await lezing.werk.afspraken() if een.gesprek in ids])


async def toon_gesprek(gegevens: Gegevens, beller: Beller, id_: UUID, lopend: int) -> Gespreksblad:
    """Raises OnbekendeEenheid, Unavailable."""
    agenda = await geef_agenda(gegevens, beller.rechten, lopend)
    gesprek = next((een for een in agenda.gesprekken if een.id == id_), None)
    if gesprek is None:
        raise OnbekendeEenheid
    return Gespreksblad(
        gesprek, agenda.van(gesprek), agenda.open_van_eerder(gesprek),
        [een for een in agenda.afspraken if een.gesprek == id_], beheert(beller.rechten, gesprek.swv),
        spreekt_af(beller.rechten, gesprek),
    )  # fmt: skip


async def maak_gesprek(
    gegevens: Gegevens, beller: Beller, wie: tuple[str, Eenheid], inhoud: Mapping[str, object], nu: datetime,
    vandaag: date,
) -> Gesprek:  # fmt: skip
    """A new meeting of an SWV (`wie`: its code, and the unit). Raises OngeldigeVraag, NietVoorDezeRol, Unavailable."""
    swv, eenheid = wie
    await _keur(gegevens, beller.rechten, swv, eenheid, schooljaar_van(vandaag))
    gesprek = Gesprek(uuid4(), swv_getal(swv), eenheid, lees_gesprek(inhoud, vandaag), 1, nu, beller.naam)
    if not await gegevens.werkboek.schrijf_gesprek(beller.rechten, gesprek):
        raise IntussenGewijzigd
    return gesprek


async def _keur(gegevens: Gegevens, rechten: Rechten, swv: str, eenheid: Eenheid, lopend: int) -> None:
    async with gegevens.lezing(rechten, lopend) as lezing:
        organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
    if not van_swv(eenheid, swv, organisatie):
        raise OngeldigeVraag([Misser("bericht.eenheid", "is geen eenheid van dit samenwerkingsverband")])
    if not beheert(rechten, swv_getal(swv)):
        raise NietVoorDezeRol


async def wijzig_gesprek(
    gegevens: Gegevens, beller: Beller, id_: UUID, inhoud: Mapping[str, object], nu: datetime, vandaag: date,
    zag: str | None,
) -> Gespreksblad:  # fmt: skip
    """Change a meeting; the same again changes nothing. `zag` is the If-Match header.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only staff of the SWV.
        OngeldigeVraag, IntussenGewijzigd, Unavailable
    """
    lopend = schooljaar_van(vandaag)
    blad = await _beheerd(gegevens, beller, id_, lopend)
    if zag is not None and not etag_past(blad.etag, zag):
        raise IntussenGewijzigd
    invoer = lees_gesprek(inhoud, vandaag)
    if invoer == blad.gesprek.invoer:
        return blad
    g = blad.gesprek
    nieuw = Gesprek(g.id, g.swv, g.eenheid, invoer, g.versie + 1, nu, beller.naam)
    if not await gegevens.werkboek.schrijf_gesprek(beller.rechten, nieuw):
        raise IntussenGewijzigd
    return await toon_gesprek(gegevens, beller, id_, lopend)


async def wis_gesprek(gegevens: Gegevens, beller: Beller, id_: UUID, lopend: int) -> None:
    """Erase a meeting with all that was agreed. Raises as `wijzig_gesprek`."""
    await _beheerd(gegevens, beller, id_, lopend)
    await gegevens.werkboek.wis_gesprek(beller.rechten, id_)


async def _beheerd(gegevens: Gegevens, beller: Beller, id_: UUID, lopend: int) -> Gespreksblad:
    blad = await toon_gesprek(gegevens, beller, id_, lopend)
    if not blad.mag_beheren:
        raise NietVoorDezeRol
    return blad


async def spreek_af(
    gegevens: Gegevens, beller: Beller, id_: UUID, inhoud: Mapping[str, object], nu: datetime, vandaag: date
) -> Afspraak:
    """A new agreement of a meeting. Raises OnbekendeEenheid, NietVoorDezeRol, OngeldigeVraag, Unavailable."""
    blad = await _partij(gegevens, beller, id_, schooljaar_van(vandaag))
    nieuw = Afspraak(uuid4(), 1, blad.gesprek.id, lees_afspraak(inhoud, vandaag), nu, beller.naam)
    return await _schrijf(gegevens, beller, nieuw)


async def wijzig_afspraak(
    gegevens: Gegevens, beller: Beller, gesprek: UUID, id_: UUID, inhoud: Mapping[str, object], nu: datetime,
    vandaag: date, zag: str | None,
) -> Afspraak:  # fmt: skip
    """A new version of an agreement: both parties may. What is not named stays. Raises as `wijzig_gesprek`."""
    blad = await _partij(gegevens, beller, gesprek, schooljaar_van(vandaag))
    nu_geldt = next((een for een in blad.afspraken if een.id == id_), None)
    if nu_geldt is None:
        raise OnbekendeEenheid
    if zag is not None and not etag_past(afspraak_etag(nu_geldt), zag):
        raise IntussenGewijzigd
    invoer = lees_afspraak(_zoals_nu(nu_geldt) | dict(inhoud), vandaag)
    if invoer == nu_geldt.invoer:
        return nu_geldt
    return await _schrijf(gegevens, beller, Afspraak(id_, nu_geldt.versie + 1, gesprek, invoer, nu, beller.naam))


def _zoals_nu(een: Afspraak) -> dict[str, object]:
    i = een.invoer
    klaar = i.klaar_op.isoformat() if i.klaar_op else ""
    uiterlijk = i.uiterlijk.isoformat() if i.uiterlijk else ""
    return {"tekst": i.tekst, "wie": i.wie, "uiterlijk": uiterlijk, "status": i.status, "klaarOp": klaar}


async def _partij(gegevens: Gegevens, beller: Beller, id_: UUID, lopend: int) -> Gespreksblad:
    blad = await toon_gesprek(gegevens, beller, id_, lopend)
    if not blad.mag_afspreken:
        raise NietVoorDezeRol
    return blad


async def _schrijf(gegevens: Gegevens, beller: Beller, nieuw: Afspraak) -> Afspraak:
    if not await gegevens.werkboek.schrijf_afspraak(beller.rechten, nieuw):
        raise IntussenGewijzigd
    return nieuw


def afspraak_etag(een: Afspraak) -> str:
    """Names this versie of an agreement."""
    return maak_etag("afspraak", een.id, een.versie)


def gesprek_json(een: Gesprek) -> Json:
    """A meeting as the API shows it, without what was agreed."""
    i = een.invoer
    return {
        "id": str(een.id),
        "swv": swv_code(een.swv),
        "niveau": een.eenheid.niveau.value,
        "eenheid": een.eenheid.code,
        "schooljaar": tekst(een.schooljaar),
        "dag": i.dag.isoformat(),
        "onderwerp": i.onderwerp,
        "aanwezig": i.aanwezig,
        "verslag": i.verslag,
        "status": i.status,
        "rapport": None if i.rapport is None else str(i.rapport),
        "rapportSchooljaar": None if i.rapport_schooljaar is None else tekst(i.rapport_schooljaar),
        "versie": een.versie,
        "gewijzigdOp": moment(een.op),
        "gewijzigdDoor": een.door,
        "_links": {"self": {"href": f"/v1/gesprekken/{een.id}"}},
    }


def afspraak_json(een: Afspraak, gesprek: Gesprek) -> Json:
    """An agreement as the API shows it, with the meeting that it is of."""
    i = een.invoer
    return {
        "id": str(een.id),
        "gesprek": str(gesprek.id),
        "gesprekDag": gesprek.invoer.dag.isoformat(),
        "schooljaar": tekst(gesprek.schooljaar),
        "swv": swv_code(gesprek.swv),
        "niveau": gesprek.eenheid.niveau.value,
        "eenheid": gesprek.eenheid.code,
        "tekst": i.tekst,
        "wie": i.wie,
        "uiterlijk": None if i.uiterlijk is None else i.uiterlijk.isoformat(),
        "status": i.status,
        "klaarOp": None if i.klaar_op is None else i.klaar_op.isoformat(),
        "versie": een.versie,
        "geschrevenOp": moment(een.op),
        "geschrevenDoor": een.door,
        "_links": {"self": {"href": f"/v1/gesprekken/{gesprek.id}/afspraken/{een.id}"}},
    }
