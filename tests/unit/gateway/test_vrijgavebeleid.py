"""What an SWV may choose about releases: the rules as a table."""

from dataclasses import replace
from typing import Any

import pytest

from services.gateway.domain.vrijgavebeleid import Vrijgavebeleid

GEWOON = Vrijgavebeleid(8, 5, 5, 3, 10, tuple(range(1, 13)), (1, 4, 7, 10))


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({}, set()),
        ({"drempel": 5}, set()),
        ({"drempel": 4, "afronding": 4}, {"drempel"}),
        ({"drempel": 101}, {"drempel"}),
        ({"afronding": 3}, set()),
        ({"afronding": 2}, {"afronding"}),
        ({"afronding": 8}, set()),
        ({"afronding": 9}, {"afronding"}),
        ({"veranderd": 2}, {"veranderd"}),
        ({"scholen": 2}, {"scholen"}),
        ({"duren": 4}, {"duren"}),
        ({"maanden_groot": ()}, {"maanden_groot"}),
        ({"maanden_klein": (1, 13)}, {"maanden_klein"}),
        ({"maanden_klein": (1, 1)}, {"maanden_klein"}),
        ({"drempel": 0, "scholen": -1}, {"drempel", "scholen", "afronding"}),
    ],
)
def test_which_rule_is_broken(anders: dict[str, Any], fout: set[str]) -> None:
    assert set(replace(GEWOON, **anders).fouten()) == fout
