"""Theme Doelen: the goals of the plans, each with where it stands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.reports.domain.cijfers import Json, Waarde
from services.reports.domain.document import Alinea, Cel, Kop, Stijl, Tabel
from services.reports.domain.gespreksrapport.deel import Deel
from services.reports.domain.taal import dag_van
from services.reports.domain.vragen import Gegevens
from shared.contracts.indicatoren import INDICATOREN

_RICHTING: Final = {"hoger": "minstens", "lager": "hoogstens", "gelijk": "gelijk aan"}
_NIET_GETOOND: Final = "niet getoond"


def doelen(gegevens: Gegevens) -> Deel:
    """A table of the goals; and a question about each that the figures do not reach by themselves."""
    if not gegevens.doelen:
        return Deel((Alinea(f"Er zijn geen doelen vastgelegd die over {gegevens.wie.deze} gaan."),))
    rijen = tuple(_rij(gegevens, doel) for doel in gegevens.doelen)
    tabel = Tabel(
        "Doelen en hoe het ervoor staat",
        ("Doel", "Streefwaarde", "Uiterlijk", "Nu", "Op koers"),
        rijen,
        (38, 18, 17, 15, 12),
        tekstkolommen=frozenset({0, 1, 2, 4}),
        noten=("Nu is het laatste schooljaar dat niet meer aangroeit.",),
    )
    zin = _zin(len(rijen), sum(rij[-1] == "ja" for rij in rijen), sum(rij[-1] == "nee" for rij in rijen))
    return Deel(
        (Kop("Hoe staan de doelen ervoor?"), Alinea(zin, Stijl.CONCLUSIE), tabel), (zin,), tuple(_vragen(gegevens))
    )


def mag_waarde(gegevens: Gegevens, doel: Json) -> bool:
    """May who asked see the value of the goal? It holds all dossiers of its unit, of a schooljaar inside the border."""
    grens = gegevens.opdracht.grens
    if not grens.nu or (nu := doel.get("nu")) is None:
        return False
    if nu["schooljaar"] is not None and nu["schooljaar"] not in grens.schooljaren:
        return False
    return grens.binnen is None or (doel["niveau"] == "swv" and doel["eenheid"] == grens.binnen)


def _rij(gegevens: Gegevens, doel: Json) -> tuple[Cel, ...]:
    mag = mag_waarde(gegevens, doel)
    koers = {True: "ja", False: "nee", None: "niet te zeggen"}[doel.get("opKoers") if mag else None]
    nu: Cel = nu_van(doel) if mag else _NIET_GETOOND
    return f"{doel['titel']} ({doel['plan']})", _streef(doel), dag_van(doel.get("uiterlijk")), nu, koers


def _streef(doel: Json) -> str:
    if doel.get("streefwaarde") is None:
        return ""
    woord = _RICHTING.get(doel.get("richting") or "", "")
    return f"{woord} {_waarde(doel, doel['streefwaarde'], None).toon}".strip()


def nu_van(doel: Json) -> Waarde:
    """Where a goal, or evidence, stands: a number, its bounds, or why there is none."""
    nu = doel["nu"]
    if nu["waarde"] is not None or nu["laag"] is None:
        return _waarde(doel, nu["waarde"], nu["status"])
    return replace(_waarde(doel, nu["laag"], nu["status"]), getal=None, laag=nu["laag"], hoog=nu["hoog"])


def _waarde(doel: Json, getal: float | None, status: str | None) -> Waarde:
    definitie = INDICATOREN.get(doel.get("indicator") or "")
    eenheid = definitie.eenheid if definitie else ""
    euro, procent = eenheid.startswith("euro"), eenheid == "procent"
    breuk = not euro and (procent or (getal is not None and getal != int(getal)))
    return Waarde(getal, status, euro=euro, breuk=breuk, achter="%" if procent else "")


def _zin(alle: int, op_koers: int, niet: int) -> str:
    doelen_ = "1 doel" if alle == 1 else f"{alle} doelen"
    zin = f"Er {'is' if alle == 1 else 'zijn'} {doelen_} vastgelegd."
    if not op_koers and not niet:
        return f"{zin} Over de koers is nog niets te zeggen."
    ervan = f"{op_koers} op koers" if op_koers else "geen op koers"
    return f"{zin} Daarvan {'is' if op_koers <= 1 else 'zijn'} er {ervan}, {niet or 'geen'} niet."


def _vragen(gegevens: Gegevens) -> Iterator[str]:
    for doel in gegevens.doelen:
        if mag_waarde(gegevens, doel) and doel.get("opKoers") is False:
            yield f"Het doel ‘{doel['titel']}’ wordt met deze stap nog niet gehaald. Wat is ervoor nodig?"
