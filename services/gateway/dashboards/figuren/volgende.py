"""Figure: the table of the next level: the way down, by name, never a ranking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.gateway.dashboards.figuren.anderen import Anders, naast
from services.gateway.dashboards.gegevens import NIETS, Antwoord, Waarde
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Soort, Tabel
from services.gateway.dashboards.namen import NIVEAUS
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.schooljaar import tekst

JAREN_IN_LIJN = 6


@dataclass(frozen=True)
class Extra:
    """One more column: an indicator in the chosen schooljaar, or the stock of now where `nu`."""

    code: str
    naam: str
    nu: bool = False
    soort: Soort = "aantal"

    def vragen(self, kader: Kader) -> tuple[Vraag, ...]:
        return kader.per_kind(self.code, *(() if self.nu else (kader.keuze.jaar,)))

    def kolom(self, jaar: str) -> Kolom:
        return Kolom(self.naam if self.nu else f"{self.naam} {jaar}", self.soort)


def volgende_niveau(code: str, naam: str, *extra: Extra, anders: Anders | None = None) -> Bouwsteen:
    """Per unit of the next level: an indicator in two schooljaren, more columns, and a line over years.

    `anders`: other parameters of the first indicator, such as `teldatum`.
    """

    def over_jaren(kader: Kader) -> tuple[Vraag, ...]:
        jaren, keuze = _jaren(kader), kader.keuze
        erbij = anders(keuze) if anders else None
        return kader.per_kind(code, f"{jaren[0]}..{jaren[-1]}", keuze.jaar, keuze.eerder, anders=erbij)

    def vragen(kader: Kader) -> Iterable[Vraag]:
        return (*over_jaren(kader), *(vraag for een in extra for vraag in een.vragen(kader)))

    def maak(gegevens: Gegevens) -> Figuur | None:
        kader = gegevens.kader
        if not kader.verdeling:
            return None
        per_jaar = Samen(gegevens, over_jaren(kader))
        erbij = [(Samen(gegevens, een.vragen(kader)), None if een.nu else kader.keuze.jaar) for een in extra]
        kolommen = (Kolom("Naam", "tekst"), Kolom("Code", "tekst", getoond=False), *_kolommen(kader, code, naam, extra))
        rijen = tuple(_rij(kind, per_jaar, kolommen, erbij) for kind in kader.kinderen)
        codes = dict.fromkeys((code, *(een.code for een in extra)))
        return _figuur(kader, Tabel(kolommen, rijen), tuple(codes))

    return naast(Bouwsteen(vragen, maak), code, anders)


def _figuur(kader: Kader, tabel: Tabel, codes: Sequence[str]) -> Figuur:
    soort, niveau = str(kader.verdeling), kader.keuze.niveau
    wissel = tuple((een, NIVEAUS[een][1]) for een in kader.verdelingen)
    return Figuur(
        code="onderliggend",
        titel=f"{NIVEAUS[soort][1].capitalize()} van {'dit' if niveau in ('swv', 'bestuur') else 'deze'}"
        f" {NIVEAUS[niveau][0]}",
        zin=f"Op naam gesorteerd. Kies een {NIVEAUS[soort][0]} om verder te kijken.",
        tabel=tabel,
        indicatoren=tuple(INDICATOREN[code] for code in codes),
        leeg=f"Er zijn hier geen {NIVEAUS[soort][1]} die u kunt zien.",
        vorm="tabel",
        plaats="heel",
        wissel=wissel if len(wissel) > 1 else (),
    )


def _kolommen(kader: Kader, code: str, naam: str, extra: Sequence[Extra]) -> Iterable[Kolom]:
    """The chosen schooljaar and the other one, what comes extra, and the rest of the line."""
    keuze, lijn = kader.keuze, _jaren(kader)
    heel = " (heel jaar)" if keuze.loopt and INDICATOREN[code].telt_op else ""
    yield Kolom(f"{naam} {keuze.jaar}", jaar=keuze.jaar, in_lijn=keuze.jaar in lijn)
    yield Kolom(f"{naam} {keuze.eerder}{heel}", jaar=keuze.eerder, in_lijn=keuze.eerder in lijn)
    yield from (een.kolom(keuze.jaar) for een in extra)
    for jaar in lijn:
        if jaar not in (keuze.jaar, keuze.eerder):
            yield Kolom(f"{naam} {jaar}", jaar=jaar, in_lijn=True, getoond=False)


def _rij(kind: Json, per_jaar: "Samen", kolommen: Sequence[Kolom], erbij: Sequence[tuple["Samen", str | None]]) -> Rij:
    los = iter(samen.totaal(jaar, kind) for samen, jaar in erbij)
    waarden = [per_jaar.totaal(kolom.jaar, kind) if kolom.jaar else next(los) for kolom in kolommen[2:]]
    return Rij((str(kind["naam"]), str(kind["eenheid"]), *waarden), eenheid=kind)


class Samen:
    """Answers that were asked in parts, read as one."""

    def __init__(self, gegevens: Gegevens, vragen: Sequence[Vraag]) -> None:
        self._delen: Sequence[Antwoord] = [gegevens[vraag] for vraag in vragen]

    def totaal(self, jaar: str | None, kind: Json) -> Waarde:
        gevonden = (deel.totaal(jaar, str(kind["eenheid"])) for deel in self._delen)
        return next((waarde for waarde in gevonden if waarde is not NIETS), NIETS)


def _jaren(kader: Kader) -> list[str]:
    lopend = kader.keuze.lopend
    return [tekst(jaar) for jaar in range(lopend - JAREN_IN_LIJN + 1, lopend + 1)]
