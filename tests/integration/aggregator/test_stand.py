"""Cases and cells in the tables: corrections, removals, dead letters, the conservation law."""

import asyncpg
import pytest

from shared.contracts.eenheden import swv_getal
from shared.contracts.topics import DODE_LETTERS
from shared.runtime.consume import TP
from tests.bouwers import besloten, besluit, dossier, zaak
from tests.integration.aggregator.conftest import NU, ZAKEN, Proef, records

LETTERS = TP(DODE_LETTERS.naam, 0)


async def test_a_correction_leaves_no_trace_of_the_old_cell(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(zaak(1, 1, dossier(leerjaar=5))))
    await proef.verwerker.handle(ZAKEN, records(zaak(1, 2, dossier(leerjaar=6)), vanaf=1))

    assert len(await proef.cellen()) == 1


async def test_two_schools_and_back_again(proef: Proef) -> None:
    stappen = [dossier(vestiging="99AB00"), dossier(vestiging="99CD00"), None, dossier(vestiging="99AB00")]
    for versie, inhoud in enumerate(stappen, start=1):
        await proef.verwerker.handle(ZAKEN, records(zaak(1, versie, inhoud), vanaf=versie - 1))
        assert len(await proef.cellen()) == (0 if inhoud is None else 1)

    assert (await proef.telling())["geteld"] == 1


async def test_money_is_added_and_taken_off_to_the_cent(proef: Proef) -> None:
    def arrangement(cent: int) -> dict[str, object]:
        wat = {"type": "groep", "bedrag_cent": cent, "leerlingen": 3}
        return besloten(soort="arrangement", tlv=None, arrangement=wat, besluit=besluit(tlv=None, arrangement=wat))

    await proef.verwerker.handle(
        ZAKEN, records(zaak(1, 1, arrangement(1_000_001)), zaak(2, 1, arrangement(99)), zaak(1, 2, arrangement(50)))
    )
    assert await proef.oog.fetchval("SELECT sum(bedrag_cent) FROM stand.cel") == 149
    await proef.verwerker.handle(ZAKEN, records(zaak(2, 2, arrangement(1)), vanaf=3))
    assert await proef.oog.fetchval("SELECT sum(bedrag_cent) FROM stand.cel") == 51


async def test_poison_does_not_take_its_neighbours_along(proef: Proef) -> None:
    gif = [b"", b"{", b"null", b'{"zaak": "Jan"}', b"\xff\x00", b"[" * 100_000]

    await proef.verwerker.handle(ZAKEN, records(zaak(1, inhoud=dossier()), *gif, zaak(2, inhoud=dossier())))

    telling = await proef.telling()
    assert (telling["geteld"], telling["dood"]) == (2, len(gif))
    assert await proef.redenen() == [(positie, "onleesbaar") for positie in range(1, 1 + len(gif))]


async def test_a_conflict_is_a_dead_letter_and_the_first_one_holds(proef: Proef) -> None:
    eerste = dossier(leerjaar=5)
    await proef.verwerker.handle(ZAKEN, records(zaak(1, 1, eerste)))
    voor = await proef.cellen()

    await proef.verwerker.handle(ZAKEN, records(zaak(1, 1, dossier(leerjaar=6)), zaak(1, 1, eerste), vanaf=1))

    assert await proef.cellen() == voor
    assert await proef.redenen() == [(1, "conflict")]
    assert await proef.telling() == {
        "volgende": 3, "ontvangen": 3, "geteld": 1, "achterhaald": 0, "dubbel": 1, "dood": 1
    }  # fmt: skip


async def test_the_database_itself_refuses_a_broken_conservation_law(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(zaak(1, inhoud=dossier())))

    with pytest.raises(asyncpg.CheckViolationError, match="behoud"):
        await proef.oog.execute("UPDATE stand.partitie SET ontvangen = ontvangen + 1")


async def test_letters_of_other_services_are_kept_once(proef: Proef) -> None:
    letter = (
        b'{"dienst":"anonymiser","topic":"ldos.dossiers","partitie":2,"offset":7,"reden":"contract",'
        b'"tijd":"2026-11-22T08:00:00Z"}'
    )
    await proef.verwerker.handle(LETTERS, records(letter, letter, b"rommel", tp=LETTERS))

    assert await proef.redenen() == [(2, "onleesbaar"), (7, "contract")]
    assert (await proef.telling(LETTERS))["dood"] == 3


async def test_pages_are_told_whose_figures_changed(proef: Proef) -> None:
    await proef.verwerker.handle(ZAKEN, records(zaak(1, inhoud=dossier())))
    await proef.verwerker.handle(ZAKEN, records(zaak(1, inhoud=dossier()), vanaf=1))

    assert [(een.swvs, een.schooljaren) for een in proef.gemeld.alles] == [
        (frozenset({swv_getal("PO9901")}), frozenset({2025}))
    ]
    [rij] = await proef.oog.fetch("SELECT versie, bijgewerkt FROM stand.swv_versie")
    assert tuple(rij) == (1, NU)


async def test_counts_per_source_follow(proef: Proef) -> None:
    await proef.verwerker.handle(
        ZAKEN,
        records(zaak(1, inhoud=dossier()), zaak(2, inhoud=dossier(), bron=7), zaak(2, 1, dossier(leerjaar=1), bron=7)),
    )

    rijen = await proef.oog.fetch("SELECT bron, verwerkt, dood FROM stand.bron_teller ORDER BY bron")
    assert [tuple(rij) for rij in rijen] == [(1, 1, 0), (7, 1, 1)]
