"""A school that writes its profile, and its board: what the tests of profiles do by the API."""

from collections.abc import Mapping
from typing import Any

import asyncpg
import jsonschema

from services.gateway.domain.profielen.standaard import standaardformulier
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.wereld import Lid

JAAR, VOLGEND = "2026-2027", "2027-2028"
SCHOOL, BESTUUR, STAF = "school:99AB00", "bestuur:99001", "swv:PO9901"
CONCEPT = f"/v1/profielen/99AB00/concepten/PO9901/{JAAR}"
BOOS = """<script>alert(1)</script> & "wij" {{ 7*7 }} =1+1"""
LEDEN = (
    Lid("PO9901", "99AB00", "99001"),
    Lid("PO9901", "99AC00", "99001"),
    Lid("PO9902", "99AD00", "99002"),
)
TEKST = "Wij helpen elk kind dat bij ons past."
VERPLICHT = {item.code: item for item in standaardformulier().items() if item.verplicht}


async def put(huis: Huis, pad: str, wie: str, inhoud: Any = None, zag: str | None = None) -> Any:
    return await huis.stuur("PUT", pad, wie, inhoud, zag)


async def geef_antwoord(huis: Huis, item: str, inhoud: Mapping[str, Any], zag: str = "0", wie: str = SCHOOL) -> Any:
    return await put(huis, f"{CONCEPT}/antwoorden/{item}", wie, inhoud, zag)


async def zet_staat(huis: Huis, staat: str, wie: str, pad: str = CONCEPT, **overig: str) -> Any:
    etag = (await huis.get(pad, SCHOOL)).headers["etag"]
    return await put(huis, f"{pad}/staat", wie, {"staat": staat, **overig}, etag)


async def vul(huis: Huis, **anders: Mapping[str, Any]) -> None:
    """Begin, and answer what must be answered."""
    assert (await put(huis, CONCEPT, SCHOOL)).status_code == 200
    antwoorden: dict[str, Mapping[str, Any]] = {code: {"tekst": TEKST} for code in VERPLICHT}
    antwoorden |= {
        "contact-email": {"tekst": "info@proef.example"},
        **{k.replace("_", "-"): v for k, v in anders.items()},
    }
    for item, inhoud in antwoorden.items():
        antwoord = await geef_antwoord(huis, item, inhoud)
        assert antwoord.status_code == 200, antwoord.text


async def publiceer(huis: Huis) -> None:
    assert (await zet_staat(huis, "ter_vaststelling", SCHOOL)).status_code == 200
    antwoord = await zet_staat(huis, "gepubliceerd", BESTUUR)
    assert antwoord.status_code == 200, antwoord.text


def items_van(profiel: Any) -> dict[str, Any]:
    return {item["code"]: item for onderdeel in profiel["onderdelen"] for item in onderdeel["items"]}


async def klopt(huis: Huis, pad: str, inhoud: Any, methode: str = "get") -> None:
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"][pad][methode]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(inhoud, {**schema, "components": document["components"]})


async def sql(huis: Huis, opdracht: str, rol: str | None = None, *waarden: Any) -> list[asyncpg.Record]:
    verbinding = await asyncpg.connect(huis.admin_url)
    try:
        if rol:
            await verbinding.execute(f"SET ROLE {rol}")
        return await verbinding.fetch(opdracht, *waarden)
    finally:
        await verbinding.close()
