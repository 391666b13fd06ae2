"""The answer of a comparison, put together from what was read."""

from collections.abc import Sequence
from typing import Final

from services.gateway.domain.uitkomst import Json
from services.gateway.domain.vergelijking.jaren import Getal, Jaren, aandeel, verschil, zonder
from services.gateway.domain.vergelijking.peil import Kalender, Peil, kalender, maand_tekst
from services.gateway.domain.vergelijking.prognose import Openstaand, prognose
from shared.contracts.cellen import Kubus
from shared.contracts.schooljaar import tekst

_STAND_NIET_BEWAARD: Final = "van een voorraad wordt de stand van toen niet bewaard"
_GEEN_WEEK: Final = "van deze indicator is de week niet bekend"
_NOG_GEEN_MEI: Final = "mei is nog niet begonnen"
LANDELIJK: Final[Json] = {
    **zonder("onbekend", "x"),
    "bron": None,
    "uitleg": "Er is nog geen landelijk cijfer van DUO of OCW ingelezen dat hetzelfde telt als deze indicator.",
}
_WISSELT: Final = (
    "Deze indicator telt in het schooljaar van de aanvraag of het besluit wat er later met het dossier gebeurt:"
    " van recente dossiers is dat nog niet altijd bekend, dus het lopende schooljaar valt in de vergelijking lager uit."
)
_LATER_BEKEND: Final = ("zonder-besluit", "bekendgemaakt", "bezwaren")


def maak_vergelijking(jaren: Jaren, peil: Peil, stil: bool, open_: Openstaand | None) -> Json:
    """Everything but the like units. `stil`: a stock of now, that has no schooljaar."""
    tijd = kalender(jaren.indicator)
    dit: int | None = None if stil else peil.schooljaar
    eigen = jaren.getal([dit])
    gelijk = _zelfde_periode(jaren, peil, tijd, dit)
    noten = [_WISSELT] if jaren.indicator.code.partition("-")[2] in _LATER_BEKEND else []
    return {
        "schooljaar": None if dit is None else tekst(dit),
        "totEnMet": None if peil.week is None or tijd is None else {"jaar": peil.week[0], "week": peil.week[1]},
        "eigen": eigen.json,
        "totEnMetWeek": gelijk.json,
        "eerder": [_eerder(jaren, peil, tijd, gelijk, jaar) for jaar in peil.jaren[1:]],
        "meiTotEnMetJuli": _seizoen(jaren, peil, tijd, peil.schooljaar),
        "twaalfMaanden": _twaalf_maanden(jaren, peil, tijd),
        "prognose": prognose(jaren, peil, tijd, open_),
        "landelijkCijfer": LANDELIJK,
        "toelichting": noten,
    }


def _zelfde_periode(jaren: Jaren, peil: Peil, tijd: Kalender | None, jaar: int | None) -> Getal:
    """The value of a schooljaar up to the week in which the asked one is now; the whole of it when that is over."""
    if jaren.indicator.voorraad:
        return Getal(zonder(_STAND_NIET_BEWAARD))
    if tijd is not None and peil.week is not None:
        return jaren.getal([jaar], lambda som: tijd.tot_en_met(som, peil))
    if peil.week is not None and jaren.indicator.kubus is Kubus.DOORLOOPTIJD:
        return Getal(zonder(_GEEN_WEEK))
    return jaren.getal([jaar])


def _eerder(jaren: Jaren, peil: Peil, tijd: Kalender | None, nu: Getal, jaar: int) -> Json:
    toen = _zelfde_periode(jaren, peil, tijd, jaar)
    heel = Getal(zonder(_STAND_NIET_BEWAARD)) if jaren.indicator.voorraad else jaren.getal([jaar])
    return {
        "schooljaar": tekst(jaar),
        "zelfdePeriode": toen.json,
        "heelSchooljaar": heel.json,
        "verschil": verschil(jaren.indicator, nu, toen),
        "meiTotEnMetJuli": _seizoen(jaren, peil, tijd, jaar),
    }


def _niet(jaren: Jaren) -> Json:
    return zonder(_STAND_NIET_BEWAARD if jaren.indicator.voorraad else _GEEN_WEEK)


def _seizoen(jaren: Jaren, peil: Peil, tijd: Kalender | None, jaar: int) -> Json:
    if tijd is None:
        return _niet(jaren)
    if jaar == peil.lopend and not peil.is_al_mei(jaar):
        return zonder(_NOG_GEEN_MEI)
    return aandeel(jaren.indicator, jaren.getal([jaar], tijd.mei_tot_en_met_juli), jaren.getal([jaar]))


def _twaalf_maanden(jaren: Jaren, peil: Peil, tijd: Kalender | None) -> Json:
    """The last twelve whole calendar months, and the twelve before them."""
    if tijd is None:
        return _niet(jaren)
    nu, toen = _maanden(jaren, tijd, peil.maand), _maanden(jaren, tijd, peil.maand - 12)
    return {
        "van": maand_tekst(peil.maand - 11),
        "totEnMet": maand_tekst(peil.maand),
        "nu": nu.json,
        "vorige": toen.json,
        "verschil": verschil(jaren.indicator, nu, toen),
    }


def _maanden(jaren: Jaren, tijd: Kalender, laatste: int) -> Getal:
    eerste = laatste - 11
    geraakt: Sequence[int] = sorted({eerste // 12, laatste // 12})
    return jaren.getal(geraakt, lambda som: tijd.in_maanden(som, eerste, laatste))
