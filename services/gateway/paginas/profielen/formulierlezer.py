"""From the fields of the page back to a form: what was renamed, moved, dropped and added. A code is made once, of the
first title, and stays."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import ValidationError

from services.gateway.domain.profielen.formulier import Formulier, Formulierfout, Item, Onderdeel, Soort
from services.gateway.domain.toelichtingen import OnleesbareTekst, lees_vrije_tekst

Velden = Mapping[str, str]
TOE_TE_VOEGEN: Final = tuple(soort for soort in Soort if soort is not Soort.CIJFERS)
_MAX_CODE: Final = 50
_MAX_TEKST: Final = 1000


class OnleesbaarFormulier(Exception):
    """The fields make no form; `fouten` says where."""

    def __init__(self, fouten: list[Formulierfout]) -> None:
        super().__init__()
        self.fouten = fouten


def vervallen(nu: Formulier, eerder: Iterable[Formulier]) -> dict[str, Item]:
    """Questions that were asked once and are not now, as they were last; `eerder`: the newest first."""
    gevonden: dict[str, Item] = {}
    for formulier in eerder:
        for code, item in formulier.per_code.items():
            if code not in nu.per_code:
                gevonden.setdefault(code, item)
    return gevonden


def lees_formulier(nu: Formulier, velden: Velden, eerder: Iterable[Formulier]) -> Formulier:
    """`nu` with the changes. `eerder`: every form that was used here, the newest first. Raises OnleesbaarFormulier."""
    oud = vervallen(nu, eerder)
    codes = {*oud, *nu.per_code, *(een.code for een in nu.onderdelen)}
    delen = [
        deel
        for een in _op_volgorde(nu.onderdelen, velden, "deelplaats")
        if (deel := _onderdeel(een, velden, codes, oud))["items"]
    ]
    inhoud = {
        "onderdelen": [*delen, *_nieuw_onderdeel(velden, codes)],
        "uiterlijk": f"{velden.get('maand', '')}-{velden.get('dag', '')}",
        "steunpunt": _steunpunt(velden),
    }
    try:
        return Formulier.model_validate(inhoud)
    except ValidationError as fout:
        raise OnleesbaarFormulier([_fout(een, inhoud) for een in fout.errors()]) from fout


def _op_volgorde(delen: Iterable[Any], velden: Velden, naam: str) -> list[Any]:
    """As the numbers say; the same number: as they stood."""

    def plaats(een: Any) -> int:
        gegeven = velden.get(f"{naam}.{een.code}", "")
        return int(gegeven[:4]) if gegeven.isascii() and gegeven.isdigit() else 9999

    return sorted(delen, key=plaats)


def _nieuw_onderdeel(velden: Velden, codes: set[str]) -> Iterator[dict[str, Any]]:
    """A chapter of its own, with its first question."""
    titel, vraag = _tekst(velden, "nieuwdeel"), _tekst(velden, "nieuwdeelvraag")
    if not titel and not vraag:
        return
    if not titel or not vraag:
        raise OnleesbaarFormulier([Formulierfout(titel or vraag, "heeft een titel en een eerste vraag nodig")])
    item = {"code": _code(vraag, codes), "titel": vraag, "soort": velden.get("nieuwdeelsoort", "")}
    yield {"code": _code(titel, codes), "titel": titel, "items": [item]}


def _onderdeel(een: Onderdeel, velden: Velden, codes: set[str], oud: Mapping[str, Item]) -> dict[str, Any]:
    items = [
        _item(item, velden) for item in _op_volgorde(een.items, velden, "plaats") if f"weg.{item.code}" not in velden
    ]
    items += [item.model_dump() for code, item in oud.items() if velden.get(f"terug.{code}") == een.code]
    titel = _tekst(velden, f"nieuw.{een.code}")
    if titel:
        nieuw = {"code": _code(titel, codes), "titel": titel, "soort": velden.get(f"nieuwsoort.{een.code}", "")}
        items.append(nieuw)
    return {
        "code": een.code,
        "titel": _tekst(velden, f"deeltitel.{een.code}", een.titel),
        "uitleg": _tekst(velden, f"deelhulp.{een.code}", een.uitleg),
        "voor_ouders": een.voor_ouders,
        "items": items,
    }


def _item(item: Item, velden: Velden) -> dict[str, Any]:
    return {
        **item.model_dump(),
        "titel": _tekst(velden, f"titel.{item.code}", item.titel),
        "hulp": _tekst(velden, f"hulp.{item.code}", item.hulp),
        "verplicht": f"verplicht.{item.code}" in velden and item.soort is not Soort.CIJFERS,
    }


def _steunpunt(velden: Velden) -> dict[str, str] | None:
    gegeven = {naam: _tekst(velden, f"steunpunt.{naam}") for naam in ("naam", "website", "telefoon")}
    return gegeven if any(gegeven.values()) else None


def _tekst(velden: Velden, naam: str, anders: str = "") -> str:
    try:
        return lees_vrije_tekst(velden.get(naam, anders), _MAX_TEKST).replace("\n", " ")
    except OnleesbareTekst as fout:
        raise OnleesbaarFormulier([Formulierfout(naam.partition(".")[2], str(fout))]) from fout


def _code(titel: str, codes: set[str]) -> str:
    kaal = unicodedata.normalize("NFKD", titel.lower()).encode("ascii", "ignore").decode()
    begin = re.sub(r"[^a-z0-9]+", "-", kaal)[:_MAX_CODE].strip("-") or "vraag"
    gekozen = next(
        code for nummer in range(1, 1000) if (code := begin if nummer == 1 else f"{begin}-{nummer}") not in codes
    )
    codes.add(gekozen)
    return gekozen


def _fout(een: Any, inhoud: Mapping[str, Any]) -> Formulierfout:
    """Where it is, by the title of the question; what is wrong, in a few words."""
    plek: Any = inhoud
    titel = "Het formulier"
    for stap in een["loc"]:
        plek = plek[stap] if isinstance(plek, (list, dict)) and _heeft(plek, stap) else None
        titel = plek["titel"] if isinstance(plek, dict) and plek.get("titel") else titel
    wat = {"string_too_short": "heeft geen titel", "string_too_long": "is te lang", "enum": "heeft een soort nodig"}
    return Formulierfout(titel, wat.get(een["type"], "klopt niet"))


def _heeft(plek: Any, stap: Any) -> bool:
    return stap in plek if isinstance(plek, dict) else isinstance(stap, int) and stap < len(plek)
