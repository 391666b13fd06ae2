"""What one of two schools learns of the other from a sum or a duration that holds its own: by hand, without the audit.

The number of dossiers alone leaves five values; € 46.000 of which 40.000 is mine proves that zero is none of them.
"""

from collections.abc import Iterable
from math import ceil
from typing import Any, NamedTuple

import pytest

from services.aggregator.vrijgave.beleid import STANDAARD
from services.aggregator.vrijgave.toetsing.beweringen import bereik
from services.aggregator.vrijgave.toetsing.kennis import Kennis
from services.aggregator.vrijgave.waarderegel import Vak, rond
from shared.contracts.indicatoren import Maat
from tests.bouwers import besloten, besluit
from tests.unit.vrijgave.toetsen import Getoetst
from tests.unit.vrijgave.wereld import NOVEMBER, Verloop, Zaken, school

VEEL = 60
EURO = 100
OP_DUIZEND = 500 * EURO


class Groep(NamedTuple):
    """So many dossiers of one school, each of this size (cents, or days)."""

    aantal: int
    elk: int


def _bedragen(eigen: Groep, ander: Groep) -> Zaken:
    zaken: dict[str, Any] = {}
    for waar, groep in enumerate((eigen, ander)):
        arrangement = {"type": "individueel", "bedrag_cent": groep.elk, "leerlingen": 1}
        verleend = besluit(tlv=None, arrangement=arrangement, geldigheid=None)
        zaken |= {
            f"{waar}-{een}": besloten(
                soort="arrangement", tlv=None, arrangement=arrangement, vestiging=f"99AB0{waar}", besluit=verleend
            )
            for een in range(groep.aantal)
        }
    return zaken


def _duren(eigen: Groep, ander: Groep) -> Zaken:
    return {
        f"{waar}-{een}": besloten(vestiging=f"99AB0{waar}", besluit=besluit(doorlooptijd_dagen=groep.elk))
        for waar, groep in enumerate((eigen, ander))
        for een in range(groep.aantal)
    }


def _vrijgegeven(zaken: Zaken) -> Verloop:
    verloop = Verloop([school(0, bestuur=99001), school(1, bestuur=99002)])
    Getoetst(verloop).geef_vrij(zaken, NOVEMBER)
    return verloop


def _anderen(vak: Vak, maat: Maat, eigen: int) -> Iterable[int]:
    """What the number of dossiers leaves for the other school."""
    zegt = bereik(maat, vak, STANDAARD)
    return (een for een in range(VEEL) if zegt.heeft(een + eigen))


def _uit_euros(verloop: Verloop, eigen: Groep) -> list[int]:
    """Left for the other school beside a sum: one dossier at least, two if the rest is more than half of it all."""
    som = verloop.vak("PO9901", "arrangement-bedrag")
    minstens = 0
    if som["status"] is None:
        alles = int(float(som["waarde"])) * EURO
        rest = alles - OP_DUIZEND - eigen.aantal * eigen.elk
        minstens = int(rest > 0) + int(2 * rest > alles + OP_DUIZEND)
    vak = verloop.vak("PO9901", "arrangement-toegekend")
    return [een for een in _anderen(vak, Maat.AANTAL, eigen.aantal) if een >= minstens]


def _uit_duren(verloop: Verloop, eigen: Groep) -> list[int]:
    """Left beside a median and a ninth decile: numbers with which some days of the others give the same weeks."""
    vak = verloop.vak("PO9901", "tlv-doorlooptijd")
    over = _anderen(vak, Maat.DUUR, eigen.aantal)
    weken = [(procent, vak[naam]) for procent, naam in ((50, "mediaan"), (90, "p90")) if vak.get(naam) is not None]
    return [een for een in over if all(_kan(eigen, een, procent, dagen) for procent, dagen in weken)]


def _kan(eigen: Groep, ander: int, procent: int, weken: int) -> bool:
    """Can the others bring this percentile to these weeks, whatever their days?"""
    eigen_weken, plaats = rond(eigen.elk, 7), ceil((eigen.aantal + ander) * procent / 100)
    if eigen_weken == weken:
        return True
    return plaats > eigen.aantal if eigen_weken < weken else plaats <= ander


SOMMEN = [
    (Groep(8, 5_000 * EURO), Groep(2, 3_000 * EURO)),
    (Groep(12, 5_000 * EURO), Groep(3, 3_000 * EURO)),
    (Groep(7, 1_000 * EURO), Groep(3, 9_000 * EURO)),
    (Groep(6, 2_000 * EURO), Groep(4, 2_000 * EURO)),
]
DUREN = [(Groep(12, 14), Groep(3, 84)), (Groep(9, 84), Groep(4, 14)), (Groep(21, 7), Groep(4, 70))]


@pytest.mark.parametrize(("eigen", "ander"), SOMMEN)
def test_beside_euros_five_values_stay(eigen: Groep, ander: Groep) -> None:
    over = _uit_euros(_vrijgegeven(_bedragen(eigen, ander)), eigen)

    assert ander.aantal in over
    assert len(over) >= 5


@pytest.mark.parametrize(("eigen", "ander"), DUREN)
def test_beside_weeks_five_values_stay(eigen: Groep, ander: Groep) -> None:
    over = _uit_duren(_vrijgegeven(_duren(eigen, ander)), eigen)

    assert ander.aantal in over
    assert len(over) >= 5


def test_without_that_knowledge_fewer_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control."""
    monkeypatch.setattr(Kennis, "minstens", lambda *_: 0)

    assert _uit_euros(_vrijgegeven(_bedragen(*SOMMEN[0])), SOMMEN[0][0]) == [1, 2, 3, 4]
    assert _uit_duren(_vrijgegeven(_duren(*DUREN[0])), DUREN[0][0]) == [2, 3, 4, 5]


def test_large_numbers_are_told_with_both() -> None:
    euros = _vrijgegeven(_bedragen(Groep(20, 2_000 * EURO), Groep(20, 2_000 * EURO)))
    weken = _vrijgegeven(_duren(Groep(20, 14), Groep(20, 28)))

    assert euros.vak("PO9901", "arrangement-bedrag")["waarde"] == "80000.00"
    assert weken.vak("PO9901", "tlv-doorlooptijd")["mediaan"] is not None
