"""A vak: one unit in one period, with the schools and SWV's whose rows belong to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import Toegang, Zicht, swvs_in
from services.gateway.domain.vraag import Basisvraag
from shared.contracts.eenheden import Niveau, swv_code, swv_getal, vestiging_code
from shared.contracts.indicatoren.model import Soorten
from shared.contracts.lidmaatschap import Lid

Ankers = frozenset[int | None]
VoScholen = Mapping[tuple[int, int], frozenset[int]]
"""(VO SWV, schooljaar) → schools that DUO says are of it."""


@dataclass(frozen=True, slots=True)
class Vak:
    """`swvs`: whose figures are asked ({None}: every SWV's). `vrij`: this caller may see it. `bestaat`: the reference
    data know the unit in it. `betalers`: the SWV's that pay for the unit, where it is an SWV or more."""

    reeks: int
    eenheid: Eenheid
    jaar: int
    boekjaar: bool
    swvs: Ankers
    vrij: bool
    bestaat: bool
    vestigingen: frozenset[int]
    betalers: tuple[int, ...]

    @property
    def schooljaren(self) -> tuple[int, ...]:
        """Schooljaren that the period touches: a boekjaar touches two."""
        return (self.jaar - 1, self.jaar) if self.boekjaar else (self.jaar,)

    @property
    def kind(self) -> str | None:
        """'PO' or 'VO' where the unit is, or is seen inside, SWV's of one kind."""
        if self.eenheid.niveau is Niveau.LANDELIJK:
            return self.eenheid.code[-2:]
        if self.eenheid.niveau in (Niveau.SWV, Niveau.SUBREGIO):
            return self.eenheid.code[:2]
        kinden = {None if swv is None else swv_code(swv)[:2] for swv in self.swvs}
        return kinden.pop() if len(kinden) == 1 else None

    def soorten(self, soorten: Soorten) -> frozenset[str] | None:
        """Schoolsoorten that count for this unit; None: it does not apply to this kind of SWV."""
        if self.kind is None:
            return frozenset(soort for lijst in soorten.values() for soort in lijst)
        return frozenset(soorten[self.kind]) if self.kind in soorten else None


def maak_vakken(
    vraag: Basisvraag, toegangen: Sequence[tuple[Eenheid, Toegang]], organisatie: Organisatie, gepubliceerd: bool
) -> list[Vak]:
    """The vakken of a question, unit by unit and period by period. What is published is free in every view."""
    return [
        vak(
            nummer, eenheid, jaar, vraag, _ankers(toegang, eenheid, jaar, vraag, organisatie), organisatie, gepubliceerd
        )
        for nummer, (eenheid, toegang) in enumerate(toegangen)
        for jaar in vraag.schooljaren
        if jaar is not None
    ]


def vak(
    reeks: int,
    eenheid: Eenheid,
    jaar: int,
    vraag: Basisvraag,
    swvs: Ankers,
    organisatie: Organisatie,
    gepubliceerd: bool,
) -> Vak:
    """One vak; without own SWV's a published figure shows what lies inside `binnen`."""
    vrij = bool(swvs)
    if gepubliceerd and not swvs:
        binnen = None if vraag.binnen is None else swv_getal(vraag.binnen)
        swvs, vrij = frozenset({binnen}), True
    betalers = _betalers(eenheid, jaar, organisatie)
    leeg = Vak(reeks, eenheid, jaar, vraag.boekjaar, swvs, vrij, False, frozenset(), betalers)
    bestaat = (
        bool(betalers)
        if eenheid.niveau is Niveau.LANDELIJK
        else any(organisatie.bestaat(eenheid, een) for een in leeg.schooljaren)
    )
    return replace(leeg, bestaat=bestaat, vestigingen=_vestigingen(leeg, organisatie))


def met_vo_scholen(een: Vak, vo_scholen: VoScholen, organisatie: Organisatie) -> Vak:
    """The vak of a VO SWV (or of all of them) with the schools that only DUO says are of it."""
    erbij = {
        school
        for swv in een.betalers
        for school in vo_scholen.get((swv, een.jaar), ())
        if not _lid_van_vo(school, een.jaar, organisatie)
    }
    return replace(een, vestigingen=een.vestigingen | erbij) if erbij else een


def per_swv(een: Vak, vraag: Basisvraag, organisatie: Organisatie) -> list[Vak]:
    """The SWV's of a national vak, each as its own; any other vak as it is."""
    if een.eenheid.niveau is not Niveau.LANDELIJK:
        return [een]
    return [
        vak(een.reeks, Eenheid(Niveau.SWV, swv_code(swv)), een.jaar, vraag, frozenset({swv}), organisatie, True)
        for swv in een.betalers
    ]


def _lid_van_vo(school: int, jaar: int, organisatie: Organisatie) -> bool:
    leden = organisatie.van(Eenheid(Niveau.SCHOOL, vestiging_code(school)), jaar)
    return any(swv_code(lid.swv).startswith("VO") for lid in leden)


def _ankers(toegang: Toegang, eenheid: Eenheid, jaar: int, vraag: Basisvraag, organisatie: Organisatie) -> Ankers:
    if toegang.zicht is not Zicht.EIGEN:
        return frozenset()
    if not vraag.boekjaar:
        return swvs_in(toegang, eenheid, jaar, organisatie)
    eerder, later = (swvs_in(toegang, eenheid, een, organisatie) for een in (jaar - 1, jaar))
    return eerder & later


def _betalers(eenheid: Eenheid, jaar: int, organisatie: Organisatie) -> tuple[int, ...]:
    if eenheid.niveau is Niveau.SWV:
        return (eenheid.getal,)
    if eenheid.niveau is not Niveau.LANDELIJK:
        return ()
    return organisatie.land(eenheid.code[-2:], jaar).swvs


def _vestigingen(een: Vak, organisatie: Organisatie) -> frozenset[int]:
    """Schools of the unit in every schooljaar that the period touches."""
    if een.eenheid.niveau is Niveau.SCHOOL:
        return frozenset({een.eenheid.getal})
    return frozenset.intersection(*(_in_jaar(een, jaar, organisatie) for jaar in een.schooljaren))


def _in_jaar(een: Vak, jaar: int, organisatie: Organisatie) -> frozenset[int]:
    overal = None in een.swvs
    if overal and een.eenheid.niveau is Niveau.LANDELIJK:
        return organisatie.land(een.eenheid.code[-2:], jaar).vestigingen
    return frozenset(lid.vestiging for lid in _leden(een, jaar, organisatie) if overal or lid.swv in een.swvs)


def _leden(een: Vak, jaar: int, organisatie: Organisatie) -> Iterable[Lid]:
    if een.eenheid.niveau is not Niveau.LANDELIJK:
        return organisatie.van(een.eenheid, jaar)
    swvs = (Eenheid(Niveau.SWV, swv_code(swv)) for swv in een.betalers if swv in een.swvs)
    return (lid for swv in swvs for lid in organisatie.van(swv, jaar))
