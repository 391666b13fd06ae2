"""Money: what an SWV planned and spent, by category and unit; not published, so only for who sees the unit as own."""

from typing import Final

from shared.contracts.indicatoren.model import (
    Definitie,
    Maat,
    OpenDeel,
    OpenIndicator,
    Splitsing,
    Tabel,
    Telling,
    Uitleg,
    Verhouding,
)

CATEGORIEEN: Final = ("basisondersteuning", "extra_ondersteuning", "arrangementen", "verwijzingen", "overig")
_SPLITSING = {"categorie": Splitsing("categorie", None, "categorie", CATEGORIEEN)}
_BRON = "Financiële gegevens van het samenwerkingsverband"
_OMREKENEN = (
    "Is een bedrag per boekjaar geleverd en vraagt u een schooljaar, of andersom, dan rekenen wij het om: van een"
    " boekjaar valt 7/12 in januari tot en met juli en 5/12 in augustus tot en met december; van een schooljaar valt"
    " 5/12 in augustus tot en met december en 7/12 in januari tot en met juli. Het deel van 5/12 wordt per geleverde"
    " regel op hele centen afgerond (een halve cent naar boven) en 7/12 is de rest, zodat er geen cent verdwijnt. Een"
    " omgerekend bedrag is gemerkt. Ontbreekt een van de twee jaren die nodig zijn, dan is het bedrag onbekend."
)


def _middelen(naam: str, wat: str, telling: Telling) -> OpenIndicator:
    return OpenIndicator(
        code=f"middelen-{naam}",
        titel=f"Middelen, {naam}",
        uitleg=Uitleg(
            f"Het bedrag dat voor ondersteuning is {wat}.",
            "Een regel zonder school of bestuur telt alleen voor het samenwerkingsverband; een regel met een school ook"
            f" voor haar bestuur en subregio. {_OMREKENEN}",
            f"Som van de bedragen ({naam}) van de geleverde regels.",
            "primair en voortgezet onderwijs",
            _BRON,
        ),
        eenheid="euro",
        maat=Maat.BEDRAG,
        splitsingen=_SPLITSING,
        peildatum="het boekjaar of het schooljaar",
        herkomst="open",
        boekjaar=True,
        telling=telling,
    )


MIDDELEN: tuple[Definitie, ...] = (
    _middelen("begroot", "begroot", Telling.BEGROOT),
    _middelen("besteed", "uitgegeven", Telling.BESTEED),
    Verhouding(
        code="middelen-per-leerling",
        titel="Middelen per leerling",
        uitleg=Uitleg(
            "Het bestede bedrag per leerling.",
            f"Alle leerlingen op de scholen van de eenheid tellen mee, zoals in de indicator leerlingen. {_OMREKENEN}",
            "Middelen besteed in het schooljaar gedeeld door de leerlingen op 1 oktober van dat schooljaar, afgerond op"
            " hele centen.",
            "primair en voortgezet onderwijs",
            f"{_BRON}, en DUO, open onderwijsdata",
        ),
        eenheid="euro per leerling",
        maat=Maat.VERHOUDING,
        peildatum="het schooljaar; de leerlingen op 1 oktober",
        herkomst="open",
        met_marge=True,
        factor=1,
        teller=OpenDeel(Tabel.MIDDELEN),
        noemer=OpenDeel(Tabel.LEERLINGEN),
    ),
)
