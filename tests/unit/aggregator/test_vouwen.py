"""When a case is past its retention, and what its base figures say."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.aggregator.domain.bijdragen import contributions
from services.aggregator.domain.vouwen import Basiscel, Basismaten, Plek, basis_van, te_vouwen, verwijderd_te_lang
from shared.contracts import codes
from shared.contracts.basis import Deel, Meting, als_tekst, code_van, delen, totaal
from shared.contracts.cellen import INDELINGEN, Cel, Kubus, Maten
from shared.contracts.indicatoren import CATALOGUS, Indicator, Maat
from shared.contracts.indicatoren.splitsingen import deling, samen, selectie
from shared.contracts.schooljaar import TELDATUMS
from shared.contracts.zaken import Dossier
from tests.bouwers import besloten, besluit, dossier

_SPLITSINGEN = {naam for indicator in CATALOGUS.values() for naam in indicator.splitsingen}


def _geldig(eind: int) -> dict[str, Any]:
    return {"geldigheid": {"teldatums": (), "schooljaren": 0, "eind_schooljaar": eind}}


def _moment(schooljaar: int, maand: int) -> dict[str, int]:
    return {"schooljaar": schooljaar, "maand": maand, "week": 1}


@pytest.mark.parametrize(
    ("inhoud", "eerste_dag"),
    [
        # No decision: from the month of the application, whatever the status.
        (dossier(ingediend=_moment(2025, 10)), date(2028, 11, 1)),
        (dossier(ingediend=_moment(2025, 12)), date(2029, 1, 1)),
        (dossier(ingediend=_moment(2025, 7), status="ingetrokken"), date(2029, 8, 1)),
        # The later of decision and end of validity, which is known by its schooljaar.
        (besloten(besluit=besluit(genomen=_moment(2025, 11), **_geldig(2025))), date(2029, 8, 1)),
        (besloten(besluit=besluit(genomen=_moment(2025, 11), **_geldig(2034))), date(2038, 8, 1)),
        (besloten(besluit=besluit(genomen=_moment(2027, 9), **_geldig(2026))), date(2030, 10, 1)),
        # Refused: nothing was valid.
        (besloten(besluit=besluit(uitkomst="afgewezen", tlv=None, geldigheid=None)), date(2028, 12, 1)),
    ],
)
def test_three_years_after_the_end_of_a_case(inhoud: dict[str, Any], eerste_dag: date) -> None:
    zaak = Dossier(**inhoud)

    assert te_vouwen(zaak, eerste_dag, 3)
    assert not te_vouwen(zaak, date.fromordinal(eerste_dag.toordinal() - 1), 3)
    assert te_vouwen(zaak, eerste_dag.replace(year=eerste_dag.year + 2), 5)


def test_a_validity_without_end_never_folds_and_never_fails() -> None:
    assert not te_vouwen(Dossier(**besloten(besluit=besluit(**_geldig(9999)))), date.max, 3)


def test_a_removed_case_outlives_the_log_and_no_more() -> None:
    assert not verwijderd_te_lang(date(2026, 1, 1), date(2027, 2, 28))
    assert verwijderd_te_lang(date(2026, 1, 1), date(2027, 3, 1))


def _maak(kans: dict[str, Any]) -> Dossier:
    toegekend = besluit(
        **_geldig(2026),
        doorlooptijd_dagen=kans["dagen"],
        tlv={"schoolsoort": kans["soort"], "categorie": "laag" if kans["soort"] in codes.MET_CATEGORIE else None},
    )
    velden = {naam: kans[naam] for naam in ("leerjaar", "herkomst", "herindicatie", "behoeften", "dagen_tot_compleet")}
    return Dossier(**(besloten(besluit=toegekend, **velden) if kans["besloten"] else dossier(**velden)))


_dossiers = st.lists(
    st.fixed_dictionaries(
        {
            "leerjaar": st.sampled_from([None, 1, 8]),
            "herkomst": st.sampled_from(["bao", "sbo"]),
            "herindicatie": st.booleans(),
            "behoeften": st.lists(st.sampled_from(codes.BEHOEFTEN), unique=True, max_size=3).map(
                lambda lijst: tuple(sorted(lijst, key=codes.BEHOEFTEN.index))
            ),
            "dagen_tot_compleet": st.one_of(st.none(), st.integers(0, 90)),
            "dagen": st.integers(0, 90),
            "soort": st.sampled_from(codes.SCHOOLSOORTEN),
            "besloten": st.booleans(),
        }
    ).map(_maak),
    max_size=12,
)


Rij = tuple[int, str, str]


def _naief(cellen: dict[Cel, Maten], indicator: Indicator, teldatum: str) -> Counter[Rij]:
    """Dossiers per schooljaar for the total and for each value of each split, by plain loops over the cells."""
    eis = samen(selectie(indicator, teldatum))
    geteld: Counter[Rij] = Counter()
    for cel, maten in cellen.items():
        if cel.kubus != indicator.kubus or cel.code & eis.masker not in eis.nummers:
            continue
        geteld[cel.schooljaar, "totaal", ""] += maten.aantal
        for naam in indicator.splitsingen:
            waarden = [deling(indicator, naam).waarden[plaats] for plaats in deling(indicator, naam).rijen(cel.code)]
            geteld.update({(cel.schooljaar, naam, als_tekst(waarde)): maten.aantal for waarde in waarden})
    return geteld


def _gevouwen(basis: dict[Basiscel, Basismaten], indicator: Indicator, teldatum: str) -> Counter[Rij]:
    gevouwen: Counter[Rij] = Counter()
    for sleutel, maten in basis.items():
        van_vraag = (sleutel.indicator, sleutel.teldatum, sleutel.herkomst) == (indicator.code, teldatum, False)
        if van_vraag and sleutel.meting in (Meting.MAAT, Meting.DAGEN):
            heel = sleutel.splitsing == totaal(indicator)
            deel = ("totaal", "") if heel else (sleutel.splitsing, sleutel.waarde)
            gevouwen[sleutel.schooljaar, *deel] += maten.aantal
    return gevouwen


@given(_dossiers)
@settings(max_examples=100, deadline=None)
def test_every_total_and_single_split_survives_and_nothing_finer(dossiers: list[Dossier]) -> None:
    cellen: dict[Cel, Maten] = {}
    for een in dossiers:
        for cel, maten in contributions("PO9901", een):
            oud = cellen.get(cel, Maten(0))
            cellen[cel] = Maten(*(a + b for a, b in zip(oud, maten, strict=True)))

    basis = basis_van(cellen, lambda _swv, _school, _jaar: Plek(99001, "ZUID"))

    for indicator in CATALOGUS.values():
        for teldatum in TELDATUMS if indicator.teldatum else ("",):
            assert _gevouwen(basis, indicator, teldatum) == _naief(cellen, indicator, teldatum), indicator.code
    assert {sleutel.splitsing for sleutel in basis} <= {"", "week", *_SPLITSINGEN}


@given(st.integers(0, 2**20), st.sampled_from(sorted(CATALOGUS)))
@settings(max_examples=300, deadline=None)
def test_a_row_reads_back_as_a_code_that_counts_in_that_row_only(zaad: int, naam: str) -> None:
    indicator = CATALOGUS[naam]
    velden = INDELINGEN[indicator.kubus].velden
    nummers = {
        een.naam: zaad % len(een.waarden) if een.waarden else min(zaad % 12 + 1, een.masker)
        for een in velden.values()
        if een.naam != "bestuur"
    }
    code = INDELINGEN[indicator.kubus].pak(**nummers)
    for deel in _leesbaar(indicator.code, code):
        terug = code_van(indicator, deel)
        if deel.splitsing in indicator.splitsingen:
            een_deling = deling(indicator, deel.splitsing)
            assert len(een_deling.rijen(terug)) == 1
            assert set(een_deling.rijen(terug)) <= set(een_deling.rijen(code))
            assert terug & ~een_deling.masker == 0


def _leesbaar(naam: str, code: int) -> list[Deel]:
    try:
        return list(delen(CATALOGUS[naam], code))
    except KeyError:
        return []  # a combination that no dossier has, as a category for sbo


def test_a_duration_keeps_its_days_apart() -> None:
    """The joint distribution would be finer than any figure needs."""
    zaak = Dossier(**besloten(dagen_tot_compleet=10))
    cellen = {cel: maten for cel, maten in contributions("PO9901", zaak) if cel.kubus == Kubus.DOORLOOPTIJD}

    basis = basis_van(cellen, lambda *_: Plek())

    assert CATALOGUS["tlv-doorlooptijd"].maat is Maat.DUUR
    totalen = {(een.meting, een.dagen) for een in basis if een.splitsing == "" and not een.herkomst}
    assert totalen == {(Meting.DAGEN, 40), (Meting.TOT_COMPLEET, 10), (Meting.VANAF_COMPLEET, 30)}
