"""The one form of a decision number, for LDOS and for DUO."""

import pytest

from shared.contracts.beschikkingsnummer import normaliseer


@pytest.mark.parametrize(
    ("nummer", "expected"),
    [
        ("PO9901-TLV-2025-0042", "TLV20250042"),
        ("po9901 tlv.2025.0042", "TLV20250042"),
        ("P.O.9901/TLV/2025/0042", "TLV20250042"),
        ("TLV-2025-0042", "TLV20250042"),
        ("ｔｌｖ－２０２５－００４２", "TLV20250042"),
        ("Ⅳ-7", "IV7"),
        ("straße 5", "STRASSE5"),
        ("PO9901PO9901-1", "PO99011"),
        ("PO9902-TLV-1", "PO9902TLV1"),
        ("VO2025001", "VO2025001"),
        ("PO9901", "PO9901"),
        ("—", ""),
        ("Ωβ", ""),
    ],
)
def test_form(nummer: str, expected: str) -> None:
    assert normaliseer(nummer, "PO9901") == expected
