"""The static files of others that the pages use: htmx, Vega, Utrecht component CSS and a font, in one flat folder.

Each package ships ready-made files, so there is no bundler; the only thing made here is one style sheet out of the
parts of Utrecht. `python -m deploy.assets.install CACHE` prints the folder.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Final

from deploy.assets.npm import ensure_packages

SOURCE: Final = Path(__file__).resolve().parent
FOLDER: Final = "statisch"

COPIED: Final = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "vega/build/vega.min.js": "vega.min.js",
    "vega-lite/build/vega-lite.min.js": "vega-lite.min.js",
    "vega-embed/build/vega-embed.min.js": "vega-embed.min.js",
    "vega-interpreter/build/vega-interpreter.js": "vega-interpreter.js",
    "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2": "source-sans-3-latin.woff2",
    "@fontsource-variable/source-sans-3/LICENSE": "source-sans-3.LICENSE",
}
_BARE_IMPORT: Final = re.compile(rb"^import \{([^}]*)\} from 'vega-util';", re.MULTILINE)
UTRECHT: Final = (
    "alert", "breadcrumb-nav", "button", "form-field", "form-label", "heading-1", "heading-2", "heading-3", "link",
    "paragraph", "select", "skip-link", "table", "textbox",
)  # fmt: skip


def ensure(cache: Path) -> Path:
    """The folder with the files of others, made when needed; without network once the cache has them.

    Raises:
        SetUpFailedError: with the reason and the repair, in Dutch.
    """
    return ensure_packages(SOURCE, cache, "paginas", _copy, Path(__file__)) / FOLDER


def _copy(folder: Path) -> None:
    packages, target = folder / "node_modules", folder / FOLDER
    target.mkdir()
    for source, name in COPIED.items():
        (target / name).write_bytes(_without_source_map(_with_global_vega((packages / source).read_bytes())))
    parts = (packages / "@utrecht" / f"{part}-css" / "dist" / "index.css" for part in UTRECHT)
    (target / "utrecht.css").write_text("\n".join(part.read_text() for part in parts))
    shutil.rmtree(packages)


def _with_global_vega(content: bytes) -> bytes:
    """The one module that asks a bundler for vega-util finds it in the Vega that the page loads before it."""
    return _BARE_IMPORT.sub(rb"const {\1} = globalThis.vega;", content)


def _without_source_map(content: bytes) -> bytes:
    """Browsers look for a source map that is not served: leave its address out."""
    return content.replace(b"//# sourceMappingURL=", b"//# ")


if __name__ == "__main__":
    sys.stdout.write(f"{ensure(Path(sys.argv[1]))}\n")
