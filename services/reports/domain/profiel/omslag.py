"""What both documents of a profile have around their text: title page, name, properties."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.reports.domain.document import Blok, Document, Voorblad
from services.reports.domain.profiel.lezen import Profielgegevens
from services.reports.domain.taal import bestandsnaam_deel, dag
from shared.contracts.rapporten import SOORTEN

_VOORBEELD: Final = "Voorbeeldgegevens: deze school en alles wat in dit profiel staat, zijn verzonnen."


def in_document(
    profiel: Profielgegevens, soort: str, begin: str, blokken: Sequence[Blok], *, los: bool = False
) -> Document:
    """The document of this kind; `begin`: how the name of its file begins. `los`: only the text, to paste elsewhere."""
    return Document(
        voorblad=_voorblad(profiel, soort),
        blokken=tuple(blokken),
        bestandsnaam=_bestandsnaam(profiel, begin),
        onderwerp=_onderwerp(profiel),
        gemaakt_op=profiel.gemaakt_op,
        merken=_merken(profiel),
        sjabloon=profiel.sjabloon,
        kenmerken=_kenmerken(profiel),
        stroomt=True,
        los=los,
    )


def _onderwerp(profiel: Profielgegevens) -> str:
    """What the document is about, in the foot of its pages."""
    return f"{profiel.naam}, schooljaar {profiel.jaar}"


def _merken(profiel: Profielgegevens) -> tuple[str, ...]:
    """What every page says at its head."""
    return ("voorbeeldgegevens",) if profiel.voorbeeld else ()


def _bestandsnaam(profiel: Profielgegevens, begin: str) -> str:
    """'Ondersteuningsprofiel De Boomgaard (99AB00, PO9901) 2026-2027.docx': also in a bundle no two are the same."""
    school = profiel.school
    naam = bestandsnaam_deel(profiel.naam)
    return f"{begin} {naam} ({school['code']}, {school['swv']['code']}) {profiel.jaar}.docx"


def _kenmerken(profiel: Profielgegevens) -> dict[str, str]:
    """What the properties of the file record."""
    return {
        "Kenmerk": profiel.kenmerk,
        "Weergave": "iedereen",
        "School": str(profiel.school["code"]),
        "Samenwerkingsverband": str(profiel.school["swv"]["code"]),
        "Schooljaar": profiel.jaar,
        "Versie": str(profiel.inhoud["nummer"]),
        "Gepubliceerd op": str(profiel.inhoud["gepubliceerdOp"]),
    }


def _voorblad(profiel: Profielgegevens, documentsoort: str) -> Voorblad:
    """The title page: which school, whose, and which version."""
    school = profiel.school
    gepubliceerd = dag(datetime.fromisoformat(profiel.inhoud["gepubliceerdOp"]))
    regels = [
        ("School", f"{profiel.naam} ({school['code']})"),
        ("Plaats", str(school["plaats"])),
        ("Soort onderwijs", profiel.soort),
        ("Bestuur", str(school["bestuur"]["naam"])),
        ("Samenwerkingsverband", str(school["swv"]["naam"] or school["swv"]["code"])),
        ("Vastgesteld", f"Versie {profiel.inhoud['nummer']}, gepubliceerd op {gepubliceerd}"),
    ]
    return Voorblad(
        SOORTEN[documentsoort].titel,
        profiel.naam,
        f"Schooljaar {profiel.jaar}",
        tuple((naam, waarde) for naam, waarde in regels if waarde),
        _VOORBEELD if profiel.voorbeeld else "",
    )
