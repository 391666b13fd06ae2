"""Word documents of published profiles: which versions are asked, and which ones everybody may still read.

A published profile is for everybody, so any account may ask its document; a draft or a withdrawn version never
becomes one. What is asked is written down with its nummer: the document of a version is always the same.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.profielen.profiel import Profielkop, Sleutel
from services.gateway.domain.vraag import Misser, OngeldigeVraag
from services.gateway.handlers.poorten import OnbekendeEenheid
from services.gateway.handlers.profielen.poorten import Profielboek
from shared.contracts.eenheden import Niveau, swv_getal, vestiging_getal
from shared.contracts.rapporten import Grens, Lezer, RapportVraag
from shared.contracts.schooljaar import lees


class Uitgave(NamedTuple):
    """A version as it is written down: the question with its nummer, for everybody, and the name of the school."""

    vraag: RapportVraag
    lezer: Lezer
    grens: Grens
    naam: str


async def uitgave(boek: Profielboek, vraag: RapportVraag) -> Uitgave:
    """The version that is asked. Raises OnbekendeEenheid, OngeldigeVraag (of several SWV: choose), Unavailable."""
    gevonden = await uitgaven(boek, [vraag])
    if len(gevonden) > 1:
        keuze = ", ".join(str(een.grens.binnen) for een in gevonden)
        raise OngeldigeVraag([Misser("bericht.binnen", f"ontbreekt; kies uit {keuze}")])
    if not gevonden:
        raise OnbekendeEenheid
    return gevonden[0]


async def uitgaven(
    boek: Profielboek, vragen: Sequence[RapportVraag], leden: Collection[tuple[int, int]] | None = None
) -> list[Uitgave]:
    """What is published of these schools in one schooljaar, also when that is nothing. `leden`: only of these
    (vestiging, swv). Raises OnbekendeEenheid, Unavailable."""
    if not all(_heeft_vorm(vraag) for vraag in vragen):
        raise OnbekendeEenheid
    eerste = vragen[0]
    nummers = [vestiging_getal(vraag.eenheid) for vraag in vragen]
    per: dict[int, list[Profielkop]] = defaultdict(list)
    for kop in await boek.koppen(nummers, lees(eerste.schooljaar), eerste.nummer):
        if (eerste.binnen is None or kop.sleutel.swv == swv_getal(eerste.binnen)) and _van(kop, leden):
            per[kop.sleutel.vestiging].append(kop)
    return [_uitgave(vraag, kop) for vraag, nummer in zip(vragen, nummers, strict=True) for kop in per[nummer]]


def versie(vraag: RapportVraag, grens: Grens) -> tuple[Sleutel, int]:
    """Which published version a request is about."""
    assert grens.binnen is not None, "it was written down so"
    assert vraag.nummer is not None, "it was written down so"
    sleutel = Sleutel(swv_getal(grens.binnen), vestiging_getal(vraag.eenheid), lees(vraag.schooljaar))
    return sleutel, vraag.nummer


def _heeft_vorm(vraag: RapportVraag) -> bool:
    eenheden = [Eenheid(vraag.niveau, vraag.eenheid), *([Eenheid(Niveau.SWV, vraag.binnen)] if vraag.binnen else [])]
    return all(map(heeft_vorm, eenheden))


def _van(kop: Profielkop, leden: Collection[tuple[int, int]] | None) -> bool:
    return leden is None or (kop.sleutel.vestiging, kop.sleutel.swv) in leden


def _uitgave(vraag: RapportVraag, kop: Profielkop) -> Uitgave:
    swv = kop.sleutel.swv_code
    return Uitgave(
        vraag.model_copy(update={"nummer": kop.nummer, "binnen": swv}),
        Lezer(rol="iedereen", eenheid=vraag.eenheid),
        Grens(binnen=swv, schooljaren=(vraag.schooljaar,), nu=False),
        kop.naam,
    )
