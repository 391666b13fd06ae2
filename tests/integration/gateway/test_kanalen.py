"""Every channel for every role: nothing outside the caller's view appears, nor changes anything that the caller gets.

Two proofs. Numbers with unique values (7.919, 6.101 and 104.729 dossiers) are planted in units; no role meets one
that is not its own, however written, in whatever channel. And then the hidden numbers change: every answer that does
not show them stays the same, byte for byte, headers and ETag included.
"""

import asyncio
import io
import re
import zipfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from services.aggregator.adapters import VERSIES
from services.gateway.adapters.accounts import PostgresAccounts
from services.gateway.adapters.gegevens import PostgresGegevens
from services.gateway.adapters.leesboek import Leesboek
from services.gateway.adapters.rapporten import PostgresRapporten
from services.gateway.adapters.sessies import PostgresSessies
from services.gateway.adapters.stand import PostgresTellingen
from services.gateway.dashboards import DASHBOARDS
from services.gateway.handlers.accounts import Slot, Toegangspoort
from services.gateway.handlers.rapporten import Rapportbalie
from services.gateway.handlers.stand import Achterstand
from services.gateway.handlers.stroom import Luisteraar, Omroep, berichten
from services.gateway.paginas import voeg_toe
from services.gateway.routes import build_api, rapporten
from services.gateway.routes.diensten import Diensten
from services.reports.adapters.gateway import GatewayCijfers
from services.reports.adapters.tabellen import PostgresVoorraad
from services.reports.handlers import Maker
from services.reports.word import schrijf
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.wijzigingen import Wijziging
from shared.runtime.clock import FixedClock
from shared.runtime.postgres import open_pool
from tests.bouwers import besloten
from tests.integration.gateway.huis import ARGON2, DIENSTGEHEIM, NU, maak_account
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

JAAR = "schooljaar=2025-2026"
LEDEN: Final = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99002", "PO9901-Z"),
    Lid("PO9902", "99AE00", "99003", "PO9902-N"),
)
GEPLANT: Final = {"99AB00": 7_919, "99AC00": 6_101, "99AE00": 104_729}
SAMEN: Final = GEPLANT["99AB00"] + GEPLANT["99AC00"]
# What each role may meet; every other planted number is forbidden. SAMEN is that of the whole SWV.
MAG: Final = {
    "swv:PO9901": {7_919, 6_101, SAMEN},
    "beheerder:PO9901": {7_919, 6_101, SAMEN},
    "swv:PO9902": {104_729},
    "bestuur:99001": {7_919},
    "school:99AB00": {7_919},
    "platform:": set(),
    "": set(),
}
EENHEDEN: Final = (
    "niveau=swv&eenheid=PO9901", "niveau=subregio&eenheid=PO9901-N", "niveau=bestuur&eenheid=99001",
    "niveau=school&eenheid=99AB00", "niveau=school&eenheid=99AC00", "niveau=bestuur&eenheid=99002",
    "niveau=swv&eenheid=PO9902", "niveau=school&eenheid=99AE00", "niveau=landelijk&eenheid=NL",
)  # fmt: skip
TABELLEN: Final = ("json", "json-stat", "csv", "csv-nl", "xlsx")
VORMEN: Final = ("svg", "png", "vl.json", "csv", "nl.csv", "xlsx")
_SLEUTEL: Final = re.compile(rb'name="formulier" value="[^"]*"')


@dataclass
class Loket:
    """API, pages and documents as one visitor with these rights meets them."""

    client: httpx.AsyncClient
    maker: Maker
    admin_url: str
    sessies: PostgresSessies
    boek: Leesboek
    wie: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    async def koppen(self, rol: str) -> dict[str, dict[str, str]]:
        """Headers of a token, and of a browser that is logged in."""
        if not rol:
            return {"token": {}, "sessie": {}}
        if rol not in self.wie:
            naam = f"wie-{uuid4()}"
            token = await maak_account(self.admin_url, [rol], NU, naam)
            verbinding = await asyncpg.connect(self.admin_url)
            account = await verbinding.fetchval("SELECT id FROM toegang.account WHERE naam = $1", naam)
            await verbinding.close()
            koekje = await self.sessies.begin(account, NU)
            self.wie[rol] = {"token": {"Authorization": f"Bearer {token}"}, "sessie": {"Cookie": f"sessie={koekje}"}}
        return self.wie[rol]

    async def alles(self, rol: str) -> dict[str, httpx.Response]:
        """Every channel, asked for every unit."""
        koppen = await self.koppen(rol)
        gekregen = {}
        for pad in paden():
            kop = koppen["token" if pad.startswith("/v1/") else "sessie"]
            gekregen[pad] = await self.client.get(pad, headers=kop)
        return gekregen

    async def document(self, rol: str, school: str) -> httpx.Response | None:
        """The Gespreksrapport of a school, for who asks; None: refused."""
        kop = (await self.koppen(rol))["token"]
        body = {"soort": "gespreksrapport", "niveau": "school", "eenheid": school, "schooljaar": "2025-2026"}
        gevraagd = await self.client.post("/v1/rapporten", json=body, headers=kop)
        if gevraagd.status_code != 202:
            assert GEPLANT[school] not in gevonden([gevraagd])
            return None
        await self.maker.maak(UUID(gevraagd.json()["id"]))
        return await self.client.get(f"{gevraagd.headers['location']}/document", headers=kop)


def paden() -> Iterable[str]:
    """The addresses of every channel."""
    for eenheid in EENHEDEN:
        yield f"/v1/indicatoren/tlv-toegekend/waarden?{eenheid}&{JAAR}"
        for formaat in TABELLEN:
            yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&splitsing=schoolsoort&formaat={formaat}"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&zicht=eigen"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&zicht=vergelijking"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&splitsing=behoefte"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&binnen=PO9902"
        yield f"/v1/indicatoren/tlv-aanvragen/waarden?{eenheid}&{JAAR}&toerekening=herkomst"
        yield f"/v1/indicatoren/tlv-aanvragen/vergelijking?{eenheid}&{JAAR}"
        for dashboard in DASHBOARDS:
            yield f"/v1/dashboards/{dashboard}?{eenheid}&{JAAR}"
            yield f"/{dashboard}?{eenheid}&{JAAR}"
        for vorm in VORMEN:
            yield f"/v1/grafieken/verwijzingen/aanvragen.{vorm}?{eenheid}&{JAAR}"
        niveau, code = (deel.partition("=")[2] for deel in eenheid.split("&"))
        yield f"/v1/eenheden/{niveau}/{code}"
    yield from (
        "/v1/eenheden", "/v1/eenheden?zoek=99", "/v1/eenheden?niveau=school&paginaGrootte=1&pagina=2",
        "/v1/kwaliteitsoordelen/PO9901", "/v1/kwaliteitsoordelen/PO9902", "/v1/gesprekken", "/v1/afspraken",
        "/v1/signalen", "/signalen", "/doelen", "/gesprekken", "/kwaliteit/jaar", "/kwaliteit/standaarden/RPO3",
        "/v1/doelen", "/v1/datakwaliteit?swv=PO9901", "/v1/datakwaliteit?swv=PO9902", "/v1/stand",
        "/v1/rapporten", "/v1/indicatoren", "/v1/dashboards", "/v1/openapi.json", "/v1/landelijk",
        "/overzicht", "/zoeken?q=99", "/zoeken?q=99AE00", "/rapporten", "/verwijzingen", "/bestaatniet",
        "/beheer/instellingen", "/beheer/instellingen?swv=PO9902",
    )  # fmt: skip


def _delen(inhoud: bytes) -> Iterable[bytes]:
    """The bytes, and those of every file inside, however deep."""
    if inhoud[:2] != b"PK":
        yield inhoud
        return
    with zipfile.ZipFile(io.BytesIO(inhoud)) as zak:
        for naam in zak.namelist():
            # When it was written, by the clock of the machine.
            if not naam.startswith("docProps/"):
                yield from _delen(zak.read(naam))


def gevonden(antwoorden: Iterable[httpx.Response]) -> set[int]:
    """Planted numbers in bodies and headers, with or without a separator of thousands."""
    raak = set()
    for antwoord in antwoorden:
        tekst = b"\n".join(_delen(antwoord.content)).decode("utf-8", "replace") + str(antwoord.headers)
        kaal = re.sub(r"(?<=\d)(?:[.,\u00a0\u202f ]|&nbsp;|&#160;|%C2%A0)(?=\d{3}(?!\d))", "", tekst)
        for getal in (*GEPLANT.values(), SAMEN):
            if re.search(rf"(?<!\d){getal}(?!\d)", kaal):
                raak.add(getal)
    return raak


@pytest.fixture(scope="module")
def gevuld(module_database: Database) -> Database:
    """One decided dossier per school, that many times."""

    async def vul() -> None:
        zaken = [(lid.swv, besloten(vestiging=lid.vestiging)) for lid in LEDEN]
        await Wereld(LEDEN, zaken).vul(module_database.url())
        verbinding = await asyncpg.connect(module_database.url())
        for school, aantal in GEPLANT.items():
            await verbinding.execute(
                "UPDATE stand.cel SET aantal = aantal * $2 WHERE vestiging = $1", vestiging_getal(school), aantal
            )
        await verbinding.close()

    asyncio.run(vul())
    return module_database


async def _geen() -> int:
    return 0


@pytest.fixture
async def loket(gevuld: Database) -> AsyncIterator[Loket]:
    """Everything that answers, over one database."""
    clock = FixedClock(NU)
    async with (
        open_pool(gevuld.url("pos_gateway"), "gateway-proef", 5) as pool,
        open_pool(gevuld.url("pos_reports"), "reports-proef", 3) as eigen,
        Leesboek(pool, wacht=0.05) as boek,
    ):
        sessies, poort = PostgresSessies(pool), Toegangspoort(PostgresAccounts(pool), ARGON2, clock, Slot(3, 15), 366)
        diensten = Diensten(
            PostgresGegevens(pool), poort, Achterstand(_geen, clock), PostgresTellingen(pool), clock, sessies,
            dienstgeheim=DIENSTGEHEIM, boek=boek,
        )  # fmt: skip
        api = build_api(diensten)
        balie = Rapportbalie(diensten.gegevens, PostgresRapporten(pool), _Stil(), clock)
        api.include_router(rapporten.build_router(diensten, balie))
        voeg_toe(
            api, dashboards=diensten.dashboards, tekenaar=diensten.tekenaar, poort=poort, sessies=sessies, clock=clock,
            middelen=None, voorbeeld=False, balie=balie, gegevens=diensten.gegevens,
        )  # fmt: skip
        async with httpx.AsyncClient(transport=httpx.ASGITransport(api), base_url="http://gateway") as client:
            maker = Maker(PostgresVoorraad(eigen), GatewayCijfers(client, DIENSTGEHEIM, clock), schrijf, clock, 3)
            yield Loket(client, maker, gevuld.url(), sessies, boek)


class _Stil:
    async def meld(self, *rapporten: UUID) -> None:
        return None


@pytest.mark.parametrize("rol", MAG)
async def test_no_channel_shows_a_number_outside_the_view(loket: Loket, rol: str) -> None:
    antwoorden = await loket.alles(rol)
    mag = MAG[rol]

    for pad, antwoord in antwoorden.items():
        assert antwoord.status_code < 500, pad
        assert gevonden([antwoord]) <= mag, (pad, antwoord.status_code)
    assert gevonden(antwoorden.values()) == mag, "a test that finds nothing proves nothing"
    for school in GEPLANT:
        document = await loket.document(rol, school) if rol else None
        if document is not None:
            assert gevonden([document]) == {GEPLANT[school]} <= mag


@pytest.mark.parametrize("rol", ["school:99AB00", "bestuur:99001", "swv:PO9901", "platform:", ""])
async def test_what_is_hidden_and_what_is_not_there_answer_alike(loket: Loket, rol: str) -> None:
    """Texts of errors, headers too: a unit of others is a unit that nobody ever heard of."""
    kop = (await loket.koppen(rol))["token"]
    for vorm in ("/v1/indicatoren/tlv-aanvragen/waarden?niveau=school&eenheid={}", "/v1/eenheden/school/{}",
                 "/v1/dashboards/verwijzingen?niveau=school&eenheid={}",
                 "/v1/grafieken/verwijzingen/aanvragen.svg?niveau=school&eenheid={}",
                 "/v1/indicatoren/tlv-aanvragen/vergelijking?niveau=school&eenheid={}&schooljaar=2025-2026",
                 "/v1/stroom?niveau=school&eenheid={}"):  # fmt: skip
        verborgen, verzonnen = [await loket.client.get(vorm.format(s), headers=kop) for s in ("99AE00", "98ZZ00")]
        assert (verborgen.status_code, verborgen.content, verborgen.headers) == (
            verzonnen.status_code, verzonnen.content, verzonnen.headers,
        )  # fmt: skip
        assert verborgen.status_code in (401, 404)


async def test_an_etag_of_somebody_else_opens_nothing(loket: Loket) -> None:
    ruim = await loket.alles("swv:PO9901")
    for rol in ("school:99AB00", "bestuur:99001"):
        koppen, eigen = await loket.koppen(rol), await loket.alles(rol)
        for pad, antwoord in ruim.items():
            if (etag := antwoord.headers.get("etag")) and antwoord.content != eigen[pad].content:
                kop = koppen["token" if pad.startswith("/v1/") else "sessie"]
                anders = await loket.client.get(pad, headers={**kop, "If-None-Match": etag})
                assert anders.status_code == eigen[pad].status_code != 304, pad


@pytest.mark.parametrize(
    ("rol", "swv", "school"),
    [
        ("school:99AB00", "PO9901", "99AC00"),
        ("bestuur:99001", "PO9902", "99AE00"),
        ("swv:PO9901", "PO9902", "99AE00"),
    ],
)
async def test_hidden_numbers_change_and_nothing_else_does(loket: Loket, rol: str, swv: str, school: str) -> None:
    """Not one byte, status, header, ETag, order, count or length tells that something happened elsewhere."""
    voor = {pad: _vast(antwoord) for pad, antwoord in (await loket.alles(rol)).items()}

    await _verander(loket.admin_url, swv, school, 3)
    try:
        na = {pad: _vast(antwoord) for pad, antwoord in (await loket.alles(rol)).items()}
    finally:
        await _verander(loket.admin_url, swv, school, GEPLANT[school])

    assert [pad for pad in voor if voor[pad] != na[pad]] == []


async def _verander(url: str, swv: str, school: str, aantal: int) -> None:
    """As the aggregator does: cells, the version of the SWV, and that of the places."""
    verbinding = await asyncpg.connect(url)
    vestiging = vestiging_getal(school)
    await verbinding.execute("UPDATE stand.cel SET aantal = $2 WHERE vestiging = $1 AND aantal > 0", vestiging, aantal)
    await verbinding.execute(VERSIES, [swv_getal(swv)], NU)
    await verbinding.execute(
        "UPDATE stand.plaats_versie SET versie = versie + 1, bijgewerkt = now() WHERE vestiging = $1", vestiging
    )
    await verbinding.close()


def _vast(antwoord: httpx.Response) -> object:
    """All of an answer but what is by chance: the token of a form, and the cookie of a first visit."""
    delen = [_SLEUTEL.sub(b"", deel) for deel in _delen(antwoord.content)]
    # A workbook says when it was written, and a form has its token: their packed length is by chance too.
    toevallig = antwoord.content[:2] == b"PK" or b"formulier" in antwoord.content
    overslaan = ("set-cookie", "content-length") if toevallig else ("set-cookie",)
    koppen = {naam: waarde for naam, waarde in antwoord.headers.items() if naam not in overslaan}
    return antwoord.status_code, koppen, delen


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
