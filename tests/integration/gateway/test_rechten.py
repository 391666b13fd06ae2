"""Who sees what over HTTP: the table of roles, with the same 404 for what is hidden and what is not there."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from services.gateway.adapters.context import zet_context
from services.gateway.domain.rechten import Context
from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal
from shared.runtime.postgres import open_pool, transaction
from tests.bouwers import besloten, dossier
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

# Two SWV's. 99AC00 moved from board 99001 to 99002 in 2025; 99AE00 is of the other SWV, board 99003, and also
# applies here. 77ZZ00 stands nowhere in the reference data.
LEDEN = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99001", "PO9901-N", tot=2024),
    Lid("PO9901", "99AC00", "99002", "PO9901-Z", van=2025),
    Lid("PO9901", "99AD00", "99002", "PO9901-Z", van=2025),
    Lid("PO9902", "99AE00", "99003", "PO9902-N"),
    Lid("PO9902", "99AF00", "99004", "PO9902-N"),
)


def _in(jaar: int, vestiging: str, **anders: object) -> dict[str, object]:
    return dossier(vestiging=vestiging, ingediend={"schooljaar": jaar, "maand": 10, "week": 41}, **anders)


ZAKEN = [
    *[("PO9901", _in(2024, "99AB00"))] * 3,
    *[("PO9901", _in(2024, "99AC00"))] * 5,
    *[("PO9901", _in(2026, "99AC00"))] * 7,
    *[("PO9901", _in(2026, "99AE00", vestiging_herkomst="99AB00"))] * 2,
    *[("PO9902", _in(2026, "99AE00"))] * 11,
    ("PO9901", _in(2026, "77ZZ00")),
    ("PO9902", besloten(vestiging="99AF00")),
]
ALLES = "schooljaar=2024-2025..2026-2027"


@pytest.fixture(scope="module")
def twee_swvs(module_database: Database) -> Database:
    """The small world above."""

    asyncio.run(Wereld(LEDEN, ZAKEN).vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(twee_swvs: Database) -> AsyncIterator[Huis]:
    """The gateway over it."""
    async with open_huis(twee_swvs.url("pos_gateway"), twee_swvs.url()) as geopend:
        yield geopend


async def _waarden(huis: Huis, vraag: str, *rechten: str) -> list[object]:
    """The totals of one unit; 'c' for withheld, the status code for another answer."""
    antwoord = await huis.get(f"/v1/indicatoren/tlv-aanvragen/waarden?{vraag}", *rechten)
    if antwoord.status_code != 200:
        return [antwoord.status_code]
    totalen = [periode["totaal"] for periode in antwoord.json()["reeksen"][0]["perioden"]]
    return [totaal["status"] if totaal["status"] in ("c", "z") else totaal["waarde"] for totaal in totalen]


@pytest.mark.parametrize(
    ("vraag", "rechten", "verwacht"),
    [
        # swv: every unit inside, exactly
        (f"niveau=swv&eenheid=PO9901&{ALLES}", ["swv:PO9901"], [8, 0, 10]),
        (f"niveau=swv&eenheid=PO9901&{ALLES}", ["beheerder:PO9901"], [8, 0, 10]),
        (f"niveau=subregio&eenheid=PO9901-N&{ALLES}", ["swv:PO9901"], [8, 0, 0]),
        (f"niveau=subregio&eenheid=PO9901-Z&{ALLES}", ["swv:PO9901"], ["z", 0, 7]),
        (f"niveau=bestuur&eenheid=99001&{ALLES}", ["swv:PO9901"], [8, 0, 0]),
        (f"niveau=bestuur&eenheid=99002&{ALLES}", ["swv:PO9901"], ["z", 0, 7]),
        (f"niveau=school&eenheid=99AD00&{ALLES}", ["swv:PO9901"], ["z", 0, 0]),
        # swv: units from outside that applied, for the own SWV's dossiers only
        (f"niveau=school&eenheid=99AE00&{ALLES}", ["swv:PO9901"], [0, 0, 2]),
        (f"niveau=bestuur&eenheid=99003&{ALLES}", ["swv:PO9901"], [0, 0, 2]),
        (f"niveau=school&eenheid=77ZZ00&{ALLES}", ["swv:PO9901"], ["z", "z", 1]),
        # swv: nothing of another SWV
        ("niveau=swv&eenheid=PO9902", ["swv:PO9901"], [404]),
        ("niveau=subregio&eenheid=PO9902-N", ["swv:PO9901"], [404]),
        ("niveau=bestuur&eenheid=99004", ["swv:PO9901"], [404]),
        ("niveau=school&eenheid=99AF00", ["swv:PO9901"], [404]),
        ("niveau=swv&eenheid=PO0000", ["swv:PO9901"], [404]),
        ("niveau=swv&eenheid=onzin", ["swv:PO9901"], [404]),
        ("niveau=landelijk&eenheid=NL-PO", ["swv:PO9901"], ["c"]),
        ("niveau=school&eenheid=99AE00&binnen=PO9901", ["swv:PO9901"], [2]),
        ("niveau=school&eenheid=99AE00&binnen=PO9902", ["swv:PO9901"], [404]),
        # bestuur: itself everywhere, its schools in its years
        (f"niveau=bestuur&eenheid=99001&{ALLES}", ["bestuur:99001"], [8, 0, 0]),
        ("niveau=bestuur&eenheid=99003", ["bestuur:99003"], [13]),
        ("niveau=bestuur&eenheid=99003&binnen=PO9902", ["bestuur:99003"], [11]),
        ("niveau=bestuur&eenheid=99003&binnen=PO9901", ["bestuur:99003"], [2]),
        (f"niveau=school&eenheid=99AC00&{ALLES}", ["bestuur:99001"], [5, "c", "c"]),
        (f"niveau=school&eenheid=99AC00&{ALLES}", ["bestuur:99002"], ["c", 0, 7]),
        ("niveau=school&eenheid=99AE00", ["bestuur:99001"], [404]),
        ("niveau=bestuur&eenheid=99002", ["bestuur:99001"], [404]),
        ("niveau=swv&eenheid=PO9901", ["bestuur:99001"], ["c"]),
        ("niveau=subregio&eenheid=PO9901-Z", ["bestuur:99001"], ["c"]),
        ("niveau=swv&eenheid=PO9902", ["bestuur:99001"], [404]),
        ("niveau=bestuur&eenheid=99001&binnen=PO9902", ["bestuur:99001"], [404]),
        # school: itself in all years at every SWV
        (f"niveau=school&eenheid=99AC00&{ALLES}", ["school:99AC00"], [5, 0, 7]),
        ("niveau=school&eenheid=99AE00", ["school:99AE00"], [13]),
        ("niveau=school&eenheid=99AE00&binnen=PO9901", ["school:99AE00"], [2]),
        ("niveau=bestuur&eenheid=99002", ["school:99AC00"], ["c"]),
        ("niveau=bestuur&eenheid=99001", ["school:99AC00"], ["c"]),
        ("niveau=swv&eenheid=PO9901", ["school:99AC00"], ["c"]),
        ("niveau=subregio&eenheid=PO9901-N", ["school:99AD00"], [404]),
        ("niveau=school&eenheid=99AB00", ["school:99AC00"], [404]),
        # several roles at once; platform sees no figures
        ("niveau=bestuur&eenheid=99003", ["swv:PO9901", "bestuur:99003"], [13]),
        ("niveau=school&eenheid=99AB00", ["school:99AC00", "swv:PO9901"], [0]),
        ("niveau=swv&eenheid=PO9901", ["platform:"], [404]),
        ("niveau=landelijk&eenheid=NL-PO", ["platform:"], [404]),
        # the view that is asked
        ("niveau=swv&eenheid=PO9901&zicht=vergelijking", ["swv:PO9901"], ["c"]),
        ("niveau=swv&eenheid=PO9901&zicht=openbaar", ["swv:PO9901"], ["c"]),
        ("niveau=swv&eenheid=PO9901&zicht=eigen", ["bestuur:99001"], [403]),
        # attribution to the school of origin: for swv and beheerder
        ("niveau=school&eenheid=99AB00&toerekening=herkomst", ["swv:PO9901"], [2]),
        ("niveau=school&eenheid=99AB00&toerekening=herkomst", ["school:99AB00"], ["c"]),
        ("niveau=bestuur&eenheid=99001&toerekening=herkomst", ["bestuur:99001"], ["c"]),
        ("niveau=bestuur&eenheid=99001&toerekening=herkomst", ["beheerder:PO9901"], [2]),
        # needs: not for bestuur and school
        ("niveau=school&eenheid=99AC00&splitsing=behoefte", ["school:99AC00"], [403]),
        ("niveau=bestuur&eenheid=99002&filter.behoefte=gedrag", ["bestuur:99002"], [403]),
        ("niveau=swv&eenheid=PO9901&splitsing=behoefte", ["bestuur:99002"], [403]),
        ("niveau=school&eenheid=99AC00&splitsing=behoefte", ["swv:PO9901"], [7]),
        ("niveau=school&eenheid=99AF00&splitsing=behoefte", ["school:99AC00"], [404]),
    ],
)
async def test_roles(huis: Huis, vraag: str, rechten: list[str], verwacht: list[object]) -> None:
    assert await _waarden(huis, vraag, *rechten) == verwacht


async def test_open_now_follows_the_board_of_now(huis: Huis) -> None:
    vraag = "/v1/indicatoren/tlv-openstaand/waarden?niveau=bestuur&eenheid="
    nu = (await huis.get(vraag + "99002", "bestuur:99002")).json()["reeksen"][0]["perioden"]
    vroeger = (await huis.get(vraag + "99001", "bestuur:99001")).json()["reeksen"][0]["perioden"]
    # Seven of week 41 of this year and five of week 41 of 2024, in week 47.
    totaal = {"waarde": 12, "leeftijd": {"oudste": 110, "mediaan": 6}, "status": None}
    assert nu == [{"schooljaar": None, "totaal": totaal, "rijen": []}]
    assert vroeger[0]["totaal"]["waarde"] == 3
    school = await huis.get("/v1/indicatoren/tlv-openstaand/waarden?niveau=school&eenheid=99AC00", "bestuur:99001")
    assert school.json()["reeksen"][0]["perioden"][0]["totaal"]["status"] == "c"


async def test_hidden_and_absent_have_the_same_answer(huis: Huis) -> None:
    begin = "/v1/indicatoren/tlv-aanvragen/waarden?"
    paden = [
        begin + "niveau=swv&eenheid=PO9902",
        begin + "niveau=swv&eenheid=PO0000",
        begin + "niveau=swv&eenheid=x",
        begin + "niveau=swv&eenheid=PO9901&eenheid=PO9902",
        begin + "niveau=school&eenheid=99AF00&zicht=vergelijking",
        begin + "niveau=school&eenheid=99AB00&binnen=PO9902",
        "/v1/eenheden/swv/PO9902",
        "/v1/eenheden/swv/PO0000",
        "/v1/eenheden/onzin/x",
        "/v1/eenheden?binnen=PO9902",
        "/v1/indicatoren/bestaat-niet",
    ]
    antwoorden = [await huis.get(pad, "swv:PO9901") for pad in paden]
    assert {antwoord.status_code for antwoord in antwoorden} == {404}
    assert len({antwoord.content for antwoord in antwoorden}) == 1
    assert len({str(sorted(antwoord.headers.items())) for antwoord in antwoorden}) == 1


@pytest.mark.parametrize(
    ("grens", "verwacht"),
    [
        (Context((), (), ()), 0),
        (Context((swv_getal("PO9901"),), (), ()), 18),
        (Context((), (vestiging_getal("99AE00"),), ()), 13),
        (Context((), (), (bestuur_getal("99001"),)), 8),
        # also what is open now: its school's older dossiers
        (Context((), (), (bestuur_getal("99002"),)), 12),
    ],
)
async def test_the_database_itself_shows_no_foreign_row(twee_swvs: Database, grens: Context, verwacht: int) -> None:
    async with open_pool(twee_swvs.url("pos_gateway"), "proef") as pool, transaction(pool) as verbinding:
        await zet_context(verbinding, grens, 2026)
        aantal = await verbinding.fetchval("SELECT coalesce(sum(aantal), 0)::int FROM stand.cel WHERE kubus = 1")
    assert aantal == verwacht


async def test_without_context_and_in_the_next_transaction_nothing_is_seen(twee_swvs: Database) -> None:
    async with open_pool(twee_swvs.url("pos_gateway"), "proef", 1) as pool:
        async with transaction(pool) as verbinding:
            await zet_context(verbinding, Context((swv_getal("PO9901"),), (), ()), 2026)
        async with transaction(pool) as verbinding:
            assert await verbinding.fetchval("SELECT count(*) FROM stand.cel") == 0


_PLATFORM = """
    WITH nieuw AS (INSERT INTO toegang.account (naam) VALUES ('platform.proef') RETURNING id)
    INSERT INTO toegang.recht SELECT id, 'platform', '' FROM nieuw
"""


async def test_the_role_reaches_no_case_and_writes_no_figure(twee_swvs: Database) -> None:
    eigenaar = await asyncpg.connect(twee_swvs.url())
    await eigenaar.execute(_PLATFORM)
    await eigenaar.close()
    verbinding = await asyncpg.connect(twee_swvs.url("pos_gateway"))
    try:
        for opdracht in (
            "SELECT * FROM stand.zaak",
            "SELECT * FROM stand.dode_letter",
            "SELECT * FROM bronnen.geheim",
            "DELETE FROM stand.cel",
            "INSERT INTO toegang.recht VALUES (1, 'platform', '')",
            "UPDATE toegang.account SET wachtwoord = 'x' WHERE naam = 'platform.proef'",
            "UPDATE toegang.account SET naam = 'x'",
            "SET ROLE pos_eigenaar",
            "ALTER TABLE stand.cel DISABLE ROW LEVEL SECURITY",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await verbinding.execute(opdracht)
    finally:
        await verbinding.close()


async def test_callers_that_share_connections_never_see_each_others_rows(huis: Huis) -> None:
    vragen = [
        ("swv:PO9901", "niveau=swv&eenheid=PO9901", 10),
        ("swv:PO9902", "niveau=swv&eenheid=PO9902", 11),
        ("school:99AE00", "niveau=school&eenheid=99AE00", 13),
        ("bestuur:99001", "niveau=bestuur&eenheid=99001", 0),
        ("bestuur:99003", "niveau=bestuur&eenheid=99003&binnen=PO9901", 2),
    ] * 60
    for recht in {recht for recht, _, _ in vragen}:
        await huis.token(recht)
    gevonden = await asyncio.gather(*(_waarden(huis, vraag, recht) for recht, vraag, _ in vragen))
    assert gevonden == [[aantal] for _, _, aantal in vragen]
