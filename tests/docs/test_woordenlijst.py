"""The glossary says each word once, where a reader looks for it."""

import re
from itertools import pairwise
from pathlib import Path

_LIJST = (Path(__file__).parents[2] / "GLOSSARY.md").read_text("utf-8")
_TABELLEN = [re.findall(r"^\| (?!word|---)(.+?) \|", deel, re.M) for deel in _LIJST.split("\n## ")[1:]]


def test_a_word_stands_there_once() -> None:
    woorden = [woord for tabel in _TABELLEN for woord in tabel]
    assert len(woorden) == len(set(woorden)) > 80


def test_words_stand_in_order() -> None:
    for tabel in _TABELLEN:
        sleutels = [re.sub(r"[^a-z0-9 ]", "", woord.lower().removeprefix("the ")) for woord in tabel]
        assert [paar for paar in pairwise(sleutels) if paar[0] > paar[1]] == []
