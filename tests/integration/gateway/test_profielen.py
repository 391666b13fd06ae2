"""A profile from the first answer to everybody's screen: who may, two at once, what stays, and what never changes."""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import asyncpg
import jsonschema
import pytest

from services.gateway.domain.profielen.document import canoniek
from services.gateway.domain.profielen.standaard import standaardformulier
from tests.bouwers import besloten
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld
from tests.stack import Database

JAAR, VOLGEND = "2026-2027", "2027-2028"
SCHOOL, BESTUUR, STAF = "school:99AB00", "bestuur:99001", "swv:PO9901"
CONCEPT = f"/v1/profielen/99AB00/concepten/PO9901/{JAAR}"
BOOS = """<script>alert(1)</script> & "wij" {{ 7*7 }} =1+1"""
LEDEN = (
    Lid("PO9901", "99AB00", "99001"),
    Lid("PO9901", "99AC00", "99001"),
    Lid("PO9902", "99AD00", "99002"),
)
TEKST = "Wij helpen elk kind dat bij ons past."
VERPLICHT = {item.code: item for item in standaardformulier().items() if item.verplicht}


@pytest.fixture(scope="module")
def wereld(module_database: Database) -> Database:
    """Three schools of two SWV's; 99AB00 applied for a TLV thirteen times."""
    zaken = [("PO9901", besloten(vestiging="99AB00")) for _ in range(13)]
    asyncio.run(Wereld(LEDEN, zaken, {"99AB00": "De Proef"}).vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(wereld: Database) -> AsyncIterator[Huis]:
    async with open_huis(wereld.url("pos_gateway"), wereld.url()) as geopend:
        yield geopend
        verbinding = await asyncpg.connect(wereld.url())
        await verbinding.execute("SET session_replication_role = replica")
        tabellen = ("formulier", "antwoord", "concept", "intrekking", "versie")
        await verbinding.execute("TRUNCATE " + ", ".join(f"profielen.{een}" for een in tabellen))
        await verbinding.close()


async def _put(huis: Huis, pad: str, wie: str, inhoud: Any = None, zag: str | None = None) -> Any:
    headers = {"Authorization": f"Bearer {await huis.token(wie)}", **({"If-Match": zag} if zag else {})}
    return await huis.client.put(pad, json=inhoud, headers=headers)


async def _antwoord(huis: Huis, item: str, inhoud: Mapping[str, Any], zag: str = "0", wie: str = SCHOOL) -> Any:
    return await _put(huis, f"{CONCEPT}/antwoorden/{item}", wie, inhoud, zag)


async def _staat(huis: Huis, staat: str, wie: str, pad: str = CONCEPT, **overig: str) -> Any:
    etag = (await huis.get(pad, SCHOOL)).headers["etag"]
    return await _put(huis, f"{pad}/staat", wie, {"staat": staat, **overig}, etag)


async def _vul(huis: Huis, **anders: Mapping[str, Any]) -> None:
    """Begin, and answer what must be answered."""
    assert (await _put(huis, CONCEPT, SCHOOL)).status_code == 200
    antwoorden: dict[str, Mapping[str, Any]] = {code: {"tekst": TEKST} for code in VERPLICHT}
    antwoorden |= {
        "contact-email": {"tekst": "info@proef.example"},
        **{k.replace("_", "-"): v for k, v in anders.items()},
    }
    for item, inhoud in antwoorden.items():
        antwoord = await _antwoord(huis, item, inhoud)
        assert antwoord.status_code == 200, antwoord.text


async def _publiceer(huis: Huis) -> None:
    assert (await _staat(huis, "ter_vaststelling", SCHOOL)).status_code == 200
    antwoord = await _staat(huis, "gepubliceerd", BESTUUR)
    assert antwoord.status_code == 200, antwoord.text


def _items(profiel: Any) -> dict[str, Any]:
    return {item["code"]: item for onderdeel in profiel["onderdelen"] for item in onderdeel["items"]}


async def _klopt(huis: Huis, pad: str, inhoud: Any, methode: str = "get") -> None:
    document = (await huis.get("/v1/openapi.json")).json()
    schema = document["paths"][pad][methode]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(inhoud, {**schema, "components": document["components"]})


async def test_from_the_first_answer_to_everybody(huis: Huis) -> None:
    await _vul(
        huis,
        voorziening_plusklas={"keuze": "in_huis", "tekst": BOOS},
        advies_mr={"keuze": "positief", "datum": "2026-11-01"},
        voorziening_time_out={"keuze": "geen", "tekst": "=1+1"},
    )
    concept = (await huis.get(CONCEPT, SCHOOL)).json()
    await _klopt(huis, "/profielen/{vestiging}/concepten/{swv}/{schooljaar}", concept)
    keuring = (await huis.get(f"{CONCEPT}/keuring", SCHOOL)).json()
    await _klopt(huis, "/profielen/{vestiging}/concepten/{swv}/{schooljaar}/keuring", keuring)
    assert keuring["fouten"] == 0
    assert (await huis.get("/v1/profielen/99AB00")).status_code == 404

    await _publiceer(huis)

    antwoord = await huis.get("/v1/profielen/99AB00")
    profiel = antwoord.json()
    await _klopt(huis, "/profielen/{vestiging}", profiel)
    assert (profiel["school"]["naam"], profiel["schooljaar"], profiel["nummer"]) == ("De Proef", JAAR, 1)
    assert _items(profiel)["voorziening-plusklas"]["tekst"] == BOOS
    assert "voorziening-structuurgroep" not in _items(profiel), "not answered"
    geldend = {"If-None-Match": antwoord.headers["etag"]}
    assert (await huis.get("/v1/profielen/99AB00", headers=geldend)).status_code == 304
    versies = (await huis.get("/v1/profielen/99AB00/versies")).json()
    await _klopt(huis, "/profielen/{vestiging}/versies", versies)
    assert (await huis.get(versies["versies"][0]["_links"]["self"]["href"])).json() == profiel


async def test_the_network_and_all_answers_as_tables(huis: Huis) -> None:
    await _vul(huis, voorziening_plusklas={"keuze": "in_huis"}, voorziening_time_out={"keuze": "geen", "tekst": "=1+1"})
    await _publiceer(huis)

    matrix = (await huis.get("/v1/profielen/dekking?swv=PO9901")).json()
    await _klopt(huis, "/profielen/dekking", matrix)
    aanbod = {een["code"]: een["totaal"] for een in matrix["aanbod"]}
    assert aanbod["voorziening-plusklas"] == {
        "inHuis": 1, "opAfroep": 0, "onbekend": 1, "scholen": 2, "dekking": 50.0, "gat": False,
    }  # fmt: skip
    assert aanbod["voorziening-time-out"]["gat"]
    antwoorden = (await huis.get("/v1/profielen/antwoorden?swv=PO9901")).json()
    await _klopt(huis, "/profielen/antwoorden", antwoorden)
    assert {"code": "voorziening-time-out", "tekst": "=1+1"}.items() <= {
        k: v for een in antwoorden["antwoorden"] if een["code"] == "voorziening-time-out" for k, v in een.items()
    }.items()
    csv = (await huis.get("/v1/profielen/antwoorden?swv=PO9901&formaat=csv")).text
    assert "'=1+1" in csv
    assert ",=1+1" not in csv
    for pad in ("dekking", "antwoorden"):
        assert (await huis.get(f"/v1/profielen/{pad}?swv=PO9901&formaat=xlsx")).content[:2] == b"PK"
        assert (await huis.get(f"/v1/profielen/{pad}?swv=PO9903")).status_code == 404
        assert (await huis.get(f"/v1/profielen/{pad}")).status_code == 400


async def test_the_form_shows_exact_figures_and_what_is_published_none_of_persons(huis: Huis) -> None:
    await _vul(huis)
    naast = _items((await huis.get(CONCEPT, SCHOOL)).json())["kengetallen"]["cijfers"]
    assert {een["waarde"] for een in naast if een["indicator"] == "tlv-aanvragen"} >= {13}
    assert not any(een["openbaar"] for een in naast if een["indicator"] != "leerlingen")

    await _publiceer(huis)

    tekst = (await huis.get("/v1/profielen/99AB00")).text
    assert "tlv" not in tekst
    assert "13" not in json.dumps(_items(json.loads(tekst)))
    regels = await _sql(huis, "SELECT eenheden FROM toegang.leesverslag WHERE '99AB00' = ANY (eenheden)")
    assert regels, "reading the exact figures beside the form stands in the read audit"


async def test_next_year_everything_stands_ready_but_what_is_asked_anew(huis: Huis) -> None:
    await _vul(huis, advies_mr={"keuze": "positief", "datum": "2026-11-01"}, basis_lezen={"keuze": "ja"})
    await _publiceer(huis)
    pad = CONCEPT.replace(JAAR, VOLGEND)

    nieuw = (await _put(huis, pad, SCHOOL)).json()

    items = _items(nieuw)
    assert items["visie"]["antwoord"]["tekst"] == TEKST
    assert items["visie"]["antwoord"]["overgenomen"]
    assert items["advies-mr"]["antwoord"] is None
    assert items["advies-mr"]["vorig"]["datum"] == "2026-11-01"
    keuring = (await huis.get(f"{pad}/keuring", SCHOOL)).json()["bevindingen"]
    assert any(f"antwoorden komen uit {JAAR}" in een["melding"] for een in keuring)
    bevestigd = await _put(huis, f"{pad}/antwoorden/basis-lezen", SCHOOL, {"keuze": "ja"}, "1")
    assert bevestigd.json()["overgenomen"] is False
    voor_later = CONCEPT.replace(JAAR, "2028-2029")
    assert (await _put(huis, voor_later, SCHOOL)).status_code == 404


async def test_who_saw_something_older_overwrites_nothing(huis: Huis) -> None:
    await _vul(huis)
    assert (await _antwoord(huis, "visie", {"tekst": "van de een"}, "1")).json()["versie"] == 2

    te_laat = await _antwoord(huis, "visie", {"tekst": "van de ander"}, "1")

    assert (te_laat.status_code, te_laat.json()["code"]) == (412, "intussen_gewijzigd")
    assert _items((await huis.get(CONCEPT, SCHOOL)).json())["visie"]["antwoord"]["tekst"] == "van de een"
    assert (await _antwoord(huis, "visie", {"tekst": "van de een"}, "1")).status_code == 200, "the same is no clash"
    assert (await _antwoord(huis, "onderwijs", {"tekst": "iets anders"}, "0")).status_code == 200


async def test_many_at_the_same_moment_one_wins_and_the_others_hear_it(huis: Huis) -> None:
    await _vul(huis)

    zelfde = await asyncio.gather(*(_antwoord(huis, "visie", {"tekst": f"tekst {n}"}, "1") for n in range(4)))
    verschillend = await asyncio.gather(
        *(_antwoord(huis, code, {"tekst": "x"}) for code in ("onderwijs", "ambities", "kwaliteit", "extra-samen"))
    )

    assert sorted(een.status_code for een in zelfde) == [200, 412, 412, 412]
    assert {een.status_code for een in verschillend} == {200}


RECHTEN = {
    SCHOOL: (200, 409, 403),
    STAF: (200, 403, 403),
    "beheerder:PO9901": (200, 403, 403),
    "school:99AC00": (404, 404, 404),
    "bestuur:99002": (404, 404, 404),
    "swv:PO9902": (404, 404, 404),
    "platform:": (404, 404, 404),
    BESTUUR: (200, 403, 200),
}
"""Who → reading, writing (409: it waits for the board), establishing."""


async def test_rights_per_role(huis: Huis) -> None:
    await _vul(huis)
    assert (await _staat(huis, "ter_vaststelling", SCHOOL)).status_code == 200

    for wie, (lezen, schrijven, vaststellen) in RECHTEN.items():
        assert (await huis.get(CONCEPT, wie)).status_code == lezen, wie
        assert (await huis.get(f"{CONCEPT}/keuring", wie)).status_code == lezen, wie
        assert (await _antwoord(huis, "visie", {"tekst": "anders"}, "1", wie)).status_code == schrijven, wie
        regels = (await huis.get("/v1/profielen/voortgang", wie)).json()["scholen"]
        assert ("99AB00" in [een["school"]["code"] for een in regels]) == (lezen == 200), wie
        assert (await _staat(huis, "gepubliceerd", wie)).status_code == vaststellen, wie
    for pad in (CONCEPT, f"{CONCEPT}/keuring", "/v1/profielen/voortgang"):
        assert (await huis.get(pad)).status_code == 401


async def test_the_board_gives_back_and_establishes_only_what_it_read(huis: Huis) -> None:
    await _vul(huis)
    assert (await _staat(huis, "gepubliceerd", BESTUUR)).status_code == 409, "nothing was offered"
    await _staat(huis, "ter_vaststelling", SCHOOL)
    gelezen = (await huis.get(CONCEPT, BESTUUR)).headers["etag"]

    terug = await _staat(huis, "concept", BESTUUR, opmerking="Noem ook het gebouw.")

    assert terug.status_code == 200
    assert (await huis.get(CONCEPT, SCHOOL)).json()["opmerking"] == "Noem ook het gebouw."
    await _antwoord(huis, "visie", {"tekst": "Aangevuld."}, "1")
    await _staat(huis, "ter_vaststelling", SCHOOL)
    oud = await _put(huis, f"{CONCEPT}/staat", BESTUUR, {"staat": "gepubliceerd"}, gelezen)
    assert (oud.status_code, oud.json()["code"]) == (412, "intussen_gewijzigd")
    assert (await _staat(huis, "gepubliceerd", BESTUUR)).status_code == 200


async def test_what_is_not_complete_is_not_offered(huis: Huis) -> None:
    await _put(huis, CONCEPT, SCHOOL)

    antwoord = await _staat(huis, "ter_vaststelling", SCHOOL)

    assert (antwoord.status_code, antwoord.json()["code"]) == (409, "onvolledig")
    assert {een["veld"] for een in antwoord.json()["fouten"]} == set(VERPLICHT)


async def test_a_correction_is_a_new_version_and_the_old_one_stays(huis: Huis) -> None:
    await _vul(huis)
    await _publiceer(huis)
    await _antwoord(huis, "visie", {"tekst": "Verbeterd."}, "1")
    assert _items((await huis.get("/v1/profielen/99AB00")).json())["visie"]["tekst"] == TEKST

    await _publiceer(huis)

    versies = (await huis.get("/v1/profielen/99AB00/versies")).json()["versies"]
    assert [een["nummer"] for een in versies] == [2, 1]
    eerste = (await huis.get(f"/v1/profielen/99AB00/versies/{JAAR}/1")).json()
    assert _items(eerste)["visie"]["tekst"] == TEKST
    assert _items((await huis.get("/v1/profielen/99AB00")).json())["visie"]["tekst"] == "Verbeterd."


ROLLEN = ("pos_gateway", "pos_beheer", "pos_eigenaar", None)
AANVALLEN = (
    "UPDATE profielen.versie SET inhoud = '{}'",
    "UPDATE profielen.versie SET gepubliceerd_op = now()",
    "UPDATE profielen.geldend SET naam = 'anders'",
    "DELETE FROM profielen.versie",
    "TRUNCATE profielen.versie CASCADE",
    "DELETE FROM profielen.intrekking",
    "UPDATE profielen.formulier SET definitie = '{}'",
)


async def test_what_is_published_can_not_change_in_the_database(huis: Huis) -> None:
    await _gepubliceerd_en_ingetrokken(huis)
    voor = await _sql(huis, "SELECT * FROM profielen.versie")

    for rol in ROLLEN:
        for opdracht in AANVALLEN:
            # A view of DISTINCT ON takes no update at all.
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ObjectNotInPrerequisiteStateError)):
                await _sql(huis, opdracht, rol)

    assert await _sql(huis, "SELECT * FROM profielen.versie") == voor
    assert hashlib.sha256(canoniek(json.loads(voor[0]["inhoud"]))).digest() == voor[0]["sha256"]


async def _gepubliceerd_en_ingetrokken(huis: Huis) -> None:
    """One of each, by hand: the tests above come there by the API."""
    document = {"school": {"code": "99AB00"}}
    rij = "1, 1, 2026, 1, 0, $1, $2, now(), 'x', 'n', 'p', 'bao', 1, null, '{}', '{}', ''"
    await _sql(
        huis, f"INSERT INTO profielen.versie VALUES ({rij})",
        None, json.dumps(document), hashlib.sha256(canoniek(document)).digest(),
    )  # fmt: skip
    await _sql(huis, "INSERT INTO profielen.intrekking VALUES (1, 1, 2026, 1, now(), 'x', 'naam')")
    await _sql(huis, "INSERT INTO profielen.formulier VALUES (1, 1, '{}', now(), 'x')")


async def _sql(huis: Huis, opdracht: str, rol: str | None = None, *waarden: Any) -> list[asyncpg.Record]:
    verbinding = await asyncpg.connect(huis.admin_url)
    try:
        if rol:
            await verbinding.execute(f"SET ROLE {rol}")
        return await verbinding.fetch(opdracht, *waarden)
    finally:
        await verbinding.close()


async def test_the_board_takes_a_version_from_view_and_an_earlier_one_stands_again(huis: Huis) -> None:
    await _vul(huis)
    await _publiceer(huis)
    await _antwoord(huis, "visie", {"tekst": "Jan de Voorbeeldleerling."}, "1")
    await _publiceer(huis)
    pad = f"/v1/profielen/99AB00/versies/{JAAR}/2/intrekkingen/PO9901"

    assert (await _put(huis, pad, SCHOOL, {"reden": "naam"})).status_code == 403
    assert (await _put(huis, pad, BESTUUR, {"reden": " "})).status_code == 400
    assert (await _put(huis, pad, BESTUUR, {"reden": "naam van een leerling"})).status_code == 204

    assert (await _put(huis, pad, BESTUUR, {"reden": "nog eens"})).status_code == 404
    assert "Voorbeeldleerling" not in (await huis.get("/v1/profielen/99AB00")).text
    assert (await huis.get(f"/v1/profielen/99AB00/versies/{JAAR}/2")).status_code == 404
    assert [een["nummer"] for een in (await huis.get("/v1/profielen/99AB00/versies")).json()["versies"]] == [1]
    assert (await huis.get("/v1/profielen?zoek=Voorbeeldleerling")).json()["totaal"] == 0


async def test_the_swv_changes_the_form_and_no_answer_is_lost(huis: Huis) -> None:
    await _vul(huis)
    pad = "/v1/profielen/formulieren/PO9901"
    eerst = await huis.get(pad, STAF)
    blad = eerst.json()
    await _klopt(huis, "/profielen/formulieren/{swv}", blad)
    form = blad["formulier"]
    form["onderdelen"] = [een for een in reversed(form["onderdelen"]) if een["code"] != "visie"]
    form["onderdelen"][0]["items"].append({"code": "nieuw", "soort": "tekst", "titel": "Nieuwe vraag"})

    zonder = await _put(huis, pad, STAF, form, eerst.headers["etag"])

    assert zonder.status_code == 200, zonder.text
    assert zonder.json()["versie"] == 1
    items = _items((await huis.get(CONCEPT, SCHOOL)).json())
    assert "visie" not in items
    assert items["nieuw"]["antwoord"] is None
    assert items["wat-kan"]["antwoord"]["tekst"] == TEKST
    assert (await _put(huis, pad, STAF, form, eerst.headers["etag"])).status_code == 412
    assert (await _put(huis, pad, SCHOOL, form)).status_code == 403
    assert (await _put(huis, pad, "beheerder:PO9901", form)).status_code == 403
    terug = await _put(huis, pad, STAF, blad["formulier"] | {"onderdelen": eerst.json()["formulier"]["onderdelen"]})
    assert terug.json()["versie"] == 2
    assert _items((await huis.get(CONCEPT, SCHOOL)).json())["visie"]["antwoord"]["tekst"] == TEKST
    anders = eerst.json()["formulier"]
    anders["onderdelen"][1]["items"][0] = {"code": "visie", "soort": "stand", "titel": "Visie?"}
    geweigerd = await _put(huis, pad, STAF, anders)
    assert (geweigerd.status_code, geweigerd.json()["fouten"][0]["veld"]) == (400, "bericht.visie")


GEZOCHT = {
    "": 1, "zoek=plusklas": 1, "zoek=Pro": 1, "zoek=onvindbaar": 0, "zoek=%25": 0, "zoek=_": 0,
    "plaats=plaa": 1, "plaats=xx": 0, "behoefte=hoogbegaafd": 1, "behoefte=medisch": 0,
    "aanbod=voorziening-plusklas:in_huis": 1, "aanbod=voorziening-plusklas:geen": 0,
    "aanbod=voorziening-plusklas:geen&aanbod=voorziening-plusklas:in_huis": 1,
    "swv=PO9901&bestuur=99001&schoolsoort=bao": 1, "swv=PO9902": 0, "subregio=PO9901-X": 0,
    "zoek=' OR 1=1 --": 0, "zoek=a:* %26 | !": 0,
}  # fmt: skip


async def test_everybody_searches(huis: Huis) -> None:
    await _vul(huis, voorziening_plusklas={"keuze": "in_huis"}, voorziening_verzorgingsruimte={"keuze": "geen"})
    await _publiceer(huis)

    for vraag, aantal in GEZOCHT.items():
        antwoord = await huis.get(f"/v1/profielen?{vraag}")
        assert (antwoord.status_code, antwoord.json()["totaal"]) == (200, aantal), vraag
    await _klopt(huis, "/profielen", (await huis.get("/v1/profielen")).json())


WEG = {
    "/v1/profielen/99AD00": 404,
    "/v1/profielen/geen-school": 404,
    "/v1/profielen?bestuur=1": 400,
    "/v1/profielen?behoefte=onzin": 400,
    "/v1/profielen?swv=XX": 400,
    "/v1/profielen/99AB00/versies/2026/1": 400,
    f"/v1/profielen/99AB00/versies/{JAAR}/1": 404,
}


async def test_what_is_not_there(huis: Huis) -> None:
    assert {pad: (await huis.get(pad)).status_code for pad in WEG} == WEG
