"""The pages of profiles without a database: profiles in memory, reference data of one school, no figures."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast

import httpx
from fastapi import FastAPI

from services.gateway.domain.organisatie import Organisatie, Vestiging
from services.gateway.domain.profielen.profiel import (
    Concept,
    Gepubliceerd,
    Ingevuld,
    Sleutel,
    Staat,
    Wijziging,
    verdeel,
)
from services.gateway.domain.rechten import Recht, Rechten, Rol
from services.gateway.handlers.poorten import Beller, Gegevens, OnbekendeEenheid, Sessies, Versies
from services.gateway.handlers.profielen.poorten import (
    Formulierversie,
    NietInDezeStaat,
    Opgeslagen,
    Vorig,
    Zoekvraag,
)
from services.gateway.paginas import profielen
from services.gateway.paginas.bezoek import Bezoeken
from services.gateway.paginas.formulieren import formulier_token
from services.gateway.paginas.sjablonen import Sjablonen
from services.gateway.paginas.statisch import Statisch
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.lidmaatschap import Lid
from shared.runtime.clock import FixedClock

NU = datetime(2026, 11, 22, 9, tzinfo=UTC)
SWV, VESTIGING = swv_getal("PO9901"), vestiging_getal("99AB00")
SLEUTEL = Sleutel(SWV, VESTIGING, 2026)
ORGANISATIE = Organisatie(
    1, (Lid(SWV, VESTIGING, 2000, 9999, 99001, None, "bao"),), {SWV: "SWV"}, {99001: "Bestuur"}, {},
    {VESTIGING: Vestiging("De Proef & Co", "Proefstad")},
)  # fmt: skip
ADRES = "/ondersteuningsaanbod/99AB00/PO9901/2026-2027"


@dataclass
class Boek:
    """Profielboek (services.gateway.handlers.profielen.poorten) in memory, for one caller at a time."""

    drafts: dict[Sleutel, Concept] = field(default_factory=dict)
    forms: list[Formulierversie] = field(default_factory=list)
    stukken: list[Gepubliceerd] = field(default_factory=list)

    async def formulieren(self, swv: int) -> list[Formulierversie]:
        return list(reversed(self.forms))

    async def schrijf_formulier(self, swv: int, nieuw: Formulierversie) -> bool:
        self.forms.append(nieuw)
        return True

    async def concept(self, sleutel: Sleutel) -> Concept | None:
        return self.drafts.get(sleutel)

    async def concepten(self, sleutels: Collection[Sleutel]) -> list[Concept]:
        return [self.drafts[een] for een in sleutels if een in self.drafts]

    async def vorig(self, sleutel: Sleutel) -> Vorig | None:
        eerder = [een for een in self.drafts.values() if een.sleutel.schooljaar < sleutel.schooljaar]
        if not eerder:
            return None
        laatste = max(eerder, key=lambda een: een.sleutel.schooljaar)
        jaar, antwoorden = laatste.sleutel.schooljaar, laatste.antwoorden
        return Vorig(jaar, {code: een.antwoord for code, een in antwoorden.items()}, dict.fromkeys(antwoorden, jaar))

    async def begin(self, nieuw: Concept) -> bool:
        return self.drafts.setdefault(nieuw.sleutel, nieuw) is nieuw

    async def bewaar(self, sleutel: Sleutel, wijzigingen: Sequence[Wijziging], nu: datetime, door: str) -> Opgeslagen:
        nu_daar = self.drafts[sleutel]
        if nu_daar.staat is Staat.TER_VASTSTELLING:
            raise NietInDezeStaat
        keus = verdeel(wijzigingen, nu_daar.antwoorden)
        nieuw = {een.item: Ingevuld(een.antwoord, een.zag + 1, nu, door) for een in keus.schrijf}
        alles = {**nu_daar.antwoorden, **nieuw}
        self.drafts[sleutel] = replace(nu_daar, antwoorden=alles, versie=nu_daar.versie + 1, staat=Staat.CONCEPT)
        return Opgeslagen({**keus.gelijk, **nieuw}, keus.botst)

    async def zet_staat(
        self, sleutel: Sleutel, zag: int, staat: Staat, opmerking: str, nu: datetime, door: str
    ) -> bool:
        nu_daar = self.drafts[sleutel]
        self.drafts[sleutel] = replace(nu_daar, staat=staat, opmerking=opmerking, versie=zag + 1, staat_op=nu)
        return nu_daar.versie == zag

    async def publiceer(self, zag: int, nieuw: Gepubliceerd, lid: Lid) -> bool:
        self.stukken.insert(0, nieuw)
        return await self.zet_staat(nieuw.sleutel, zag, Staat.GEPUBLICEERD, "", nieuw.op, nieuw.door)

    async def trek_in(self, sleutel: Sleutel, nummer: int, nu: datetime, door: str, reden: str) -> None:
        self.stukken = [
            replace(een, ingetrokken=True) if (een.sleutel, een.nummer) == (sleutel, nummer) else een
            for een in self.stukken
        ]

    async def versies(self, vestiging: int) -> list[Gepubliceerd]:
        return self.stukken

    async def geldend(self, vraag: Zoekvraag) -> list[Gepubliceerd]:
        return self.stukken[:1]

    async def gepubliceerd_op(self, sleutels: Collection[Sleutel]) -> Mapping[Sleutel, datetime]:
        return {een.sleutel: een.op for een in self.stukken if een.sleutel in sleutels}


class Lezing:
    """Reference data; figures of nobody."""

    async def versies(self) -> Versies:
        return Versies(1, NU, {})

    async def organisatie(self, versie: int) -> Organisatie:
        return ORGANISATIE

    async def instellingen(self) -> Any:
        raise OnbekendeEenheid


@dataclass
class Zaak:
    """Gegevens with only what the pages of profiles ask."""

    profielboek: Boek

    @asynccontextmanager
    async def lezing(self, rechten: Rechten, lopend: int) -> AsyncIterator[Lezing]:
        yield Lezing()


@dataclass
class Toegang:
    """Sessies: the cookie names the role."""

    async def beller(self, token: str, nu: datetime) -> Beller | None:
        rol, _, eenheid = token.partition(":")
        return Beller(1, rol, frozenset({Recht(Rol(rol), eenheid)})) if eenheid else None


@dataclass
class Huis:
    """The pages, and a way to send a form as somebody."""

    client: httpx.AsyncClient
    boek: Boek

    async def get(self, pad: str, wie: str) -> httpx.Response:
        self.client.cookies.set("sessie", wie)
        return await self.client.get(pad)

    async def post(
        self, pad: str, wie: str, velden: Mapping[str, str] | None = None, token: str = ""
    ) -> httpx.Response:
        self.client.cookies.set("sessie", wie)
        return await self.client.post(pad, data={"formulier": token or formulier_token(wie), **(velden or {})})


@asynccontextmanager
async def open_huis() -> AsyncIterator[Huis]:
    """The pages over an empty book."""
    boek, app = Boek(), FastAPI()
    bezoeken = Bezoeken(Sjablonen(Statisch(None)), cast(Sessies, Toegang()), FixedClock(NU), voorbeeld=False)
    app.include_router(profielen.router(bezoeken, cast(Gegevens, Zaak(boek))))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway") as client:
        yield Huis(client, boek)
