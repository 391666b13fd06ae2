"""What the overview tells about the time since the reader's previous visit. Only of a unit that she sees exactly."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, Protocol

from services.gateway.domain.bezoek import Bezoek, veranderingen, volgend
from services.gateway.handlers.poorten import Beller
from shared.contracts.bronnen.namen import bronnaam
from shared.contracts.bronnen.soorten import SOORTEN
from shared.contracts.schooljaar import lees

Json = Mapping[str, Any]
# A file of one SWV is for that SWV to tell about; these hold the whole country.
_LANDELIJK: Final = tuple(naam for naam, soort in SOORTEN.items() if soort.swv_van is None)


class Bezoekboek(Protocol):
    """Where visits are kept. All raise Unavailable."""

    async def lees(self, account: int, niveau: str, eenheid: str) -> Bezoek | None: ...

    async def bewaar(self, account: int, niveau: str, eenheid: str, bezoek: Bezoek) -> None: ...

    async def nieuw_sinds(self, moment: datetime, soorten: Sequence[str]) -> tuple[list[str], bool]:
        """Sources of which something was loaded, the newest first; and whether there was a release."""
        ...


async def sinds_vorig_bezoek(boek: Bezoekboek, beller: Beller, d: Json, nu: datetime) -> dict[str, Any] | None:
    """What changed, for the overview `d` as this reader gets it now; None: there is nothing to set it beside.

    Notes the look. A boundary (`binnen`) or another schooljaar is another question: not noted.
    """
    keuze, eenheid = d["keuze"], d["eenheid"]
    if d["zicht"] != "eigen" or not keuze["loopt"] or keuze["binnen"]:
        return None
    wie = beller.account, eenheid["niveau"], eenheid["eenheid"]
    bezoek = volgend(await boek.lees(*wie), lees(keuze["schooljaar"]), nu, getallen(d))
    await boek.bewaar(*wie, bezoek)
    if bezoek.vorige_op is None:
        return None
    geladen, vrijgave = await boek.nieuw_sinds(bezoek.vorige_op, _LANDELIJK)
    return {
        "op": bezoek.vorige_op,
        "anders": veranderingen(bezoek),
        "geladen": [bronnaam(soort) for soort in geladen],
        "vrijgave": vrijgave,
    }


def getallen(d: Json) -> dict[str, int]:
    """The counts of the chosen schooljaar by the name of their row: no money, no shares, nothing hidden."""
    rijen = [rij["cellen"] for figuur in d["figuren"] if figuur["vorm"] == "tabel" for rij in figuur["tabel"]["rijen"]]
    return {
        str(naam): waarde["waarde"]
        for naam, waarde, *_ in rijen
        if isinstance(waarde, Mapping)
        and isinstance(waarde["waarde"], int)
        and waarde["tekst"].replace(".", "").isdigit()
        and not str(naam).startswith("Grootste verandering")
    }
