"""A comparison: the same rights, cells and queries as for values, over more schooljaren and over like units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.gateway.domain.basis import Basis
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.leeftijd import iso_week
from services.gateway.domain.open.vergelijken import landelijk_cijfer
from services.gateway.domain.plan import Plan, maak_plan, onzeker
from services.gateway.domain.rechten import Rechten, Toegang, ziet_cijfers
from services.gateway.domain.som import Som
from services.gateway.domain.uitkomst import Stand, gevonden
from services.gateway.domain.vergelijking.antwoord import maak_vergelijking
from services.gateway.domain.vergelijking.jaren import Jaren
from services.gateway.domain.vergelijking.peil import JAREN_VOOR_SEIZOEN, Peil, over_jaren, per_tijd
from services.gateway.domain.vergelijking.prognose import TOEGEKEND, UITSTROOM, Openstaand, vraagt_openstaand
from services.gateway.domain.vergelijking.verdeling import Groep, groepen, soortgenoten, verdeling
from services.gateway.domain.vergelijking.vraag import lees_vergelijkvraag
from services.gateway.domain.vraag import Parameters, Vraag
from services.gateway.domain.vrijgave import GEEN, Hoofd, Vrijgegeven
from services.gateway.handlers.kijk import Kijk, kijk_met
from services.gateway.handlers.landelijk import geef_passende
from services.gateway.handlers.ondergrens import beperkt, lees_oordelen
from services.gateway.handlers.poorten import Gegevens, Lezing, OnbekendeEenheid
from services.gateway.handlers.toegang import geef_toegangen
from services.gateway.handlers.vrijgave import Merk, lees_vrijgave, merk_van, verdelingen
from services.gateway.handlers.waarden import (
    Antwoord,
    etag_past,
    geef_dekking,
    maak_etag,
    moment_van,
    naar_inhoud,
    noten_van_swvs,
)
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import CATALOGUS, Indicator


@dataclass(frozen=True, slots=True)
class Blik(Kijk):
    """The view of one question about one unit: what every step needs."""

    peil: Peil
    eenheid: Eenheid
    had: Toegang
    hoofd: Hoofd | None

    def plan(self, vraag: Vraag) -> Plan:
        """The plan of a question about this unit."""
        return self.plan_van(vraag, [(self.eenheid, self.had)])

    def plan_van(self, vraag: Vraag, toegangen: Sequence[tuple[Eenheid, Toegang]]) -> Plan:
        """The plan of a question about these units, with sums per week where there are weeks."""
        plan = maak_plan(vraag, toegangen, self.organisatie, self.lopend)
        return replace(plan, cellen=per_tijd(plan.cellen, vraag.indicator))

    async def stand(self, plan: Plan, sporen: frozenset[tuple[int, int | None]] = frozenset()) -> Stand:
        """What decides statuses and terms."""
        gedekt = await geef_dekking(self.lezing, plan, self.organisatie)
        return Stand(self.lopend, sporen, self.instellingen.termijnen, iso_week(self.peil.vandaag), gedekt)


async def geef_vergelijking(
    gegevens: Gegevens, rechten: Rechten, indicator: Indicator, parameters: Parameters, vandaag: date, kent: str | None
) -> Antwoord:
    """A figure with what it is compared with, as this caller may see it. `kent`: the If-None-Match header.

    Raises:
        OngeldigeVraag, OnbekendeEenheid, NietVoorDezeRol, GeenEigenZicht, Unavailable
    """
    vraag = lees_vergelijkvraag(indicator, parameters, Peil.van(None, vandaag).lopend)
    peil = Peil.van(vraag.schooljaren[0], vandaag)
    if not ziet_cijfers(rechten):
        raise OnbekendeEenheid
    cijfers = await geef_passende(gegevens, indicator.code, vraag)
    async with gegevens.lezing(rechten, peil.lopend) as lezing:
        blik = await _kijk(lezing, rechten, vraag, peil)
        plan = blik.plan(over_jaren(vraag, peil))
        merk = await _merk(blik, vraag, plan)
        delen = (cijfers, merk.delen, blik.hoofd, blik.instellingen.merk, peil.lopend, peil.week, peil.vandaag.month)
        etag = maak_etag("vergelijking", indicator.code, sorted(rechten), sorted(parameters), *delen)
        if kent is not None and etag_past(etag, kent) and not beperkt(plan):
            return Antwoord(etag, None)
        inhoud = await _inhoud(blik, vraag, plan, merk)
        if cijfers:
            inhoud["landelijkCijfer"] = landelijk_cijfer(cijfers, peil.schooljaar)
    return naar_inhoud(inhoud, kent) if beperkt(plan) else Antwoord(etag, inhoud)


async def _merk(blik: Blik, vraag: Vraag, plan: Plan) -> Merk:
    """Changes with live figures only where those are shown; like units of an own SWV are."""
    ook = frozenset(groep.swv for groep in _groepen(blik, vraag) if groep.eigen)
    return await merk_van(blik.lezing, blik.rechten, plan, blik.versies, ook)


async def _kijk(lezing: Lezing, rechten: Rechten, vraag: Vraag, peil: Peil) -> Blik:
    kijk = await kijk_met(lezing, rechten, peil.lopend)
    ((eenheid, had),) = await geef_toegangen(lezing, rechten, vraag, kijk.organisatie, kijk.instellingen)
    # Also who sees the unit exactly gets the distributions of others from a release.
    hoofd = await lezing.vrijgave(False)
    gelezen = (kijk.organisatie, kijk.instellingen, kijk.versies, kijk.lopend)
    return Blik(lezing, rechten, *gelezen, peil, eenheid, had, hoofd)


async def _inhoud(blik: Blik, vraag: Vraag, plan: Plan, merk: Merk) -> dict[str, Any]:
    vrijgegeven = await lees_vrijgave(blik.lezing, plan, blik.hoofd)
    jaren = await _jaren(blik, plan, vrijgegeven)
    stand = merk.stand or vrijgegeven.stand
    vergelijking = maak_vergelijking(
        jaren, blik.peil, vraag.schooljaren == (None,), await _openstaand(blik, vraag, jaren)
    )
    return {
        "indicator": vraag.indicator.code,
        "niveau": vraag.niveau.value,
        "eenheid": blik.eenheid.code,
        "zicht": blik.had.zicht.value,
        "stand": moment_van(plan, stand),
        **vergelijking,
        "verdelingen": await _verdelingen(blik, vraag),
        "toelichting": [*vergelijking["toelichting"], *noten_van_swvs(plan, blik.instellingen), *jaren.noten],
    }


async def _jaren(blik: Blik, plan: Plan, vrijgegeven: Vrijgegeven = GEEN) -> Jaren:
    sommen = await blik.lezing.sommen(plan.cellen)
    basis = Basis(plan.vraag, await blik.lezing.basis(plan.basis))
    twijfel = onzeker(plan, gevonden(sommen, basis))
    sporen = await blik.lezing.telt(twijfel, plan.vraag.herkomst) if twijfel else frozenset()
    oordelen = await lees_oordelen(blik.lezing, plan, blik.organisatie, blik.peil.lopend)
    return Jaren.van(plan, sommen, await blik.stand(plan, sporen), basis, vrijgegeven, oordelen)


async def _openstaand(blik: Blik, vraag: Vraag, toegekend: Jaren) -> Openstaand | None:
    """For the prognosis: what is open now, and how the applications of three years ended."""
    if not vraagt_openstaand(vraag.indicator, blik.peil, bool(vraag.filters)):
        return None
    soort = vraag.indicator.code.partition("-")[0]
    vorige = tuple(sorted(blik.peil.jaren[1 : JAREN_VOOR_SEIZOEN + 1]))

    async def van(naam: str, jaren: tuple[int | None, ...]) -> Jaren:
        indicator = CATALOGUS[f"{soort}-{naam}"]
        return await _jaren(blik, blik.plan(replace(vraag, indicator=indicator, schooljaren=jaren)))

    eind = {naam: await van(naam, vorige) for naam in UITSTROOM}
    return Openstaand(await van("openstaand", (None,)), {TOEGEKEND: toegekend, **eind})


def _groepen(blik: Blik, vraag: Vraag) -> list[Groep]:
    binnen = None if vraag.binnen is None else Eenheid(Niveau.SWV, vraag.binnen).getal
    return groepen(blik.rechten, blik.eenheid, blik.peil.schooljaar, blik.organisatie, binnen)


async def _verdelingen(blik: Blik, vraag: Vraag) -> list[dict[str, Any]]:
    alle = _groepen(blik, vraag)
    eigen = [await _verdeling(blik, vraag, groep) for groep in alle if groep.eigen]
    return [*eigen, *await verdelingen(blik.lezing, vraag, blik.eenheid, alle, vraag.schooljaren[0], blik.hoofd)]


async def _verdeling(blik: Blik, vraag: Vraag, groep: Groep) -> dict[str, Any]:
    genoten = soortgenoten(blik.eenheid, groep, blik.peil.schooljaar, blik.organisatie)
    plan = maak_plan(vraag, genoten, blik.organisatie, blik.peil.lopend)
    sommen: list[Som] = await blik.lezing.sommen(plan.cellen) if genoten else []
    basis = Basis(vraag, await blik.lezing.basis(plan.basis) if genoten else ())
    return verdeling(groep, plan, sommen, await blik.stand(plan), basis)
