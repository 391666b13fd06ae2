"""The comparison that a reader chose stands beside every figure of every dashboard, and is the API's."""

from typing import Any

import pytest

from services.gateway.dashboards import DASHBOARDS
from tests.integration.gateway.huis import Huis

SWV = "swv:PO9901"
JAAR = "schooljaar=2025-2026"
BESTUUR = f"niveau=bestuur&eenheid=99002&binnen=PO9901&{JAAR}"
# Lists of what stands out or was agreed, and the national figures themselves: nobody else has a figure of those.
ZONDER_ANDEREN = {"landelijk", "signalen", "oordelen", "doelen", "standaarden", "aanbod"}


async def _figuren(huis: Huis, dashboard: str, vraag: str) -> dict[str, Any]:
    antwoord = await huis.get(f"/v1/dashboards/{dashboard}?{vraag}", SWV)
    assert antwoord.status_code == 200, antwoord.text
    return {een["code"]: een for een in antwoord.json()["figuren"]}


def _koppen(figuur: Any) -> set[str]:
    return {kolom["naam"] for kolom in figuur["tabel"]["kolommen"]}


@pytest.mark.parametrize("wie", [JAAR, BESTUUR], ids=["swv", "bestuur"])
async def test_every_figure_tells_the_comparison_that_was_chosen(huis: Huis, wie: str) -> None:
    for dashboard in DASHBOARDS:
        gewoon = await _figuren(huis, dashboard, wie)
        for keuze in ("soortgelijk", "landelijk"):
            anders = await _figuren(huis, dashboard, f"{wie}&vergelijk={keuze}")
            assert gewoon.keys() == anders.keys()
            for code in anders.keys() - ZONDER_ANDEREN:
                zin = (anders[code]["vergelijking"] or "").lower()
                erbij = _koppen(anders[code]) - _koppen(gewoon[code])
                verteld = keuze in zin or "andere " in zin or any(een.startswith(keuze) for een in erbij)
                assert verteld, (dashboard, keuze, code, zin)


async def test_what_others_have_is_the_answer_of_the_comparison(huis: Huis) -> None:
    figuren = await _figuren(huis, "verwijzingen", f"{BESTUUR}&vergelijk=soortgelijk")
    codes = {"soorten": "tlv-toegekend", "leerjaren": "tlv-aanvragen", "doorlooptijd": "tlv-doorlooptijd"}
    for figuur, code in codes.items():
        antwoord = (await huis.get(f"/v1/indicatoren/{code}/vergelijking?{BESTUUR}", SWV)).json()
        (verdeling, *_), achter = antwoord["verdelingen"], " dagen" if figuur == "doorlooptijd" else ""
        verwacht = f"Andere besturen in PO9901: mediaan {verdeling['mediaan']}{achter}, de middelste helft"
        assert verwacht in figuren[figuur]["vergelijking"]
        assert f"({verdeling['eenheden']})" in figuren[figuur]["vergelijking"]


async def test_a_column_of_the_overview_is_the_answer_of_the_comparison(huis: Huis) -> None:
    figuren = await _figuren(huis, "overzicht", f"{BESTUUR}&vergelijk=soortgelijk")
    tabel = figuren["ondersteuning"]["tabel"]
    plek = next(nr for nr, een in enumerate(tabel["kolommen"]) if een["naam"].startswith("soortgelijk"))
    antwoord = (await huis.get(f"/v1/indicatoren/tlv-aanvragen/vergelijking?{BESTUUR}", SWV)).json()

    assert tabel["rijen"][0]["cellen"][plek]["waarde"] == antwoord["verdelingen"][0]["mediaan"]


async def test_the_next_level_counts_on_the_chosen_day(huis: Huis) -> None:
    """The table of schools says the same day as the page above it."""
    figuren = await _figuren(huis, "toewijzing", f"{JAAR}&teldatum=02-01&verdeling=school")
    getoond = {rij["cellen"][1]: rij["cellen"][2]["waarde"] for rij in figuren["onderliggend"]["tabel"]["rijen"]}
    scholen = "&".join(f"eenheid={code}" for code in getoond)
    vraag = f"niveau=school&{scholen}&{JAAR}&binnen=PO9901"
    februari, oktober = [
        {een["eenheid"]: een["perioden"][0]["totaal"]["waarde"] for een in antwoord["reeksen"]}
        for antwoord in [await huis.waarden("tlv-lopend", f"{vraag}&teldatum={dag}", SWV) for dag in ("02-01", "10-01")]
    ]

    assert getoond == februari != oktober
