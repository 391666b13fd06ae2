"""The rules of the contract that look at more than one field.

They read the JSON as it came, not the models, so that they can also run when some field is refused: a sender
hears everything at once. A rule that needs a refused field says nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from shared.contracts import codes
from shared.contracts.ldos.errors import Fout

_NIETS: Final[Mapping[str, Any]] = {}


class Blok:
    """One JSON object with its place in the event, and which fields were refused."""

    __slots__ = ("_refused", "_values", "path", "present")

    def __init__(self, value: object, path: str, refused: frozenset[str]) -> None:
        self.present = isinstance(value, dict)
        self._values: Mapping[str, Any] = value if isinstance(value, dict) else _NIETS
        self._refused = refused
        self.path = path

    def veld(self, name: str) -> str:
        """The path of a field, as in `Fout.veld`."""
        return f"{self.path}.{name}"

    def tekst(self, name: str) -> str | None:
        """The value of a text field; None when it is absent, null or refused."""
        value = self._values.get(name)
        if value is None or (self._refused and self.veld(name) in self._refused):
            return None
        return value if isinstance(value, str) else None

    def leeg(self, name: str) -> bool:
        """Whether the field is null or absent, in an object that is there."""
        return self.present and self._values.get(name) is None

    def gevuld(self, name: str) -> bool:
        """Whether the field has a value, good or bad."""
        return self._values.get(name) is not None

    def onder(self, name: str) -> "Blok":
        """The object in a field; an object without fields when there is none."""
        return Blok(self._values.get(name), self.veld(name), self._refused)


def rule_fouten(data: object, refused: frozenset[str]) -> Iterator[Fout]:
    """All rules over a dossier; `refused` holds the paths of fields that are wrong by themselves."""
    dossier = Blok(data, "data", refused)
    aanvraag, beschikking = dossier.onder("aanvraag"), dossier.onder("beschikking")
    yield from _beschikking_iff_besloten(dossier)
    yield from _aanvraag_by_soort(dossier.tekst("soort"), aanvraag)
    yield from _tlv(dossier.tekst("swv"), aanvraag.onder("tlv"))
    yield from _order(aanvraag, "compleetOp", aanvraag, "ingediendOp")
    if beschikking.present:
        yield from _toegekend(dossier.tekst("soort"), beschikking)
        yield from _tlv(dossier.tekst("swv"), beschikking.onder("tlv"))
        yield from _order(beschikking, "besluitOp", aanvraag, "ingediendOp")
        yield from _order(beschikking, "besluitOp", aanvraag, "compleetOp", told_at=aanvraag)
        yield from _order(beschikking, "bekendgemaaktOp", beschikking, "besluitOp")
        yield from _order(beschikking, "geldigTot", beschikking, "geldigVan")


def id_fouten(event_id: object, data: object, refused: frozenset[str]) -> Iterator[Fout]:
    """`id` is `{swv}/{dossiernummer}/{versie}` of the dossier."""
    if not isinstance(event_id, str) or not isinstance(data, dict):
        return
    if any(f"data.{name}" in refused for name in ("swv", "dossiernummer", "versie")):
        return
    if event_id != f"{data['swv']}/{data['dossiernummer']}/{data['versie']}":
        yield Fout("id_past_niet", "id", "moet gelijk zijn aan {swv}/{dossiernummer}/{versie} uit data")


def _beschikking_iff_besloten(dossier: Blok) -> Iterator[Fout]:
    status = dossier.tekst("status")
    if status == "besloten" and dossier.leeg("beschikking"):
        yield Fout("ontbreekt", "data.beschikking", "is verplicht bij status besloten")
    if status is not None and status != "besloten" and dossier.gevuld("beschikking"):
        yield Fout("niet_toegestaan", "data.beschikking", "mag alleen bij status besloten")


def _aanvraag_by_soort(soort: str | None, aanvraag: Blok) -> Iterator[Fout]:
    if soort is not None and aanvraag.leeg(soort):
        yield Fout("ontbreekt", aanvraag.veld(soort), f"is verplicht bij soort {soort}")
    yield from _no_other_soort(soort, aanvraag)


def _toegekend(soort: str | None, beschikking: Blok) -> Iterator[Fout]:
    if beschikking.tekst("besluit") == "toegekend":
        for name in (soort, "geldigVan", "geldigTot"):
            if name is not None and beschikking.leeg(name):
                yield Fout("ontbreekt", beschikking.veld(name), "is verplicht bij besluit toegekend")
    yield from _no_other_soort(soort, beschikking)


def _no_other_soort(soort: str | None, blok: Blok) -> Iterator[Fout]:
    for other in codes.SOORTEN:
        if soort is not None and other != soort and blok.gevuld(other):
            yield Fout("niet_toegestaan", blok.veld(other), f"mag alleen bij soort {other}")


def _tlv(swv: str | None, tlv: Blok) -> Iterator[Fout]:
    schoolsoort = tlv.tekst("schoolsoort")
    if schoolsoort is None:
        return
    if schoolsoort in codes.MET_CATEGORIE and tlv.leeg("categorie"):
        yield Fout("ontbreekt", tlv.veld("categorie"), "is verplicht bij schoolsoort so en vso")
    if schoolsoort not in codes.MET_CATEGORIE and tlv.gevuld("categorie"):
        yield Fout("niet_toegestaan", tlv.veld("categorie"), "mag alleen bij schoolsoort so en vso")
    doelen = codes.DOELEN_VO if swv is not None and swv.startswith("VO") else codes.DOELEN_PO
    if swv is not None and schoolsoort not in doelen:
        melding = f"moet {' of '.join(doelen)} zijn bij een samenwerkingsverband {swv[:2]}"
        yield Fout("past_niet_bij_swv", tlv.veld("schoolsoort"), melding)


def _order(late: Blok, late_name: str, early: Blok, early_name: str, told_at: Blok | None = None) -> Iterator[Fout]:
    """`late` may not lie before `early`; dates as text sort like dates."""
    last, first = late.tekst(late_name), early.tekst(early_name)
    if last is None or first is None or last >= first:
        return
    if told_at is early:
        yield Fout("datumvolgorde", early.veld(early_name), f"mag niet na {late_name} liggen")
    else:
        yield Fout("datumvolgorde", late.veld(late_name), f"mag niet voor {early_name} liggen")
