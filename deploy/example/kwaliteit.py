"""What the invented SWV of the example wrote itself: own judgements, moments of its year, and meetings with what was
agreed.

Days follow from today, so that something is always open, late and to come.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

Json = dict[str, Any]
SWV = "PO9901"
SCHOOL = "99AI00"
BESTUUR = "99002"


class Voorbeeldgesprek(NamedTuple):
    """A meeting and what was agreed in it, as the API takes them."""

    gesprek: Json
    afspraken: tuple[Json, ...] = ()


def oordelen(vandaag: date) -> Iterator[tuple[str, Json]]:
    """(standard, judgement) of the SWV about itself."""
    dag = (vandaag - timedelta(days=20)).isoformat()
    yield "RPO1", {
        "oordeel": "voldoende", "peildatum": dag, "bewijs": ["indicator:thuiszitters", "indicator:deelname-so"],
        "toelichting": "Voor bijna elke leerling is er een plek. In het noorden van de regio mist een groep voor"
        " leerlingen die tijdelijk niet naar school kunnen.",
    }  # fmt: skip
    yield "RPO3", {
        "oordeel": "goed", "peildatum": dag, "bewijs": ["indicator:tlv-doorlooptijd", "indicator:tlv-bezwaren"],
        "toelichting": "Besluiten zijn op tijd en scholen begrijpen de brief. Bezwaren zijn zeldzaam.",
    }  # fmt: skip


def momenten(vandaag: date) -> Iterator[Json]:
    """The own year of the SWV: something late, soon, later and done."""
    for fase, titel, verschil, klaar in (
        ("plan", "Jaarplan van het volgende jaar bespreken met de ondersteuningsplanraad", 95, False),
        ("do", "Bijeenkomst van intern begeleiders", 12, False),
        ("check", "Tevredenheid van scholen en ouders opvragen", -16, False),
        ("act", "Jaarverslag vaststellen", -120, True),
    ):
        dag = (vandaag + timedelta(days=verschil)).isoformat()
        gedaan = {"klaarOp": dag} if klaar else {}
        yield {"fase": fase, "titel": titel, "uiterlijk": dag, "eigenaar": "kwaliteitsmedewerker", **gedaan}


def gesprekken(vandaag: date) -> Iterator[Voorbeeldgesprek]:
    """One of the spring with something open, one of a bestuur, and one to come."""

    def dag(verschil: int) -> str:
        return (vandaag + timedelta(days=verschil)).isoformat()

    school = {"swv": SWV, "niveau": "school", "eenheid": SCHOOL}
    yield Voorbeeldgesprek(
        {**school, "dag": dag(-190), "status": "gehouden", "onderwerp": "Voortgangsgesprek voorjaar",
         "aanwezig": "directeur, intern begeleider, consulent",
         "verslag": "De school ziet meer vragen in de onderbouw. We bekeken de cijfers van de laatste drie jaar."},
        (
            {"tekst": "Samen kijken welke vragen in groep 3 terugkomen", "wie": "intern begeleider en consulent",
             "uiterlijk": dag(-30)},
            {"tekst": "Ouderavond over ondersteuning voorbereiden", "wie": "directeur", "uiterlijk": dag(40)},
            {"tekst": "Arrangement van de groep evalueren", "wie": "consulent", "uiterlijk": dag(-60),
             "status": "gedaan", "klaarOp": dag(-70)},
        ),
    )  # fmt: skip
    yield Voorbeeldgesprek(
        {"swv": SWV, "niveau": "bestuur", "eenheid": BESTUUR, "dag": dag(-45), "status": "gehouden",
         "onderwerp": "Bestuursgesprek", "aanwezig": "bestuurder, directeur samenwerkingsverband"},
        ({"tekst": "Verschillen tussen de scholen in verwijzingen bespreken met de directeuren",
          "wie": "beleidsmedewerker bestuur", "uiterlijk": dag(10)},),
    )  # fmt: skip
    yield Voorbeeldgesprek({**school, "dag": dag(9), "status": "gepland", "onderwerp": "Voortgangsgesprek najaar"})
