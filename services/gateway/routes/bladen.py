"""Answers of the API as flat tables: a row per number, its status beside it. Names of columns as in the JSON."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from services.gateway.dashboards.export import Blad, Getal, Status, Vak

Json = Mapping[str, Any]
TOTAAL: Final = "totaal"
_GEEN_MAAT: Final = ("splitsing", "status", "tekst", "reden")
_BEREKEND: Final = ("zelfdePeriode", "heelSchooljaar", "verschil", "meiTotEnMetJuli")
_KWARTIELEN: Final = ("eenheden", "kwartiel1", "mediaan", "kwartiel3")
_VAN_EENHEID: Final = ("niveau", "eenheid", "naam", "plaats", "zicht", "label")
_VAN_INDICATOR: Final = (
    "code", "titel", "eenheid", "maat", "peildatum", "toerekening", "teldatum", "voorraad", "vooruit", "hogerIs",
    "herkomst", "openbaar",
)  # fmt: skip


def getallen(waarde: Json) -> dict[str, Getal | None]:
    """The numbers of a value by name: `waarde`, or those of a ratio or a duration (`binnenTermijn.teller`)."""
    gevonden: dict[str, Getal | None] = {}
    for naam, deel in waarde.items():
        if naam in _GEEN_MAAT:
            continue
        if isinstance(deel, Mapping):
            gevonden |= {f"{naam}.{onder}": getal for onder, getal in getallen(deel).items()}
        else:
            gevonden[naam] = Decimal(deel) if isinstance(deel, str) else deel
    return gevonden


def status(waarde: Json) -> Status:
    """Its status, with the words that stand in place of a hidden value."""
    return Status(waarde["status"], waarde.get("tekst"))


def rijen_van(antwoord: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """((eenheid, schooljaar, split values …), value) of `waarden`; the total has 'totaal' for each split."""
    splitsing = antwoord["splitsing"]
    for reeks in antwoord["reeksen"]:
        for periode in reeks["perioden"]:
            begin = (reeks["eenheid"], str(periode["schooljaar"] or periode.get("boekjaar") or "nu"))
            yield (*begin, *(TOTAAL for _ in splitsing)), periode["totaal"]
            for rij in periode["rijen"]:
                yield (*begin, *(als_tekst(rij["splitsing"][naam]) for naam in splitsing)), rij


def als_tekst(waarde: object) -> str:
    """A value of a split as it stands in an address."""
    return str(waarde).lower() if isinstance(waarde, bool) else str(waarde)


def maten_van(waarden: Sequence[Json]) -> list[str]:
    """Every number that occurs in these values, in order."""
    return list(dict.fromkeys(naam for waarde in waarden for naam in getallen(waarde)))


def blad_waarden(antwoord: Json) -> Blad:
    """The table of `waarden`."""
    rijen = list(rijen_van(antwoord))
    maten = maten_van([waarde for _, waarde in rijen])
    zicht = {reeks["eenheid"]: reeks["zicht"] for reeks in antwoord["reeksen"]}
    vast = (antwoord["indicator"], antwoord["niveau"])

    def rij(sleutel: tuple[str, ...], waarde: Json) -> tuple[Vak | Status, ...]:
        per_maat = getallen(waarde)
        return (*vast, zicht[sleutel[0]], *sleutel, *(per_maat.get(maat) for maat in maten), status(waarde))

    # A split may be called as another column is ("status").
    splitsingen = (f"splitsing.{naam}" for naam in antwoord["splitsing"])
    koppen = ("indicator", "niveau", "zicht", "eenheid", "schooljaar", *splitsingen, *maten, "status")
    return Blad(koppen, tuple(rij(sleutel, waarde) for sleutel, waarde in rijen))


def blad_vergelijking(antwoord: Json) -> Blad:
    """The table of `vergelijking`: a row per number, with the part of the answer that it stands in."""
    vast = (antwoord["indicator"], antwoord["niveau"], antwoord["eenheid"])
    rijen = tuple(
        (*vast, onderdeel, kenmerk, maat, getal, Status(status_, tekst))
        for onderdeel, kenmerk, waarde, status_, tekst in _delen(antwoord)
        for maat, getal in getallen(waarde).items()
    )
    koppen = ("indicator", "niveau", "eenheid", "onderdeel", "kenmerk", "maat", "waarde", "status")
    return Blad(koppen, rijen)


def _delen(antwoord: Json) -> Iterator[tuple[str, str, Json, str | None, str | None]]:
    """(part, which one, value, status, text) of everything in a comparison that holds numbers."""

    def deel(naam: str, kenmerk: str, waarde: Json) -> tuple[str, str, Json, str | None, str | None]:
        return naam, kenmerk, waarde, waarde.get("status"), waarde.get("tekst") or waarde.get("reden")

    jaar = antwoord["schooljaar"] or "nu"
    yield deel("eigen", jaar, antwoord["eigen"])
    yield deel("totEnMetWeek", jaar, antwoord["totEnMetWeek"])
    yield deel("meiTotEnMetJuli", jaar, antwoord["meiTotEnMetJuli"])
    for eerder in antwoord["eerder"]:
        for naam in _BEREKEND:
            yield deel(f"eerder.{naam}", eerder["schooljaar"], eerder[naam])
    maanden = antwoord["twaalfMaanden"]
    for naam in ("nu", "vorige", "verschil"):
        if naam in maanden:
            yield deel(f"twaalfMaanden.{naam}", f"{maanden['van']}..{maanden['totEnMet']}", maanden[naam])
    for naam in ("opSeizoen", "metOpenstaand"):
        prognose = {maat: w for maat, w in antwoord["prognose"][naam].items() if maat not in ("jaren",)}
        yield deel(f"prognose.{naam}", jaar, prognose)
    for verdeling in antwoord["verdelingen"]:
        kwartielen = {maat: verdeling[maat] for maat in _KWARTIELEN if maat in verdeling}
        wie = " ".join(filter(None, (verdeling["binnen"], verdeling["schoolsoort"])))
        yield "verdelingen", wie, kwartielen, verdeling["status"], verdeling.get("tekst")
    landelijk = {maat: w for maat, w in antwoord["landelijkCijfer"].items() if maat not in ("bron", "uitleg")}
    yield deel("landelijkCijfer", "", landelijk)


def blad_eenheden(eenheden: Sequence[Json]) -> Blad:
    """The table of a list of units."""
    return Blad(_VAN_EENHEID, tuple(tuple(een[naam] for naam in _VAN_EENHEID) for een in eenheden))


def blad_indicatoren(indicatoren: Sequence[Json]) -> Blad:
    """The catalogue as a table."""
    uitleg = ("definitie", "toelichting", "berekening", "onderwijssoort", "databron")

    def rij(een: Json) -> tuple[Vak, ...]:
        vast = (_vak(een[naam]) for naam in _VAN_INDICATOR)
        splitsingen = " ".join(splitsing["naam"] for splitsing in een["splitsingen"])
        return (*vast, " ".join(een["niveaus"]), splitsingen, *(een["uitleg"][naam] for naam in uitleg))

    return Blad((*_VAN_INDICATOR, "niveaus", "splitsingen", *uitleg), tuple(map(rij, indicatoren)))


def _vak(waarde: Any) -> Vak:
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return waarde if isinstance(waarde, str | int) else str(waarde)
