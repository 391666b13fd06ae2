"""The figures of an answer are made once, whoever asks, and not longer than the answer holds."""

from typing import Any, cast

import orjson
import pytest

from services.gateway.dashboards.balie import Beeld
from services.gateway.dashboards.beeld import Tekenaar
from services.gateway.paginas import figuren as module
from services.gateway.paginas.figuren import Figuren
from services.gateway.paginas.sjablonen import Sjablonen


class _Tekenaar:
    tegelijk = 2

    async def svg(self, spec: Any, breedte: int, hoogte: int) -> str:
        return f'<svg width="{breedte}">{spec}</svg>'


class _Sjablonen:
    def __init__(self) -> None:
        self.gemaakt: list[Any] = []

    def html(self, naam: str, context: Any) -> str:
        self.gemaakt.append(context["tekeningen"])
        return f"<p>{context['d']['titel']}</p>"


def _beeld(etag: str, titel: str = "x") -> Beeld:
    grafiek = {"spec": "cijfers", "breedte": 560, "hoogte": 260}
    figuren = [{"code": "a", "grafiek": grafiek}, {"code": "b", "grafiek": None}]
    return Beeld(etag, orjson.dumps({"titel": titel, "figuren": figuren}))


async def test_the_same_answer_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BEWAARD_TEKENS", 22)
    sjablonen = _Sjablonen()
    figuren = Figuren(cast(Sjablonen, sjablonen), cast(Tekenaar, _Tekenaar()))
    for etag, titel in (("1", "een"), ("1", "een"), ("2", "twee"), ("1", "een"), ("3", "drie"), ("1", "een")):
        assert await figuren.html(_beeld(etag, titel)) == f"<p>{titel}</p>"
    assert len(sjablonen.gemaakt) == 3
    await figuren.html(_beeld("2", "twee"))
    assert len(sjablonen.gemaakt) == 4, "the one that was not used for longest went"
    (vormen,) = sjablonen.gemaakt[0].values()
    assert set(vormen) == {"breed", "smal"}
    assert 'aria-hidden="true" focusable="false" width="330"' in vormen["smal"]
