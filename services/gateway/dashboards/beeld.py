"""Drawing a chart without a browser: SVG for in the page, SVG and PNG to take along. Drawings are kept by content."""

import asyncio
import hashlib
from typing import Any, Final, Literal, Protocol
from weakref import WeakValueDictionary

import orjson

from services.gateway.dashboards.geheugen import Geheugen
from services.gateway.dashboards.grafiek import LETTERTYPE, met_kleuren, met_maat
from services.gateway.dashboards.model import Spec

_BEWAARD_BYTES: Final = 48 * 2**20
# Text is measured with this one, which the library carries: of a list of names it guesses, or searches for long. As
# wide as Arial, so that labels keep free of each other in every font of the list; the first of them is narrower.
_MEETLETTER: Final = "Liberation Sans"
_GEMETEN: Final = f' font-family="{_MEETLETTER}"'.encode()
_TE_ZIEN: Final = f' font-family="{LETTERTYPE}"'.encode()
_LEEG: Final = {"mark": "point", "data": {"values": []}, "width": 10, "height": 10}


class Tekenplek(Protocol):
    """Where drawings are made, up to `processen` at a time; who asks first goes first. Raises Unavailable."""

    processen: int

    async def teken(self, vorm: Literal["svg", "png"], wat: bytes) -> bytes:
        """Of a Vega-Lite specification in JSON an SVG, of an SVG a PNG."""
        ...


class Tekenaar:
    """Draws with Vega-Lite in Dutch; what two ask at a time is drawn once."""

    def __init__(self, plek: Tekenplek) -> None:
        self._plek, self.tegelijk = plek, plek.processen
        self._bewaard = Geheugen[str, bytes](_BEWAARD_BYTES, len)
        self._makers: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def warm_op(self) -> None:
        """The first drawing of a process takes some tenths of a second more than the next."""
        await asyncio.gather(*[self._plek.teken("svg", orjson.dumps(_LEEG)) for _ in range(self.tegelijk)])

    async def svg(self, spec: Spec, breedte: int, hoogte: int) -> str:
        """For in the page: colours follow the theme of the page, and so does the font."""
        return (await self._svg(met_maat(spec, breedte, hoogte))).replace(_GEMETEN, b"").decode()

    async def los_svg(self, spec: Spec, breedte: int, hoogte: int) -> bytes:
        """A file of its own, with a white ground."""
        return (await self._svg(_los(spec, breedte, hoogte))).replace(_GEMETEN, _TE_ZIEN)

    async def png(self, spec: Spec, breedte: int, hoogte: int) -> bytes:
        """A picture for a slide, twice the size."""
        return await self._teken("png", await self.los_svg(spec, breedte, hoogte))

    async def _svg(self, spec: Spec) -> bytes:
        return await self._teken("svg", orjson.dumps(spec).replace(LETTERTYPE.encode(), _MEETLETTER.encode()))

    async def _teken(self, vorm: Literal["svg", "png"], wat: bytes) -> bytes:
        sleutel = vorm + hashlib.sha256(wat).hexdigest()
        getekend = self._bewaard.get(sleutel)
        if getekend is None:
            async with self._makers.setdefault(sleutel, asyncio.Lock()):
                getekend = self._bewaard.get(sleutel) or await self._plek.teken(vorm, wat)
                self._bewaard.zet(sleutel, getekend)
        return getekend


def _los(spec: Spec, breedte: int, hoogte: int) -> dict[str, Any]:
    geheel: dict[str, Any] = met_kleuren(met_maat(spec, breedte, hoogte))
    return {**geheel, "config": {**geheel["config"], "background": "#ffffff"}, "padding": 12}
