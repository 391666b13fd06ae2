"""What the routes of documents and of bundles share: problems, and ids."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from services.gateway.handlers.rapporten import NogNietKlaar, OnbekendRapport
from services.gateway.routes.antwoorden import als_problemen, niet_gevonden
from shared.runtime.http import Problem

WACHT: Final = {"Retry-After": "2"}


@contextmanager
def als_problemen_van_rapporten() -> Iterator[None]:
    """What goes wrong with documents, as problems."""
    try:
        with als_problemen():
            yield
    except OnbekendRapport as fout:
        raise niet_gevonden() from fout
    except NogNietKlaar as fout:
        if fout.mislukt:
            raise Problem(409, detail="Dit rapport kon niet gemaakt worden.", code="mislukt") from fout
        raise Problem(409, detail="Het rapport wordt nog gemaakt.", code="nog_niet_klaar", headers=WACHT) from fout


def lees_uuid(tekst: str) -> UUID:
    """The id of a document; one that cannot exist does not."""
    try:
        return UUID(tekst)
    except ValueError as fout:
        raise niet_gevonden() from fout
