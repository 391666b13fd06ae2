"""The published profile: one document that explains itself, with the questions as they were that day.

Released values only: of the figures beside the form, those of an open source that are marked public. No name of an
account stands in it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from services.gateway.domain.organisatie import Organisatie
from services.gateway.domain.profielen.antwoord import Antwoord, beantwoord
from services.gateway.domain.profielen.formulier import Formulier, Item, Onderdeel, Soort
from services.gateway.domain.profielen.profiel import Concept, Sleutel
from shared.contracts.eenheden import bestuur_code, swv_code, vestiging_code
from shared.contracts.lidmaatschap import Lid
from shared.contracts.profiel import AANWEZIG
from shared.contracts.schooljaar import tekst

Json = dict[str, Any]
SCHEMA: Final = "profiel-1"


class Cijfer(NamedTuple):
    """A figure beside the form. `waarde` as the API gives it; `openbaar`: it may be published."""

    indicator: str
    titel: str
    schooljaar: str
    waarde: Any
    status: str | None
    tekst: str | None
    openbaar: bool
    bron: str = ""


def maak_document(
    concept: Concept, versie: int, formulier: Formulier, lid: Lid, organisatie: Organisatie,
    cijfers: Mapping[str, Sequence[Cijfer]], nummer: int, nu: datetime,
) -> Json:  # fmt: skip
    """What everybody reads. `versie` is that of the form; `cijfers` by item."""
    antwoorden = {code: een.antwoord for code, een in concept.antwoorden.items()}
    return {
        "schema": SCHEMA,
        "school": school_json(concept.sleutel, lid, organisatie),
        "schooljaar": tekst(concept.sleutel.schooljaar),
        "nummer": nummer,
        "gepubliceerdOp": nu.isoformat().replace("+00:00", "Z"),
        "formulier": versie,
        "steunpunt": formulier.steunpunt.model_dump(by_alias=True) if formulier.steunpunt else None,
        "onderdelen": [
            een for onderdeel in formulier.onderdelen if (een := _onderdeel(onderdeel, antwoorden, cijfers))["items"]
        ],
    }


def school_json(sleutel: Sleutel, lid: Lid, organisatie: Organisatie) -> Json:
    """Name, place and where the school belongs, as they are now."""
    vestiging = organisatie.vestigingen.get(sleutel.vestiging)
    subregio = organisatie.subregios.get(lid.subregio) if lid.subregio else None
    code = vestiging_code(sleutel.vestiging)
    return {
        "code": code,
        "naam": vestiging.naam if vestiging else code,
        "plaats": vestiging.plaats if vestiging else "",
        "schoolsoort": lid.schoolsoort,
        "bestuur": {"code": bestuur_code(lid.bestuur), "naam": organisatie.besturen.get(lid.bestuur, "")},
        "subregio": {"code": lid.subregio, "naam": subregio.naam if subregio else ""} if lid.subregio else None,
        "swv": {"code": swv_code(sleutel.swv), "naam": organisatie.swvs.get(sleutel.swv, "")},
    }


def _onderdeel(
    onderdeel: Onderdeel, antwoorden: Mapping[str, Antwoord], cijfers: Mapping[str, Sequence[Cijfer]]
) -> Json:
    items = [_item(item, antwoorden.get(item.code), cijfers.get(item.code, ())) for item in onderdeel.items]
    return {
        "code": onderdeel.code,
        "titel": onderdeel.titel,
        "voorOuders": onderdeel.voor_ouders or onderdeel.titel,
        "items": [item for item in items if item is not None],
    }


def _item(item: Item, antwoord: Antwoord | None, cijfers: Sequence[Cijfer]) -> Json | None:
    kop: Json = {"code": item.code, "soort": item.soort.value, "titel": item.titel}
    if item.soort is Soort.CIJFERS:
        vrij = [_cijfer(een) for een in cijfers if een.openbaar and een.waarde is not None]
        return {**kop, "cijfers": vrij} if vrij else None
    if antwoord is None or not beantwoord(item, antwoord):
        return None
    keuze = antwoord.keuze
    return {
        **kop,
        "vorm": item.vorm.value if item.vorm else None,
        "behoeften": list(item.behoeften),
        "keuze": keuze,
        "keuzeTekst": item.velden.keuzes[keuze] if keuze else None,
        "tekst": antwoord.tekst,
        "datum": antwoord.datum.isoformat() if antwoord.datum else None,
    }


def _cijfer(een: Cijfer) -> Json:
    return {
        "indicator": een.indicator, "titel": een.titel, "schooljaar": een.schooljaar, "waarde": een.waarde,
        "status": een.status, "bron": een.bron,
    }  # fmt: skip


class Zoekvelden(NamedTuple):
    """What a published version is found by."""

    aanbod: list[str]
    behoeften: list[str]
    tekst: str


def zoekvelden(document: Mapping[str, Any]) -> Zoekvelden:
    """From a document: `aanbod` as item:keuze, needs for which something is there, and the words."""
    items = [item for onderdeel in document["onderdelen"] for item in onderdeel["items"] if "keuze" in item]
    met_keuze = [item for item in items if item["keuze"]]
    er_is = [item for item in met_keuze if item["keuze"] in AANWEZIG]
    school = document["school"]
    woorden = [school["naam"], school["plaats"], school["bestuur"]["naam"], *(item["titel"] for item in er_is)]
    woorden += [item["tekst"] for item in items if item["tekst"]]
    return Zoekvelden(
        [f"{item['code']}:{item['keuze']}" for item in met_keuze],
        sorted({behoefte for item in er_is for behoefte in item["behoeften"]}),
        "\n".join(woorden),
    )


def canoniek(document: Mapping[str, Any]) -> bytes:
    """The bytes that the digest is of."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def afdruk(document: Mapping[str, Any]) -> bytes:
    """SHA-256."""
    return hashlib.sha256(canoniek(document)).digest()
