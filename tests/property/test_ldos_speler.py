"""For any seed, size and day the played LDOS keeps to the contract and to its own order."""

from datetime import date, datetime
from itertools import islice, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.example.gebeurtenissen import Verloop, dossier_van, gebeurtenissen
from deploy.example.maak_regio import maak_regio
from deploy.example.regio import als_csv, uit_csv
from shared.contracts import ldos

DAGEN = st.dates(date(2019, 1, 1), date(2035, 12, 31))
SEEDS = st.integers(0, 2**31)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, swv=st.integers(1, 8), dag=DAGEN)
def test_events_of_any_world_are_valid_in_order_and_rise(seed: int, swv: int, dag: date) -> None:
    regio = maak_regio(swv, swv * 10, range(dag.year - 3, dag.year + 1), seed)
    versies: dict[str, int] = {}
    tijden = []
    for gebeurtenis in islice(gebeurtenissen(regio, dag, Verloop(seed, jaren=1)), 400):
        oordeel = ldos.check(gebeurtenis)
        assert isinstance(oordeel, ldos.Accepted), oordeel
        data = dossier_van(gebeurtenis)
        sleutel = f"{data['swv']}/{data['dossiernummer']}"
        assert oordeel.data.versie == versies.get(sleutel, 0) + 1
        versies[sleutel] = oordeel.data.versie
        tijden.append(datetime.fromisoformat(str(gebeurtenis["time"])))
    assert all(vorige <= volgende for vorige, volgende in pairwise(tijden))
    assert all(tijd.date() < dag for tijd in tijden)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, swv=st.integers(1, 20), per_swv=st.integers(8, 45))
def test_any_region_survives_its_own_file_format(seed: int, swv: int, per_swv: int) -> None:
    regio = maak_regio(swv, swv * per_swv, range(2018, 2027), seed)
    assert uit_csv(als_csv(regio).splitlines()).leden == regio.leden
    assert all(regio.leden_van(code, 2026) for code in regio.swvs)
