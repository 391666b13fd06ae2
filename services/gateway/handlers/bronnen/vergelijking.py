"""A comparison of a figure that is not counted from cells alone: earlier schooljaren, like units, the national figure.

Such a figure has one value per schooljaar: no weeks, months or prognosis.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.open.vergelijken import (
    eerder_jaar,
    landelijk_cijfer,
    niet_te_vergelijken,
    verdeling,
)
from services.gateway.domain.rechten import Rechten, Toegang, Zicht, ziet_cijfers
from services.gateway.domain.vergelijking.peil import EERDERE_JAREN
from services.gateway.domain.vergelijking.verdeling import Groep, groepen, onthouden_groepen, soortgenoten
from services.gateway.domain.vergelijking.vraag import lees_vergelijkbasis
from services.gateway.domain.vraag import Basisvraag, Parameters
from services.gateway.handlers.bronnen.antwoord import geef_inhoud, tel_voor
from services.gateway.handlers.kijk import Kijk, kijk_met
from services.gateway.handlers.landelijk import geef_passende
from services.gateway.handlers.poorten import Gegevens, OnbekendeEenheid
from services.gateway.handlers.waarden import Antwoord, etag_past, maak_etag
from shared.contracts.eenheden import LandelijkeEenheid, Niveau, swv_code, swv_getal
from shared.contracts.indicatoren import Definitie
from shared.contracts.schooljaar import schooljaar_van, tekst

Json = dict[str, Any]
_GEEN_WEEK: Final = "van deze indicator is de week niet bekend"
_HELE_JAREN: Final = "Deze indicator heeft één waarde per schooljaar; vergeleken wordt met hele schooljaren."


async def geef_overige_vergelijking(
    gegevens: Gegevens, rechten: Rechten, definitie: Definitie, parameters: Parameters, vandaag: date, kent: str | None
) -> Antwoord:
    """A figure with what it is compared with, as this caller may see it.

    Raises:
        OngeldigeVraag, OnbekendeEenheid, Unavailable
    """
    lopend = schooljaar_van(vandaag)
    niet_te_vergelijken(definitie)
    vraag = lees_vergelijkbasis(definitie, parameters, lopend)
    if not ziet_cijfers(rechten):
        raise OnbekendeEenheid
    cijfers = await geef_passende(gegevens, definitie.code, vraag)
    async with gegevens.lezing(rechten, lopend) as lezing:
        kijk = await kijk_met(lezing, rechten, lopend)
        inhoud = await _inhoud(kijk, definitie, vraag)
        inhoud["landelijkCijfer"] = landelijk_cijfer(cijfers, _jaar(vraag))
    etag = maak_etag("vergelijking", inhoud)
    return Antwoord(etag, None if kent is not None and etag_past(etag, kent) else inhoud)


def _jaar(vraag: Basisvraag) -> int:
    (jaar,) = vraag.schooljaren
    assert jaar is not None, "only a stock of dossiers has no schooljaar"
    return jaar


async def _inhoud(kijk: Kijk, definitie: Definitie, vraag: Basisvraag) -> Json:
    jaar = _jaar(vraag)
    jaren = tuple(range(max(1, jaar - EERDERE_JAREN), jaar + 1))
    waarden = await geef_inhoud(kijk, definitie, replace(vraag, schooljaren=jaren))
    (reeks,) = waarden["reeksen"]
    *eerder, nu = [periode["totaal"] for periode in reeks["perioden"]]
    eenheid = Eenheid(vraag.niveau, reeks["eenheid"])
    # The numerator of a running schooljaar still grows: it is never set against a whole earlier one.
    groeit = jaar == kijk.lopend and definitie.herkomst == "persoon"
    geen = {"waarde": None, "status": "z", "tekst": _GEEN_WEEK}
    return {
        "indicator": definitie.code,
        "niveau": vraag.niveau.value,
        "eenheid": eenheid.code,
        "zicht": reeks["zicht"],
        "stand": waarden["stand"],
        "schooljaar": tekst(jaar),
        "totEnMet": None,
        "eigen": nu,
        "totEnMetWeek": geen if groeit else nu,
        "eerder": [
            eerder_jaar(definitie, een, nu, toen, groeit, geen)
            for een, toen in sorted(zip(jaren, eerder, strict=False), reverse=True, key=lambda paar: paar[0])
        ],
        "meiTotEnMetJuli": geen,
        "twaalfMaanden": geen,
        "prognose": {"opSeizoen": geen, "metOpenstaand": geen, "uitleg": _GEEN_WEEK},
        "verdelingen": await _verdelingen(kijk, definitie, vraag, eenheid, jaar),
        "toelichting": [_HELE_JAREN, *([waarden["toelichting"]] if "toelichting" in waarden else [])],
    }


async def _verdelingen(kijk: Kijk, definitie: Definitie, vraag: Basisvraag, eenheid: Eenheid, jaar: int) -> list[Json]:
    """Like units inside each SWV, and for an SWV the others of its kind: from published figures for everybody."""
    binnen = None if vraag.binnen is None else swv_getal(vraag.binnen)
    alle = groepen(kijk.rechten, eenheid, jaar, kijk.organisatie, binnen)
    open_ = [groep for groep in alle if groep.eigen or definitie.gepubliceerd]
    gevonden = [await _verdeling(kijk, definitie, vraag, eenheid, groep, jaar) for groep in open_]
    if definitie.gepubliceerd:
        return [*gevonden, *await _van_swvs(kijk, definitie, vraag, eenheid, jaar)]
    return [*gevonden, *onthouden_groepen(eenheid, alle)]


async def _verdeling(
    kijk: Kijk, definitie: Definitie, vraag: Basisvraag, eenheid: Eenheid, groep: Groep, jaar: int
) -> Json:
    genoten = soortgenoten(eenheid, groep, jaar, kijk.organisatie)
    totalen = await _totalen(kijk, definitie, vraag, genoten)
    return verdeling(swv_code(groep.swv), groep.soort, totalen)


async def _van_swvs(kijk: Kijk, definitie: Definitie, vraag: Basisvraag, eenheid: Eenheid, jaar: int) -> list[Json]:
    if eenheid.niveau is not Niveau.SWV:
        return []
    kind = eenheid.code[:2]
    anderen = [code for swv in kijk.organisatie.land(kind, jaar).swvs if (code := swv_code(swv)) != eenheid.code]
    toegangen = [(Eenheid(Niveau.SWV, code), Toegang(Zicht.VERGELIJKING)) for code in anderen]
    totalen = await _totalen(kijk, definitie, vraag, toegangen)
    return [verdeling(LandelijkeEenheid(f"NL-{kind}").value, None, totalen)]


async def _totalen(
    kijk: Kijk, definitie: Definitie, vraag: Basisvraag, toegangen: Sequence[tuple[Eenheid, Toegang]]
) -> list[Json]:
    perioden = await tel_voor(kijk, definitie, vraag, toegangen) if toegangen else []
    return [periode["totaal"] for periode in perioden]
