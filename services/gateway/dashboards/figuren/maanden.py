"""Figure: how applications come in over the months: running totals beside two earlier schooljaren."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.dashboards.figuren.onderwerp import Onderwerp
from services.gateway.dashboards.figuren.zinnen import GENOEG_VOOR_PROCENT
from services.gateway.dashboards.gegevens import Antwoord, Waarde, lees
from services.gateway.dashboards.getallen import MAANDEN
from services.gateway.dashboards.grafiek import as_aantal, grafiek, kleur
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Spec, Tabel
from services.gateway.dashboards.poorten import Vraag
from shared.contracts.getallen import getal
from shared.contracts.schooljaar import schooljaar_van, tekst

VOLGORDE: Final = (*range(8, 13), *range(1, 8))
"""Months of a schooljaar, August to July."""
_KLEUREN: Final = ("--g-een", "--g-twee", "--g-rest")
_STREPEN: Final = ([1, 0], [6, 3], [2, 3])


def maanden(onderwerp: Onderwerp) -> Bouwsteen:
    """The figure of one subject."""

    def jaren(kader: Kader) -> list[str]:
        return [tekst(kader.keuze.schooljaar - terug) for terug in range(3)]

    def per_maand(kader: Kader) -> Vraag:
        return onderwerp.waarden(kader, "aanvragen", *jaren(kader), splitsing="maand")

    def vragen(kader: Kader) -> list[Vraag]:
        return [per_maand(kader), onderwerp.vergelijking(kader, "aanvragen")] if kader.eigen else []

    def maak(gegevens: Gegevens) -> Figuur | None:
        kader = gegevens.kader
        if not kader.eigen:
            return None  # months are never released
        antwoord = gegevens[per_maand(kader)]
        cumulatief = {jaar: oplopend(antwoord, jaar, _tot(kader, jaar)) for jaar in jaren(kader)}
        rijen = _rijen(cumulatief)
        return Figuur(
            code="maanden",
            titel="Wanneer komen de aanvragen binnen?",
            zin=_zin(cumulatief[kader.keuze.jaar], kader),
            vergelijking=_seizoen(gegevens.ruw(onderwerp.vergelijking(kader, "aanvragen")), kader.keuze.jaar),
            tabel=_tabel(antwoord, cumulatief),
            indicatoren=(onderwerp.indicator("aanvragen"),),
            spec=_spec(rijen, list(cumulatief)) if rijen else None,
            beschrijving="Lijngrafiek van het aantal aanvragen tot en met elke maand, met een lijn per schooljaar."
            " De getallen staan in de tabel onder de grafiek.",
            leeg="Er zijn in deze schooljaren geen aanvragen.",
            noten=("De lijnen tellen op: elke maand met alle maanden ervoor vanaf augustus.",),
            legenda=tuple(zip(cumulatief, _KLEUREN, strict=False)),
        )

    return Bouwsteen(vragen, maak)


def _tot(kader: Kader, jaar: str) -> int:
    """How many months of this schooljaar have begun."""
    if jaar != tekst(schooljaar_van(kader.vandaag)):
        return len(VOLGORDE)
    return VOLGORDE.index(kader.vandaag.month) + 1


def oplopend(antwoord: Antwoord, jaar: str, maanden_: int) -> list[Waarde]:
    """The running total up to each month that has begun; without a total just that, for every month."""
    totaal = antwoord.totaal(jaar)
    if totaal.getal is None:
        return [totaal] * maanden_
    gevonden, som = [], 0.0
    for maand in VOLGORDE[:maanden_]:
        som += antwoord.bij(jaar, "maand", maand).getal or 0
        gevonden.append(Waarde(som, totaal.status))
    return gevonden


def _zin(nu: Sequence[Waarde], kader: Kader) -> str:
    jaar, laatste = kader.keuze.jaar, nu[-1]
    if laatste.getal is None:
        return f"Voor {jaar} is er geen aantal: {laatste.toon}."
    if not laatste.getal:
        return f"In {jaar} {'zijn er nog' if kader.keuze.loopt else 'waren er'} geen aanvragen."
    stappen = [een.getal or 0 for een in nu]
    per_maand = [heden - toen for heden, toen in zip(stappen, [0.0, *stappen[:-1]], strict=True)]
    top = max(per_maand)
    namen = [MAANDEN[VOLGORDE[plek] - 1] for plek, aantal in enumerate(per_maand) if aantal == top]
    if len(namen) > 2:
        return f"De {getal(laatste.getal)} aanvragen van {jaar} zijn verspreid over de maanden."
    return f"In {jaar} {'kwamen tot nu toe' if kader.keuze.loopt else 'kwamen'} de meeste aanvragen binnen in " + (
        f"{' en '.join(namen)} ({getal(top)}{' elk' if len(namen) > 1 else ''})."
    )


def _seizoen(antwoord: Any, jaar: str) -> str:
    """The share of May to July; of the newest whole year where this one is not so far."""
    kandidaten = [(jaar, antwoord["meiTotEnMetJuli"])]
    kandidaten += [(een["schooljaar"], een["meiTotEnMetJuli"]) for een in antwoord["eerder"]]
    for welk, deel in kandidaten:
        if deel.get("noemer") and float(deel["noemer"]) >= GENOEG_VOOR_PROCENT:
            procent = getal(lees(deel).getal or 0)
            return f"Van de aanvragen van {welk} kwam {procent}% in mei, juni of juli."
    return ""


def _tabel(antwoord: Antwoord, cumulatief: dict[str, list[Waarde]]) -> Tabel:
    def los(jaar: str, maand: int) -> Waarde:
        begonnen = VOLGORDE.index(maand) < len(cumulatief[jaar])
        return antwoord.bij(jaar, "maand", maand) if begonnen else Waarde(None, "z")

    def samen(jaar: str, plek: int) -> Waarde:
        return cumulatief[jaar][plek] if plek < len(cumulatief[jaar]) else Waarde(None, "z")

    rijen = tuple(
        Rij((
            MAANDEN[maand - 1], *(los(jaar, maand) for jaar in cumulatief), *(samen(jaar, plek) for jaar in cumulatief),
        ))
        for plek, maand in enumerate(VOLGORDE)
    )  # fmt: skip
    namen = (*cumulatief, *(f"{jaar}, t/m deze maand" for jaar in cumulatief))
    return Tabel((Kolom("Maand", "tekst"), *(Kolom(naam) for naam in namen)), rijen)


def _rijen(cumulatief: dict[str, list[Waarde]]) -> list[dict[str, Any]]:
    return [
        {"maand": MAANDEN[VOLGORDE[plek] - 1][:3], "jaar": jaar, "aantal": waarde.getal,
         "uitleg": f"t/m {MAANDEN[VOLGORDE[plek] - 1]} {jaar}: {waarde.toon}"}
        for jaar, waarden in cumulatief.items()
        for plek, waarde in enumerate(waarden)
        if waarde.getal is not None
    ]  # fmt: skip


def _spec(rijen: Sequence[dict[str, Any]], jaren: Sequence[str]) -> Spec:
    x = {"field": "maand", "type": "ordinal", "axis": {"title": None, "labelAngle": 0},
         "scale": {"domain": [MAANDEN[maand - 1][:3] for maand in VOLGORDE]}}  # fmt: skip
    y = {"field": "aantal", "type": "quantitative",
         "axis": as_aantal(max(rij["aantal"] for rij in rijen), "aanvragen, opgeteld")}  # fmt: skip
    tint = {"field": "jaar", "type": "nominal", "legend": None,
            "scale": {"domain": list(jaren), "range": [kleur(een) for een in _KLEUREN[: len(jaren)]]}}  # fmt: skip
    dash = {"field": "jaar", "type": "nominal", "legend": None,
            "scale": {"domain": list(jaren), "range": list(_STREPEN[: len(jaren)])}}  # fmt: skip
    hint = {"field": "uitleg", "type": "nominal"}
    punt = {"type": "point", "filled": True, "opacity": 1, "size": 34, "ariaRoleDescription": "punt"}
    return grafiek(
        "Aanvragen tot en met elke maand", rijen, encoding={"x": x, "y": y, "color": tint},
        layer=[{"mark": {"type": "line", "strokeWidth": 2.2}, "encoding": {"strokeDash": dash}},
               {"mark": punt, "encoding": {"tooltip": hint, "description": hint}}],
    )  # fmt: skip
