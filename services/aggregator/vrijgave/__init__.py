"""The release gate: what of the figures others may see, at fixed moments, so that nobody can be found in it.

`catalogus` says which tables there are, `beleid` which thresholds hold, `meten` counts the truth, `waarderegel` and
`verdeling` say what of it may be shown, `poort` when a cell may change, `samenstellen` puts a release together,
`toets` is the port of the audit and `toetsing` the audit itself, `ronden` takes a candidate through it, `opslag` and
`maken` read and write it all in one transaction. `watals` counts what other thresholds would show and give away.
"""

from services.aggregator.vrijgave.maken import Gemaakt, NietAanDeBeurt, maak_vrijgave
from services.aggregator.vrijgave.toets import ToetsMislukt
from services.aggregator.vrijgave.uitgaven import Beschadigd

__all__ = ["Beschadigd", "Gemaakt", "NietAanDeBeurt", "ToetsMislukt", "maak_vrijgave"]
