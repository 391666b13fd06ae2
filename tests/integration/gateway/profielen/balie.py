"""Asking one route as one role: by token from the API, by session and form token from the pages."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import asyncpg
import httpx

from services.gateway.domain.profielen.document import canoniek
from services.gateway.paginas.formulieren import formulier_token
from shared.contracts.eenheden import swv_getal, vestiging_getal
from tests.integration.gateway.kanalen.loket import Loket
from tests.integration.gateway.profielen.routes import AFSPRAAK, DOEL, GESPREK, MOMENT, Vraag

SWV, SCHOOL = "swv:PO9901", "school:99AB00"
CONCEPT: Final = "/v1/profielen/99AB00/concepten/PO9901/2026-2027"
_LEEG: Final = """
    TRUNCATE profielen.versie, profielen.intrekking, profielen.formulier, kwaliteit.doel, kwaliteit.moment,
        kwaliteit.oordeel
"""
_VERSIE: Final = "INSERT INTO profielen.versie VALUES ($1, $2, 2026, 1, 0, $3, $4, $5, 'x', $6, '', 'bao', 99001, NULL, '{}', '{}', '')"  # noqa: E501
INHOUD: Final[Mapping[str, Any]] = {
    "schema": "profiel-1", "schooljaar": "2026-2027", "nummer": 1, "gepubliceerdOp": "2026-11-01T08:00:00Z",
    "formulier": 0, "steunpunt": None, "onderdelen": [],
    "school": {"code": "99AB00", "naam": "De Proef", "plaats": "", "schoolsoort": "bao", "subregio": None,
               "bestuur": {"code": "99001", "naam": "Bestuur"}, "swv": {"code": "PO9901", "naam": "SWV"}},
}  # fmt: skip


@dataclass
class Balie:
    """`ids`: of the meeting, agreement, goal and moment that are there now."""

    loket: Loket
    ids: dict[str, str] = field(default_factory=dict)

    async def vers(self) -> None:
        """One of everything, as if nobody had asked anything."""
        verbinding = await asyncpg.connect(self.loket.admin_url)
        await verbinding.execute("SET session_replication_role = replica")
        await verbinding.execute(_LEEG)
        sleutel, op = (swv_getal("PO9901"), vestiging_getal("99AB00")), datetime(2026, 11, 1, 8, tzinfo=UTC)
        afdruk = hashlib.sha256(canoniek(INHOUD)).digest()
        await verbinding.execute(_VERSIE, *sleutel, json.dumps(INHOUD), afdruk, op, INHOUD["school"]["naam"])
        await verbinding.close()
        gesprek = await self._maak("/v1/gesprekken", GESPREK)
        self.ids = {
            "gesprek": gesprek,
            "afspraak": await self._maak(f"/v1/gesprekken/{gesprek}/afspraken", AFSPRAAK),
            "doel": await self._maak("/v1/doelen", DOEL),
            "moment": await self._maak("/v1/kwaliteitsjaar/PO9901/momenten", MOMENT),
        }
        await self.api("PUT", CONCEPT, SCHOOL)

    async def _maak(self, pad: str, inhoud: Mapping[str, Any]) -> str:
        gemaakt = await self.api("POST", pad, SWV, inhoud)
        assert gemaakt.status_code == 201, gemaakt.text
        return str(gemaakt.headers["location"].rpartition("/")[2])

    async def api(self, methode: str, pad: str, wie: str, inhoud: Any = None, **koppen: str) -> httpx.Response:
        """By token."""
        kop = (await self.loket.koppen(wie))["token"]
        return await self.loket.client.request(methode, pad, json=inhoud, headers={**kop, **koppen})

    async def pagina(
        self, methode: str, pad: str, wie: str, velden: Mapping[str, Any] | None = None, token: str | None = None
    ) -> httpx.Response:
        """By session; a form has the token of that session unless another is given."""
        kop = (await self.loket.koppen(wie))["sessie"]
        if methode == "GET":
            return await self.loket.client.get(pad, headers=kop)
        eigen = formulier_token(kop["Cookie"].partition("=")[2]) if kop else ""
        gestuurd = {**(velden or {}), "formulier": eigen if token is None else token}
        return await self.loket.client.post(pad, data=gestuurd, headers=kop)

    async def vraag(self, vraag: Vraag, wie: str) -> httpx.Response:
        """What this role gets."""
        pad, inhoud = vraag.adres(self.ids), vraag.inhoud
        if not vraag.is_api:
            return await self.pagina(vraag.methode, pad, wie, inhoud)
        if "formulieren" in pad and vraag.methode == "PUT":
            inhoud = (await self.api("GET", pad, SWV)).json()["formulier"]
        return await self.api(vraag.methode, pad, wie, inhoud, **vraag.koppen)
