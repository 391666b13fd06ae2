"""R4 in the small: any split of the log into checkpoint and rest gives the same cells, cases and counts."""

import hashlib
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from services.aggregator.domain import Bericht, Stand, Telling, delta, fold, reduce
from shared.contracts.cellen import Cel, Maten
from shared.contracts.zaken import Zaak
from tests.bouwers import besloten, dossier, zaak

_inhoud = st.one_of(
    st.none(),
    st.builds(lambda leerjaar: dossier(leerjaar=leerjaar), st.sampled_from([None, 1, 8])),
    st.builds(lambda herkomst: besloten(herkomst=herkomst), st.sampled_from(["bao", "sbo"])),
)
# The same (case, versie) may come with other content: a conflict, whose outcome depends on order and is kept by it.
_berichten = st.lists(st.builds(zaak, st.integers(1, 4), st.integers(1, 4), _inhoud), min_size=1, max_size=20)


def _som(cellen: Mapping[Cel, Maten], zaken: Mapping[bytes, Stand]) -> str:
    """SHA-256 over the ordered cells and cases."""
    geordend = (sorted((*cel, *maten) for cel, maten in cellen.items() if any(maten)), sorted(zaken.items()))
    return hashlib.sha256(repr(geordend).encode()).hexdigest()


def _stuk(zaken: dict[bytes, Stand], berichten: Sequence[Zaak], grootte: int) -> tuple[dict[bytes, Stand], Telling]:
    """Replay a piece of the log over the cases of a checkpoint."""
    telling, stand = Telling(), dict(zaken)
    for begin in range(0, len(berichten), grootte):
        gevolg = fold(stand, [Bericht(nr, een) for nr, een in enumerate(berichten[begin : begin + grootte])])
        stand |= gevolg.zaken
        telling += gevolg.telling
    return stand, telling


@given(_berichten, st.integers(0, 20), st.integers(1, 7), st.integers(1, 7), st.integers(1, 7))
@settings(max_examples=1500, deadline=None)
def test_any_split_gives_the_same(berichten: list[Zaak], knip: int, voor: int, na: int, live: int) -> None:
    ijkpunt, eerste = _stuk({}, berichten[:knip], voor)
    herberekend, tweede = _stuk(ijkpunt, berichten[knip:], na)

    zaken: dict[bytes, Stand] = {}
    cellen: dict[Cel, Maten] = {}
    telling = Telling()
    for begin in range(0, len(berichten), live):
        gevolg = reduce(zaken, [Bericht(nr, een) for nr, een in enumerate(berichten[begin : begin + live])])
        zaken |= gevolg.zaken
        for cel, maten in gevolg.delta.items():
            oud = cellen.get(cel, Maten(0))
            cellen[cel] = Maten(*(een + twee for een, twee in zip(oud, maten, strict=True)))
        telling += gevolg.telling

    assert _som(delta({}, herberekend), herberekend) == _som(cellen, zaken)
    assert eerste + tweede == telling
    assert telling.geteld == len(zaken)
