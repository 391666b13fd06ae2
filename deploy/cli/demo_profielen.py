"""Publishing the invented profiles of the example region, by the same rules as a school and its board do."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from deploy.example.profielen import School, Verhaal, verhaal
from services.gateway.adapters.gegevens import PostgresGegevens
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.document import maak_document
from services.gateway.domain.profielen.profiel import Concept, Gepubliceerd, Ingevuld, Sleutel, Staat
from services.gateway.domain.rechten import Recht, Rol
from services.gateway.handlers.profielen.cijfers import OPENBAAR, cijfers_bij
from services.gateway.handlers.profielen.kader import geldend_formulier, lees_organisatie
from services.gateway.handlers.profielen.poorten import Formulierversie
from shared.contracts.lidmaatschap import Lid
from shared.contracts.schooljaar import schooljaar_van
from shared.runtime.postgres import open_pool

_TEGELIJK: Final = 4
_DOOR: Final = "voorbeeld"


class _Werk(NamedTuple):
    sleutel: Sleutel
    lid: Lid
    verhaal: Verhaal
    geldt: Formulierversie


async def vul_profielen(dsn: str, vandaag: date, overslaan: frozenset[str] = frozenset()) -> Counter[Staat]:
    """Profiles of last and this schooljaar; how many got how far. `overslaan`: schools that begin this year's
    themselves."""
    async with open_pool(dsn, "demo-profielen", _TEGELIJK) as pool:
        gegevens, lopend = PostgresGegevens(pool), schooljaar_van(vandaag)
        organisatie = await lees_organisatie(gegevens, frozenset(), lopend)
        formulieren = {swv: await geldend_formulier(gegevens.profielboek, swv) for swv in organisatie.swvs}
        geteld = Counter[Staat]()
        for jaar in (lopend - 1, lopend):
            werk = list(_werk(organisatie, formulieren, jaar, vandaag, overslaan if jaar == lopend else frozenset()))
            slot = asyncio.Semaphore(_TEGELIJK)
            await asyncio.gather(*(_schrijf(gegevens, organisatie, een, slot) for een in werk))
            geteld.update(een.verhaal.staat for een in werk)
    return geteld


def _werk(
    organisatie: Organisatie, formulieren: dict[int, Formulierversie], jaar: int, vandaag: date, over: frozenset[str]
) -> Iterator[_Werk]:
    for lid in organisatie.leden:
        sleutel = Sleutel(lid.swv, lid.vestiging, jaar)
        if not lid.in_jaar(jaar) or sleutel.school.code in over:
            continue
        school = School(sleutel.school.code, organisatie.vestigingen[lid.vestiging].naam, lid.schoolsoort)
        vast = jaar < schooljaar_van(vandaag)
        een = verhaal(school, formulieren[lid.swv].formulier, jaar, vandaag, vast)
        if een is not None:
            yield _Werk(sleutel, lid, een, formulieren[lid.swv])


async def _schrijf(gegevens: PostgresGegevens, organisatie: Organisatie, werk: _Werk, slot: asyncio.Semaphore) -> None:
    sleutel, (staat, op, antwoorden), boek = werk.sleutel, werk.verhaal, gegevens.profielboek
    ingevuld = {code: Ingevuld(een, 1, op, _DOOR) for code, een in antwoorden.items()}
    concept = Concept(sleutel, Staat.CONCEPT, 1, op, op, _DOOR, op, "", ingevuld)
    async with slot:
        if not await boek.begin(concept) or staat is Staat.CONCEPT:
            return
        await boek.zet_staat(sleutel, 1, Staat.TER_VASTSTELLING, "", op, _DOOR)
        if staat is Staat.GEPUBLICEERD:
            rechten, formulier = frozenset({Recht(Rol.SCHOOL, sleutel.school.code)}), werk.geldt.formulier
            cijfers = await cijfers_bij(gegevens, rechten, sleutel, formulier, op.date(), OPENBAAR)
            inhoud = maak_document(concept, werk.geldt.versie, formulier, werk.lid, organisatie, cijfers, 1, op)
            await boek.publiceer(2, Gepubliceerd(sleutel, 1, werk.geldt.versie, inhoud, op, _DOOR), werk.lid)
