"""A naive recomputation of every LDOS figure, straight from pushed events: the judge of the running figures.

Written from the indicator page alone and on purpose apart from the product: it reads raw events, keeps the
highest versie of every dossier in a dict, and counts in loops. No cells, no packing, no SQL.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Dossier = Mapping[str, Any]
Rij = tuple[object, ...]

OPEN = {"ingediend", "akkoord_bestuur", "in_behandeling", "aanvulling_gevraagd"}
ZONDER = {"ingetrokken", "niet_behandelbaar", "afgewezen_bestuur"}


@dataclass(frozen=True)
class Lidmaatschap:
    """One line of the reference data; schooljaren as first years, `tot` included."""

    swv: str
    vestiging: str
    van: int
    tot: int
    bestuur: str
    subregio: str | None


@dataclass(frozen=True)
class Vraag:
    """One question as the API takes it. `schooljaar` None: everything that is open now."""

    indicator: str
    niveau: str
    eenheid: str
    schooljaar: int | None
    splitsing: tuple[str, ...] = ()
    filters: Mapping[str, object] | None = None
    binnen: str | None = None
    toerekening: str = "aanvrager"
    teldatum: str = "10-01"


def nieuwste(events: Iterable[Mapping[str, Any]]) -> list[Dossier]:
    """Newest version of every dossier, removed ones left out. Conflicts: the first one wins."""
    per_dossier: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for event in events:
        data = event["data"]
        sleutel = (event["source"], data["swv"], data["dossiernummer"])
        if sleutel not in per_dossier or data["versie"] > per_dossier[sleutel]["data"]["versie"]:
            per_dossier[sleutel] = event
    return [e["data"] for e in per_dossier.values() if not e["type"].endswith("dossier.verwijderd.v1")]


def schooljaar(dag: date) -> int:
    """First calendar year of the schooljaar of a day."""
    return dag.year - (dag.month < 8)


def _dag(tekst: str) -> date:
    return date.fromisoformat(tekst)


def _ingediend(d: Dossier) -> date:
    return _dag(d["aanvraag"]["ingediendOp"])


def _besloten(d: Dossier) -> date:
    return _dag(d["beschikking"]["besluitOp"])


def _toegekend(d: Dossier) -> bool:
    return bool(d["beschikking"]) and d["beschikking"]["besluit"] == "toegekend"


@dataclass(frozen=True)
class Regel:
    """How one indicator counts: which dossiers, in which schooljaar, measured how, split by what."""

    telt: Callable[[Dossier], bool]
    dag: Callable[[Dossier], date]
    als_toegekend: bool = False
    maat: Callable[[Dossier], int | Decimal] = lambda _: 1


def _regels(soort: str) -> dict[str, Regel]:
    def van_soort(d: Dossier) -> bool:
        return bool(d["soort"] == soort)

    def besluit(uitkomst: str) -> Callable[[Dossier], bool]:
        return lambda d: van_soort(d) and bool(d.get("beschikking")) and d["beschikking"]["besluit"] == uitkomst

    regels = {
        "aanvragen": Regel(van_soort, _ingediend),
        "toegekend": Regel(besluit("toegekend"), _besloten, True),
        "afgewezen": Regel(besluit("afgewezen"), _besloten),
        "openstaand": Regel(lambda d: van_soort(d) and d["status"] in OPEN, _ingediend),
        "zonder-besluit": Regel(lambda d: van_soort(d) and d["status"] in ZONDER, _ingediend),
        "doorlooptijd": Regel(lambda d: van_soort(d) and bool(d.get("beschikking")), _besloten),
    }
    return {f"{soort}-{naam}": regel for naam, regel in regels.items()}


REGELS: dict[str, Regel] = {
    **_regels("tlv"),
    **_regels("arrangement"),
    "tlv-bekendgemaakt": Regel(
        lambda d: d["soort"] == "tlv" and bool(d.get("beschikking")) and bool(d["beschikking"].get("bekendgemaaktOp")),
        _besloten,
    ),
    "tlv-bezwaren": Regel(
        lambda d: d["soort"] == "tlv" and bool(d.get("beschikking")) and bool(d["beschikking"].get("bezwaar")),
        _besloten,
    ),
    "tlv-aflopend": Regel(
        lambda d: d["soort"] == "tlv" and _toegekend(d), lambda d: _dag(d["beschikking"]["geldigTot"]), True
    ),
    "tlv-lopend": Regel(lambda d: d["soort"] == "tlv" and _toegekend(d), _besloten, True),
    "arrangement-bedrag": Regel(
        lambda d: d["soort"] == "arrangement" and _toegekend(d),
        _besloten,
        True,
        lambda d: Decimal(d["beschikking"]["arrangement"]["bedrag"]),
    ),
    "arrangement-leerlingen": Regel(
        lambda d: d["soort"] == "arrangement" and _toegekend(d),
        _besloten,
        True,
        lambda d: int(d["beschikking"]["arrangement"]["leerlingen"]),
    ),
}


class Oracle:
    """Answers questions by looping over the newest dossiers."""

    def __init__(self, dossiers: Sequence[Dossier], leden: Sequence[Lidmaatschap], lopend: int) -> None:
        self._dossiers = dossiers
        self._leden = leden
        self._lopend = lopend

    def totaal(self, vraag: Vraag) -> int | Decimal:
        """Value of the total."""
        maat = REGELS[vraag.indicator].maat
        return sum((maat(d) for d in self._gekozen(vraag)), start=0)

    def rijen(self, vraag: Vraag) -> dict[Rij, int | Decimal]:
        """Value per row of the split; rows without dossiers are absent."""
        regel = REGELS[vraag.indicator]
        som: Counter[Rij] = Counter()
        for d in self._gekozen(vraag):
            for rij in _rijen(d, regel, vraag.splitsing):
                som[rij] += regel.maat(d)  # type: ignore[assignment]
        return dict(som)

    def leeftijd(self, vraag: Vraag, vandaag: date) -> dict[str, int] | None:
        """Age of what is open: whole ISO weeks from the week of handing in to this one."""
        return leeftijd_van(list(self._gekozen(vraag)), vandaag)

    def leeftijd_rijen(self, vraag: Vraag, vandaag: date) -> dict[Rij, dict[str, int] | None]:
        """Age per row of the split."""
        return {rij: leeftijd_van(dossiers, vandaag) for rij, dossiers in self._per_rij(vraag).items()}

    def dossiers(self, vraag: Vraag) -> list[Dossier]:
        """The dossiers that a question counts."""
        return list(self._gekozen(vraag))

    def duren(self, vraag: Vraag) -> dict[str, object]:
        """Duration figures of the total: aantal, mediaan, p90, binnenTermijn at 42 days, and the two legs."""
        return duur_van(list(self._gekozen(vraag)))

    def duur_rijen(self, vraag: Vraag) -> dict[Rij, dict[str, object]]:
        """Duration figures per row of the split."""
        return {rij: duur_van(dossiers) for rij, dossiers in self._per_rij(vraag).items()}

    def _per_rij(self, vraag: Vraag) -> dict[Rij, list[Dossier]]:
        per_rij: dict[Rij, list[Dossier]] = {}
        for d in self._gekozen(vraag):
            for rij in _rijen(d, REGELS[vraag.indicator], vraag.splitsing):
                per_rij.setdefault(rij, []).append(d)
        return per_rij

    def _gekozen(self, vraag: Vraag) -> Iterator[Dossier]:
        regel = REGELS[vraag.indicator]
        for d in self._dossiers:
            hoort_erbij = regel.telt(d) and self._in_periode(d, regel, vraag) and self._bij_eenheid(d, vraag)
            if hoort_erbij and all(_voldoet(d, regel, *een) for een in (vraag.filters or {}).items()):
                yield d

    def _in_periode(self, d: Dossier, regel: Regel, vraag: Vraag) -> bool:
        if vraag.indicator == "tlv-lopend":
            assert vraag.schooljaar is not None
            maand, dag = map(int, vraag.teldatum.split("-"))
            teldatum = date(vraag.schooljaar + (maand < 8), maand, dag)
            b = d["beschikking"]
            return _dag(b["geldigVan"]) <= teldatum <= _dag(b["geldigTot"])
        return vraag.schooljaar is None or schooljaar(regel.dag(d)) == vraag.schooljaar

    def _bij_eenheid(self, d: Dossier, vraag: Vraag) -> bool:
        if vraag.binnen is not None and d["swv"] != vraag.binnen:
            return False
        aanvraag = d["aanvraag"]
        school = aanvraag["vestiging"]
        if vraag.toerekening == "herkomst":
            school = aanvraag.get("vestigingHerkomst") or school
        jaar = self._lopend if vraag.schooljaar is None else vraag.schooljaar
        leden = [lid for lid in self._leden if lid.vestiging == school and lid.van <= jaar <= lid.tot]
        match vraag.niveau:
            case "school":
                return bool(school == vraag.eenheid)
            case "bestuur":
                return any(lid.bestuur == vraag.eenheid for lid in leden)
            case "subregio":
                return any(lid.subregio == vraag.eenheid and lid.swv == d["swv"] for lid in leden)
            case "swv":
                return bool(d["swv"] == vraag.eenheid)
        return bool(d["swv"][:2] == vraag.eenheid[-2:])


def _kenmerk(d: Dossier, regel: Regel, naam: str) -> list[object]:
    """Values of one dimension of a dossier: one, or several for needs."""
    aanvraag, beschikking = d["aanvraag"], d.get("beschikking") or {}
    bron = beschikking if regel.als_toegekend else aanvraag
    leerjaar = aanvraag.get("leerjaar")
    lezen: dict[str, Callable[[], list[object]]] = {
        "schoolsoort": lambda: [bron["tlv"]["schoolsoort"]],
        "categorie": lambda: [bron["tlv"]["categorie"] or "geen"],
        "soortCategorie": lambda: ["-".join(filter(None, (bron["tlv"]["schoolsoort"], bron["tlv"]["categorie"])))],
        "type": lambda: [bron["arrangement"]["type"]],
        "leerjaar": lambda: ["onbekend" if leerjaar is None else leerjaar],
        "behoefte": lambda: list(aanvraag.get("ondersteuningsbehoeften") or ["onbekend"]),
        "maand": lambda: [regel.dag(d).month],
        "duur": lambda: [_duur(_dag(beschikking["geldigVan"]), _dag(beschikking["geldigTot"]))],
        "uitkomst": lambda: [beschikking["bezwaar"].get("uitkomst") or "lopend"],
        "status": lambda: [d["status"]],
    }
    return lezen[naam]() if naam in lezen else [aanvraag[naam]]


def _duur(van: date, tot: date) -> str:
    jaren = range(van.year - 1, min(tot.year, 9998) + 1)
    heel = sum(van <= date(jaar, 8, 1) and tot >= date(jaar + 1, 7, 31) for jaar in jaren)
    return "4+" if heel >= 4 else str(heel)


def _rijen(d: Dossier, regel: Regel, splitsing: Sequence[str]) -> list[Rij]:
    rijen: list[Rij] = [()]
    for naam in splitsing:
        rijen = [(*rij, waarde) for rij in rijen for waarde in _kenmerk(d, regel, naam)]
    return rijen


def _voldoet(d: Dossier, regel: Regel, naam: str, waarde: object) -> bool:
    return waarde in _kenmerk(d, regel, naam)


def _rang(waarden: Sequence[int], p: float) -> int | None:
    """Nearest rank: the ceil(p·n)-th smallest of n."""
    gesorteerd = sorted(waarden)
    return gesorteerd[math.ceil(p * len(gesorteerd)) - 1] if gesorteerd else None


def leeftijd_van(dossiers: Sequence[Dossier], vandaag: date) -> dict[str, int] | None:
    """Whole weeks between Mondays, oldest and median by nearest rank; a day to come is this week."""

    def maandag(dag: date) -> date:
        return dag - timedelta(days=dag.weekday())

    weken = [max(0, (maandag(vandaag) - maandag(_ingediend(d))).days // 7) for d in dossiers]
    mediaan = _rang(weken, 0.5)
    return None if mediaan is None else {"oudste": max(weken), "mediaan": mediaan}


def duur_van(dossiers: Sequence[Dossier]) -> dict[str, object]:
    """Durations of decided dossiers, in days."""
    dagen = [(_besloten(d) - _ingediend(d)).days for d in dossiers]
    compleet = [
        (_besloten(d) - _ingediend(d), _dag(d["aanvraag"]["compleetOp"]) - _ingediend(d))
        for d in dossiers
        if d["aanvraag"].get("compleetOp")
    ]
    binnen = sum(dag <= 42 for dag in dagen)
    return {
        "aantal": len(dagen),
        "mediaan": _rang(dagen, 0.5),
        "p90": _rang(dagen, 0.9),
        "binnen": binnen,
        "totCompleet": _rang([tot.days for _, tot in compleet], 0.5),
        "vanafCompleet": _rang([(heel - tot).days for heel, tot in compleet], 0.5),
    }
