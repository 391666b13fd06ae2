"""Every figure from the open sources against open-cijfers.md (rekentabel), which was computed by hand."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import asyncpg
import pytest

from services.gateway.routes.doelen import Doelen
from services.gateway.routes.modellen import Waarden
from shared.contracts.indicatoren import OVERIG
from shared.contracts.indicatoren.lijstverhoudingen import LIJSTVERHOUDINGEN
from shared.contracts.indicatoren.profielen import PROFIELEN
from tests.bouwers import besloten, besluit
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.opendata import vul_open
from tests.integration.gateway.wereld import Lid, Wereld
from tests.integration.rekentabel.lezen import tabellen
from tests.stack import Database

BLAD = tabellen("open-cijfers.md")
OPEN = ("leerlingen", "vo_swv", "swv_telling", "stroom", "middelen", "doel")


def _leden() -> list[Lid]:
    return [
        Lid(
            rij["swv"],
            rij["vestiging"],
            rij["bestuur"],
            rij["subregio"] or None,
            int(rij["van"]),
            9999,
            rij["schoolsoort"],
        )
        for rij in BLAD["leden"]
    ]


def _zaken() -> list[tuple[str, dict[str, Any]]]:
    zaken: list[tuple[str, dict[str, Any]]] = []
    for rij in BLAD["tlv"]:
        tlv = {"schoolsoort": rij["schoolsoort"], "categorie": None if rij["schoolsoort"] == "sbo" else "laag"}
        dossier = besloten(
            vestiging=rij["vestiging"],
            vestiging_herkomst=rij["vestigingHerkomst"] or None,
            herkomst=rij["herkomst"],
            herindicatie=rij["herindicatie"] == "ja",
            tlv=tlv,
            besluit=besluit(tlv=tlv),
        )
        zaken += [(rij["swv"], dossier)] * int(rij["aantal"])
    return zaken


async def _vul(url: str) -> None:
    await Wereld(_leden(), _zaken()).vul(url)
    verbinding = await asyncpg.connect(url)
    try:
        await vul_open(verbinding, {naam: BLAD[naam] for naam in OPEN})
    finally:
        await verbinding.close()


@pytest.fixture(scope="module")
def voorbeelden(module_database: Database) -> Database:
    """The tables of the page."""
    asyncio.run(_vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(voorbeelden: Database) -> AsyncIterator[Huis]:
    """The gateway over them."""
    async with open_huis(voorbeelden.url("pos_gateway"), voorbeelden.url()) as geopend:
        yield geopend


def _grens(waarde: float | str) -> str:
    return f"{float(waarde):.2f}".replace(".", ",")


def _deel(deel: Any) -> str:
    return f"{deel['laag']}–{deel['hoog']}" if isinstance(deel, dict) else str(deel)


def als_tekst(waarde: Mapping[str, Any]) -> str:
    """A value in the notation of the page."""
    stand = waarde["status"]
    if stand in ("c", "x", "z"):
        assert waarde["waarde"] is None
        return str(stand)
    grenzen = [waarde["laag"], waarde["hoog"]] if waarde["waarde"] is None else [waarde["waarde"]]
    if "teller" in waarde:
        tekst = f"{_deel(waarde['teller'])}/{_deel(waarde['noemer'])} = {'–'.join(map(_grens, grenzen))}"
    else:
        tekst = "–".join(map(str, grenzen))
    return f"{tekst} (p)" if stand == "p" else tekst


def _periode(periode: Mapping[str, Any]) -> str:
    rijen = [f"{','.join(map(str, rij['splitsing'].values()))}={als_tekst(rij)}" for rij in periode["rijen"]]
    return "; ".join([als_tekst(periode["totaal"]), *([", ".join(rijen)] if rijen else [])])


@pytest.mark.parametrize("rij", BLAD["uitkomsten"], ids=lambda rij: f"{rij['indicator']} {rij['vraag']} {rij['wie']}")
async def test_example(huis: Huis, rij: dict[str, str]) -> None:
    antwoord = await huis.waarden(rij["indicator"], rij["vraag"], rij["wie"])

    Waarden.model_validate(antwoord)
    assert " / ".join(_periode(een) for een in antwoord["reeksen"][0]["perioden"]) == rij["uitkomst"], antwoord


def _streepje(waarde: object) -> str:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return "–" if waarde is None else _grens(float(str(waarde)))


def _punt(punt: Mapping[str, Any] | None) -> str:
    if punt is None or punt["laag"] is None:
        return _streepje(punt and punt["waarde"])
    return "–".join(_grens(punt[naam]) for naam in ("laag", "hoog"))


@pytest.mark.parametrize("rij", BLAD["doelen"], ids=lambda rij: f"{rij['doel']} {rij['wie']}")
async def test_goal(huis: Huis, rij: dict[str, str]) -> None:
    antwoord = (await huis.get("/v1/doelen?paginaGrootte=500", rij["wie"])).json()

    (doel,) = [
        een
        for een in Doelen.model_validate(antwoord).model_dump(by_alias=True)["doelen"]
        if f"{een['swv']} {een['plan']} {een['code']}" == rij["doel"]
    ]
    gevonden = [_punt(doel["nu"]), _punt(doel["vorig"])]
    gevonden += [_streepje(doel[naam]) for naam in ("gehaald", "verwacht", "opKoers")]
    verwacht = [rij[naam] for naam in ("nu", "vorig", "gehaald", "verwacht", "op koers")]
    assert gevonden == [f"{een},00" if een.isdigit() else een for een in verwacht], doel
    assert (doel["opKoers"] is None) == (doel["reden"] is not None)


@pytest.mark.parametrize(
    ("wie", "gezien"),
    [
        ("swv:PO9901", {"JP 2026 1", "OP 2026 1", "OP 2026 2", "OP 2026 3", "OP 2026 4", "OP 2026 5"}),
        ("beheerder:PO9902", {"OP 1"}),
        ("bestuur:99001", {"OP 2026 1", "OP 2026 2", "OP 2026 3", "OP 2026 4", "OP 2026 5"}),
        ("bestuur:99003", {"OP 2026 2", "OP 2026 3", "OP 2026 4", "OP 2026 5"}),
        ("school:99AB00", {"JP 2026 1", "OP 2026 2", "OP 2026 3", "OP 2026 4", "OP 2026 5"}),
        ("swv:VO9901", set()),
        ("platform:", set()),
    ],
)
async def test_who_sees_which_goals(huis: Huis, wie: str, gezien: set[str]) -> None:
    doelen = (await huis.get("/v1/doelen", wie)).json()["doelen"]
    assert {f"{een['plan']} {een['code']}" for een in doelen} == gezien


async def test_goals_of_one_swv(huis: Huis) -> None:
    rechten = ("swv:PO9901", "swv:PO9902")
    assert {een["swv"] for een in (await huis.get("/v1/doelen?swv=PO9902", *rechten)).json()["doelen"]} == {"PO9902"}
    assert (await huis.get("/v1/doelen?swv=9902", *rechten)).status_code == 400
    assert (await huis.get("/v1/doelen")).status_code == 401


def test_every_indicator_has_an_example() -> None:
    bij_de_lijsten = {een.code for een in LIJSTVERHOUDINGEN}  # tests/integration/lijsten/test_rekentabel.py
    van_profielen = {een.code for een in PROFIELEN}  # tests/integration/gateway/test_aanbod.py
    assert {rij["indicator"] for rij in BLAD["uitkomsten"]} == set(OVERIG) - bij_de_lijsten - van_profielen
