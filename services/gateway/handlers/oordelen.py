"""Judgements of the Inspectie about schools, as DUO publishes them: open data, for the units that a caller may see."""

from typing import Any

from services.gateway.domain.eenheden import naam_en_plaats
from services.gateway.domain.eenheid import Eenheid
from services.gateway.domain.rechten import Rechten
from services.gateway.handlers.eenheden import detail
from services.gateway.handlers.poorten import Gegevens
from shared.contracts.eenheden import Niveau, vestiging_code


async def geef_oordelen(gegevens: Gegevens, rechten: Rechten, eenheid: Eenheid, lopend: int) -> list[dict[str, Any]]:
    """The newest judgement per school and sector of this unit, by name of the school.

    Raises:
        OnbekendeEenheid, Unavailable
    """
    await detail(gegevens, rechten, eenheid, lopend)
    async with gegevens.lezing(rechten, lopend) as lezing:
        organisatie = await lezing.organisatie((await lezing.versies()).organisatie)
        vestigingen = {lid.vestiging for lid in organisatie.van(eenheid, lopend)}
        oordelen = await lezing.open_data.oordelen(vestigingen)
    gevonden = []
    for een in oordelen:
        code = vestiging_code(een.vestiging)
        naam, plaats = naam_en_plaats(Eenheid(Niveau.SCHOOL, code), organisatie)
        gevonden.append({
            "vestiging": code, "naam": naam, "plaats": plaats, "sector": een.sector, "oordeel": een.oordeel,
            "peildatum": een.peildatum.isoformat(),
        })  # fmt: skip
    return sorted(gevonden, key=lambda een: (een["naam"], een["vestiging"], een["sector"]))
