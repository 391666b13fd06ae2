"""What a delivery holds for, in words."""

import pytest

from services.gateway.paginas.leveringen.beeld import kort


@pytest.mark.parametrize(
    ("namen", "zin"),
    [
        ([], ""),
        (["PO9901"], "PO9901"),
        ([f"PO99{n:02}" for n in range(1, 6)], "PO9901 tot en met PO9905"),
        (["2025-2026"], "2025-2026"),
        (["PO9901 boekjaar 2013"], "PO9901 boekjaar 2013"),
        ([f"PO9901 {n}-{n + 1}" for n in range(2018, 2027)], "PO9901: 2018-2019 tot en met 2026-2027"),
        ([f"PO9901 {n}-{n + 1}" for n in (2025, 2018, 2020, 2019)], "PO9901: 2018-2019 tot en met 2025-2026 (4)"),
        (["PO9901 2026-02-01", "PO9901 2025-10-01"], "PO9901: 1 oktober 2025, 1 februari 2026"),
        (
            [f"PO9901 {n}-10-01" for n in (2025, 2018, 2022, 2020)],
            "PO9901: 1 oktober 2018 tot en met 1 oktober 2025 (4)",
        ),
        (["PO9901 2025-10-01", "PO9901 2026-02-01"], "PO9901: 1 oktober 2025, 1 februari 2026"),
        (["deelname-sbo 2024-2025", "deelname-so 2024-2025"], "deelname-sbo 2024-2025; deelname-so 2024-2025"),
        ([f"cijfer-{n} 2025" for n in range(7)], "; ".join(f"cijfer-{n} 2025" for n in range(4)) + "; en nog 3"),
    ],
)
def test_periods_are_named_once_per_subject(namen: list[str], zin: str) -> None:
    assert kort(namen) == zin
