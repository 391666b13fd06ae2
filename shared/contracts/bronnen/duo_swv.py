"""Source `duo-swv`: funded pupils per SWV that pays, as DUO publishes them, in one shape.

One line = pupils of one schoolsoort and category for whom `swv` pays, at schools in `vestiging_swv`, on one teldatum.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from shared.contracts import codes, schooljaar
from shared.contracts.bronnen import velden
from shared.contracts.bronnen.bijzonder import ONDERDRUKT, Bijzonderheden
from shared.contracts.bronnen.fouten import Foutenlijst
from shared.contracts.bronnen.kolommen import Kolom
from shared.contracts.bronnen.rij import Aantal, GeslotenRij, Jaar, Swv
from shared.contracts.bronnen.tabel import Gelezen, Lezer, Regel, lees_tabel, meld_dubbel

MAX_RIJEN: Final = 200_000
SCHOOLSOORTEN: Final = ("bao", "sbo", "so", "vso", "pro", "vo")
CATEGORIE_VAN: Final[Mapping[str, codes.Categorie | Literal["geen"]]] = {
    "laag": "laag", "1": "laag", "l": "laag", "cat1": "laag", "categorie1": "laag",
    "midden": "midden", "2": "midden", "m": "midden", "cat2": "midden", "categorie2": "midden",
    "hoog": "hoog", "3": "hoog", "h": "hoog", "cat3": "hoog", "categorie3": "hoog",
    "": "geen", "geen": "geen", "nvt": "geen", "n.v.t.": "geen",
}  # fmt: skip
KOLOMMEN: Final = (
    Kolom("swv", ("swv betalend", "betalend swv")), Kolom("teldatum", ("peildatum",)),
    Kolom("schoolsoort"), Kolom("categorie", ("bekostigingscategorie",)), Kolom("leerlingen", ("aantal leerlingen",)),
    Kolom("vestiging_swv", ("swv vestiging",)),
)  # fmt: skip
_SLEUTEL: Final = ("swv", "teldatum", "schoolsoort", "vestiging_swv", "categorie")
_ZINNEN: Final = {
    "onderdrukt": ONDERDRUKT,
    "zonder_categorie": (
        "{} regel over so of vso heeft geen categorie (cluster 1 of 2, of een instelling).",
        "{} regels over so of vso hebben geen categorie (cluster 1 of 2, of een instelling).",
    ),
    "zonder_swv": (
        "{} regel zegt niet in welk samenwerkingsverband de school ligt; die telt niet als grensverkeer.",
        "{} regels zeggen niet in welk samenwerkingsverband de school ligt; die tellen niet als grensverkeer.",
    ),
}  # fmt: skip


class DuoSwvRij(GeslotenRij):
    """One count on the teldatum (`10-01` or `02-01`) of a schooljaar."""

    swv: Swv
    schooljaar: Jaar
    teldatum: codes.Teldatum
    schoolsoort: Literal["bao", "sbo", "so", "vso", "pro", "vo"]
    categorie: codes.Categorie | Literal["geen"]
    vestiging_swv: Swv | None
    laag: Aantal
    hoog: Aantal


def lees(rijen: Iterable[tuple[int, Sequence[str]]]) -> Gelezen[DuoSwvRij]:
    """Read and check a whole file; all or nothing.

    Raises:
        OngeldigBestandError: with the first errors, per row and column.
    """
    fouten = Foutenlijst()
    tabel = lees_tabel(rijen, KOLOMMEN, _LEZERS, fouten, MAX_RIJEN, vooraf=_niets)
    for regel in tabel.regels:
        _controleer_categorie(regel, fouten)
    meld_dubbel(tabel.regels, _SLEUTEL, fouten)
    fouten.stop_als_gevuld()
    bijzonder = Bijzonderheden(_ZINNEN)
    gelezen = tuple(_rij(regel, bijzonder) for regel in tabel.regels)
    return Gelezen(gelezen, (*tabel.waarschuwingen, *bijzonder.meldingen()))


def _niets(_cellen: dict[str, str]) -> None:
    """Nothing to put right."""


def _teldatum(cel: str) -> date:
    dag = velden.datum(cel)
    if dag.strftime("%m-%d") not in schooljaar.TELDATUMS:
        raise velden.FoutWaarde("moet 1 oktober of 1 februari zijn, zoals 2025-10-01")
    if not velden.EERSTE_JAAR <= dag.year <= velden.LAATSTE_JAAR:
        raise velden.FoutWaarde(f"moet liggen van {velden.EERSTE_JAAR} tot en met {velden.LAATSTE_JAAR}")
    return dag


def _categorie(cel: str) -> str:
    gevonden = CATEGORIE_VAN.get(cel.casefold().replace(" ", ""))
    if gevonden is None:
        raise velden.FoutWaarde("moet laag, midden of hoog zijn (of 1, 2, 3), of leeg")
    return gevonden


def _klein(cel: str) -> str:
    return velden.een_van(SCHOOLSOORTEN)(cel.casefold())


_LEZERS: Final[dict[str, Lezer]] = {
    "swv": velden.vrije_swv, "teldatum": _teldatum, "schoolsoort": _klein, "categorie": _categorie,
    "leerlingen": velden.leerlingen, "vestiging_swv": velden.mag_leeg(velden.vrije_swv),
}  # fmt: skip


def _controleer_categorie(regel: Regel, fouten: Foutenlijst) -> None:
    if regel.gebroken & {"schoolsoort", "categorie"}:
        return
    if regel.waarden["categorie"] != "geen" and regel.waarden["schoolsoort"] not in codes.MET_CATEGORIE:
        fouten.meld(regel.rij, "categorie", "hoort alleen bij so en vso")


def _rij(regel: Regel, bijzonder: Bijzonderheden) -> DuoSwvRij:
    waarden = regel.waarden
    dag, aantal = waarden["teldatum"], waarden["leerlingen"]
    bijzonder.tel("onderdrukt", not aantal.exact)
    bijzonder.tel("zonder_categorie", waarden["categorie"] == "geen" and waarden["schoolsoort"] in codes.MET_CATEGORIE)
    bijzonder.tel("zonder_swv", waarden["vestiging_swv"] is None)
    return DuoSwvRij(
        rij=regel.rij, swv=waarden["swv"], schooljaar=schooljaar.schooljaar_van(dag),
        teldatum="10-01" if dag.month == 10 else "02-01",
        schoolsoort=waarden["schoolsoort"], categorie=waarden["categorie"], vestiging_swv=waarden["vestiging_swv"],
        laag=aantal.laag, hoog=aantal.hoog,
    )  # fmt: skip
