"""Personal blocks that a push must carry, made of plainly artificial tokens.

There are no invented persons here: every name is a word such as "Voorbeeld" or "Verzonnen", every address
is under example domains (RFC 2606), the postcode and the BSN cannot exist (the BSN fails its own check).
"""

from random import Random

_VOORNAMEN = ("Voorbeeld", "Verzonnen", "Proef", "Denkbeeldig", "Fictie", "Demo")
_ACHTERNAMEN = ("Verzonnen", "Voorbeeldig", "Proefgegeven", "Nietbestaand", "Denkbeeldig", "Uitgedacht")
_TEKSTEN = (
    "Verzonnen toelichting bij een voorbeelddossier.",
    "Voorbeeldtekst: de school beschrijft hier wat al is geprobeerd.",
    "Voorbeeldtekst: verslag van een gesprek dat niet is gevoerd.",
    "Verzonnen tekst zonder betekenis, alleen om de velden te vullen.",
)
ONMOGELIJK_BSN = "999999999"
DESKUNDIGEN = (
    {"naam": "Voorbeeld Deskundige", "rol": "orthopedagoog"},
    {"naam": "Verzonnen Deskundige", "rol": "kinderpsycholoog"},
)


def toelichting(kans: Random) -> str:
    """A free text that says that it is none."""
    return _TEKSTEN[int(kans.random() * len(_TEKSTEN))]


def persoonsblok(kans: Random, geboortejaar: int) -> dict[str, object]:
    """`leerling`, `ouders`, `aanvrager`, `toelichting` and `bijlagen` of an application."""
    trekking = kans.getrandbits(32)
    achternaam = _ACHTERNAMEN[trekking % len(_ACHTERNAMEN)]
    nummer = trekking % 10_000
    leerling: dict[str, object] = {
        "voornamen": _VOORNAMEN[trekking % 97 % len(_VOORNAMEN)],
        "achternaam": achternaam,
        "geboortedatum": f"{geboortejaar}-{1 + trekking % 12:02d}-{1 + trekking % 28:02d}",
        "leerlingnummer": f"L-{nummer}",
        "adres": f"Voorbeeldlaan {1 + nummer % 200}",
        "postcode": "0000 XX",
    }
    if trekking % 250 == 0:
        leerling["bsn"] = ONMOGELIJK_BSN
    return {
        "leerling": leerling,
        "ouders": [{"naam": f"Ouder {achternaam}", "email": f"ouder{nummer}@voorbeeld.example"}],
        "aanvrager": {"naam": "Voorbeeld Begeleider", "functie": "IB'er", "email": "ib@voorbeeld.example"},
        "toelichting": toelichting(kans),
        "bijlagen": [{"naam": "opp.pdf", "url": f"https://ldos.example/d/{nummer}/opp.pdf"}],
    }
