"""Small builders of anonymised cases, so that tests name only what they are about."""

from typing import Any

from shared.contracts.zaken import Zaak

MOMENT = {"schooljaar": 2025, "maand": 10, "week": 40}


def dossier(**anders: Any) -> dict[str, Any]:
    """An open TLV application for so-laag; keyword arguments replace fields."""
    basis: dict[str, Any] = {
        "soort": "tlv",
        "status": "ingediend",
        "ingediend": MOMENT,
        "dagen_tot_compleet": None,
        "herindicatie": False,
        "vestiging": "99AB00",
        "vestiging_herkomst": None,
        "bestuur": None,
        "herkomst": "bao",
        "leerjaar": 5,
        "behoeften": ("gedrag",),
        "tlv": {"schoolsoort": "so", "categorie": "laag"},
        "arrangement": None,
        "besluit": None,
    }
    return basis | anders


def besluit(**anders: Any) -> dict[str, Any]:
    """A granted so-midden TLV, decided after 40 days, valid for the rest of this year and the next."""
    basis: dict[str, Any] = {
        "uitkomst": "toegekend",
        "genomen": {"schooljaar": 2025, "maand": 11, "week": 46},
        "bekendgemaakt": None,
        "doorlooptijd_dagen": 40,
        "tlv": {"schoolsoort": "so", "categorie": "midden"},
        "arrangement": None,
        "geldigheid": {
            "teldatums": ((2025, "02-01"), (2026, "10-01"), (2026, "02-01")),
            "schooljaren": 1,
            "eind_schooljaar": 2026,
        },
        "bezwaar": None,
        "beschikking": "b" * 32,
    }
    return basis | anders


def besloten(**anders: Any) -> dict[str, Any]:
    """A decided TLV dossier."""
    return dossier(status="besloten", besluit=besluit()) | anders


def zaak(nummer: int = 1, versie: int = 1, inhoud: dict[str, Any] | None = None, **anders: Any) -> Zaak:
    """Case `nummer` in version `versie`; without `inhoud` the case was removed."""
    velden: dict[str, Any] = {
        "zaak": f"{nummer:032x}",
        "versie": versie,
        "bron": 1,
        "swv": "PO9901",
        "event_id": f"{nummer:016x}{versie:016x}",
        "type": "aanvraag.gewijzigd" if inhoud else "dossier.verwijderd",
        "dossier": inhoud,
    }
    return Zaak(**(velden | anders))
