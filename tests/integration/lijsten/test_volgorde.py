"""All sources together: in any order, twice, or older after newer, the figures are those of the newest alone."""

import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import Any

import pytest

from shared.contracts.indicatoren import CATALOGUS, OVERIG
from tests.bronnen import csv, regel
from tests.duo import tabel
from tests.integration.keten import Keten, open_keten
from tests.integration.rekentabel.lezen import events
from tests.lijsten import BEKOSTIGD, THUIS, bekostigd, thuiszitter
from tests.lijsten import csv as lijst
from tests.stack import PostgresUnderTest

OUD, NIEUW = date(2026, 1, 10), date(2026, 6, 10)
TELDAG, PEILDAG, JAAR = "2026-02-01", "2026-01-15", "2025-2026"
EENHEDEN = (("swv", "PO9901"), ("swv", "VO9901"), ("bestuur", "99001"), ("school", "99AB00"))
VO = ["BRIN NUMMER", "VESTIGINGSNUMMER", "SAMENWERKINGSVERBAND", "ONDERWIJSTYPE VO", "LEER- OF VERBLIJFSJAAR 1 - MAN"]
HIST = ["INSTELLINGSCODE", "VESTIGINGSCODE", "SOORT_VESTIGING", "LEERLINGEN_2025"]
SWV = ["swv", "teldatum", "schoolsoort", "categorie", "leerlingen", "vestiging_swv"]
GELD = ["swv", "bestuur", "vestiging", "periode", "categorie", "begroot", "besteed"]
DOEL = ["swv", "plan", "code", "titel", "indicator", "niveau", "eenheid", "streefwaarde", "richting", "uiterlijk"]
VESTIGING = ["VESTIGINGSCODE", "VESTIGINGSNAAM", "PLAATSNAAM", "BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG NAAM"]
VESTIGING += ["GEMEENTENUMMER", "GEMEENTENAAM"]
OORDEEL = ["peildatum", "sector", "brin", "vestiging", "eindoordeelkwaliteit"]
LAND = ["indicator", "schooljaar", "schoolsoort", "waarde", "bron"]

Stap = Callable[[Keten], Awaitable[None]]


def bestanden(oud: bool) -> dict[str, bytes]:
    """One delivery of each source that has a figure; the older ones say something else about the same."""
    n = 1 if oud else 2
    return {
        "organisatie": csv(
            regel("99AB00"), regel("99AC00", bestuur="99002" if oud else "99001"),
            regel("99AD00", schoolsoort="so"), regel("99AG00", swv="VO9901", schoolsoort="vo"),
        ),
        "duo-leerlingen": tabel(
            HIST, ["99AB", "99AB00", "BO", f"{n}00"], ["99AC", "99AC00", "BO", "<5" if oud else "60"],
            ["99AD", "99AD00", "SO", f"{n}0"],
        ),
        "duo-leerlingen-vo": tabel(VO, ["99AG", "00", "VO9901", "HAVO lj 1", f"{n}00"]),
        "duo-swv": tabel(
            SWV, ["PO9901", "2025-10-01", "so", "laag", f"{n}", "PO9901"],
            ["PO9901", "2025-10-01", "so", "hoog", "<5", "PO9902"],
        ),
        "stromen": tabel(["swv", "schooljaar", "van", "naar", "aantal"], ["PO9901", JAAR, "so", "bao", f"{n}"]),
        "financien": tabel(GELD, ["PO9901", "", "", JAAR, "overig", f"{n}0,00", f"{n},50"]),
        "doelen": tabel(
            [*DOEL, "eigenaar"],
            ["PO9901", "P", "d", f"Doel {n}", "tlv-toegekend", "swv", "", f"{n}", "omlaag", "2027-07-31", ""],
        ),
        "duo-vestigingen": tabel(VESTIGING, ["99AB00", "A", "Stad", f"9900{n}", f"Bestuur {n}", "0285", "VOORST"]),
        "duo-oordelen": tabel(OORDEEL, ["2025-09-01", "PO", "99AB", "99AB00", "Voldoende" if oud else "Goed"]),
        "landelijk": tabel(LAND, ["leerlingen", JAAR, "po", f"{n}000", "proef"]),
        "duo-bekostigd": lijst(
            BEKOSTIGD, [bekostigd("nummer-1", TELDAG), *([] if oud else [bekostigd("nummer-3", TELDAG)])]
        ),
        "thuiszitters": lijst(THUIS, [thuiszitter(melding, PEILDAG) for melding in ("a", "b", "c")[:n]]),
    }  # fmt: skip


def _lever(soort: str, inhoud: bytes, peildatum: date) -> Stap:
    return lambda keten: keten.bestand(soort, inhoud, peildatum=peildatum)


def _push(deel: Sequence[Any]) -> Stap:
    return lambda keten: keten.push(*deel)


async def _cijfers(keten: Keten) -> dict[tuple[str, ...], Any]:
    """Everything that the API says about these units."""
    gevonden: dict[tuple[str, ...], Any] = {}
    for niveau, code in EENHEDEN:
        recht = f"{niveau}:{code}"
        for indicator, een in {**CATALOGUS, **OVERIG}.items():
            adres = f"/v1/indicatoren/{indicator}/waarden?niveau={niveau}&eenheid={code}&schooljaar={JAAR}"
            for teldatum in ("10-01", "02-01") if een.teldatum else ("",):
                vraag = adres + (f"&teldatum={teldatum}" if teldatum else "")
                antwoord = await keten.huis.get(vraag, recht)
                gevonden[indicator, code, teldatum] = antwoord.json().get("reeksen", antwoord.status_code)
    doelen = await keten.huis.get("/v1/doelen?swv=PO9901", "swv:PO9901")
    assert doelen.status_code == 200, doelen.text
    gevonden["doelen",] = doelen.json()
    for wat in ("oordelen?niveau=swv&eenheid=PO9901", "datakwaliteit?swv=PO9901"):
        antwoord = await keten.huis.get(f"/v1/{wat}", "swv:PO9901")
        gevonden[wat.partition("?")[0],] = antwoord.json() | {"stand": None, "leveringen": None}
    gevonden["landelijk",] = (await keten.huis.get("/v1/landelijk", "swv:PO9901")).json()
    return gevonden


async def _na(postgres: PostgresUnderTest, stappen: Sequence[Stap]) -> dict[tuple[str, ...], Any]:
    database = await postgres.new_database()
    try:
        async with open_keten(database) as keten:
            for stap in stappen:
                await stap(keten)
            return await _cijfers(keten)
    finally:
        await postgres.drop_database(database)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_any_order_gives_the_figures_of_the_newest_deliveries(
    postgres_server: PostgresUnderTest, seed: int
) -> None:
    kans, zaken = random.Random(seed), events()
    nieuw = [_lever(soort, inhoud, NIEUW) for soort, inhoud in bestanden(oud=False).items()]
    oud = [_lever(soort, inhoud, OUD) for soort, inhoud in bestanden(oud=True).items()]
    opnieuw = await _na(postgres_server, [*nieuw, _push(zaken)])

    kans.shuffle(zaken)
    dwars = [*nieuw, *nieuw, *oud, _push(zaken[:9]), _push(zaken[9:]), _push(zaken[:3])]
    kans.shuffle(dwars)
    dwars_cijfers = await _na(postgres_server, dwars)

    assert {sleutel for sleutel, waarde in opnieuw.items() if dwars_cijfers[sleutel] != waarde} == set()
    bekend = {sleutel[0] for sleutel, reeksen in opnieuw.items() if _heeft_waarde(reeksen)}
    assert bekend >= {
        "leerlingen", "thuiszitters", "thuiszitters-per-1000", "tlv-verzilverd", "verzilveringsgraad", "deelname-so",
        "grensverkeer-uit", "middelen-begroot", "leerlingstromen", "verwijzingspercentage", "tlv-toegekend",
    }  # fmt: skip


async def test_the_older_deliveries_say_something_else(postgres_server: PostgresUnderTest) -> None:
    """So that the test above can fail."""
    alle = []
    for oud in (True, False):
        stappen = [_lever(soort, inhoud, NIEUW) for soort, inhoud in bestanden(oud=oud).items()]
        alle.append(await _na(postgres_server, [*stappen, _push(events())]))
    anders = {sleutel[0] for sleutel in alle[0] if alle[0][sleutel] != alle[1][sleutel]}

    assert anders >= {
        "leerlingen", "thuiszitters", "thuiszitters-per-1000", "tlv-verzilverd", "verzilveringsgraad", "deelname-so",
        "middelen-begroot", "leerlingstromen", "doelen", "landelijk", "oordelen", "datakwaliteit",
    }  # fmt: skip


def _heeft_waarde(reeksen: Any) -> bool:
    if not isinstance(reeksen, list) or not reeksen:
        return False
    totaal = reeksen[0]["perioden"][0]["totaal"]
    return totaal.get("waarde") is not None or totaal.get("laag") is not None
