"""Corrections of every field, at any time and in any order: cells and answers equal the naive recomputation.

Real reducer, real database, real API; only Kafka is left out. What earlier tests hold already (the reducer in memory,
a storm of kills over the whole stack) is not repeated here.
"""

import copy
import random
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from typing import Any

import pytest

from shared.contracts.indicatoren import CATALOGUS, Maat
from tests.gebeurtenissen import Event, changed, with_identity
from tests.integration.gateway.test_orakel import _duur, _waarde
from tests.integration.gateway.wereld import LOPEND, Lid
from tests.integration.keten import Keten, open_keten
from tests.integration.rekentabel.lezen import events
from tests.oracle import Vraag
from tests.stack import Database

# so school 99AD00 is in two SWV's; 99AC00 moved to another board in 2026; 77ZZ00 and 88YY00 stand nowhere.
LEDEN = (
    Lid("PO9901", "99AB00", "99001", "PO9901-N"),
    Lid("PO9901", "99AC00", "99001", "PO9901-N", tot=2025),
    Lid("PO9901", "99AC00", "99002", "PO9901-Z", van=2026),
    Lid("PO9901", "99AD00", "99003", schoolsoort="so"),
    Lid("PO9902", "99AD00", "99003", schoolsoort="so"),
    Lid("PO9902", "99AE00", "99002"),
    Lid("VO9901", "99AG00", "99001", schoolsoort="vo"),
)
ANDERS = (
    Lid("PO9901", "99AB00", "99002", "PO9901-Z"),
    Lid("PO9901", "99AC00", "99001", "PO9901-N"),
    Lid("PO9901", "99AD00", "99003", "PO9901-N", schoolsoort="so"),
    Lid("PO9902", "99AD00", "99003", schoolsoort="so"),
    Lid("PO9902", "99AE00", "99004"),
    Lid("PO9902", "88YY00", "99004"),
    Lid("VO9901", "99AG00", "99001", schoolsoort="vo"),
)
TLV, ARRANGEMENT = events()[0], events()[15]
_A, _B = "data.aanvraag.", "data.beschikking."
# Every field of a dossier that may change, with another value; day fields stay consistent with each other.
VELDEN: tuple[tuple[Event, dict[str, Any]], ...] = (
    (TLV, {_A + "ingediendOp": "2025-07-28", _A + "compleetOp": "2025-08-01"}),
    (TLV, {_A + "ingediendOp": "2024-12-30", _A + "compleetOp": "2024-12-31"}),
    (TLV, {_A + "compleetOp": "2025-10-01"}),
    (TLV, {_A + "compleetOp": None}),
    (TLV, {_A + "herindicatie": True}),
    (TLV, {_A + "vestiging": "99AC00"}),
    (TLV, {_A + "vestiging": "99AD00"}),
    (TLV, {_A + "vestiging": "99AE00"}),
    (TLV, {_A + "vestiging": "77ZZ00"}),
    (TLV, {_A + "vestigingHerkomst": "88YY00"}),
    (TLV, {_A + "bestuur": "99009"}),
    (TLV, {_A + "herkomst": "sbo"}),
    (TLV, {_A + "leerjaar": None}),
    (TLV, {_A + "leerjaar": 11}),
    (TLV, {_A + "tlv": {"schoolsoort": "sbo", "categorie": None}}),
    (TLV, {_A + "ondersteuningsbehoeften": ["leren", "medisch", "overig"]}),
    (TLV, {_A + "ondersteuningsbehoeften": None}),
    (TLV, {"data.status": "in_behandeling", "data.beschikking": None}),
    (TLV, {"data.status": "niet_behandelbaar", "data.beschikking": None}),
    (TLV, {_B + "nummer": "ander nummer"}),
    (TLV, {_B + "besluit": "afgewezen", _B + "tlv": None, _B + "geldigVan": None, _B + "geldigTot": None}),
    (TLV, {_B + "besluitOp": "2026-08-03", _B + "bekendgemaaktOp": "2026-08-04", _B + "geldigVan": "2026-08-03"}),
    (TLV, {_B + "bekendgemaaktOp": None}),
    (TLV, {_B + "tlv": {"schoolsoort": "so", "categorie": "hoog"}}),
    (TLV, {_B + "geldigVan": "2026-08-01"}),
    (TLV, {_B + "geldigTot": "2031-07-31"}),
    (TLV, {_B + "bezwaar": {"ingediendOp": "2025-11-01", "uitkomst": None}}),
    (TLV, {_B + "bezwaar": {"ingediendOp": "2025-11-01", "uitkomst": "gegrond"}}),
    (ARRANGEMENT, {_A + "arrangement": {"type": "overig", "bedrag": "1.10", "leerlingen": 2}}),
    (ARRANGEMENT, {_B + "arrangement": {"type": "groep", "bedrag": "0.01", "leerlingen": 30}}),
    (
        ARRANGEMENT,
        {_B + "besluit": "afgewezen", _B + "arrangement": None, _B + "geldigVan": None, _B + "geldigTot": None},
    ),
)


@pytest.fixture
async def keten(database: Database) -> AsyncIterator[Keten]:
    """Reference data, and nothing counted yet."""
    async with open_keten(database) as geopend:
        await geopend.lever(LEDEN)
        yield geopend


def _versie(event: Event, versie: int, nummer: str | None = None) -> Event:
    return with_identity(event, dossiernummer=nummer, versie=versie)


def _weg(event: Event, versie: int) -> Event:
    """The dossier is removed."""
    weg = copy.deepcopy(_versie(event, versie))
    weg["type"] = "nl.passendonderwijs.dossier.verwijderd.v1"
    weg["data"] = {naam: weg["data"][naam] for naam in ("dossiernummer", "versie", "aangemaaktOp", "swv")}
    return weg


def _vragen(keten: Keten) -> Iterator[tuple[Vraag, str]]:
    """Every indicator on every level, each split, with a role that sees it all."""
    for code, indicator in ((code, een) for code, een in CATALOGUS.items() if een.lijst is None):
        for jaar in (2024, 2025, LOPEND):
            for splitsing in ((), *((naam,) for naam in indicator.splitsingen)):
                for swv in ("PO9901", "PO9902"):
                    yield Vraag(code, "swv", swv, jaar, splitsing), f"swv:{swv}"
            for niveau, eenheid, rol in _eenheden(keten):
                yield Vraag(code, niveau, eenheid, jaar), rol
            if indicator.toerekening:
                yield Vraag(code, "swv", "PO9901", jaar, toerekening="herkomst"), "swv:PO9901"


def _eenheden(keten: Keten) -> Iterator[tuple[str, str, str]]:
    """(level, unit, role that sees it) below the SWV's, schools that stand nowhere too."""
    for bestuur in sorted({lid.bestuur for lid in keten.leden}):
        yield "bestuur", bestuur, f"bestuur:{bestuur}"
    for school in sorted({lid.vestiging for lid in keten.leden} | {"77ZZ00", "88YY00"}):
        yield "school", school, f"school:{school}"
    for subregio in sorted({lid.subregio for lid in keten.leden if lid.subregio}):
        yield "subregio", subregio, "swv:PO9901"


async def _anders(keten: Keten, kies: Callable[[Vraag], bool] = lambda _vraag: True) -> list[object]:
    """Questions whose answer is not the naive one."""
    oracle = keten.oracle()
    gevonden: list[object] = []
    for vraag, rol in _vragen(keten):
        if not kies(vraag):
            continue
        delen = (
            f"niveau={vraag.niveau}&eenheid={vraag.eenheid}&schooljaar={vraag.schooljaar}-{(vraag.schooljaar or 0) + 1}"
        )
        delen += f"&splitsing={vraag.splitsing[0]}" if vraag.splitsing else ""
        delen += f"&toerekening={vraag.toerekening}" if vraag.toerekening == "herkomst" else ""
        antwoord = await keten.huis.get(f"/v1/indicatoren/{vraag.indicator}/waarden?{delen}", rol)
        assert antwoord.status_code == 200, (vraag, antwoord.text)
        periode = antwoord.json()["reeksen"][0]["perioden"][0]
        duur = CATALOGUS[vraag.indicator].maat is Maat.DUUR
        lees: Callable[[Mapping[str, Any]], Any] = _duur if duur else _waarde
        totaal: Any = oracle.duren(vraag) if duur else oracle.totaal(vraag)
        rijen: Any = oracle.duur_rijen(vraag) if duur else oracle.rijen(vraag)
        if periode["totaal"]["status"] == "z":
            gevonden += [vraag] if (totaal["aantal"] if duur else totaal) else []
            continue
        gekregen = {(rij["splitsing"][vraag.splitsing[0]],): lees(rij) for rij in periode["rijen"]}
        if lees(periode["totaal"]) != totaal or gekregen != (rijen if vraag.splitsing else {}):
            gevonden.append((vraag, lees(periode["totaal"]), totaal, gekregen, rijen))
    return gevonden


async def _vers(keten: Keten, database: Database) -> list[tuple[object, ...]]:
    """Cells of another database in which only the newest versions ever came."""
    nieuwste: dict[str, Event] = {}
    for event in keten.events:
        nummer = event["data"]["swv"] + event["data"]["dossiernummer"]
        if nummer not in nieuwste or event["data"]["versie"] > nieuwste[nummer]["data"]["versie"]:
            nieuwste[nummer] = dict(event)
    async with open_keten(database) as vers:
        await vers.push(*nieuwste.values())
        return await vers.cellen()


@pytest.mark.parametrize("volgorde", ["in order", "backwards", "shuffled"])
async def test_a_correction_of_each_field(keten: Keten, volgorde: str, module_database: Database) -> None:
    """One dossier per field: as it was, corrected, and (every third) corrected back."""
    reeks: list[Event] = []
    for nummer, (event, anders) in enumerate(VELDEN):
        eerste = _versie(event, 1, f"veld-{nummer}")
        reeks += [eerste, _versie(changed(eerste, anders), 2)]
        reeks += [_versie(eerste, 3)] if nummer % 3 == 0 else []
    if volgorde == "backwards":
        reeks.reverse()
    if volgorde == "shuffled":
        random.Random(5).shuffle(reeks)
    for begin in range(0, len(reeks), 7):
        await keten.push(*reeks[begin : begin + 7])

    assert not await _anders(
        keten, lambda vraag: volgorde == "shuffled" or (vraag.niveau == "swv" and not vraag.splitsing)
    )


async def test_each_correction_alone_moves_what_it_should_and_back(keten: Keten) -> None:
    for nummer, (event, anders) in enumerate(VELDEN):
        eerste = _versie(event, 1, f"veld-{nummer}")
        await keten.push(eerste)
        voor = await keten.cellen()
        await keten.push(_versie(changed(eerste, anders), 2))
        tussen = await keten.cellen()
        await keten.push(_versie(eerste, 3))
        assert await keten.cellen() == voor
        assert tussen != voor or anders == {_B + "nummer": "ander nummer"}, anders


async def test_random_histories_equal_a_fresh_count(keten: Keten, module_database: Database) -> None:
    kans = random.Random(11)
    reeks: list[Event] = []
    for nummer in range(40):
        basis, _ = kans.choice(VELDEN)
        huidig = _versie(basis, 1, f"kans-{nummer}")
        for versie in range(1, kans.randint(2, 7)):
            passend = [anders for event, anders in VELDEN if event is basis]
            huidig = (
                changed(huidig, {})
                if kans.random() < 0.3
                else changed(_versie(basis, 1, f"kans-{nummer}"), kans.choice(passend))
            )
            reeks.append(_weg(huidig, versie) if kans.random() < 0.2 else _versie(huidig, versie))
    reeks += kans.sample(reeks, 15)
    kans.shuffle(reeks)
    for begin in range(0, len(reeks), 13):
        await keten.push(*reeks[begin : begin + 13])

    assert await keten.cellen() == await _vers(keten, module_database)
    assert not await _anders(keten, lambda vraag: not vraag.splitsing)


async def test_removal_a_lower_version_and_a_higher_one(keten: Keten) -> None:
    await keten.push(*events(), _weg(TLV, 5))
    zonder = await keten.cellen()
    await keten.push(_versie(TLV, 4))
    assert await keten.cellen() == zonder
    await keten.push(_versie(TLV, 6))
    assert await keten.cellen() != zonder
    assert not await _anders(keten, lambda vraag: vraag.niveau != "swv" or not vraag.splitsing)


async def test_new_reference_data_move_old_figures_and_no_cell(keten: Keten) -> None:
    await keten.push(
        *events(), *(_versie(changed(TLV, anders), 2, f"v{n}") for n, (e, anders) in enumerate(VELDEN) if e is TLV)
    )
    cellen = await keten.cellen()
    bestuur = Vraag("tlv-aanvragen", "bestuur", "99002", 2025)
    voor = keten.oracle().totaal(bestuur)

    await keten.lever(ANDERS)

    assert await keten.cellen() == cellen
    assert keten.oracle().totaal(bestuur) != voor
    assert not await _anders(keten, lambda vraag: not vraag.splitsing)
