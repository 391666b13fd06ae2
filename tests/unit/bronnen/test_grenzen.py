"""Limits: large files, years that cannot be, `<5` and minus signs where they do not belong; and names of sources."""

import tracemalloc
from datetime import date

import pytest

from services.gateway.dashboards.figuren.maatwerk import Herkomst, herkomst
from services.gateway.dashboards.kader import Gegevens
from services.gateway.dashboards.poorten import Vraag
from services.ingest.leveringen_bestand import lees_bestand
from shared.contracts.bronnen.duo_leerlingen import MAX_JAREN
from shared.contracts.bronnen.fouten import OngeldigBestandError
from shared.contracts.bronnen.namen import BRONNAMEN, bronnaam
from shared.contracts.bronnen.soorten import DUO_LEERLINGEN, SOORTEN
from tests.duo import tabel

HIST = ["VESTIGING", "SOORT_PO", "LEERLINGEN_2025"]
SWV = ["swv", "teldatum", "schoolsoort", "categorie", "leerlingen", "vestiging_swv"]
GELD = ["swv", "bestuur", "vestiging", "periode", "categorie", "begroot", "besteed"]
STROOM = ["swv", "schooljaar", "van", "naar", "aantal"]
KOPPEN = {"duo-leerlingen": HIST, "duo-swv": SWV, "financien": GELD, "stromen": STROOM}
GOED = {
    "duo-leerlingen": ["99AB00", "BO", "5"],
    "duo-swv": ["PO9901", "2025-10-01", "so", "laag", "5", "PO9902"],
    "financien": ["PO9901", "", "", "2025", "overig", "5", "5"],
    "stromen": ["PO9901", "2024-2025", "sbo", "bao", "5"],
}


def afgekeurd(soort: str, inhoud: bytes) -> OngeldigBestandError:
    with pytest.raises(OngeldigBestandError) as fout:
        lees_bestand(SOORTEN[soort], inhoud)
    return fout.value


def _met(soort: str, kolom: str, cel: str) -> bytes:
    kop, goed = KOPPEN[soort], GOED[soort]
    return tabel(kop, [cel if naam == kolom else was for naam, was in zip(kop, goed, strict=True)])


def _piek(scholen: int) -> tuple[int, int]:
    """(bytes of a file with long names and thirty years, the most that was held while reading it)."""
    jaren = [f"LEERLINGEN_{jaar}" for jaar in range(1996, 2026)]
    regels = [
        [f"{nummer // 2600:02}{chr(65 + nummer // 100 % 26)}A{nummer % 100:02}", "BO", "x" * 1900, *["<5", "123"] * 15]
        for nummer in range(scholen)
    ]
    inhoud = tabel(["VESTIGING", "SOORT_PO", "NAAM_VESTIGING", *jaren], *regels)
    tracemalloc.start()
    try:
        assert len(lees_bestand(DUO_LEERLINGEN, inhoud).rijen) == scholen
        return len(inhoud), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_reading_takes_no_more_memory_than_a_few_times_the_file() -> None:
    klein, groot = _piek(300), _piek(1_200)

    extra = (groot[1] - klein[1]) / (groot[0] - klein[0])
    assert groot[0] > 2_000_000
    assert extra < 5


@pytest.mark.parametrize("jaar", [1899, 2101])
def test_a_year_that_cannot_be_is_told(jaar: int) -> None:
    fout = afgekeurd("duo-leerlingen", tabel([*HIST, f"LEERLINGEN_{jaar}"], [*GOED["duo-leerlingen"], "1"]))

    assert "jaartal dat niet kan: van 1900 tot en met 2100 mag" in fout.fouten[0].melding


def test_more_years_than_there_can_be_are_refused() -> None:
    jaren = [f"LEERLINGEN_{jaar}" for jaar in range(1950, 1950 + MAX_JAREN + 1)]
    inhoud = tabel([*HIST[:2], *jaren], ["99AB00", "BO", *["1"] * len(jaren)])
    minder = tabel([*HIST[:2], *jaren[:-1]], ["99AB00", "BO", *["1"] * MAX_JAREN])

    assert "meer dan 100 kolommen" in afgekeurd("duo-leerlingen", inhoud).fouten[0].melding
    assert len(lees_bestand(DUO_LEERLINGEN, minder).rijen[0].aantallen) == MAX_JAREN


@pytest.mark.parametrize(("soort", "kolom"), [
    ("duo-leerlingen", "LEERLINGEN_2025"), ("duo-swv", "leerlingen"), ("stromen", "aantal"),
])  # fmt: skip
@pytest.mark.parametrize("cel", ["-1", "-0", "−3", "<-5", "<4", "<10", "5<", ">5", "<5*", "5-", "1e3", "٣", "1.000"])
def test_only_whole_numbers_and_the_one_interval_count_pupils(soort: str, kolom: str, cel: str) -> None:
    [fout] = afgekeurd(soort, _met(soort, kolom, cel)).fouten

    assert (fout.rij, fout.kolom.casefold()) == (2, kolom.casefold())
    assert cel not in fout.melding


@pytest.mark.parametrize(("soort", "kolom"), [
    ("duo-leerlingen", "VESTIGING"), ("duo-leerlingen", "SOORT_PO"), ("duo-swv", "swv"), ("duo-swv", "teldatum"),
    ("duo-swv", "vestiging_swv"), ("stromen", "schooljaar"), ("stromen", "van"), ("financien", "begroot"),
    ("financien", "periode"),
])  # fmt: skip
@pytest.mark.parametrize("cel", ["<5", "-1x"])
def test_an_interval_or_a_sign_elsewhere_is_refused(soort: str, kolom: str, cel: str) -> None:
    [fout] = afgekeurd(soort, _met(soort, kolom, cel)).fouten

    assert fout.rij == 2


def test_every_source_has_a_name_for_people() -> None:
    assert set(BRONNAMEN) == set(SOORTEN)
    for soort in (*SOORTEN, "swv_telling"):
        assert bronnaam(soort) != soort
        assert "_" not in bronnaam(soort)
    assert bronnaam("stromen", hoofd=True) == "Leerlingstromen van het samenwerkingsverband"


class _Antwoorden:
    def ruw(self, vraag: Vraag) -> dict[str, object]:
        return {"bronnen": [{"soort": vraag.code, "standPer": "2025-10-01", "status": None}]}


def test_a_dashboard_names_its_sources_in_dutch() -> None:
    gegevens: Gegevens = _Antwoorden()  # type: ignore[assignment]
    vragen = [Vraag("waarden", soort) for soort in ("duo-swv", "duo-leerlingen", "duo-swv")]

    assert herkomst(gegevens, vragen) == Herkomst(
        date(2025, 10, 1), "DUO, bekostigde leerlingen per samenwerkingsverband en DUO, leerlingen per school"
    )
