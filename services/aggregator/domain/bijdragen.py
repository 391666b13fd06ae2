"""The rule itself: what one case, as it stands, contributes to the leaf cells.

One pure function for the live path, for a recomputation and for the tests. A dossier contributes what its
newest version says: the caller takes the old contribution off and puts the new one on.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from shared.contracts import codes
from shared.contracts.cellen import INDELINGEN, Cel, Kubus, Maten, behoeften_masker
from shared.contracts.eenheden import bestuur_getal, swv_getal, vestiging_getal
from shared.contracts.zaken import Besluit, Dossier, Geldigheid, Tlv

REKENREGELS: Final = 1
"""Number of the rules below. Raise it with every change of what `contributions` gives for any case (a unit test
notices): a stand counted by another number is counted anew by `./pos herbereken` before it moves on."""

_EEN = Maten(1)
_AANVRAAG = INDELINGEN[Kubus.AANVRAAG]
_BESLUIT = INDELINGEN[Kubus.BESLUIT]
_DOORLOOPTIJD = INDELINGEN[Kubus.DOORLOOPTIJD]
_LOPEND = INDELINGEN[Kubus.LOPEND]
_AFLOPEND = INDELINGEN[Kubus.AFLOPEND]
_OPGAVE = INDELINGEN[Kubus.OPGAVE]
_NUMMERS: dict[str, dict[object, int]] = {
    naam: {waarde: nummer for nummer, waarde in enumerate(veld.waarden)}
    for indeling in INDELINGEN.values()
    for naam, veld in indeling.velden.items()
}
_LEERJAREN = {leerjaar: nummer for nummer, leerjaar in enumerate(codes.LEERJAREN, start=1)}


class Plaats(NamedTuple):
    """Where a case counts: deciding SWV, vestiging that applied, vestiging of origin."""

    swv: int
    vestiging: int
    herkomst: int

    def cel(self, kubus: Kubus, schooljaar: int, code: int) -> Cel:
        """A cell of this place."""
        return Cel(self.swv, schooljaar, kubus, self.vestiging, self.herkomst, code)


def contributions(swv: str, dossier: Dossier | None) -> Iterator[tuple[Cel, Maten]]:
    """Cells of one case with what it adds to each. A removed dossier (None) contributes nothing.

    `swv` is the code of the deciding SWV; every cell is yielded at most once.
    """
    if dossier is None:
        return
    plaats = plaats_van(swv, dossier)
    yield _aanvraag(plaats, dossier)
    if dossier.bestuur is not None:
        code = _OPGAVE.pak(bestuur=bestuur_getal(dossier.bestuur))
        yield plaats.cel(Kubus.OPGAVE, dossier.ingediend.schooljaar, code), _EEN
    if dossier.besluit is not None:
        yield _besluit(plaats, dossier, dossier.besluit)
        yield _doorlooptijd(plaats, dossier, dossier.besluit)
        yield from _tlv_geldigheid(plaats, dossier, dossier.besluit)


def plaats_van(swv: str, dossier: Dossier) -> Plaats:
    """Where the cells of this case stand."""
    return Plaats(
        swv_getal(swv),
        vestiging_getal(dossier.vestiging),
        vestiging_getal(dossier.vestiging_herkomst or dossier.vestiging),
    )


def _aanvraag(plaats: Plaats, dossier: Dossier) -> tuple[Cel, Maten]:
    code = _AANVRAAG.pak(
        **_gevraagd(dossier),
        status=_NUMMERS["status"][dossier.status],
        leerjaar=_leerjaar(dossier),
        herkomst=_NUMMERS["herkomst"][dossier.herkomst],
        herindicatie=int(dossier.herindicatie),
        maand=dossier.ingediend.maand,
        week=dossier.ingediend.week,
        behoeften=behoeften_masker(dossier.behoeften),
    )
    return plaats.cel(Kubus.AANVRAAG, dossier.ingediend.schooljaar, code), _EEN


def _besluit(plaats: Plaats, dossier: Dossier, besluit: Besluit) -> tuple[Cel, Maten]:
    code = _BESLUIT.pak(
        **_gevraagd(dossier),
        **_toegekend(besluit),
        besluit=_NUMMERS["besluit"][besluit.uitkomst],
        leerjaar=_leerjaar(dossier),
        herkomst=_NUMMERS["herkomst"][dossier.herkomst],
        herindicatie=int(dossier.herindicatie),
        maand=besluit.genomen.maand,
        week=besluit.genomen.week,
        behoeften=behoeften_masker(dossier.behoeften),
        duur=_duur(besluit.geldigheid),
        bekendgemaakt=int(besluit.bekendgemaakt is not None),
        bezwaar=_NUMMERS["bezwaar"][besluit.bezwaar or codes.GEEN],
    )
    return plaats.cel(Kubus.BESLUIT, besluit.genomen.schooljaar, code), _maten(besluit)


def _doorlooptijd(plaats: Plaats, dossier: Dossier, besluit: Besluit) -> tuple[Cel, Maten]:
    compleet = dossier.dagen_tot_compleet
    code = _DOORLOOPTIJD.pak(
        **_gevraagd(dossier),
        dagen=besluit.doorlooptijd_dagen,
        tot_compleet=0 if compleet is None else compleet + 1,
    )
    return plaats.cel(Kubus.DOORLOOPTIJD, besluit.genomen.schooljaar, code), _EEN


def _tlv_geldigheid(plaats: Plaats, dossier: Dossier, besluit: Besluit) -> Iterator[tuple[Cel, Maten]]:
    if besluit.tlv is None or besluit.geldigheid is None:
        return
    soort = soort_en_categorie(besluit.tlv)
    herkomst = _NUMMERS["herkomst"][dossier.herkomst]
    for schooljaar, teldatum in besluit.geldigheid.teldatums:
        code = _LOPEND.pak(**soort, herkomst=herkomst, teldatum=_NUMMERS["teldatum"][teldatum])
        yield plaats.cel(Kubus.LOPEND, schooljaar, code), _EEN
    code = _AFLOPEND.pak(**soort, leerjaar=_leerjaar(dossier))
    yield plaats.cel(Kubus.AFLOPEND, besluit.geldigheid.eind_schooljaar, code), _EEN


def _gevraagd(dossier: Dossier) -> dict[str, int]:
    nummers = {"soort": _NUMMERS["soort"][dossier.soort]}
    if dossier.tlv is not None:
        return nummers | soort_en_categorie(dossier.tlv)
    if dossier.arrangement is not None:
        return nummers | {"type": _NUMMERS["type"][dossier.arrangement.type]}
    return nummers


def _toegekend(besluit: Besluit) -> dict[str, int]:
    if besluit.tlv is not None:
        soort = soort_en_categorie(besluit.tlv)
        return {f"toegekend_{naam}": nummer for naam, nummer in soort.items()}
    if besluit.arrangement is not None:
        return {"toegekend_type": _NUMMERS["type"][besluit.arrangement.type]}
    return {}


def soort_en_categorie(tlv: Tlv) -> dict[str, int]:
    """Numbers of kind and category."""
    return {
        "schoolsoort": _NUMMERS["schoolsoort"][tlv.schoolsoort],
        "categorie": _NUMMERS["categorie"][tlv.categorie or codes.GEEN],
    }


def _leerjaar(dossier: Dossier) -> int:
    return 0 if dossier.leerjaar is None else _LEERJAREN[dossier.leerjaar]


def _duur(geldigheid: Geldigheid | None) -> int:
    return 0 if geldigheid is None else min(geldigheid.schooljaren, 4) + 1


def _maten(besluit: Besluit) -> Maten:
    if besluit.arrangement is None:
        return _EEN
    return Maten(1, besluit.arrangement.bedrag_cent, besluit.arrangement.leerlingen)
