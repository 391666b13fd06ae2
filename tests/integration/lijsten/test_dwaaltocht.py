"""Cases and lists in any order, corrected, removed, replaced, with rotated keys, six partitions at once: the cells of
both kubussen always equal a naive count over the newest events and the newest lists."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from shared.contracts.cellen import Kubus
from tests.gebeurtenissen import Event, example, with_identity
from tests.integration.lijsten.conftest import Proef, Telling
from tests.lijsten import BEKOSTIGD, bekostigd, csv

SWVS = ("PO9901", "PO9902")
TELDATUMS = ("2025-10-01", "2026-02-01", "2026-10-01")
NUMMERS = tuple(f"TLV-{nummer}" for nummer in range(6))
STAPPEN = 25


def _schrijf(nummer: str, swv: str, kans: random.Random) -> str:
    """The same number as another person writes it."""
    return kans.choice([nummer, nummer.lower(), nummer.replace("-", " "), f"{swv}-{nummer}", f"{swv} {nummer}"])


class Wereld:
    """What LDOS and DUO say, told naively."""

    def __init__(self, kans: random.Random) -> None:
        self.kans = kans
        self.versies: Counter[tuple[str, int]] = Counter()
        self.geleverd: dict[tuple[str, int], Event] = {}
        self.lijsten: dict[tuple[str, str], list[dict[str, str]]] = {}

    def event(self) -> tuple[tuple[str, int], Event]:
        """The next version of some dossier."""
        kans = self.kans
        swv, nummer = kans.choice(SWVS), kans.randrange(8)
        self.versies[swv, nummer] += 1
        wat = kans.choice(["open", "toegekend", "toegekend", "toegekend", "afgewezen", "weg"])
        naam = {"open": "aanvraag-ingediend", "weg": "dossier-verwijderd"}.get(wat, "beschikking-afgegeven")
        event = with_identity(
            example(naam), swv=swv, dossiernummer=f"2025-{nummer:06d}", versie=self.versies[swv, nummer]
        )
        if wat in ("toegekend", "afgewezen"):
            self._besluit(event["data"], swv, wat)
        return (swv, nummer), event

    def _besluit(self, data: dict[str, Any], swv: str, wat: str) -> None:
        kans = self.kans
        soort = kans.choice(["so", "so", "sbo"])
        van = kans.choice(["2025-09-01", "2025-11-01", "2026-08-01"])
        data["aanvraag"]["vestiging"] = kans.choice(["99AB00", "99AC00"])
        data["beschikking"] |= {
            "nummer": _schrijf(kans.choice(NUMMERS), swv, kans),
            "besluit": wat,
            "tlv": {"schoolsoort": soort, "categorie": None if soort == "sbo" else kans.choice(["laag", "hoog"])},
            "geldigVan": van,
            "geldigTot": kans.choice(["2026-07-31", "2027-07-31"]) if van < "2026" else "2027-07-31",
        }

    def ontvang(self, plek: tuple[str, int], event: Event) -> None:
        bekend = self.geleverd.get(plek)
        if bekend is None or event["data"]["versie"] > bekend["data"]["versie"]:
            self.geleverd[plek] = event

    def lijst(self) -> tuple[str, list[dict[str, str]]]:
        """A new list of one SWV: one or two teldatums, with doubles."""
        kans, swv = self.kans, self.kans.choice(SWVS)
        rijen = [
            bekostigd(
                _schrijf(nummer, swv, kans), teldatum, swv=swv, schoolsoort=kans.choice(["so", "vso"]),
                categorie=kans.choice(["laag", "hoog"]), vestiging=kans.choice(["99ZA00", "99ZB00"]),
            )
            for teldatum in kans.sample(TELDATUMS, kans.choice([1, 2]))
            for nummer in kans.choices([*NUMMERS, "ANDERS-1", "ANDERS-2"], k=kans.randint(1, 7))
        ]  # fmt: skip
        return swv, rijen

    def neem_lijst(self, swv: str, rijen: list[dict[str, str]]) -> None:
        for teldatum in {rij["teldatum"] for rij in rijen}:
            self.lijsten[swv, teldatum] = [rij for rij in rijen if rij["teldatum"] == teldatum]

    def verwacht(self) -> Telling:
        """State by state, in loops."""
        telling: Telling = Counter()
        for (swv, teldatum), rijen in self.lijsten.items():
            dag = date.fromisoformat(teldatum)
            jaar = dag.year - (dag.month < 8)
            in_lijst: dict[str, dict[str, str]] = {}
            for rij in rijen:
                in_lijst.setdefault(_kaal(rij["beschikkingsnummer"], swv), rij)
            bekend = set()
            for data in self._beschikkingen(swv):
                besluit = data["beschikking"]
                nummer = _kaal(besluit["nummer"], swv)
                bekend.add(nummer)
                geldig = besluit["geldigVan"] <= teldatum <= besluit["geldigTot"]
                if besluit["besluit"] == "toegekend" and besluit["tlv"]["schoolsoort"] in ("so", "vso") and geldig:
                    staat = "verzilverd" if nummer in in_lijst else "niet-verzilverd"
                    tlv = besluit["tlv"]
                    plek = (swv, jaar, data["aanvraag"]["vestiging"])
                    telling[*plek, teldatum[5:], tlv["schoolsoort"], tlv["categorie"], staat] += 1
            for nummer, rij in in_lijst.items():
                if nummer not in bekend:
                    plek = (swv, jaar, rij["vestiging"])
                    telling[*plek, teldatum[5:], rij["schoolsoort"], rij["categorie"], "onbekend"] += 1
        return telling

    def _beschikkingen(self, swv: str) -> Iterator[dict[str, Any]]:
        for event in self.geleverd.values():
            if event["data"]["swv"] == swv and event["data"].get("beschikking"):
                yield event["data"]


def _kaal(nummer: str, swv: str) -> str:
    kaal = "".join(teken for teken in nummer.upper() if teken.isalnum())
    return kaal.removeprefix(swv)


@pytest.mark.parametrize("seed", range(6))
async def test_any_order_gives_the_naive_count(proef: Proef, seed: int) -> None:
    kans = random.Random(seed)
    wereld = Wereld(kans)
    achter: list[tuple[tuple[str, int], Event]] = []
    for stap in range(STAPPEN):
        if stap == STAPPEN // 2:
            proef.sleutels.beschikkingen.insert(0, b"2" * 32)
        achter += [wereld.event() for _ in range(kans.randint(0, 8))]
        kans.shuffle(achter)
        knip = kans.randint(0, len(achter))
        nu, achter = achter[:knip], achter[knip:]
        werk = []
        for partitie in range(6):
            # A dossier keeps its partition, as its key does.
            deel = [(plek, event) for plek, event in nu if hash_van(plek) % 6 == partitie]
            for plek, event in deel:
                wereld.ontvang(plek, event)
            werk.append(proef.push(*(proef.anoniem(event) for _, event in deel), partitie=partitie))
        if kans.random() < 0.5:
            swv, rijen = wereld.lijst()
            wereld.neem_lijst(swv, rijen)
            werk.append(proef.lever("duo-bekostigd", csv(BEKOSTIGD, rijen), bevestigd=True))
        await asyncio.gather(*werk)

        assert await proef.cellen(Kubus.VERZILVERING) == wereld.verwacht(), stap
    assert set(await proef.afgewezen()) <= {None}
    assert wereld.verwacht()


def hash_van(plek: tuple[str, int]) -> int:
    return SWVS.index(plek[0]) * 3 + plek[1]
