"""A small country of cases for the gate: who is a member of what, and releases of lists of cases."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from services.aggregator.vrijgave.beleid import Beleidsboek
from services.aggregator.vrijgave.indeling import Indeling
from services.aggregator.vrijgave.meten import Korrels, Plek, bijdragen, plekken, tel, veranderd
from services.aggregator.vrijgave.samenstellen import Invoer, Samenstelling, stel_samen
from services.aggregator.vrijgave.uitgave import Sleutel
from services.aggregator.vrijgave.waarderegel import Vak
from shared.contracts.cellen import Waarde
from shared.contracts.duren import Termijnen
from shared.contracts.eenheden import swv_getal, vestiging_getal
from shared.contracts.lidmaatschap import Lid
from shared.contracts.zaken import Dossier

LOPEND = 2025
NOVEMBER = datetime(2025, 11, 2, 5, tzinfo=UTC)
Zaken = Mapping[str, Mapping[str, Any]]
"""Case → dossier fields, with `swv` beside them."""


def school(nummer: int, swv: str = "PO9901", bestuur: int = 99001, subregio: str | None = None, van: int = 2018) -> Lid:
    """Membership of school '99AB<nummer>'."""
    return Lid(swv_getal(swv), vestiging_getal(f"99AB{nummer:02d}"), van, 9999, bestuur, subregio, "bao")


def ruw(zaak: Mapping[str, Any] | None) -> tuple[int, bytes | None]:
    """(SWV, dossier) of a case as the store holds it."""
    if zaak is None:
        return 0, None
    velden = {naam: waarde for naam, waarde in zaak.items() if naam != "swv"}
    return swv_getal(zaak.get("swv", "PO9901")), Dossier(**velden).model_dump_json(by_alias=True).encode()


class Verloop:
    """Successive releases of a country; remembers what the gate remembers, in the plainest way: everything."""

    def __init__(self, leden: Sequence[Lid], boek: Beleidsboek | None = None) -> None:
        self.indeling, self.boek = Indeling(tuple(leden)), boek or Beleidsboek()
        self.toen: dict[int, tuple[Zaken, Indeling]] = {}
        self.laatste: Samenstelling | None = None

    def geef_vrij(self, zaken: Zaken, moment: datetime = NOVEMBER, **anders: Any) -> Samenstelling:
        """The release of these cases, after the ones before."""
        korrels: Korrels = {}
        for zaak in zaken.values():
            tel(korrels, bijdragen(*ruw(zaak)))
        vorige = self.laatste
        invoer = Invoer(
            moment, korrels, self.indeling, self.boek, Termijnen(),
            vorige=None if vorige is None else vorige.uitgave,
            gehouden={} if vorige is None else vorige.gehouden,
            veranderd=lambda nummer: self.veranderd(nummer, zaken),
            **{"extra": True, **anders},
        )  # fmt: skip
        self.laatste = stel_samen(invoer)
        self.toen[self.laatste.uitgave.nummer] = (zaken, self.indeling)
        return self.laatste

    def veranderd(self, nummer: int, zaken: Zaken) -> Counter[Plek]:
        """Changes since a release, over all cases there ever were."""
        toen, indeling = self.toen[nummer]
        return veranderd(
            (
                plekken(bijdragen(*ruw(toen.get(naam))), indeling, LOPEND),
                plekken(bijdragen(*ruw(zaken.get(naam))), self.indeling, LOPEND),
            )
            for naam in toen.keys() | zaken.keys()
        )

    def vak(
        self,
        eenheid: str,
        indicator: str = "tlv-aanvragen",
        jaar: int = LOPEND,
        rij: Waarde | None = None,
        splitsing: str = "",
    ) -> Vak:
        """One cell of the newest release; the level is that of the code."""
        assert self.laatste is not None
        (gevonden,) = (
            tabel.vak(rij)
            for sleutel, tabel in self.laatste.uitgave.tabellen.items()
            if sleutel == Sleutel(sleutel.niveau, eenheid, indicator, "", jaar, splitsing)
            and sleutel.niveau == niveau(eenheid, splitsing)
        )
        assert gevonden is not None
        return gevonden


def niveau(code: str, splitsing: str = "") -> str:
    """Level of a code; a distribution in these tests is always over schools."""
    if splitsing == "verdeling":
        return "school"
    if code.startswith("NL-"):
        return "landelijk"
    if "-" in code:
        return "subregio"
    return "bestuur" if code.isdigit() else "swv"
