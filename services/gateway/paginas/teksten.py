"""Public texts that each visitor may ask for."""

from collections.abc import Mapping, Sequence
from typing import Final

TEKSTEN: Final[Mapping[str, tuple[str, Sequence[str]]]] = {
    "/toegankelijkheid": (
        "Toegankelijkheid",
        (
            "Iedereen moet deze cijfers kunnen lezen. Daarom volgen we de richtlijnen WCAG 2.2, niveau AA.",
            "Elke grafiek heeft een zin die zegt wat erin staat en een tabel met dezelfde getallen. De pagina’s werken"
            " met alleen een toetsenbord, bij 400% vergroting, in een lichte en een donkere weergave, en zonder"
            " JavaScript.",
            "We controleren dit bij elke wijziging automatisch. Een onderzoek door een onafhankelijke partij is er nog"
            " niet.",
            "Loopt u ergens tegenaan? Meld het bij uw samenwerkingsverband.",
        ),
    ),
    "/privacy": (
        "Privacy",
        (
            "In deze cijfers staan geen namen, geboortedata of andere gegevens waarmee u een leerling kunt aanwijzen."
            " Die worden weggehaald voordat er iets wordt geteld.",
            "Exacte cijfers zijn alleen te zien voor wie er zelf verantwoordelijk voor is: het samenwerkingsverband,"
            " en een bestuur of school voor de eigen leerlingen. Anderen zien alleen vrijgegeven cijfers, die zijn"
            " afgerond en op vaste momenten gecontroleerd.",
            "We gebruiken alleen de cookies die nodig zijn om u ingelogd te houden en uw weergave te onthouden. We"
            " volgen niemand en sturen niets naar andere partijen.",
            "Vragen over uw gegevens of die van uw kind? Uw school of samenwerkingsverband is daarvoor het"
            " aanspreekpunt.",
        ),
    ),
}
