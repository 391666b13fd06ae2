"""A naive count of the open sources, straight from rows as they were delivered: the judge of those figures.

Apart from the product on purpose: bounds of a quotient by trying the corners, money in fractions, units by loops over
the lines of the reference data. Rows hold text, as in a file; schooljaren and boekjaren are years.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import floor

from tests.oracle import Lidmaatschap

Rij = Mapping[str, str]
Marge = tuple[int, int]


def marge(aantal: str) -> Marge:
    """'<5' is 1 to 4."""
    return (1, 4) if aantal == "<5" else (int(aantal), int(aantal))


def som(marges: Iterable[Marge]) -> Marge:
    """Bounds of a sum."""
    lijst = list(marges)
    return sum(laag for laag, _ in lijst), sum(hoog for _, hoog in lijst)


@dataclass(frozen=True)
class OpenOracle:
    """Everything that was delivered, and who belongs to whom."""

    leden: Sequence[Lidmaatschap]
    tabellen: Mapping[str, Sequence[Rij]]

    def scholen(self, niveau: str, eenheid: str, jaar: int, binnen: str | None) -> set[str]:
        """Schools of a unit in a schooljaar, inside one SWV where that is asked."""
        if niveau == "school":
            return {eenheid}
        veld = {"swv": "swv", "bestuur": "bestuur", "subregio": "subregio"}[niveau]
        return {
            lid.vestiging
            for lid in self.leden
            if getattr(lid, veld) == eenheid and lid.van <= jaar <= lid.tot and binnen in (None, lid.swv)
        }

    def leerlingen(self, scholen: set[str], jaar: int, soorten: set[str] | None = None) -> Marge | None:
        """Pupils; None: unknown."""
        rijen = [r for r in self.tabellen["leerlingen"] if r["vestiging"] in scholen and int(r["schooljaar"]) == jaar]
        gekozen = [r for r in rijen if soorten is None or r["schoolsoort"] in soorten]
        compleet = {r["vestiging"] for r in rijen} == scholen
        if not rijen or not (gekozen or compleet):
            return None
        return som(marge(r["aantal"]) for r in gekozen)

    def deelname(self, soort: str, swv: str, jaar: int) -> tuple[Fraction, Fraction] | None:
        """Bounds of the deelnamepercentage; None: unknown."""
        noemers = {"bao", "sbo"} if swv[:2] == "PO" else {"vo", "pro"}
        scholen = self.scholen("swv", swv, jaar, None)
        onder = self.leerlingen(scholen, jaar, noemers)
        if soort in ("so", "vso"):
            teller = self._betaald(swv, jaar, soort)
            if teller is None or onder is None:
                return None
            return _grenzen(((t, n) for t, n in product(teller, onder)))
        teller = self.leerlingen(scholen, jaar, {soort})
        rest = self.leerlingen(scholen, jaar, noemers - {soort}) or (0, 0)
        if teller is None or onder is None:
            return None
        return _grenzen((t, t + r) for t, r in product(teller, rest))

    def _betaald(self, swv: str, jaar: int, soort: str) -> Marge | None:
        rijen = self._tellingen(jaar, "10-01", lambda r: r["swv"] == swv)
        return som(marge(r["aantal"]) for r in rijen if r["schoolsoort"] == soort) if rijen else None

    def _tellingen(self, jaar: int, teldatum: str, past: object) -> list[Rij]:
        assert callable(past)
        rijen = self.tabellen["swv_telling"]
        return [r for r in rijen if int(r["schooljaar"]) == jaar and r["teldatum"] == teldatum and past(r)]

    def grensverkeer(self, richting: str, swv: str, jaar: int, teldatum: str) -> Marge | None:
        """Pupils that cross the border; None: unknown."""
        alle = self._tellingen(jaar, teldatum, lambda _: True)
        eigen = [r for r in alle if r["swv"] == swv]
        anderen = [r for r in alle if r["swv"] != swv and r["swv"][:2] == swv[:2]]
        telt = {"sbo", "so", "vso", "pro"}
        if richting == "in":
            hier = [r for r in alle if r["swv"] != swv and r["vestiging_swv"] == swv and r["schoolsoort"] in telt]
            return som(marge(r["aantal"]) for r in hier) if anderen else None
        if not eigen:
            return None
        weg = [r for r in eigen if r["vestiging_swv"] != swv and r["schoolsoort"] in telt]
        return som((0, marge(r["aantal"])[1]) if not r["vestiging_swv"] else marge(r["aantal"]) for r in weg)

    def middelen(self, swv: str, naam: str, jaar: int, per_boekjaar: bool) -> int | None:
        """Cents of an SWV in a boekjaar or schooljaar, converted line by line; None: unknown."""
        eigen = [r for r in self.tabellen["middelen"] if r["swv"] == swv]

        def van(boekjaar: bool, een: int) -> list[Rij]:
            return [r for r in eigen if ("-" not in r["periode"]) == boekjaar and int(r["periode"][:4]) == een]

        # (kind of period, year, months of it that lie in the asked period begin in August)
        buren = [(False, jaar - 1, False), (False, jaar, True)] if per_boekjaar else [
            (True, jaar, True), (True, jaar + 1, False)
        ]  # fmt: skip
        zelf = van(per_boekjaar, jaar)
        naast = [(laat, van(soort, een)) for soort, een, laat in buren]
        if not zelf and not any(rijen for _, rijen in naast):
            return None
        totaal = 0
        for categorie in ("basisondersteuning", "extra_ondersteuning", "arrangementen", "verwijzingen", "overig"):
            direct = [r for r in zelf if r["categorie"] == categorie]
            ernaast = [(laat, r) for laat, rijen in naast for r in rijen if r["categorie"] == categorie]
            if direct:
                totaal += sum(_cent(r[naam]) for r in direct)
            elif ernaast and not all(rijen for _, rijen in naast):
                return None
            else:
                totaal += sum(_deel(_cent(r[naam]), laat) for laat, r in ernaast)
        return totaal

    def per_leerling(self, swv: str, jaar: int) -> tuple[int, int] | None:
        """Bounds in cents of what was spent per pupil, half a cent upwards; None: unknown."""
        besteed = self.middelen(swv, "besteed", jaar, False)
        leerlingen = self.leerlingen(self.scholen("swv", swv, jaar, None), jaar)
        if besteed is None or leerlingen is None or leerlingen[0] <= 0:
            return None
        laag, hoog = (floor(Fraction(besteed, aantal) + Fraction(1, 2)) for aantal in reversed(leerlingen))
        return laag, hoog

    def terug(self, swv: str, jaar: int) -> dict[tuple[str, str], Marge] | None:
        """Pupils that came back, per (from, to); None: unknown."""
        wegen = [("sbo", "bao"), ("so", "bao")] if swv[:2] == "PO" else [("vso", "vo")]
        rijen = [r for r in self.tabellen["stroom"] if r["swv"] == swv and int(r["schooljaar"]) == jaar]
        if not rijen:
            return None
        return {
            (van, naar): som(marge(r["aantal"]) for r in rijen if (r["van"], r["naar"]) == (van, naar))
            for van, naar in wegen
        }


def _grenzen(paren: Iterable[tuple[int, int]]) -> tuple[Fraction, Fraction] | None:
    hoeken = [(t, n) for t, n in paren]
    if any(n <= 0 for _, n in hoeken):
        return None
    return min(Fraction(100 * t, n) for t, n in hoeken), max(Fraction(100 * t, n) for t, n in hoeken)


def _cent(tekst: str) -> int:
    return int(Fraction(tekst.replace(",", ".")) * 100)


def _deel(cent: int, laat: bool) -> int:
    augustus = floor(Fraction(5, 12) * cent + Fraction(1, 2))
    return augustus if laat else cent - augustus
