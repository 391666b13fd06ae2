"""The figures of a dashboard as HTML, with their charts: made once per answer, for they hold nothing of the visitor."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from services.gateway.dashboards.balie import Beeld
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.dashboards.geheugen import Geheugen
from services.gateway.dashboards.grafiek import SMAL
from services.gateway.paginas.sjablonen import Sjablonen

Json = Mapping[str, Any]
_BEWAARD_TEKENS: Final = 48 * 2**20


class Figuren:
    """Keeps by ETag, which is over the whole answer."""

    def __init__(self, sjablonen: Sjablonen, tekenaar: Tekenaar) -> None:
        self._sjablonen, self._tekenaar = sjablonen, tekenaar
        self._bewaard = Geheugen[str, Markup](_BEWAARD_TEKENS, len)

    async def html(self, beeld: Beeld) -> Markup:
        """Of a view with its content."""
        gemaakt = self._bewaard.get(beeld.etag)
        if gemaakt is None:
            d = beeld.inhoud
            html = self._sjablonen.html("figuren.html", {"d": d, "tekeningen": await self._tekeningen(d)})
            self._bewaard.zet(beeld.etag, gemaakt := Markup(html))
        return gemaakt

    async def _tekeningen(self, d: Json) -> dict[str, dict[str, Markup]]:
        """Each chart for a wide and a narrow place; a style sheet picks one."""
        grafieken = {figuur["code"]: figuur["grafiek"] for figuur in d["figuren"] if figuur["grafiek"]}
        # No more of one page at a time than can be drawn at a time: then the charts of other pages go in between.
        beurten = asyncio.Semaphore(self._tekenaar.tegelijk)
        vormen = await asyncio.gather(*[self._vormen(grafiek, beurten) for grafiek in grafieken.values()])
        return dict(zip(grafieken, vormen, strict=True))

    async def _vormen(self, grafiek: Json, beurten: asyncio.Semaphore) -> dict[str, Markup]:
        async def teken(breedte: int) -> Markup:
            async with beurten:
                return _stil(await self._tekenaar.svg(grafiek["spec"], breedte, grafiek["hoogte"]))

        breed, smal = await asyncio.gather(teken(grafiek["breedte"]), teken(SMAL))
        return {"breed": breed, "smal": smal}


def _stil(svg: str) -> Markup:
    """The element around it is the picture for who can't see it: the parts inside stay out of the way."""
    return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))
