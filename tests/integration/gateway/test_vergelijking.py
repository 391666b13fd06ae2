"""A comparison equals the naive one over the same dossiers, for random units, years and filters; and its rights."""

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from services.gateway.domain.vraag import als_tekst
from shared.contracts.indicatoren import CATALOGUS, Maat
from shared.contracts.indicatoren.splitsingen import waarden
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.wereld import LOPEND, VANDAAG, Voorbeeld
from tests.oracle import Vraag
from tests.oracle_vergelijking import MET_SEIZOEN, OP_DAG, Vergelijking

PER_INDICATOR = 15
SWV = "PO9901"
C = {"waarde": None, "status": "c", "tekst": "niet vrijgegeven"}


def _tekst(jaar: int) -> str:
    return f"{jaar}-{jaar + 1}"


def _adres(vraag: Vraag) -> str:
    delen = [f"niveau={vraag.niveau}", f"eenheid={vraag.eenheid}"]
    delen += [f"schooljaar={_tekst(vraag.schooljaar)}"] if vraag.schooljaar is not None else []
    delen += [f"filter.{naam}={next(iter(als_tekst([waarde])))}" for naam, waarde in (vraag.filters or {}).items()]  # type: ignore[list-item]
    delen += [f"binnen={vraag.binnen}"] if vraag.binnen else []
    delen += [f"toerekening={vraag.toerekening}"] if vraag.toerekening != "aanvrager" else []
    return "&".join(delen)


async def _vraag(huis: Huis, code: str, adres: str, *rechten: str) -> Any:
    antwoord = await huis.get(f"/v1/indicatoren/{code}/vergelijking?{adres}", *rechten)
    assert antwoord.status_code == 200, antwoord.text
    return antwoord.json()


def _eenheden(verhaal: Voorbeeld) -> Mapping[str, list[str]]:
    po = [lid for lid in verhaal.wereld.leden if lid.swv == SWV]
    return {
        "swv": [SWV],
        "subregio": sorted({lid.subregio for lid in po if lid.subregio}),
        "bestuur": sorted({lid.bestuur for lid in po}),
        "school": sorted({lid.vestiging for lid in po}),
    }


def _vragen(verhaal: Voorbeeld, code: str, jaren: list[int], kans: random.Random) -> Iterator[Vraag]:
    indicator, eenheden = CATALOGUS[code], _eenheden(verhaal)
    for _ in range(PER_INDICATOR):
        niveau = kans.choice(list(eenheden))
        namen = sorted(indicator.splitsingen)
        filters = {naam: kans.choice(waarden(indicator, naam)) for naam in kans.sample(namen, kans.choice([0, 0, 1]))}
        yield Vraag(
            indicator=code,
            niveau=niveau,
            eenheid=kans.choice(eenheden[niveau]),
            schooljaar=kans.choice(jaren),
            filters=filters,
            binnen=SWV if niveau in ("bestuur", "school") else None,
            toerekening="herkomst" if indicator.toerekening and kans.random() < 0.2 else "aanvrager",
        )


def _w(gevonden: Mapping[str, Any]) -> Any:
    """A value as a number; what does not exist counted as nothing."""
    assert gevonden["status"] != "c"
    return Decimal(gevonden["waarde"]) if isinstance(gevonden["waarde"], str) else gevonden["waarde"] or 0


def _getal(waarde: object) -> object:
    return Decimal(waarde) if isinstance(waarde, str) else waarde


@pytest.mark.parametrize("code", [code for code in CATALOGUS if code.partition("-")[2] in OP_DAG])
async def test_equals_the_naive_comparison(code: str, huis: Huis, verhaal: Voorbeeld) -> None:
    geteld = 0
    for vraag in _vragen(verhaal, code, [2024, 2025, LOPEND, LOPEND], random.Random(code)):
        antwoord = await _vraag(huis, code, _adres(vraag), f"swv:{SWV}")
        naief = Vergelijking(verhaal.oracle, vraag, VANDAAG)
        assert _w(antwoord["eigen"]) == naief.waarde(naief.jaar), vraag
        for een in antwoord["eerder"]:
            _zelfde_jaar(een, naief, vraag)
        _zelfde_aandeel(antwoord["meiTotEnMetJuli"], naief, naief.jaar)
        maanden = antwoord["twaalfMaanden"]
        assert (_w(maanden["nu"]), _w(maanden["vorige"])) == naief.twaalf_maanden(), vraag
        _zelfde_prognose(antwoord["prognose"], naief)
        _zelfde_verdeling(antwoord["verdelingen"], naief, verhaal)
        geteld += bool(_w(antwoord["eigen"]))
    assert geteld > 0


def _zelfde_jaar(een: Mapping[str, Any], naief: Vergelijking, vraag: Vraag) -> None:
    jaar = int(een["schooljaar"][:4])
    verwacht = naief.eerder(jaar)
    assert _w(een["heelSchooljaar"]) == verwacht["heelSchooljaar"], (vraag, jaar)
    assert _w(een["zelfdePeriode"]) == verwacht["zelfdePeriode"], (vraag, jaar)
    if een["verschil"]["absoluut"] is not None:
        assert _getal(een["verschil"]["absoluut"]) == verwacht["absoluut"], (vraag, jaar)
    assert een["verschil"]["procent"] == verwacht["procent"], (vraag, jaar)
    assert (een["verschil"]["reden"] is None) == (verwacht["procent"] is not None)
    _zelfde_aandeel(een["meiTotEnMetJuli"], naief, jaar)


def _zelfde_aandeel(gevonden: Mapping[str, Any], naief: Vergelijking, jaar: int) -> None:
    paar = naief.mei_tot_en_met_juli(jaar)
    if paar is None:
        assert gevonden["waarde"] is None
        assert gevonden["status"] in ("x", "z")
    else:
        assert (_getal(gevonden["teller"]), _getal(gevonden["noemer"])) == paar
        assert gevonden["waarde"] == pytest.approx(100 * float(paar[0]) / float(paar[1]))


def _zelfde_prognose(gevonden: Mapping[str, Any], naief: Vergelijking) -> None:
    seizoen = naief.op_seizoen() if naief.loopt and naief.naam in MET_SEIZOEN else None
    assert _getal(gevonden["opSeizoen"]["waarde"]) == seizoen, naief.vraag
    open_ = naief.met_openstaand() if naief.loopt and naief.naam == "toegekend" and not naief.vraag.filters else None
    assert gevonden["metOpenstaand"]["waarde"] == open_, naief.vraag


def _zelfde_verdeling(gevonden: list[Mapping[str, Any]], naief: Vergelijking, verhaal: Voorbeeld) -> None:
    vraag = naief.vraag
    if vraag.niveau == "swv":
        assert gevonden == [{**C, "binnen": "NL-PO", "schoolsoort": None}]
        return
    leden = [lid for lid in verhaal.wereld.leden if lid.swv == SWV and lid.van <= naief.jaar <= lid.tot]
    soort = next((lid.schoolsoort for lid in leden if lid.vestiging == vraag.eenheid), None)
    anderen = {
        "subregio": {lid.subregio for lid in leden if lid.subregio},
        "bestuur": {lid.bestuur for lid in leden},
        "school": {lid.vestiging for lid in leden if lid.schoolsoort == soort},
    }[vraag.niveau]
    eigen = [een for een in gevonden if een["binnen"] == SWV]
    if vraag.eenheid not in anderen:
        assert not gevonden
        return
    assert gevonden[-1] == {**C, "binnen": "NL-PO", "schoolsoort": soort if vraag.niveau == "school" else None}
    kwartielen = naief.kwartielen(sorted(anderen - {vraag.eenheid}))
    namen = ("kwartiel1", "mediaan", "kwartiel3")
    assert {naam: _getal(eigen[0].get(naam)) for naam in namen} == (kwartielen or dict.fromkeys(namen)), vraag
    assert kwartielen is None or eigen[0]["eenheden"] == len(anderen) - 1


async def test_where_a_comparison_in_time_makes_no_sense_it_says_why(huis: Huis) -> None:
    for code in CATALOGUS:
        antwoord = await _vraag(huis, code, f"niveau=swv&eenheid={SWV}", f"swv:{SWV}")
        if code.partition("-")[2] in OP_DAG:
            assert antwoord["totEnMet"] == {"jaar": 2026, "week": 47}
            continue
        assert antwoord["totEnMet"] is None
        assert antwoord["twaalfMaanden"]["status"] == "z"
        assert antwoord["twaalfMaanden"]["tekst"]
        assert {een["status"] for een in (antwoord["meiTotEnMetJuli"], antwoord["prognose"]["opSeizoen"])} == {"z"}
        if CATALOGUS[code].voorraad:
            assert antwoord["schooljaar"] is None
            assert {een["zelfdePeriode"]["status"] for een in antwoord["eerder"]} == {"z"}


async def test_durations_and_counting_days_compare_whole_years(huis: Huis, verhaal: Voorbeeld) -> None:
    for code in ("tlv-doorlooptijd", "arrangement-doorlooptijd", "tlv-lopend", "tlv-aflopend"):
        antwoord = await _vraag(huis, code, f"niveau=swv&eenheid={SWV}&schooljaar=2025-2026", f"swv:{SWV}")
        vorig = antwoord["eerder"][0]
        vraag = Vraag(code, "swv", SWV, 2024)
        assert vorig["zelfdePeriode"] == vorig["heelSchooljaar"]
        if CATALOGUS[code].maat is Maat.DUUR:
            assert vorig["heelSchooljaar"]["mediaan"] == verhaal.oracle.duren(vraag)["mediaan"]
            assert vorig["verschil"]["reden"] == "verschil in dagen"
        else:
            assert vorig["heelSchooljaar"]["waarde"] == verhaal.oracle.totaal(vraag)
    nu = await _vraag(huis, "tlv-doorlooptijd", f"niveau=swv&eenheid={SWV}", f"swv:{SWV}")
    assert nu["totEnMetWeek"]["status"] == "z"


async def test_own_value_is_that_of_waarden(huis: Huis) -> None:
    for code in CATALOGUS:
        vraag = f"niveau=swv&eenheid={SWV}"
        waarden_ = await huis.waarden(code, vraag, f"swv:{SWV}")
        vergelijking = await _vraag(huis, code, vraag, f"swv:{SWV}")
        assert vergelijking["eigen"] == waarden_["reeksen"][0]["perioden"][0]["totaal"]
        assert vergelijking["stand"] == waarden_["stand"]


async def test_rights_are_those_of_waarden(huis: Huis, verhaal: Voorbeeld) -> None:
    bestuur = _eenheden(verhaal)["bestuur"][0]
    eigen = await _vraag(huis, "tlv-toegekend", f"niveau=bestuur&eenheid={bestuur}", f"bestuur:{bestuur}")
    assert eigen["zicht"] == "eigen"
    assert eigen["verdelingen"]
    assert all({naam: een[naam] for naam in C} == C for een in eigen["verdelingen"])
    besloten = await _vraag(huis, "tlv-toegekend", f"niveau=swv&eenheid={SWV}", f"bestuur:{bestuur}")
    assert besloten["eigen"] == besloten["eerder"][0]["heelSchooljaar"] == besloten["twaalfMaanden"]["nu"] == C
    assert besloten["prognose"]["opSeizoen"] == besloten["prognose"]["metOpenstaand"] == C
    assert besloten["eerder"][0]["verschil"]["absoluut"] is None
    assert besloten["stand"] is None
    vreemd = await huis.get("/v1/indicatoren/tlv-toegekend/vergelijking?niveau=swv&eenheid=PO9902", f"swv:{SWV}")
    assert vreemd.status_code == 404
    landelijk = await _vraag(huis, "tlv-toegekend", "niveau=landelijk&eenheid=NL-PO", f"swv:{SWV}")
    assert (landelijk["eigen"], landelijk["verdelingen"]) == (C, [])


async def test_no_national_figure_is_unknown_and_never_a_number(huis: Huis) -> None:
    antwoord = await _vraag(huis, "tlv-toegekend", f"niveau=swv&eenheid={SWV}", f"swv:{SWV}")
    assert antwoord["landelijkCijfer"]["waarde"] is None
    assert (antwoord["landelijkCijfer"]["status"], antwoord["landelijkCijfer"]["tekst"]) == ("x", "onbekend")
    assert antwoord["landelijkCijfer"]["uitleg"]


@pytest.mark.parametrize(
    ("vraag", "velden"),
    [
        ("niveau=swv&eenheid=PO9901&splitsing=maand&zicht=eigen", ["splitsing", "zicht"]),
        ("niveau=swv&eenheid=PO9901&eenheid=PO9902", ["eenheid"]),
        ("niveau=swv&eenheid=PO9901&schooljaar=2024-2025..2025-2026", ["schooljaar"]),
        ("zicht=eigen", ["zicht", "niveau", "eenheid"]),
    ],
)
async def test_every_mistake_is_listed(huis: Huis, vraag: str, velden: list[str]) -> None:
    antwoord = await huis.get(f"/v1/indicatoren/tlv-toegekend/vergelijking?{vraag}", f"swv:{SWV}")
    assert antwoord.status_code == 400
    assert [fout["veld"] for fout in antwoord.json()["fouten"]] == [f"query.{veld}" for veld in velden]


async def test_answers_are_as_the_document_says_and_not_sent_twice(huis: Huis) -> None:
    document = (await huis.get("/v1/openapi.json")).json()
    inhoud = document["paths"]["/indicatoren/{code}/vergelijking"]["get"]["responses"]["200"]["content"]
    schema = {**inhoud["application/json"]["schema"], "components": document["components"]}
    for code in CATALOGUS:
        for jaar in ("", "&schooljaar=2025-2026", "&schooljaar=2010-2011"):
            for niveau, eenheid in (("swv", SWV), ("school", "99AB00")):
                pad = f"/v1/indicatoren/{code}/vergelijking?niveau={niveau}&eenheid={eenheid}{jaar}"
                antwoord = await huis.get(pad, f"swv:{SWV}")
                if antwoord.status_code == 404:
                    continue
                jsonschema.validate(antwoord.json(), schema)
                etag = antwoord.headers["etag"]
    assert (await huis.get(pad, f"swv:{SWV}", headers={"If-None-Match": etag})).status_code in (304, 404)
