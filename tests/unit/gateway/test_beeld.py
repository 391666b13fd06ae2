"""Charts for in the page and to take along: drawn once whoever asks, and pages take turns."""

import asyncio
import re
from typing import Any, Literal, cast

import orjson

from services.gateway.adapters.tekenkamer import Tekenkamer
from services.gateway.dashboards.balie import Beeld
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.dashboards.grafiek import grafiek
from services.gateway.paginas.figuren import Figuren
from services.gateway.paginas.sjablonen import Sjablonen

_NAMEN = [{"x": f"De langste naam van school {nummer}", "y": nummer} for nummer in range(4)]
_SPEC = grafiek("Proef", _NAMEN, mark="bar", encoding={"y": {"field": "x"}, "x": {"field": "y"}})


_NAAM_BREED = 93
"""Pixels of `onderwijs-zorg` in bold of 13, in the font that is measured with."""


class _Plek:
    """Draws when it is told to, and remembers what was asked."""

    processen = 2

    def __init__(self) -> None:
        self.gevraagd: list[str] = []
        self.door = asyncio.Semaphore(0)

    async def teken(self, vorm: Literal["svg", "png"], wat: bytes) -> bytes:
        self.gevraagd.append(orjson.loads(wat)["description"])
        await self.door.acquire()
        return f"<{vorm} />".encode()


class _Sjablonen:
    def html(self, naam: str, context: Any) -> str:
        return naam


async def _tot(plek: _Plek, aantal: int) -> None:
    async with asyncio.timeout(10):
        while len(plek.gevraagd) < aantal:
            await asyncio.sleep(0)


async def test_what_two_readers_ask_at_a_time_is_drawn_once() -> None:
    plek = _Plek()
    tekenaar = Tekenaar(plek)
    samen = [asyncio.create_task(tekenaar.svg(_SPEC, 300, 200)) for _ in range(3)]
    await _tot(plek, 1)
    plek.door.release()
    assert set(await asyncio.gather(*samen)) == {"<svg />"}
    assert plek.gevraagd == ["Proef"]


async def test_a_long_page_lets_a_short_one_go_in_between() -> None:
    plek = _Plek()
    figuren = Figuren(cast(Sjablonen, _Sjablonen()), Tekenaar(plek))
    lang = asyncio.create_task(figuren.html(_beeld("lang", 8)))
    await _tot(plek, 2)
    kort = asyncio.create_task(figuren.html(_beeld("kort", 1)))
    await _tot(plek, 4)
    assert plek.gevraagd == ["lang", "lang", "kort", "kort"]
    for _ in range(18):
        plek.door.release()
    await asyncio.gather(lang, kort)
    assert plek.gevraagd.count("lang") == 16


def _beeld(wat: str, aantal: int) -> Beeld:
    maat = {"breedte": 560, "hoogte": 260}
    grafieken = [{"spec": {**_SPEC, "description": wat, "name": n}, **maat} for n in range(aantal)]
    return Beeld(wat, orjson.dumps({"figuren": [{"code": str(n), "grafiek": g} for n, g in enumerate(grafieken)]}))


async def test_a_page_gives_its_own_font_and_theme_and_a_file_names_both() -> None:
    async with Tekenkamer(processen=1) as kamer:
        tekenaar = Tekenaar(kamer)
        await tekenaar.warm_op()
        in_pagina = await tekenaar.svg(_SPEC, 400, 200)
        los = (await tekenaar.los_svg(_SPEC, 400, 200)).decode()
        beeld = await tekenaar.png(_SPEC, 400, 200)
    assert "font-family" not in in_pagina
    assert 'fill="var(--g-inkt)"' in in_pagina or 'fill="var(--g-zacht)"' in in_pagina
    assert "Source Sans 3" in los
    assert "Liberation" not in los
    assert "var(" not in los
    assert beeld.startswith(b"\x89PNG")


async def test_labels_are_measured_as_wide_as_the_widest_font_of_the_list() -> None:
    async with Tekenkamer(processen=1) as kamer:
        tekenaar = Tekenaar(kamer)  # a file has 20 and 16 pixels more around it
        in_pagina, los = await tekenaar.svg(_SPEC, 400, 200), (await tekenaar.los_svg(_SPEC, 420, 216)).decode()
    assert _breedten(in_pagina) == _breedten(los) != set()


def _breedten(svg: str) -> set[str]:
    """Where the staven end: what the labels left of the width."""
    return {deel.split('"')[0] for deel in svg.split('aria-roledescription="staaf" d="')[1:]}


async def test_a_name_beside_the_last_point_fits_a_phone_whole() -> None:
    rijen = [{"x": nummer, "y": 1, "naam": "onderwijs-zorg" if nummer == 6 else None} for nummer in range(8)]
    as_y = {"y": {"field": "y", "type": "quantitative"}}
    tekst = {"type": "text", "align": "left", "dx": 9, "fontWeight": "bold", "fontSize": 13}
    spec = grafiek(
        "Proef", rijen, encoding={"x": {"field": "x", "type": "ordinal", "scale": {"type": "point"}}},
        layer=[{"mark": "line", "encoding": as_y}, {"mark": tekst, "encoding": {**as_y, "text": {"field": "naam"}}}],
    )  # fmt: skip
    async with Tekenkamer(processen=1) as kamer:
        svg = await Tekenaar(kamer).svg(spec, 330, 200)
    links = re.search(r'stroke-miterlimit="10" transform="translate\(([\d.]+),', svg)
    naam = re.search(r'transform="translate\(([\d.]+),[^>]*>onderwijs-zorg</text>', svg)
    assert links
    assert naam
    assert float(links[1]) + float(naam[1]) + _NAAM_BREED <= 330
