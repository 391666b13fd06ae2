"""A visitor in a real browser who notices everything that should not happen."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from tests.browser.vulling import WACHTWOORD

UITVOER: Final = Path(__file__).resolve().parent.parent / "output"
# What a template or a script leaves behind where a value was forgotten.
_VERGETEN: Final = re.compile(r"\b(?:None|nan|NaN|undefined|null|Undefined)\b|[{}]{2}")
_TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
_LUISTER: Final = """
    window.__csp = []; window.__sprong = 0;
    document.addEventListener("securitypolicyviolation", (e) => window.__csp.push(`${e.violatedDirective} ${e.blockedURI}`));
    new PerformanceObserver((lijst) => { for (const e of lijst.getEntries()) if (!e.hadRecentInput) window.__sprong += e.value; })
      .observe({ type: "layout-shift", buffered: true });
"""  # noqa: E501


def wacht_tot(waar: Callable[[], bool], seconden: float = 10.0) -> None:
    """Until it is so. (Playwright's own way evaluates text, which our policy refuses.)"""
    eind = time.monotonic() + seconden
    while not waar():
        assert time.monotonic() < eind, "het gebeurt niet"
        time.sleep(0.05)


@dataclass
class Bezoeker:
    """One page of one visitor. `fouten` collects console errors and requests to other hosts."""

    pagina: Page
    adres: str
    axe: str
    fouten: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pagina.add_init_script(_LUISTER)
        self.pagina.on("console", self._console)
        self.pagina.on("pageerror", lambda fout: self.fouten.append(f"fout in script: {fout}"))
        self.pagina.on("request", self._verzoek)

    def _console(self, bericht: ConsoleMessage) -> None:
        # A browser reports each answer of 400 and over itself; the tests ask for those on purpose.
        if bericht.type in ("error", "warning") and "Failed to load resource" not in bericht.text:
            self.fouten.append(f"console: {bericht.text}")

    def _verzoek(self, verzoek: Request) -> None:
        delen = urlsplit(verzoek.url)
        if delen.scheme in ("http", "https") and delen.netloc != urlsplit(self.adres).netloc:
            self.fouten.append(f"verzoek naar een andere host: {delen.netloc}")

    def ga(self, pad: str) -> None:
        """Open an address."""
        self.pagina.goto(self.adres + pad)

    def log_in(self, naam: str, wachtwoord: str = WACHTWOORD) -> None:
        """By the login page."""
        self.ga("/inloggen")
        self.pagina.fill("#naam", naam)
        self.pagina.fill("#wachtwoord", wachtwoord)
        self.pagina.click("main button[type=submit]")

    def wordt(self, breedte: int, donker: bool) -> None:
        """Another width, in light or in dark."""
        self.pagina.set_viewport_size({"width": breedte, "height": 900})
        self.pagina.emulate_media(color_scheme="dark" if donker else "light", reduced_motion="reduce")

    def gebreken(self) -> list[str]:
        """What axe, the browser and the policy have against this page as it stands."""
        return [*self.toegankelijkheid(), *self.pagina.evaluate("window.__csp"), *self.fouten]

    def toegankelijkheid(self) -> list[str]:
        """Violations of WCAG 2.2 AA that axe finds."""
        self.pagina.evaluate(self.axe)
        gevonden: dict[str, Any] = self.pagina.evaluate(
            "(tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", list(_TAGS)
        )
        return [f"{v['id']}: {knoop['html'][:160]}" for v in gevonden["violations"] for knoop in v["nodes"]]

    def onaf(self) -> list[str]:
        """What a page of figures lacks: at 400 %, on paper, in its sentences, and where a value was forgotten."""
        pagina, maat = self.pagina, self.pagina.viewport_size
        pagina.set_viewport_size({"width": 320, "height": 900})
        gevonden = [] if self.past() else ["is wider than the screen at 400 %"]
        pagina.emulate_media(media="print")
        zichtbaar = pagina.locator(".alleen-druk").first.is_visible() and not pagina.locator(".menu").is_visible()
        gevonden += [] if zichtbaar else ["on paper the choices do not stand as a sentence"]
        pagina.emulate_media(media="screen")
        if maat:
            pagina.set_viewport_size(maat)
        gevonden += [] if pagina.locator("h1").count() == 1 else ["has not one heading"]
        tekst = pagina.inner_text("main")
        gevonden += [f"forgot a value: {een}" for een in _VERGETEN.findall(tekst)]
        return gevonden + [f"no sentence: {zin}" for zin in self.teksten("section.figuur > .zin") if zin[-1:] != "."]

    def past(self) -> bool:
        """Does the page fit its width?"""
        return bool(self.pagina.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def foto(self, naam: str) -> None:
        """A picture of the whole page, as output of the tests."""
        UITVOER.mkdir(exist_ok=True)
        self.pagina.screenshot(path=UITVOER / f"{naam}.png", full_page=True)

    def teksten(self, kiezer: str) -> Sequence[str]:
        """The texts of all elements, without space around."""
        return [tekst.strip() for tekst in self.pagina.locator(kiezer).all_inner_texts()]
