"""What must stay the same for an answer to hold: versions instead of the answer itself."""

from typing import NamedTuple

Staat = str
"""Versions of all that somebody with certain rights may be shown at a place: the own SWV's, schools and besturen, the
releases, settings, and what is the same for everybody. Equal at two moments: no answer differs between them. Nothing
in it moves with the dossiers of others, so that neither does an answer, a 304 or a word to an open page."""


class Plaats(NamedTuple):
    """A unit in a schooljaar, for the texts that stand beside its figures; `schooljaar` is the first calendar year."""

    niveau: str
    eenheid: str
    schooljaar: int
