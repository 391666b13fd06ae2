"""The layout of packed codes: a contract between who writes cells and who reads them."""

import pytest

from shared.contracts.cellen import INDELINGEN, Indeling, Kubus

# Never edited, only extended: stored cells have these positions (ADR 0005).
PLEKKEN = {
    Kubus.AANVRAAG: "soort:0 status:1 schoolsoort:4 categorie:7 type:9 leerjaar:12 herkomst:16 herindicatie:19"
    " maand:20 week:24 behoeften:30",
    Kubus.BESLUIT: "soort:0 besluit:1 schoolsoort:2 categorie:5 type:7 leerjaar:10 herkomst:14"
    " toegekend_schoolsoort:17 toegekend_categorie:20 toegekend_type:22 herindicatie:25 maand:26 week:30"
    " behoeften:36 duur:48 bekendgemaakt:51 bezwaar:52",
    Kubus.DOORLOOPTIJD: "soort:0 schoolsoort:1 categorie:4 type:6 dagen:9 tot_compleet:31",
    Kubus.LOPEND: "teldatum:0 schoolsoort:1 categorie:4 herkomst:6",
    Kubus.AFLOPEND: "schoolsoort:0 categorie:3 leerjaar:5",
    Kubus.OPGAVE: "bestuur:0",
    Kubus.THUISZITTER: "verzuim:0 verzuimduur:2 reden:4",
    Kubus.VERZILVERING: "teldatum:0 schoolsoort:1 categorie:4 verzilvering:6",
}


@pytest.mark.parametrize("kubus", Kubus)
def test_stored_positions_never_move(kubus: Kubus) -> None:
    velden = INDELINGEN[kubus].velden.values()

    assert " ".join(f"{veld.naam}:{veld.plek}" for veld in velden) == PLEKKEN[kubus]


@pytest.mark.parametrize("indeling", INDELINGEN.values(), ids=lambda indeling: indeling.kubus.name)
def test_every_field_keeps_its_own_bits(indeling: Indeling) -> None:
    vol = {naam: veld.masker for naam, veld in indeling.velden.items()}

    code = indeling.pak(**vol)

    assert code < 2**63
    assert {naam: veld.lees(code) for naam, veld in indeling.velden.items()} == vol
    for naam, veld in indeling.velden.items():
        assert indeling.pak(**{naam: veld.masker}) & indeling.pak(**(vol | {naam: 0})) == 0


@pytest.mark.parametrize("indeling", INDELINGEN.values(), ids=lambda indeling: indeling.kubus.name)
def test_every_listed_value_fits(indeling: Indeling) -> None:
    assert all(len(veld.waarden) <= veld.masker + 1 for veld in indeling.velden.values())


def test_a_number_that_does_not_fit_is_refused() -> None:
    with pytest.raises(OverflowError):
        INDELINGEN[Kubus.AANVRAAG].pak(week=64)
