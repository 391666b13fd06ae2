"""All profiles that somebody has to do with: who is on turn, and how far everybody is."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from services.gateway.domain.profielen.document import school_json
from services.gateway.domain.profielen.profiel import Staat, lid_van
from services.gateway.domain.profielen.voortgang import Aandacht, Regel
from services.gateway.domain.rechten import Rol
from services.gateway.domain.vraag import Misser, OngeldigeVraag
from services.gateway.handlers.profielen.voortgang import Voortgang, voortgang
from services.gateway.paginas.profielen.kader import BEGIN, STATEN, Profielpagina, adres
from services.gateway.paginas.werk import Namen, medewerker_van
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, tekst

AANDACHT: Final = {
    Aandacht.NIET_BEGONNEN: "Nog niet begonnen",
    Aandacht.LIGT_STIL: "Al drie weken niets veranderd",
    Aandacht.TERUGGEGEVEN: "Teruggegeven door het bestuur",
    Aandacht.WACHT_OP_BESTUUR: "Wacht al twee weken op het bestuur",
}


def voeg_toe(routes: APIRouter, pagina: Profielpagina) -> None:
    """The route."""

    @routes.get(BEGIN)
    async def overzicht(request: Request, schooljaar: str = "") -> Response:
        beller = await pagina.bezoeken.ingelogd(request)
        jaar = _jaar(schooljaar, pagina.lopend())
        gevonden = await voortgang(pagina.gegevens, beller.rechten, jaar, pagina.vandaag())
        rollen = {recht.rol for recht in beller.rechten}
        regels = [_regel(een, gevonden) for een in gevonden.regels]
        namen = Namen(gevonden.organisatie)
        return pagina.bezoeken.pagina(
            request, "profiel_overzicht.html", beller, actief="ondersteuning", jaar=tekst(jaar), regels=regels,
            jaren=[tekst(een) for een in (pagina.lopend() - 1, pagina.lopend(), pagina.lopend() + 1)],
            aan_zet=[een for een in regels if _aan_zet(een, rollen)],
            aandacht=[(zin, [een for een in regels if een["aandacht"] == zin]) for zin in AANDACHT.values()],
            gepubliceerd=sum(een["gepubliceerd_op"] is not None for een in regels),
            netwerken=namen.genoemd({een["school"]["swv"]["code"] for een in regels}),
            swvs=namen.genoemd(medewerker_van(beller.rechten)),
        )  # fmt: skip


def _jaar(gegeven: str, lopend: int) -> int:
    """Raises OngeldigeVraag."""
    try:
        return lees(gegeven) if gegeven else lopend
    except OngeldigSchooljaar as fout:
        raise OngeldigeVraag([Misser("schooljaar", "heeft de vorm 2025-2026")]) from fout


def _regel(een: Regel, gevonden: Voortgang) -> dict[str, Any]:
    lid = lid_van(een.sleutel, gevonden.organisatie)
    assert lid is not None, "a line is of a school that is a member"
    return {
        "school": school_json(een.sleutel, lid, gevonden.organisatie),
        "adres": adres(een.sleutel),
        "staat": een.staat,
        "staat_tekst": STATEN[een.staat],
        "telling": een.telling,
        "gewijzigd_op": een.gewijzigd_op,
        "gepubliceerd_op": een.gepubliceerd_op,
        "aandacht": AANDACHT[een.aandacht] if een.aandacht else "",
        "te_laat": een.te_laat,
    }


def _aan_zet(een: dict[str, Any], rollen: set[Rol]) -> bool:
    """Is it this caller's turn? (The list holds only what the caller may see.)"""
    if Rol.BESTUUR in rollen and een["staat"] is Staat.TER_VASTSTELLING:
        return True
    return Rol.SCHOOL in rollen and een["staat"] in (None, Staat.CONCEPT) and een["gepubliceerd_op"] is None
