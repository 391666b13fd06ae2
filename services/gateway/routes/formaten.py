"""The formats of an answer: which one the caller wants, and how it leaves. `?formaat=` goes before Accept."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response

from services.gateway.dashboards.export import Blad, als_csv, als_csv_nl, als_xlsx
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.waarden import etag_past, maak_etag
from services.gateway.routes.antwoorden import (
    JSON,
    Bladzijde,
    alleen,
    json_antwoord,
    met_etag,
    niet_gewijzigd,
    ongeldig,
    samen,
)
from services.gateway.routes.openapi import parameter
from shared.runtime.http import Problem

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SOORTEN: Final[Mapping[str, str]] = {
    "json": JSON,
    "jsonstat": "application/vnd.json-stat+json",
    "csv": "text/csv; charset=utf-8",
    "csv-nl": "text/csv; charset=utf-8",
    "xlsx": XLSX,
}
"""Name in `?formaat=` → media type."""
LIJST: Final = ("json", "csv", "csv-nl", "xlsx")
ALLE: Final = tuple(SOORTEN)
# The standard writes its name with a hyphen.
_OOK_GENOEMD: Final = {"json-stat": "jsonstat"}
_EINDE: Final = {"jsonstat": "json", "csv-nl": "csv"}


def formaat_parameter(namen: Sequence[str]) -> dict[str, Any]:
    """`formaat` for the document."""
    over = "Zonder: volgens de header Accept. csv: RFC 4180; csv-nl: puntkomma, decimale komma en BOM, voor Excel."
    return parameter("formaat", over, {"enum": list(namen)})


def in_vormen(goed: dict[str, Any], namen: Sequence[str]) -> dict[str, Any]:
    """An entry of `responses`, that comes in these formats besides JSON."""
    soorten = {SOORTEN[naam].partition(";")[0] for naam in namen if naam != "json"}
    return {**goed, "content": {soort: {"schema": {"type": "string"}} for soort in sorted(soorten)}}


@dataclass(frozen=True, slots=True)
class Vorm:
    """The format that a caller gets, and its ETag: each format of an address has its own."""

    naam: str

    def etag(self, etag: str) -> str:
        return etag if self.naam == "json" else f'{etag[:-1]}-{self.naam}"'

    def kent(self, request: Request) -> str | None:
        """If-None-Match, with only what was given in this format."""
        header = request.headers.get("if-none-match")
        if header is None or self.naam == "json":
            return header
        einde = f'-{self.naam}"'
        genoemd = [een.strip() for een in header.split(",")]
        return ",".join([een.replace(einde, '"') for een in genoemd if een.endswith(einde) or een == "*"])


def kies_vorm(request: Request, namen: Sequence[str]) -> Vorm:
    """What the caller wants of these. Raises Problem 400 (unknown `formaat`) or 406 (nothing in Accept)."""
    gevraagd = request.query_params.get("formaat")
    if gevraagd:
        gevraagd = _OOK_GENOEMD.get(gevraagd, gevraagd)
        if gevraagd not in namen:
            raise ongeldig([Misser("query.formaat", f"is geen toegestane waarde; kies uit {', '.join(namen)}")])
        return Vorm(gevraagd)
    accept = request.headers.get("accept", "*/*")
    kans = {naam: _gewicht(accept, SOORTEN[naam].partition(";")[0]) for naam in namen}
    beste = max(namen, key=lambda naam: kans[naam])
    if not kans[beste]:
        beschikbaar = dict.fromkeys(SOORTEN[naam].partition(";")[0] for naam in namen)
        raise Problem(406, detail=f"Beschikbaar: {', '.join(beschikbaar)}.", code="formaat")
    return Vorm(beste)


def formaat(request: Request) -> None:
    """For what has no other format than JSON. Raises Problem 400, 406."""
    kies_vorm(request, ("json",))


def lijstvraag(request: Request, filters: Sequence[str], *stappen: Callable[[], Any]) -> tuple[Any, ...]:
    """What is asked of a list that comes as JSON in pages: its Bladzijde, then what each step reads.

    `filters`: the parameters that this list has of its own. Raises Problem 400 with every mistake, 406.
    """
    _, _, *gevonden = samen(
        lambda: alleen(request, *filters, "pagina", "paginaGrootte", "formaat"),
        lambda: formaat(request),
        lambda: Bladzijde.van(request),
        *stappen,
    )
    return tuple(gevonden)


def bewaarbaar(
    request: Request, inhoud: Any, vorm: Vorm | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """JSON with an ETag over its content, or 304 for who has it: for what costs little to make."""
    etag = maak_etag(inhoud)
    gekozen = vorm or kies_vorm(request, ("json",))
    if _heeft(request, gekozen, etag):
        return niet_gewijzigd(gekozen.etag(etag))
    return json_antwoord(inhoud, {**(headers or {}), **met_etag(gekozen.etag(etag))})


async def bewaarbaar_als(
    request: Request,
    inhoud: Any,
    vorm: Vorm,
    naam: str,
    blad: Callable[[], Blad],
    headers: Mapping[str, str] | None = None,
) -> Response:
    """As `bewaarbaar`, in the chosen format."""
    etag = maak_etag(inhoud)
    if _heeft(request, vorm, etag):
        return niet_gewijzigd(vorm.etag(etag))
    return await antwoord_als(vorm, inhoud, {**(headers or {}), **met_etag(vorm.etag(etag))}, naam=naam, blad=blad)


def _heeft(request: Request, vorm: Vorm, etag: str) -> bool:
    kent = vorm.kent(request)
    return kent is not None and etag_past(etag, kent)


def _gewicht(accept: str, soort: str) -> float:
    """How much an Accept header wants this media type: the q of the most specific range that fits; 0: not at all."""
    volgorde = (soort, soort.partition("/")[0] + "/*", "*/*")
    gevonden = {}
    for deel in accept.split(","):
        naam, *opties = (stuk.strip().lower() for stuk in deel.split(";"))
        q = next((optie[2:] for optie in opties if optie.startswith("q=")), "1")
        gevonden[naam or "*/*"] = float(q) if q.replace(".", "", 1).isdigit() else 0.0
    return next((gevonden[naam] for naam in volgorde if naam in gevonden), 0.0)


async def antwoord_als(
    vorm: Vorm,
    inhoud: Any,
    headers: Mapping[str, str],
    *,
    naam: str,
    blad: Callable[[], Blad],
    stat: Callable[[], dict[str, Any]] | None = None,
    over: Sequence[tuple[str, str]] = (),
) -> Response:
    """The answer in its format; tables as a file named `naam`. `over`: lines of the sheet 'Uitleg'.

    A large sheet takes a second to write: in a thread, so that others are answered meanwhile.
    """
    if vorm.naam == "json":
        return json_antwoord(inhoud, headers)
    einde = _EINDE.get(vorm.naam, vorm.naam)
    alle = {**headers, "Content-Disposition": f'attachment; filename="{naam}.{einde}"'}
    geschreven = await asyncio.to_thread(_bytes, vorm, blad, stat, over)
    return Response(geschreven, headers=alle, media_type=SOORTEN[vorm.naam])


def _bytes(
    vorm: Vorm,
    blad: Callable[[], Blad],
    stat: Callable[[], dict[str, Any]] | None,
    over: Sequence[tuple[str, str]],
) -> bytes:
    match vorm.naam:
        case "csv":
            return als_csv(blad())
        case "csv-nl":
            return als_csv_nl(blad())
        case "xlsx":
            return als_xlsx(blad(), over)
    assert stat is not None, "only what has a cube offers JSON-stat"
    return bytes(json_antwoord(stat()).body)
