"""The number of the rules: it rises whenever a case contributes something else."""

import hashlib
import random
from collections.abc import Iterator
from typing import Any

from services.aggregator.domain import REKENREGELS, contributions
from shared.contracts import codes
from shared.contracts.zaken import Dossier
from tests.bouwers import besloten, besluit, dossier

# One line per number that ever was: REKENREGELS and the digest of what the sample contributes.
DIGESTS = {1: "f8cb4404899008b674707f0c4fbc6171a63def5ddc8e8a432c61caadf3577a01"}


def test_other_contributions_have_another_number() -> None:
    som = hashlib.sha256()
    for swv, een in _monster():
        som.update(repr([(*cel, *maten) for cel, maten in contributions(swv, een)]).encode())
    assert DIGESTS.get(REKENREGELS) == som.hexdigest(), (
        "contributions gives something else than with this number: raise REKENREGELS and add a line to DIGESTS"
    )


def test_the_newest_number_is_the_one_in_use() -> None:
    assert max(DIGESTS) == REKENREGELS
    assert len(set(DIGESTS.values())) == len(DIGESTS)


def _monster() -> Iterator[tuple[str, Dossier | None]]:
    """A fixed sample of cases in which every field takes every kind of value."""
    kans = random.Random(20261122)
    yield "PO9901", None
    for _ in range(400):
        yield kans.choice(["PO9901", "VO9901"]), Dossier(**_dossier(kans))


def _dossier(kans: random.Random) -> dict[str, Any]:
    velden: dict[str, Any] = {
        "vestiging_herkomst": kans.choice([None, "99CD01"]),
        "bestuur": kans.choice([None, "99001"]),
        "herkomst": kans.choice(codes.HERKOMSTEN),
        "leerjaar": kans.choice([None, *codes.LEERJAREN]),
        "herindicatie": kans.random() < 0.5,
        "behoeften": tuple(een for een in codes.BEHOEFTEN if kans.random() < 0.3),
        "ingediend": _moment(kans),
        "dagen_tot_compleet": kans.choice([None, 0, 9]),
        "tlv": _tlv(kans),
    }
    if kans.random() < 0.4:
        return dossier(**velden, status=kans.choice([*codes.OPENSTAAND, *codes.ZONDER_BESLUIT]))
    return besloten(**velden | _uitkomst(kans))


def _uitkomst(kans: random.Random) -> dict[str, object]:
    gedeeld = {
        "genomen": _moment(kans),
        "bekendgemaakt": kans.choice([None, _moment(kans)]),
        "doorlooptijd_dagen": kans.randint(10, 400),
        "bezwaar": kans.choice([None, *codes.BEZWAREN]),
    }
    soort = kans.choice(["toegekend", "afgewezen", "arrangement"])
    if soort == "toegekend":
        return {"besluit": besluit(**gedeeld, tlv=_tlv(kans), geldigheid=_geldigheid(kans))}
    if soort == "afgewezen":
        return {"besluit": besluit(**gedeeld, uitkomst="afgewezen", tlv=None, geldigheid=None)}
    return {
        "soort": "arrangement",
        "tlv": None,
        "arrangement": _arrangement(kans),
        "besluit": besluit(**gedeeld, tlv=None, arrangement=_arrangement(kans)),
    }


def _moment(kans: random.Random) -> dict[str, int]:
    return {"schooljaar": kans.randint(2019, 2026), "maand": kans.randint(1, 12), "week": kans.randint(1, 53)}


def _tlv(kans: random.Random) -> dict[str, object]:
    schoolsoort = kans.choice(codes.SCHOOLSOORTEN)
    categorie = kans.choice(codes.CATEGORIEEN) if schoolsoort in codes.MET_CATEGORIE else None
    return {"schoolsoort": schoolsoort, "categorie": categorie}


def _arrangement(kans: random.Random) -> dict[str, object]:
    return {"type": kans.choice(codes.TYPEN), "bedrag_cent": kans.randint(0, 10**7), "leerlingen": kans.randint(1, 30)}


def _geldigheid(kans: random.Random) -> dict[str, object]:
    begin, hoeveel = kans.randint(2019, 2026), kans.randint(0, 6)
    teldatums = [(begin + jaar, dag) for jaar in range(hoeveel) for dag in ("10-01", "02-01")]
    return {"teldatums": tuple(teldatums), "schooljaren": hoeveel, "eind_schooljaar": begin + hoeveel}
