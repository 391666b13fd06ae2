"""The lower bound of an SWV over HTTP: what its boards and schools still see, and that the SWV itself loses nothing."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from shared.contracts.eenheden import vestiging_getal
from tests.bouwers import besloten, besluit
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

BEHEERDER, SWV, BESTUUR = "beheerder:PO9901", "swv:PO9901", "bestuur:99001"
JAAR = "schooljaar=2025-2026"
LEDEN = (
    Lid("PO9901", "99AB00", "99001"),
    Lid("PO9901", "99AC00", "99001"),
    Lid("PO9901", "99AD00", "99001"),
    Lid("PO9901", "99AE00", "99002"),
    Lid("PO9902", "99AE00", "99002"),
    Lid("PO9902", "99AF00", "99003"),
)
# Per school: granted so-midden, granted sbo, refused.
AANTALLEN = {"99AB00": (9, 6, 0), "99AC00": (3, 0, 0), "99AD00": (8, 5, 2), "99AE00": (6, 0, 0), "99AF00": (2, 0, 0)}
WEG = {"waarde": None, "status": "c", "tekst": "niet vrijgegeven"}
ONDER = {"waarde": None, "status": "c", "tekst": "< 5"}


def _zaken(school: str, swv: str) -> list[tuple[str, dict[str, Any]]]:
    midden, sbo, nee = AANTALLEN[school]
    soort = {"schoolsoort": "sbo", "categorie": None}
    return [
        *[(swv, besloten(vestiging=school))] * midden,
        *[(swv, besloten(vestiging=school, tlv=soort, besluit=besluit(tlv=soort)))] * sbo,
        *[(swv, besloten(vestiging=school, besluit=besluit(uitkomst="afgewezen", tlv=None, geldigheid=None)))] * nee,
    ]


@pytest.fixture
async def huis(database: Database) -> AsyncIterator[Huis]:
    """Two SWV's; PO9901 keeps numbers under 5 from its boards and schools."""
    zaken = [zaak for lid in LEDEN[:4] for zaak in _zaken(lid.vestiging, "PO9901")] + _zaken("99AF00", "PO9902")
    zaken += [("PO9902", besloten(vestiging="99AE00"))] * 7
    await Wereld(LEDEN, zaken).vul(database.url())
    async with open_huis(database.url("pos_gateway"), database.url()) as geopend:
        await zet(geopend, 5)
        yield geopend


async def zet(huis: Huis, ondergrens: int) -> Any:
    """As the beheerder does."""
    inhoud = {"doorlooptijd": {"dagen": 42, "vanaf": "ingediendOp"}, "behoefteVoor": [], "ondergrens": ondergrens}
    kop = {"Authorization": f"Bearer {await huis.token(BEHEERDER)}"}
    return await huis.client.put("/v1/instellingen/PO9901", json=inhoud, headers=kop)


async def _totalen(huis: Huis, vraag: str, *rechten: str, code: str = "tlv-aanvragen") -> list[Any]:
    antwoord = await huis.waarden(code, f"{vraag}&{JAAR}", *rechten)
    return [reeks["perioden"][0]["totaal"] for reeks in antwoord["reeksen"]]


SCHOLEN = "niveau=school&eenheid=99AB00&eenheid=99AC00&eenheid=99AD00"


async def test_the_board_sees_no_small_number_and_cannot_subtract_to_it(huis: Huis) -> None:
    # 15, 3 and 15 of 33: the small one alone would be 33 - 15 - 15.
    assert await _totalen(huis, SCHOLEN, BESTUUR) == [WEG, ONDER, {"waarde": 15, "status": None}]
    assert await _totalen(huis, "niveau=bestuur&eenheid=99001", BESTUUR) == [{"waarde": 33, "status": None}]
    antwoord = await huis.waarden("tlv-aanvragen", f"niveau=bestuur&eenheid=99001&{JAAR}", BESTUUR)
    assert "geen aantallen onder 5" in antwoord["toelichting"]
    # One school at a time is the same answer: the view does not hang on how one asks.
    assert await _totalen(huis, "niveau=school&eenheid=99AC00", BESTUUR) == [ONDER]
    assert await _totalen(huis, "niveau=school&eenheid=99AB00", BESTUUR) == [WEG]


async def test_a_school_sees_itself_whatever_its_neighbours_have(huis: Huis) -> None:
    assert await _totalen(huis, "niveau=school&eenheid=99AB00", "school:99AB00") == [{"waarde": 15, "status": None}]
    assert await _totalen(huis, "niveau=school&eenheid=99AC00", "school:99AC00") == [ONDER]


async def test_the_swv_and_other_swvs_lose_nothing(huis: Huis) -> None:
    for rechten in (SWV, BEHEERDER):
        assert [een["waarde"] for een in await _totalen(huis, SCHOLEN, rechten)] == [15, 3, 15]
    assert await _totalen(huis, "niveau=school&eenheid=99AF00", "school:99AF00") == [{"waarde": 2, "status": None}]


async def _rijen(huis: Huis, code: str, vraag: str, *rechten: str) -> list[Any]:
    antwoord = await huis.waarden(code, f"{vraag}&{JAAR}", *rechten)
    rijen: list[Any] = antwoord["reeksen"][0]["perioden"][0]["rijen"]
    return rijen


async def test_a_split_is_shown_as_a_whole_or_not_at_all(huis: Huis) -> None:
    eigen = "niveau=school&eenheid=99AB00"
    gezien = await _rijen(huis, "tlv-toegekend", f"{eigen}&splitsing=schoolsoort", "school:99AB00")
    assert [(rij["splitsing"]["schoolsoort"], rij["waarde"]) for rij in gezien] == [("sbo", 6), ("so", 9)]
    # 8, 5 granted and 2 refused: by outcome a row is small; the rows then say nothing, not even which there are.
    weg = await _rijen(huis, "tlv-aanvragen", "niveau=school&eenheid=99AD00&splitsing=leerjaar", "school:99AD00")
    assert len({str(rij["splitsing"]) for rij in weg}) == 1 or all(rij.items() >= WEG.items() for rij in weg)
    for splitsing in ("status", "schoolsoort,leerjaar"):
        rijen = await _rijen(huis, "tlv-aanvragen", f"{eigen}&splitsing={splitsing}", "school:99AB00")
        assert rijen, splitsing
        assert all(rij.items() >= WEG.items() for rij in rijen), splitsing


async def test_filters_parts_of_a_year_and_sums_give_no_way_around(huis: Huis) -> None:
    eigen, wie = "niveau=school&eenheid=99AD00", "school:99AD00"
    assert await _totalen(huis, f"{eigen}&filter.schoolsoort=sbo", wie) == [WEG]
    # 13 granted and 2 refused: all that was decided, 15, would tell the 2.
    assert await _totalen(huis, eigen, wie, code="tlv-toegekend") == [{"waarde": 13, "status": None}]
    assert await _totalen(huis, eigen, wie, code="tlv-afgewezen") == [ONDER]
    assert await _totalen(huis, eigen, wie, code="tlv-doorlooptijd") == [WEG]
    pad = f"/v1/indicatoren/tlv-aanvragen/vergelijking?{eigen}&{JAAR}"
    antwoord = (await huis.get(pad, wie)).json()
    assert antwoord["eigen"] == {"waarde": 15, "status": None}
    assert antwoord["meiTotEnMetJuli"].items() >= WEG.items()
    assert antwoord["twaalfMaanden"]["nu"] == antwoord["twaalfMaanden"]["vorige"] == WEG


async def test_where_two_swvs_count_none_is_told_apart(huis: Huis) -> None:
    eigen, wie = "niveau=school&eenheid=99AE00", "school:99AE00"
    assert await _totalen(huis, eigen, wie) == [{"waarde": 13, "status": None}]
    for swv in ("PO9901", "PO9902"):
        assert await _totalen(huis, f"{eigen}&binnen={swv}", wie) == [WEG]
    # Who is of the other SWV too knows that part exactly; so the whole is withheld.
    beide = (wie, "swv:PO9902")
    assert await _totalen(huis, f"{eigen}&binnen=PO9902", *beide) == [{"waarde": 7, "status": None}]
    assert await _totalen(huis, eigen, *beide) == [WEG]


async def test_what_is_hidden_changes_and_the_answer_does_not(huis: Huis) -> None:
    paden = [f"/v1/indicatoren/tlv-aanvragen/{soort}?niveau=school&eenheid=99AC00&{JAAR}"
             for soort in ("waarden", "vergelijking")]  # fmt: skip
    voor = [await huis.get(pad, "school:99AC00") for pad in paden]
    verbinding = await asyncpg.connect(huis.admin_url)
    await verbinding.execute("UPDATE stand.cel SET aantal = 4 WHERE vestiging = $1", _getal("99AC00"))
    await verbinding.execute(
        "UPDATE stand.plaats_versie SET versie = versie + 1 WHERE vestiging = $1", _getal("99AC00")
    )
    await verbinding.close()
    na = [await huis.get(pad, "school:99AC00") for pad in paden]
    assert [(een.content, een.headers) for een in voor] == [(een.content, een.headers) for een in na]
    gezien = await huis.get(paden[0], "school:99AC00", headers={"If-None-Match": voor[0].headers["etag"]})
    assert gezien.status_code == 304


def _getal(school: str) -> int:
    return vestiging_getal(school)


@pytest.mark.parametrize("ondergrens", [-1, 1, 2, 21, "5"])
async def test_a_bound_that_protects_nobody_is_refused(huis: Huis, ondergrens: Any) -> None:
    antwoord = await zet(huis, ondergrens)
    assert (antwoord.status_code, antwoord.json()["fouten"][0]["veld"]) == (400, "bericht.ondergrens")


async def test_taken_away_all_is_there_again(huis: Huis) -> None:
    assert (await zet(huis, 0)).status_code == 200
    assert [een["waarde"] for een in await _totalen(huis, SCHOLEN, BESTUUR)] == [15, 3, 15]
