"""Drawing a chart without a browser: SVG for in the page, SVG and PNG to take along. Drawings are kept by content."""

import asyncio
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import vl_convert

from services.gateway.dashboards.geheugen import Geheugen
from services.gateway.dashboards.grafiek import met_kleuren, met_maat
from services.gateway.dashboards.model import Spec

VL_VERSIE: Final = "6.4"
_BEWAARD_BYTES: Final = 48 * 2**20
_PNG_SCHAAL: Final = 2.0
# Vega names its parts in English for screen readers.
_ROLLEN: Final[Mapping[str, str]] = {
    'aria-roledescription="visualization"': 'aria-roledescription="grafiek"',
    "group mark container": "groep",
    "line mark container": "lijnen",
    "area mark container": "stromen",
    "rect mark container": "staven",
    "symbol mark container": "punten",
    "text mark container": "getallen",
    "rule mark container": "strepen",
    'aria-roledescription="bar"': 'aria-roledescription="staaf"',
    'aria-roledescription="line mark"': 'aria-roledescription="lijn"',
    'aria-roledescription="point"': 'aria-roledescription="punt"',
}

_XML: Final = re.compile(r"<\?xml[^>]*>\s*")
_NAAM: Final = re.compile(r'<path (aria-label="([^"]*)"[^>]*)/>')
"""A mark that says what it is, which a browser without scripts only shows of a title."""


class Tekenaar:
    """Draws with Vega-Lite in Dutch; one drawing at a time, for the library works in one thread of its own."""

    def __init__(self) -> None:
        self._bewaard = Geheugen[str, bytes](_BEWAARD_BYTES, len)
        self._beurt = asyncio.Lock()

    async def warm_op(self) -> None:
        """The first drawing of a process takes some tenths of a second more than the next."""
        await self.svg({"mark": "point", "data": {"values": []}}, 10, 10)

    async def svg(self, spec: Spec, breedte: int, hoogte: int) -> str:
        """For in the page: colours follow the theme of the page."""
        tekening = await self._teken("svg", met_maat(spec, breedte, hoogte), _svg)
        return tekening.decode()

    async def los_svg(self, spec: Spec, breedte: int, hoogte: int) -> bytes:
        """A file of its own, with a white ground."""
        return await self._teken("los", _los(spec, breedte, hoogte), _svg)

    async def png(self, spec: Spec, breedte: int, hoogte: int) -> bytes:
        """A picture for a slide, twice the size."""
        tekening = await self.los_svg(spec, breedte, hoogte)
        return await self._teken("png", _los(spec, breedte, hoogte), lambda _: _png(tekening))

    async def _teken(self, vorm: str, spec: Spec, teken: Callable[[Spec], bytes]) -> bytes:
        sleutel = vorm + hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()
        getekend = self._bewaard.get(sleutel)
        if getekend is None:
            async with self._beurt:
                getekend = await asyncio.to_thread(teken, spec)
            self._bewaard.zet(sleutel, getekend)
        return getekend


def _los(spec: Spec, breedte: int, hoogte: int) -> dict[str, Any]:
    geheel: dict[str, Any] = met_kleuren(met_maat(spec, breedte, hoogte))
    return {**geheel, "config": {**geheel["config"], "background": "#ffffff"}, "padding": 12}


def _svg(spec: Spec) -> bytes:
    tekening = vl_convert.vegalite_to_svg(dict(spec), vl_version=VL_VERSIE, format_locale="nl-NL")
    for engels, nederlands in _ROLLEN.items():
        tekening = tekening.replace(engels, nederlands)
    return _NAAM.sub(r"<path \1><title>\2</title></path>", _XML.sub("", tekening)).encode()


def _png(tekening: bytes) -> bytes:
    return bytes(vl_convert.svg_to_png(tekening.decode(), scale=_PNG_SCHAAL))
