"""The open sources and the lists with persons for the example world, written where the aggregator would write them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from random import Random
from typing import Final
from uuid import UUID

import asyncpg

from deploy.example.regio import Regio, leerlingen
from shared.contracts import codes
from shared.contracts.cellen import GEEN_VESTIGING, INDELINGEN, Cel, Kubus
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.indicatoren.middelen import CATEGORIEEN
from shared.contracts.schooljaar import TELDATUMS, teldatum
from tests.integration.gateway.opendata import Rij, levering, vul_open

JAREN: Final = range(2021, 2026)
_LIJSTJAREN: Final = range(2023, 2026)
_SOORT_VAN: Final = {
    "leerlingen": "duo-leerlingen", "swv_telling": "duo-swv", "stroom": "stromen", "middelen": "financien",
}  # fmt: skip
_LOPEND: Final = INDELINGEN[Kubus.LOPEND]
_ZILVER: Final = INDELINGEN[Kubus.VERZILVERING]
_THUIS: Final = INDELINGEN[Kubus.THUISZITTER]
_CEL: Final = "swv schooljaar kubus vestiging herkomst code aantal bedrag_cent leerlingen"
_LIJST: Final = "INSERT INTO stand.lijst (soort, swv, peildatum, schooljaar, levering) VALUES ($1, $2, $3, $4, $5)"


async def vul_open_bronnen(verbinding: asyncpg.Connection, regio: Regio) -> None:
    """Pupils, funded pupils, streams, money; lists of funded pupils and of pupils at home."""
    tabellen: dict[str, Iterable[Rij]] = {
        "leerlingen": _leerlingen(regio), "swv_telling": _tellingen(regio), "stroom": _stromen(regio),
        "middelen": _middelen(regio),
    }  # fmt: skip
    await vul_open(verbinding, tabellen)
    for tabel, soort in _SOORT_VAN.items():
        await verbinding.execute("UPDATE organisatie.levering SET soort = $2 WHERE soort = $1", tabel, soort)
    bron = await levering(verbinding, "thuiszitters")
    cellen = [*await _verzilvering(verbinding, bron), *await _thuiszitters(verbinding, regio, bron)]
    await verbinding.copy_records_to_table("cel", schema_name="stand", columns=_CEL.split(), records=cellen)


def _leerlingen(regio: Regio) -> Iterator[Rij]:
    for jaar in range(2019, 2027):
        for nummer, lid in enumerate(dict.fromkeys((een.vestiging, een.schoolsoort) for een in regio.leden)):
            vestiging, soort = lid
            aantal = leerlingen(vestiging, soort) + (jaar - 2019) * (nummer % 5 - 2)
            tekst = "<5" if nummer == 3 and jaar == 2026 else str(max(aantal, 5))
            yield {"vestiging": vestiging, "schooljaar": str(jaar), "schoolsoort": soort, "aantal": tekst,
                   "status": "voorlopig" if jaar == 2026 else ""}  # fmt: skip


def _tellingen(regio: Regio) -> Iterator[Rij]:
    for swv in regio.swvs:
        kans, soort = Random(swv), "so" if swv.startswith("PO") else "vso"
        elders = next((een for een in regio.swvs if een[:2] == swv[:2] and een != swv), "")
        for jaar in JAREN:
            for dag in TELDATUMS:
                for categorie in codes.CATEGORIEEN:
                    for waar in (swv, elders):
                        aantal = str(kans.randrange(20, 90)) if waar == swv else kans.choice(("<5", "0", "8", "12"))
                        sleutel = {"swv": swv, "schooljaar": str(jaar), "teldatum": dag, "schoolsoort": soort}
                        yield {**sleutel, "categorie": categorie, "vestiging_swv": waar, "aantal": aantal, "status": ""}


def _stromen(regio: Regio) -> Iterator[Rij]:
    for swv in regio.swvs:
        kans = Random(f"{swv}/terug")
        wegen = (("sbo", "bao"), ("so", "bao")) if swv.startswith("PO") else (("vso", "vo"),)
        for jaar in JAREN:
            for van, naar in wegen:
                aantal = "<5" if jaar == 2024 else str(kans.randrange(0, 15))
                yield {"swv": swv, "schooljaar": str(jaar), "van": van, "naar": naar, "aantal": aantal, "status": ""}


def _middelen(regio: Regio) -> Iterator[Rij]:
    for swv in regio.swvs:
        kans = Random(f"{swv}/geld")
        for jaar in JAREN:
            for categorie in CATEGORIEEN:
                for lid in regio.leden_van(swv, jaar)[:12]:
                    begroot = kans.randrange(4_000, 60_000)
                    besteed = "" if kans.random() < 0.01 else str(round(begroot * kans.uniform(0.8, 1.15)))
                    yield {"swv": swv, "bestuur": "", "vestiging": lid.vestiging, "periode": f"{jaar}-{jaar + 1}",
                           "categorie": categorie, "begroot": str(begroot), "besteed": besteed}  # fmt: skip


async def _verzilvering(verbinding: asyncpg.Connection, bron: UUID) -> list[tuple[int, ...]]:
    """A part of the running TLV's for so and vso is funded; a few pupils are unknown."""
    rijen = await verbinding.fetch(
        "SELECT swv, schooljaar, vestiging, code, aantal FROM stand.cel WHERE kubus = $1 AND schooljaar = ANY($2)",
        int(Kubus.LOPEND), list(_LIJSTJAREN),
    )  # fmt: skip
    som: Counter[Cel] = Counter()
    kans, velden = Random("zilver"), _LOPEND.velden
    for swv, jaar, vestiging, code, aantal in rijen:
        soort = velden["schoolsoort"].waarden[velden["schoolsoort"].lees(code)]
        if soort not in codes.MET_CATEGORIE:
            continue
        delen = {naam: velden[naam].lees(code) for naam in ("teldatum", "schoolsoort", "categorie")}
        for _ in range(aantal):
            staat = kans.choices((0, 1, 2), (80, 16, 4))[0]
            som[Cel(swv, jaar, Kubus.VERZILVERING, vestiging, vestiging, _ZILVER.pak(**delen, verzilvering=staat))] += 1
    for swv, jaar in {(cel.swv, cel.schooljaar) for cel in som}:
        for dag in TELDATUMS:
            await verbinding.execute(_LIJST, "duo-bekostigd", swv, teldatum(jaar, dag), jaar, bron)
    return [(*cel, aantal, 0, 0) for cel, aantal in som.items()]


async def _thuiszitters(verbinding: asyncpg.Connection, regio: Regio, bron: UUID) -> list[tuple[int, ...]]:
    som: Counter[Cel] = Counter()
    for swv in regio.swvs:
        kans, nummer = Random(f"{swv}/thuis"), swv_getal(swv)
        for jaar in _LIJSTJAREN:
            await verbinding.execute(_LIJST, "thuiszitters", nummer, date(jaar, 10, 1), jaar, bron)
            for lid in regio.leden_van(swv, jaar):
                if kans.random() < 0.3:
                    verzuim = kans.choices((0, 1, 2), (3, 5, 2))[0]
                    plek = GEEN_VESTIGING if verzuim == 0 else vestiging_getal(lid.vestiging)
                    duur = 0 if verzuim == 2 else kans.choice((2, 3))
                    code = _THUIS.pak(
                        verzuim=verzuim, verzuimduur=duur, reden=kans.randrange(len(codes.THUISZITREDENEN))
                    )
                    som[Cel(nummer, jaar, Kubus.THUISZITTER, plek, plek, code)] += 1
    return [(*cel, aantal, 0, 0) for cel, aantal in som.items()]
