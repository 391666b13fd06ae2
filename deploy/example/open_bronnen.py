"""Invented files of the open sources for the example region, in the shape of the real ones ("voorbeeldgegevens").

Made anew each time from the region and the day, without chance: the same region on the same day gives the same bytes.
Sizes follow what is usual: so about 2.4% of bao and sbo, vso about 3.8% of vo; most so and vso is `laag`.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from deploy.example.regio import Lidmaatschap, Regio, leerlingen
from shared.contracts.schooljaar import schooljaar_van, tekst, teldatum

BRON: Final = "voorbeeldgegevens"
EERSTE: Final = 2018
_SOORT: Final = {"bao": "BO", "sbo": "SBO", "so": "SO", "so/vso": "SO/VSO", "vso": "VSO"}
_CATEGORIE: Final = (("laag", 0.82), ("midden", 0.08), ("hoog", 0.10))
_STROMEN: Final = {
    "PO": (
        ("bao", "sbo", 0.004), ("bao", "so", 0.003), ("sbo", "bao", 0.0003), ("so", "bao", 0.0004),
        ("so", "sbo", 0.0003),
    ),
    "VO": (("vo", "vso", 0.005), ("vso", "vo", 0.0009), ("bao", "pro", 0.005), ("pro", "vo", 0.0006)),
}  # fmt: skip
_GELD: Final = (
    ("basisondersteuning", 190.0), ("extra_ondersteuning", 120.0), ("arrangementen", 95.0), ("verwijzingen", 330.0),
    ("overig", 40.0),
)  # fmt: skip
_DOELEN: Final = {
    "PO": (
        ("D1", "Minder leerlingen naar het speciaal basisonderwijs", "deelname-sbo", "2,3", "lager"),
        ("D2", "Minder leerlingen naar het speciaal onderwijs", "deelname-so", "2,3", "lager"),
        ("D3", "Minder thuiszitters", "thuiszitters", "6", "lager"),
        ("D4", "Elke school heeft een actueel ondersteuningsprofiel", "sop-actueel", "100", "hoger"),
        ("D5", "Alle partners kennen de route naar ondersteuning", "", "", ""),
    ),
    "VO": (
        ("D1", "Minder leerlingen naar het voortgezet speciaal onderwijs", "deelname-vso", "3,5", "lager"),
        ("D2", "Minder thuiszitters", "thuiszitters", "10", "lager"),
    ),
}  # fmt: skip


class Bestand(NamedTuple):
    """A file to load: the kind of source, and what goes beside it."""

    soort: str
    inhoud: bytes
    peildatum: date


def bestanden(regio: Regio, vandaag: date) -> Iterator[Bestand]:
    """All files of the region, up to today."""
    jaren = range(EERSTE, _laatste(vandaag) + 1)
    oktober = teldatum(jaren[-1], "10-01")
    yield Bestand("duo-leerlingen", _leerlingen(regio, jaren), oktober)
    for jaar in jaren:
        yield Bestand("duo-leerlingen-vo", _leerlingen_vo(regio, jaar), teldatum(jaar, "10-01"))
    yield Bestand("duo-swv", _duo_swv(regio, jaren, vandaag), oktober)
    yield Bestand("stromen", _stromen(regio, jaren), oktober)
    yield Bestand("financien", _financien(regio, jaren), vandaag)
    yield Bestand("doelen", _doelen(regio, jaren[-1]), vandaag)


def _laatste(vandaag: date) -> int:
    """The last schooljaar whose 1 October has come."""
    jaar = schooljaar_van(vandaag)
    return jaar if vandaag >= teldatum(jaar, "10-01") else jaar - 1


def _aantal(lid: Lidmaatschap, jaar: int) -> int:
    """Pupils of a school in a year: around its size, a little up and down."""
    deel = zlib.crc32(f"{lid.vestiging}/{jaar}".encode()) / 2**32
    return round(leerlingen(lid.vestiging, lid.schoolsoort) * (0.96 + 0.08 * deel))


def _scholen(regio: Regio, jaar: int, soorten: Iterable[str]) -> dict[str, Lidmaatschap]:
    """Schools of these kinds in a year, each once, however many SWV's it is in."""
    alle = (lid for swv in regio.swvs for lid in regio.leden_van(swv, jaar))
    return {lid.vestiging: lid for lid in alle if lid.schoolsoort in set(soorten)}


def _leerlingen(regio: Regio, jaren: Sequence[int]) -> bytes:
    per_jaar = {jaar: _scholen(regio, jaar, _SOORT) for jaar in jaren}
    alle = {code: lid for scholen in per_jaar.values() for code, lid in scholen.items()}
    kop = ("INSTELLINGSCODE", "VESTIGINGSCODE", "NAAM_VESTIGING", "SOORT_VESTIGING", "BEVOEGD_GEZAG_NUMMER")
    regels = (
        (code[:4], code, lid.naam, _SOORT[lid.schoolsoort], lid.bestuur,
         *(str(_aantal(lid, jaar)) if code in per_jaar[jaar] else "0" for jaar in jaren))
        for code, lid in sorted(alle.items())
    )  # fmt: skip
    return _csv((*kop, *(f"LEERLINGEN_{jaar}" for jaar in jaren)), regels)


def _leerlingen_vo(regio: Regio, jaar: int) -> bytes:
    """Leerjaar 1 to 3 and on; pro counts as one."""
    kop = (
        "BRIN NUMMER", "VESTIGINGSNUMMER", "SAMENWERKINGSVERBAND PASSEND ONDERWIJS VO",
        "ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR", "LEER- OF VERBLIJFSJAAR 1 - MAN",
        "LEER- OF VERBLIJFSJAAR 1 - VROUW",
    )  # fmt: skip
    regels = []
    for code, lid in sorted(_scholen(regio, jaar, ("vo", "pro")).items()):
        soort = "Praktijkonderwijs alle vj" if lid.schoolsoort == "pro" else "HAVO lj 1-5"
        aantal = _aantal(lid, jaar)
        regels.append((code[:4], code[4:], lid.swv, soort, str(aantal // 2), str(aantal - aantal // 2)))
    return _csv(kop, regels)


def _duo_swv(regio: Regio, jaren: Sequence[int], vandaag: date) -> bytes:
    regels = [
        regel
        for swv in regio.swvs
        for jaar in jaren
        for welke in ("10-01", "02-01")
        if teldatum(jaar, welke) <= vandaag
        for regel in _bekostigd(regio, swv, jaar, teldatum(jaar, welke))
    ]
    return _csv(("swv", "teldatum", "schoolsoort", "categorie", "leerlingen", "vestiging_swv"), regels)


def _bekostigd(regio: Regio, swv: str, jaar: int, dag: date) -> Iterator[tuple[str, ...]]:
    """Nine in ten in the own SWV, the rest with the neighbour; a small number is printed as <5."""
    soort, deel = ("so", 0.024) if swv.startswith("PO") else ("vso", 0.038)
    groei = 1.01 if dag.month == 2 else 1.0
    for categorie, aandeel in _CATEGORIE:
        totaal = round(_omvang(regio, swv, jaar) * deel * aandeel * groei)
        elders = round(totaal * 0.1)
        yield swv, dag.isoformat(), soort, categorie, _gedrukt(totaal - elders), swv
        yield swv, dag.isoformat(), soort, categorie, _gedrukt(elders), _buur(regio, swv)


def _omvang(regio: Regio, swv: str, jaar: int) -> int:
    soorten = ("bao", "sbo") if swv.startswith("PO") else ("vo", "pro")
    return sum(_aantal(lid, jaar) for lid in regio.leden_van(swv, jaar) if lid.schoolsoort in soorten)


def _buur(regio: Regio, swv: str) -> str:
    """The next SWV of the same kind; of one alone, a number outside the region."""
    soortgenoten = [een for een in regio.swvs if een[:2] == swv[:2]]
    volgende = soortgenoten[(soortgenoten.index(swv) + 1) % len(soortgenoten)]
    return volgende if volgende != swv else f"{swv[:2]}9999"


def _gedrukt(aantal: int) -> str:
    return "<5" if 0 < aantal < 5 else str(aantal)


def _stromen(regio: Regio, jaren: Sequence[int]) -> bytes:
    regels = [
        (swv, tekst(jaar), van, naar, _gedrukt(round(_omvang(regio, swv, jaar) * deel)), "")
        for swv in regio.swvs
        for jaar in jaren
        for van, naar, deel in _STROMEN[swv[:2]]
    ]
    return _csv(("swv", "schooljaar", "van", "naar", "aantal", "status"), regels)


def _financien(regio: Regio, jaren: Sequence[int]) -> bytes:
    """Per school and boekjaar; what is spent lies around what was planned. The last year is not spent yet."""
    regels = [
        (
            swv,
            lid.bestuur,
            lid.vestiging,
            str(jaar),
            soort,
            *_bedragen(lid, jaar, soort, tarief, jaar == jaren[-1]),
        )
        for swv in regio.swvs
        for jaar in jaren[-4:]
        for lid in regio.leden_van(swv, jaar)
        for soort, tarief in _GELD
    ]
    return _csv(("swv", "bestuur", "vestiging", "periode", "categorie", "begroot", "besteed", "toelichting"), regels)


def _bedragen(lid: Lidmaatschap, jaar: int, categorie: str, tarief: float, loopt: bool) -> tuple[str, str, str]:
    begroot = round(_aantal(lid, jaar) * tarief / 50) * 50
    deel = zlib.crc32(f"{lid.vestiging}/{jaar}/{categorie}".encode()) / 2**32
    return f"{begroot},00", "" if loopt else f"{begroot * (0.9 + 0.2 * deel):.2f}".replace(".", ","), BRON


def _doelen(regio: Regio, jaar: int) -> bytes:
    kop = (
        "swv",
        "plan",
        "code",
        "titel",
        "indicator",
        "niveau",
        "eenheid",
        "streefwaarde",
        "richting",
        "uiterlijk",
        "eigenaar",
    )
    regels = [
        (swv, f"Ondersteuningsplan {jaar - 1}-{jaar + 3}", code, titel, indicator, "swv", swv, waarde, richting,
         f"{jaar + 3}-07-31", "directeur samenwerkingsverband")
        for swv in regio.swvs
        for code, titel, indicator, waarde, richting in _DOELEN[swv[:2]]
    ]  # fmt: skip
    return _csv(kop, regels)


def _csv(kop: Sequence[str], regels: Iterable[Sequence[str]]) -> bytes:
    return "".join(";".join(regel) + "\r\n" for regel in (kop, *regels)).encode()
