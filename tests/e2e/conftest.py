"""One running stack for all tests of this kind; each test registers sources and accounts of its own."""

from collections.abc import Iterator

import pytest

from tests.e2e.stapel import Stapel, draaiende_stapel


@pytest.fixture(scope="session")
def stapel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stapel]:
    with draaiende_stapel(tmp_path_factory.mktemp("stapel")) as een:
        yield een
