"""From rows of schema `profielen` to what the handlers know, and a search as one query with bound values."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

import asyncpg
import orjson

from services.gateway.domain.profielen.antwoord import Antwoord
from services.gateway.domain.profielen.formulier import Formulier
from services.gateway.domain.profielen.profiel import Concept, Gepubliceerd, Ingevuld, Sleutel, Staat
from services.gateway.handlers.profielen.poorten import Formulierversie, Zoekvraag

# Part of a name, or the begin of a place, counts too.
_ZOEK: Final = """(
    zoek @@ websearch_to_tsquery('dutch', ${0}) OR lower(naam) LIKE '%' || lower(${1}) || '%' ESCAPE '!'
    OR lower(plaats) LIKE lower(${1}) || '%' ESCAPE '!')
"""
# Who is called so, then who is there, then who writes about it; the words searched for are the first values.
_EERST: Final = (
    "lower(naam) LIKE '%' || lower($2) || '%' ESCAPE '!' DESC, lower(plaats) LIKE lower($2) || '%' ESCAPE '!' DESC, "
)
LID_IN: Final = """EXISTS (
    SELECT FROM organisatie.lidmaatschap lid
    WHERE (lid.swv, lid.vestiging) = (geldend.swv, geldend.vestiging) AND lid.tot >= ${0})
"""
_GEGEVEN: Final = {
    **{kolom: f"{kolom} = ${{0}}" for kolom in ("swv", "bestuur", "subregio", "schoolsoort")},
    "vestigingen": "vestiging = ANY (${0}::int[])",
    "lid_in": LID_IN,
}
"""Field of a search that may be None → its condition."""
_KOLOMMEN: Final = "swv, vestiging, schooljaar, nummer, formulier, inhoud, gepubliceerd_op, gepubliceerd_door"


def kolommen(sleutels: Collection[Sleutel]) -> tuple[list[int], list[int], list[int]]:
    """Keys as three arrays."""
    alle = list(sleutels)
    return [een.swv for een in alle], [een.vestiging for een in alle], [een.schooljaar for een in alle]


def sleutel(rij: asyncpg.Record) -> Sleutel:
    return Sleutel(rij["swv"], rij["vestiging"], rij["schooljaar"])


def formulier(rij: asyncpg.Record) -> Formulierversie:
    definitie = Formulier.model_validate_json(rij["definitie"])
    return Formulierversie(rij["versie"], definitie, rij["gewijzigd_op"], rij["gewijzigd_door"])


def ingevuld(rij: asyncpg.Record) -> Ingevuld:
    antwoord = Antwoord(rij["keuze"], rij["tekst"], rij["datum"])
    return Ingevuld(antwoord, rij["versie"], rij["gewijzigd_op"], rij["gewijzigd_door"], rij["overgenomen"])


def concepten(rijen: Iterable[asyncpg.Record], antwoorden: Iterable[asyncpg.Record]) -> list[Concept]:
    """Drafts with their answers."""
    per: dict[Sleutel, dict[str, Ingevuld]] = defaultdict(dict)
    for rij in antwoorden:
        per[sleutel(rij)][rij["item"]] = ingevuld(rij)
    return [
        Concept(
            sleutel(rij), Staat(rij["staat"]), rij["versie"], rij["begonnen_op"], rij["gewijzigd_op"],
            rij["gewijzigd_door"], rij["staat_op"], rij["opmerking"], per[sleutel(rij)],
        )
        for rij in rijen
    ]  # fmt: skip


def gepubliceerd(rij: asyncpg.Record) -> Gepubliceerd:
    inhoud = orjson.loads(rij["inhoud"])
    ingetrokken = bool(rij.get("ingetrokken", False))
    return Gepubliceerd(
        sleutel(rij), rij["nummer"], rij["formulier"], inhoud, rij["gepubliceerd_op"], rij["gepubliceerd_door"],
        ingetrokken,
    )  # fmt: skip


def zoek_sql(vraag: Zoekvraag) -> tuple[str, list[Any]]:
    """The query of a search; its text depends on which fields are given, never on what they hold."""
    waar, waarden = _waar(vraag)
    deel = f"LIMIT {vraag.hoogstens:d} OFFSET {vraag.vanaf:d}"
    orde = (_EERST if vraag.zoek else "") + "plaats, naam, vestiging, swv"
    sql = f"SELECT {_KOLOMMEN} FROM profielen.geldend WHERE {waar} ORDER BY {orde} {deel}"
    return sql, waarden


def tel_sql(vraag: Zoekvraag) -> tuple[str, list[Any]]:
    """The same, to count."""
    waar, waarden = _waar(vraag)
    return f"SELECT count(*) FROM profielen.geldend WHERE {waar}", waarden


def _waar(vraag: Zoekvraag) -> tuple[str, list[Any]]:
    waarden: list[Any] = []
    eisen: list[str] = []
    for eis, *erbij in _eisen(vraag):
        eisen.append(eis.format(*range(len(waarden) + 1, len(waarden) + 1 + len(erbij))))
        waarden += erbij
    return " AND ".join(eisen) or "true", waarden


def _eisen(vraag: Zoekvraag) -> Iterator[tuple[Any, ...]]:
    """Conditions, each with its values in the order of its places."""
    if vraag.zoek:
        yield _ZOEK, vraag.zoek, letterlijk(vraag.zoek)
    if vraag.plaats:
        yield "lower(plaats) LIKE lower(${0}) || '%' ESCAPE '!'", letterlijk(vraag.plaats)
    for veld, eis in _GEGEVEN.items():
        if (waarde := getattr(vraag, veld)) is not None:
            yield eis, waarde
    if vraag.behoeften:
        yield "behoeften @> ${0}::text[]", list(vraag.behoeften)
    for keuzes in per_item(vraag.aanbod):
        yield "aanbod && ${0}::text[]", keuzes


def letterlijk(tekst: str) -> str:
    """As a pattern that means just these characters."""
    return tekst.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def per_item(aanbod: Iterable[str]) -> list[list[str]]:
    """Wishes by item: one of the choices of each item has to be there."""
    per: dict[str, list[str]] = defaultdict(list)
    for een in aanbod:
        per[een.partition(":")[0]].append(een)
    return list(per.values())
