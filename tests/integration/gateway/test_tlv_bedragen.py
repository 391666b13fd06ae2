"""Amounts per TLV: set by the beheerder, kept with who and when, and times the running TLV's on the dashboards."""

from typing import Any

import pytest

from tests.integration.gateway.huis import Huis

SWV, BEHEERDER = "swv:PO9901", "beheerder:PO9901"
PAD = "/v1/instellingen/PO9901/tlv-bedragen"
BEDRAGEN: dict[str, Any] = {
    "bron": "verzonnen voor deze proef",
    "bedragen": [
        {"schooljaar": "2025-2026", "soortCategorie": "sbo", "bedrag": "1000.50"},
        {"schooljaar": "2025-2026", "soortCategorie": "so-laag", "bedrag": 2000},
    ],
}


async def _zet(huis: Huis, inhoud: Any, wie: str = BEHEERDER, **headers: str) -> Any:
    kop = {"Authorization": f"Bearer {await huis.token(wie)}", **headers}
    return await huis.client.put(PAD, json=inhoud, headers=kop)


async def _figuur(huis: Huis, vraag: str, wie: str, dashboard: str = "toewijzing") -> Any:
    antwoord = await huis.get(f"/v1/dashboards/{dashboard}?{vraag}", wie)
    assert antwoord.status_code == 200, antwoord.text
    return next((een for een in antwoord.json()["figuren"] if een["code"] == "kosten"), None)


async def test_cost_is_number_times_amount_for_who_sees_the_number(huis: Huis) -> None:
    gezet = await _zet(huis, BEDRAGEN)
    assert gezet.status_code == 200, gezet.text
    vraag = "niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    for dashboard in ("toewijzing", "middelen"):
        figuur = await _figuur(huis, vraag, SWV, dashboard)
        lopend = await huis.waarden("tlv-lopend", f"{vraag}&splitsing=soortCategorie", SWV)
        aantal = {
            rij["splitsing"]["soortCategorie"]: rij["waarde"] for rij in lopend["reeksen"][0]["perioden"][0]["rijen"]
        }
        rijen = {rij["cellen"][0]: rij["cellen"][1:] for rij in figuur["tabel"]["rijen"]}
        assert rijen["sbo"][2]["waarde"] == pytest.approx(aantal["sbo"] * 1000.5)
        assert aantal["sbo"] > 0
        assert rijen["Totaal"][2]["waarde"] == pytest.approx(aantal["sbo"] * 1000.5 + aantal.get("so-laag", 0) * 2000)
        assert "Bron van de bedragen: verzonnen voor deze proef." in figuur["noten"]


async def test_a_board_pays_nothing_and_sees_what_its_own_tlvs_cost_its_swv(huis: Huis) -> None:
    await _zet(huis, BEDRAGEN)
    figuur = await _figuur(huis, "niveau=bestuur&eenheid=99002&binnen=PO9901&schooljaar=2025-2026", "bestuur:99002")
    vraag = "niveau=bestuur&eenheid=99002&binnen=PO9901&schooljaar=2025-2026"
    lopend = await huis.waarden("tlv-lopend", vraag, "bestuur:99002")
    rijen = {rij["cellen"][0]: rij["cellen"][1:] for rij in figuur["tabel"]["rijen"]}
    assert rijen["Totaal"][0]["waarde"] == lopend["reeksen"][0]["perioden"][0]["totaal"]["waarde"]
    assert figuur["noten"][0].startswith("Alleen TLV’s van Naam van PO9901.")


async def test_new_amounts_end_what_was_kept(huis: Huis) -> None:
    pad = "/v1/dashboards/toewijzing?niveau=swv&eenheid=PO9901&schooljaar=2025-2026"
    etag = (await huis.get(pad, SWV)).headers["etag"]
    duurder = {**BEDRAGEN, "bedragen": [{**BEDRAGEN["bedragen"][0], "bedrag": "1"}]}
    assert (await _zet(huis, duurder)).status_code == 200
    assert (await huis.get(pad, SWV, headers={"If-None-Match": etag})).status_code == 200


async def test_only_the_beheerder_changes_them_and_nothing_is_lost(huis: Huis) -> None:
    eerst = await _zet(huis, BEDRAGEN)
    assert (await _zet(huis, BEDRAGEN, SWV)).status_code == 403
    assert (await _zet(huis, BEDRAGEN, "beheerder:PO9902")).status_code == 404
    assert (await huis.get(PAD, "bestuur:99002")).status_code == 404
    assert (await huis.get(PAD, SWV)).json()["bron"] == BEDRAGEN["bron"]
    ander = {**BEDRAGEN, "bron": "een ander"}
    nieuw = await _zet(huis, ander, **{"If-Match": eerst.headers["etag"]})
    assert (await _zet(huis, BEDRAGEN, **{"If-Match": eerst.headers["etag"]})).status_code == 412
    blad = nieuw.json()
    assert blad["versie"] == eerst.json()["versie"] + 1
    assert [een["bron"] for een in blad["geschiedenis"][:2]] == ["een ander", BEDRAGEN["bron"]]
    assert blad["bedragen"][0] == {"schooljaar": "2025-2026", "soortCategorie": "sbo", "bedrag": "1000.50"}


@pytest.mark.parametrize(
    "fout",
    [
        {"bron": ""},
        {"bron": "a\nb"},
        {"bedragen": [{**BEDRAGEN["bedragen"][0], "soortCategorie": "havo"}]},
        {"bedragen": [{**BEDRAGEN["bedragen"][0], "schooljaar": "2025-2027"}]},
        {"bedragen": [{**BEDRAGEN["bedragen"][0], "schooljaar": "1999-2000"}]},
        {"bedragen": [{**BEDRAGEN["bedragen"][0], "bedrag": "-1"}]},
        {"bedragen": [{**BEDRAGEN["bedragen"][0], "bedrag": "0.001"}]},
        {"bedragen": [BEDRAGEN["bedragen"][0], BEDRAGEN["bedragen"][0]]},
    ],
)
async def test_mistakes_are_told(huis: Huis, fout: dict[str, Any]) -> None:
    antwoord = await _zet(huis, {**BEDRAGEN, **fout})
    assert (antwoord.status_code, antwoord.headers["content-type"]) == (400, "application/problem+json")
    assert antwoord.json()["fouten"]
