"""Figure: a sum over the schooljaren (euro or pupils), stacked by the kinds of the subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.gegevens import Antwoord, Waarde
from services.gateway.dashboards.getallen import euro, kort_schooljaar, opsomming
from services.gateway.dashboards.grafiek import as_aantal, as_jaren, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Spec, Tabel
from services.gateway.dashboards.poorten import Vraag


@dataclass(frozen=True)
class PerType:
    """One such figure: which indicator, what it is called, and the words of its sentence."""

    onderwerp: Onderwerp
    indicator: str
    code: str
    titel: str
    zin: str
    soort: Literal["aantal", "bedrag"] = "aantal"

    def vraag(self, kader: Kader) -> Vraag:
        """The sum by kind over all schooljaren of the view."""
        return self.onderwerp.waarden(kader, self.indicator, kader.keuze.reeks, splitsing=self.onderwerp.splitsing)

    def vragen(self, kader: Kader) -> list[Vraag]:
        return [self.vraag(kader)]

    def figuur(self, gegevens: Gegevens) -> Figuur:
        keuze, antwoord = gegevens.keuze, gegevens[self.vraag(gegevens.kader)]
        gevonden = antwoord.waarden_van(self.onderwerp.splitsing, keuze.jaren)
        delen = [code for code in (*self.onderwerp.namen, "onbekend") if code in gevonden]
        rijen = self._rijen(antwoord, delen, keuze)
        return Figuur(
            code=self.code,
            titel=self.titel,
            zin=self._zin(antwoord, delen, keuze),
            tabel=self._tabel(antwoord, delen, keuze),
            indicatoren=(self.onderwerp.indicator(self.indicator),),
            spec=self._spec(rijen, delen, keuze) if rijen else None,
            beschrijving=f"Gestapelde staven per schooljaar: {self.titel.lower()}, naar"
            f" {self.onderwerp.filter.titel.lower()}. De getallen staan in de tabel onder de grafiek.",
            leeg="Er is in deze schooljaren niets toegekend.",
            hoogte=280,
            legenda=tuple((self._naam(code), self._kleur(code)) for code in delen),
        )

    def _naam(self, code: str) -> str:
        return self.onderwerp.namen.get(code, code)

    def _kleur(self, code: str) -> str:
        return self.onderwerp.kleuren.get(code, "--g-rest")

    def _toon(self, waarde: Waarde) -> str:
        if waarde.getal is None or self.soort != "bedrag":
            return waarde.toon
        return euro(waarde.getal)

    def _zin(self, antwoord: Antwoord, delen: Sequence[str], keuze: Keuze) -> str:
        totaal = antwoord.totaal(keuze.jaar)
        if totaal.getal is None:
            return f"Voor {keuze.jaar} is er geen getal: {totaal.toon}."
        if not totaal.getal:
            return f"In {keuze.jaar} is {'nog ' if keuze.loopt else ''}niets toegekend."
        per = {code: antwoord.bij(keuze.jaar, self.onderwerp.splitsing, code) for code in delen}
        genoemd = [f"{self._toon(waarde)} {self._naam(code)}" for code, waarde in per.items() if waarde.getal]
        deel = f": {opsomming(genoemd)}" if len(genoemd) > 1 else ""
        woorden = self.zin.format(nog="tot nu toe " if keuze.loopt else "", totaal=self._toon(totaal))
        return f"In {keuze.jaar} {woorden}{deel}."

    def _tabel(self, antwoord: Antwoord, delen: Sequence[str], keuze: Keuze) -> Tabel:
        namen = (*(self._naam(code) for code in delen), "Totaal")
        rijen = tuple(
            Rij(
                (jaar, *(antwoord.bij(jaar, self.onderwerp.splitsing, code) for code in delen), antwoord.totaal(jaar)),
                jaar == keuze.jaar,
            )
            for jaar in reversed(keuze.jaren)
        )
        return Tabel((Kolom("Schooljaar", "tekst"), *(Kolom(naam, self.soort) for naam in namen)), rijen)

    def _rijen(self, antwoord: Antwoord, delen: Sequence[str], keuze: Keuze) -> list[dict[str, Any]]:
        gevonden = []
        for jaar in keuze.jaren:
            for nummer, code in enumerate(delen):
                waarde = antwoord.bij(jaar, self.onderwerp.splitsing, code)
                if waarde.getal:
                    gevonden.append({
                        "jaar": kort_schooljaar(jaar), "deel": code, "aantal": waarde.getal, "nummer": nummer,
                        "dekking": 0.55 if waarde.voorlopig else 1,
                        "uitleg": f"{jaar} {self._naam(code)}: {self._toon(waarde)}",
                    })  # fmt: skip
        return gevonden

    def _spec(self, rijen: Sequence[dict[str, Any]], delen: Sequence[str], keuze: Keuze) -> Spec:
        x = {"field": "jaar", "type": "ordinal", "axis": as_jaren(keuze.jaar),
             "scale": {"domain": [kort_schooljaar(jaar) for jaar in keuze.jaren], "paddingInner": 0.28}}  # fmt: skip
        tint = {"field": "deel", "type": "nominal", "legend": None,
                "scale": {"domain": list(delen), "range": [kleur(self._kleur(code)) for code in delen]}}  # fmt: skip
        hint = {"field": "uitleg", "type": "nominal"}
        top = max(rij["aantal"] for rij in rijen)
        as_ = as_aantal(top, "euro" if self.soort == "bedrag" else None)
        return grafiek(
            f"{self.titel} per schooljaar", rijen,
            mark={"type": "bar", "stroke": kleur("--g-vlak"), "strokeWidth": 1, "ariaRoleDescription": "staaf"},
            encoding={
                "x": x, "y": {"field": "aantal", "type": "quantitative", "stack": "zero", "axis": as_}, "color": tint,
                "order": {"field": "nummer"}, "tooltip": hint, "description": hint,
                "opacity": {"field": "dekking", "type": "quantitative", "scale": None, "legend": None},
            },
        )  # fmt: skip


def per_type(over: PerType) -> Bouwsteen:
    """The figure as part of a dashboard."""
    return Bouwsteen(over.vragen, over.figuur)
