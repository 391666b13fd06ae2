"""Values of one indicator: rights, plan, sums, answer."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from services.gateway.domain.basis import Basis
from services.gateway.domain.bedekken import Oordelen, bedek
from services.gateway.domain.instellingen import Instellingen
from services.gateway.domain.leeftijd import IsoWeek, iso_week
from services.gateway.domain.lijsten import GEHEEL, Dekking, dekking
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.plan import Plan, maak_plan, onzeker
from services.gateway.domain.rechten import Rechten, zonder_cijfers
from services.gateway.domain.uitkomst import Stand, gevonden, maak_reeksen, toelichtingen, toont_eigen
from services.gateway.domain.vraag import Parameters, lees_vraag
from services.gateway.domain.vrijgave import GEEN, Vrijgegeven
from services.gateway.handlers.ondergrens import beperkt, lees_oordelen
from services.gateway.handlers.ondergrens import noot as ondergrens_noot
from services.gateway.handlers.poorten import Gegevens, Lezing, OnbekendeEenheid
from services.gateway.handlers.toegang import BEHOEFTE, geef_toegangen
from services.gateway.handlers.vrijgave import kies_vrijgave, lees_vrijgave, merk_van, swvs_van
from shared.contracts.eenheden import Niveau, swv_code
from shared.contracts.indicatoren import Indicator, Maat
from shared.contracts.schooljaar import schooljaar_van


@dataclass(frozen=True, slots=True)
class Antwoord:
    """An answer with its ETag; `inhoud` None: the caller has it already."""

    etag: str
    inhoud: dict[str, Any] | None


async def geef_waarden(
    gegevens: Gegevens, rechten: Rechten, indicator: Indicator, parameters: Parameters, vandaag: date, kent: str | None
) -> Antwoord:
    """The values that a question asks for, as this caller may see them. `kent`: the If-None-Match header.

    Raises:
        OngeldigeVraag, OnbekendeEenheid, NietVoorDezeRol, GeenEigenZicht, Unavailable
    """
    lopend = schooljaar_van(vandaag)
    vraag = lees_vraag(indicator, parameters, lopend)
    if zonder_cijfers(rechten):
        raise OnbekendeEenheid
    async with gegevens.lezing(rechten, lopend) as lezing:
        versies = await lezing.versies()
        organisatie = await lezing.organisatie(versies.organisatie)
        instellingen = await lezing.instellingen()
        toegangen = await geef_toegangen(lezing, rechten, vraag, organisatie, instellingen)
        plan = maak_plan(vraag, toegangen, organisatie, lopend)
        week = iso_week(vandaag) if indicator.voorraad else None
        merk, hoofd = await merk_van(lezing, rechten, plan, versies), await kies_vrijgave(lezing, plan)
        delen = (sorted(rechten), sorted(parameters), lopend, merk.delen, hoofd, instellingen.merk, week)
        etag = maak_etag(indicator.code, *delen)
        if kent is not None and etag_past(etag, kent) and not beperkt(plan):
            return Antwoord(etag, None)
        vrijgegeven = await lees_vrijgave(lezing, plan, hoofd)
        stand = merk.stand or vrijgegeven.stand
        bij = (vrijgegeven, stand, instellingen, organisatie)
        inhoud = await _inhoud(lezing, plan, *bij, lopend, week)
    return naar_inhoud(inhoud, kent) if beperkt(plan) else Antwoord(etag, inhoud)


def naar_inhoud(inhoud: dict[str, Any], kent: str | None) -> Antwoord:
    """An answer whose ETag follows its content: nothing that stays hidden changes it."""
    etag = maak_etag(inhoud)
    return Antwoord(etag, None if kent is not None and etag_past(etag, kent) else inhoud)


def maak_etag(*delen: object) -> str:
    """A strong ETag over everything that decides an answer."""
    return '"' + hashlib.sha256(repr(delen).encode()).hexdigest()[:32] + '"'


def etag_past(etag: str, kent: str) -> bool:
    """Does an If-None-Match header name this ETag?"""
    genoemd = {een.strip().removeprefix("W/") for een in kent.split(",")}
    return etag in genoemd or "*" in genoemd


async def geef_dekking(lezing: Lezing, plan: Plan, organisatie: Organisatie) -> Dekking:
    """What the loaded lists cover of this plan."""
    soort = plan.vraag.indicator.lijst
    return dekking(plan, await lezing.lijsten(soort), organisatie) if soort else Dekking()


async def _inhoud(
    lezing: Lezing,
    plan: Plan,
    vrijgegeven: Vrijgegeven,
    stand: datetime | None,
    instellingen: Instellingen,
    organisatie: Organisatie,
    lopend: int,
    week: IsoWeek | None,
) -> dict[str, Any]:
    gedekt = await geef_dekking(lezing, plan, organisatie)
    vraag = plan.vraag
    oordelen = await lees_oordelen(lezing, plan, organisatie, lopend)
    reeksen, noten_van_basis = await tel_reeksen(
        lezing, plan, oordelen, instellingen, lopend, week, gedekt, vrijgegeven
    )
    inhoud: dict[str, Any] = {
        "indicator": vraag.indicator.code,
        "niveau": vraag.niveau.value,
        "splitsing": list(vraag.splitsing),
        "stand": moment_van(plan, stand),
        "reeksen": reeksen,
    }
    noten = [*toelichtingen(plan), *noten_van_swvs(plan, instellingen), *noten_van_basis]
    if toont_eigen(plan.reeksen) and gedekt.noot:
        noten.append(gedekt.noot)
    return {**inhoud, "toelichting": " ".join(noten)} if noten else inhoud


async def tel_reeksen(
    lezing: Lezing,
    plan: Plan,
    oordelen: Oordelen,
    instellingen: Instellingen,
    lopend: int,
    week: IsoWeek | None = None,
    gedekt: Dekking = GEHEEL,
    vrijgegeven: Vrijgegeven = GEEN,
) -> tuple[list[dict[str, Any]], list[str]]:
    """The series of a plan, counted from cells and base figures, and what the reader must know about the latter.

    `oordelen`: what is kept from this reader. `week`: the running one, where the age of what is open is asked.
    """
    sommen = await lezing.sommen(plan.cellen)
    basis = Basis(plan.vraag, await lezing.basis(plan.basis))
    twijfel = onzeker(plan, gevonden(sommen, basis))
    sporen = await lezing.telt(twijfel, plan.vraag.herkomst) if twijfel else frozenset()
    stand = Stand(lopend, sporen, instellingen.termijnen, week, gedekt)
    reeksen = maak_reeksen(plan, sommen, stand, basis, vrijgegeven)
    bedek(plan, reeksen, oordelen)
    return reeksen, basis.noten()


def noten_van_swvs(plan: Plan, instellingen: Instellingen) -> list[str]:
    """What the reader must know about the settings of the SWV's whose dossiers count here."""
    vraag, swvs = plan.vraag, swvs_van(plan)
    noten = []
    if vraag.indicator.maat is Maat.DUUR and toont_eigen(plan.reeksen):
        noten.append(instellingen.noot(swvs))
    if vraag.noemt(BEHOEFTE) and swvs and vraag.niveau in (Niveau.SCHOOL, Niveau.BESTUUR):
        noten.append(f"Alleen dossiers van {', '.join(map(swv_code, sorted(swvs)))}.")
    noten.append(ondergrens_noot(plan))
    return [noot for noot in noten if noot]


def moment_van(plan: Plan, stand: datetime | None) -> str | None:
    """The "stand" of an answer; for a limited reader its day, for the moment tells when something hidden changed."""
    if stand is None:
        return None
    return moment(dag_van(stand) if beperkt(plan) else stand)


def dag_van(stand: datetime) -> datetime:
    """The beginning of its day."""
    return stand.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def moment(tijd: datetime) -> str:
    """RFC 3339 in UTC, whole seconds: '2026-11-21T08:00:00Z'."""
    return tijd.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
