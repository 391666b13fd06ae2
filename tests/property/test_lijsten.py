"""Whatever stands in a list with persons, no person comes out; and what comes out is closed."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.anonymiser.adapters import KeyVault
from services.anonymiser.handlers import Reden
from services.anonymiser.lijsten import duration, handle_list
from shared.contracts import codes
from shared.contracts.bronnen.lijsten import Lijstdeel
from shared.runtime.errors import Invalid
from shared.runtime.keys import MemoryKeyStore, seal

DAY = "dag/2026-11-22"
STORE = MemoryKeyStore()
KEY = STORE.get(DAY, create=True)
VAULT = KeyVault(STORE)
TOKEN = "KanarieVogelZingt"

_tokens = st.integers(0, 10**6).map(lambda nummer: f"{TOKEN}{nummer}")
_days = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(date.isoformat)
_bekostigd = st.fixed_dictionaries(
    {
        "rij": st.integers(2, 99), "nummer": _tokens, "teldatum": st.sampled_from(["2025-10-01", "2026-02-01"]),
        "schoolsoort": st.sampled_from(["so", "vso"]), "categorie": st.sampled_from(codes.CATEGORIEEN),
        "vestiging": st.just("99AB00"), "swv": st.just("PO9901"),
    }
)  # fmt: skip
_thuis = st.fixed_dictionaries(
    {
        "rij": st.integers(2, 99), "melding": _tokens, "swv": st.just("PO9901"),
        "vestiging": st.sampled_from([None, "99AB00"]), "soort": st.sampled_from(codes.THUISZITTER_SOORTEN),
        "sinds": _days, "tot": st.none() | _days, "reden": st.none() | _tokens | st.sampled_from(codes.THUISZITREDENEN),
        "peildatum": _days,
    }
)  # fmt: skip
_rows = st.tuples(st.just("duo-bekostigd"), st.lists(_bekostigd, min_size=1, max_size=5)) | st.tuples(
    st.just("thuiszitters"), st.lists(_thuis, min_size=1, max_size=5)
)


def _part(soort: str, rijen: Any, **anders: Any) -> bytes:
    kop = {
        "levering": str(UUID(int=1)), "soort": soort, "sha256": "0" * 64, "rijen": 9, "delen": 1,
        "ontvangen_op": "2026-11-22T09:00:00Z", "opdracht": {"wie": "demo", "bron": TOKEN},
    }  # fmt: skip
    return json.dumps({"kop": kop, "deel": 1, "rijen": rijen} | anders).encode()


def _published(received: bytes) -> Lijstdeel:
    return handle_list(seal(DAY, KEY, received), VAULT)


@given(_rows)
def test_no_token_and_no_day_of_a_person_leaves(drawn: tuple[str, list[dict[str, Any]]]) -> None:
    soort, rijen = drawn
    deel = _published(_part(soort, rijen))

    uit = deel.naar_bytes()
    assert TOKEN.lower().encode() not in uit.lower()
    mag = {rij.get("peildatum", rij.get("teldatum")) for rij in rijen} | {"2026-11-22"}
    dagen = {rij[naam] for rij in rijen for naam in ("sinds", "tot") if rij.get(naam)}
    assert not [dag for dag in dagen - mag if dag.encode() in uit]
    assert Lijstdeel.van_bytes(uit) == deel
    assert _published(_part(soort, rijen)).naar_bytes() == uit


@given(_rows, st.recursive(st.none() | st.text() | st.integers(), lambda deel: st.lists(deel, max_size=2)))
def test_junk_in_any_field_is_put_aside_or_harmless(drawn: tuple[str, list[dict[str, Any]]], junk: object) -> None:
    soort, rijen = drawn
    for veld in rijen[0]:
        _closed_or_put_aside(_part(soort, [rijen[0] | {veld: junk}, *rijen[1:]]))


def _closed_or_put_aside(received: bytes) -> None:
    try:
        deel = _published(received)
    except Invalid as invalid:
        error = invalid
    else:
        assert Lijstdeel.van_bytes(deel.naar_bytes()) == deel
        return
    assert error.reden in set(Reden)


@given(_rows)
def test_an_unknown_field_never_passes(drawn: tuple[str, list[dict[str, Any]]]) -> None:
    soort, rijen = drawn
    with pytest.raises(Invalid) as caught:
        _published(_part(soort, [rij | {"naam": TOKEN} for rij in rijen]))
    assert caught.value.reden == Reden.CONTRACT


@given(st.sampled_from(codes.THUISZITTER_SOORTEN), st.dates(), st.integers(0, 900))
def test_only_absoluut_is_shorter_than_four_weeks(soort: Any, peildatum: date, dagen: int) -> None:
    sinds = date.fromordinal(max(1, peildatum.toordinal() - dagen))
    if sinds.year > 9998:
        return
    duur = duration(soort, sinds, peildatum)

    assert (duur == "geen") == (soort == codes.VRIJSTELLING)
    assert duur != "<4w" or soort == "absoluut"
