"""Searching, the covering network, all answers as tables, and what is not there."""

from shared.contracts.eenheden import vestiging_getal
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.profielen.school import JAAR, klopt, publiceer, sql, vul


async def test_the_network_and_all_answers_as_tables(huis: Huis) -> None:
    await vul(huis, voorziening_plusklas={"keuze": "in_huis"}, voorziening_time_out={"keuze": "geen", "tekst": "=1+1"})
    await publiceer(huis)

    matrix = (await huis.get("/v1/profielen/dekking?swv=PO9901")).json()
    await klopt(huis, "/profielen/dekking", matrix)
    aanbod = {een["code"]: een["totaal"] for een in matrix["aanbod"]}
    assert aanbod["voorziening-plusklas"] == {
        "inHuis": 1, "opAfroep": 0, "onbekend": 1, "scholen": 2, "dekking": 50.0, "gat": False,
    }  # fmt: skip
    assert aanbod["voorziening-time-out"]["gat"]
    antwoorden = (await huis.get("/v1/profielen/antwoorden?swv=PO9901")).json()
    await klopt(huis, "/profielen/antwoorden", antwoorden)
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


GEZOCHT = {
    "": 1, "zoek=plusklas": 1, "zoek=Pro": 1, "zoek=onvindbaar": 0, "zoek=%25": 0, "zoek=_": 0,
    "plaats=plaa": 1, "plaats=xx": 0, "behoefte=hoogbegaafd": 1, "behoefte=medisch": 0,
    "aanbod=voorziening-plusklas:in_huis": 1, "aanbod=voorziening-plusklas:geen": 0,
    "aanbod=voorziening-plusklas:geen&aanbod=voorziening-plusklas:in_huis": 1,
    "swv=PO9901&bestuur=99001&schoolsoort=bao": 1, "swv=PO9902": 0, "subregio=PO9901-X": 0,
    "zoek=' OR 1=1 --": 0, "zoek=a:* %26 | !": 0,
}  # fmt: skip


async def test_everybody_searches(huis: Huis) -> None:
    await vul(huis, voorziening_plusklas={"keuze": "in_huis"}, voorziening_verzorgingsruimte={"keuze": "geen"})
    await publiceer(huis)

    for vraag, aantal in GEZOCHT.items():
        antwoord = await huis.get(f"/v1/profielen?{vraag}")
        assert (antwoord.status_code, antwoord.json()["totaal"]) == (200, aantal), vraag
    await klopt(huis, "/profielen", (await huis.get("/v1/profielen")).json())


_ANDERE = """
    INSERT INTO profielen.versie SELECT lid.swv, $1, schooljaar, nummer, formulier,
        jsonb_set(inhoud, '{school,code}', to_jsonb($2::text)), sha256, gepubliceerd_op, gepubliceerd_door, $3, $4,
        versie.schoolsoort, versie.bestuur, versie.subregio, aanbod, behoeften, 'wij gaan op de proef naar Proefdorp'
    FROM profielen.versie, organisatie.lidmaatschap lid WHERE versie.vestiging <> $1 AND lid.vestiging = $1 LIMIT 1
"""


async def test_who_is_called_so_comes_before_who_writes_about_it(huis: Huis) -> None:
    await vul(huis)
    await publiceer(huis)
    for code, naam, plaats in (("99AC00", "A", "Aa"), ("99AD00", "B", "Proefdorp")):
        await sql(huis, _ANDERE, None, vestiging_getal(code), code, naam, plaats)

    gevonden = (await huis.get("/v1/profielen?zoek=proef")).json()["profielen"]

    assert [een["school"]["code"] for een in gevonden] == ["99AB00", "99AD00", "99AC00"]
    tweede = (await huis.get("/v1/profielen?zoek=proef&pagina=2&paginaGrootte=1")).json()
    assert ([een["school"]["code"] for een in tweede["profielen"]], tweede["totaal"]) == (["99AD00"], 3)


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
