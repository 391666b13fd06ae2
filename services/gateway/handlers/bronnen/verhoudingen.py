"""Ratios: numerator and denominator each from their own source, for the same units and periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.gateway.domain.open.uitslag import Geteld, Rij, Uitslag, Vakuitslag, tel
from services.gateway.domain.open.vakken import Vak, per_swv
from services.gateway.domain.open.verhouding import Breuk, deel, tel_bekende
from services.gateway.domain.vraag import Basisvraag
from services.gateway.handlers.bronnen.cellen import tel_cellen
from services.gateway.handlers.bronnen.tabellen import tel_deel
from services.gateway.handlers.kijk import Kijk, Toegangen
from shared.contracts.indicatoren import CATALOGUS
from shared.contracts.indicatoren.model import Celdeel, Deel, OpenDeel, Verhouding
from shared.contracts.waarde import Waarde

NUL = Uitslag(Waarde(0, 0))


@dataclass(frozen=True, slots=True)
class Vakbreuk:
    """A ratio of one unit in one period, with the rows of its split."""

    totaal: Breuk
    rijen: Mapping[Rij, Breuk]
    omgerekend: bool


@dataclass(frozen=True, slots=True)
class Verhoudingen:
    """The ratios of a question, vak by vak, and where their parts come from."""

    vakken: list[Vakbreuk]
    teller: Geteld
    noemer: Geteld
    noten: list[str]


def met_rechten_van(definitie: Verhouding, vraag: Basisvraag) -> Basisvraag:
    """The question with the rights that its parts ask: figures by school of origin are for the SWV itself."""
    herkomst = any(isinstance(een, Celdeel) and een.herkomst for een in (definitie.teller, definitie.noemer))
    return replace(vraag, herkomst=herkomst)


async def tel_verhouding(
    kijk: Kijk, definitie: Verhouding, vraag: Basisvraag, toegangen: Toegangen, vakken: Sequence[Vak]
) -> Verhoudingen:
    """Numerator / denominator for each vak. National figures that are published: the SWV's that have both."""
    splits = definitie.gepubliceerd
    delen = [per_swv(vak, vraag, kijk.organisatie) if splits else [vak] for vak in vakken]
    plat = [een for groep in delen for een in groep]
    teller = await _deel(kijk, definitie.teller, vraag, toegangen, plat)
    noemer = await _deel(kijk, definitie.noemer, vraag, toegangen, plat)
    paren = list(zip(teller.vakken, noemer.vakken, strict=True))
    gevonden, noten, begin = [], [], 0
    for vak, groep in zip(vakken, delen, strict=True):
        breuk, zonder = _samen(definitie, vraag, paren[begin : begin + len(groep)])
        begin += len(groep)
        gevonden.append(breuk)
        if len(groep) > 1 and zonder:
            noten.append(f"{vak.eenheid.code}: van {zonder} van de {len(groep)} samenwerkingsverbanden onbekend.")
    return Verhoudingen(gevonden, teller, noemer, [*teller.noten, *noemer.noten, *noten])


def _samen(
    definitie: Verhouding, vraag: Basisvraag, paren: Sequence[tuple[Vakuitslag, Vakuitslag]]
) -> tuple[Vakbreuk, int]:
    if len(paren) == 1:
        ((boven, onder),) = paren
        rijen = _rijen(definitie, vraag, boven, onder)
        return Vakbreuk(deel(definitie, boven.totaal, onder.totaal), rijen, boven.omgerekend), 0
    som_boven, som_onder, zonder = tel_bekende([(boven.totaal, onder.totaal) for boven, onder in paren])
    return Vakbreuk(deel(definitie, som_boven, som_onder), {}, False), zonder


def _rijen(definitie: Verhouding, vraag: Basisvraag, boven: Vakuitslag, onder: Vakuitslag) -> dict[Rij, Breuk]:
    if not vraag.splitsing:
        return {}
    return {rij: deel(definitie, boven.rijen.get(rij, NUL), noemer) for rij, noemer in onder.rijen.items()}


async def _deel(kijk: Kijk, wat: Deel, vraag: Basisvraag, toegangen: Toegangen, vakken: Sequence[Vak]) -> Geteld:
    if isinstance(wat, OpenDeel):
        return await tel_deel(kijk, wat, vraag, vakken)
    geteld = [
        await tel_cellen(
            kijk,
            vraag.over(CATALOGUS[code], filters=(*wat.filters, *vraag.filters), herkomst=wat.herkomst),
            toegangen,
        )
        for code in wat.codes
    ]
    opgeteld = [_opgeteld(delen) for delen in zip(*(een.vakken for een in geteld), strict=True)]
    return Geteld(opgeteld, [noot for een in geteld for noot in een.noten])


def _opgeteld(delen: Sequence[Vakuitslag]) -> Vakuitslag:
    rijen = {rij for een in delen for rij in een.rijen}
    return Vakuitslag(
        tel(een.totaal for een in delen), {rij: tel(een.rijen.get(rij, NUL) for een in delen) for rij in rijen}
    )
