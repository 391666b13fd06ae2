"""A real Chromium and axe for the tests: the browser of this machine, else one that npm brings."""

import os
import shutil
from pathlib import Path
from typing import Final, NamedTuple

from deploy.assets.npm import ensure_packages, node

SOURCE: Final = Path(__file__).resolve().parent
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_UNPACK: Final = "const { default: c } = await import('@sparticuz/chromium'); console.log(await c.executablePath());"
# The tests may run as root and in a small container; nothing that they visit is foreign.
ARGUMENTS: Final = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb")

# The package's own list names folders of another machine; ours come first, those of this machine after.
_FONTS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{folder}/lettertypen</cachedir>
</fontconfig>
"""


class Start(NamedTuple):
    """What to start, and with which environment."""

    executable: Path
    environment: dict[str, str | float | bool]


def browser(cache: Path) -> Start:
    """The browser of this machine, else the bundled one. Raises SetUpFailedError."""
    for name in _NAMES:
        if found := shutil.which(name):
            return Start(Path(found), {**os.environ})
    return bundled(cache)


def bundled(cache: Path) -> Start:
    """The Chromium of the package, unpacked into the cache once, with the libraries and fonts that it brings."""
    folder = ensure_packages(SOURCE, cache, "browsertest")
    unpacked = folder / "uitgepakt"
    unpacked.mkdir(exist_ok=True)
    executable = Path(node(folder, _UNPACK, TMPDIR=str(unpacked), AWS_LAMBDA_JS_RUNTIME="nodejs22.x"))
    libraries = [str(unpacked / "al2023" / "lib"), *filter(None, [os.environ.get("LD_LIBRARY_PATH")])]
    fonts = unpacked / "lettertypen.conf"
    fonts.write_text(_FONTS.format(folder=unpacked))
    own = {"LD_LIBRARY_PATH": os.pathsep.join(libraries), "FONTCONFIG_FILE": str(fonts)}
    return Start(executable, {**os.environ, **own})


def axe(cache: Path) -> str:
    """The source of axe-core. Raises SetUpFailedError."""
    return (ensure_packages(SOURCE, cache, "browsertest") / "node_modules" / "axe-core" / "axe.min.js").read_text()
