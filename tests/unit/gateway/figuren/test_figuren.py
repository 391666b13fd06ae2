"""Whole figures from hand-made answers: the table holds what the answer holds, the chart draws it, absence says why."""

from services.gateway.dashboards.deelname_en_stromen.stromen import STROMEN
from services.gateway.dashboards.figuren.doorlooptijd import doorlooptijd
from services.gateway.dashboards.figuren.onderwerp import TLV
from services.gateway.dashboards.figuren.stroombeeld import Band, stroombeeld
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.thuiszitters.verdeling import DUUR, verdeling
from services.gateway.dashboards.toewijzing.spreiding import SPREIDING
from tests.unit.gateway.figuren import bouw

JAAR, EERDER = "2025-2026", "2024-2025"
KEUZE = Keuze("swv", "PO9901", 2025, 2026)


def test_exempted_pupils_are_in_no_row() -> None:
    rijen = [({"duur": ">3m", "soort": "absoluut"}, 2), ({"duur": ">3m", "soort": "vrijstelling_5a"}, 7)]
    figuur = bouw.figuur(verdeling(DUUR), [bouw.antwoord({JAAR: 2, EERDER: 0}, {JAAR: rijen})], KEUZE)
    assert [rij.cellen[1] for rij in figuur.tabel.rijen] == [Waarde(0), Waarde(0), Waarde(2)]
    assert figuur.spec is not None


def test_nobody_at_home_is_zero_and_no_list_is_unknown() -> None:
    nul = bouw.figuur(verdeling(DUUR), [bouw.antwoord({JAAR: 0, EERDER: 0})], KEUZE)
    onbekend = bouw.figuur(verdeling(DUUR), [bouw.antwoord({JAAR: "x", EERDER: "x"})], KEUZE)
    assert {cel.toon for cel in nul.tabel.waarden()} == {"0"}
    assert {cel.toon for cel in onbekend.tabel.waarden()} == {"onbekend"}
    assert nul.spec is None
    assert onbekend.spec is None
    assert onbekend.leeg


def test_a_few_decisions_are_told_without_how_long_they_took() -> None:
    """A release tells 10 (8 or 9 in truth), and no weeks: of fewer than ten."""
    weinig = {"aantal": 10, "mediaan": None, "p90": None, "binnenTermijn": None, "status": None}
    genoeg = {"aantal": 25, "mediaan": 21, "p90": 56, "binnenTermijn": None, "status": None}
    samen = bouw.figuur(doorlooptijd(TLV), [bouw.antwoord({JAAR: weinig, EERDER: genoeg})], KEUZE)
    alleen = bouw.figuur(doorlooptijd(TLV), [bouw.antwoord({JAAR: weinig, EERDER: weinig})], KEUZE)

    (rij,) = (een.cellen for een in samen.tabel.rijen if een.cellen[0] == JAAR)
    assert [een.toon for een in rij[1:4] if isinstance(een, Waarde)] == ["10", "niet vrijgegeven", "niet vrijgegeven"]
    assert samen.spec is not None
    assert [rij["jaar"] for rij in samen.spec["data"]["values"]] == ["2024-25"]
    assert (alleen.spec, alleen.vergelijking) == (None, "")
    assert alleen.leeg == "Hoe lang het duurde, is niet vrijgegeven."
    assert "None" not in samen.zin + samen.vergelijking + alleen.zin


def test_matrix_tells_out_and_back_apart() -> None:
    rijen = [
        ({"van": "bao", "naar": "sbo"}, 6),
        ({"van": "sbo", "naar": "so"}, 2),
        ({"van": "so", "naar": "bao"}, (1, 4)),
    ]
    figuur = bouw.figuur(STROMEN, [bouw.antwoord({JAAR: 8}, {JAAR: rijen})], KEUZE)
    assert [kolom.naam for kolom in figuur.tabel.kolommen] == ["Van", "naar sbo", "naar so", "terug naar bao"]
    getoond = [[str(cel) if isinstance(cel, str) else cel.toon for cel in rij.cellen] for rij in figuur.tabel.rijen]
    assert getoond == [["bao", "6", "0", "n.v.t."], ["sbo", "0", "2", "n.v.t."], ["so", "0", "0", "1–4"]]


def test_bands_of_the_picture_are_as_wide_as_their_number() -> None:
    spec = stroombeeld("Stromen", [Band("bao", "sbo", 6), Band("bao", "so", 2), Band("sbo", "so", 2)])
    punten = spec["data"]["values"]
    assert {round(p["boven"] - p["onder"], 3) for p in punten if p["nummer"] == 0} == {6}
    assert {round(p["boven"] - p["onder"], 3) for p in punten if p["nummer"] == 1} == {2}
    links = {p["nummer"]: (p["onder"], p["boven"]) for p in punten if p["x"] == 0}
    assert links[1][1] == links[0][0], "bands of one group lie against each other"


def test_cloud_needs_three_units_and_keeps_who_is_withheld() -> None:
    kinderen = [{"niveau": "bestuur", "eenheid": f"9900{n}", "naam": f"Bestuur {n}", "plaats": None, "zicht": "eigen",
                 "label": None} for n in range(1, 5)]  # fmt: skip
    verwezen = [{"waarde": 1.5, "status": None, "teller": 3, "noemer": 200}, *(2.0, 2.5), "c"]

    def per_kind(waarden: list[object]) -> dict[str, object]:
        reeksen = [
            bouw.antwoord({JAAR: een}, eenheid=str(kind["eenheid"]))["reeksen"][0]
            for een, kind in zip(waarden, kinderen, strict=True)
        ]
        return {"stand": None, "reeksen": reeksen}

    antwoorden = [per_kind(verwezen), per_kind([4000, 0, 100, 50]), per_kind([200, 100, 100, 100])]
    figuur = bouw.figuur(SPREIDING, antwoorden, KEUZE, kinderen)
    assert figuur.spec is not None
    assert [punt["x"] for punt in figuur.spec["data"]["values"]] == [20, 0, 1]
    assert [punt["naam"] for punt in figuur.spec["data"]["values"]] == [rij.cellen[0] for rij in figuur.tabel.rijen[:3]]
    assert figuur.tabel.rijen[3].cellen[2] == Waarde(None, "c")
    assert "van 1,5% tot 2,5%" in figuur.zin
    assert "3 van de 4" in figuur.zin
