"""Figure: applications by leerjaar, with the other schooljaar as a tick on each bar."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.gegevens import Antwoord
from services.gateway.dashboards.grafiek import as_aantal, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import Keuze
from services.gateway.dashboards.model import Bouwsteen, Figuur, Rij, Spec, Tabel, kolommen
from services.gateway.dashboards.namen import leerjaar, leerjaar_kort
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.codes import LEERJAREN, ONBEKEND

_GROEPEN: Final = (range(1, 9), range(11, 17))


def leerjaren(onderwerp: Onderwerp) -> Bouwsteen:
    """The figure of one subject."""

    def vraag(kader: Kader) -> Vraag:
        return onderwerp.waarden(kader, "aanvragen", kader.keuze.jaar, kader.keuze.eerder, splitsing="leerjaar")

    def maak(gegevens: Gegevens) -> Figuur:
        return _figuur(gegevens, onderwerp, vraag(gegevens.kader))

    return Bouwsteen(lambda kader: [vraag(kader)], maak)


def _figuur(gegevens: Gegevens, onderwerp: Onderwerp, vraag: Vraag) -> Figuur:
    keuze, antwoord = gegevens.keuze, gegevens[vraag]
    codes = _reeks(_aanwezig(antwoord, keuze))
    nu, eerder = ([antwoord.bij(jaar, "leerjaar", code) for code in codes] for jaar in (keuze.jaar, keuze.eerder))
    rijen = [
        {"leerjaar": leerjaar_kort(code), "nu": a.getal, "eerder": b.getal,
         "uitleg": f"{leerjaar(code)}: {a.toon} in {keuze.jaar}, {b.toon} in {keuze.eerder}"}
        for code, a, b in zip(codes, nu, eerder, strict=True)
    ]  # fmt: skip
    return Figuur(
        code="leerjaren",
        titel="Verdeling over leerjaren",
        zin=zinnen.leerjaren([leerjaar(code) for code in codes], nu, keuze),
        tabel=Tabel(
            kolommen("Leerjaar", keuze.jaar, keuze.eerder),
            tuple(Rij((leerjaar(code), a, b)) for code, a, b in zip(codes, nu, eerder, strict=True)),
        ),
        indicatoren=(onderwerp.indicator("aanvragen"),),
        spec=_spec(rijen, onderwerp, keuze) if any(waarde.getal for waarde in (*nu, *eerder)) else None,
        beschrijving=f"Staafgrafiek van de aanvragen per leerjaar in {keuze.jaar}, met een streep voor {keuze.eerder}."
        " De getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn in beide schooljaren geen aanvragen met een leerjaar.",
        noten=(f"Het schooljaar {keuze.jaar} loopt nog; de streep is heel {keuze.eerder}.",) if keuze.loopt else (),
        legenda=((keuze.jaar, "--g-een"), (f"streep: {keuze.eerder}", "--g-inkt")),
    )


def _aanwezig(antwoord: Antwoord, keuze: Keuze) -> list[Any]:
    """Leerjaren that occur. A release has a row for each: of those that are hidden, the kind of school that has any."""
    jaren = (keuze.eerder, keuze.jaar)
    alle = antwoord.waarden_van("leerjaar", jaren)
    gezien = [code for code in alle if any(antwoord.bij(jaar, "leerjaar", code).bekend for jaar in jaren)]
    soorten = [groep for groep in _GROEPEN if any(code in groep for code in gezien)] or _GROEPEN
    return [code for code in alle if code in gezien or any(code in groep for groep in soorten)]


def _reeks(aanwezig: Sequence[Any]) -> list[Any]:
    """All leerjaren between the lowest and the highest that occur: a gap is a zero, not a missing bar."""
    for groep in _GROEPEN:
        gevonden = [code for code in aanwezig if code in groep]
        if gevonden:
            aanwezig = [*aanwezig, *range(min(gevonden), max(gevonden) + 1)]
    return [code for code in (*LEERJAREN, ONBEKEND) if code in aanwezig]


def _spec(rijen: Sequence[dict[str, Any]], onderwerp: Onderwerp, keuze: Keuze) -> Spec:
    x = {"field": "leerjaar", "type": "ordinal", "sort": None, "scale": {"paddingInner": 0.3},
         "axis": {"title": "groep of leerjaar", "labelAngle": 0}}  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    open_ = {"fillOpacity": 0.55, "stroke": kleur("--g-een"), "strokeWidth": 1.5} if keuze.loopt else {}
    top = max(rij[naam] or 0 for rij in rijen for naam in ("nu", "eerder"))
    staven = {
        "mark": {"type": "bar", "color": kleur("--g-een"), "ariaRoleDescription": "staaf", **open_},
        "encoding": {
            "y": {"field": "nu", "type": "quantitative", "axis": as_aantal(top, "aanvragen")},
            "tooltip": hint,
            "description": hint,
        },
    }
    streep = {"type": "tick", "color": kleur("--g-inkt"), "thickness": 3, "bandSize": 26}
    strepen = {
        "transform": [{"filter": "isValid(datum.eerder)"}],
        "mark": {**streep, "ariaRoleDescription": "streep"},
        "encoding": {"y": {"field": "eerder", "type": "quantitative"}, "tooltip": hint, "description": hint},
    }
    titel = f"{onderwerp.aanvraag} per leerjaar in {keuze.jaar} en {keuze.eerder}"
    return grafiek(titel, rijen, encoding={"x": x}, layer=[staven, strepen])
