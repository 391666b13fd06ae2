"""Asking all that one document needs, in the view of its reader and never past the border of who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.reports.domain.cijfers import Antwoord, Json
from services.reports.domain.gespreksrapport.boven import namen
from services.reports.domain.sleutel import sleutel
from services.reports.domain.vragen import (
    BOVEN,
    KINDEREN,
    Afspraak,
    Gegevens,
    Merk,
    Opdracht,
    Toelichting,
    lees_afspraak,
    vergelijkvragen,
    vraag_boven,
    vragen,
    vragen_onder,
)
from services.reports.handlers.poorten import Afspraken, Cijfers, Werkvoorraad
from shared.contracts.schooljaar import lees, schooljaar_van, tekst
from shared.contracts.sjabloon import ZONDER, Sjabloon
from shared.runtime.clock import Clock

_NOG_EENS: Final = 3
_KENMERK: Final = 16
_KINDEREN_MAX: Final = 500


@dataclass(frozen=True)
class Basis:
    """What is asked before anything else, and the key of all that decides the document."""

    merk: Merk
    eenheid: Json
    afspraken: Sequence[Afspraak]
    sjabloon: Sjabloon
    sleutel: bytes


@dataclass(frozen=True)
class Verzamelaar:
    """Puts the questions. `voorbeeld`: the figures are invented; `opmaak` names our layout."""

    cijfers: Cijfers
    voorraad: Werkvoorraad
    clock: Clock
    voorbeeld: bool = False
    afspraken: Afspraken | None = None
    opmaak: str = ""

    async def basis(self, opdracht: Opdracht) -> Basis:
        """What decides the document, asked first. Raises Unavailable, NietZichtbaar."""
        vraag = opdracht.vraag
        merk = await self._merk(opdracht)
        eenheid = await self.cijfers.eenheid(opdracht.lezer, vraag.niveau.value, vraag.eenheid)
        afspraken = await self._afspraken(opdracht)
        swv = opdracht.swv(eenheid)
        sjabloon = await self.voorraad.sjabloon(swv) if swv else ZONDER
        gevonden = sleutel(opdracht, merk, afspraken, self.clock.today(), self.opmaak, sjabloon.kenmerk)
        return Basis(merk, eenheid, afspraken, sjabloon, gevonden)

    async def gegevens(self, opdracht: Opdracht, basis: Basis) -> tuple[Gegevens, bytes | None]:
        """All answers, and the key that they belong to; no key when the figures never stood still for long enough to
        be of one moment. Raises Unavailable, NietZichtbaar."""
        for _ in range(_NOG_EENS):
            gevonden = await self._vraag_alles(opdracht, basis)
            if await self._merk(opdracht) == basis.merk:
                return gevonden, basis.sleutel
            basis = await self.basis(opdracht)
        return gevonden, None

    async def _merk(self, opdracht: Opdracht) -> Merk:
        vraag = opdracht.vraag
        return await self.cijfers.merk(opdracht.lezer, vraag.niveau.value, vraag.eenheid, vraag.schooljaar)

    async def _vraag_alles(self, opdracht: Opdracht, basis: Basis) -> Gegevens:
        loopt = lees(opdracht.vraag.schooljaar) == schooljaar_van(self.clock.today())
        cijfers = await self._cijfers(opdracht, basis.eenheid, loopt)
        return Gegevens(
            opdracht=opdracht,
            eenheid=basis.eenheid,
            gemaakt_op=self.clock.now(),
            loopt=loopt,
            voorbeeld=self.voorbeeld,
            doelen=await self._doelen(opdracht),
            standaarden=await self._standaarden(opdracht),
            afspraken=basis.afspraken,
            toelichtingen=await self._toelichtingen(opdracht),
            sjabloon=basis.sjabloon,
            versie=basis.merk.versie,
            kenmerk=basis.sleutel.hex()[:_KENMERK],
            **cijfers,
        )

    async def _cijfers(self, opdracht: Opdracht, eenheid: Json, loopt: bool) -> dict[str, Any]:
        """All figures, in one question of many parts, so that they are of one moment."""
        kinderen, ouders = _kinderen(opdracht, eenheid), _ouders(opdracht, eenheid)
        eigen, naast = vragen(opdracht, loopt), vergelijkvragen(opdracht)
        codes = [kind["eenheid"] for kind in kinderen]
        onder = vragen_onder(opdracht, kinderen[0]["niveau"], codes) if kinderen else {}
        boven = [vraag_boven(opdracht, ouder["niveau"], ouder["eenheid"]) for ouder in ouders]
        gesteld = [*eigen.values(), *naast.values(), *onder.values(), *boven]
        gekregen = iter(await self.cijfers.antwoorden(opdracht.lezer, gesteld))
        return {
            "antwoorden": {naam: Antwoord(next(gekregen)) for naam in eigen},
            "vergelijkingen": {code: next(gekregen) for code in naast},
            "kinderen": kinderen,
            "onder": {code: _op_volgorde(next(gekregen), kinderen) for code in onder},
            "boven": [
                (ouder["niveau"], naam, Antwoord(next(gekregen)).totaal(opdracht.vraag.schooljaar))
                for ouder, naam in zip(ouders, namen(ouders), strict=True)
            ],
        }

    async def _afspraken(self, opdracht: Opdracht) -> Sequence[Afspraak]:
        """What is still open of earlier conversations; never more than who asked may see."""
        vraag, grens = opdracht.vraag, opdracht.grens
        if self.afspraken is None:
            return ()
        alle = await self.afspraken.open(opdracht.lezer, vraag.niveau.value, vraag.eenheid, grens.binnen)
        lopend = tekst(schooljaar_van(self.clock.today()))
        jaren = {*grens.schooljaren, *([lopend] if grens.nu else [])}
        return [lees_afspraak(een) for een in alle if een["schooljaar"] in jaren]

    async def _toelichtingen(self, opdracht: Opdracht) -> Sequence[Toelichting]:
        """Only where who asked may read them too."""
        vraag = opdracht.vraag
        if not opdracht.grens.teksten:
            return ()
        return await self.cijfers.toelichtingen(opdracht.lezer, vraag.niveau.value, vraag.eenheid, vraag.schooljaar)

    async def _doelen(self, opdracht: Opdracht) -> Sequence[Json]:
        """Goals about the unit itself or about the SWV's that it is in; never more than who asked may see."""
        if "doelen" not in opdracht.themas:
            return ()
        niveau, eenheid = opdracht.vraag.niveau.value, opdracht.vraag.eenheid
        alle = await self.cijfers.doelen(opdracht.lezer, opdracht.grens.binnen)
        return [een for een in alle if een["niveau"] == "swv" or (een["niveau"], een["eenheid"]) == (niveau, eenheid)]

    async def _standaarden(self, opdracht: Opdracht) -> Sequence[Json]:
        """What an SWV thinks of itself, with evidence of today."""
        if "kwaliteit" not in opdracht.themas or not opdracht.grens.nu:
            return ()
        return await self.cijfers.standaarden(opdracht.lezer, opdracht.vraag.eenheid)


def _kinderen(opdracht: Opdracht, eenheid: Json) -> list[Json]:
    """The units inside this one that the reader sees exactly, of one level, by name; none for a school."""
    alle = [een for een in eenheid.get("kinderen", ()) if een["zicht"] == "eigen"]
    niveaus = KINDEREN.get(opdracht.vraag.niveau, ())
    niveau = next((een for een in niveaus if any(kind["niveau"] == een for kind in alle)), None)
    gevonden = [kind for kind in alle if kind["niveau"] == niveau][:_KINDEREN_MAX]
    return sorted(gevonden, key=lambda kind: str(kind["naam"]).casefold())


def _ouders(opdracht: Opdracht, eenheid: Json) -> list[Json]:
    """The units above, as far as the reader may compare with their applications."""
    if "verwijzingen" not in opdracht.themas:
        return []
    ouders = [ouder for niveau in BOVEN for ouder in eenheid["ouders"] if ouder["niveau"] == niveau]
    return [een for een in ouders if een["niveau"] != "swv" or opdracht.grens.binnen in (None, een["eenheid"])]


def _op_volgorde(json: Json, kinderen: Sequence[Json]) -> list[Antwoord]:
    """The answer of each unit, in our order."""
    plaats = {reeks["eenheid"]: nummer for nummer, reeks in enumerate(json["reeksen"])}
    return [Antwoord(json, plaats[kind["eenheid"]]) for kind in kinderen]
