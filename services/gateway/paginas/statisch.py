"""Style sheets, scripts, font and pictures: our own and those of others, under an address that changes with them."""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response

from shared.runtime.http import Problem

EIGEN: Final = Path(__file__).resolve().parent.parent / "static"
ALTIJD: Final = "public, max-age=31536000, immutable"
_SAMENGEPERST: Final = (".css", ".js", ".svg")


@dataclass(frozen=True, slots=True)
class Bestand:
    """One file, ready to send; `klein` is its gzip where that helps."""

    soort: str
    inhoud: bytes
    klein: bytes | None


class Statisch:
    """All files in memory. `derden` is the folder that deploy.assets made; without it pages are plain but work."""

    def __init__(self, derden: Path | None) -> None:
        self._bestanden = dict(_lees(EIGEN, ""))
        if derden is not None:
            self._bestanden |= dict(_lees(derden, "derden/"))
        mix = hashlib.sha256()
        for naam, bestand in sorted(self._bestanden.items()):
            mix.update(naam.encode() + b"\0" + bestand.inhoud)
        self.versie = mix.hexdigest()[:12]

    def adres(self, naam: str) -> str:
        """Where a page finds the file."""
        return f"/statisch/{self.versie}/{naam}"

    def router(self) -> APIRouter:
        """The route that serves them."""
        router = APIRouter(include_in_schema=False)

        @router.get("/statisch/{versie}/{naam:path}")
        async def bestand(request: Request, versie: str, naam: str) -> Response:
            gevonden = self._bestanden.get(naam)
            if gevonden is None:
                raise Problem(404)
            headers = {"Cache-Control": ALTIJD if versie == self.versie else "no-cache", "Vary": "Accept-Encoding"}
            if gevonden.klein is not None and "gzip" in request.headers.get("accept-encoding", ""):
                return Response(
                    gevonden.klein, headers=headers | {"Content-Encoding": "gzip"}, media_type=gevonden.soort
                )
            return Response(gevonden.inhoud, headers=headers, media_type=gevonden.soort)

        return router


def _lees(map_: Path, onder: str) -> Iterator[tuple[str, Bestand]]:
    for pad in sorted(map_.rglob("*")):
        if not pad.is_file():
            continue
        inhoud = pad.read_bytes()
        soort = mimetypes.guess_type(pad.name)[0] or "application/octet-stream"
        if pad.suffix == ".js":
            soort = "text/javascript"
        klein = gzip.compress(inhoud, 9, mtime=0) if pad.suffix in _SAMENGEPERST else None
        yield onder + pad.relative_to(map_).as_posix(), Bestand(soort, inhoud, klein)
