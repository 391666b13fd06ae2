"""Tables: a header row that repeats, rows that stay whole, a caption with a number, and a description."""

from collections.abc import Sequence
from typing import Final

from services.reports.domain.document import ALLE, Cel, Kerncijfers, Tabel
from services.reports.word.huisstijl import TEKST_CM
from services.reports.word.xml import Nummers, alinea, attribuut, tekst, twips, veld

# A table of at most this many rows, with at most this room to write in, is kept on one page.
_BIJEEN: Final = 14
_BIJEEN_CM: Final = 15.0
_RECHTS: Final = '<w:jc w:val="right"/>'
_HOUD_BIJ: Final = "<w:keepNext/>"


def tabel_xml(tabel: Tabel, nummers: Nummers) -> list[str]:
    """Caption, table and remarks."""
    breedtes = [TEKST_CM * deel / sum(tabel.breedtes) for deel in tabel.breedtes]
    schrijf = tabel.rijhoogte_cm > 0
    bijeen = len(tabel.rijen) <= _BIJEEN and len(tabel.rijen) * tabel.rijhoogte_cm <= _BIJEEN_CM
    rijen = [_rij(tabel.kolommen, breedtes, "Celkop", tabel.tekstkolommen, kop=True, bijeen=True)]
    for plaats, rij in enumerate(tabel.rijen):
        rijen.append(
            _rij(
                [toon(cel) for cel in rij],
                breedtes,
                "Celkop" if plaats in tabel.nadruk else "Celtekst",
                tabel.tekstkolommen,
                hoogte_cm=tabel.rijhoogte_cm,
                bijeen=bijeen and plaats < len(tabel.rijen) - 1,
            )
        )
    stijl = "Schrijftabel" if schrijf else "Cijfertabel"
    noten = (alinea("Noot", tekst(noot)) for noot in tabel.noten)
    return [*_bijschrift(tabel, nummers), _tabel(stijl, breedtes, rijen, tabel.titel), *noten]


def _bijschrift(tabel: Tabel, nummers: Nummers) -> list[str]:
    if not tabel.bijschrift:
        return []
    nummer = veld("SEQ Tabel \\* ARABIC", str(next(nummers.tabel)))
    return [alinea("Caption", tekst("Tabel ") + nummer + tekst(f". {tabel.titel}"))]


def kerncijfers_xml(kerncijfers: Kerncijfers) -> str:
    """Large numbers beside each other."""
    breedtes = [TEKST_CM / len(kerncijfers.cijfers)] * len(kerncijfers.cijfers)
    namen, waarden, noten = zip(*kerncijfers.cijfers, strict=True)
    rijen = [
        _rij(namen, breedtes, "Kerncijferkop", ALLE, kop=True, bijeen=True),
        _rij([toon(waarde) for waarde in waarden], breedtes, "Kerncijfer", ALLE, bijeen=True),
        _rij(noten, breedtes, "Kerncijfernoot", ALLE),
    ]
    return _tabel("Kerncijfertabel", breedtes, rijen, "Kerncijfers")


def gegevens_xml(regels: Sequence[tuple[str, str]], breedte_cm: float = 4.9) -> str:
    """Names and values, as on the title page."""
    breedtes = [breedte_cm, TEKST_CM - breedte_cm]
    rijen = [
        f"<w:tr>{_cel(naam, breedtes[0], 'Celkop', '')}{_cel(waarde, breedtes[1], 'Celtekst', '')}</w:tr>"
        for naam, waarde in regels
    ]
    return _tabel("Gegevenstabel", breedtes, rijen, "Over dit rapport", kop=False)


def toon(cel: Cel) -> str:
    """The text of a cell."""
    return cel if isinstance(cel, str) else cel.toon


def _tabel(stijl: str, breedtes: Sequence[float], rijen: Sequence[str], beschrijving: str, *, kop: bool = True) -> str:
    raster = "".join(f'<w:gridCol w:w="{twips(cm)}"/>' for cm in breedtes)
    deel = f'w:firstRow="{int(kop)}" w:lastRow="0" w:firstColumn="{int(not kop)}" w:lastColumn="0"'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{stijl}"/><w:tblW w:w="{sum(map(twips, breedtes))}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"0420" if kop else "0480"}" {deel} w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribuut(beschrijving)}/></w:tblPr><w:tblGrid>{raster}</w:tblGrid>"
        f"{''.join(rijen)}</w:tbl>"
    )


def _rij(
    cellen: Sequence[str],
    breedtes: Sequence[float],
    stijl: str,
    tekstkolommen: frozenset[int],
    *,
    kop: bool = False,
    hoogte_cm: float = 0.0,
    bijeen: bool = False,
) -> str:
    eigenschappen = "<w:cantSplit/>"
    if hoogte_cm:
        eigenschappen += f'<w:trHeight w:val="{twips(hoogte_cm)}" w:hRule="atLeast"/>'
    if kop:
        eigenschappen += "<w:tblHeader/>"
    houd = _HOUD_BIJ if bijeen else ""
    inhoud = "".join(
        _cel(cel, breedte, stijl, houd + ("" if plaats in tekstkolommen else _RECHTS))
        for plaats, (cel, breedte) in enumerate(zip(cellen, breedtes, strict=True))
    )
    return f"<w:tr><w:trPr>{eigenschappen}</w:trPr>{inhoud}</w:tr>"


def _cel(inhoud: str, breedte: float, stijl: str, eigenschappen: str) -> str:
    """A cell; a text of several lines is as many paragraphs, an empty one (to write in) is one."""
    regels = [regel for regel in inhoud.splitlines() if regel.strip()]
    alineas = "".join(alinea(stijl, tekst(regel), eigenschappen) for regel in regels)
    breed = f'<w:tcW w:w="{twips(breedte)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{breed}</w:tcPr>{alineas or alinea(stijl, '', eigenschappen)}</w:tc>"
