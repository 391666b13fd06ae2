"""The exact shape of the answer, what is refused, statuses, ETag, and the OpenAPI document against real answers."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import jsonschema
import pytest

from services.gateway.dashboards import DASHBOARDS
from shared.contracts.indicatoren import CATALOGUS
from tests.bouwers import MOMENT, besloten, besluit, dossier
from tests.integration.gateway.huis import Huis, open_huis
from tests.integration.gateway.wereld import Lid, Wereld, vul_cellen
from tests.stack import Database

LEDEN = (Lid("PO9901", "99AB00", "99001", "PO9901-N"), Lid("VO9901", "99AG00", "99001", van=2020))
ARRANGEMENT = {"soort": "arrangement", "tlv": None, "arrangement": {"type": "groep", "bedrag_cent": 1, "leerlingen": 1}}
ZAKEN = [
    ("PO9901", dossier(leerjaar=None, behoeften=(), tlv={"schoolsoort": "sbo", "categorie": None})),
    ("PO9901", dossier(behoeften=("gedrag", "leren", "medisch"))),
    ("PO9901", dossier(herindicatie=True, ingediend=MOMENT | {"maand": 3})),
    ("PO9901", besloten(dagen_tot_compleet=10)),
    ("PO9901", besloten(besluit=besluit(doorlooptijd_dagen=50))),
    (
        "PO9901",
        besloten(
            **ARRANGEMENT,
            besluit=besluit(
                tlv=None, arrangement={"type": "individueel", "bedrag_cent": 123450, "leerlingen": 3}, bezwaar=None
            ),
        ),
    ),
]
SWV = "swv:PO9901"
LEEFTIJD = {"oudste": 59, "mediaan": 59}


@pytest.fixture(scope="module")
def klein(module_database: Database) -> Database:
    """A handful of cases, all handed in or decided in 2025-2026."""
    asyncio.run(Wereld(LEDEN, ZAKEN).vul(module_database.url()))
    return module_database


@pytest.fixture
async def huis(klein: Database) -> AsyncIterator[Huis]:
    """The gateway over it."""
    async with open_huis(klein.url("pos_gateway"), klein.url()) as geopend:
        yield geopend


async def _periode(huis: Huis, indicator: str, vraag: str) -> Any:
    antwoord = await huis.waarden(indicator, f"niveau=swv&eenheid=PO9901&{vraag}", SWV)
    return antwoord["reeksen"][0]["perioden"][0]


async def test_the_shape_of_an_answer(huis: Huis) -> None:
    antwoord = await huis.waarden(
        "tlv-aanvragen",
        "niveau=swv&eenheid=PO9901&schooljaar=2025-2026&schooljaar=2026-2027&splitsing=schoolsoort,categorie",
        SWV,
    )
    stand = antwoord.pop("stand")
    assert stand.endswith("Z")
    assert antwoord == {
        "indicator": "tlv-aanvragen",
        "niveau": "swv",
        "splitsing": ["schoolsoort", "categorie"],
        "reeksen": [
            {
                "eenheid": "PO9901",
                "zicht": "eigen",
                "perioden": [
                    {
                        "schooljaar": "2025-2026",
                        "totaal": {"waarde": 5, "status": None},
                        "rijen": [
                            {"splitsing": {"schoolsoort": "sbo", "categorie": "geen"}, "waarde": 1, "status": None},
                            {"splitsing": {"schoolsoort": "so", "categorie": "laag"}, "waarde": 4, "status": None},
                        ],
                    },
                    {"schooljaar": "2026-2027", "totaal": {"waarde": 0, "status": "p"}, "rijen": []},
                ],
            }
        ],
    }


async def test_withheld_has_its_total_and_periods_and_no_rows(huis: Huis) -> None:
    antwoord = await huis.waarden(
        "tlv-aanvragen", "niveau=swv&eenheid=PO9901&splitsing=schoolsoort&schooljaar=2025-2026", "school:99AB00"
    )
    assert antwoord["stand"] is None
    assert antwoord["reeksen"] == [
        {
            "eenheid": "PO9901",
            "zicht": "vergelijking",
            "perioden": [
                {
                    "schooljaar": "2025-2026",
                    "totaal": {"waarde": None, "status": "c", "tekst": "niet vrijgegeven"},
                    "rijen": [],
                }
            ],
        }
    ]


@pytest.mark.parametrize(
    ("splitsing", "verwacht"),
    [
        ("maand", {3: 1, 10: 4}),
        ("herindicatie", {False: 4, True: 1}),
        ("leerjaar", {5: 4, "onbekend": 1}),
        ("behoefte", {"leren": 1, "gedrag": 4, "medisch": 1, "onbekend": 1}),
        ("soortCategorie", {"sbo": 1, "so-laag": 4}),
        ("status", {"ingediend": 3, "besloten": 2}),
    ],
)
async def test_rows_in_the_order_of_the_code_list(huis: Huis, splitsing: str, verwacht: dict[object, int]) -> None:
    periode = await _periode(huis, "tlv-aanvragen", f"schooljaar=2025-2026&splitsing={splitsing}")
    assert {rij["splitsing"][splitsing]: rij["waarde"] for rij in periode["rijen"]} == verwacht
    assert [rij["splitsing"][splitsing] for rij in periode["rijen"]] == list(verwacht)


async def test_needs_count_in_every_row_and_the_answer_says_so(huis: Huis) -> None:
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026&splitsing=behoefte&filter.behoefte=leren"
    antwoord = await huis.waarden("tlv-aanvragen", vraag, SWV)
    periode = antwoord["reeksen"][0]["perioden"][0]
    assert periode["totaal"]["waarde"] == 1
    assert [rij["splitsing"]["behoefte"] for rij in periode["rijen"]] == ["leren", "gedrag", "medisch"]
    assert "ondersteuningsbehoeften" in antwoord["toelichting"]


@pytest.mark.parametrize(
    ("filter_", "aantal"),
    [
        ("filter.leerjaar=5", 4),
        ("filter.leerjaar=onbekend", 1),
        ("filter.behoefte=onbekend", 1),
        ("filter.herindicatie=true", 1),
        ("filter.categorie=geen", 1),
        ("filter.soortCategorie=so-laag&filter.maand=3", 1),
        ("filter.schoolsoort=pro", 0),
    ],
)
async def test_filters(huis: Huis, filter_: str, aantal: int) -> None:
    periode = await _periode(huis, "tlv-aanvragen", f"schooljaar=2025-2026&{filter_}")
    assert periode["totaal"]["waarde"] == aantal


async def test_durations_money_and_pupils(huis: Huis) -> None:
    duur = await _periode(huis, "tlv-doorlooptijd", "schooljaar=2025-2026")
    assert duur["totaal"] == {
        "aantal": 2,
        "mediaan": 40,
        "p90": 50,
        "binnenTermijn": {"teller": 1, "noemer": 2, "waarde": 50.0},
        "totCompleet": 10,
        "vanafCompleet": 30,
        "status": None,
    }
    leeg = await _periode(huis, "tlv-doorlooptijd", "")
    assert leeg["totaal"] == {
        **dict.fromkeys(("mediaan", "p90", "binnenTermijn", "totCompleet", "vanafCompleet")),
        "aantal": 0,
        "status": "p",
    }
    bedrag = await _periode(huis, "arrangement-bedrag", "schooljaar=2025-2026&splitsing=type")
    assert bedrag["totaal"] == {"waarde": "1234.50", "status": None}
    assert bedrag["rijen"] == [{"splitsing": {"type": "individueel"}, "waarde": "1234.50", "status": None}]
    assert (await _periode(huis, "arrangement-leerlingen", "schooljaar=2025-2026"))["totaal"]["waarde"] == 3
    assert (await _periode(huis, "arrangement-bedrag", ""))["totaal"] == {"waarde": "0.00", "status": "p"}


async def test_teldatum_and_years_ahead(huis: Huis) -> None:
    for vraag, aantal, status in (
        ("schooljaar=2025-2026&teldatum=02-01", 2, None),
        ("schooljaar=2025-2026", 0, None),
        ("schooljaar=2026-2027", 2, "p"),
        ("schooljaar=2031-2032", 0, None),
    ):
        totaal = (await _periode(huis, "tlv-lopend", vraag))["totaal"]
        assert totaal == {"waarde": aantal, "status": status}
    assert (await _periode(huis, "tlv-aflopend", "schooljaar=2026-2027"))["totaal"]["waarde"] == 2


async def test_what_is_open_now_has_no_schooljaar_and_no_status(huis: Huis) -> None:
    antwoord = await _periode(huis, "tlv-openstaand", "splitsing=status")
    assert antwoord == {
        "schooljaar": None,
        "totaal": {"waarde": 3, "leeftijd": LEEFTIJD, "status": None},
        "rijen": [{"splitsing": {"status": "ingediend"}, "waarde": 3, "leeftijd": LEEFTIJD, "status": None}],
    }
    assert (await _periode(huis, "tlv-openstaand", "schooljaar=2025-2026"))["totaal"]["waarde"] == 3


async def test_a_unit_before_it_existed_does_not_apply(huis: Huis) -> None:
    assert (await _periode(huis, "tlv-aanvragen", "schooljaar=2017-2018"))["totaal"] == {"waarde": None, "status": "z"}
    duur = (await _periode(huis, "tlv-doorlooptijd", "schooljaar=2017-2018"))["totaal"]
    assert duur["status"] == "z"
    assert duur["aantal"] is None


@pytest.mark.parametrize(
    ("indicator", "vraag", "velden"),
    [
        ("tlv-aanvragen", "", ["niveau", "eenheid"]),
        ("tlv-aanvragen", "niveau=klas&eenheid=x&zicht=alles", ["niveau", "zicht"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&splitsing=a&kleur=rood", ["kleur", "splitsing"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&splitsing=maand,maand", ["splitsing"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&splitsing=maand,status,leerjaar", ["splitsing"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&filter.maand=13", ["filter.maand"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&filter.maand=01", ["filter.maand"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&filter.maand=", ["filter.maand"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&filter.duur=1", ["filter.duur"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&filter.maand=1&filter.maand=2", ["filter.maand"]),
        (
            "tlv-aanvragen",
            "niveau=swv&eenheid=PO9901&filter.maand=1&filter.leerjaar=2&filter.herindicatie=true",
            ["filter"],
        ),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&schooljaar=2027-2028", ["schooljaar"]),
        ("tlv-lopend", "niveau=swv&eenheid=PO9901&schooljaar=2032-2033", ["schooljaar"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&schooljaar=2025", ["schooljaar"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&schooljaar=2025-2026..2024-2025", ["schooljaar"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&schooljaar=0001-0002..2025-2026", ["schooljaar"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&teldatum=02-01", ["teldatum"]),
        ("tlv-lopend", "niveau=swv&eenheid=PO9901&teldatum=03-01", ["teldatum"]),
        ("tlv-doorlooptijd", "niveau=swv&eenheid=PO9901&toerekening=herkomst", ["toerekening"]),
        ("tlv-aanvragen", "niveau=swv&niveau=swv&eenheid=PO9901", ["niveau"]),
        ("tlv-aanvragen", "niveau=swv&eenheid=PO9901&formaat=pdf", ["formaat"]),
    ],
)
async def test_every_mistake_is_listed(huis: Huis, indicator: str, vraag: str, velden: list[str]) -> None:
    antwoord = await huis.get(f"/v1/indicatoren/{indicator}/waarden?{vraag}", SWV)
    assert antwoord.status_code == 400
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == [f"query.{veld}" for veld in velden]


async def test_the_order_of_units_is_that_of_the_question(huis: Huis) -> None:
    vraag = "niveau=school&eenheid=99AB00&eenheid=99AG00&eenheid=99AB00"
    antwoord = await huis.waarden("tlv-aanvragen", vraag, "bestuur:99001")
    assert [reeks["eenheid"] for reeks in antwoord["reeksen"]] == ["99AB00", "99AG00"]


async def test_etag_changes_with_the_figures_of_the_own_swv_only(huis: Huis, klein: Database) -> None:
    pad = "/v1/indicatoren/tlv-aanvragen/waarden?niveau=swv&eenheid=VO9901"
    eerste = await huis.get(pad, "swv:VO9901")
    etag = eerste.headers["etag"]
    for kent in (etag, f'W/{etag}, "iets"', "*"):
        antwoord = await huis.get(pad, "swv:VO9901", headers={"If-None-Match": kent})
        assert (antwoord.status_code, antwoord.content, antwoord.headers["etag"]) == (304, b"", etag)
        assert antwoord.headers["api-version"] == eerste.headers["api-version"]
    assert (await huis.get(pad, "beheerder:VO9901")).headers["etag"] != etag
    verbinding = await asyncpg.connect(klein.url())
    await vul_cellen(verbinding, [("PO9901", dossier(ingediend=MOMENT | {"schooljaar": 2019}))])
    assert (await huis.get(pad, "swv:VO9901")).headers["etag"] == etag
    await vul_cellen(verbinding, [("VO9901", dossier(ingediend=MOMENT | {"schooljaar": 2019}))])
    await verbinding.close()
    assert (await huis.get(pad, "swv:VO9901", headers={"If-None-Match": etag})).status_code == 200


async def test_formats(huis: Huis) -> None:
    pad = "/v1/indicatoren"
    assert (await huis.get(pad, SWV, headers={"Accept": "text/html, */*;q=0.1"})).status_code == 200
    assert (await huis.get(pad, SWV, headers={"Accept": "image/png"})).status_code == 406
    assert (await huis.get(f"{pad}?formaat=json", SWV, headers={"Accept": "text/csv"})).status_code == 200


def _schema(document: Any, pad: str, status: str = "200") -> Any:
    inhoud = document["paths"][pad]["get"]["responses"][status]["content"]
    soort = inhoud["application/json" if status == "200" else "application/problem+json"]
    return {**soort["schema"], "components": document["components"]}


async def test_answers_are_as_the_document_says(huis: Huis) -> None:
    document = (await huis.get("/v1/openapi.json")).json()
    vraag = "?niveau=swv&eenheid=PO9901&schooljaar=2017-2018..2026-2027"
    for code, indicator in CATALOGUS.items():
        antwoord = await huis.get(
            f"/v1/indicatoren/{code}/waarden{vraag}&splitsing={next(iter(indicator.splitsingen))}", SWV
        )
        jsonschema.validate(antwoord.json(), _schema(document, "/indicatoren/{code}/waarden"))
    for pad, vorm in (
        ("/v1/indicatoren", "/indicatoren"),
        ("/v1/indicatoren/tlv-lopend", "/indicatoren/{code}"),
        ("/v1/eenheden", "/eenheden"),
        ("/v1/eenheden/swv/PO9901", "/eenheden/{niveau}/{id}"),
        ("/v1/stand", "/stand"),
        ("/v1/tokens", "/tokens"),
        ("/v1/dashboards", "/dashboards"),
        *((f"/v1/dashboards/{naam}", "/dashboards/{naam}") for naam in DASHBOARDS),
    ):
        jsonschema.validate((await huis.get(pad, SWV)).json(), _schema(document, vorm))
    fout = await huis.get("/v1/indicatoren/tlv-aanvragen/waarden", SWV)
    jsonschema.validate(fout.json(), _schema(document, "/indicatoren/{code}/waarden", "400"))
