"""Documents on request: who may ask, what is written down, and who gets the result."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID, uuid4

from services.gateway.domain.eenheden import naam_en_plaats
from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.rapporten import (
    GeenJaren,
    dekt,
    lees_rapportvraag,
    lezer_van,
    maak_grens,
    makers,
    van_lezer,
)
from services.gateway.domain.rechten import Rechten, Zicht, beperk, binnen_zichtbaar, context, toegang, ziet_cijfers
from services.gateway.domain.toelichtingen import Plek, leest
from services.gateway.domain.vraag import OngeldigeVraag
from services.gateway.handlers.leesspoor import spoor
from services.gateway.handlers.poorten import Beller, GeenEigenZicht, Gegevens, Lezing, OnbekendeEenheid
from services.gateway.handlers.profieldocumenten import uitgave, versie
from services.gateway.handlers.toegang import sporen_van
from shared.contracts.eenheden import Niveau, swv_getal
from shared.contracts.rapporten import Grens, Lezer, RapportVraag
from shared.contracts.schooljaar import lees, schooljaar_van
from shared.runtime.clock import Clock


class OnbekendRapport(Exception):
    """The caller has no such document, or may not see its unit (any more)."""


class NogNietKlaar(Exception):
    """The document is being made; `mislukt`: it will not come."""

    def __init__(self, mislukt: bool) -> None:
        super().__init__()
        self.mislukt = mislukt


class Rapport(NamedTuple):
    """One request and how far it is."""

    id: UUID
    vraag: RapportVraag
    lezer: Lezer
    grens: Grens
    naam: str
    status: str
    reden: str | None
    gevraagd_op: datetime
    klaar_op: datetime | None
    bundel: UUID | None = None


class Document(NamedTuple):
    """A finished document: its file name and bytes."""

    naam: str
    inhoud: bytes


class Rapporten(Protocol):
    """Requests in the database. All raise Unavailable."""

    async def bewaar(self, account: int, rapport: Rapport) -> Rapport:
        """Write it down; when the same question of this account is being made already: that one."""
        ...

    async def lijst(self, account: int) -> Sequence[Rapport]:
        """Those of this account, the newest first."""
        ...

    async def een(self, account: int, id_: UUID) -> Rapport | None: ...

    async def document(self, id_: UUID) -> Document | None: ...

    async def schrap(self, account: int, id_: UUID) -> bool:
        """Remove it with its document; False: this account has none such."""
        ...

    async def bewaar_bundel(self, account: int, rapporten: Sequence[Rapport]) -> None:
        """Write them down together."""
        ...

    async def van_bundel(self, account: int, bundel: UUID) -> Sequence[Rapport]:
        """The documents of a bundle, by name."""
        ...

    async def bundels(self, account: int) -> Sequence[UUID]:
        """Those of this account, the newest first."""
        ...

    async def schrap_bundel(self, account: int, bundel: UUID) -> bool:
        """Remove a whole bundle; False: this account has none such."""
        ...


Blik = tuple[Lezing, Organisatie]
"""An open view of the figures, with the organisation as it is there."""


class Melder(Protocol):
    """Tells reports that there is work."""

    async def meld(self, *rapporten: UUID) -> None:
        """Never raises: reports also looks in the table by itself."""
        ...


@dataclass(frozen=True)
class Rapportbalie:
    """Where documents are asked for and handed out."""

    gegevens: Gegevens
    rapporten: Rapporten
    melder: Melder
    clock: Clock

    async def vraag_aan(self, beller: Beller, inhoud: object) -> Rapport:
        """Write down what is asked, and tell reports.

        Raises:
            OngeldigeVraag, OnbekendeEenheid, GeenEigenZicht, Unavailable
        """
        nieuw = await self.bereid_voor(beller, inhoud)
        bewaard = await self.rapporten.bewaar(beller.account, nieuw)
        if bewaard.id == nieuw.id:
            await self.melder.meld(bewaard.id)
        return bewaard

    async def bereid_voor(self, beller: Beller, inhoud: object) -> Rapport:
        """What would be written down. Raises as `vraag_aan`."""
        vraag = self.lees(inhoud)
        if vraag.van_profiel:
            return self.nieuw(*await uitgave(self.gegevens.profielboek, vraag))
        async with self.blik(beller.rechten) as blik:
            return await self.bereid_in(blik, beller, vraag)

    def lees(self, inhoud: object) -> RapportVraag:
        """The question in a request. Raises OngeldigeVraag."""
        return lees_rapportvraag(inhoud, self._lopend())

    def nieuw(self, vraag: RapportVraag, lezer: Lezer, grens: Grens, naam: str) -> Rapport:
        """As it is written down."""
        return Rapport(uuid4(), vraag, lezer, grens, naam, "wacht", None, self.clock.now(), None)

    async def bereid_in(self, blik: Blik, beller: Beller, vraag: RapportVraag) -> Rapport:
        """A report about figures, in a view that is open."""
        if heeft_vorm(_eenheid(vraag)):
            spoor().over(_eenheid(vraag))
        lezing, organisatie = blik
        lezer, grens = await self._voor_wie(lezing, organisatie, beller.rechten, vraag)
        naam, _ = naam_en_plaats(_eenheid(vraag), organisatie)
        noteer(vraag, grens)
        return self.nieuw(vraag, lezer, grens, naam)

    async def lijst(self, beller: Beller) -> list[Rapport]:
        """The caller's own documents, the newest first."""
        return await self.die_mogen(beller, await self.rapporten.lijst(beller.account))

    async def die_mogen(self, beller: Beller, alle: Sequence[Rapport]) -> list[Rapport]:
        """Those that the rights (of now, of this token) still open, and profiles that were not withdrawn."""
        profielen = {een.id: versie(een.vraag, een.grens) for een in alle if een.vraag.van_profiel}
        openbaar = await self.gegevens.profielboek.openbaar(set(profielen.values())) if profielen else set()
        mogen = {id_ for id_, welke in profielen.items() if welke in openbaar}
        mogen |= await self._open(beller.rechten, [een for een in alle if not een.vraag.van_profiel])
        return [een for een in alle if een.id in mogen]

    async def _open(self, rechten: Rechten, alle: Sequence[Rapport]) -> set[UUID]:
        """Which of these reports about figures the rights open."""
        if not alle:
            return set()
        async with self.blik(rechten) as (lezing, organisatie):
            return {een.id for een in alle if await self._mag(lezing, organisatie, rechten, een)}

    async def een(self, beller: Beller, id_: UUID) -> Rapport:
        """One of the caller's own. Raises OnbekendRapport, Unavailable."""
        rapport = await self.rapporten.een(beller.account, id_)
        if rapport is None or not await self.die_mogen(beller, [rapport]):
            raise OnbekendRapport
        return rapport

    async def schrap(self, beller: Beller, id_: UUID) -> None:
        """Take a request back, with what was made of it. Raises OnbekendRapport, Unavailable."""
        if not await self.rapporten.schrap(beller.account, id_):
            raise OnbekendRapport

    async def document(self, beller: Beller, id_: UUID) -> Document:
        """The finished document. Raises OnbekendRapport, NogNietKlaar, Unavailable."""
        rapport = await self.een(beller, id_)
        noteer(rapport.vraag, rapport.grens)
        if rapport.status != "klaar":
            raise NogNietKlaar(rapport.status == "mislukt")
        document = await self.rapporten.document(id_)
        if document is None:
            raise OnbekendRapport
        return document

    def _lopend(self) -> int:
        return schooljaar_van(self.clock.today())

    @asynccontextmanager
    async def blik(self, rechten: Rechten) -> AsyncIterator[Blik]:
        """The figures and the organisation, as these rights may read them."""
        async with self.gegevens.lezing(rechten, self._lopend()) as lezing:
            organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
            spoor().thuis(rechten, organisatie)
            yield lezing, organisatie

    async def _mag(self, lezing: Lezing, organisatie: Organisatie, rechten: Rechten, rapport: Rapport) -> bool:
        """Do these rights (of now, of this token) still open all that the document holds?"""
        vraag = rapport.vraag.model_copy(update={"binnen": rapport.grens.binnen})
        if vraag.lezer is not None:
            rechten = van_lezer(rechten, rapport.lezer)
        try:
            return dekt(await self._grens(lezing, organisatie, rechten, vraag), rapport.grens)
        except (OnbekendeEenheid, GeenEigenZicht, OngeldigeVraag):
            return False

    async def _voor_wie(
        self, lezing: Lezing, organisatie: Organisatie, rechten: Rechten, vraag: RapportVraag
    ) -> tuple[Lezer, Grens]:
        """In whose view, and how far. Raises as `_grens`."""
        grens = await self._grens(lezing, organisatie, rechten, vraag)
        if vraag.lezer is None:
            return lezer_van(vraag, organisatie), grens
        for lezer, recht in makers(rechten):
            try:
                return lezer, await self._grens(lezing, organisatie, recht, vraag)
            except (OnbekendeEenheid, GeenEigenZicht, OngeldigeVraag):
                continue
        raise OnbekendeEenheid

    async def _grens(self, lezing: Lezing, organisatie: Organisatie, rechten: Rechten, vraag: RapportVraag) -> Grens:
        """How far these rights reach. Raises OnbekendeEenheid, GeenEigenZicht, OngeldigeVraag."""
        eenheid = _eenheid(vraag)
        binnen = Eenheid(Niveau.SWV, vraag.binnen) if vraag.binnen else None
        if not ziet_cijfers(rechten) or not heeft_vorm(eenheid) or (binnen and not heeft_vorm(binnen)):
            raise OnbekendeEenheid
        swvs = {*context(rechten).swvs, *([binnen.getal] if binnen else [])}
        # Traces only open what memberships do not; a bundle of 500 asks this 500 times at every look at its progress.
        sporen = await sporen_van(lezing, swvs, [eenheid], organisatie)
        if binnen and not binnen_zichtbaar(rechten, binnen, organisatie, sporen):
            raise OnbekendeEenheid
        had = toegang(rechten, eenheid, organisatie, sporen)
        had = beperk(had, binnen.getal if binnen else None) if had else None
        if had is None:
            raise OnbekendeEenheid
        if had.zicht is not Zicht.EIGEN:
            raise GeenEigenZicht
        try:
            grens = maak_grens(had, eenheid, vraag, organisatie, self._lopend())
        except GeenJaren as fout:
            raise OnbekendeEenheid from fout
        plek = Plek(eenheid, "", "", lees(vraag.schooljaar))
        return grens.model_copy(update={"teksten": leest(rechten, plek, organisatie)})


def noteer(vraag: RapportVraag, grens: Grens) -> None:
    """For the read audit: this school, in these years. A profile holds nothing that is not public."""
    if vraag.van_profiel:
        return
    swvs = {swv_getal(grens.binnen)} if grens.binnen else set()
    spoor().bekeken(_eenheid(vraag), Zicht.EIGEN, swvs)
    spoor().in_jaren(map(lees, grens.schooljaren))


def _eenheid(vraag: RapportVraag) -> Eenheid:
    return Eenheid(vraag.niveau, vraag.eenheid)
