"""Settings of an SWV: who may read and change them, what they do to figures at once, and the trace they leave."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import jsonschema
import pytest

from tests.bouwers import besloten, besluit
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

PAD = "/v1/instellingen/PO9901"
BEHEERDER = "beheerder:PO9901"
STANDAARD = {"doorlooptijd": {"dagen": 42, "vanaf": "ingediendOp"}, "behoefteVoor": []}
# A board and school that apply at two SWV's; days to the decision and, where known, to completeness.
LEDEN = (
    Lid("PO9901", "99AB00", "99001"),
    Lid("PO9902", "99AC00", "99001"),
    Lid("PO9902", "99AD00", "99002"),
)
DUREN = ((30, None), (50, 10), (50, 5), (90, None))


def _zaak(swv: str, school: str, dagen: int, compleet: int | None) -> tuple[str, dict[str, Any]]:
    inhoud = besloten(vestiging=school, dagen_tot_compleet=compleet, besluit=besluit(doorlooptijd_dagen=dagen))
    return swv, inhoud


@pytest.fixture
async def huis(database: Database) -> AsyncIterator[Huis]:
    """Two SWV's with the same four decisions each, and no settings."""
    zaken = [
        _zaak(swv, school, *duur) for swv, school in (("PO9901", "99AB00"), ("PO9902", "99AC00")) for duur in DUREN
    ]
    await Wereld(LEDEN, zaken).vul(database.url())
    async with open_huis(database.url("pos_gateway"), database.url()) as geopend:
        yield geopend


async def _zet(huis: Huis, inhoud: Any, *rechten: str, pad: str = PAD, headers: dict[str, str] | None = None) -> Any:
    token = await huis.token(*(rechten or (BEHEERDER,)))
    return await huis.client.put(pad, json=inhoud, headers={"Authorization": f"Bearer {token}", **(headers or {})})


async def _binnen(huis: Huis, vraag: str, *rechten: str) -> Any:
    antwoord = await huis.waarden("tlv-doorlooptijd", f"{vraag}&schooljaar=2025-2026", *rechten)
    totaal = antwoord["reeksen"][0]["perioden"][0]["totaal"]
    assert totaal["aantal"] in (4, 8)
    binnen = totaal["binnenTermijn"]
    return (binnen["teller"], binnen["noemer"]), antwoord.get("toelichting", "")


async def test_without_settings_the_default_holds(huis: Huis) -> None:
    inhoud = (await huis.get(PAD, BEHEERDER)).json()
    assert {naam: inhoud[naam] for naam in STANDAARD} == STANDAARD
    assert (inhoud["versie"], inhoud["gewijzigdOp"], inhoud["geschiedenis"]) == (0, None, [])
    assert await _binnen(huis, "niveau=swv&eenheid=PO9901", "swv:PO9901") == ((1, 4), "")


async def test_a_term_holds_at_once_for_its_own_swv_only(huis: Huis) -> None:
    pad = "/v1/indicatoren/tlv-doorlooptijd/waarden?niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    etag = (await huis.get(pad, "swv:PO9901")).headers["etag"]

    assert (await _zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 50, "vanaf": "ingediendOp"}})).status_code == 200

    assert (await huis.get(pad, "swv:PO9901", headers={"If-None-Match": etag})).status_code == 200
    getal, noot = await _binnen(huis, "niveau=swv&eenheid=PO9901", "swv:PO9901")
    assert (getal, noot) == ((3, 4), "Termijn van PO9901: 50 dagen vanaf ingediendOp.")
    assert await _binnen(huis, "niveau=swv&eenheid=PO9902", "swv:PO9902") == ((1, 4), "")
    # A board counts dossiers of both: each SWV its own term.
    assert (await _binnen(huis, "niveau=bestuur&eenheid=99001", "bestuur:99001"))[0] == (4, 8)


async def test_from_completeness_leaves_out_who_was_never_complete_and_says_so(huis: Huis) -> None:
    await _zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 42, "vanaf": "compleetOp"}})

    getal, noot = await _binnen(huis, "niveau=swv&eenheid=PO9901", "swv:PO9901")

    assert getal == (1, 2)
    assert "zonder datum van compleetheid tellen bij die termijn niet mee" in noot
    vergelijking = (await huis.get(
        "/v1/indicatoren/tlv-doorlooptijd/vergelijking?niveau=swv&eenheid=PO9901&schooljaar=2025-2026", "swv:PO9901"
    )).json()  # fmt: skip
    assert vergelijking["eigen"]["binnenTermijn"]["noemer"] == 2
    assert noot in vergelijking["toelichting"]


async def test_every_change_keeps_who_and_when(huis: Huis) -> None:
    await _zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 50}})
    await _zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 50}})
    inhoud = (await _zet(huis, {**STANDAARD, "behoefteVoor": ["school", "bestuur"]})).json()

    assert inhoud["behoefteVoor"] == ["bestuur", "school"]
    assert [(een["versie"], een["doorlooptijd"]["dagen"]) for een in inhoud["geschiedenis"]] == [(2, 42), (1, 50)]
    assert inhoud["gewijzigdOp"] == "2026-11-22T09:00:00Z"
    assert inhoud["gewijzigdDoor"].startswith("gebruiker-")
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"]["/instellingen/{swv}"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    jsonschema.validate(inhoud, {**schema, "components": document["components"]})


async def test_who_saw_something_older_changes_nothing(huis: Huis) -> None:
    oud = (await huis.get(PAD, BEHEERDER)).headers["etag"]
    nieuw = (await _zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 50}}, headers={"If-Match": oud})).headers["etag"]

    geweigerd = await _zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 60}}, headers={"If-Match": oud})

    assert (geweigerd.status_code, geweigerd.json()["code"]) == (412, "intussen_gewijzigd")
    goed = await _zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 60}}, headers={"If-Match": nieuw})
    assert goed.json()["versie"] == 2


async def test_two_at_the_same_moment_one_is_told(huis: Huis) -> None:
    await huis.token(BEHEERDER)
    antwoorden = await asyncio.gather(*(_zet(huis, {**STANDAARD, "doorlooptijd": {"dagen": 50 + n}}) for n in range(4)))

    gelukt = [een.json()["versie"] for een in antwoorden if een.status_code == 200]
    assert {een.status_code for een in antwoorden} <= {200, 412}
    assert (await huis.get(PAD, BEHEERDER)).json()["versie"] == max(gelukt)


@pytest.mark.parametrize(
    ("rechten", "lezen", "schrijven"),
    [
        ("beheerder:PO9901", 200, 200),
        ("swv:PO9901", 200, 403),
        ("beheerder:PO9902", 404, 404),
        ("bestuur:99001", 404, 404),
        ("school:99AB00", 404, 404),
        ("platform:", 404, 404),
    ],
)
async def test_only_the_own_beheerder_writes(huis: Huis, rechten: str, lezen: int, schrijven: int) -> None:
    assert (await huis.get(PAD, rechten)).status_code == lezen
    assert (await _zet(huis, STANDAARD, rechten)).status_code == schrijven
    assert (await huis.get(PAD)).status_code == 401


@pytest.mark.parametrize(
    "inhoud",
    [
        {},
        {**STANDAARD, "doorlooptijd": {"dagen": 0}},
        {**STANDAARD, "doorlooptijd": {"dagen": 367}},
        {**STANDAARD, "doorlooptijd": {"dagen": "42"}},
        {**STANDAARD, "doorlooptijd": {"dagen": 42, "vanaf": "besluitOp"}},
        {**STANDAARD, "behoefteVoor": ["swv"]},
        {**STANDAARD, "kleur": "rood"},
        {"doorlooptijd": {"dagen": 42}},
    ],
)
async def test_what_breaks_a_rule_is_refused(huis: Huis, inhoud: Any) -> None:
    antwoord = await _zet(huis, inhoud)
    assert antwoord.status_code == 400, antwoord.text
    assert antwoord.json()["fouten"]
    assert (await huis.get(PAD, BEHEERDER)).json()["versie"] == 0


async def test_needs_only_where_the_swv_gives_them(huis: Huis) -> None:
    async def splits(vraag: str, rechten: str) -> Any:
        return await huis.get(
            f"/v1/indicatoren/tlv-aanvragen/waarden?{vraag}&schooljaar=2025-2026&splitsing=behoefte", rechten
        )

    geweigerd = await splits("niveau=bestuur&eenheid=99001", "bestuur:99001")
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "niet_voor_deze_rol")
    await _zet(huis, {**STANDAARD, "behoefteVoor": ["bestuur"]})

    gegeven = await splits("niveau=bestuur&eenheid=99001", "bestuur:99001")

    # Of the eight dossiers of this board the other SWV, that gives nothing, decided four.
    assert gegeven.json()["reeksen"][0]["perioden"][0]["totaal"]["waarde"] == 4
    assert "Alleen dossiers van PO9901." in gegeven.json()["toelichting"]
    school = await splits("niveau=school&eenheid=99AB00", "bestuur:99001")
    assert school.json()["reeksen"][0]["perioden"][0]["totaal"]["waarde"] == 4
    for vraag, rechten in (
        ("niveau=school&eenheid=99AB00", "school:99AB00"),
        ("niveau=bestuur&eenheid=99001&binnen=PO9902", "bestuur:99001"),
        ("niveau=bestuur&eenheid=99001&toerekening=herkomst", "bestuur:99001"),
        ("niveau=swv&eenheid=PO9901", "bestuur:99001"),
    ):
        assert (await splits(vraag, rechten)).status_code == 403, vraag
    assert (await splits("niveau=school&eenheid=99AD00", "bestuur:99001")).status_code == 404


@pytest.mark.parametrize("onderdeel", ["", "/tlv-bedragen", "/vrijgave"])
async def test_who_has_the_version_that_holds_gets_304(huis: Huis, onderdeel: str) -> None:
    eerst = await huis.get(PAD + onderdeel, BEHEERDER)
    weer = await huis.get(PAD + onderdeel, BEHEERDER, headers={"If-None-Match": eerst.headers["etag"]})
    anders = await huis.get(PAD + onderdeel, BEHEERDER, headers={"If-None-Match": '"een-andere"'})
    assert (weer.status_code, weer.content, weer.headers["etag"]) == (304, b"", eerst.headers["etag"])
    assert (anders.status_code, anders.content) == (200, eerst.content)
