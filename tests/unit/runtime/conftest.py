"""What tests of the runtime share."""

import pytest

from shared.runtime.consume import pump as pump_module


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same steps of the pump, without the waiting."""
    monkeypatch.setattr(pump_module, "_PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(pump_module, "pauses", lambda: iter([0.001] * 1_000))
