"""Makes a region of any size: boards of one to twelve schools, subregio's, special schools, changes.

`maak_regio(6, 142, range(2018, 2027), 9901)` is the committed example; `./pos ldos simuleer` uses the
same code up to 150 SWV's and 7,500 schools. All numbers begin with 99: no real school has those, and the few
real boards that do are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from deploy.example import namen
from deploy.example.regio import SPECIAAL, Lidmaatschap, Regio, als_csv, voorbeeld_bestand

VOORBEELD_JAREN = range(2018, 2027)
VOORBEELD_SEED = 9901
VOORBEELD_SWV, VOORBEELD_SCHOLEN = 6, 142

MAX_SWV, MAX_SCHOLEN = 198, 8000
MIN_SCHOLEN_PER_SWV = 8
ECHTE_BESTUREN = frozenset({99_048, 99_594, 99_672, 99_711})
"""The few 99-numbers that real boards have (DUO, vestigingen 2025): never given out."""
_BESTUREN = 990
_BRINS = 26 * 26
_VESTIGINGEN_PER_BRIN = 8


class OnmogelijkeRegioError(ValueError):
    """More SWV's or schools than there are 99-numbers, or too few schools to divide."""


@dataclass(frozen=True, slots=True)
class Bestuur:
    """A board of the region."""

    nummer: str
    naam: str


@dataclass(slots=True)
class _Swv:
    code: str
    naam: str
    scholen: int
    plaatsen: list[str]
    richtingen: tuple[str, ...]
    besturen: list[Bestuur] = field(default_factory=list)

    def subregio(self, plaats: str) -> tuple[str, str]:
        """Code and name of the subregio of a place: places are dealt out over the subregio's."""
        plek = self.plaatsen.index(plaats) if plaats in self.plaatsen else len(plaats)
        richting = self.richtingen[plek % len(self.richtingen)]
        return f"{self.code}-{richting.upper()}", f"{self.plaatsen[0]} {richting}"


class _Maker:
    """Hands out numbers, names and places; every choice comes from one seeded source of chance."""

    def __init__(self, jaren: Sequence[int], kans: Random, max_besturen: int) -> None:
        self.jaren, self.kans, self.max_besturen = jaren, kans, max_besturen
        self.plaatsen = namen.plaatsen()
        self.leden: list[Lidmaatschap] = []
        self._brin = self._bestuur = self._school = 0

    def bestuur(self, naam: str) -> Bestuur:
        self._bestuur += 1
        if 99_000 + self._bestuur in ECHTE_BESTUREN:
            self._bestuur += 1
        return Bestuur(f"{99_000 + self._bestuur:05d}", naam)

    def vestigingen(self, aantal: int) -> Iterator[str]:
        """Codes for the schools of one board; now and then a second location under the same BRIN."""
        volgnummer = 0
        for plek in range(aantal):
            dislocatie = plek > 0 and volgnummer < 2 and self.kans.random() < 0.08
            volgnummer = volgnummer + 1 if dislocatie else 0
            self._brin += 0 if dislocatie else 1
            ronde, brin = divmod(self._brin, _BRINS)
            letters = f"{chr(65 + brin // 26)}{chr(65 + brin % 26)}"
            yield f"99{letters}{ronde * _VESTIGINGEN_PER_BRIN + volgnummer:02d}"

    def schoolnaam(self, soort: str, plaats: str) -> str:
        if soort in ("vo", "vso", "so/vso"):
            vorm = {"vo": ("{} College", "Lyceum {}", "Scholengemeenschap {}"), "vso": ("VSO {}",)}
            return self.kans.choice(vorm.get(soort, ("Expertisecentrum {}",))).format(plaats)
        if soort == "pro":
            return f"Praktijkschool {plaats}"
        self._school += 1
        voorvoegsel = {"sbo": "SBO ", "so": "SO "}.get(soort, "")
        return voorvoegsel + namen.schoolnaam(self._school)

    def scholen(self, swv: _Swv, bestuur: Bestuur, soorten: Sequence[str]) -> list[Lidmaatschap]:
        """New schools of one board, added to the region as members of this SWV."""
        nieuw = []
        for vestiging, soort in zip(self.vestigingen(len(soorten)), soorten, strict=True):
            plaats = self.kans.choice(swv.plaatsen)
            naam = self.schoolnaam(soort, plaats)
            subregio, subregio_naam = swv.subregio(plaats)
            lid = Lidmaatschap(
                vestiging, naam, bestuur.nummer, bestuur.naam, subregio, subregio_naam,
                swv.code, swv.naam, soort, plaats, self.jaren[0],
            )  # fmt: skip
            nieuw.append(lid)
        self.leden.extend(nieuw)
        return nieuw

    def ook_lid(self, swv: _Swv, lid: Lidmaatschap) -> None:
        """The same school takes part in a second SWV (so/vso)."""
        subregio, subregio_naam = swv.subregio(lid.plaats)
        self.leden.append(replace(lid, swv=swv.code, swv_naam=swv.naam, subregio=subregio, subregio_naam=subregio_naam))

    def bestuursgroottes(self, scholen: int) -> list[int]:
        """Sizes that add up: one large board, some of middle size, many with a single school."""
        groottes = [min(12, max(1, round(scholen * 0.42)))]
        while (rest := scholen - sum(groottes)) > 0:
            plaatsen = self.max_besturen - len(groottes)
            kleinste = -(-rest // max(1, plaatsen))
            groottes.append(min(rest, max(kleinste, self.kans.choice((1, 1, 1, 2, 2, 3, 4, 6)))))
        if groottes[-1] > 1 and len(groottes) < self.max_besturen:
            groottes[-1:] = [groottes[-1] - 1, 1]
        return groottes


def _verdeel(totaal: int, gewichten: Sequence[float]) -> list[int]:
    """Whole parts of a total in proportion to weights."""
    som, tot_nu, delen = sum(gewichten), 0.0, []
    for gewicht in gewichten:
        vorige = round(tot_nu)
        tot_nu += totaal * gewicht / som
        delen.append(round(tot_nu) - vorige)
    return delen


def aantallen(swv: int) -> tuple[int, int]:
    """How many of so many SWV's are PO and VO: one in six is VO, and never more than 99 PO."""
    vo = max(swv // 6, swv - 99)
    return swv - vo, vo


def _po_swv(maker: _Maker, nummer: int, scholen: int) -> _Swv:
    plaatsen = [next(maker.plaatsen) for _ in range(max(4, scholen // 3))]
    richtingen = namen.RICHTING[: 2 + (scholen > 25) + (scholen > 34)]
    naam = f"Samenwerkingsverband PO {plaatsen[0]} en {plaatsen[1]}"
    return _Swv(f"PO{9900 + nummer}", naam, scholen, plaatsen, richtingen)


def _vo_swv(maker: _Maker, nummer: int, scholen: int, toevoer: Sequence[_Swv]) -> _Swv:
    plaatsen = [plaats for swv in toevoer for plaats in swv.plaatsen[:3]] or [next(maker.plaatsen)]
    naam = f"Samenwerkingsverband VO {plaatsen[0]}"
    return _Swv(f"VO{9900 + nummer}", naam, scholen, plaatsen, namen.RICHTING[: 2 + (scholen > 18)])


def _vul_po(maker: _Maker, swv: _Swv, vo: _Swv | None, buren: Sequence[Bestuur], speciaal: Bestuur) -> None:
    """All schools of a PO SWV: special ones, then the boards; a neighbour's board has a few schools too."""
    sbo, so = max(1, round(swv.scholen * 0.045)), max(1, round(swv.scholen * 0.03))
    so_vso = round(swv.scholen * 0.03) if vo else 0
    speciale = maker.scholen(swv, speciaal, ["sbo"] * sbo + ["so"] * so + ["so/vso"] * so_vso)
    for lid in speciale:
        if vo and lid.schoolsoort == "so/vso":
            maker.ook_lid(vo, lid)
    for plek, aantal in enumerate(maker.bestuursgroottes(swv.scholen - len(speciale))):
        gast = plek == 1 and len(buren) > 1
        vorm = namen.BESTUUR[plek % len(namen.BESTUUR)]
        if gast:
            bestuur = buren[1]
        else:
            bestuur = maker.bestuur(vorm.format(plaats=swv.plaatsen[plek % len(swv.plaatsen)]))
            swv.besturen.append(bestuur)
        maker.scholen(swv, bestuur, ["bao"] * aantal)


def _vul_vo(maker: _Maker, swv: _Swv, speciaal: Bestuur) -> None:
    """All schools of a VO SWV of its own; the so/vso schools were added with their PO SWV."""
    vso, pro = max(1, round(swv.scholen * 0.1)), max(1, round(swv.scholen * 0.14))
    maker.scholen(swv, speciaal, ["vso"] * vso)
    soorten = ["pro"] * pro + ["vo"] * (swv.scholen - vso - pro)
    maker.kans.shuffle(soorten)
    for plek, aantal in enumerate(maker.bestuursgroottes(len(soorten))):
        vorm = namen.BESTUUR_VO[plek % len(namen.BESTUUR_VO)]
        bestuur = maker.bestuur(vorm.format(plaats=swv.plaatsen[plek % len(swv.plaatsen)]))
        maker.scholen(swv, bestuur, soorten[:aantal])
        del soorten[:aantal]


def _bestuurswissel(lid: Lidmaatschap, naar: Bestuur, jaar: int) -> list[Lidmaatschap]:
    """The school goes to another board at the start of a schooljaar: two lines that do not overlap."""
    return [
        replace(lid, tot=jaar - 1),
        replace(lid, bestuur=naar.nummer, bestuur_naam=naar.naam, vanaf=jaar),
    ]


def _veranderingen(maker: _Maker, swv: _Swv) -> None:
    """Per PO SWV one school that changes board, one that closes and one that opens."""
    jaren = maker.jaren
    if len(jaren) < 4 or len(swv.besturen) < 3:
        return
    bao = [lid for lid in maker.leden if lid.swv == swv.code and lid.schoolsoort not in SPECIAAL | {"sbo"}]
    groot = [lid for lid in bao if lid.bestuur == swv.besturen[0].nummer]
    if len(groot) < 4:
        return
    wisselt, sluit, opent = groot[1], groot[2], groot[3]
    jaar = {lid: maker.kans.choice(list(jaren[2:-1])) for lid in (wisselt, sluit, opent)}
    vervangen = {
        wisselt: _bestuurswissel(wisselt, swv.besturen[1], jaar[wisselt]),
        sluit: [replace(sluit, tot=jaar[sluit])],
        opent: [replace(opent, vanaf=jaar[opent])],
    }
    maker.leden = [nieuw for lid in maker.leden for nieuw in vervangen.get(lid, [lid])]


def maak_regio(swv: int, scholen: int, jaren: Sequence[int], seed: int) -> Regio:
    """A region of so many SWV's and schools, with changes inside `jaren` (first years of schooljaren).

    The same arguments give the same region. Raises OnmogelijkeRegioError.
    """
    po, vo = aantallen(swv)
    if not (1 <= swv <= MAX_SWV and MIN_SCHOLEN_PER_SWV * swv <= scholen <= MAX_SCHOLEN and jaren):
        raise OnmogelijkeRegioError
    kans = Random(f"regio/{seed}")
    maker = _Maker(jaren, kans, max(2, (_BESTUREN - swv) // swv - 1))
    gewichten = [kans.uniform(0.75, 1.25) for _ in range(po)] + [kans.uniform(0.65, 0.9) for _ in range(vo)]
    delen = _verdeel(scholen, gewichten)
    po_swvs = [_po_swv(maker, i + 1, delen[i]) for i in range(po)]
    vo_swvs = [_vo_swv(maker, i + 1, delen[po + i], po_swvs[i * po // vo : (i + 1) * po // vo]) for i in range(vo)]
    _vul(maker, po_swvs, vo_swvs)
    return Regio(tuple(sorted(maker.leden, key=lambda lid: (lid.swv, lid.vestiging, lid.vanaf))))


def _vul(maker: _Maker, po_swvs: Sequence[_Swv], vo_swvs: Sequence[_Swv]) -> None:
    buren: list[Bestuur] = []
    speciaal = None
    for plek, swv in enumerate(po_swvs):
        vo = vo_swvs[plek * len(vo_swvs) // len(po_swvs)] if vo_swvs else None
        if plek % 2 == 0 or speciaal is None:  # a board of special schools works in two SWV's
            speciaal = maker.bestuur(namen.BESTUUR_SPECIAAL.format(plaats=swv.plaatsen[0]))
        _vul_po(maker, swv, vo, buren, speciaal)
        buren = swv.besturen
        _veranderingen(maker, swv)
    for swv in vo_swvs:
        _vul_vo(maker, swv, maker.bestuur(namen.BESTUUR_SPECIAAL.format(plaats=f"VO {swv.plaatsen[0]}")))


def maak_voorbeeld() -> Regio:
    """The committed example, made again."""
    return maak_regio(VOORBEELD_SWV, VOORBEELD_SCHOLEN, VOORBEELD_JAREN, VOORBEELD_SEED)


if __name__ == "__main__":
    voorbeeld_bestand().write_text(als_csv(maak_voorbeeld()), encoding="utf-8")
