"""The part of `/beheer/instellingen` about releases: its form, and what a lower threshold would show today."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.gateway.domain.vrijgavebeleid import GRENZEN, MAANDEN, Vrijgavebeleid
from services.gateway.handlers.bronnen import geef_cijfers
from services.gateway.handlers.poorten import Beller
from services.gateway.handlers.vrijgavebeleid import toon_beleid
from services.gateway.paginas.beheer.kader import Beheer
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import tekst
from shared.runtime.http import Problem

_NAMEN: Final = {
    "drempel": ("Kleinste aantal dat getoond wordt",
                "Kleine groepen worden zichtbaar. Een school die haar eigen dossiers kent, trekt die af van het totaal"
                " en houdt van de andere scholen vaak een of twee leerlingen over."),
    "afronding": ("Afronden op een veelvoud van",
                  "Verschillen tussen tabellen en tussen vrijgaven worden precies."
                  " Niet hoger dan het kleinste aantal."),
    "veranderd": ("Een getal verandert pas bij zoveel andere dossiers",
                  "Een verandering wijst naar een handvol dossiers, of naar één."),
    "scholen": ("Kleinste aantal scholen van een bestuur of subregio",
                "Bij weinig scholen rekent de ene school de andere uit."),
    "duren": ("Doorlooptijden vanaf zoveel dossiers",
              "Een mediaan over enkele dossiers is de doorlooptijd van een leerling."),
}  # fmt: skip
_RITMES: Final = {
    "1,2,3,4,5,6,7,8,9,10,11,12": "elke maand",
    "1,4,7,10": "elk kwartaal (januari, april, juli, oktober)",
    "1,7": "in januari en juli",
    "10": "alleen in oktober",
}


def lees_beleid(velden: Mapping[str, str]) -> Vrijgavebeleid | list[str]:
    """The policy of a form, or every mistake as a sentence. Raises Problem 400: no form sends these months."""
    getallen = {naam: _getal(velden.get(naam, "")) for naam in GRENZEN}
    groot, klein = (_maanden(velden.get(naam, "")) for naam in ("maanden_groot", "maanden_klein"))
    beleid = Vrijgavebeleid(maanden_groot=groot, maanden_klein=klein, **getallen)
    return [f"{_NAMEN[naam][0]}: {fout}." for naam, fout in beleid.fouten().items()] or beleid


async def vrijgavedeel(beheer: Beheer, beller: Beller, swv: str) -> dict[str, Any]:
    """What the template shows of the policy."""
    boek = beheer.gegevens.beleidsboek
    blad = await toon_beleid(boek, beller.rechten, swv)
    rooster, nu = await boek.rooster(), beheer.bezoeken.clock.now()
    return {
        "rooster": rooster,
        "volgende": {
            "groot": rooster.volgende(nu, blad.beleid.maanden_groot),
            "klein": rooster.volgende(nu, blad.beleid.maanden_klein),
        },
        "etag": blad.etag,
        "eigen": blad.versie > 0,
        "velden": [(naam, *_NAMEN[naam], getattr(blad.beleid, naam), grens) for naam, grens in GRENZEN.items()],
        "groot": _ritmes(blad.beleid.maanden_groot),
        "klein": _ritmes(blad.beleid.maanden_klein),
        "geschiedenis": [(een, _ritme(een.beleid.maanden_groot), _ritme(een.beleid.maanden_klein))
                         for een in blad.geschiedenis],
        "voorbeeld": await _komt_te_voorschijn(beheer, beller, swv, blad.beleid.drempel),
    }  # fmt: skip


async def _komt_te_voorschijn(beheer: Beheer, beller: Beller, swv: str, drempel: int) -> dict[str, Any]:
    """Groups of last schooljaar that are hidden now, and that the lowest threshold would show."""
    jaar, laagst = beheer.lopend() - 1, GRENZEN["drempel"].laagst
    vandaag, aanvragen, groepen = beheer.bezoeken.clock.today(), INDICATOREN["tlv-aanvragen"], 0
    for splitsing in ("leerjaar", "herkomst"):
        vraag = [("niveau", "swv"), ("eenheid", swv), ("schooljaar", tekst(jaar)), ("splitsing", splitsing)]
        gevonden = await geef_cijfers(beheer.gegevens, beller.rechten, aanvragen, vraag, vandaag, None)
        assert gevonden.inhoud is not None, "without If-None-Match there is always an answer"
        rijen = [rij for reeks in gevonden.inhoud["reeksen"] for een in reeks["perioden"] for rij in een["rijen"]]
        groepen += sum(rij["waarde"] in range(laagst, drempel) for rij in rijen)
    return {"jaar": tekst(jaar), "groepen": groepen, "laagst": laagst, "drempel": drempel}


def _getal(gegeven: str) -> int:
    """0 for what is no number of at most three digits: below every bound."""
    return int(gegeven) if gegeven.isascii() and gegeven.isdigit() and len(gegeven) <= 3 else 0


def _maanden(gegeven: str) -> tuple[int, ...]:
    delen = gegeven.split(",")
    if not set(delen) <= set(map(str, MAANDEN)):
        raise Problem(400)
    return tuple(sorted(map(int, delen)))


def _code(maanden: Sequence[int]) -> str:
    return ",".join(map(str, maanden))


def _ritme(maanden: Sequence[int]) -> str:
    return _RITMES.get(_code(maanden), f"in de maanden {', '.join(map(str, maanden))}")


def _ritmes(gekozen: Sequence[int]) -> list[tuple[str, str, bool]]:
    """Choices with the one that holds, which need not be one of ours."""
    namen = {**_RITMES, _code(gekozen): _ritme(gekozen)}
    return [(code, naam, code == _code(gekozen)) for code, naam in namen.items()]
