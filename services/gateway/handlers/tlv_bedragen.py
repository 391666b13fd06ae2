"""Amounts per TLV of one SWV: read by its staff, changed by its beheerder; they hold at once, for all schooljaren."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.gateway.domain.rechten import Rechten
from services.gateway.domain.tlv_bedragen import Bedragen, Bedragenversie
from services.gateway.handlers.instellingen import eigen_swv
from services.gateway.handlers.poorten import Beller, Gegevens, Lezing
from services.gateway.handlers.versieblad import vervang
from services.gateway.handlers.waarden import maak_etag
from shared.contracts.schooljaar import tekst


@dataclass(frozen=True, slots=True)
class Bedragenblad:
    """What an SWV set, the newest first."""

    swv: str
    geschiedenis: Sequence[Bedragenversie]

    @property
    def bedragen(self) -> Bedragen:
        return self.geschiedenis[0].bedragen if self.geschiedenis else Bedragen()

    @property
    def versie(self) -> int:
        """0: nothing was ever set."""
        return self.geschiedenis[0].versie if self.geschiedenis else 0

    @property
    def etag(self) -> str:
        """Names this versie; give it back in If-Match to change nothing that was not seen."""
        return maak_etag("tlv-bedragen", self.swv, self.versie)


async def toon_bedragen(gegevens: Gegevens, rechten: Rechten, swv: str, lopend: int) -> Bedragenblad:
    """The amounts of an own SWV. Raises OnbekendeEenheid, Unavailable."""
    getal = eigen_swv(rechten, swv)
    async with gegevens.lezing(rechten, lopend) as lezing:
        return Bedragenblad(swv, await lezing.tlv_bedragen(getal))


async def wijzig_bedragen(
    gegevens: Gegevens, beller: Beller, swv: str, nieuw: Bedragen, lopend: int, nu: datetime, zag: str | None
) -> Bedragenblad:
    """Replace the amounts (without `fouten`); `zag` is the If-Match header. The same again changes nothing.

    Raises:
        OnbekendeEenheid, NietVoorDezeRol: only the beheerder of that SWV.
        IntussenGewijzigd: it is not what the caller saw, or somebody was just ahead.
        Unavailable
    """

    async def lees() -> Bedragenblad:
        return await toon_bedragen(gegevens, beller.rechten, swv, lopend)

    async def schrijf(blad: Bedragenblad) -> bool:
        rij = Bedragenversie(blad.versie + 1, nieuw, nu, beller.naam)
        return await gegevens.schrijf_tlv_bedragen(eigen_swv(beller.rechten, swv), rij)

    return await vervang(beller, swv, zag, lees, lambda blad: nieuw == blad.bedragen, schrijf)


async def geldende_bedragen(lezing: Lezing, swv: int) -> dict[str, Any]:
    """What holds for an SWV, for beside the numbers of TLV's that the caller may see."""
    versies = await lezing.tlv_bedragen(swv)
    return als_json(versies[0].bedragen if versies else Bedragen())


def als_json(bedragen: Bedragen) -> dict[str, Any]:
    """Amounts as the API gives them: euro as decimal strings, by schooljaar and kind."""
    return {
        "bron": bedragen.bron,
        "bedragen": [
            {"schooljaar": tekst(jaar), "soortCategorie": soort, "bedrag": f"{cent // 100}.{cent % 100:02d}"}
            for (jaar, soort), cent in sorted(bedragen.per.items())
        ],
    }
