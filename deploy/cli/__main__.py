"""`python -m deploy.cli`: the command behind `./pos`."""

import os
import sys
from pathlib import Path

from deploy.launcher.errors import UserError
from deploy.launcher.places import PROJECT

REPAIRED = "POS_HERSTELD"


def main() -> None:
    """Run the command; a damaged environment is made again, once."""
    try:
        from deploy.cli.main import maak_app

        app = maak_app(sys.argv[1] if len(sys.argv) > 1 else None)
    except ImportError as error:
        _repair(error)
        raise
    try:
        app(prog_name="./pos")
    except UserError as error:
        print(f"\n{error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nAfgebroken.", file=sys.stderr)
        sys.exit(130)


def _repair(error: ImportError) -> None:
    """A missing package means that the cache was damaged: throw the environment away and start `./pos` again."""
    mark = Path(sys.prefix) / "compleet"
    ours = (error.name or "").partition(".")[0] in {"deploy", "services", "shared"}
    if ours or not mark.exists() or os.environ.get(REPAIRED):
        return
    print("De omgeving is beschadigd en wordt opnieuw gemaakt.", file=sys.stderr)
    for each in (Path(sys.prefix).parent).glob("*/compleet"):
        each.unlink()
    os.environ[REPAIRED] = "1"
    os.execv(PROJECT / "pos", [str(PROJECT / "pos"), *sys.argv[1:]])


if __name__ == "__main__":
    main()
