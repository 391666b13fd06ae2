"""Words for parents: what a need is called on the public pages (level B1)."""

from collections.abc import Mapping
from typing import Final

BEHOEFTEN: Final[Mapping[str, str]] = {
    "leren": "moeite met lezen, rekenen of leren",
    "gedrag": "druk of moeilijk gedrag",
    "sociaal_emotioneel": "moeite met gevoelens of met anderen",
    "taal_communicatie": "moeite met taal of praten",
    "lichamelijk": "minder goed kunnen bewegen",
    "zintuiglijk": "minder goed zien of horen",
    "medisch": "ziek zijn of medische hulp nodig hebben",
    "hoogbegaafd": "meer aankunnen dan anderen",
}
"""`overig` is no need that a parent searches by."""
