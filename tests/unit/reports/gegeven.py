"""Answers of the API as the gateway gives them, made up for a school."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from services.reports.domain.cijfers import Antwoord, Waarde
from services.reports.domain.maten import MATEN
from services.reports.domain.vragen import Gegevens, Opdracht, vragen
from shared.contracts.rapporten import SOORTEN, Grens, Lezer, RapportVraag
from shared.contracts.schooljaar import lees, tekst

NU = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
STAND = "2026-11-22T09:40:00Z"
NIET_VRIJGEGEVEN = {"waarde": None, "status": "c", "tekst": "niet vrijgegeven"}

Rijen = Mapping[Any, Any]
Json = dict[str, Any]

SCHOOL: Json = {
    "niveau": "school",
    "eenheid": "99AB00",
    "naam": "De Boomgaard",
    "plaats": "Waterkerke",
    "ouders": [
        {"niveau": "bestuur", "eenheid": "99001", "naam": "Stichting Openbaar Primair Onderwijs Waterkerke"},
        {"niveau": "swv", "eenheid": "PO9901", "naam": "Samenwerkingsverband PO Waterkerke en Oosterduin"},
    ],
}


EENHEDEN: Mapping[str, Json] = {
    "gespreksrapport": SCHOOL,
    "bestuursrapport": {
        "niveau": "bestuur", "eenheid": "99001", "naam": "Stichting Openbaar Primair Onderwijs Waterkerke",
        "plaats": None, "ouders": SCHOOL["ouders"][1:],
    },
    "subregiorapport": {
        "niveau": "subregio", "eenheid": "PO9901-noord", "naam": "Noord", "plaats": None,
        "ouders": SCHOOL["ouders"][1:],
    },
    "swv-rapport": {
        "niveau": "swv", "eenheid": "PO9901", "naam": "Samenwerkingsverband PO Waterkerke en Oosterduin",
        "plaats": None, "ouders": [],
    },
}  # fmt: skip


def opdracht(
    jaar: str = "2025-2026",
    jaren: int = 5,
    binnen: str | None = None,
    nu: bool = True,
    soort: str = "gespreksrapport",
    themas: tuple[str, ...] = (),
    maker: Lezer | None = None,
) -> Opdracht:
    """A document of this kind, over so many schooljaren. `maker`: an internal version, in this view."""
    laatste, eenheid, aard = lees(jaar), EENHEDEN[soort]["eenheid"], SOORTEN[soort]
    gevraagd = {"soort": soort, "niveau": aard.niveau, "eenheid": eenheid, "schooljaar": jaar}
    van_swv = aard.lezer == "swv"
    return Opdracht(
        RapportVraag.model_validate(
            {**gevraagd, "binnen": binnen, "themas": themas, "lezer": "maker" if maker else None}
        ),
        maker or Lezer(rol=aard.lezer, eenheid="PO9901" if van_swv else eenheid),
        Grens(binnen=binnen, schooljaren=tuple(tekst(laatste - n) for n in reversed(range(jaren))), nu=nu),
    )


def antwoord(
    code: str, schooljaren: Sequence[str | None], splitsing: str, rijen: Sequence[Rijen], lopend: str | None = None
) -> Json:
    """Counts per schooljaar and row; a value that is a dict stands for the whole total (hidden, unknown)."""
    perioden = []
    for jaar, van_jaar in zip(schooljaren, rijen, strict=True):
        status = "p" if jaar is not None and jaar == lopend else None
        if "totaal" in van_jaar:
            perioden.append({"schooljaar": jaar, "totaal": van_jaar["totaal"], "rijen": []})
            continue
        leeftijd = {"leeftijd": {"oudste": 14, "mediaan": 5}} if code.endswith("-openstaand") and van_jaar else {}
        som: Any = sum(float(waarde) for waarde in van_jaar.values())
        if any(isinstance(waarde, str) for waarde in van_jaar.values()):
            som = f"{som:.2f}"
        perioden.append(
            {
                "schooljaar": jaar,
                "totaal": {"waarde": som, "status": status, **leeftijd},
                "rijen": [
                    {"splitsing": {splitsing: naam}, "waarde": waarde, "status": status, **leeftijd}
                    for naam, waarde in van_jaar.items()
                ],
            }
        )
    return {
        "indicator": code,
        "stand": STAND,
        "reeksen": [{"eenheid": "99AB00", "zicht": "eigen", "perioden": perioden}],
    }


def duur(aantal: int, mediaan: int = 30, p90: int = 50, binnen: int | None = None) -> Json:
    """Durations of one schooljaar."""
    if aantal == 0:
        return {"aantal": 0, "mediaan": None, "p90": None, "binnenTermijn": None, "status": None}
    teller = aantal if binnen is None else binnen
    verhouding = {"teller": teller, "noemer": aantal, "waarde": 100 * teller / aantal}
    return {"aantal": aantal, "mediaan": mediaan, "p90": p90, "binnenTermijn": verhouding, "status": None}


NIET_BEKEND = {maat.code for gevonden in MATEN.values() for maat in gevonden}
"""Figures that nobody delivered, unless a situation says otherwise."""


def gegevens(
    rijen: Mapping[str, Sequence[Rijen]] | None = None,
    *,
    jaar: str = "2025-2026",
    jaren: int = 5,
    lopend: str = "2026-2027",
    boven: Sequence[tuple[str, str, Waarde]] = (),
    voorbeeld: bool = False,
    soort: str = "gespreksrapport",
    meer: Mapping[str, Any] | None = None,
    **overig: Any,
) -> Gegevens:
    """All answers of one school; what is not named is zero in every schooljaar. `rijen`: per question, per schooljaar
    from the newest back, the rows of its split."""
    taak = opdracht(jaar, jaren, soort=soort, **overig)
    antwoorden = {}
    for naam, vraag in vragen(taak, jaar == lopend).items():
        gevraagd: list[str | None] = [waarde for sleutel, waarde in vraag.parameters if sleutel == "schooljaar"]
        gevraagd = gevraagd or [None]
        splitsing = dict(vraag.parameters).get("splitsing", "geen")
        gegeven = list((rijen or {}).get(naam, ()))[: len(gevraagd)]
        gegeven += [{} for _ in range(len(gevraagd) - len(gegeven))]
        if naam in NIET_BEKEND:
            gegeven = [een or {"totaal": {"waarde": None, "status": "x"}} for een in gegeven]
        if naam == "doorlooptijd":
            gegeven = [een if "totaal" in een else {"totaal": duur(0)} for een in gegeven]
        antwoorden[naam] = Antwoord(antwoord(vraag.code, gevraagd, splitsing, gegeven[::-1], lopend))
    return Gegevens(
        taak,
        EENHEDEN[soort],
        antwoorden,
        NU,
        jaar == lopend,
        boven,
        voorbeeld,
        versie=4711,
        kenmerk="0123456789abcdef",
        **(meer or {}),
    )


BOVEN = (
    ("bestuur", "Stichting Openbaar Primair Onderwijs Waterkerke", Waarde(None, "c", "niet vrijgegeven")),
    ("swv", "Samenwerkingsverband PO Waterkerke en Oosterduin", Waarde(None, "c", "niet vrijgegeven")),
)


_VEEL: dict[str, Sequence[Rijen]] = {
    "aanvragen": [
        {"sbo": 14, "so": 9}, {"sbo": 11, "so": 7}, {"sbo": 12, "so": 4}, {"sbo": 8, "so": 5},
        {"sbo": 6, "so": 4},
    ],
    "leerjaren": [
        {2: 2, 3: 3, 4: 4, 5: 8, 6: 3, 7: 2, "onbekend": 1},
        {1: 1, 3: 4, 4: 3, 5: 4, 6: 4, 8: 2},
    ],
    "toegekend": [
        {"laag": 5, "midden": 2, "hoog": 1, "geen": 12}, {"laag": 4, "midden": 2, "geen": 10},
        {"laag": 2, "hoog": 1, "geen": 11}, {"laag": 3, "geen": 7}, {"laag": 2, "midden": 1, "geen": 6},
    ],
    "afgewezen": [{"a": 2}, {"a": 1}, {"a": 2}, {}, {"a": 1}],
    "zonder besluit": [{"a": 1}, {"a": 1}, {}, {"a": 2}, {}],
    "openstaand": [{"ingediend": 2, "akkoord_bestuur": 1, "in_behandeling": 3, "aanvulling_gevraagd": 2}],
    "doorlooptijd": [
        {"totaal": duur(22, 33, 48, 19)}, {"totaal": duur(17, 30, 44, 16)}, {"totaal": duur(16, 35, 51, 13)},
        {"totaal": duur(10, 28, 40, 10)}, {"totaal": duur(9, 31, 39, 9)},
    ],
    "aanvragen maanden": [{8: 2, 9: 5, 10: 4, 11: 3}, {8: 1, 9: 3, 10: 3, 12: 4, 3: 7}],
    "arrangement aanvragen": [
        {"individueel": 9, "groep": 3, "onderwijszorg": 2, "onderzoek": 1},
        {"individueel": 7, "groep": 2, "overgang": 1, "onderzoek": 2},
        {"individueel": 6, "groep": 2}, {"individueel": 5, "groep": 1}, {"individueel": 6},
    ],
    "arrangement maanden": [{9: 4, 10: 3}, {9: 2, 10: 2, 1: 8}],
    "arrangement openstaand": [{"geen": 2}],
    "arrangement toegekend": [
        {"individueel": 8, "groep": 3, "onderwijszorg": 2}, {"individueel": 6, "groep": 2, "onderzoek": 1},
        {"individueel": 6, "groep": 1}, {"individueel": 4}, {"individueel": 5},
    ],
    "arrangement bedrag": [
        {"individueel": "31250.00", "groep": "12400.50", "onderwijszorg": "18900.00"},
        {"individueel": "22100.00", "groep": "8200.00", "onderzoek": "950.00"},
        {"individueel": "20100.00", "groep": "4100.00"},
        {"individueel": "14800.00"}, {"individueel": "17350.00"},
    ],
}  # fmt: skip


def veel(jaar: str = "2025-2026") -> Gegevens:
    """A school with many applications."""
    return gegevens(_VEEL, jaar=jaar, boven=BOVEN, voorbeeld=True)


def weinig() -> Gegevens:
    """A school with a handful."""
    return gegevens(
        {
            "aanvragen": [{"sbo": 1}, {"sbo": 2, "so": 1}, {}, {"so": 1}, {"totaal": {"waarde": None, "status": "z"}}],
            "leerjaren": [{4: 1}, {3: 1, 6: 2}],
            "toegekend": [{"geen": 1}, {"laag": 1, "geen": 2}, {}, {"laag": 1}, {}],
            "doorlooptijd": [{"totaal": duur(1, 41)}, {"totaal": duur(3, 29, 50, 2)}, {}, {"totaal": duur(1)}],
            "arrangement aanvragen": [{"individueel": 1}, {"individueel": 2}],
            "arrangement toegekend": [{"individueel": 1}],
            "arrangement bedrag": [{"individueel": "2500.00"}],
        },
        boven=BOVEN,
    )


def geen() -> Gegevens:
    """A school of which nothing is known."""
    return gegevens(boven=BOVEN)
