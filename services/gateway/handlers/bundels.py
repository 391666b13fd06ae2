"""Bundles: the same document of many schools in one request, as one ZIP with readable names."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID, uuid4

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.vraag import Misser, OngeldigeVraag
from services.gateway.handlers.poorten import Beller, GeenEigenZicht, OnbekendeEenheid
from services.gateway.handlers.profieldocumenten import uitgaven
from services.gateway.handlers.rapporten import Document, NogNietKlaar, OnbekendRapport, Rapport, Rapportbalie, noteer
from shared.contracts.eenheden import Niveau, vestiging_code, vestiging_getal
from shared.contracts.rapporten import SOORTEN, RapportVraag
from shared.contracts.schooljaar import lees

MAX_RAPPORTEN: Final = 500
_ALLE_VAN: Final = (Niveau.BESTUUR, Niveau.SUBREGIO, Niveau.SWV)


class Bundel(NamedTuple):
    """A bundle and its documents, by name; `ingetrokken` names schools whose profile was withdrawn since."""

    id: UUID
    rapporten: Sequence[Rapport]
    ingetrokken: Sequence[str] = ()

    @property
    def per_status(self) -> Mapping[str, int]:
        """How many documents are how far."""
        return Counter(een.status for een in self.rapporten)

    @property
    def klaar(self) -> bool:
        """Is every document made, or given up?"""
        return all(een.status in ("klaar", "mislukt") for een in self.rapporten)

    @property
    def naam(self) -> str:
        """File name of the ZIP."""
        vraag = self.rapporten[0].vraag
        intern = ", intern" if vraag.lezer else ""
        aantal = len(self.rapporten)
        scholen = "1 school" if aantal == 1 else f"{aantal} scholen"
        return f"{SOORTEN[vraag.soort].meervoud} {vraag.schooljaar}, {scholen}{intern}.zip"


@dataclass(frozen=True)
class Bundelbalie:
    """Where bundles are asked for, followed, taken back and handed out."""

    balie: Rapportbalie

    async def vraag_aan(self, beller: Beller, inhoud: Mapping[str, object]) -> Bundel:
        """Write down every document of the bundle, together or not at all, and tell reports.

        Raises:
            OngeldigeVraag, OnbekendeEenheid, GeenEigenZicht, Unavailable
        """
        scholen = await self._scholen(beller, inhoud)
        vast = {naam: waarde for naam, waarde in inhoud.items() if naam not in ("eenheden", "alleVan")}
        bundel, vragen = uuid4(), [self.balie.lees({**vast, "eenheid": code}) for code in scholen]
        if vragen and vragen[0].van_profiel:
            alle = await self._profielen(vragen, scholen, "alleVan" in inhoud)
        else:
            alle = await self._bereid_voor(beller, vragen, "alleVan" in inhoud)
        nieuw = [een._replace(bundel=bundel) for een in alle]
        if not nieuw:
            raise OnbekendeEenheid
        await self.balie.rapporten.bewaar_bundel(beller.account, nieuw)
        await self.balie.melder.meld(*(een.id for een in nieuw))
        return Bundel(bundel, nieuw)

    async def _profielen(
        self, vragen: Sequence[RapportVraag], scholen: Mapping[str, frozenset[int]], sla_over: bool
    ) -> list[Rapport]:
        """Of every published profile; `sla_over`: also when a school has none. A unit brings only its own SWV's."""
        leden = {(vestiging_getal(code), swv) for code, swvs in scholen.items() for swv in swvs} if sla_over else None
        gevonden = await uitgaven(self.balie.gegevens.profielboek, vragen, leden)
        if not sla_over and len({een.vraag.eenheid for een in gevonden}) < len(vragen):
            raise OnbekendeEenheid
        return [self.balie.nieuw(*een) for een in gevonden]

    async def _bereid_voor(self, beller: Beller, vragen: Sequence[RapportVraag], sla_over: bool) -> list[Rapport]:
        """What would be written down; `sla_over`: without the schools that the caller does not see."""
        gevonden = []
        async with self.balie.blik(beller.rechten) as blik:
            for vraag in vragen:
                try:
                    gevonden.append(await self.balie.bereid_in(blik, beller, vraag))
                except (OnbekendeEenheid, GeenEigenZicht):
                    if not sla_over:
                        raise
        return gevonden

    async def een(self, beller: Beller, id_: UUID) -> Bundel:
        """One of the caller's own, as long as the rights open every document; profiles only leave when withdrawn.

        Raises:
            OnbekendRapport: none such, or nothing is left of it.
            Unavailable
        """
        alle = await self.balie.rapporten.van_bundel(beller.account, id_)
        mogen = await self.balie.die_mogen(beller, alle)
        open_ = {rapport.id for rapport in mogen}
        weg = [rapport for rapport in alle if rapport.id not in open_]
        if not mogen or not all(rapport.vraag.van_profiel for rapport in weg):
            raise OnbekendRapport
        return Bundel(id_, mogen, [rapport.naam for rapport in weg])

    async def lijst(self, beller: Beller) -> list[Bundel]:
        """The caller's own bundles, the newest first."""
        ids = await self.balie.rapporten.bundels(beller.account)
        gevonden = []
        for id_ in ids:
            try:
                gevonden.append(await self.een(beller, id_))
            except OnbekendRapport:
                continue
        return gevonden

    async def documenten(self, beller: Beller, id_: UUID) -> tuple[Bundel, AsyncIterator[Document]]:
        """The documents of a finished bundle, read one by one. Raises OnbekendRapport, NogNietKlaar, Unavailable."""
        bundel = await self.een(beller, id_)
        for een in bundel.rapporten:
            noteer(een.vraag, een.grens)
        if not bundel.klaar:
            raise NogNietKlaar(False)
        return bundel, self._documenten(bundel)

    async def _documenten(self, bundel: Bundel) -> AsyncIterator[Document]:
        for rapport in bundel.rapporten:
            document = await self.balie.rapporten.document(rapport.id) if rapport.status == "klaar" else None
            if document is not None:
                yield document

    async def schrap(self, beller: Beller, id_: UUID) -> None:
        """Take the bundle back, with what was made of it. Raises OnbekendRapport, Unavailable."""
        if not await self.balie.rapporten.schrap_bundel(beller.account, id_):
            raise OnbekendRapport

    async def _scholen(self, beller: Beller, inhoud: Mapping[str, object]) -> Mapping[str, frozenset[int]]:
        """Codes of the schools, each once, with the SWV's in which the asked unit has them."""
        if "alleVan" in inhoud:
            return await self._alle_van(beller, inhoud)
        eenheden = inhoud.get("eenheden")
        if not isinstance(eenheden, list) or not all(isinstance(een, str) for een in eenheden):
            raise OngeldigeVraag([Misser("bericht.eenheden", "is geen lijst van codes van scholen")])
        codes = dict.fromkeys(eenheden, frozenset[int]())
        if not 0 < len(codes) <= MAX_RAPPORTEN:
            raise OngeldigeVraag([Misser("bericht.eenheden", f"heeft niet 1 tot en met {MAX_RAPPORTEN} scholen")])
        return codes

    async def _alle_van(self, beller: Beller, inhoud: Mapping[str, object]) -> Mapping[str, frozenset[int]]:
        """Schools of a bestuur, subregio or SWV in the schooljaar."""
        eenheid, jaar = _alle_van_wie(inhoud)
        async with self.balie.blik(beller.rechten) as (_, organisatie):
            leden = organisatie.van(eenheid, jaar)
        per: dict[str, frozenset[int]] = {}
        for lid in sorted(leden, key=lambda lid: vestiging_code(lid.vestiging)):
            code = vestiging_code(lid.vestiging)
            per[code] = per.get(code, frozenset()) | {lid.swv}
        if len(per) > MAX_RAPPORTEN:
            raise OngeldigeVraag([Misser("bericht.alleVan", f"heeft meer dan {MAX_RAPPORTEN} scholen")])
        return per


def _alle_van_wie(inhoud: Mapping[str, object]) -> tuple[Eenheid, int]:
    """Of which unit, in which schooljaar. Raises OngeldigeVraag, OnbekendeEenheid."""
    van = inhoud["alleVan"]
    if not isinstance(van, Mapping) or van.get("niveau") not in _ALLE_VAN or not isinstance(van.get("eenheid"), str):
        melding = "is geen bestuur, subregio of swv met niveau en eenheid"
        raise OngeldigeVraag([Misser("bericht.alleVan", melding)])
    try:
        jaar = lees(str(inhoud.get("schooljaar")))
    except ValueError as fout:
        raise OngeldigeVraag([Misser("bericht.schooljaar", "heeft de vorm 2025-2026")]) from fout
    eenheid = Eenheid(Niveau(van["niveau"]), van["eenheid"])
    if not heeft_vorm(eenheid):
        raise OnbekendeEenheid
    return eenheid, jaar
