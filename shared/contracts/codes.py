"""The closed code lists of the field. The order is part of the contract: cells store the position."""

from typing import Final, Literal, get_args

Soort = Literal["tlv", "arrangement"]
Status = Literal[
    "ingediend",
    "akkoord_bestuur",
    "afgewezen_bestuur",
    "in_behandeling",
    "aanvulling_gevraagd",
    "besloten",
    "ingetrokken",
    "niet_behandelbaar",
]
Herkomst = Literal["bao", "sbo", "so", "vso", "pro", "vo", "geen"]
Schoolsoort = Literal["sbo", "so", "vso", "pro"]
Categorie = Literal["laag", "midden", "hoog"]
ArrangementType = Literal["individueel", "groep", "onderwijszorg", "overgang", "onderzoek", "overig"]
Behoefte = Literal[
    "leren",
    "gedrag",
    "sociaal_emotioneel",
    "taal_communicatie",
    "lichamelijk",
    "zintuiglijk",
    "medisch",
    "hoogbegaafd",
    "overig",
]
Leerjaar = Literal[0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16]
Uitkomst = Literal["toegekend", "afgewezen"]
Bezwaar = Literal["lopend", "ongegrond", "gegrond", "ingetrokken"]
Teldatum = Literal["10-01", "02-01"]
GebeurtenisType = Literal[
    "aanvraag.ingediend",
    "aanvraag.akkoord-bestuur",
    "aanvraag.afgewezen-bestuur",
    "aanvraag.in-behandeling",
    "aanvraag.aanvulling-gevraagd",
    "aanvraag.gewijzigd",
    "aanvraag.ingetrokken",
    "aanvraag.niet-behandelbaar",
    "aanvraag.overig",
    "beschikking.afgegeven",
    "beschikking.gewijzigd",
    "beschikking.ingetrokken",
    "beschikking.overig",
    "dossier.verwijderd",
    "dossier.overig",
]
"""What happened, without prefix and version; the type of a newer producer becomes '<family>.overig'."""
ThuiszitterSoort = Literal["absoluut", "langdurig_relatief", "vrijstelling_5a"]
Thuiszitduur = Literal["geen", "<4w", "4w-3m", ">3m"]
"""How long at home on the peildatum; an exemption (vrijstelling) has no duration: `geen`."""
Thuiszitreden = Literal[
    "geen_passende_plek",
    "wachtlijst",
    "psychisch",
    "lichamelijk",
    "gedrag",
    "conflict_met_school",
    "thuissituatie",
    "verhuizing",
    "overig",
    "onbekend",
]
Verzilvering = Literal["verzilverd", "niet-verzilverd", "onbekend"]
VestigingSoort = Literal["bao", "sbo", "so", "so/vso", "vso", "pro", "vo"]

SLEUTEL_VERNIETIGD: Final = "sleutel_vernietigd"
"""Reason of a dead letter: the key of its day was destroyed on purpose (shredded)."""
BEWAARTERMIJN_VERSTREKEN: Final = "bewaartermijn_verstreken"
"""Reason of a dead letter: its case is past the retention and may not come back."""

SOORTEN: Final[tuple[str, ...]] = get_args(Soort)
STATUSSEN: Final[tuple[str, ...]] = get_args(Status)
HERKOMSTEN: Final[tuple[str, ...]] = get_args(Herkomst)
SCHOOLSOORTEN: Final[tuple[str, ...]] = get_args(Schoolsoort)
CATEGORIEEN: Final[tuple[str, ...]] = get_args(Categorie)
TYPEN: Final[tuple[str, ...]] = get_args(ArrangementType)
BEHOEFTEN: Final[tuple[str, ...]] = get_args(Behoefte)
LEERJAREN: Final[tuple[int, ...]] = get_args(Leerjaar)
UITKOMSTEN: Final[tuple[str, ...]] = get_args(Uitkomst)
BEZWAREN: Final[tuple[str, ...]] = get_args(Bezwaar)
THUISZITTER_SOORTEN: Final[tuple[str, ...]] = get_args(ThuiszitterSoort)
THUISZITDUREN: Final[tuple[str, ...]] = get_args(Thuiszitduur)
THUISZITREDENEN: Final[tuple[Thuiszitreden, ...]] = get_args(Thuiszitreden)
VERZILVERINGEN: Final[tuple[str, ...]] = get_args(Verzilvering)
VESTIGING_SOORTEN: Final[tuple[str, ...]] = get_args(VestigingSoort)

OPENSTAAND: Final = ("ingediend", "akkoord_bestuur", "in_behandeling", "aanvulling_gevraagd")
ZONDER_BESLUIT: Final = ("afgewezen_bestuur", "ingetrokken", "niet_behandelbaar")
MET_CATEGORIE: Final = ("so", "vso")
VRIJSTELLING: Final = "vrijstelling_5a"
OVERIG: Final = "overig"
DOELEN_PO: Final = ("sbo", "so")
DOELEN_VO: Final = ("vso", "pro")
ONBEKEND: Final = "onbekend"
GEEN: Final = "geen"


def leerjaar_tekst(leerjaar: int) -> str:
    """How people say it: 5 → 'groep 5', 12 → 'leerjaar 2 (vo)'."""
    if leerjaar == 0:
        return "nog niet op school"
    return f"groep {leerjaar}" if leerjaar < 11 else f"leerjaar {leerjaar - 10} (vo)"
