"""Planted leaks of form: none of them confines a cell as the audit reads it, and each is refused."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from services.aggregator.vrijgave import samenstellen, waarderegel
from services.aggregator.vrijgave.beleid import Beleid, Beleidsboek
from services.aggregator.vrijgave.indeling import Indeling
from services.aggregator.vrijgave.meten import Korrels, Plek, bijdragen, plekken, tel, veranderd
from services.aggregator.vrijgave.ronden import Geheugen, door_de_toets, waarheden_van
from services.aggregator.vrijgave.samenstellen import Invoer, Samenstelling
from services.aggregator.vrijgave.toets import ToetsMislukt
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from services.aggregator.vrijgave.uitgave import Uitgave
from services.aggregator.vrijgave.waarderegel import toon_aantal, toon_duren, verborgen
from shared.contracts.duren import Duren, Termijnen
from tests.bouwers import besloten, besluit
from tests.unit.vrijgave.wereld import Zaken, ruw, school

MOMENTEN = (datetime(2025, 11, 2, 5, tzinfo=UTC), datetime(2025, 12, 2, 5, tzinfo=UTC))
LEDEN = tuple(school(een, bestuur=99001 + een // 3) for een in range(6))


def _zaken(per_school: int) -> dict[str, Any]:
    return {
        f"{een}.{nummer}": besloten(vestiging=f"99AB0{een}", besluit=besluit(doorlooptijd_dagen=20 + 9 * nummer))
        for een in range(6)
        for nummer in range(per_school)
    }


def _vrijgaven(*standen: Zaken) -> Samenstelling:
    """Audited releases of these cases, the newest back; the second is no moment of boards."""
    uitgaven: list[Uitgave] = []
    toen: dict[int, dict[int, Waarheid]] = {}
    laatste: Samenstelling | None = None
    indeling = Indeling(LEDEN)
    for moment, stand in zip(MOMENTEN, standen, strict=False):
        korrels: Korrels = {}
        for zaak in stand.values():
            tel(korrels, bijdragen(*ruw(zaak)))
        invoer = Invoer(
            moment, korrels, indeling, Beleidsboek(), Termijnen(), uitgaven[-1] if uitgaven else None,
            laatste.gehouden if laatste else {}, partial(_verschil, indeling, standen[0], stand),
        )  # fmt: skip
        laatste, _ = door_de_toets(invoer, uitgaven, Geheugen(toen), Toetser(processen=1))
        toen = {**toen, laatste.uitgave.nummer: waarheden_van(invoer, laatste)}
        uitgaven.append(laatste.uitgave)
    assert laatste is not None
    return laatste


def _verschil(indeling: Indeling, oud: Zaken, nu: Zaken, _nummer: int) -> Counter[Plek]:
    return veranderd(
        tuple(plekken(bijdragen(*ruw(een.get(naam))), indeling, 2025) for een in (oud, nu))  # type: ignore[misc]
        for naam in oud.keys() | nu.keys()
    )


def test_without_a_leak_both_are_made() -> None:
    assert _vrijgaven(_zaken(8), _zaken(10)).uitgave.nummer == 2


def _exact(aantal: int, beleid: Beleid) -> Mapping[str, Any]:
    return {"waarde": aantal, "status": None} if aantal >= beleid.drempel else verborgen(beleid)


def _extra_veld(aantal: int, beleid: Beleid) -> Mapping[str, Any]:
    return {**toon_aantal(aantal, beleid), "over": aantal % beleid.afronding}


def _met_deel(duren: Duren, beleid: Beleid) -> Mapping[str, Any]:
    return {**toon_duren(duren, beleid), "binnenTermijn": duren.uitkomst()["binnenTermijn"]}


@pytest.mark.parametrize(
    ("naam", "lek"), [("toon_aantal", _exact), ("toon_aantal", _extra_veld), ("toon_duren", _met_deel)]
)
def test_values_that_the_rule_does_not_give(
    naam: str, lek: Callable[..., Mapping[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not rounded; the rest of the rounding beside it; the share decided in time."""
    monkeypatch.setattr(waarderegel, naam, lek)
    with pytest.raises(ToetsMislukt):
        _vrijgaven({**_zaken(8), **{"x": _zaken(1)["0.0"]}})


def _verander(monkeypatch: pytest.MonkeyPatch, hoe: Callable[[Samenstelling, Sequence[Any]], Samenstelling]) -> None:
    echt = samenstellen._Samensteller.maak

    def maak(zelf: Any) -> Samenstelling:
        return hoe(echt(zelf), zelf._vorige)

    monkeypatch.setattr(samenstellen._Samensteller, "maak", maak)


def test_rows_in_another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the true number, say: the order of the catalogue tells nothing."""

    def omgekeerd(samen: Samenstelling, _vorige: Any) -> Samenstelling:
        tabellen = {een: replace(tabel, rijen=tabel.rijen[::-1]) for een, tabel in samen.uitgave.tabellen.items()}
        return samen._replace(uitgave=replace(samen.uitgave, tabellen=tabellen))

    _verander(monkeypatch, omgekeerd)
    with pytest.raises(ToetsMislukt):
        _vrijgaven(_zaken(8))


def test_a_unit_that_is_not_due_tells_something_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samenstellen._Samensteller, "_aan_de_beurt", lambda zelf: sorted(zelf._swvs))

    def stil(samen: Samenstelling, vorige: Any) -> Samenstelling:
        verteld = {een: 1 if vorige and een[0] == "bestuur" else nr for een, nr in samen.uitgave.ververst.items()}
        return samen._replace(uitgave=replace(samen.uitgave, ververst=verteld))

    _verander(monkeypatch, stil)
    with pytest.raises(ToetsMislukt):
        _vrijgaven(_zaken(8), _zaken(12))
