"""A real Chromium and axe for the tests: the browser of this machine, else one that npm brings."""

import shutil
from pathlib import Path
from typing import Final

from deploy.assets.npm import ensure_packages, node

SOURCE: Final = Path(__file__).resolve().parent
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_UNPACK: Final = "const { default: c } = await import('@sparticuz/chromium'); console.log(await c.executablePath());"
# The tests may run as root and in a small container; nothing that they visit is foreign.
ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb")


def browser(cache: Path) -> Path:
    """The executable. Raises SetUpFailedError."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    return bundled(cache)


def bundled(cache: Path) -> Path:
    """The Chromium of the package, unpacked into the cache once."""
    folder = ensure_packages(SOURCE, cache, "browsertest")
    unpacked = folder / "uitgepakt"
    unpacked.mkdir(exist_ok=True)
    return Path(node(folder, _UNPACK, TMPDIR=str(unpacked), AWS_LAMBDA_JS_RUNTIME="nodejs22.x"))


def axe(cache: Path) -> str:
    """The source of axe-core. Raises SetUpFailedError."""
    return (ensure_packages(SOURCE, cache, "browsertest") / "node_modules" / "axe-core" / "axe.min.js").read_text()
