"""What a release is worth in counts, and what an operator reads of its audit."""

import json

from deploy.cli.toetsregels import toetsregels
from services.aggregator.vrijgave.indeling import Eenheid
from services.aggregator.vrijgave.meten import Plek
from services.aggregator.vrijgave.toets import Wijze
from tests.bouwers import dossier
from tests.unit.vrijgave.wereld import LOPEND, NOVEMBER, Verloop, school

ZAKEN = {str(een): dossier(vestiging=f"99AB0{een % 3}") for een in range(23)}
TOTAAL = Plek(Eenheid("swv", "PO9901"), "tlv-aanvragen", "", LOPEND, "")


def test_every_cell_counts_once_by_what_it_shows() -> None:
    verloop = Verloop([school(een) for een in range(3)])
    samen = verloop.geef_vrij(ZAKEN, NOVEMBER)
    telling = samen.nut.als_json()

    cellen = [vak for tabel in samen.uitgave.tabellen.values() for _, vak in tabel.rijen]
    soorten = ("getoond", "verborgen", "nvt", "onthouden_scholen", "onthouden_som", "onthouden_verdeling")
    assert sum(geteld.get(soort, 0) for geteld in telling.values() for soort in soorten) == len(cellen)
    assert sum(een.get("getoond", 0) for een in telling.values()) == sum(vak["status"] is None for vak in cellen)
    # 23 dossiers are shown as 25, in the total and in the one row that has them all.
    assert (telling["swv"]["fout_dossiers"], telling["swv"]["fout_procent"]) == (2.0, 8.7)


def test_what_the_audit_withheld_is_counted_apart() -> None:
    verloop = Verloop([school(een) for een in range(3)])
    samen = verloop.geef_vrij(ZAKEN, NOVEMBER, reparaties={TOTAAL: Wijze.ONTHOUD})

    assert samen.nut.als_json()["swv"]["onthouden_toets"] == 1
    assert "onthouden_scholen" not in samen.nut.als_json()["swv"]


def test_what_was_never_told_and_is_frozen_is_withheld_by_the_audit() -> None:
    """An SWV never has too few schools."""
    verloop = Verloop([school(een) for een in range(3)])
    telling = verloop.geef_vrij(ZAKEN, NOVEMBER, reparaties={TOTAAL: Wijze.HOUD}).nut.als_json()["swv"]

    assert telling["onthouden_toets"] == 1
    assert "onthouden_scholen" not in telling


def test_what_is_held_is_counted() -> None:
    verloop = Verloop([school(een) for een in range(3)])
    verloop.geef_vrij(ZAKEN, NOVEMBER)
    meer = ZAKEN | {str(100 + een): dossier() for een in range(4)}
    telling = verloop.geef_vrij(meer, NOVEMBER.replace(day=3)).nut.als_json()["swv"]

    assert telling["vastgehouden"] > 0
    assert telling["vastgehouden_toets"] == 0


def test_the_operator_reads_it_in_dutch() -> None:
    bewijs = {"kleinste": 5, "beschermd": [1, 4], "cellen": 1234, "aanvallers": {"school": 80}, "ronden": 2,
              "bevroren": ["PO9901 2025"]}  # fmt: skip
    telling = {"swv": {"getoond": 30, "verborgen": 50, "nvt": 9, "onthouden_toets": 20, "fout_dossiers": 1.25}}
    regels = list(toetsregels(json.dumps(bewijs), json.dumps(telling), 61.4))

    assert regels == [
        "Toets: geslaagd in 61 seconden, 2 ronden.",
        "  Van elk van de 1.234 cellen met een echte waarde van 1 tot en met 4 blijven minstens 5 waarden mogelijk.",
        "  aanvallers, school: 80",
        "  bevroren (er is niets nieuws verteld): PO9901 2025",
        "swv: 30% van 100 cellen getoond, gemiddeld 1,25 dossiers ernaast.",
        "  verborgen: 50; vastgehouden: 0",
        "  niet vrijgegeven, door de toets: 20",
    ]


def test_without_an_audit_it_says_so() -> None:
    assert list(toetsregels(None, None, None)) == ["Toets: niet getoetst; openbaar blijft dicht."]
