"""The second step: the numbers of RFC 6238 (appendix B, SHA-1), and that a code is good for a moment, and once."""

from datetime import UTC, datetime

import pytest

from services.gateway.domain import totp

GEHEIM = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconden", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_of_the_standard(seconden: int, code: str) -> None:
    nu = datetime.fromtimestamp(seconden, UTC)
    assert totp.code_van(GEHEIM, seconden // 30) == code
    assert totp.stap_van(GEHEIM, f"{code[:3]} {code[3:]}", nu, 0) == seconden // 30


def test_a_code_is_good_around_its_moment_and_once() -> None:
    stap = 1234567890 // 30
    code = totp.code_van(GEHEIM, stap)

    def op(anders: int, na: int = 0) -> int | None:
        return totp.stap_van(GEHEIM, code, datetime.fromtimestamp((stap + anders) * 30, UTC), na)

    assert [op(anders) for anders in (-2, -1, 0, 1, 2)] == [None, stap, stap, stap, None]
    assert op(0, na=stap) is None
    assert op(0, na=stap - 1) == stap


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "٠٠٥٩٢٤", "-05924", "000000"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert totp.stap_van(GEHEIM, code, datetime.fromtimestamp(1234567890, UTC), 0) is None


def test_the_secret_can_be_typed_over() -> None:
    geheim = totp.nieuw_geheim()
    assert totp.lees_geheim(totp.als_tekst(geheim)) == geheim
    assert totp.lees_geheim("geen geheim!") is None
    assert totp.lees_geheim("AAAA") is None
    assert totp.adres(GEHEIM, "a b").startswith(
        "otpauth://totp/Perspectief%20op%20School:a%20b?secret=GEZDGNBVGY3TQOJQ"
    )
