"""Twenty dossiers and what each indicator says of them (rekentabel.md), through the real reducer and API."""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from services.gateway.domain.eenheid import herken
from shared.contracts.indicatoren import CATALOGUS, Maat
from tests.integration.gateway.huis import Huis
from tests.integration.gateway.wereld import Lid
from tests.integration.keten import open_keten
from tests.integration.rekentabel.lezen import Verwachting, events, tabel, verwachtingen
from tests.stack import Database

LEDEN = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99002", "PO9901-Z"),
    Lid("PO9901", "99AD00", "99003", schoolsoort="so"),
    Lid("VO9901", "99AG00", "99001", schoolsoort="vo"),
)


@pytest.fixture
async def huis(database: Database) -> AsyncIterator[Huis]:
    """The API after the twenty dossiers came in."""
    async with open_keten(database) as keten:
        await keten.lever(LEDEN)
        await keten.push(*events())
        yield keten.huis


async def test_every_value_of_the_table(huis: Huis) -> None:
    anders = [(een, gevonden) for een in verwachtingen() if (gevonden := await _gevonden(huis, een)) != een.verwacht]
    assert not anders


def test_the_table_has_twenty_dossiers_and_every_indicator_with_every_split() -> None:
    assert [regel["nr"] for regel in tabel("nr")] == [str(nummer) for nummer in range(1, 21)]
    gevraagd = {(een.indicator, een.splitsing) for een in verwachtingen()}
    assert gevraagd >= {
        (code, naam) for code, een in CATALOGUS.items() if een.lijst is None for naam in ("", *een.splitsingen)
    }


async def _gevonden(huis: Huis, een: Verwachting) -> str:
    eenheid = herken(een.eenheid)
    assert eenheid is not None
    jaar, _, teldatum = een.schooljaar.partition(" op ")
    vraag = f"niveau={eenheid.niveau}&eenheid={een.eenheid}"
    vraag += f"&schooljaar={jaar}" if jaar else ""
    vraag += f"&teldatum={teldatum}" if teldatum else ""
    vraag += f"&splitsing={een.splitsing}" if een.splitsing else ""
    rechten = ("school", "bestuur") if eenheid.niveau.value in ("school", "bestuur") else ()
    rol = f"{eenheid.niveau}:{een.eenheid}" if rechten else f"swv:{een.eenheid[:6]}"
    antwoord = await huis.waarden(een.indicator, vraag, rol)
    return toon(antwoord["reeksen"][0]["perioden"][0], een.splitsing, CATALOGUS[een.indicator].maat)


def toon(periode: Mapping[str, Any], splitsing: str, maat: Maat) -> str:
    """A period as the table writes it: the total, or the rows with a value."""
    waarde = _duur if maat is Maat.DUUR else lambda gegeven: str(gegeven["waarde"])
    if not splitsing:
        return waarde(periode["totaal"]) + _leeftijd(periode["totaal"].get("leeftijd"))
    rijen = [f"{_naam(rij['splitsing'][splitsing])}: {waarde(rij)}" for rij in periode["rijen"]]
    return "; ".join(rijen) or "geen"


def _leeftijd(gegeven: Mapping[str, int] | None) -> str:
    return f", oudste {gegeven['oudste']}, mediaan {gegeven['mediaan']}" if gegeven else ""


def _naam(waarde: object) -> str:
    return {True: "ja", False: "nee"}[waarde] if isinstance(waarde, bool) else str(waarde)


def _duur(gegeven: Mapping[str, Any]) -> str:
    binnen = gegeven["binnenTermijn"]
    termijn = f"{binnen['teller']} van {binnen['noemer']}" if binnen else "–"
    legs = f"tot compleet {gegeven['totCompleet']}, vanaf compleet {gegeven['vanafCompleet']}"
    tekst = f"aantal {gegeven['aantal']}, mediaan {gegeven['mediaan']}, p90 {gegeven['p90']}, binnen {termijn}, {legs}"
    return re.sub("None", "–", tekst)
