"""Which units a caller may see, their names, and the way down and up between them."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rechten import SWV_ROLLEN, Recht, Rechten, Rol, Spoor, Zicht, boven, context, toegang
from shared.contracts.eenheden import LandelijkeEenheid, Niveau, bestuur_code, swv_code, vestiging_code
from shared.contracts.lidmaatschap import Lid

BUITEN = "buiten het SWV"
ONBEKEND = "onbekend"
PRIMAIR = "primair onderwijs"
_PRIMAIR = ("bao", "sbo")
_VOLGORDE = (Niveau.SWV, Niveau.SUBREGIO, Niveau.BESTUUR, Niveau.SCHOOL, Niveau.LANDELIJK)
_LANDELIJK = {
    LandelijkeEenheid.PO: "Nederland, primair onderwijs",
    LandelijkeEenheid.VO: "Nederland, voortgezet onderwijs",
}


@dataclass(frozen=True, slots=True)
class Zichtbaar:
    """A unit as one caller sees it. `label` says why it is not an ordinary member of the caller's SWV."""

    eenheid: Eenheid
    naam: str
    plaats: str | None
    zicht: Zicht
    label: str | None = None

    @property
    def volgorde(self) -> tuple[int, str, str]:
        """The SWV first, then down; by name."""
        return _VOLGORDE.index(self.eenheid.niveau), self.naam.casefold(), self.eenheid.code


@dataclass(frozen=True)
class Kaart:
    """All that one caller sees, in one schooljaar (None: ever)."""

    rechten: Rechten
    organisatie: Organisatie
    sporen: Collection[Spoor]
    schooljaar: int | None = None

    @cached_property
    def alle(self) -> tuple[Zichtbaar, ...]:
        """Every visible unit, in order."""
        gevonden = {eenheid for recht in self.rechten for eenheid in self._van(recht)}
        zichtbaar = (self.een(eenheid) for eenheid in gevonden)
        return tuple(sorted((een for een in zichtbaar if een is not None), key=lambda een: een.volgorde))

    def een(self, eenheid: Eenheid) -> Zichtbaar | None:
        """One unit; None when this caller can't see it."""
        had = toegang(self.rechten, eenheid, self.organisatie, self.sporen)
        if had is None:
            return None
        naam, plaats = naam_en_plaats(eenheid, self.organisatie)
        return Zichtbaar(eenheid, naam, plaats, had.zicht, self._label(eenheid))

    def onder(self, boven_: Eenheid) -> list[Zichtbaar]:
        """Every visible unit inside another one."""
        return [een for een in self.alle if een.eenheid != boven_ and self._ligt_in(een.eenheid, boven_)]

    def kinderen(self, ouder: Eenheid) -> list[Zichtbaar]:
        """The next step down: from landelijk to SWV's, from an SWV to subregio's and besturen (and schools that
        have no known bestuur), from those to schools."""
        lager = self.onder(ouder)
        if ouder.niveau is Niveau.LANDELIJK:
            return [een for een in lager if een.eenheid.niveau is Niveau.SWV]
        if ouder.niveau is Niveau.SWV:
            return [een for een in lager if een.eenheid.niveau is not Niveau.SCHOOL or een.label == ONBEKEND]
        return [een for een in lager if een.eenheid.niveau is Niveau.SCHOOL]

    def ouders(self, kind: Eenheid) -> list[Zichtbaar]:
        """Visible units that hold this one."""
        return [een for een in self.alle if een.eenheid != kind and self._ligt_in(kind, een.eenheid)]

    def _van(self, recht: Recht) -> Iterator[Eenheid]:
        if recht.rol is Rol.PLATFORM:
            return
        yield from (Eenheid(Niveau.LANDELIJK, code.value) for code in LandelijkeEenheid)
        yield recht.als_eenheid
        leden = self.organisatie.van(recht.als_eenheid, self.schooljaar)
        if recht.rol in SWV_ROLLEN:
            swv = recht.als_eenheid.getal
            yield from (Eenheid(Niveau.SUBREGIO, c) for c, s in self.organisatie.subregios.items() if s.swv == swv)
            yield from _scholen_en_besturen(leden)
            yield from self._aanvragers.get(swv, ())
            return
        yield from boven(recht, self.organisatie)
        if recht.rol is Rol.BESTUUR:
            yield from (Eenheid(Niveau.SCHOOL, vestiging_code(lid.vestiging)) for lid in leden)

    @cached_property
    def _aanvragers(self) -> Mapping[int, set[Eenheid]]:
        """Per SWV the schools that applied there, and their besturen of that schooljaar."""
        gevonden: dict[int, set[Eenheid]] = defaultdict(set)
        for spoor in self.sporen:
            if self.schooljaar in (None, spoor.schooljaar):
                school = Eenheid(Niveau.SCHOOL, vestiging_code(spoor.vestiging))
                leden = self.organisatie.van(school, spoor.schooljaar)
                gevonden[spoor.swv] |= {school, *_scholen_en_besturen(leden)}
        return gevonden

    def _ligt_in(self, kind: Eenheid, ouder: Eenheid) -> bool:
        if ouder.niveau is Niveau.LANDELIJK:
            return kind.niveau is Niveau.SWV and kind.code[:2] == ouder.code[-2:]
        if kind.niveau in (Niveau.SWV, Niveau.LANDELIJK) or _VOLGORDE.index(kind.niveau) <= _VOLGORDE.index(
            ouder.niveau
        ):
            return False
        if kind.niveau is Niveau.SUBREGIO:
            return ouder.niveau is Niveau.SWV and self.organisatie.swv_van_subregio(kind.code) == ouder.getal
        if ouder.niveau is Niveau.SWV and kind in self._aanvragers.get(ouder.getal, ()):
            return True
        return self._is_lid(kind, ouder)

    def _is_lid(self, kind: Eenheid, ouder: Eenheid) -> bool:
        leden = self.organisatie.van(kind, self.schooljaar)
        match ouder.niveau:
            case Niveau.SWV:
                return any(lid.swv == ouder.getal for lid in leden)
            case Niveau.SUBREGIO:
                return any(lid.subregio == ouder.code for lid in leden)
        return any(lid.bestuur == ouder.getal for lid in leden)

    def _label(self, eenheid: Eenheid) -> str | None:
        eigen = context(self.rechten).swvs
        if eenheid.niveau not in (Niveau.SCHOOL, Niveau.BESTUUR) or not eigen:
            return None
        return etiket(eigen, self.organisatie.van(eenheid, self.schooljaar))


def etiket(swvs: Collection[int], leden: Collection[Lid]) -> str | None:
    """Why a school or bestuur with these memberships is no ordinary member of these SWV's; None: it is one."""
    if any(lid.swv in swvs for lid in leden):
        return None
    if not leden:
        return ONBEKEND
    vo = all(swv_code(swv).startswith("VO") for swv in swvs)
    return PRIMAIR if vo and all(lid.schoolsoort in _PRIMAIR for lid in leden) else BUITEN


def _scholen_en_besturen(leden: Iterable[Lid]) -> Iterator[Eenheid]:
    for lid in leden:
        yield Eenheid(Niveau.SCHOOL, vestiging_code(lid.vestiging))
        yield Eenheid(Niveau.BESTUUR, bestuur_code(lid.bestuur))


def naam_en_plaats(eenheid: Eenheid, organisatie: Organisatie) -> tuple[str, str | None]:
    """Name, and place of a school; the code where the reference data know no name."""
    match eenheid.niveau:
        case Niveau.SCHOOL:
            vestiging = organisatie.vestigingen.get(eenheid.getal)
            return (vestiging.naam, vestiging.plaats) if vestiging else (eenheid.code, None)
        case Niveau.BESTUUR:
            return organisatie.besturen.get(eenheid.getal, eenheid.code), None
        case Niveau.SWV:
            return organisatie.swvs.get(eenheid.getal, eenheid.code), None
        case Niveau.SUBREGIO:
            subregio = organisatie.subregios.get(eenheid.code)
            return (subregio.naam if subregio else eenheid.code), None
    return _LANDELIJK[LandelijkeEenheid(eenheid.code)], None


def zoek(eenheden: Iterable[Zichtbaar], tekst: str) -> list[Zichtbaar]:
    """Those in whose name, place or code every word of the text occurs; case and accents do not matter."""
    woorden = _plat(tekst).split()
    return [een for een in eenheden if all(woord in _zoektekst(een) for woord in woorden)]


def _zoektekst(een: Zichtbaar) -> str:
    return _plat(" ".join((een.naam, een.plaats or "", een.eenheid.code)))


def _plat(tekst: str) -> str:
    zonder = (teken for teken in unicodedata.normalize("NFKD", tekst) if not unicodedata.combining(teken))
    return "".join(zonder).casefold()
