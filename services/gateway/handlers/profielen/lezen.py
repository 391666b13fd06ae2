"""What is published: open to everybody, without login. No figure is read for it but those that stand in it.

What a school said for an SWV that it left stays as a version, but is not found as what holds now: it makes no promise
to the parents there any more. `lopend` is the running schooljaar.
"""

from dataclasses import replace

from services.gateway.domain.profielen.profiel import Gepubliceerd
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.profielen.poorten import OnbekendProfiel, Zoekvraag


async def zoek(gegevens: Gegevens, vraag: Zoekvraag, lopend: int) -> list[Gepubliceerd]:
    """Profiles that stand now, by place and name. Raises Unavailable."""
    return await gegevens.profielboek.geldend(replace(vraag, lid_in=lopend))


async def bladzijde(gegevens: Gegevens, vraag: Zoekvraag, lopend: int) -> tuple[int, list[Gepubliceerd]]:
    """How many there are, and the part of them that was asked for. Raises Unavailable."""
    boek, nu = gegevens.profielboek, replace(vraag, lid_in=lopend)
    return await boek.tel(nu), await boek.geldend(nu)


async def profiel(gegevens: Gegevens, vestiging: int, lopend: int, swv: int | None = None) -> Gepubliceerd:
    """The one that stands; of a school in several SWV's the newest, unless `swv` names one. Raises OnbekendProfiel."""
    gevonden = await zoek(gegevens, Zoekvraag(swv=swv, vestigingen=(vestiging,)), lopend)
    if not gevonden:
        raise OnbekendProfiel
    return max(gevonden, key=lambda een: (een.sleutel.schooljaar, een.op))


async def versies(gegevens: Gegevens, vestiging: int) -> list[Gepubliceerd]:
    """All that a school published and did not withdraw, the newest first. Raises Unavailable."""
    return [een for een in await gegevens.profielboek.versies(vestiging) if not een.ingetrokken]


async def versie(
    gegevens: Gegevens, vestiging: int, schooljaar: int, nummer: int, swv: int | None = None
) -> Gepubliceerd:
    """One published version. Raises OnbekendProfiel, Unavailable."""
    for een in await versies(gegevens, vestiging):
        if (een.sleutel.schooljaar, een.nummer) == (schooljaar, nummer) and swv in (None, een.sleutel.swv):
            return een
    raise OnbekendProfiel
