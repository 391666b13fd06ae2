"""Visits to the overview, and the units that a browser remembers."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi import Request, Response

from services.gateway.domain.bezoek import PAUZE, Verandering, veranderingen, volgend
from services.gateway.paginas.recent import HOOGSTENS, Recent, onthoud, recente
from services.gateway.paginas.vorig_bezoek import getallen

NU = datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_a_visit_goes_on_until_a_pause_and_the_next_is_set_beside_what_was_seen_last() -> None:
    eerste = volgend(None, 2026, NU, {"a": 1})
    assert (eerste.vorige_op, veranderingen(eerste)) == (None, [])
    zelfde = volgend(eerste, 2026, NU + PAUZE, {"a": 2})
    assert (zelfde.vorige_op, veranderingen(zelfde)) == (None, [])
    later = volgend(zelfde, 2026, NU + 3 * PAUZE, {"b": 9, "a": 5})
    assert (later.vorige_op, veranderingen(later)) == (NU + PAUZE, [Verandering("a", 2, 5)])
    nog = volgend(later, 2026, NU + 3 * PAUZE + timedelta(minutes=1), {"a": 2})
    assert (nog.vorige_op, veranderingen(nog)) == (NU + PAUZE, [])


def test_numbers_of_another_schooljaar_are_not_set_beside_these() -> None:
    oud = volgend(None, 2025, NU, {"a": 100})
    nieuw = volgend(oud, 2026, NU + timedelta(days=1), {"a": 1})
    assert (nieuw.vorige_op, veranderingen(nieuw)) == (NU, [])


def _cel(waarde: Any, tekst: str, status: str | None = None) -> dict[str, Any]:
    return {"waarde": waarde, "status": status, "tekst": tekst}


def test_only_counts_are_remembered() -> None:
    rijen = [
        ["TLV-aanvragen", _cel(1041, "1.041")],
        ["Begroot", _cel(12000, "€\u00a012.000")],
        ["Binnen de termijn", _cel(88, "88%")],
        ["Verborgen", _cel(None, "< 8", "c")],
        ["Grootste verandering: TLV-aanvragen", _cel(41, "41"), "5 meer"],
        ["Met woorden", "geen getal"],
    ]
    figuren = [{"vorm": "tabel", "tabel": {"rijen": [{"cellen": cellen} for cellen in rijen]}}]
    strook = {"vorm": "strook", "tabel": {"rijen": [{"cellen": ["ingediend", _cel(3, "3")]}]}}
    assert getallen({"figuren": [*figuren, strook]}) == {"TLV-aanvragen": 1041}


def _verzoek(koekje: str | None = None) -> Request:
    koppen = [(b"cookie", f"recent={koekje}".encode())] if koekje else []
    return Request({"type": "http", "headers": koppen, "scheme": "http", "server": ("x", 80), "path": "/"})


def _koekje(antwoord: Response) -> str:
    return antwoord.headers["set-cookie"].split(";")[0].partition("=")[2].strip('"')


def test_the_last_units_come_first_and_each_once() -> None:
    koekje = None
    for code in ("99001", "99002", "99001", "99003", "99004", "99005", "99006", "99007"):
        antwoord = Response()
        onthoud(_verzoek(koekje), antwoord, {"niveau": "bestuur", "eenheid": code, "naam": f"Bestuur é {code}"})
        koekje = _koekje(antwoord)
        assert "httponly" in antwoord.headers["set-cookie"].lower()
    codes = [een.code for een in recente(_verzoek(koekje))]
    assert codes == ["99007", "99006", "99005", "99004", "99003", "99001"]
    assert len(codes) == HOOGSTENS
    zelfde = Response()
    onthoud(_verzoek(koekje), zelfde, {"niveau": "bestuur", "eenheid": "99007", "naam": "Bestuur é 99007"})
    assert "set-cookie" not in zelfde.headers


@pytest.mark.parametrize(
    "ruw",
    [
        "geen base64!", json.dumps({"a": 1}), json.dumps([["school", "99AI00"]]), json.dumps([["land", "NL", "x"]]),
        json.dumps([["school", "../../x", "x"]]), json.dumps([["school", "99AI00", "x" * 101]]),
        json.dumps([[1, 2, 3]]),
    ],
)  # fmt: skip
def test_whatever_else_stands_in_the_cookie_is_nothing(ruw: str) -> None:
    koekje = ruw if ruw.startswith("geen") else urlsafe_b64encode(ruw.encode()).decode()
    assert recente(_verzoek(koekje)) == []
    goed = urlsafe_b64encode(json.dumps([["school", "99AI00", "De <b>"]]).encode()).decode()
    assert recente(_verzoek(goed)) == [Recent("school", "99AI00", "De <b>")]
