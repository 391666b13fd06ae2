"""Own judgements of an SWV by standard: six rows with the evidence as it is now, and a new judgement above the old."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.kwaliteit.doelbeheer import sleutel_van
from services.gateway.domain.kwaliteit.standaarden import (
    DOEL,
    INDICATOR,
    STANDAARDEN,
    Oordeel,
    Standaard,
    lees_oordeel,
    mag_schrijven,
    voorstel,
)
from services.gateway.handlers.doelen import geef_doelen, nu_van, zichtbaar
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.poorten import Beller, Gegevens, IntussenGewijzigd, NietVoorDezeRol, OnbekendeEenheid
from services.gateway.handlers.waarden import etag_past, maak_etag, moment
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import schooljaar_van

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standaardblad:
    """One standard of one SWV; `geschiedenis` newest first, empty: never judged. `bewijs` as it is now: each with
    soort, code, titel, nu (value of the indicator) and, of a goal, opKoers; what is gone has no `nu`."""

    swv: str
    standaard: Standaard
    geschiedenis: Sequence[Oordeel]
    bewijs: Sequence[Json]
    mag: bool

    @property
    def oordeel(self) -> Oordeel | None:
        return self.geschiedenis[0] if self.geschiedenis else None

    @property
    def versie(self) -> int:
        return self.oordeel.versie if self.oordeel else 0

    @property
    def etag(self) -> str:
        """Names this versie; give it back in If-Match to overwrite nothing that was not seen."""
        return maak_etag("oordeel", self.swv, self.standaard.code, self.versie)

    @property
    def json(self) -> Json:
        """As the API shows it."""
        leeg = {"oordeel": None, "peildatum": None, "toelichting": "", "geschrevenOp": None, "geschrevenDoor": None}
        return {
            "swv": self.swv,
            "standaard": self.standaard.code,
            "titel": self.standaard.titel,
            "gebied": self.standaard.gebied,
            **(_versie(self.oordeel) if self.oordeel else {**leeg, "versie": 0}),
            "bewijs": list(self.bewijs),
            "magSchrijven": self.mag,
            "geschiedenis": [_versie(een) for een in self.geschiedenis],
            "_links": {"self": {"href": f"/v1/kwaliteitsoordelen/{self.swv}/{self.standaard.code}"}},
        }


def _versie(een: Oordeel) -> Json:
    return {
        "versie": een.versie,
        "oordeel": een.oordeel,
        "peildatum": een.peildatum.isoformat(),
        "toelichting": een.toelichting,
        "bewijs": list(een.bewijs),
        "geschrevenOp": moment(een.op),
        "geschrevenDoor": een.door,
    }


async def toon_standaarden(gegevens: Gegevens, beller: Beller, swv: str, vandaag: date) -> list[Standaardblad]:
    """All standards of an own SWV. Raises OnbekendeEenheid, Unavailable."""
    getal = eigen_swv(beller.rechten, swv)
    async with gegevens.lezing(beller.rechten, schooljaar_van(vandaag)) as lezing:
        alle = await lezing.werk.oordelen(getal)
    doelen = {een["id"]: een for een in await geef_doelen(gegevens, beller.rechten, getal, vandaag)}
    bladen = []
    for standaard in STANDAARDEN.values():
        geschiedenis = [een for een in alle if een.standaard == standaard.code]
        gekozen = geschiedenis[0].bewijs if geschiedenis else voorstel(standaard)
        bewijs = [await _bewijs(gegevens, beller, swv, een, doelen, vandaag) for een in gekozen]
        bladen.append(Standaardblad(swv, standaard, geschiedenis, bewijs, mag_schrijven(beller.rechten, getal)))
    return bladen


async def toon_standaard(gegevens: Gegevens, beller: Beller, swv: str, code: str, vandaag: date) -> Standaardblad:
    """One of them. Raises OnbekendeEenheid, Unavailable."""
    alle = await toon_standaarden(gegevens, beller, swv, vandaag)
    gevonden = next((een for een in alle if een.standaard.code == code), None)
    if gevonden is None:
        raise OnbekendeEenheid
    return gevonden


async def oordeel_over(
    gegevens: Gegevens, beller: Beller, swv: str, code: str, inhoud: Mapping[str, object], nu: datetime, vandaag: date,
    zag: str | None,
) -> Standaardblad:  # fmt: skip
    """Put a judgement above what stood there; the same again changes nothing. `zag` is the If-Match header.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only staff of that SWV.
        OngeldigeVraag, IntussenGewijzigd, Unavailable
    """
    blad = await toon_standaard(gegevens, beller, swv, code, vandaag)
    if not blad.mag:
        raise NietVoorDezeRol
    if zag is not None and not etag_past(blad.etag, zag):
        raise IntussenGewijzigd
    getal, eerst = eigen_swv(beller.rechten, swv), blad.oordeel
    doelen = [str(sleutel_van(een).id) for een in await zichtbaar(gegevens, beller.rechten, getal, vandaag)]
    # Evidence that is gone meanwhile may stay: it was true then.
    bekend = {*doelen, *(een.removeprefix(DOEL) for een in (eerst.bewijs if eerst else ()))}
    nieuw = lees_oordeel(inhoud, sorted(bekend), vandaag)
    if eerst is None or nieuw != (eerst.oordeel, eerst.peildatum, eerst.toelichting, eerst.bewijs):
        rij = Oordeel(getal, code, blad.versie + 1, *nieuw, nu, beller.naam)
        if not await gegevens.werkboek.schrijf_oordeel(beller.rechten, rij):
            raise IntussenGewijzigd
    return await toon_standaard(gegevens, beller, swv, code, vandaag)


async def _bewijs(
    gegevens: Gegevens, beller: Beller, swv: str, wat: str, doelen: Mapping[str, Json], vandaag: date
) -> Json:
    if wat.startswith(DOEL):
        doel = doelen.get(wat.removeprefix(DOEL))
        return _doelbewijs(wat, doel) if doel else {**_weg(wat), "soort": "doel"}
    code = wat.removeprefix(INDICATOR)
    definitie = INDICATOREN.get(code)
    if definitie is None:
        return _weg(wat)
    eenheid = Eenheid(Niveau.SWV, swv)
    nu, _ = await nu_van(gegevens, beller.rechten, eenheid, definitie, vandaag)
    return {**_weg(wat), "titel": definitie.titel, "nu": None if nu is None else nu.json, "indicator": code}


def _doelbewijs(wat: str, doel: Json) -> Json:
    velden = {naam: doel[naam] for naam in ("titel", "nu", "indicator", "opKoers", "reden")}
    return {**_weg(wat), "soort": "doel", **velden}


def _weg(wat: str) -> Json:
    """Evidence that the catalogue or the plans no longer know."""
    code = wat.partition(":")[2]
    leeg = {"indicator": None, "nu": None, "opKoers": None, "reden": None}
    return {"id": wat, "soort": "indicator", "code": code, "titel": code, **leeg}
