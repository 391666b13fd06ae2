"""Like units and the published national figure in words: under a key figure, and beside every figure whose reader chose
to compare with those. The numbers are those of `GET /v1/indicatoren/{code}/vergelijking`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from services.gateway.dashboards.figuren.periode import Vergeleken, vergelijk
from services.gateway.dashboards.gegevens import NVT, ONBEKEND, VERBORGEN, Waarde, lees
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kernbouwsteen, Kerncijfer
from services.gateway.dashboards.namen import NIVEAUS
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.getallen import getal, met_eenheid
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.indicatoren.model import Stromen

SOORTGELIJK, LANDELIJK = "soortgelijk", "landelijk"
ANDEREN: Final = {SOORTGELIJK: "soortgelijke eenheden (mediaan)", LANDELIJK: "landelijk"}
"""What a column of them is called."""
_FIJN: Final = ("verwijzingspercentage", "deelname-sbo", "deelname-so", "deelname-vso", "deelname-pro")
_LAND: Final = {"NL-PO": "alle aangesloten SWV’s (po)", "NL-VO": "alle aangesloten SWV’s (vo)"}
GEEN: Final = {
    SOORTGELIJK: "Hiervan zijn er geen cijfers van soortgelijke eenheden.",
    LANDELIJK: "Hiervan is er geen landelijk cijfer.",
}


def kiest_anderen(kader: Kader) -> bool:
    """Did the reader choose others to compare with, rather than another schooljaar?"""
    return kader.keuze.vergelijk in (SOORTGELIJK, LANDELIJK)


Anders = Callable[[Keuze], Mapping[str, str]]


def naast(steen: Bouwsteen, code: str | None = None, anders: Anders | None = None, *, jaren: bool = False) -> Bouwsteen:
    """The same figure, that puts this indicator beside like units or the country where the reader chose those.

    It asks nothing more where the reader compares with another schooljaar, and where the figure has no place. `code`
    None: nobody has figures of others. `anders`: other parameters of the API, such as `teldatum`. `jaren`: the figure
    says nothing of the other schooljaar itself, so that is told here.
    """

    def vraag(kader: Kader) -> Vraag | None:
        return _vraag(kader, code, anders, jaren=jaren)

    def vragen(kader: Kader) -> list[Vraag]:
        eigen, extra = list(steen.vragen(kader)), vraag(kader)
        return [*eigen, extra] if eigen and extra else eigen

    def maak(gegevens: Gegevens) -> Figuur | None:
        figuur, gesteld = steen.maak(gegevens), vraag(gegevens.kader)
        if figuur is None or not (gesteld or kiest_anderen(gegevens.kader)):
            return figuur
        return replace(figuur, vergelijking=_vergelijking(gegevens, gesteld))

    return Bouwsteen(vragen, maak)


def _vergelijking(gegevens: Gegevens, vraag: Vraag | None) -> str:
    keuze = gegevens.keuze
    if vraag is None:
        return GEEN[keuze.vergelijk]
    if kiest_anderen(gegevens.kader):
        return zin(gegevens.ruw(vraag), keuze.vergelijk)
    return toen(INDICATOREN[vraag.code].titel, vergelijk(gegevens, vraag), keuze)


def toen(titel: str, naast_elkaar: Vergeleken, keuze: Keuze) -> str:
    """'Toegekende TLV’s tot en met week 47: 24, in dezelfde weken van 2025-2026 18.'"""
    nu, eerder = naast_elkaar.nu.toon, naast_elkaar.eerder.toon
    if naast_elkaar.verschil is None:
        return ""
    if naast_elkaar.week:
        return f"{titel} tot en met week {naast_elkaar.week}: {nu}, in dezelfde weken van {keuze.eerder} {eerder}."
    return f"{titel} in {keuze.jaar}: {nu}, in {keuze.eerder} {eerder}."


def naast_kern(steen: Kernbouwsteen, code: str, anders: Anders | None = None) -> Kernbouwsteen:
    """The same for a key figure: what others have stands under it."""

    def vragen(kader: Kader) -> list[Vraag]:
        return [*steen.vragen(kader), *filter(None, [_vraag(kader, code, anders)])]

    def maak(gegevens: Gegevens) -> Kerncijfer:
        kern, gesteld = steen.maak(gegevens), _vraag(gegevens.kader, code, anders)
        if gesteld is None:
            return kern
        return replace(kern, regels=(*kern.regels, *regels(gegevens.ruw(gesteld), gegevens.keuze.vergelijk)))

    return Kernbouwsteen(vragen, maak)


def _vraag(kader: Kader, code: str | None, anders: Anders | None, *, jaren: bool = False) -> Vraag | None:
    """None: the reader compares with another schooljaar, or others have no such figure: a matrix, another level."""
    if code is None or not (jaren or kiest_anderen(kader)):
        return None
    wat = INDICATOREN[code]
    if isinstance(wat, Stromen) or kader.keuze.niveau not in wat.niveaus:
        return None
    return kader.vergelijking(code, anders(kader.keuze) if anders else None)


def zin(antwoord: Json, keuze: str) -> str:
    """'Toegekende TLV’s in 2025-2026: hier 12. Andere besturen in PO9901: mediaan 10, de middelste helft …'"""
    wat = f"{INDICATOREN[antwoord['indicator']].titel} in {antwoord['schooljaar']}: hier {_hier(antwoord)}"
    return " ".join(een if een.endswith(".") else f"{een}." for een in (wat, *regels(antwoord, keuze)))


def regels(antwoord: Json, keuze: str) -> tuple[str, ...]:
    """What others have, a line each; none where another schooljaar is chosen."""
    match keuze:
        case "soortgelijk":
            return tuple(_verdelingen(antwoord)) or ("Voor dit niveau zijn er geen soortgelijke eenheden.",)
        case "landelijk":
            return (_landelijk(antwoord),)
    return ()


def bij_anderen(antwoord: Json, keuze: str) -> Waarde:
    """One value for a table: the median of the first group that has one, or the national figure; with its unit."""
    if keuze == LANDELIJK:
        cijfer = antwoord["landelijkCijfer"]
        return _met_eenheid(antwoord, cijfer["waarde"], cijfer["status"], f" ({cijfer.get('schooljaar')})")
    groepen = antwoord["verdelingen"]
    een = next((een for een in groepen if een.get("mediaan") is not None), groepen[0] if groepen else None)
    if een is None:
        return Waarde(None, NVT)
    if een.get("mediaan") is None:
        # A median that is hidden between quartiles that are not has the status of the whole.
        return Waarde(None, een["status"] if een["status"] in (ONBEKEND, NVT) else VERBORGEN, een.get("tekst"))
    return Waarde(float(een["mediaan"]), een["status"], _middelste(antwoord, een))


def _met_eenheid(antwoord: Json, waarde: Any, status: str | None, erbij: str = "") -> Waarde:
    if waarde is None:
        return Waarde(None, status)
    return Waarde(float(waarde), status, f"{toon(antwoord, waarde)}{erbij}")


def _hier(antwoord: Json) -> str:
    eigen = antwoord["eigen"]
    if "mediaan" in eigen:
        return "geen besluiten" if eigen["mediaan"] is None else f"mediaan {toon(antwoord, eigen['mediaan'])}"
    if eigen["waarde"] is None and eigen.get("laag") is not None:
        grenzen = dict.fromkeys(toon(antwoord, eigen[grens]) for grens in ("laag", "hoog"))
        return " tot ".join(grenzen)
    return toon(antwoord, eigen["waarde"]) if eigen["waarde"] is not None else lees(eigen).toon


def toon(antwoord: Json, waarde: Any) -> str:
    """A number of this answer in the unit of its indicator: '€ 1.235', '1,37%', '34 dagen', '12'."""
    code = str(antwoord["indicator"])
    eenheid = INDICATOREN[code].eenheid
    if code in _FIJN:
        return f"{getal(float(waarde), 2)}%"
    return f"{getal(float(waarde))} dagen" if eenheid == "dagen" else met_eenheid(float(waarde), eenheid)


def _landelijk(antwoord: Json) -> str:
    cijfer = antwoord["landelijkCijfer"]
    if cijfer["waarde"] is None:
        return str(cijfer["uitleg"])
    return f"Landelijk in {cijfer['schooljaar']}: {toon(antwoord, cijfer['waarde'])} ({cijfer['bron']})"


def _verdelingen(antwoord: Json) -> Iterator[str]:
    for verdeling in antwoord["verdelingen"]:
        soort = f" ({verdeling['schoolsoort']})" if verdeling["schoolsoort"] else ""
        waar = _LAND.get(verdeling["binnen"], verdeling["binnen"])
        wie = f"Andere {NIVEAUS[antwoord['niveau']][1]}{soort} in {waar}"
        waarden = [verdeling.get(naam) for naam in ("kwartiel1", "mediaan", "kwartiel3")]
        klein = verdeling.get("tekst")
        if all(waarde is None for waarde in waarden):
            yield f"{wie}: {klein or 'te weinig om te vergelijken'}"
            continue
        yield f"{wie}: {_spreiding(antwoord, verdeling)}"


def _spreiding(antwoord: Json, verdeling: Json) -> str:
    """Quartiles in words. Of two units the quartiles are the two values; of three, half is no number of them."""
    waarden = (verdeling[naam] for naam in ("kwartiel1", "mediaan", "kwartiel3"))
    laag, midden, hoog = (verdeling.get("tekst") if een is None else toon(antwoord, een) for een in waarden)
    match verdeling["eenheden"]:
        case 1 | 2:
            return _middelste(antwoord, verdeling)
        case 3:
            return f"mediaan {midden}, van {laag} tot {hoog} (3)"
    return f"mediaan {midden}, de middelste helft {laag} tot {hoog} ({verdeling['eenheden']})"


def _middelste(antwoord: Json, verdeling: Json) -> str:
    """The median; of one or two units what they have, for they have no middle."""
    midden = toon(antwoord, verdeling["mediaan"])
    match verdeling.get("eenheden"):
        case 1:
            return f"{midden} (1 eenheid)"
        case 2:
            return f"{midden} en {toon(antwoord, verdeling['kwartiel3'])} (2 eenheden)"
    return midden
