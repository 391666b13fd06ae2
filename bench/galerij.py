"""Pictures of the main pages over the example data: `python -m bench.galerij` makes docs/galerij anew.

Invented data only; the same gateway, database and browser as the tests use. Few and small, for they live in the
repository: `MAX_BYTES` together (tests/docs/test_galerij.py).
"""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from deploy.assets.install import ensure
from deploy.cli.demo_profielen import vul_profielen
from deploy.cli.demo_stappen import RAPPORT_SCHOOL
from tests.browser import chromium
from tests.browser.bezoeker import Bezoeker
from tests.browser.server import NU, Draaiend, draaiend
from tests.browser.vulling import vul
from tests.stack import cache, running_postgres

MAP: Final = Path(__file__).resolve().parent.parent / "docs" / "galerij"
MAX_BYTES: Final = 1_500_000
_KWALITEIT: Final = 58
SWV: Final = "swv.po9901"


class Plaat(NamedTuple):
    """A picture: file, what it shows (Dutch), who looks, where, how wide and high, dark or light."""

    bestand: str
    wat: str
    wie: str | None
    pad: str
    breedte: int = 1280
    hoogte: int = 1500
    donker: bool = False


PLATEN: Final = (
    Plaat("welkom", "Het begin, zonder inloggen", None, "/", hoogte=800),
    Plaat("overzicht", "Overzicht: drie vragen in één scherm, en wat opvalt", SWV, "/overzicht"),
    Plaat("verwijzingen", "Verwijzingen van een samenwerkingsverband", SWV, "/verwijzingen?schooljaar=2025-2026",
          hoogte=2300),
    Plaat("verwijzingen-telefoon", "Dezelfde pagina op een telefoon, donker", SWV, "/verwijzingen?schooljaar=2025-2026",
          breedte=390, hoogte=1500, donker=True),
    Plaat("arrangementen", "Arrangementen van één school", "school.99ai00", "/arrangementen?schooljaar=2025-2026"),
    Plaat("toewijzing", "Toewijzing: wat is toegekend, verzilverd, en wat kost het?", SWV,
          "/toewijzing?schooljaar=2025-2026", hoogte=3000),
    Plaat("deelname-en-stromen", "Deelname naast landelijk, en stromen", SWV,
          "/deelname-en-stromen?schooljaar=2025-2026"),
    Plaat("middelen", "Middelen per categorie", SWV, "/middelen?schooljaar=2025-2026", hoogte=1100),
    Plaat("dekkend-netwerk", "Wat bieden de scholen, en waar zit een gat?", SWV,
          "/ondersteuningsaanbod/dekking/PO9901", hoogte=1100),
    Plaat("scholen", "Voor ouders: zoek een school, op een telefoon", None, "/scholen", breedte=390, hoogte=1100),
    Plaat("instellingen", "Instellingen, met wat elke keuze weggeeft", "beheerder.po9901", "/beheer/instellingen",
          hoogte=1100),
    Plaat("documentatie", "De API, uitgelegd", None, "/v1/documentatie", hoogte=900),
)  # fmt: skip


@contextmanager
def _gateway() -> Iterator[Draaiend]:
    with tempfile.TemporaryDirectory(prefix="pos-galerij-") as map_, running_postgres(Path(map_)) as server:
        database = asyncio.run(server.new_database())
        asyncio.run(vul(database.url(), NU.date()))
        asyncio.run(vul_profielen(database.url("pos_gateway"), NU.date(), frozenset({RAPPORT_SCHOOL})))
        with draaiend(database.url("pos_gateway"), ensure(cache())) as gateway:
            yield gateway


def _maak(browser: Browser, adres: str, plaat: Plaat) -> int:
    context = browser.new_context(
        viewport={"width": plaat.breedte, "height": plaat.hoogte}, locale="nl-NL", reduced_motion="reduce",
        color_scheme="dark" if plaat.donker else "light",
    )  # fmt: skip
    context.set_default_timeout(60_000)
    bezoeker = Bezoeker(context.new_page(), adres, "")
    if plaat.wie:
        bezoeker.log_in(plaat.wie)
    bezoeker.ga(plaat.pad)
    bezoeker.pagina.evaluate("document.fonts.ready")
    pad = MAP / f"{plaat.bestand}.jpg"
    bezoeker.pagina.screenshot(path=pad, type="jpeg", quality=_KWALITEIT)
    context.close()
    return pad.stat().st_size


def bladzijde() -> str:
    """The page of the gallery."""
    regels = [f"## {plaat.wat}\n\n![{plaat.wat}]({plaat.bestand}.jpg)\n" for plaat in PLATEN]
    kop = (
        "# Galerij\n\nDe belangrijkste pagina's over de voorbeeldgegevens; alles is verzonnen. Gemaakt met"
        " `python -m bench.galerij`.\n"
    )
    return "\n".join([kop, *regels])


def main() -> None:
    """Command line."""
    MAP.mkdir(exist_ok=True)
    for oud in MAP.glob("*.jpg"):
        oud.unlink()
    with _gateway() as gateway, sync_playwright() as playwright:
        start = chromium.browser(cache())
        browser = playwright.chromium.launch(
            executable_path=start.executable, env=start.environment, args=list(chromium.ARGUMENTS)
        )
        groottes = [_maak(browser, gateway.adres, plaat) for plaat in PLATEN]
        browser.close()
    (MAP / "README.md").write_text(bladzijde())
    print(f"{len(groottes)} platen, samen {sum(groottes) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
