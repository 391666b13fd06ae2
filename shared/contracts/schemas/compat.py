"""Does a new JSON Schema still take all that the old one took? Knows the keywords that pydantic writes.

What cannot be compared (two patterns, two formats) counts as breaking: a person must then decide.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Schema = Mapping[str, Any]

_LOWER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_EQUAL: Final = ("pattern", "format")
_COMPARED: Final = frozenset(
    (*_LOWER, *_UPPER, *_EQUAL, "type", "enum", "const", "anyOf", "properties", "required", "items",
     "prefixItems", "additionalProperties", "uniqueItems")
)  # fmt: skip
_HARMLESS: Final = frozenset({"$schema", "$id", "$defs", "$ref", "title", "description", "default", "examples"})


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """One line per place where `new` may refuse what `old` took; empty: every old event stays valid."""
    return list(_Comparison(old, new).breaks(old, new, "$"))


class _Comparison:
    def __init__(self, old_root: Schema, new_root: Schema) -> None:
        self._old_parts: Schema = old_root.get("$defs", {})
        self._new_parts: Schema = new_root.get("$defs", {})

    def breaks(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        old, new = _resolved(old, self._old_parts), _resolved(new, self._new_parts)
        if "anyOf" in old or "anyOf" in new:
            yield from self._branches(old, new, place)
            return
        yield from _unknown_keywords(new, place)
        yield from _types(old, new, place)
        yield from _values(old, new, place)
        yield from _bounds(old, new, place)
        yield from self._fields(old, new, place)
        yield from self._items(old, new, place)

    def _branches(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        """Each way to be valid before must fit one of the ways now."""
        new_ways = new.get("anyOf", [new])
        for number, way in enumerate(old.get("anyOf", [old])):
            tries = [list(self.breaks(way, new_way, place)) for new_way in new_ways]
            if all(tries):
                alike = [found for found in tries if not any(f"{place}: type" in line for line in found)]
                yield from min(alike, key=len, default=[f"{place}: mogelijkheid {number + 1} vervalt"])

    def _fields(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in sorted(set(new.get("required", [])) - set(old.get("required", []))):
            yield f"{place}.{name}: wordt verplicht"
        for name in before:
            if name in after:
                yield from self.breaks(before[name], after[name], f"{place}.{name}")
            else:
                yield f"{place}.{name}: vervalt"
        if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
            yield f"{place}: onbekende velden worden geweigerd"

    def _items(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        if "items" in new:
            yield from self.breaks(old.get("items", {}), new["items"], f"{place}[]")
        if old.get("prefixItems") != new.get("prefixItems"):
            yield f"{place}: de vaste onderdelen veranderen"
        if new.get("uniqueItems") and not old.get("uniqueItems"):
            yield f"{place}: waarden moeten verschillen"


def _resolved(schema: Schema, parts: Schema) -> Schema:
    while "$ref" in schema:
        schema = parts[schema["$ref"].rpartition("/")[2]]
    return schema


def _unknown_keywords(schema: Schema, place: str) -> Iterator[str]:
    for keyword in sorted(set(schema) - _COMPARED - _HARMLESS):
        yield f"{place}: {keyword} kan niet worden vergeleken"


def _types(old: Schema, new: Schema, place: str) -> Iterator[str]:
    if "type" not in new:
        return
    taken = {new["type"], "integer"} if new["type"] == "number" else {new["type"]}
    if old.get("type") not in taken:
        yield f"{place}: type wordt {new['type']}"


def _values(old: Schema, new: Schema, place: str) -> Iterator[str]:
    before, after = _allowed(old), _allowed(new)
    if after is None:
        return
    if before is None:
        yield f"{place}: alleen nog vaste waarden"
    for value in before or ():
        if value not in after:
            yield f"{place}: waarde {value} vervalt"


def _allowed(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    values: list[Any] | None = schema.get("enum")
    return values


def _bounds(old: Schema, new: Schema, place: str) -> Iterator[str]:
    for keyword in _EQUAL:
        if keyword in new and new[keyword] != old.get(keyword):
            yield f"{place}: {keyword} verandert"
    for keyword in _LOWER:
        if keyword in new and (keyword not in old or new[keyword] > old[keyword]):
            yield f"{place}: {keyword} wordt strenger"
    for keyword in _UPPER:
        if keyword in new and (keyword not in old or new[keyword] < old[keyword]):
            yield f"{place}: {keyword} wordt strenger"
