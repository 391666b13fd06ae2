"""Where a name stands in a chart: past the open mark that would be under it, and short enough for a phone."""

from services.gateway.dashboards.figuren import prognose, zinnen
from services.gateway.dashboards.figuren.series import lijnen
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.verwijzingen import percentage
from shared.contracts.indicatoren import INDICATOREN
from tests.unit.gateway.figuren import bouw

KEUZE = Keuze("swv", "PO9901", 2026, 2026)


def _plek(lopend: float) -> tuple[str, float]:
    """Year and height of the name of a line that was 14 last year and is this now."""
    serie = bouw.serie("naar elders", j2024=Waarde(13), j2025=Waarde(14), j2026=Waarde(lopend, "p"))
    spec = lijnen("Proef", [serie], KEUZE)
    assert spec is not None
    (rij,) = [rij for rij in spec["data"]["values"] if "naam" in rij]
    return rij["jaar"], rij["hoogte"]


def test_a_name_stands_past_an_open_mark_beside_the_line() -> None:
    assert _plek(14) == ("2026-27", 14)
    assert _plek(3) == ("2025-26", 14)


def test_the_axis_of_estimates_is_short() -> None:
    rijen = [("2025-2026", Waarde(69)), ("2026-2027 tot nu toe", Waarde(8)),
             ("2026-2027, zoals in eerdere jaren", Waarde(52))]  # fmt: skip
    namen = [rij["naam"] for rij in prognose._rijen(rijen, 1)]
    assert namen == ["2025-26", "2026-27 tot nu toe", "zoals in eerdere jaren"]


def test_without_a_national_percentage_it_says_where_else_to_look() -> None:
    eigen = bouw.serie("deze eenheid", j2025=Waarde(1.2))
    verborgen = bouw.serie("alle aangesloten SWV’s", j2025=Waarde(None, "c", "niet vrijgegeven"))
    bekend = bouw.serie("alle aangesloten SWV’s", j2025=Waarde(1.1))
    assert "staat bij Deelname en stromen" in percentage.noten([eigen, verborgen])[-1]
    assert len(percentage.noten([eigen, bekend])) == 1


def test_what_is_counted_on_one_day_does_not_grow_in_a_schooljaar() -> None:
    op_een_dag = {code for code, een in INDICATOREN.items() if not een.telt_op}
    assert op_een_dag >= {"leerlingen", "thuiszitters", "tlv-lopend", "deelname-so", "grensverkeer-uit"}
    assert not op_een_dag & {"tlv-aanvragen", "tlv-toegekend", "arrangement-bedrag", "verwijzingspercentage"}


def test_categories_that_are_all_hidden_are_said_once() -> None:
    verborgen = Waarde(None, "c", "niet vrijgegeven")
    assert zinnen.soorten(verborgen, verborgen, verborgen, KEUZE) == (
        "In 2026-2027: laag, midden en hoog niet vrijgegeven."
    )
    assert zinnen.soorten(Waarde(10), verborgen, verborgen, KEUZE) == (
        "In 2026-2027: laag 10, midden niet vrijgegeven, hoog niet vrijgegeven."
    )
