"""Eight planted leaks: each is caught by the attacker suite, and without the leak the same suite finds nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from services.aggregator.vrijgave import samenstellen, waarderegel
from services.aggregator.vrijgave.beleid import STANDAARD, Beleid
from services.aggregator.vrijgave.meten import Meting, Plek
from services.aggregator.vrijgave.meten import meet as meet_echt
from services.aggregator.vrijgave.waarderegel import Vak, rond, toon_aantal, toon_duren
from shared.contracts.duren import Duren
from tests.bouwers import besloten, besluit, dossier
from tests.unit.vrijgave.aanvaller import Published
from tests.unit.vrijgave.spel import BESTUREN, aanval, gepubliceerd, leden, zaken, zonder_toets
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

SOORT = ("soortCategorie",)


def _nette_vrijgave(alle: Zaken) -> list[Published]:
    """The control: the same cases through gate and audit."""
    getoetst = Getoetst(Verloop(leden(BESTUREN)))
    getoetst.geef_vrij(alle, NOVEMBER)
    return [gepubliceerd(getoetst.uitgaven[-1], alle, BESTUREN, SOORT)]


@pytest.fixture(scope="module")
def netjes() -> list[Published]:
    return _nette_vrijgave(zaken(1, 26))


def test_the_controls_find_nothing(netjes: list[Published]) -> None:
    """Of the leaks of policy, and of the report: one control."""
    assert aanval(netjes, BESTUREN, growing=True) == []


@pytest.mark.parametrize(
    ("lek", "beleid"),
    [
        ("k = 5", replace(STANDAARD, drempel=5)),
        ("rows of two schools", replace(STANDAARD, scholen=2)),
        ("live reads: exact numbers", replace(STANDAARD, drempel=3, afronding=1)),
    ],
)
def test_leaks_of_policy(lek: str, beleid: Beleid) -> None:
    assert aanval(zonder_toets(zaken(1, 26), beleid), BESTUREN, growing=True), lek


def test_a_report_outside_the_gate(netjes: list[Published]) -> None:
    """It tells the board its exact row of a kind, beside a release in which that is hidden."""
    (vrijgave,) = netjes
    scholen = frozenset({"99AB03", "99AB04", "99AB05"})
    echt = {
        (splitsing, rij): {"waarde": sum(vrijgave.truth[een, splitsing, rij] for een in scholen), "status": None}
        for _, splitsing, rij in vrijgave.truth
    }
    assert any(int(str(vak["waarde"])) % 5 for vak in echt.values())
    lek = vrijgave._replace(tables={**vrijgave.tables, "in het rapport": (scholen, echt)})

    assert aanval([lek], BESTUREN, growing=True)


def _zaken_met_nul() -> dict[str, Any]:
    soorten = ("laag", "laag", "midden", "midden", "hoog")
    return {
        str(een): dossier(vestiging=f"99AB0{een}", tlv={"schoolsoort": "so", "categorie": soort})
        for een, soort in enumerate(soorten)
    } | {"9": dossier(vestiging="99AB05", tlv={"schoolsoort": "sbo", "categorie": None})}


def test_zeros_that_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where zero shows, hidden is at least one: seven in all, of four kinds, leave each at most four."""
    alle = _zaken_met_nul()
    assert aanval(_nette_vrijgave(alle), BESTUREN, growing=True) == []

    def toon(aantal: int, beleid: Beleid) -> Mapping[str, Any]:
        return toon_aantal(aantal, beleid) if aantal else {"waarde": 0, "status": None}

    monkeypatch.setattr(waarderegel, "toon_aantal", toon)
    assert aanval(zonder_toets(alle), BESTUREN, growing=True, least=1)


def _zaken_met_een_verborgen_rij() -> dict[str, Any]:
    """Twenty so-laag and two so-midden, of six schools."""
    aantallen = {"so-laag": 20, "so-midden": 2}
    rijen = [soort.split("-")[1] for soort, aantal in aantallen.items() for _ in range(aantal)]
    return {
        str(een): dossier(vestiging=f"99AB0{een % 6}", tlv={"schoolsoort": "so", "categorie": soort})
        for een, soort in enumerate(rijen)
    }


def test_totals_that_are_sums_of_rounded_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The total minus the shown rows is the hidden row, rounded: 0 says at most two."""
    alle = _zaken_met_een_verborgen_rij()
    assert aanval(_nette_vrijgave(alle), BESTUREN, growing=True) == []

    echt = meet_echt

    def meet(onderwerp: Any, groep: Any, termijnen: Any) -> list[Meting]:
        metingen = echt(onderwerp, groep, termijnen)
        rijen = [plek for plek, (naam, _) in enumerate(onderwerp.vakken) if naam == "soortCategorie"]
        if rijen and onderwerp.indicator.code == "tlv-aanvragen":
            metingen[0] = Meting(aantal=sum(rond(metingen[plek].aantal, 5) for plek in rijen))
        return metingen

    monkeypatch.setattr(samenstellen, "meet", meet)
    alleen_swv = [een._replace(tables={"PO9901": een.tables["PO9901"]}) for een in zonder_toets(alle)]
    assert aanval(alleen_swv, BESTUREN, growing=True, summed=True)


def _bedragen(duurder: int) -> dict[str, Any]:
    """Twelve granted arrangements of € 5.000; the first `duurder` were raised to € 25.000."""
    zaken_ = {}
    for een in range(12):
        wat = {"type": "individueel", "bedrag_cent": 2_500_000 if een < duurder else 500_000, "leerlingen": 1}
        gevraagd = {"soort": "arrangement", "tlv": None, "arrangement": wat, "vestiging": f"99AB0{een % 6}"}
        zaken_[str(een)] = besloten(**gevraagd, besluit=besluit(tlv=None, arrangement=wat))
    return zaken_


def _verspringt(verloop: Verloop, standen: Sequence[Zaken]) -> list[tuple[object, int]]:
    """Every change of a published cell between two releases, and how many dossiers differ: counted from the cases."""
    gevonden: list[tuple[object, int]] = []
    toen: Mapping[Any, Any] = {}
    for nummer, stand in enumerate(standen):
        nu = verloop.geef_vrij(stand, NOVEMBER.replace(day=2 + nummer)).uitgave.tabellen
        anders = sum(standen[nummer - 1].get(naam) != zaak for naam, zaak in stand.items())
        for sleutel in nu.keys() & toen.keys():
            for oud, nieuw in zip(toen[sleutel].rijen, nu[sleutel].rijen, strict=True):
                if oud != nieuw and oud[1]["status"] is None:
                    gevonden.append((sleutel, anders))
        toen = nu
    return gevonden


def test_net_instead_of_gross_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    """One amount is corrected. No dossier more or less, so by net counting nothing happened, and the sum moves."""
    standen = [_bedragen(0), _bedragen(1), _bedragen(6)]
    net = _verspringt(Verloop(leden(BESTUREN)), standen)
    assert net
    assert min(anders for _, anders in net) >= 5

    def netto(self: Verloop, nummer: int, nu: Zaken) -> Counter[Plek]:
        toen, _ = self.toen[nummer]
        bruto = echt(self, nummer, nu)
        return Counter({plek: abs(len(nu) - len(toen)) for plek in bruto})

    echt = Verloop.veranderd
    monkeypatch.setattr(Verloop, "veranderd", netto)
    assert min(anders for _, anders in _verspringt(Verloop(leden(BESTUREN)), standen)) < 5


def _op_tijd() -> dict[str, Any]:
    """In time: eight of school 0, three of school 1; too late: ten of school 2."""
    waar = [(0, 20)] * 8 + [(1, 20)] * 3 + [(2, 60)] * 10
    return {
        str(een): besloten(vestiging=f"99AB0{plek}", besluit=besluit(doorlooptijd_dagen=dagen))
        for een, (plek, dagen) in enumerate(waar)
    }


def _anderen_op_tijd(verloop: Verloop, eigen: int) -> set[int]:
    """What school 0 keeps for the others: from the percentage in time of the SWV, and its own exact number."""
    vak = verloop.vak("PO9901", "tlv-doorlooptijd")["binnenTermijn"]
    if vak is None:
        return set(range(21 - eigen))
    waarde, noemer = Fraction(vak["waarde"]).limit_denominator(1000), rond(21, 5)
    return {
        teller - eigen
        for onder in range(noemer - 2, noemer + 3)
        for teller in range(eigen, onder + 1)
        if abs(float(Fraction(100 * teller, onder)) - float(waarde)) < 1e-6
    }


def test_a_percentage_that_is_not_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release holds no percentage at all; one of exact numbers gives both away."""
    verloop = Verloop([school(een) for een in range(3)])
    verloop.geef_vrij(_op_tijd(), NOVEMBER)
    assert len(_anderen_op_tijd(verloop, 8)) >= 5

    def met_percentage(duren: Duren, beleid: Beleid) -> Vak:
        return {**echt(duren, beleid), "binnenTermijn": duren.uitkomst()["binnenTermijn"]}

    echt = toon_duren
    monkeypatch.setattr(waarderegel, "toon_duren", met_percentage)
    verloop = Verloop([school(een) for een in range(3)])
    verloop.geef_vrij(_op_tijd(), NOVEMBER)
    assert _anderen_op_tijd(verloop, 8) == {3}
