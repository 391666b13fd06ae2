"""Tokens, logging in, lock-out; units; the stand."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from services.gateway.adapters.accounts import PostgresAccounts
from services.gateway.adapters.stand import AGGREGATOR_TOPICS
from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.poorten import OnbekendToken
from shared.runtime.postgres import open_pool
from tests.bouwers import dossier
from tests.integration.gateway.huis import ARGON2, NU, Huis, maak_account, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

LEDEN = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99002", "PO9901-Z"),
    Lid("PO9902", "99AE00", "99003", "PO9902-N"),
    Lid("VO9901", "99AG00", "99001", schoolsoort="vo"),
)
ZAKEN = [
    ("PO9901", dossier(vestiging="99AE00")),
    ("PO9901", dossier(vestiging="77ZZ00")),
    ("VO9901", dossier(vestiging="99AB00")),
]
NAMEN = {"99AB00": "De Brug", "99AC00": "Sint Jozef", "PO9901": "SWV Één"}
WACHTWOORD = "een goed wachtwoord"


@pytest.fixture(scope="module")
def stad(module_database: Database) -> Database:
    """Three SWV's."""
    asyncio.run(Wereld(LEDEN, ZAKEN, NAMEN).vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(stad: Database) -> AsyncIterator[Huis]:
    """The gateway over it."""
    async with open_huis(stad.url("pos_gateway"), stad.url()) as geopend:
        yield geopend


@pytest.mark.parametrize("gegeven", [None, "Bearer", "Bearer pos_onzin", "Bearer xyz", "Basic eA==", "Iets anders"])
async def test_without_a_working_token_nobody_comes_in(huis: Huis, gegeven: str | None) -> None:
    headers = {"Authorization": gegeven} if gegeven else {}
    for pad in ("/v1/indicatoren", "/v1/eenheden", "/v1/stand", "/v1/tokens", "/v1/indicatoren/x/waarden"):
        antwoord = await huis.client.get(pad, headers=headers)
        assert antwoord.status_code == 401
        assert antwoord.headers["www-authenticate"].startswith("Bearer")
        assert antwoord.json()["title"] == "Niet ingelogd"


async def test_a_token_is_made_used_listed_and_withdrawn(huis: Huis) -> None:
    await maak_account(huis.admin_url, ["swv:PO9901"], NU, "anna@swv.example", WACHTWOORD)
    gemaakt = await huis.client.post("/v1/tokens", json={"naam": "script"}, auth=("Anna@swv.example", WACHTWOORD))
    assert gemaakt.status_code == 201
    token = gemaakt.json()["token"]
    kop = {"Authorization": f"Bearer {token}"}
    assert token.startswith("pos_")
    assert gemaakt.headers["location"] == f"/v1/tokens/{gemaakt.json()['id']}"
    lijst = await huis.client.get("/v1/tokens", headers=kop)
    assert {een["naam"] for een in lijst.json()["tokens"]} == {"script", "proef"}
    assert token not in lijst.text
    assert (await huis.client.get(gemaakt.headers["location"], headers=kop)).json()[
        "geldigTot"
    ] == "2026-12-22T09:00:00Z"
    assert (await huis.client.delete(gemaakt.headers["location"], headers=kop)).status_code == 204
    assert (await huis.client.get("/v1/stand", headers=kop)).status_code == 401
    verbinding = await asyncpg.connect(huis.admin_url)
    assert token not in str(await verbinding.fetch("SELECT * FROM toegang.token"))
    await verbinding.close()


async def test_a_token_expires(huis: Huis) -> None:
    token = await huis.token("swv:PO9901")
    huis.clock.moment = NU + timedelta(days=1)
    assert (await huis.client.get("/v1/stand", headers={"Authorization": f"Bearer {token}"})).status_code == 401


async def test_a_token_made_with_a_token_opens_no_more_and_lives_no_longer(huis: Huis) -> None:
    kop = {"Authorization": f"Bearer {await huis.token('swv:PO9901', 'school:99AE00')}"}
    recht = {"rol": "school", "eenheid": "99AE00"}
    smal = (await huis.client.post("/v1/tokens", json={"naam": "a", "rechten": [recht]}, headers=kop)).json()
    assert smal["geldigTot"] == "2026-11-23T09:00:00Z"
    smalle_kop = {"Authorization": f"Bearer {smal['token']}"}
    vraag = "/v1/indicatoren/tlv-aanvragen/waarden?niveau="
    assert (await huis.client.get(f"{vraag}school&eenheid=99AE00", headers=smalle_kop)).status_code == 200
    assert (await huis.client.get(f"{vraag}swv&eenheid=PO9901", headers=smalle_kop)).status_code == 404
    kind = (await huis.client.post("/v1/tokens", json={"naam": "b"}, headers=smalle_kop)).json()
    assert kind["rechten"] == [recht]
    meer = {"naam": "c", "rechten": [{"rol": "swv", "eenheid": "PO9901"}]}
    geweigerd = await huis.client.post("/v1/tokens", json=meer, headers=smalle_kop)
    assert (geweigerd.status_code, geweigerd.json()["code"]) == (403, "niet_voor_deze_rol")


async def test_a_withdrawn_token_takes_along_all_that_was_made_with_it(huis: Huis) -> None:
    async def maak(kop: dict[str, str], naam: str) -> dict[str, str]:
        gemaakt = await huis.client.post("/v1/tokens", json={"naam": naam}, headers=kop)
        return {"Authorization": f"Bearer {gemaakt.json()['token']}", "pad": gemaakt.headers["location"]}

    async def werkt(kop: dict[str, str]) -> bool:
        return (await huis.client.get("/v1/stand", headers=kop)).status_code == 200

    wortel = {"Authorization": f"Bearer {await huis.token('swv:PO9901')}"}
    stam, naast = await maak(wortel, "stam"), await maak(wortel, "naast")
    kind = await maak(stam, "kind")
    kleinkind = await maak(kind, "kleinkind")
    assert [await werkt(kop) for kop in (stam, kind, kleinkind)] == [True, True, True]

    assert (await huis.client.delete(stam["pad"], headers=naast)).status_code == 204

    assert [await werkt(kop) for kop in (stam, kind, kleinkind)] == [False, False, False]
    assert [await werkt(kop) for kop in (wortel, naast)] == [True, True]


async def test_a_token_that_was_withdrawn_meanwhile_makes_no_other(huis: Huis, stad: Database) -> None:
    sleutel = await huis.token("swv:PO9901")
    async with open_pool(stad.url("pos_gateway"), "proef", 1) as pool:
        poort = Toegangspoort(PostgresAccounts(pool), ARGON2, huis.clock, Slot(3, 15), 366)
        beller = await poort.bij_token(sleutel)
        assert beller is not None
        assert beller.token is not None
        await poort.trek_in(beller, beller.token)

        with pytest.raises(OnbekendToken):
            await poort.maak_token(beller, "te laat", 1, None)


async def test_nobody_sees_or_ends_the_token_of_another(huis: Huis) -> None:
    kop = {"Authorization": f"Bearer {await huis.token('swv:PO9901')}"}
    mijn = (await huis.client.post("/v1/tokens", json={"naam": "x"}, headers=kop)).json()["_links"]["self"]["href"]
    ander = {"Authorization": f"Bearer {await huis.token('swv:PO9902')}"}
    assert (await huis.client.get(mijn, headers=ander)).status_code == 404
    assert (await huis.client.delete(mijn, headers=ander)).status_code == 404
    assert (await huis.client.get(mijn, headers=kop)).status_code == 200


@pytest.mark.parametrize("inhoud", [{}, {"naam": ""}, {"naam": "x", "geldigDagen": 0}, {"naam": "x", "meer": 1}])
async def test_a_wrong_body_is_400_and_names_the_field(huis: Huis, inhoud: dict[str, Any]) -> None:
    kop = {"Authorization": f"Bearer {await huis.token('swv:PO9901')}"}
    antwoord = await huis.client.post("/v1/tokens", json=inhoud, headers=kop)
    assert antwoord.status_code == 400
    assert antwoord.json()["fouten"][0]["veld"].startswith("bericht.")


async def test_wrong_passwords_lock_the_account_for_a_while(huis: Huis) -> None:
    await maak_account(huis.admin_url, ["swv:PO9901"], NU, "bram", WACHTWOORD)

    async def probeer(wachtwoord: str, naam: str = "bram") -> tuple[int, bytes]:
        antwoord = await huis.client.post("/v1/tokens", json={"naam": "x"}, auth=(naam, wachtwoord))
        return antwoord.status_code, antwoord.content

    fout = await probeer("fout")
    assert fout == await probeer("fout") == await probeer("fout") == await probeer(WACHTWOORD)
    assert fout == await probeer(WACHTWOORD, "niemand")
    assert fout[0] == 401
    huis.clock.moment = NU + timedelta(minutes=16)
    assert (await probeer(WACHTWOORD))[0] == 201


def _codes(antwoord: Any) -> list[str]:
    return [een["eenheid"] for een in antwoord.json()["eenheden"]]


@pytest.mark.parametrize(
    ("rechten", "vraag", "verwacht"),
    [
        (["swv:PO9901"], "niveau=school", ["77ZZ00", "99AB00", "99AE00", "99AC00"]),
        (["swv:PO9901"], "niveau=bestuur", ["99001", "99002", "99003"]),
        (["swv:PO9901"], "niveau=swv", ["PO9901"]),
        (["swv:PO9901"], "niveau=subregio", ["PO9901-N", "PO9901-Z"]),
        (["swv:PO9901"], "niveau=landelijk", ["NL-PO", "NL-VO"]),
        (["swv:PO9901"], "binnen=PO9901-N", ["99001", "99AB00"]),
        (["swv:PO9901"], "binnen=99002", ["99AC00"]),
        (["swv:PO9901"], "binnen=PO9901&zoek=een%20sint", []),
        (["swv:PO9901"], "zoek=sint%20JOZEF", ["99AC00"]),
        (["swv:PO9901"], "zoek=een", ["PO9901"]),
        (["swv:PO9901"], "niveau=school&schooljaar=2024-2025", ["99AB00", "99AC00"]),
        (["bestuur:99001"], "niveau=school", ["99AB00", "99AG00"]),
        (["bestuur:99001"], "niveau=swv", ["PO9901", "VO9901"][::-1]),
        (["school:99AB00"], "", ["PO9901", "PO9901-N", "99001", "99AB00", "NL-PO", "NL-VO"]),
        (["platform:"], "", []),
    ],
)
async def test_units_that_a_caller_sees(huis: Huis, rechten: list[str], vraag: str, verwacht: list[str]) -> None:
    antwoord = await huis.get(f"/v1/eenheden?{vraag}", *rechten)
    assert _codes(antwoord) == verwacht
    assert antwoord.json()["totaal"] == len(verwacht)


async def test_every_unit_that_is_listed_answers_and_no_other(huis: Huis) -> None:
    alle = {
        (een["niveau"], een["eenheid"]) for een in (await huis.get("/v1/eenheden", "swv:PO9901")).json()["eenheden"]
    }
    for rechten in ("swv:PO9901", "swv:PO9902", "bestuur:99003", "school:99AC00"):
        gezien = {
            (een["niveau"], een["eenheid"]) for een in (await huis.get("/v1/eenheden", rechten)).json()["eenheden"]
        }
        for niveau, code in alle | gezien:
            for pad in (
                f"/v1/eenheden/{niveau}/{code}",
                f"/v1/indicatoren/tlv-aanvragen/waarden?niveau={niveau}&eenheid={code}",
            ):
                verwacht = 200 if (niveau, code) in gezien else 404
                assert (await huis.get(pad, rechten)).status_code == verwacht, (rechten, pad)


async def test_a_unit_shows_the_way_up_and_down_and_what_is_special(huis: Huis) -> None:
    swv = (await huis.get("/v1/eenheden/swv/PO9901", "swv:PO9901")).json()
    kinderen = {kind["eenheid"]: kind["label"] for kind in swv["kinderen"]}
    assert kinderen == {
        "PO9901-N": None,
        "PO9901-Z": None,
        "99001": None,
        "99002": None,
        "99003": "buiten het SWV",
        "77ZZ00": "onbekend",
    }
    assert [ouder["eenheid"] for ouder in swv["ouders"]] == ["NL-PO"]
    school = (await huis.get("/v1/eenheden/school/99AB00", "swv:VO9901")).json()
    assert (school["naam"], school["label"]) == ("De Brug", "primair onderwijs")
    assert {ouder["eenheid"] for ouder in school["ouders"]} == {"VO9901", "99001"}


async def test_pages_of_a_list(huis: Huis) -> None:
    antwoord = await huis.get("/v1/eenheden?niveau=school&pagina=2&paginaGrootte=3", "swv:PO9901")
    inhoud = antwoord.json()
    assert (len(inhoud["eenheden"]), inhoud["totaal"], inhoud["pagina"], inhoud["paginaGrootte"]) == (1, 4, 2, 3)
    assert set(inhoud["_links"]) == {"self", "first", "prev", "last"}
    assert 'rel="prev"' in antwoord.headers["link"]
    vorige = await huis.get(inhoud["_links"]["prev"]["href"], "swv:PO9901")
    assert len(_codes(vorige)) == 3
    fout = await huis.get("/v1/eenheden?pagina=0&paginaGrootte=x", "swv:PO9901")
    assert len(fout.json()["fouten"]) == 2


async def _zet(huis: Huis, *opdrachten: str) -> None:
    verbinding = await asyncpg.connect(huis.admin_url)
    for opdracht in opdrachten:
        await verbinding.execute(opdracht)
    await verbinding.close()


async def test_backlog_counts_every_stretch_of_the_way(huis: Huis) -> None:
    async def achterstand() -> int:
        huis.clock.seconds += 1
        antwoord = await huis.get("/v1/stand", "school:99AB00")
        assert set(antwoord.json()) == {"achterstand"}
        return int(antwoord.json()["achterstand"])

    assert await achterstand() == 0
    huis.logboek.ruw = {("ldos.dossiers", 0): 5, ("ldos.dossiers", 1): 2}
    assert await achterstand() == 7
    huis.logboek.anoniem = dict(huis.logboek.ruw)
    assert await achterstand() == 0
    huis.logboek.verder = {(topic, 0): 1 for topic in AGGREGATOR_TOPICS}
    assert await achterstand() == len(AGGREGATOR_TOPICS) == 4
    huis.logboek.verder = {("onderwijs.zaken", 0): 7}
    await _zet(huis, "INSERT INTO stand.partitie (topic, partitie, volgende) VALUES ('onderwijs.zaken', 0, 6)")
    assert await achterstand() == 1


async def test_no_measurement_from_before_the_question_serves(huis: Huis) -> None:
    await huis.get("/v1/stand", "school:99AB00")
    huis.logboek.ruw = {("ldos.dossiers", 0): 5}
    assert (await huis.get("/v1/stand", "school:99AB00")).json()["achterstand"] == 5


async def test_sources_for_those_who_look_after_them(huis: Huis) -> None:
    await _zet(
        huis,
        "INSERT INTO bronnen.bron (naam, source) VALUES ('een', 'urn:een'), ('twee', 'urn:twee')",
        "INSERT INTO bronnen.bron_swv VALUES (1, 'PO9901'), (1, 'PO9902'), (2, 'PO9902')",
        "INSERT INTO stand.bron_teller VALUES (1, 9901, 10, 1, '2026-11-22T08:00Z')",
        "INSERT INTO stand.bron_teller VALUES (1, 9902, 5, 0, '2026-11-22T08:30Z')",
        "INSERT INTO bronnen.geweigerd VALUES (1, 'PO9901', 'x', '2026-11-22', 2), (1, '', 'x', '2026-11-22', 4)",
    )
    swv = (await huis.get("/v1/stand", "swv:PO9901")).json()
    assert swv["bronnen"] == [
        {"naam": "een", "laatste": "2026-11-22T08:00:00Z", "ontvangen": 13, "geteld": 10, "geweigerd": 3}
    ]
    alles = (await huis.get("/v1/stand", "platform:")).json()
    assert [bron["ontvangen"] for bron in alles["bronnen"]] == [22, 0]
    assert alles["versie"] > swv["versie"] > 0
    beide = (await huis.get("/v1/stand", "beheerder:PO9901", "swv:PO9902")).json()
    assert [bron["geweigerd"] for bron in beide["bronnen"]] == [7, 0]
    for bron in (*swv["bronnen"], *alles["bronnen"], *beide["bronnen"]):
        assert bron["ontvangen"] == bron["geteld"] + bron["geweigerd"]
