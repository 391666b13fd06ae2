"""How a document writes the values of the API, and which table shows which indicator. Apart from what makes it."""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from services.reports.adapters.gateway import GatewayCijfers
from services.reports.domain.vragen import Cijfervraag
from shared.contracts.indicatoren import INDICATOREN
from shared.contracts.profiel import VOORZIENINGEN
from shared.contracts.rapporten import Lezer

Json = Mapping[str, Any]
GETAL: Final = re.compile(r"\d[\d.]*(?:,\d+)?")
TYPEN: Final = {"Individueel": "individueel", "Groep": "groep", "Onderwijs en zorg": "onderwijszorg",
                 "Overgang": "overgang", "Onderzoek": "onderzoek", "Overig": "overig"}  # fmt: skip
STAPPEN: Final = {"Ingediend door de school": "ingediend", "Akkoord van het bestuur": "akkoord_bestuur",
                   "In behandeling": "in_behandeling", "Aanvulling gevraagd": "aanvulling_gevraagd"}  # fmt: skip
CATEGORIE: Final = {"Laag": "laag", "Midden": "midden", "Hoog": "hoog", "Zonder categorie (sbo, pro)": "geen"}
MIDDELEN: Final = {"Basisondersteuning": "basisondersteuning", "Extra ondersteuning": "extra_ondersteuning",
                    "Arrangementen": "arrangementen", "Verwijzingen": "verwijzingen", "Overig": "overig"}  # fmt: skip
BESLUITEN: Final = {"Toegekend": "tlv-toegekend", "Afgewezen": "tlv-afgewezen",
                     "Geëindigd zonder besluit": "tlv-zonder-besluit"}  # fmt: skip
KERN: Final = {
    "TLV-aanvragen": "tlv-aanvragen", "TLV’s toegekend": "tlv-toegekend", "Leerlingen": "leerlingen",
    "Arrangementen toegekend": "arrangement-toegekend", "Thuiszitters": "thuiszitters", "Besteed": "middelen-besteed",
}  # fmt: skip
ZONDER_CIJFERS: Final = ("Definities", "Bronnen", "Tekens in de tabellen", "Over dit rapport", "Over het gesprek",
                         "Nieuwe afspraken", "Vragen en aantekeningen", "Toelichting van", "Kerncijfers",
                         "Afspraken van het vorige gesprek")  # fmt: skip
"""Tables that hold no figures of their own; Kerncijfers has a check of its own."""


class Api(GatewayCijfers):
    """The public questions of the API, in the view of a reader; a document asks them in another way."""

    async def waarden(self, lezer: Lezer, vraag: Cijfervraag) -> Json:
        return await self._haal(f"/v1/indicatoren/{vraag.code}/{vraag.wat}", lezer, vraag.parameters)


def tussen_haken(rij: str) -> str:
    return rij.rsplit("(", 1)[-1].rstrip(")")


def schrijf(waarde: Json, eenheid: str) -> str:
    """A value of the API as a Dutch document writes it."""
    if waarde.get("waarde") is None:
        if waarde.get("laag") is not None:
            return f"{toon_getal(waarde['laag'], eenheid)} tot {toon_getal(waarde['hoog'], eenheid)}"
        return waarde.get("tekst") or {"c": "verborgen", "x": "onbekend", "z": "n.v.t."}[waarde["status"]]
    teller, noemer = waarde.get("teller"), waarde.get("noemer")
    if eenheid in ("procent", "per 1.000 leerlingen") and isinstance(noemer, int) and 0 < noemer < 10:
        return f"{teller} van {noemer}"
    return toon_getal(waarde["waarde"], eenheid)


def toon_getal(ruw: object, eenheid: str) -> str:
    breuk = eenheid in ("procent", "per 1.000 leerlingen")
    rond = Decimal(str(ruw)).quantize(Decimal("0.1") if breuk else Decimal(1), ROUND_HALF_UP)
    geheel, _, achter = f"{rond:,}".partition(".")
    getal = geheel.replace(",", ".") + (f",{achter}" if achter else "")
    if eenheid.startswith("euro"):
        return f"€ {getal}"
    return f"{getal}%" if eenheid == "procent" else getal


def zonder_vaste_getallen(zin: str) -> str:
    """Without schooljaren, days, groups and the codes of units."""
    zin = re.sub(r"\d{4}-\d{4}", "", zin)
    zin = re.sub(r"\d{1,2} (januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
                 r"( \d{4})?(, \d{1,2}\.\d{2} uur)?", "", zin)  # fmt: skip
    zin = re.sub(r"(groep|leerjaar) \d+|1\.000 leerlingen|90%-grens|verspreid over \d+ leerjaren|‘3 van 7’", "", zin)
    zin = re.sub(r"\b(RPO|BKA)\d\b", "", zin)
    return re.sub(r"\b(PO|VO)\d{4}\b|\b\d{2}[A-Z]{2}\d{2}\b|\(\d{5}\)", "", zin)


def als_cel(periode: Json, rij: tuple[str, object] | None, eenheid: str) -> str:
    if rij is None:
        return schrijf(periode["totaal"], eenheid)
    gevonden = [een for een in periode["rijen"] if een["splitsing"][rij[0]] == rij[1]]
    if gevonden:
        return schrijf(gevonden[0], eenheid)
    leeg = periode["totaal"].get("waarde") is not None
    return schrijf({"waarde": 0}, eenheid) if leeg else schrijf(periode["totaal"], eenheid)


def kwaliteitsrijen(titel: str, standaarden: Sequence[Json]) -> list[list[str]]:
    """Rows of the table of own judgements, or of the evidence of one standard."""
    if titel.startswith("Eigen oordeel"):
        return [
            [een["standaard"], een["titel"], een["oordeel"] or "nog geen oordeel",
             f"1 september {een['peildatum'][:4]}" if een["peildatum"] else ""]
            for een in standaarden
        ]  # fmt: skip
    (bewijs,) = [een["bewijs"] for een in standaarden if titel.endswith(een["standaard"])]
    koersen = {True: "op koers", False: "niet op koers", None: "niet te zeggen"}
    return [
        [f"Doel: {een['titel']}", *_nu(een), koersen[een["opKoers"]]] if een["soort"] == "doel"
        else [een["titel"], *_nu(een), ""]
        for een in bewijs
    ]  # fmt: skip


def _nu(regel: Json) -> list[str]:
    nu = regel["nu"]
    return ["geen waarde", ""] if nu is None else [_waarde(regel), nu["schooljaar"] or "nu"]


def _waarde(regel: Json) -> str:
    return schrijf(regel["nu"], INDICATOREN[regel["indicator"]].eenheid)


def leerjaar(naam: str) -> object:
    gevonden = re.fullmatch(r"Groep (\d+)|Leerjaar (\d) \(vo\)", naam)
    if gevonden:
        return int(gevonden[1]) if gevonden[1] else 10 + int(gevonden[2])
    return 0 if naam == "Nog niet op school" else "onbekend"


def per_jaar(titel: str) -> Any:
    """For a table over the schooljaren: from the name of a row to indicator and split; None: it is another table."""
    vast = {
        "Aanvragen voor een TLV per schooljaar, naar schoolsoort": lambda naam: (
            "tlv-aanvragen", None if naam == "Alle aanvragen" else ("schoolsoort", tussen_haken(naam))),
        "Besluiten over TLV-aanvragen per schooljaar": lambda naam: (BESLUITEN[naam], None),
        "Toegekende TLV’s naar bekostigingscategorie": lambda naam: (
            "tlv-toegekend", ("categorie", CATEGORIE[naam])),
        "Aanvragen voor een arrangement per schooljaar, naar type": lambda naam: (
            "arrangement-aanvragen", ("type", TYPEN[naam]) if naam in TYPEN else None),
        "Toegekende arrangementen en bedragen per schooljaar": lambda naam: (
            "arrangement-bedrag" if naam == "Bedrag" else "arrangement-toegekend", None),
    }  # fmt: skip
    if titel in vast:
        return vast[titel]
    codes = [een.code for een in INDICATOREN.values() if titel == f"{een.titel} per schooljaar"]
    if not codes:
        return None

    def maat(naam: str) -> tuple[str, tuple[str, object] | None]:
        if naam in ("Totaal", INDICATOREN[codes[0]].titel):
            return codes[0], None
        if naam in MIDDELEN:
            return codes[0], ("categorie", MIDDELEN[naam])
        if naam in VOORZIENINGEN.values():
            return codes[0], ("voorziening", next(code for code, een in VOORZIENINGEN.items() if een == naam))
        splitsing = "naar" if naam.startswith("Naar: ") else "schoolsoort"
        return codes[0], (splitsing, "so/vso" if "so en vso" in naam else tussen_haken(naam))

    return maat
