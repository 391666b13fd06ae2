"""The events that most tests change one thing of."""

import copy

import pytest

from tests.gebeurtenissen import Event, example
from tests.unit.anonymiser.given import FixedKeys


@pytest.fixture
def keys() -> FixedKeys:
    return FixedKeys()


@pytest.fixture
def aanvraag() -> Event:
    """An application that was just handed in."""
    return example("aanvraag-ingediend")


@pytest.fixture
def besluit() -> Event:
    """A granted TLV."""
    return example("beschikking-afgegeven")


@pytest.fixture
def arrangement(besluit: Event) -> Event:
    """A granted arrangement: asked 1250.5 euro for 12 pupils."""
    event = copy.deepcopy(besluit)
    data = event["data"]
    data["soort"] = "arrangement"
    asked = {"type": "groep", "bedrag": "1250.5", "leerlingen": 12}
    for block, content in ((data["aanvraag"], asked), (data["beschikking"], asked | {"bedrag": "999999999.99"})):
        block.pop("tlv")
        block["arrangement"] = content
    return event
