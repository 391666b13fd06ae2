"""Sentences above the figures: the numbers of the answer, careful with few, honest where there is none."""

from services.gateway.dashboards.deelname_en_stromen import deelname, terug
from services.gateway.dashboards.figuren import bestemming, doorlooptijd, prognose, zinnen
from services.gateway.dashboards.figuren.balken import Balk
from services.gateway.dashboards.figuren.maanden import oplopend
from services.gateway.dashboards.figuren.periode import Vergeleken
from services.gateway.dashboards.figuren.stroombeeld import Band
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.middelen import categorieen
from services.gateway.dashboards.thuiszitters import aantallen
from services.gateway.dashboards.thuiszitters.verdeling import zin as zin_verdeling
from services.gateway.dashboards.toewijzing import lopend, verzilvering
from services.gateway.dashboards.verwijzingen import aflopend, percentage
from tests.unit.gateway.figuren import bouw

JAAR = "2025-2026"
GEHEIM = Waarde(None, "c", "niet vrijgegeven")


def test_months_add_up_from_august() -> None:
    rijen = [({"maand": 8}, 2), ({"maand": 9}, 3), ({"maand": 1}, 4)]
    antwoord = bouw.lees({JAAR: 9}, {JAAR: rijen})
    assert [een.getal for een in oplopend(antwoord, JAAR, 12)] == [2, 5, 5, 5, 5, 9, 9, 9, 9, 9, 9, 9]
    assert [een.getal for een in oplopend(antwoord, JAAR, 2)] == [2, 5]
    assert oplopend(bouw.lees({JAAR: "c"}), JAAR, 2) == [Waarde(None, "c")] * 2


def test_duration_says_nine_in_ten_only_of_enough() -> None:
    ruw = {"aantal": 71, "mediaan": 23, "p90": 41}
    assert doorlooptijd.zin(ruw, JAAR) == (
        "De helft van de 71 besluiten van 2025-2026 kwam binnen 23 dagen, negen van de tien binnen 41 dagen."
    )
    assert (
        doorlooptijd.zin({**ruw, "aantal": 3}, JAAR)
        == "De helft van de 3 besluiten van 2025-2026 kwam binnen 23 dagen."
    )
    assert doorlooptijd.zin({**ruw, "aantal": 1}, JAAR) == "In 2025-2026 is één besluit genomen, na 23 dagen."
    assert "niet vrijgegeven" in doorlooptijd.zin({"aantal": None, "status": "c", "tekst": "niet vrijgegeven"}, JAAR)
    assert doorlooptijd.zin({**ruw, "aantal": 10, "mediaan": None, "p90": None}, JAAR) == (
        "Hoe lang de 10 besluiten van 2025-2026 duurden, is niet vrijgegeven."
    )


def test_prognosis_is_an_estimate() -> None:
    twee = {"opSeizoen": Waarde(45, "p"), "metOpenstaand": Waarde(38, "p")}
    assert prognose.zin(twee, JAAR) == "De ramingen voor 2025-2026 lopen van 38 tot 45. Een raming is geen telling."
    geen = Waarde(None, "x", "te weinig dossiers")
    assert prognose.zin({"opSeizoen": geen, "metOpenstaand": geen}, JAAR).endswith("te weinig dossiers.")


def test_streams_name_the_largest_only_where_there_is_one() -> None:
    banden = [Band("bao", "sbo", 5), Band("bao", "so", 3)]
    assert bestemming.zin(Waarde(8), banden, JAAR).endswith("de grootste stroom gaat van bao naar sbo (5).")
    assert (
        bestemming.zin(Waarde(6), [Band("bao", "sbo", 3), Band("bao", "so", 3)], JAAR)
        == "In 2025-2026 zijn 6 TLV’s toegekend."
    )
    assert bestemming.zin(Waarde(2), [Band("bao", "sbo", 2)], JAAR) == "In 2025-2026 zijn 2 TLV’s toegekend."
    assert bestemming.zin(GEHEIM, [], JAAR) == "Voor 2025-2026 is er geen aantal: niet vrijgegeven."


def test_percentage_needs_more_than_a_few() -> None:
    ruw = {"teller": 39, "noemer": 4763}
    assert percentage.zin(Waarde(0.82, None, "0,82%"), ruw, JAAR) == (
        "In 2025-2026 kregen 39 van de 4.763 leerlingen voor het eerst een TLV (0,82%)."
    )
    assert "%" not in percentage.zin(Waarde(1.0, None, "1,00%"), {"teller": 2, "noemer": 200}, JAAR)
    assert percentage.zin(GEHEIM, {}, JAAR) == "Voor 2025-2026 is er geen getal: niet vrijgegeven."


def test_ends_of_this_and_next_schooljaar() -> None:
    antwoord = bouw.lees({"2026-2027": 81, "2027-2028": 1})
    assert aflopend.zin(antwoord, "2026-2027", "2027-2028") == (
        "In 2026-2027 lopen 81 TLV’s af; in 2027-2028 loopt één TLV af, voor zover nu toegekend."
    )


def test_used_of_granted() -> None:
    delen = [Waarde(69), Waarde(8), Waarde(4)]
    assert verzilvering.zin(delen, "1 oktober van 2025-2026") == (
        "Van de 77 TLV’s die op 1 oktober van 2025-2026 golden, zijn er 69 verzilverd (90%)."
        " DUO kent daarnaast 4 leerlingen zonder bekende TLV."
    )
    assert "%" not in verzilvering.zin([Waarde(3), Waarde(1), Waarde(0)], "toen")
    assert (
        verzilvering.zin([Waarde(1), Waarde(0), Waarde(0)], "toen") == "De ene TLV die op toen gold, is wel verzilverd."
    )
    assert verzilvering.zin([Waarde(None, "x"), Waarde(None, "x"), Waarde(0)], "toen") == (
        "Voor toen is er geen getal: onbekend."
    )


def test_running_now_and_a_year_later() -> None:
    assert lopend.zin(Waarde(206), Waarde(119), "1 oktober", JAAR) == (
        "Op 1 oktober van 2025-2026 lopen 206 TLV’s; een jaar later zijn dat er nog 119."
    )


def test_participation_beside_the_newest_common_year() -> None:
    eigen = [bouw.serie("sbo", j2023=Waarde(2.7, None, "2,70%"), j2025=Waarde(2.58, None, "2,58%"))]
    land = [bouw.serie("sbo landelijk", j2023=Waarde(2.4, None, "2,40%"), j2025=Waarde(None, "x"))]
    assert deelname.zin(eigen, JAAR) == "In 2025-2026 gaat van de leerlingen 2,58% naar het sbo."
    assert deelname.naast_landelijk(eigen, land) == "Sbo in 2023-2024: 2,70%, landelijk 2,40%."


def test_way_back_keeps_its_bounds() -> None:
    assert terug.zin(Waarde(None, None, "1–4", 1, 4), JAAR) == (
        "In 2025-2026 gingen 1–4 leerlingen terug naar het gewone onderwijs."
    )
    assert terug.zin(Waarde(0), JAAR) == "In 2025-2026 ging geen leerling terug naar het gewone onderwijs."


def test_pupils_at_home_with_exemptions_apart() -> None:
    assert aantallen.zin(Waarde(8), [Waarde(5), Waarde(3)], Waarde(2), JAAR) == (
        "Op de peildatum van 2025-2026 zaten 8 leerlingen thuis: 5 langdurig relatief en 3 absoluut verzuim."
        " Daarnaast hebben 2 een vrijstelling."
    )
    assert aantallen.zin(Waarde(0), [], Waarde(0), JAAR) == "Op de peildatum van 2025-2026 zat niemand thuis."


def test_reason_is_named_only_when_one_stands_out() -> None:
    gedrag, wacht = Balk("gedrag", Waarde(4), Waarde(1)), Balk("wachtlijst", Waarde(2), Waarde(0))
    assert zin_verdeling(Waarde(6), [gedrag, wacht], JAAR).endswith("het vaakst: gedrag (4 leerlingen).")
    assert zin_verdeling(Waarde(2), [Balk("gedrag", Waarde(2), Waarde(0))], JAAR).endswith("2 leerlingen.")


def test_money_tells_the_difference_and_never_judges() -> None:
    alles = Balk("Totaal", Waarde(90_000, None, "€\u00a090.000"), Waarde(100_000, None, "€\u00a0100.000"))
    assert categorieen.zin(alles, "boekjaar 2025") == (
        "In boekjaar 2025 is €\u00a090.000 besteed en €\u00a0100.000 begroot: €\u00a010.000 minder besteed dan begroot."
    )


def test_hoog_is_compared_over_the_same_weeks() -> None:
    loopt, heel = (Keuze("swv", "PO9901", jaar, 2026) for jaar in (2026, 2025))
    assert zinnen.hoog(Vergeleken(Waarde(6), Waarde(4), 47), loopt) == (
        "Tot en met week 47 zijn er 6 hoog toegekend, in dezelfde weken van 2025-2026 4."
    )
    assert zinnen.hoog(Vergeleken(Waarde(6), Waarde(4)), heel) == "Hoog: 2 meer dan in 2024-2025."
    assert zinnen.hoog(Vergeleken(Waarde(4), Waarde(4)), heel) == "Het aantal hoog is gelijk aan dat van 2024-2025."
    assert zinnen.hoog(Vergeleken(GEHEIM, Waarde(4)), heel) == ""


def test_the_published_percentage_stands_beside_the_own_one() -> None:
    """Where one is loaded for this kind of SWV; of another kind it says nothing."""
    eigen, land = bouw.antwoord({"2025-2026": 1.5}), bouw.antwoord({"2025-2026": "c"}, eenheid="NL-PO")
    eigen["reeksen"][0]["perioden"][0]["totaal"] |= {"teller": 15, "noemer": 1000}
    cijfer = {"indicator": "verwijzingspercentage", "schooljaar": "2025-2026", "waarde": 1.3, "status": None}
    figuren = [
        bouw.figuur(percentage.PERCENTAGE, [eigen, land, {"cijfers": [{**cijfer, "schoolsoort": soort}]}],
                    Keuze("swv", "PO9901", 2025, 2026))
        for soort in ("po", "vo+vso")
    ]  # fmt: skip
    koppen = [[kolom.naam for kolom in figuur.tabel.kolommen] for figuur in figuren]
    assert koppen[0] == [*koppen[1], "landelijk (gepubliceerd)"]
    assert "Landelijk gepubliceerd in 2025-2026: 1,30%, hier 1,50%." in figuren[0].vergelijking
    assert "gepubliceerd" not in figuren[1].vergelijking


def test_unknown_is_no_leerjaar() -> None:
    keuze = Keuze("swv", "PO9901", 2025, 2026)
    namen = ["groep 3", "groep 5", "onbekend"]
    vaak = zinnen.leerjaren(namen, [Waarde(2), Waarde(4), Waarde(9)], keuze)
    geen = zinnen.leerjaren(namen, [Waarde(0), Waarde(0), Waarde(9)], keuze)
    assert vaak == (
        "Van de 15 aanvragen uit 2025-2026 gaan de meeste over groep 5 (4). Van 9 is het leerjaar niet bekend."
    )
    assert geen == "Van de 9 aanvragen uit 2025-2026 is geen leerjaar bekend."
