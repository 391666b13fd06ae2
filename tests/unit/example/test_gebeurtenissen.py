"""The played dossiers: valid, repeatable, in order, and figures that a quality officer would believe."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import islice, pairwise
from statistics import median

import orjson
import pytest

from deploy.example.dossier import Gebeurtenis
from deploy.example.gebeurtenissen import (
    Verloop,
    dossier_van,
    gebeurtenissen,
    levende_gebeurtenissen,
    nieuwste_dossiers,
)
from deploy.example.maak_regio import maak_regio
from deploy.example.overzicht import OPEN, Zaak, zaken
from deploy.example.regio import leerlingen
from deploy.example.simulatie import Wereld, maak_wereld
from shared.contracts import ldos
from tests.unit.example.conftest import VANDAAG


@pytest.fixture(scope="module")
def alle_zaken(alle_gebeurtenissen: list[Gebeurtenis]) -> list[Zaak]:
    return zaken(alle_gebeurtenissen)


def test_every_event_is_valid(alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    for gebeurtenis in alle_gebeurtenissen:
        oordeel = ldos.check(ldos.read(orjson.dumps(gebeurtenis)))
        assert isinstance(oordeel, ldos.Accepted), [(fout.veld, fout.code) for fout in oordeel]
        assert oordeel.unknown_fields == 0


def test_same_seed_and_day_give_the_same_bytes(alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    opnieuw = maak_wereld(VANDAAG).gebeurtenissen()
    assert [orjson.dumps(g) for g in islice(opnieuw, 5000)] == [orjson.dumps(g) for g in alle_gebeurtenissen[:5000]]


def test_another_seed_gives_another_world(wereld: Wereld, alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    ander = gebeurtenissen(wereld.regio, VANDAAG, Verloop(seed=2))
    assert list(islice(ander, 100)) != alle_gebeurtenissen[:100]


def test_a_later_day_only_adds(wereld: Wereld) -> None:
    kort = Verloop(seed=1, jaren=1)
    eerder = list(gebeurtenissen(wereld.regio, date(2026, 11, 1), kort))
    later = list(gebeurtenissen(wereld.regio, date(2026, 12, 20), kort))
    assert later[: len(eerder)] == eerder
    assert len(later) > len(eerder) > 0


def test_events_come_in_order_of_time_and_end_before_today(
    wereld: Wereld, alle_gebeurtenissen: list[Gebeurtenis]
) -> None:
    tijden = [datetime.fromisoformat(str(g["time"])) for g in alle_gebeurtenissen]
    assert all(a <= b for a, b in pairwise(tijden))
    assert wereld.verloop.begin(VANDAAG) == date(2019, 8, 1)
    assert tijden[-1].date() < VANDAAG


def test_versions_of_a_dossier_rise_by_one(alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    vorige: dict[str, object] = {}
    for gebeurtenis in alle_gebeurtenissen:
        data = dossier_van(gebeurtenis)
        sleutel = f"{data['swv']}/{data['dossiernummer']}"
        assert data["versie"] == (vorige[sleutel] + 1 if sleutel in vorige else 1)  # type: ignore[operator]
        assert gebeurtenis["id"] == f"{sleutel}/{data['versie']}"
        vorige[sleutel] = data["versie"]


def test_all_that_can_happen_happens(alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    soorten = Counter(str(g["type"]).removeprefix("nl.passendonderwijs.") for g in alle_gebeurtenissen)
    assert set(soorten) == {
        "aanvraag.ingediend.v1", "aanvraag.akkoord-bestuur.v1", "aanvraag.afgewezen-bestuur.v1",
        "aanvraag.in-behandeling.v1", "aanvraag.aanvulling-gevraagd.v1", "aanvraag.gewijzigd.v1",
        "aanvraag.ingetrokken.v1", "aanvraag.niet-behandelbaar.v1", "beschikking.afgegeven.v1",
        "beschikking.gewijzigd.v1", "beschikking.ingetrokken.v1", "dossier.verwijderd.v1",
    }  # fmt: skip
    assert 20_000 <= len(alle_gebeurtenissen) <= 42_000


def test_corrections_touch_every_kind_of_field(alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    aanvragen: dict[str, dict[str, object]] = {}
    gewijzigd: set[str] = set()
    for gebeurtenis in alle_gebeurtenissen:
        data = dossier_van(gebeurtenis)
        sleutel, aanvraag = f"{data['swv']}/{data['dossiernummer']}", data.get("aanvraag")
        if isinstance(aanvraag, dict):
            if str(gebeurtenis["type"]).endswith("aanvraag.gewijzigd.v1"):
                oud = aanvragen[sleutel]
                gewijzigd |= {naam for naam in aanvraag if aanvraag[naam] != oud.get(naam)}
            aanvragen[sleutel] = aanvraag
    assert {"vestiging", "leerjaar", "tlv", "arrangement", "ondersteuningsbehoeften"} <= gewijzigd


def test_peak_from_february_to_june_and_dip_in_august(alle_zaken: Sequence[Zaak]) -> None:
    maanden = Counter(zaak.ingediend.month for zaak in alle_zaken if zaak.soort == "tlv")
    totaal = sum(maanden.values())
    assert 0.55 <= sum(maanden[maand] for maand in range(2, 7)) / totaal <= 0.80
    assert maanden[8] / totaal <= 0.03
    assert max(maanden, key=lambda maand: maanden[maand]) in (3, 4, 5)


def test_schools_apply_as_often_as_schools_do(wereld: Wereld, alle_zaken: Sequence[Zaak]) -> None:
    for swv in wereld.regio.swvs[:5]:
        leden = [lid for lid in wereld.regio.leden_van(swv, 2025) if lid.schoolsoort in ("bao", "sbo")]
        aantal = sum(leerlingen(lid.vestiging, lid.schoolsoort) for lid in leden)
        eigen = [zaak for zaak in alle_zaken if zaak.swv == swv and zaak.jaar == 2025]
        nieuw = sum(z.soort == "tlv" and not z.herindicatie and z.besluit == "toegekend" for z in eigen)
        assert 0.5 <= 100 * nieuw / aantal <= 2.0, "verwijzingspercentage"
        assert 1.5 <= sum(zaak.soort == "arrangement" for zaak in eigen) / len(leden) <= 7


def test_decisions_take_a_few_weeks_and_differ_per_swv(alle_zaken: Sequence[Zaak]) -> None:
    dagen = defaultdict(list)
    for zaak in alle_zaken:
        if zaak.dagen is not None and zaak.soort == "tlv":
            dagen[zaak.swv].append(zaak.dagen)
    medianen = {swv: median(waarden) for swv, waarden in dagen.items()}
    assert all(14 <= waarde <= 42 for waarde in medianen.values()), medianen
    assert max(medianen.values()) - min(medianen.values()) >= 4
    assert all(0.6 <= sum(d <= 42 for d in waarden) / len(waarden) <= 0.98 for waarden in dagen.values())


def test_open_work_of_today_is_recent_and_in_every_status(alle_zaken: Sequence[Zaak]) -> None:
    open_nu = [zaak for zaak in alle_zaken if zaak.status in OPEN]
    assert {zaak.status for zaak in open_nu} == set(OPEN)
    assert 50 <= len(open_nu) <= 250
    assert max((VANDAAG - zaak.ingediend).days for zaak in open_nu) < 365


def test_herindicaties_are_there_from_the_first_year(alle_zaken: Sequence[Zaak]) -> None:
    so = [zaak for zaak in alle_zaken if zaak.doel == "so" and zaak.jaar < 2026]
    per_jaar = {jaar: [z.herindicatie for z in so if z.jaar == jaar] for jaar in {z.jaar for z in so}}
    assert all(0.2 <= sum(jaar) / len(jaar) <= 0.6 for jaar in per_jaar.values())


def test_live_events_are_valid_and_of_today(wereld: Wereld) -> None:
    nu = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    kort = Verloop(seed=1, jaren=1)
    eerder = nieuwste_dossiers(gebeurtenissen(wereld.regio, VANDAAG, kort))
    live = list(islice(levende_gebeurtenissen(wereld.regio, VANDAAG, kort, lambda: nu), 800))
    for gebeurtenis in live:
        assert isinstance(ldos.check(gebeurtenis), ldos.Accepted)
        assert gebeurtenis["time"] == "2026-11-22T11:30:00+01:00"
    assert len({g["id"] for g in live}) == len(live)
    assert _nooit_later_dan(live, VANDAAG)
    bekend = {(str(d["swv"]), str(d["dossiernummer"])) for d in map(dossier_van, eerder.values())}
    verder = [g for g in live if (str(dossier_van(g)["swv"]), str(dossier_van(g)["dossiernummer"])) in bekend]
    assert 20 <= len(verder) < len(live), "old dossiers go on, new ones come"


def _nooit_later_dan(stroom: Sequence[Gebeurtenis], dag: date) -> bool:
    for data in map(dossier_van, stroom):
        aanvraag, besluit = data.get("aanvraag"), data.get("beschikking")
        dagen = [data["aangemaaktOp"]]
        if isinstance(aanvraag, dict):
            dagen += [aanvraag["ingediendOp"], aanvraag["compleetOp"]]
        if isinstance(besluit, dict):
            dagen += [besluit["besluitOp"], besluit["bekendgemaaktOp"]]
        if any(waarde is not None and str(waarde) > dag.isoformat() for waarde in dagen):
            return False
    return True


def test_newest_dossiers_holds_the_highest_version_in_any_order(alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    deel = alle_gebeurtenissen[:3000]
    assert nieuwste_dossiers(reversed(deel)) == nieuwste_dossiers(deel)


def test_load_can_be_made_without_holding_it() -> None:
    regio = maak_regio(30, 1200, range(2024, 2027), 5)
    stroom = gebeurtenissen(regio, VANDAAG, Verloop(seed=5, jaren=2, drukte=4))
    assert sum(1 for _ in islice(stroom, 20_000)) == 20_000
