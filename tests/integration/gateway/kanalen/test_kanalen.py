"""Every channel for every role: nothing outside the caller's view appears, nor changes anything that the caller gets.

Two proofs. Numbers with unique values are planted in units; no role meets one that is not its own, however written,
in whatever channel. And then the hidden numbers change: every answer that does not show them stays the same, byte for
byte, headers and ETag included. The tests stand in order: what is compared was asked before anything changed.
"""

import asyncio

import pytest

from services.gateway.handlers.stroom import Luisteraar, Omroep, berichten
from shared.contracts.wijzigingen import Wijziging
from tests.integration.gateway.kanalen.loket import Loket
from tests.integration.gateway.kanalen.wereld import GEPLANT, KLEIN, MAG, gevonden, vast, verander

LIMIET = ("niveau=bestuur&eenheid=99004", "niveau=school&eenheid=99AG00", "niveau=school&eenheid=99AH00")


@pytest.mark.parametrize("rol", MAG)
async def test_no_channel_shows_a_number_outside_the_view(loket: Loket, rol: str) -> None:
    antwoorden = await loket.voor(rol)
    mag = MAG[rol]

    for pad, antwoord in antwoorden.items():
        assert antwoord.status_code < 500, pad
        assert gevonden([antwoord]) <= mag, (pad, antwoord.status_code)
    assert gevonden(antwoorden.values()) == mag, "a test that finds nothing proves nothing"


@pytest.mark.parametrize("rol", ["school:99AB00", "bestuur:99001", "swv:PO9901", "platform:", ""])
async def test_what_is_hidden_and_what_is_not_there_answer_alike(loket: Loket, rol: str) -> None:
    """Texts of errors, headers too: a unit of others is a unit that nobody ever heard of."""
    for vorm in ("/v1/indicatoren/tlv-aanvragen/waarden?niveau=school&eenheid={}", "/v1/eenheden/school/{}",
                 "/v1/dashboards/verwijzingen?niveau=school&eenheid={}",
                 "/v1/grafieken/verwijzingen/aanvragen.svg?niveau=school&eenheid={}",
                 "/v1/indicatoren/tlv-aanvragen/vergelijking?niveau=school&eenheid={}&schooljaar=2025-2026",
                 "/v1/stroom?niveau=school&eenheid={}"):  # fmt: skip
        verborgen, verzonnen = [await loket.get(rol, vorm.format(school)) for school in ("99AE00", "98ZZ00")]
        assert (verborgen.status_code, verborgen.content, verborgen.headers) == (
            verzonnen.status_code, verzonnen.content, verzonnen.headers,
        )  # fmt: skip
        assert verborgen.status_code in (401, 404)


async def test_an_etag_of_somebody_else_opens_nothing(loket: Loket) -> None:
    ruim = await loket.voor("swv:PO9901")
    for rol in ("school:99AB00", "bestuur:99001"):
        eigen = await loket.voor(rol)
        for pad, antwoord in ruim.items():
            if (etag := antwoord.headers.get("etag")) and antwoord.content != eigen[pad].content:
                anders = await loket.get(rol, pad, **{"If-None-Match": etag})
                assert anders.status_code == eigen[pad].status_code != 304, pad


SOORTEN = {
    "gespreksrapport": ("school", tuple(GEPLANT)),
    "bestuursrapport": ("bestuur", ("99001", "99002", "99003")),
    "subregiorapport": ("subregio", ("PO9901-N", "PO9902-N")),
    "swv-rapport": ("swv", ("PO9901", "PO9902")),
}
VAN = {
    "99001": {507_919}, "99002": {506_101}, "99003": {104_729},
    "PO9901": MAG["swv:PO9901"], "PO9901-N": MAG["swv:PO9901"], "PO9902": MAG["swv:PO9902"],
    "PO9902-N": MAG["swv:PO9902"], "99AB00": {507_919}, "99AC00": {506_101}, "99AE00": {104_729}, "99AG00": {815_473},
    "99AH00": set(),
}  # fmt: skip
"""What may stand in a document about this unit, for its own reader: of a subregio that is its SWV."""


@pytest.mark.parametrize("rol", [rol for rol in MAG if rol])
async def test_a_document_holds_what_its_reader_may_see_and_who_asks_too(loket: Loket, rol: str) -> None:
    gemaakt = set()
    for soort, (niveau, codes) in SOORTEN.items():
        for code in codes:
            document = await loket.document(rol, soort=soort, niveau=niveau, eenheid=code)
            if document is not None:
                assert document.status_code == 200
                assert gevonden([document]) <= VAN[code] & MAG[rol], (soort, code)
                gemaakt |= gevonden([document])
    assert bool(gemaakt) is (rol != "platform:")


@pytest.mark.parametrize(
    ("rol", "eenheid"), [("swv:PO9901", "swv:PO9901"), ("swv:PO9902", "swv:PO9902"), ("bestuur:99001", "bestuur:99001")]
)
async def test_a_bundle_holds_documents_of_the_own_schools_only(loket: Loket, rol: str, eenheid: str) -> None:
    niveau, _, code = eenheid.partition(":")
    gevraagd = {"soort": "gespreksrapport", "niveau": "school", "alleVan": {"niveau": niveau, "eenheid": code}}
    bundel = await loket.document(rol, **gevraagd)
    assert bundel is not None
    assert gevonden([bundel]) == MAG[rol] & set(GEPLANT.values())
    for ander in MAG:
        if ander not in (rol, rol.replace("swv", "beheerder")):
            geweigerd = await loket.document(ander, **gevraagd) if ander and ander != "school:99AB00" else None
            assert geweigerd is None or gevonden([geweigerd]) <= MAG[ander]


async def test_hidden_numbers_change_and_nothing_else_does(loket: Loket) -> None:
    """Not one byte, status, header, ETag, order, count or length tells that something happened elsewhere."""
    for rollen, swv, school in ((("bestuur:99001", "swv:PO9901"), "PO9902", "99AE00"),
                                (("school:99AB00",), "PO9901", "99AC00")):  # fmt: skip
        voor = {rol: await loket.voor(rol) for rol in rollen}
        await verander(loket.admin_url, swv, {school: 3})
        try:
            na = {rol: await loket.alles(rol) for rol in rollen}
        finally:
            await verander(loket.admin_url, swv, {school: GEPLANT[school]})
        for rol in rollen:
            assert [pad for pad in voor[rol] if vast(voor[rol][pad]) != vast(na[rol][pad])] == [], rol


@pytest.mark.parametrize("rol", ["bestuur:99004", "school:99AH00"])
async def test_below_the_bound_of_the_swv_nothing_changes_either(loket: Loket, rol: str) -> None:
    """Settings as a way in: four dossiers move to a school that hides its number; its total, hidden parts and sum with
    the withheld school stay out of every channel, documents too."""
    await _ondergrens(loket, 20)
    try:
        voor = await loket.alles(rol, LIMIET)
        boven = await loket.document(rol, soort="gespreksrapport", niveau="school", eenheid=KLEIN)
        await verander(loket.admin_url, "PO9902", {KLEIN: 11, "99AG00": GEPLANT["99AG00"] - 4})
        na = await loket.alles(rol, LIMIET)
        anders = await loket.document(rol, soort="gespreksrapport", niveau="school", eenheid=KLEIN)
    finally:
        await verander(loket.admin_url, "PO9902", {school: GEPLANT[school] for school in (KLEIN, "99AG00")})
        await _ondergrens(loket, 0)
    assert [pad for pad in voor if vast(voor[pad]) != vast(na[pad])] == []
    assert gevonden(voor.values()) == ({815_480} if rol == "bestuur:99004" else set())
    assert boven is not None
    assert anders is not None
    assert vast(boven)[2] == vast(anders)[2]  # type: ignore[index]


async def _ondergrens(loket: Loket, aantal: int) -> None:
    kop = (await loket.koppen("beheerder:PO9902"))["token"]
    inhoud = {"doorlooptijd": {"dagen": 42, "vanaf": "ingediendOp"}, "behoefteVoor": [], "ondergrens": aantal}
    assert (await loket.client.put("/v1/instellingen/PO9902", json=inhoud, headers=kop)).status_code == 200


async def test_a_stream_says_nothing_at_the_moment_that_others_change() -> None:
    """No word and no heartbeat: only the clock decides when the next byte leaves."""
    omroep = Omroep()

    async def zelfde() -> int:
        return 1

    stroom = berichten(omroep, Luisteraar(frozenset({"PO9901"}), zelfde), hartslag=0.4)
    assert "verbonden" in await anext(stroom)
    volgende = asyncio.ensure_future(anext(stroom))
    for _ in range(5):
        await asyncio.sleep(0.05)
        omroep.meld(Wijziging(swvs=("PO9902",), schooljaren=(2025,), organisatie=False))
        assert not volgende.done()
    assert await asyncio.wait_for(volgende, 5) == ": hartslag\n\n"
    omroep.meld(Wijziging(swvs=("PO9901",), schooljaren=(2025,), organisatie=True))
    omroep.sluit()
    await stroom.aclose()  # type: ignore[attr-defined]
