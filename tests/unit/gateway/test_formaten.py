"""A sheet is written beside the answers to others, not between them."""

import threading

import pytest

from services.gateway.dashboards.export import Blad
from services.gateway.routes.formaten import Vorm, antwoord_als


@pytest.mark.parametrize("vorm", ["csv", "csv-nl", "xlsx"])
async def test_a_table_is_made_outside_the_thread_that_answers(vorm: str) -> None:
    gezien = []

    def blad() -> Blad:
        gezien.append(threading.get_ident())
        return Blad(("naam",), (("=1+1",),))

    antwoord = await antwoord_als(Vorm(vorm), {}, {}, naam="alles", blad=blad)

    assert antwoord.headers["content-disposition"].startswith('attachment; filename="alles.')
    assert len(gezien) == 1
    assert gezien[0] != threading.get_ident()
