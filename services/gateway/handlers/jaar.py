"""The year of the quality cycle of one SWV: what the product knows itself, and moments that the SWV adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from services.gateway.domain.kwaliteit.jaar import Bronnen, Moment, Punt, jaarpunten, lees_moment
from services.gateway.domain.kwaliteit.standaarden import mag_schrijven
from services.gateway.handlers.doelen import geef_doelen, zichtbaar
from services.gateway.handlers.gesprekken import geef_agenda
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.profielen.voortgang import gepubliceerd
from services.gateway.handlers.waarden import etag_past, maak_etag, moment
from shared.contracts.eenheden import swv_code
from shared.contracts.schooljaar import schooljaar_van, tekst

Json = dict[str, Any]
_TERUG: Final = 20
_VOORUIT: Final = 3
AANTAL_JAREN: Final = _TERUG + 1 + _VOORUIT


@dataclass(frozen=True, slots=True)
class Jaarblad:
    """One schooljaar of an SWV, by day. `momenten`: those of its own, by id."""

    swv: str
    schooljaar: int
    punten: Sequence[Punt]
    momenten: Mapping[str, Moment]
    mag: bool

    def adres(self, punt: Punt) -> str:
        """The page that tells more of a point; empty: there is none."""
        return {
            "doel": f"/doelen/{punt.id}",
            "gesprek": f"/gesprekken/{punt.id}",
            "afspraak": f"/gesprekken/{punt.id}#afspraken",
            "standaard": f"/kwaliteit/standaarden/{punt.id}?swv={self.swv}",
            "profielen": f"/ondersteuningsaanbod?schooljaar={punt.id}",
        }.get(punt.soort, "")

    def json(self, vandaag: date) -> Json:
        """As the API shows it."""
        eigen = [een for een in self.momenten.values() if not een.vervallen]
        eigen = [een for een in eigen if schooljaar_van(een.invoer.uiterlijk) == self.schooljaar]
        return {
            "swv": self.swv,
            "schooljaar": tekst(self.schooljaar),
            "teLaat": sum(een.te_laat(vandaag) for een in self.punten),
            "punten": [self._punt(een, vandaag) for een in self.punten],
            "momenten": [moment_json(een, vandaag) for een in sorted(eigen, key=lambda een: een.invoer.uiterlijk)],
            "magSchrijven": self.mag,
            "_links": {"self": {"href": f"/v1/kwaliteitsjaar/{self.swv}?schooljaar={tekst(self.schooljaar)}"}},
        }

    def _punt(self, een: Punt, vandaag: date) -> Json:
        adres, links = self.adres(een), {}
        if adres:
            links["pagina"] = {"href": adres}
        if een.soort == "moment":
            links["moment"] = {"href": _moment_adres(self.swv, een.id)}
        return {
            "soort": een.soort, "fase": een.fase, "titel": een.titel, "dag": een.dag.isoformat(),
            "eigenaar": een.eigenaar, "klaar": een.klaar, "teLaat": een.te_laat(vandaag), "_links": links,
        }  # fmt: skip


def jaar_bestaat(schooljaar: int, lopend: int) -> bool:
    """Is it near enough to be shown?"""
    return lopend - _TERUG <= schooljaar <= lopend + _VOORUIT


async def toon_jaar(gegevens: Gegevens, beller: Beller, swv: str, schooljaar: int, vandaag: date) -> Jaarblad:
    """Raises OnbekendeEenheid, Unavailable."""
    getal, lopend = eigen_swv(beller.rechten, swv), schooljaar_van(vandaag)
    async with gegevens.lezing(beller.rechten, lopend) as lezing:
        momenten, oordelen = await lezing.werk.momenten(getal), await lezing.werk.oordelen(getal)
    doelen = await zichtbaar(gegevens, beller.rechten, getal, vandaag)
    nu = await geef_doelen(gegevens, beller.rechten, getal, vandaag)
    gehaald = frozenset(UUID(een["id"]) for een in nu if een["gehaald"])
    agenda = await geef_agenda(gegevens, beller.rechten, lopend)
    gesprekken = [een for een in agenda.gesprekken if een.swv == getal]
    afspraken = [afspraak for een in gesprekken for afspraak in agenda.van(een)]
    eerste = {een.standaard: een for een in reversed(oordelen) if schooljaar_van(een.peildatum) <= schooljaar}
    profielen = await gepubliceerd(gegevens, beller.rechten, schooljaar, getal, lopend)
    if profielen is not None and schooljaar < lopend and not profielen.gepubliceerd:
        profielen = None  # before anybody published here there was nothing to be late with
    bronnen = Bronnen(momenten, doelen, gehaald, gesprekken, afspraken, list(eerste.values()), profielen)
    return Jaarblad(
        swv, schooljaar, jaarpunten(bronnen, schooljaar, vandaag), {str(een.id): een for een in momenten},
        mag_schrijven(beller.rechten, getal),
    )  # fmt: skip


async def schrijf_moment(
    gegevens: Gegevens, beller: Beller, swv: str, id_: UUID | None, inhoud: Mapping[str, object], nu: datetime,
    vandaag: date, zag: str | None, *, vervallen: bool = False,
) -> Moment:  # fmt: skip
    """A new moment (`id_` None), or a new version of one; the same again changes nothing. `zag` is the If-Match header.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only staff of that SWV.
        OngeldigeVraag, IntussenGewijzigd, Unavailable
    """
    getal = eigen_swv(beller.rechten, swv)
    if not mag_schrijven(beller.rechten, getal):
        raise NietVoorDezeRol
    eerst = await _eerst(gegevens, beller, getal, id_, vandaag) if id_ else None
    if eerst is not None and zag is not None and not etag_past(moment_etag(eerst), zag):
        raise IntussenGewijzigd
    invoer = eerst.invoer if vervallen and eerst is not None else lees_moment(inhoud, vandaag)
    if eerst is not None and not vervallen and invoer == eerst.invoer:
        return eerst
    versie = eerst.versie + 1 if eerst else 1
    nieuw = Moment(id_ or uuid4(), versie, getal, invoer, vervallen, nu, beller.naam)
    if not await gegevens.werkboek.schrijf_moment(beller.rechten, nieuw):
        raise IntussenGewijzigd
    return nieuw


async def _eerst(gegevens: Gegevens, beller: Beller, swv: int, id_: UUID, vandaag: date) -> Moment:
    async with gegevens.lezing(beller.rechten, schooljaar_van(vandaag)) as lezing:
        alle = await lezing.werk.momenten(swv)
    gevonden = next((een for een in alle if een.id == id_ and not een.vervallen), None)
    if gevonden is None:
        raise OnbekendeEenheid
    return gevonden


async def toon_moment(gegevens: Gegevens, beller: Beller, swv: str, id_: UUID, vandaag: date) -> Moment:
    """One moment that stands. Raises OnbekendeEenheid, Unavailable."""
    return await _eerst(gegevens, beller, eigen_swv(beller.rechten, swv), id_, vandaag)


def moment_etag(een: Moment) -> str:
    """Names this versie of a moment."""
    return maak_etag("moment", een.id, een.versie)


def moment_json(een: Moment, vandaag: date) -> Json:
    """As the API shows it."""
    i = een.invoer
    return {
        "id": str(een.id),
        "swv": swv_code(een.swv),
        "fase": i.fase,
        "titel": i.titel,
        "uiterlijk": i.uiterlijk.isoformat(),
        "schooljaar": tekst(schooljaar_van(i.uiterlijk)),
        "eigenaar": i.eigenaar,
        "klaarOp": i.klaar_op.isoformat() if i.klaar_op else None,
        "teLaat": een.te_laat(vandaag),
        "versie": een.versie,
        "gewijzigdOp": moment(een.op),
        "gewijzigdDoor": een.door,
        "_links": {"self": {"href": _moment_adres(swv_code(een.swv), str(een.id))}},
    }


def _moment_adres(swv: str, id_: str) -> str:
    return f"/v1/kwaliteitsjaar/{swv}/momenten/{id_}"
