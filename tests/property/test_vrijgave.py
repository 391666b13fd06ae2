"""Properties of the release gate: the value rule, and the delta gate against a naive count over all dossiers."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.aggregator.vrijgave.beleid import Beleid
from services.aggregator.vrijgave.waarderegel import toon_aantal, toon_som
from tests.bouwers import besloten, besluit, dossier
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, school

B = Beleid()
SOORTEN = ("laag", "midden", "hoog")


@given(st.integers(0, 10_000))
def test_a_shown_number_leaves_five_true_ones(aantal: int) -> None:
    vak = toon_aantal(aantal, B)
    zelfde = [ander for ander in range(max(0, aantal - 10), aantal + 11) if toon_aantal(ander, B) == vak]

    assert len(zelfde) >= 5
    assert zelfde == list(range(zelfde[0], zelfde[-1] + 1))


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=20))
def test_no_dossier_dominates_a_shown_sum(bedragen: list[int]) -> None:
    vak = toon_som(len(bedragen), sum(bedragen), max(bedragen), B)

    assert (vak["waarde"] is None) == (len(bedragen) < 8 or 2 * max(bedragen) > sum(bedragen))


Dossiers = Mapping[int, tuple[str, int, bool]]
_dossier = st.tuples(st.sampled_from(SOORTEN), st.integers(0, 2), st.booleans())
_standen = st.lists(st.dictionaries(st.integers(0, 40), _dossier, max_size=40), min_size=2, max_size=5)


def _als_zaak(soort: str, plaats: int, besloten_: bool) -> dict[str, Any]:
    tlv = {"schoolsoort": "so", "categorie": soort}
    velden = {"vestiging": f"99AB{plaats:02d}", "tlv": tlv}
    return besloten(besluit=besluit(tlv=tlv), **velden) if besloten_ else dossier(**velden)


@settings(max_examples=25, deadline=None)
@given(_standen)
def test_the_gate_is_the_naive_one(standen: list[Dossiers]) -> None:
    """A cell, told as its dossiers say, changes only when the symmetric difference with the set told is 0 or ≥ 5."""
    verloop = Verloop([school(nummer) for nummer in range(3)])
    verteld: dict[str, tuple[frozenset[object], Any]] = {}
    for dag, stand in enumerate(standen):
        verloop.geef_vrij({str(n): _als_zaak(*een) for n, een in stand.items()}, NOVEMBER.replace(day=2 + dag))
        for soort in SOORTEN:
            nu = frozenset(n for n, een in stand.items() if een[0] == soort)
            toen = verteld.get(soort)
            if toen is None or len(nu ^ toen[0]) == 0 or len(nu ^ toen[0]) >= 5:
                verteld[soort] = nu, toon_aantal(len(nu), B)
            rij = f"so-{soort}"
            assert verloop.vak("PO9901", rij=rij, splitsing="soortCategorie") == verteld[soort][1]
            assert verloop.vak("99001", rij=rij, splitsing="soortCategorie") == verteld[soort][1]
