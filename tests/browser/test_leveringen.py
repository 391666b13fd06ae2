"""Loading a file as a beheerder: preview, yes, outcome; also without a script, and never for another SWV."""

from pathlib import Path

import pytest

from tests.browser.bezoeker import Bezoeker
from tests.browser.conftest import Bezoek
from tests.duo import tabel
from tests.lijsten import THUIS, csv, thuiszitter

GELD = ["swv", "bestuur", "vestiging", "periode", "categorie", "begroot", "besteed"]
HIST = ["INSTELLINGSCODE", "VESTIGINGSCODE", "SOORT_VESTIGING", "LEERLINGEN_2025"]
BEHEERDER = "beheerder.po9901"


def kies(bezoeker: Bezoeker, folder: Path, soort: str, inhoud: bytes) -> None:
    bestand = folder / f"{soort}.csv"
    bestand.write_bytes(inhoud)
    bezoeker.ga("/leveringen")
    bezoeker.pagina.select_option("#soort", soort)
    bezoeker.pagina.set_input_files("#bestand", bestand)
    bezoeker.pagina.click("main form button[type=submit]")


def kop(bezoeker: Bezoeker) -> str:
    return bezoeker.pagina.inner_text("h1")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_seen_before_it_is_loaded(bezoek: Bezoek, tmp_path: Path, javascript: bool) -> None:
    bezoeker = bezoek(BEHEERDER, javascript=javascript, breedte=1280 if javascript else 390)
    # Long ago: other tests of this region look at the money of later years.
    jaar = "2014" if javascript else "2013"
    inhoud = tabel(GELD, ["PO9901", "", "", jaar, "overig", "1200,50", ""])

    kies(bezoeker, tmp_path, "financien", inhoud)
    assert kop(bezoeker) == "Het bestand klopt. Wilt u het laden?"
    assert "niets: dit is nieuw" in bezoeker.pagina.inner_text("main table")
    assert "1 bedrag is leeg: dat blijft onbekend." in bezoeker.pagina.inner_text("main")
    bezoeker.foto(f"leveringen-proef-{javascript}")
    if javascript:
        assert bezoeker.gebreken() == []
    bezoeker.pagina.click("main form button[type=submit]")
    bezoeker.pagina.wait_for_selector(f"text=Geladen. Gewijzigd: PO9901 boekjaar {jaar}.")

    bezoeker.ga("/leveringen")
    assert f"PO9901 boekjaar {jaar}" in bezoeker.pagina.inner_text("main")
    bezoeker.foto(f"leveringen-{javascript}")
    assert bezoeker.past()
    if javascript:
        assert bezoeker.gebreken() == []
    kies(bezoeker, tmp_path, "financien", inhoud)
    assert "Dit bestand is al geladen." in bezoeker.pagina.inner_text("main")
    bezoeker.pagina.click("main form button[type=submit]")
    bezoeker.pagina.wait_for_selector("text=Dit bestand was al geladen. Er is niets gewijzigd.")


def test_what_is_wrong_per_row_and_column(bezoek: Bezoek, tmp_path: Path) -> None:
    bezoeker = bezoek(BEHEERDER)
    kies(bezoeker, tmp_path, "financien", tabel(GELD, ["PO9901", "", "", "2024", "<script>", "1.234", ""]))

    assert kop(bezoeker) == "Dit bestand kan zo niet geladen worden"
    assert [rij.split("\t")[:2] for rij in bezoeker.teksten("main tbody tr")] == [["2", "categorie"], ["2", "begroot"]]
    bezoeker.foto("leveringen-fouten")
    assert bezoeker.gebreken() == []


def test_a_beheerder_brings_no_lines_of_another_swv(bezoek: Bezoek, tmp_path: Path) -> None:
    bezoeker = bezoek(BEHEERDER)
    kies(bezoeker, tmp_path, "financien", tabel(GELD, ["PO9902", "", "", "2024", "overig", "1", "1"]))

    assert "hoort niet bij uw samenwerkingsverband" in bezoeker.pagina.inner_text("main table")
    assert bezoeker.pagina.locator("#soort option[value=duo-leerlingen]").count() == 0


def test_the_platform_loads_what_is_about_the_country(bezoek: Bezoek, tmp_path: Path) -> None:
    bezoeker = bezoek("platform")
    kies(bezoeker, tmp_path, "duo-leerlingen", tabel(HIST, ["99ZZ", "99ZZ00", "BO", "<5"]))

    assert "1 aantal staat er als <5: dat telt als 1 tot en met 4." in bezoeker.pagina.inner_text("main")
    assert bezoeker.pagina.locator("#soort option[value=financien]").count() == 0


def test_others_do_not_get_in(bezoek: Bezoek) -> None:
    bezoeker = bezoek("swv.po9901")
    bezoeker.ga("/leveringen")

    assert kop(bezoeker) == "Dit hoort niet bij uw rol"


def test_a_form_of_somebody_else_does_not_count(bezoek: Bezoek) -> None:
    bezoeker = bezoek(BEHEERDER)
    bezoeker.ga("/leveringen")
    antwoord = bezoeker.pagina.request.post(
        f"{bezoeker.adres}/leveringen/laden", form={"sleutel": "x", "formulier": "AAAA"}
    )

    assert antwoord.status == 400


def test_a_list_with_persons_is_loaded_and_nobody_is_repeated(bezoek: Bezoek, tmp_path: Path) -> None:
    regels = [
        thuiszitter("MELDING-7", naam="Sanne Geheim", reden="Over Sanne Geheim valt veel te zeggen"),
        thuiszitter("MELDING-8", naam="Bram Geheim", reden="wachtlijst"),
    ]
    bezoeker = bezoek(BEHEERDER)
    kies(bezoeker, tmp_path, "thuiszitters", csv(THUIS, regels))

    proef = bezoeker.pagina.content()
    assert kop(bezoeker) == "Het bestand klopt. Wilt u het laden?"
    assert "1 kolom is niet overgenomen" in bezoeker.pagina.inner_text("main")
    bezoeker.foto("leveringen-personen")
    bezoeker.pagina.click("main form button[type=submit]")
    bezoeker.pagina.wait_for_selector("text=Geladen.")

    assert not any(woord in inhoud for inhoud in (proef, bezoeker.pagina.content()) for woord in ("Geheim", "MELDING"))
    assert bezoeker.gebreken() == []


def test_a_list_with_mistakes_repeats_nobody(bezoek: Bezoek, tmp_path: Path) -> None:
    bezoeker = bezoek(BEHEERDER)
    kies(bezoeker, tmp_path, "thuiszitters", csv(THUIS, [thuiszitter("MELDING-7", soort="Geheim", sinds="Geheim")]))

    assert [rij.split("\t")[1] for rij in bezoeker.teksten("main tbody tr")] == ["soort", "sinds"]
    assert not any(woord in bezoeker.pagina.content() for woord in ("Geheim", "MELDING"))
