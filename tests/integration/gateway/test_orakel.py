"""Every indicator, level, split and pair of splits equals the naive recomputation over the same dossiers."""

import random
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from services.gateway.domain.vraag import als_tekst
from shared.contracts.indicatoren import CATALOGUS, Maat
from shared.contracts.indicatoren.splitsingen import waarden
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.wereld import LOPEND, VANDAAG, Voorbeeld
from tests.oracle import Vraag

SWV_ROLLEN = ("swv:PO9901", "swv:VO9901")
PER_INDICATOR = 60


def _tekst(jaar: int) -> str:
    return f"{jaar}-{jaar + 1}"


def _adres(vraag: Vraag) -> str:
    delen = [f"niveau={vraag.niveau}", f"eenheid={vraag.eenheid}"]
    delen += [f"schooljaar={_tekst(vraag.schooljaar)}"] if vraag.schooljaar is not None else []
    delen += [f"splitsing={','.join(vraag.splitsing)}"] if vraag.splitsing else []
    delen += [f"filter.{naam}={next(iter(als_tekst([waarde])))}" for naam, waarde in (vraag.filters or {}).items()]  # type: ignore[list-item]
    delen += [f"binnen={vraag.binnen}"] if vraag.binnen else []
    delen += [f"toerekening={vraag.toerekening}"] if vraag.toerekening != "aanvrager" else []
    delen += [f"teldatum={vraag.teldatum}"] if vraag.indicator == "tlv-lopend" else []
    return "&".join(delen)


def _vragen(verhaal: Voorbeeld, code: str, kans: random.Random) -> Iterator[Vraag]:
    """Questions of all kinds about one indicator."""
    indicator = CATALOGUS[code]
    po = [lid for lid in verhaal.wereld.leden if lid.swv == "PO9901"]
    eenheden = {
        "swv": ["PO9901"],
        "subregio": sorted({lid.subregio for lid in po if lid.subregio}),
        "bestuur": sorted({lid.bestuur for lid in po}),
        "school": sorted({lid.vestiging for lid in po}),
    }
    for _ in range(PER_INDICATOR):
        niveau = kans.choice(list(eenheden))
        namen = sorted(indicator.splitsingen)
        splitsing = tuple(kans.sample(namen, kans.choice([0, 1, 2]) if len(namen) > 1 else kans.choice([0, 1])))
        filters = {
            naam: kans.choice(waarden(indicator, naam))
            for naam in kans.sample(namen, min(len(namen), kans.choice([0, 0, 1, 2])))
        }
        jaren: list[int | None] = [2023, 2024, 2025, LOPEND] + [None] * indicator.voorraad
        yield Vraag(
            indicator=code,
            niveau=niveau,
            eenheid=kans.choice(eenheden[niveau]),
            schooljaar=kans.choice(jaren + [LOPEND + 1] * bool(indicator.vooruit)),
            splitsing=splitsing,
            filters=filters,
            # An swv role sees a board or school for the dossiers of its own SWV only.
            binnen="PO9901" if niveau in ("bestuur", "school") else None,
            toerekening="herkomst" if indicator.toerekening and kans.random() < 0.3 else "aanvrager",
            teldatum=kans.choice(["10-01", "02-01"]) if indicator.teldatum else "10-01",
        )


def _waarde(gevonden: Mapping[str, Any]) -> object:
    return Decimal(gevonden["waarde"]) if isinstance(gevonden["waarde"], str) else gevonden["waarde"]


def _duur(gevonden: Mapping[str, Any]) -> dict[str, object]:
    binnen = gevonden["binnenTermijn"]
    namen = ("aantal", "mediaan", "p90", "totCompleet", "vanafCompleet")
    return {**{naam: gevonden[naam] for naam in namen}, "binnen": binnen["teller"] if binnen else 0}


@pytest.mark.parametrize("code", [code for code, een in CATALOGUS.items() if een.lijst is None])
async def test_answer_equals_the_naive_count(code: str, huis: Huis, verhaal: Voorbeeld) -> None:
    kans = random.Random(code)
    lees: Callable[[Mapping[str, Any]], object]
    totaal: object
    rijen: Mapping[Any, object]
    is_duur = CATALOGUS[code].maat is Maat.DUUR
    geteld = 0
    for vraag in _vragen(verhaal, code, kans):
        antwoord = await huis.waarden(code, _adres(vraag), "swv:PO9901")
        periode = antwoord["reeksen"][0]["perioden"][0]
        if periode["totaal"]["status"] == "z":
            assert is_duur or verhaal.oracle.totaal(vraag) == 0
            continue
        sleutels = [tuple(rij["splitsing"][naam] for naam in vraag.splitsing) for rij in periode["rijen"]]
        if is_duur:
            lees, totaal, rijen = _duur, verhaal.oracle.duren(vraag), verhaal.oracle.duur_rijen(vraag)
        else:
            lees, totaal, rijen = _waarde, verhaal.oracle.totaal(vraag), verhaal.oracle.rijen(vraag)
        assert lees(periode["totaal"]) == totaal, vraag
        gevonden = dict(zip(sleutels, map(lees, periode["rijen"]), strict=True))
        assert gevonden == (rijen if vraag.splitsing else {}), vraag
        if CATALOGUS[code].voorraad:
            leeftijden = {
                sleutel: rij["leeftijd"]
                for sleutel, rij in zip(sleutels, periode["rijen"], strict=True)
                if rij["waarde"]
            }
            assert periode["totaal"]["leeftijd"] == verhaal.oracle.leeftijd(vraag, VANDAAG), vraag
            assert leeftijden == (verhaal.oracle.leeftijd_rijen(vraag, VANDAAG) if vraag.splitsing else {}), vraag
        geteld += bool(gevonden)
    assert geteld > 0


async def test_board_counts_every_swv_and_follows_the_schooljaar(huis: Huis, verhaal: Voorbeeld) -> None:
    for bestuur in sorted({lid.bestuur for lid in verhaal.wereld.leden}):
        for code, jaar in (
            *(("tlv-aanvragen", jaar) for jaar in (2023, 2025, LOPEND)),
            *(("tlv-lopend", jaar) for jaar in (LOPEND + 1, LOPEND + 5)),
            *(("tlv-openstaand", None), ("arrangement-openstaand", None)),
        ):
            vraag = Vraag(code, "bestuur", bestuur, jaar)
            antwoord = await huis.waarden(vraag.indicator, _adres(vraag), f"bestuur:{bestuur}")
            assert antwoord["reeksen"][0]["perioden"][0]["totaal"]["waarde"] == verhaal.oracle.totaal(vraag), vraag


async def test_school_sees_itself_at_every_swv(huis: Huis, verhaal: Voorbeeld) -> None:
    for school in sorted({lid.vestiging for lid in verhaal.wereld.leden})[::5]:
        for binnen in (None, "PO9901"):
            vraag = Vraag("tlv-toegekend", "school", school, 2025, ("schoolsoort",), binnen=binnen)
            antwoord = await huis.get(f"/v1/indicatoren/tlv-toegekend/waarden?{_adres(vraag)}", f"school:{school}")
            if antwoord.status_code == 404:
                assert verhaal.oracle.totaal(vraag) == 0
                continue
            totaal = antwoord.json()["reeksen"][0]["perioden"][0]["totaal"]
            assert (totaal["waarde"] or 0) == verhaal.oracle.totaal(vraag), vraag
