"""The cookies of a visitor. They can't be read by a script nor sent along from another site."""

from typing import Final

from fastapi import Request, Response


class Koekjes:
    """The cookies of a visitor: `sessie` after login, `bezoek` before it; the latter only carries form tokens."""

    SESSIE: Final = "sessie"
    BEZOEK: Final = "bezoek"
    WEERGAVE: Final = "weergave"
    RECENT: Final = "recent"

    @staticmethod
    def naam(request: Request, naam: str) -> str:
        """With the prefix that ties a cookie to this host over https; plain where there is no https (localhost)."""
        return f"__Host-{naam}" if is_https(request) else naam

    @classmethod
    def lees(cls, request: Request, naam: str) -> str | None:
        return request.cookies.get(cls.naam(request, naam))

    @classmethod
    def zet(cls, request: Request, antwoord: Response, naam: str, waarde: str, seconden: int | None = None) -> None:
        antwoord.set_cookie(
            cls.naam(request, naam), waarde, max_age=seconden, path="/", secure=is_https(request), httponly=True,
            samesite="lax",
        )  # fmt: skip

    @classmethod
    def wis(cls, request: Request, antwoord: Response, naam: str) -> None:
        antwoord.delete_cookie(
            cls.naam(request, naam), path="/", secure=is_https(request), httponly=True, samesite="lax"
        )


def is_https(request: Request) -> bool:
    """Did the visitor come over https? A proxy that ends TLS says so in the scheme (uvicorn's proxy headers)."""
    return request.url.scheme == "https"
