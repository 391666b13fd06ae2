"""A form that arrives when its session is over: nobody's text is lost, and nothing is written unseen."""

from typing import Final

from fastapi import Request

Ingestuurd = list[tuple[str, str]]
_VORM: Final = "application/x-www-form-urlencoded"
_MEEST: Final = 2000
_WEG: Final = frozenset({"wis", "verval"})
"""What takes something away is asked anew on its own page."""


async def ingestuurd(request: Request) -> Ingestuurd | None:
    """The fields of the form, but for its token, to be sent once more; None: there is no form to keep."""
    if request.method != "POST" or not request.headers.get("content-type", "").startswith(_VORM):
        return None
    async with request.form(max_files=0, max_fields=_MEEST) as formulier:
        velden = [(naam, waarde) for naam, waarde in formulier.multi_items() if isinstance(waarde, str)]
    if any(naam == "actie" and waarde in _WEG for naam, waarde in velden):
        return None
    return [(naam, waarde) for naam, waarde in velden if naam != "formulier"]


def teksten(velden: Ingestuurd) -> list[str]:
    """What somebody typed, as far as it can be told from what the form held: to read, and to copy if all else fails."""
    return [waarde for naam, waarde in velden if any(teken.isspace() for teken in waarde.strip())]
