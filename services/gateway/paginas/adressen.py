"""Addresses that come from outside and are gone to later: only our own, never another site."""

import re
from typing import Final
from urllib.parse import urlencode

_EIGEN: Final = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]{0,2000}")


def veilig(naar: str | None, anders: str = "/overzicht") -> str:
    """The address when it is a path of our own, else another one."""
    return naar if naar is not None and _EIGEN.fullmatch(naar) else anders


def inlogadres(naar: str) -> str:
    """The login page that brings the visitor back."""
    return f"/inloggen?{urlencode({'naar': veilig(naar)})}"
