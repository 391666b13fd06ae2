"""Accounts of an SWV over its pages: make, link, password, code, rights, close; never more than the own rights."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

from services.gateway.domain import totp
from tests.integration.gateway.huis import NU, maak_account
from tests.integration.gateway.kanalen.loket import Loket, Wie, open_loket
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

BEHEERDER = "beheerder:PO9901"
LEDEN = (Lid("PO9901", "99AB00", "99001"), Lid("PO9901", "99AC00", "99002"), Lid("PO9902", "99AD00", "99002"))
GEBRUIKERS = "/beheer/gebruikers"
ZIN = "een lange zin als wachtwoord"


@pytest.fixture
async def loket(database: Database) -> AsyncIterator[Loket]:
    await Wereld(LEDEN).vul(database.url())
    async with open_loket(database, Wie()) as geopend:
        yield geopend


async def _post(loket: Loket, rol: str, pad: str, **velden: str) -> httpx.Response:
    """Fill in the form of a page and send it."""
    kop = (await loket.koppen(rol))["sessie"]
    formulier = _formulier((await loket.client.get(pad, headers=kop)).text)
    return await loket.client.post(pad, data={"formulier": formulier, **velden}, headers=kop)


def _formulier(html: str) -> str:
    gevonden = re.search(r'name="formulier" value="([^"]*)"', html)
    return gevonden[1] if gevonden else ""


def _link(html: str) -> str:
    gevonden = re.search(r'id="link" value="([^"]*)"', html)
    assert gevonden, html
    return urlsplit(gevonden[1]).path


async def _maak(loket: Loket, naam: str, recht: str = "school:99AB00") -> str:
    antwoord = await _post(loket, BEHEERDER, GEBRUIKERS, daad="maken", naam=naam, recht=recht)
    assert antwoord.status_code == 200, antwoord.text
    return _link(antwoord.text)


async def _zet(loket: Loket, link: str, een: str = ZIN, twee: str | None = None) -> httpx.Response:
    loket.client.cookies.clear()
    blad = await loket.client.get(link)
    velden = {"formulier": _formulier(blad.text), "een": een, "twee": een if twee is None else twee}
    return await loket.client.post(link, data=velden)


async def _log_in(loket: Loket, naam: str, wachtwoord: str = ZIN, code: str = "") -> httpx.Response:
    loket.client.cookies.clear()
    blad = await loket.client.get("/inloggen")
    velden = {"naam": naam, "wachtwoord": wachtwoord, "code": code, "formulier": _formulier(blad.text)}
    return await loket.client.post("/inloggen", data=velden)


async def _regels(loket: Loket) -> list[tuple[str, str, str | None]]:
    verbinding = await asyncpg.connect(loket.admin_url)
    rijen = await verbinding.fetch("SELECT naam, wat, recht FROM toegang.accountwijziging ORDER BY id")
    await verbinding.close()
    return [tuple(rij) for rij in rijen]


async def test_from_a_new_account_to_a_login(loket: Loket) -> None:
    link = await _maak(loket, "  Nieuw.Iemand ")
    assert "Wachtwoord kiezen" in (await loket.client.get(link)).text
    assert (await _zet(loket, link, "kort")).status_code == 400
    assert (await _zet(loket, link, ZIN, "anders dan dat")).status_code == 400

    gezet = await _zet(loket, link)

    assert (gezet.status_code, gezet.headers["location"]) == (303, "/inloggen?gezet=1")
    assert (await _zet(loket, link)).status_code == 404, "a link works once"
    assert (await _log_in(loket, "nieuw.iemand")).status_code == 303
    assert "99AB00" in (await loket.client.get("/verwijzingen?niveau=school&eenheid=99AB00")).text
    assert await _regels(loket) == [
        ("nieuw.iemand", "gemaakt", "school:99AB00"),
        ("nieuw.iemand", "link gemaakt", None),
        ("nieuw.iemand", "wachtwoord gezet", None),
    ]


async def test_an_older_link_and_an_old_one_do_not_work(loket: Loket) -> None:
    eerste = await _maak(loket, "iemand")
    tweede = _link((await _post(loket, BEHEERDER, GEBRUIKERS, daad="link", naam="iemand")).text)
    assert (await loket.client.get(eerste)).status_code == 404
    verbinding = await asyncpg.connect(loket.admin_url)
    await verbinding.execute("UPDATE toegang.wachtwoordlink SET geldig_tot = $1", NU - timedelta(seconds=1))
    hashes = [rij["hash"] for rij in await verbinding.fetch("SELECT hash FROM toegang.wachtwoordlink")]
    await verbinding.close()
    assert (await loket.client.get(tweede)).status_code == 404
    assert tweede.rpartition("/")[2].encode() not in hashes


async def test_a_closed_account_is_out_everywhere_at_once(loket: Loket) -> None:
    await _zet(loket, await _maak(loket, "iemand"))
    await _log_in(loket, "iemand")
    sleutel = re.search(
        r'id="geheim" value="([^"]*)"', (await _eigen(loket, "/account/tokens", naam="x", dagen="7")).text
    )
    assert sleutel
    kop = {"Authorization": f"Bearer {sleutel[1]}"}
    koekje = {"Cookie": f"sessie={loket.client.cookies['sessie']}"}
    assert (await loket.client.get("/v1/eenheden", headers=kop)).status_code == 200
    loket.client.cookies.clear()

    assert (await _post(loket, BEHEERDER, GEBRUIKERS, daad="sluiten", naam="iemand")).status_code == 303

    assert (await loket.client.get("/v1/eenheden", headers=kop)).status_code == 401
    assert (await loket.client.get("/account", headers=koekje)).status_code == 303
    assert (await _log_in(loket, "iemand")).status_code == 401
    loket.client.cookies.clear()
    await _post(loket, BEHEERDER, GEBRUIKERS, daad="openen", naam="iemand")
    assert (await _log_in(loket, "iemand")).status_code == 303


async def _eigen(loket: Loket, pad: str, **velden: str) -> httpx.Response:
    """A form of /account, as who is logged in on this browser."""
    formulier = _formulier((await loket.client.get("/account")).text)
    return await loket.client.post(pad, data={"formulier": formulier, **velden})


@pytest.mark.parametrize(
    "recht", ["platform:", "swv:PO9902", "beheerder:PO9902", "bestuur:99002", "school:99AD00", "school:98ZZ00"]
)
async def test_no_right_is_given_that_opens_more_than_the_own(loket: Loket, recht: str) -> None:
    await maak_account(loket.admin_url, ["school:99AB00"], NU, "collega")
    for daad, naam in (("maken", "nieuw"), ("geven", "collega")):
        antwoord = await _post(loket, BEHEERDER, GEBRUIKERS, daad=daad, naam=naam, recht=recht)
        assert antwoord.status_code == 403, antwoord.text
    assert await _regels(loket) == []


async def test_an_account_that_is_also_of_elsewhere_is_not_taken_over(loket: Loket) -> None:
    await maak_account(loket.admin_url, ["school:99AB00", "swv:PO9902"], NU, "van.beide", ZIN)
    await maak_account(loket.admin_url, ["platform:"], NU, "platform", ZIN)
    for daad in ("link", "sluiten"):
        assert (await _post(loket, BEHEERDER, GEBRUIKERS, daad=daad, naam="van.beide")).status_code == 403
        assert (await _post(loket, BEHEERDER, GEBRUIKERS, daad=daad, naam="platform")).status_code == 404
    velden = {"daad": "geven", "naam": "platform", "recht": "school:99AB00"}
    assert (await _post(loket, BEHEERDER, GEBRUIKERS, **velden)).status_code == 404
    # The right inside the own SWV is the beheerder's to take.
    await _post(loket, BEHEERDER, GEBRUIKERS, daad="nemen", naam="van.beide", recht="school:99AB00")
    assert await _regels(loket) == [("van.beide", "recht genomen", "school:99AB00")]
    assert "platform" not in (await loket.get(BEHEERDER, GEBRUIKERS)).text.split("<h2")[3]


async def test_only_the_beheerder_and_only_with_the_own_form(loket: Loket) -> None:
    for rol in ("swv:PO9901", "school:99AB00", "beheerder:PO9902", "platform:"):
        antwoord = await loket.get(rol, f"{GEBRUIKERS}?swv=PO9901")
        assert antwoord.status_code in (403, 404), rol
    kop = (await loket.koppen(BEHEERDER))["sessie"]
    velden = {"daad": "maken", "naam": "iemand", "recht": "school:99AB00", "formulier": "van-een-ander"}
    assert (await loket.client.post(GEBRUIKERS, data=velden, headers=kop)).status_code == 400
    verbinding = await asyncpg.connect(loket.admin_url)
    zelf = await verbinding.fetchval(
        "SELECT a.naam FROM toegang.account a JOIN toegang.recht r ON r.account = a.id"
        " WHERE (rol, eenheid) = ('beheerder', 'PO9901')"
    )
    await verbinding.close()
    antwoord = await _post(loket, BEHEERDER, GEBRUIKERS, daad="nemen", naam=zelf, recht="beheerder:PO9901")
    assert antwoord.status_code == 403
    assert "Uw eigen account" in antwoord.text


async def test_the_second_step_is_asked_once_per_code(loket: Loket) -> None:
    await _zet(loket, await _maak(loket, "iemand"))
    await _log_in(loket, "iemand")
    geheim = totp.nieuw_geheim()
    stap = int(NU.timestamp()) // 30
    nu, later = (totp.code_van(geheim, een) for een in (stap, stap + 1))
    velden = {"daad": "aan", "geheim": totp.als_tekst(geheim)}
    assert (await _eigen(loket, "/account/code", **velden, code="000000")).status_code == 400
    assert (await _eigen(loket, "/account/code", **velden, code=nu)).status_code == 303

    assert (await _log_in(loket, "iemand")).status_code == 401, "without a code"
    assert (await _log_in(loket, "iemand", code=nu)).status_code == 401, "the code that was used to begin"
    assert (await _log_in(loket, "iemand", code=later)).status_code == 303
    assert (await _log_in(loket, "iemand", code=later)).status_code == 401, "twice"
    verbinding = await asyncpg.connect(loket.admin_url)
    await verbinding.execute("UPDATE toegang.account SET totp_stap = 0, mislukt = 0, geblokkeerd_tot = NULL")
    await verbinding.close()
    assert (await _log_in(loket, "iemand", code=nu)).status_code == 303
    assert (await _eigen(loket, "/account/code", daad="uit", code=later)).status_code == 303
    assert (await _log_in(loket, "iemand")).status_code == 303


async def test_the_role_of_the_gateway_hands_out_no_platform_right(database: Database) -> None:
    await maak_account(database.url(), ["platform:"], NU, "platform")
    gateway = await asyncpg.connect(database.url("pos_gateway"))
    account = await gateway.fetchval("SELECT id FROM toegang.account")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await gateway.execute("INSERT INTO toegang.recht VALUES ($1, 'platform', '')", account)
    await gateway.execute("DELETE FROM toegang.recht")
    assert await gateway.fetchval("SELECT count(*) FROM toegang.recht") == 1
    for opdracht in ("UPDATE toegang.accountwijziging SET door = 'x'", "DELETE FROM toegang.accountwijziging",
                     "UPDATE toegang.recht SET rol = 'swv'", "UPDATE toegang.account SET naam = 'x'"):  # fmt: skip
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await gateway.execute(opdracht)
    await gateway.close()
