"""In the first schooljaar of an SWV every decision is on an application of that schooljaar: who can count on that?

Another attacker: a school that subtracts its own applications and decisions, by intervals alone.
"""

from typing import Any

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.catalogus import ONDERWERPEN
from services.aggregator.vrijgave.toetsing import samenhang
from services.aggregator.vrijgave.toetsing.beweringen import bereik
from services.aggregator.vrijgave.toetsing.opbouw import Opname, Wereld
from services.aggregator.vrijgave.toetsing.waarheid import Waarheid
from shared.contracts.eenheden import swv_getal
from shared.contracts.indicatoren import INDICATOREN
from tests.bouwers import besloten, besluit, dossier
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import LOPEND, NOVEMBER, Verloop, Zaken, school

CODES = ("tlv-aanvragen", "tlv-openstaand", "tlv-toegekend", "tlv-afgewezen", "tlv-doorlooptijd")
Aantallen = tuple[int, int, int]
"""Open, granted, refused, of one school."""


def _zaken(*scholen: Aantallen) -> Zaken:
    zonder = {"tlv": None, "geldigheid": None}
    gemaakt: dict[str, Any] = {}
    for waar, (open_, toegekend, afgewezen) in enumerate(scholen):
        plaats = {"vestiging": f"99AB0{waar}"}
        gemaakt |= {f"{waar} open {een}": dossier(**plaats) for een in range(open_)}
        gemaakt |= {f"{waar} ja {een}": besloten(**plaats, besluit=besluit(uitkomst="toegekend"))
                    for een in range(toegekend)}  # fmt: skip
        gemaakt |= {f"{waar} nee {een}": besloten(**plaats, besluit=besluit(uitkomst="afgewezen", **zonder))
                    for een in range(afgewezen)}  # fmt: skip
    return gemaakt


def _ingesloten(verloop: Verloop, eigen: Aantallen, ander: Aantallen) -> dict[str, int]:
    """Figures of the other school or the SWV of 1 to 4, with how many values stay possible to school 0 where that is
    fewer than five."""
    open_, ja, nee = eigen
    zelf = dict(zip(CODES, (sum(eigen), open_, ja, nee, ja + nee), strict=True))
    gezegd = {code: bereik(INDICATOREN[code].maat, verloop.vak("PO9901", code), STANDAARD) for code in CODES}
    laag = {code: max(0, een.laag - zelf[code]) for code, een in gezegd.items()}
    hoog = {code: een.hoog - zelf[code] for code, een in gezegd.items()}
    gevonden = {}
    for code, rest, waar in (("tlv-toegekend", "tlv-afgewezen", 1), ("tlv-afgewezen", "tlv-toegekend", 2)):
        meest = min(hoog[code], hoog["tlv-aanvragen"] - laag["tlv-openstaand"] - laag[rest])
        minst = max(laag[code], laag["tlv-doorlooptijd"] - hoog[rest])
        if {ander[waar], ander[waar] + eigen[waar]} & set(range(1, 5)) and meest - minst < 4:
            gevonden[code] = meest - minst + 1
    return gevonden


WERELDEN = [
    ((10, 2, 0), (0, 0, 0)), ((6, 3, 3), (0, 0, 0)), ((8, 4, 4), (0, 0, 0)), ((0, 2, 4), (0, 0, 0)),
    ((6, 9, 1), (0, 0, 0)), ((4, 3, 3), (0, 1, 0)), ((8, 2, 0), (1, 0, 1)),
]  # fmt: skip


def _vrijgave(eigen: Aantallen, ander: Aantallen) -> Verloop:
    getoetst = Getoetst(Verloop([school(een) for een in range(2)]))
    getoetst.geef_vrij(_zaken(eigen, ander), NOVEMBER)
    return getoetst.verloop


@pytest.mark.parametrize(("eigen", "ander"), WERELDEN)
def test_whoever_knows_that_no_decision_is_of_before_is_left_with_five(eigen: Aantallen, ander: Aantallen) -> None:
    assert _ingesloten(_vrijgave(eigen, ander), eigen, ander) == {}


def test_without_that_in_the_audit_they_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: applications and decisions each by themselves."""
    monkeypatch.setattr(samenhang, "_is_eerste", lambda *_: False)

    assert sum(bool(_ingesloten(_vrijgave(eigen, ander), eigen, ander)) for eigen, ander in WERELDEN) >= 5


def _families(jaar: int, *opnamen: Opname) -> bool:
    """Are decisions audited with applications in this schooljaar of PO9901?"""
    wereld = Wereld("NL-PO", swv_getal("PO9901"), jaar)
    plaats = next(plaats for plaats, een in enumerate(ONDERWERPEN) if een.naam == ("tlv-aanvragen", ""))
    return any(een.eerste for een in samenhang.families_van(plaats, wereld, opnamen))


def test_a_schooljaar_is_the_first_where_nothing_was_asked_before() -> None:
    getoetst = Getoetst(Verloop([school(een) for een in range(2)]), jaren={LOPEND, LOPEND - 1})
    getoetst.geef_vrij(_zaken((8, 0, 0), (2, 0, 0)), NOVEMBER)
    eerste = Opname(getoetst.uitgaven[0], getoetst.toen[1])
    aanvraag = dict(eerste.waarheden[LOPEND].aantallen)
    eerder = Opname(eerste.uitgave, {LOPEND - 1: Waarheid(LOPEND - 1, (), aanvraag)})

    assert _families(LOPEND, eerste)
    assert not _families(LOPEND, eerder)
    assert not _families(LOPEND + 1, eerste), "van dit schooljaar is er wel iets verteld"
    assert not _families(0, eerste), "wat nu open is, heeft geen schooljaar ervoor"
