"""Values of one indicator: rights, plan, sums, answer."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.plan import Plan, maak_plan, onzeker
from services.gateway.domain.rechten import (
    Rechten,
    Spoor,
    Toegang,
    Zicht,
    alleen_swv,
    beperk,
    binnen_zichtbaar,
    context,
    toegang,
    ziet_cijfers,
)
from services.gateway.domain.uitkomst import Stand, gevonden, maak_reeksen, toelichtingen, toont_eigen
from services.gateway.domain.vraag import Parameters, Vraag, lees_vraag
from services.gateway.handlers.poorten import (
    GeenEigenZicht,
    Gegevens,
    Lezing,
    NietVoorDezeRol,
    OnbekendeEenheid,
    Versies,
)
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import Indicator
from shared.contracts.schooljaar import schooljaar_van

BEHOEFTE = "behoefte"
_MET_SPOREN = (Niveau.SCHOOL, Niveau.BESTUUR)

Toegangen = list[tuple[Eenheid, Toegang]]


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
    if not ziet_cijfers(rechten):
        raise OnbekendeEenheid
    async with gegevens.lezing(rechten, lopend) as lezing:
        versies = await lezing.versies()
        organisatie = await lezing.organisatie(versies.organisatie)
        toegangen = await _toegangen(lezing, rechten, vraag, organisatie)
        plan = maak_plan(vraag, toegangen, organisatie, lopend)
        etag = _etag(rechten, parameters, plan, versies, lopend)
        if kent is not None and etag_past(etag, kent):
            return Antwoord(etag, None)
        return Antwoord(etag, await _inhoud(lezing, plan, versies, lopend))


async def _toegangen(lezing: Lezing, rechten: Rechten, vraag: Vraag, organisatie: Organisatie) -> Toegangen:
    """What the caller has for each unit. Raises OnbekendeEenheid, NietVoorDezeRol, GeenEigenZicht."""
    eenheden = [Eenheid(vraag.niveau, code) for code in vraag.eenheden]
    if not all(heeft_vorm(eenheid) for eenheid in eenheden):
        raise OnbekendeEenheid
    sporen = await _sporen(lezing, rechten, vraag, eenheden, organisatie)
    binnen = _binnen(rechten, vraag, eenheden, organisatie, sporen)
    gevonden = [(een, _binnen_grens(toegang(rechten, een, organisatie, sporen), binnen)) for een in eenheden]
    nauwer = alleen_swv(rechten)
    return [(een, _gekozen(had, toegang(nauwer, een, organisatie, sporen), vraag, binnen)) for een, had in gevonden]


async def _sporen(
    lezing: Lezing, rechten: Rechten, vraag: Vraag, eenheden: list[Eenheid], organisatie: Organisatie
) -> Collection[Spoor]:
    """Traces that decide whether a school or bestuur from outside is visible; read only where they matter."""
    swvs = set(context(rechten).swvs)
    if vraag.binnen is not None and heeft_vorm(Eenheid(Niveau.SWV, vraag.binnen)):
        swvs.add(Eenheid(Niveau.SWV, vraag.binnen).getal)
    if vraag.niveau not in _MET_SPOREN or not swvs:
        return ()
    vreemd = [een for een in eenheden if swvs - {lid.swv for lid in organisatie.van(een)}]
    vestigingen = {lid.vestiging for een in vreemd for lid in organisatie.van(een)}
    vestigingen |= {een.getal for een in vreemd if een.niveau is Niveau.SCHOOL}
    return await lezing.sporen(swvs, vestigingen, vraag.herkomst) if vestigingen else ()


def _binnen(
    rechten: Rechten, vraag: Vraag, eenheden: list[Eenheid], organisatie: Organisatie, sporen: Collection[Spoor]
) -> int | None:
    """The SWV that limits the question. Raises OnbekendeEenheid when it is no SWV that the caller sees."""
    if vraag.binnen is None:
        return None
    grens = Eenheid(Niveau.SWV, vraag.binnen)
    if not heeft_vorm(grens) or not binnen_zichtbaar(rechten, grens, organisatie, sporen):
        raise OnbekendeEenheid
    for eenheid in eenheden:
        vast = eenheid.getal if eenheid.niveau is Niveau.SWV else organisatie.swv_van_subregio(eenheid.code)
        if vast not in (None, grens.getal):
            raise OnbekendeEenheid
    return grens.getal


def _binnen_grens(had: Toegang | None, binnen: int | None) -> Toegang:
    gevonden = beperk(had, binnen) if had else None
    if gevonden is None:
        raise OnbekendeEenheid
    return gevonden


def _gekozen(had: Toegang, nauwer: Toegang | None, vraag: Vraag, binnen: int | None) -> Toegang:
    """Access in the view that was asked, and only by roles that get what was asked."""
    if vraag.zicht is Zicht.EIGEN and had.zicht is not Zicht.EIGEN:
        raise GeenEigenZicht
    if vraag.noemt(BEHOEFTE) or vraag.herkomst:
        over = beperk(nauwer, binnen) if nauwer else None
        if over is None and vraag.noemt(BEHOEFTE):
            raise NietVoorDezeRol
        had = over or Toegang(Zicht.VERGELIJKING)
    if vraag.zicht in (None, Zicht.EIGEN):
        return had
    return Toegang(vraag.zicht)


def _swvs(plan: Plan) -> set[int] | None:
    """SWV's whose dossiers count in this answer; None: any."""
    swvs = {sleutel.swv for sleutel in plan.cellen.sleutels}
    return None if None in swvs else {swv for swv in swvs if swv is not None}


def _etag(rechten: Rechten, parameters: Parameters, plan: Plan, versies: Versies, lopend: int) -> str:
    """Differs whenever the answer may differ; what shows nothing live, changes with nothing live."""
    merk = versies.merk(_swvs(plan)) if toont_eigen(plan.reeksen) else (versies.organisatie,)
    return maak_etag(plan.vraag.indicator.code, sorted(rechten), sorted(parameters), lopend, merk)


def maak_etag(*delen: object) -> str:
    """A strong ETag over everything that decides an answer."""
    return '"' + hashlib.sha256(repr(delen).encode()).hexdigest()[:32] + '"'


def etag_past(etag: str, kent: str) -> bool:
    """Does an If-None-Match header name this ETag?"""
    genoemd = {een.strip().removeprefix("W/") for een in kent.split(",")}
    return etag in genoemd or "*" in genoemd


async def _inhoud(lezing: Lezing, plan: Plan, versies: Versies, lopend: int) -> dict[str, Any]:
    sommen = await lezing.sommen(plan.cellen)
    twijfel = onzeker(plan, gevonden(sommen))
    sporen = await lezing.telt(twijfel, plan.vraag.herkomst) if twijfel else frozenset()
    vraag = plan.vraag
    eigen = toont_eigen(plan.reeksen)
    inhoud: dict[str, Any] = {
        "indicator": vraag.indicator.code,
        "niveau": vraag.niveau.value,
        "splitsing": list(vraag.splitsing),
        "stand": moment(versies.stand(_swvs(plan))) if eigen else None,
        "reeksen": maak_reeksen(plan, sommen, Stand(lopend, sporen)),
    }
    noten = toelichtingen(plan)
    return {**inhoud, "toelichting": " ".join(noten)} if noten else inhoud


def moment(tijd: datetime) -> str:
    """RFC 3339 in UTC, whole seconds: '2026-11-21T08:00:00Z'."""
    return tijd.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
