"""Files of the source `organisatie` for tests: a few invented schools, and ways to write them down."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

KOPPEN = ["vestiging", "naam", "bestuur", "bestuurNaam", "subregio", "subregioNaam", "swv", "swvNaam"]
KOPPEN += ["schoolsoort", "plaats", "vanaf", "tot"]

Regel = dict[str, str]


def regel(vestiging: str = "99AB00", **anders: str) -> Regel:
    """One valid line; keywords replace a column."""
    swv = anders.get("swv", "PO9901")
    gewoon = {
        "vestiging": vestiging, "naam": f"De Brug {vestiging}", "bestuur": "99001", "bestuurNaam": "Stichting Eén",
        "subregio": f"{swv}-NOORD", "subregioNaam": "Noord", "swv": swv, "swvNaam": f"Samen {swv}",
        "schoolsoort": "bao", "plaats": "Waterkerke", "vanaf": "2018-2019", "tot": "",
    }  # fmt: skip
    return gewoon | anders


def csv(*regels: Regel, koppen: Sequence[str] = KOPPEN, codering: str = "utf-8", einde: str = "\r\n") -> bytes:
    """The lines as a file."""
    tabel = [list(koppen), *([een.get(kop, "") for kop in koppen] for een in regels)]
    return "".join(";".join(rij) + einde for rij in tabel).encode(codering)


def xlsx(*regels: Regel, koppen: Sequence[str] = KOPPEN) -> bytes:
    """The lines as a workbook."""
    boek = Workbook()
    blad = boek.active
    assert blad is not None
    blad.append(list(koppen))
    for een in regels:
        blad.append([een.get(kop, "") or None for kop in koppen])
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()
