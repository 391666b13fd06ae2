"""The audit report of a release, as a Word document for the privacy officer: `./pos vrijgave rapport`.

`gegevens` reads what a release is worth (and lets the aggregator count what other thresholds would do), `tekst` says
it, `document` puts it together with the building blocks of the other Word documents.
"""

from deploy.vrijgaverapport.document import maak_document
from deploy.vrijgaverapport.gegevens import GeenVrijgave, Toetsgegevens, lees

__all__ = ["GeenVrijgave", "Toetsgegevens", "lees", "maak_document"]
