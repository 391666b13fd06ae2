"""Figures beside the form: exact, as the caller may see them. Only open and public ones may be published."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from services.gateway.domain.profielen.document import Cijfer
from services.gateway.domain.profielen.formulier import Formulier
from services.gateway.domain.profielen.keuring import Eigen
from services.gateway.domain.profielen.profiel import Sleutel
from services.gateway.domain.rechten import Rechten
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.bronnen import geef_cijfers
from services.gateway.handlers.poorten import GeenEigenZicht, Gegevens, NietVoorDezeRol, OnbekendeEenheid
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren import INDICATOREN, Definitie, Maat
from shared.contracts.schooljaar import schooljaar_van, tekst

TOONBAAR: Final = frozenset(
    code
    for code, een in INDICATOREN.items()
    if Niveau.SCHOOL in een.niveaus and een.maat in (Maat.AANTAL, Maat.LEERLINGEN) and not een.voorraad
)
"""Indicators that a form may show: a count per schooljaar of one school."""
OPENBAAR: Final = frozenset(code for code in TOONBAAR if INDICATOREN[code].gepubliceerd)
"""Those of an open source that are marked public."""
KEURING: Final = ("leerlingen", "tlv-aanvragen", "arrangement-toegekend")


async def cijfers_bij(
    gegevens: Gegevens, rechten: Rechten, sleutel: Sleutel, formulier: Formulier, vandaag: date,
    welke: frozenset[str] = TOONBAAR,
) -> Mapping[str, list[Cijfer]]:  # fmt: skip
    """By item: each of its indicators (of `welke`) in the running schooljaar and the one before. Raises Unavailable."""
    return {
        item.code: [
            cijfer
            for code in item.indicatoren
            if code in welke
            for cijfer in await _cijfers(gegevens, rechten, sleutel, INDICATOREN[code], vandaag)
        ]
        for item in formulier.items()
        if item.indicatoren
    }


async def eigen_cijfers(gegevens: Gegevens, rechten: Rechten, sleutel: Sleutel, vandaag: date) -> Mapping[str, Eigen]:
    """The figures that the checks hold the answers against: the newest of two schooljaren that says something."""
    eigen: dict[str, Eigen] = {}
    for code in KEURING:
        for een in await _cijfers(gegevens, rechten, sleutel, INDICATOREN[code], vandaag):
            if isinstance(een.waarde, int) and (een.waarde or code not in eigen):
                eigen[code] = Eigen(een.waarde, een.schooljaar)
    return eigen


async def _cijfers(
    gegevens: Gegevens, rechten: Rechten, sleutel: Sleutel, definitie: Definitie, vandaag: date
) -> list[Cijfer]:
    lopend = schooljaar_van(vandaag)
    vraag = [("niveau", "school"), ("eenheid", sleutel.school.code)]
    vraag += [("schooljaar", tekst(jaar)) for jaar in (lopend - 1, lopend)]
    try:
        antwoord = await geef_cijfers(gegevens, rechten, definitie, vraag, vandaag, None)
    except (OngeldigeVraag, OnbekendeEenheid, NietVoorDezeRol, GeenEigenZicht):
        return []
    assert antwoord.inhoud is not None, "without If-None-Match there is always an answer"
    (reeks,) = antwoord.inhoud["reeksen"]
    bronnen = antwoord.inhoud.get("bronnen", ())
    return [_cijfer(definitie, periode, bronnen) for periode in reeks["perioden"]]


def _cijfer(definitie: Definitie, periode: Mapping[str, Any], bronnen: Any) -> Cijfer:
    totaal = periode["totaal"]
    stand = ", ".join(f"DUO, stand per {een['standPer']}" for een in bronnen) if definitie.gepubliceerd else ""
    return Cijfer(
        definitie.code, definitie.titel, periode["schooljaar"], totaal["waarde"], totaal["status"], totaal.get("tekst"),
        definitie.gepubliceerd, stand,
    )  # fmt: skip
