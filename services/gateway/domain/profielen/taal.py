"""Is a text easy to read? Hints for the writer, nothing more: B1 can't be measured by counting alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

LANGE_ZIN: Final = 20
"""Words; B1 texts stay around 10 to 15 a sentence."""
_HOOGSTENS_GENOEMD: Final = 5
_ZIN: Final = re.compile(r"[^.!?\n]+")
_WOORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Words of the trade and of the office, each with what a parent says.
EENVOUDIGER: Final = {
    "adaptief": "op maat", "adequaat": "goed genoeg", "arrangement": "extra hulp", "borgen": "zorgen dat het zo blijft",
    "casus": "situatie", "cognitief": "leren en denken", "conform": "volgens", "continueren": "doorgaan met",
    "curatief": "om te herstellen", "diagnostiek": "onderzoek", "differentiëren": "lesgeven op verschillende niveaus",
    "expertise": "kennis", "faciliteren": "mogelijk maken", "gedragsproblematiek": "moeilijk gedrag",
    "handelingsbekwaam": "goed toegerust", "handelingsgericht": "stap voor stap",
    "handelingsverlegen": "wij weten niet meer hoe",
    "handelingsverlegenheid": "wij weten niet meer hoe", "implementeren": "invoeren", "inclusief": "voor iedereen",
    "indicatie": "besluit dat hulp nodig is", "initiëren": "beginnen met", "integraal": "alles samen",
    "interventie": "aanpak", "leerlijn": "stappen in de leerstof", "leerlingpopulatie": "onze leerlingen",
    "monitoren": "volgen", "multidisciplinair": "met verschillende deskundigen", "participeren": "meedoen",
    "preventief": "om problemen te voorkomen", "problematiek": "problemen", "randvoorwaarden": "wat ervoor nodig is",
    "remediëren": "bijspijkeren", "signaleren": "op tijd zien", "thuisnabij": "dicht bij huis",
    "toeleiding": "de weg naar", "zorgbreed": "met zorg en gemeente", "zorgplicht": "de plicht om een plek te zoeken",
}  # fmt: skip


def tips(tekst: str) -> Iterator[str]:
    """What would make a text easier, as Dutch sentences; nothing for a text that reads well."""
    lang = lange_zinnen(tekst)
    if lang:
        hoeveel = _hoeveel(len(lang), "zin is", "zinnen zijn")
        yield f"{hoeveel} langer dan {LANGE_ZIN} woorden. Maak er kortere zinnen van."
    moeilijk = moeilijke_woorden(tekst)
    if moeilijk:
        noem = ", ".join(f"‘{woord}’ ({EENVOUDIGER[woord]})" for woord in moeilijk[:_HOOGSTENS_GENOEMD])
        yield f"Niet iedere ouder kent deze woorden: {noem}."


def lange_zinnen(tekst: str) -> list[str]:
    """Sentences of more than LANGE_ZIN words."""
    return [zin.strip() for zin in _ZIN.findall(tekst) if len(_WOORD.findall(zin)) > LANGE_ZIN]


def moeilijke_woorden(tekst: str) -> Sequence[str]:
    """Words of the list in the order in which they occur, each once."""
    woorden = (woord.lower() for woord in _WOORD.findall(tekst))
    return list(dict.fromkeys(woord for woord in map(_stam, woorden) if woord in EENVOUDIGER))


def _stam(woord: str) -> str:
    """The form in the list: without the ending of a plural or an adjective."""
    for einde in ("", "en", "e", "s"):
        kort = woord.removesuffix(einde)
        if kort in EENVOUDIGER:
            return kort
    return woord


def _hoeveel(aantal: int, een: str, meer: str) -> str:
    return f"Eén {een}" if aantal == 1 else f"{aantal} {meer}"
