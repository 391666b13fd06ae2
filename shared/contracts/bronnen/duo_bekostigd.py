"""Source `duo-bekostigd`: the SWV's own closed list of the pupils that DUO funds at so and vso. It holds persons.

One line = one funded pupil on one teldatum, by the number of the decision (beschikking). Only what is asked for below
is taken from the file: a BSN, the begin of the TLV, an age or a name never gets further than this module. The rows
travel sealed to the anonymiser (shared.contracts.bronnen.lijsten says what comes out).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Literal

from shared.contracts import codes
from shared.contracts.beschikkingsnummer import normaliseer
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import BRIN, VESTIGING, Kolom, voeg_brin_toe
from shared.contracts.bronnen.personen import controleer_een_swv
from shared.contracts.bronnen.rij import GeslotenRij, Naam, Swv, Vestiging
from shared.contracts.bronnen.tabel import LEEG, Gelezen, Lezer, Regel, lees_tabel

MAX_RIJEN: Final = 100_000
ZONDER_REGISTRATIE: Final = ("sbo", "pro")
"""DUO has no central registration of these TLV's: such lines say nothing about verzilverd."""

KOLOMMEN: Final = (
    Kolom("beschikkingsnummer", ("nummer beschikking", "tlv nummer", "tlv beschikkingsnummer")),
    Kolom("teldatum"), Kolom("schoolsoort"), Kolom("categorie", ("bekostigingscategorie",), verplicht=False),
    VESTIGING, BRIN, Kolom("swv", ("swv nummer", "samenwerkingsverband")),
    Kolom("vestiging_swv", ("vestiging swvnummer",), verplicht=False),
)  # fmt: skip
_CATEGORIE: Final = {"1": "laag", "2": "midden", "3": "hoog"}
"""As DUO numbers them."""


def _nummer(cel: str) -> str:
    nummer = velden.naam(cel)
    if not normaliseer(nummer, ""):
        raise velden.FoutWaarde("bevat geen letter en geen cijfer")
    return nummer


def _teldatum(cel: str) -> date:
    dag = velden.datum(cel)
    if (dag.month, dag.day) not in ((10, 1), (2, 1)):
        raise velden.FoutWaarde("moet een teldatum zijn: 1 oktober of 1 februari")
    return dag


_LEZERS: Final[dict[str, Lezer]] = {
    "beschikkingsnummer": _nummer,
    "teldatum": _teldatum,
    "schoolsoort": velden.een_van(codes.SCHOOLSOORTEN),
    "categorie": velden.mag_leeg(velden.een_van(codes.CATEGORIEEN)),
    "vestiging": velden.vestiging,
    "swv": velden.swv,
    "vestiging_swv": velden.mag_leeg(velden.swv),
}


class BekostigdRij(GeslotenRij):
    """One funded pupil, as it travels sealed. `nummer` as written."""

    nummer: Naam
    teldatum: date
    schoolsoort: Literal["so", "vso"]
    categorie: codes.Categorie
    vestiging: Vestiging
    swv: Swv


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[BekostigdRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column, without a value from the file.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_vul_aan, personen=True)
    for regel in tabel.regels:
        _controleer_categorie(regel, fouten)
    controleer_een_swv(tabel.regels, fouten)
    fouten.stop_als_gevuld()
    geteld = [regel for regel in tabel.regels if regel.waarden["schoolsoort"] in codes.MET_CATEGORIE]
    uniek = _eenmaal(geteld)
    if not uniek:
        fouten.meld(0, "", LEEG if not tabel.regels else "Het bestand bevat geen regels over so of vso.")
        fouten.stop_als_gevuld()
    meldingen = (*_over_sbo_en_pro(len(tabel.regels) - len(geteld)), *_over_dubbel(len(geteld) - len(uniek)))
    return Gelezen(tuple(_rij(regel) for regel in uniek), (*tabel.waarschuwingen, *meldingen))


def _vul_aan(cellen: dict[str, str]) -> None:
    voeg_brin_toe(cellen)
    for naam in ("categorie", "vestiging_swv"):
        cellen.setdefault(naam, "")
    for naam in ("schoolsoort", "categorie"):
        cellen[naam] = cellen.get(naam, "").casefold().removeprefix("categorie").strip()
    cellen["categorie"] = _CATEGORIE.get(cellen["categorie"], cellen["categorie"])


def _controleer_categorie(regel: Regel, fouten: Foutenlijst) -> None:
    if regel.gebroken & {"schoolsoort", "categorie"}:
        return
    if regel.waarden["schoolsoort"] in codes.MET_CATEGORIE and regel.waarden["categorie"] is None:
        fouten.meld(regel.rij, "categorie", "mag niet leeg zijn bij so en vso (laag, midden of hoog)")


def _eenmaal(regels: Sequence[Regel]) -> list[Regel]:
    """Each number once per teldatum, however it is written; the first line of the file holds."""
    eerste: dict[tuple[date, str], Regel] = {}
    for regel in regels:
        waarden = regel.waarden
        eerste.setdefault((waarden["teldatum"], normaliseer(waarden["beschikkingsnummer"], waarden["swv"])), regel)
    return list(eerste.values())


def _over_sbo_en_pro(aantal: int) -> tuple[str, ...]:
    if not aantal:
        return ()
    return (f"Regels over sbo of pro: {aantal}. Die tellen niet mee, want DUO registreert die TLV's niet centraal.",)


def _over_dubbel(aantal: int) -> tuple[str, ...]:
    if not aantal:
        return ()
    return (f"Regels met een nummer dat op dezelfde teldatum al in het bestand staat: {aantal}. Die tellen één keer.",)


def _rij(regel: Regel) -> BekostigdRij:
    waarden = regel.waarden
    return BekostigdRij(
        rij=regel.rij, nummer=waarden["beschikkingsnummer"], teldatum=waarden["teldatum"],
        schoolsoort=waarden["schoolsoort"], categorie=waarden["categorie"], vestiging=waarden["vestiging"],
        swv=waarden["swv"],
    )  # fmt: skip
