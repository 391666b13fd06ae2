"""Invented amounts per TLV for the SWV's of the example region, as a beheerder would set them."""

import csv
import json
from datetime import datetime
from typing import Final

import asyncpg

from deploy.example.regio import voorbeeld_bestand, voorbeeld_regio
from shared.contracts.eenheden import swv_getal
from shared.contracts.schooljaar import lees

BRON: Final = "voorbeeldbedragen: verzonnen, en rond gehouden"
_NIEUW: Final = """
    INSERT INTO toegang.tlv_bedragen (swv, versie, bron, bedragen, gewijzigd_op, gewijzigd_door)
    VALUES ($1, 1, $2, $3::jsonb, $4, 'voorbeeld') ON CONFLICT DO NOTHING
"""


async def vul_bedragen(connection: asyncpg.Connection, nu: datetime) -> None:
    """Set them where nothing was set."""
    with voorbeeld_bestand().with_name("tlv-bedragen.csv").open(newline="") as bestand:
        regels = list(csv.DictReader(bestand, delimiter=";"))
    for swv in voorbeeld_regio().swvs:
        soorten = ("vso",) if swv.startswith("VO") else ("sbo", "so")
        bedragen = [
            [lees(regel["schooljaar"]), regel["soort"], 100 * int(regel["bedrag"])]
            for regel in regels
            if regel["soort"].partition("-")[0] in soorten
        ]
        await connection.execute(_NIEUW, swv_getal(swv), BRON, json.dumps(bedragen), nu)
