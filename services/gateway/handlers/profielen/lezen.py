"""What is published: open to everybody, without login. No figure is read for it but those that stand in it."""

from services.gateway.domain.profielen.profiel import Gepubliceerd
from services.gateway.handlers.poorten import Gegevens
from services.gateway.handlers.profielen.poorten import OnbekendProfiel, Zoekvraag


async def zoek(gegevens: Gegevens, vraag: Zoekvraag) -> list[Gepubliceerd]:
    """Profiles that stand now, by place and name. Raises Unavailable."""
    return await gegevens.profielboek.geldend(vraag)


async def bladzijde(gegevens: Gegevens, vraag: Zoekvraag) -> tuple[int, list[Gepubliceerd]]:
    """How many there are, and the part of them that was asked for. Raises Unavailable."""
    boek = gegevens.profielboek
    return await boek.tel(vraag), await boek.geldend(vraag)


async def profiel(gegevens: Gegevens, vestiging: int, swv: int | None = None) -> Gepubliceerd:
    """The one that stands; of a school in several SWV's the newest, unless `swv` names one. Raises OnbekendProfiel."""
    gevonden = await gegevens.profielboek.geldend(Zoekvraag(swv=swv, vestigingen=(vestiging,)))
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
