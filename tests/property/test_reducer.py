"""R7: any order and any duplication of the same messages gives the same cells and the same counts of cases."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.aggregator.domain import Bericht, Stand, contributions, reduce
from shared.contracts import codes
from shared.contracts.cellen import Cel, Maten
from shared.contracts.zaken import Zaak
from tests.bouwers import besloten, dossier, zaak

_velden: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "leerjaar": st.sampled_from([None, *codes.LEERJAREN]),
        "herkomst": st.sampled_from(codes.HERKOMSTEN),
        "vestiging": st.sampled_from(["99AB00", "99CD01"]),
        "herindicatie": st.booleans(),
        "behoeften": st.sampled_from([(), ("leren",), ("gedrag", "medisch")]),
    },
)
_inhoud = st.one_of(
    st.none(),
    st.builds(lambda velden: dossier(**velden), _velden),
    st.builds(lambda velden: besloten(**velden), _velden),
)
_geschiedenis = st.dictionaries(st.tuples(st.integers(1, 4), st.integers(1, 5)), _inhoud, min_size=1, max_size=14)


@st.composite
def _stromen(draw: st.DrawFn) -> tuple[list[Zaak], list[Zaak]]:
    """The messages once, and the same ones shuffled with repeats."""
    eenmaal = [zaak(nummer, versie, inhoud) for (nummer, versie), inhoud in draw(_geschiedenis).items()]
    herhaald = draw(st.lists(st.sampled_from(eenmaal), max_size=6))
    return eenmaal, draw(st.permutations([*eenmaal, *herhaald]))


def _verwerk(berichten: list[Zaak], grootte: int) -> tuple[dict[Cel, Maten], dict[bytes, Stand], Counter[str]]:
    """Run the reducer in batches, as the aggregator does, over tables in memory."""
    zaken: dict[bytes, Stand] = {}
    cellen: dict[Cel, list[int]] = {}
    telling: Counter[str] = Counter()
    for begin in range(0, len(berichten), grootte):
        gevolg = reduce(zaken, [Bericht(0, een) for een in berichten[begin : begin + grootte]])
        zaken |= gevolg.zaken
        for cel, maten in gevolg.delta.items():
            cellen[cel] = [a + b for a, b in zip(cellen.get(cel, [0, 0, 0]), maten, strict=True)]
        telling.update(vars(gevolg.telling))
    return {cel: Maten(*maten) for cel, maten in cellen.items() if any(maten)}, zaken, telling


@given(_stromen(), st.integers(1, 9))
@settings(max_examples=2000, deadline=None)
def test_order_batches_and_repeats_do_not_matter(stromen: tuple[list[Zaak], list[Zaak]], grootte: int) -> None:
    eenmaal, dooreen = stromen

    cellen, zaken, telling = _verwerk(dooreen, grootte)

    assert cellen == _van_nul(eenmaal)
    assert telling["geteld"] == len(zaken)
    assert telling["ontvangen"] == (telling["geteld"] + telling["achterhaald"] + telling["dubbel"] + telling["dood"])
    assert telling["dood"] == 0


def _van_nul(berichten: list[Zaak]) -> dict[Cel, Maten]:
    """Batch recomputation: newest version of each case, contributions added up."""
    nieuwste: dict[str, Zaak] = {}
    for een in berichten:
        if een.zaak not in nieuwste or een.versie > nieuwste[een.zaak].versie:
            nieuwste[een.zaak] = een
    som: Counter[Cel] = Counter()
    for een in nieuwste.values():
        for cel, maten in contributions(een.swv, een.dossier):
            som[cel] += maten.aantal
    return {cel: Maten(aantal) for cel, aantal in som.items()}
