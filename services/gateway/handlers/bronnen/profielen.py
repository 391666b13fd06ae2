"""Figures over published profiles: read once for all units and years of a question."""

from collections.abc import Callable, Sequence

from services.gateway.domain.open import profielen
from services.gateway.domain.open.rijen import Profielrij
from services.gateway.domain.open.uitslag import ONTHOUDEN, Geteld, Vakuitslag
from services.gateway.domain.open.vakken import Vak
from services.gateway.domain.vraag import Basisvraag
from services.gateway.handlers.kijk import Kijk
from shared.contracts import schooljaar
from shared.contracts.indicatoren.model import Tabel

Tel = Callable[[Vak, Sequence[Profielrij]], Vakuitslag]


async def tel_profielen(kijk: Kijk, tabel: Tabel, vraag: Basisvraag, vakken: Sequence[Vak]) -> Geteld:
    """Schools, schools with an offer, or schools that are current, for these vakken."""
    alleen = [str(waarde) for naam, waarde in vraag.filters if naam == "voorziening"] or None
    if tabel is Tabel.SCHOLEN:
        return Geteld([profielen.tel_scholen(vak, kijk.lopend) if vak.vrij else _WEG for vak in vakken])
    scholen = {school for vak in vakken if vak.vrij for school in vak.vestigingen}
    rijen = await kijk.open_data.profielen(scholen, max((vak.jaar for vak in vakken), default=0))
    tel: Tel = (
        (lambda vak, alle: profielen.tel_actueel(vak, alle, kijk.lopend))
        if tabel is Tabel.PROFIELEN
        else (lambda vak, alle: profielen.tel_aanbod(vak, alle, alleen, kijk.lopend))
    )
    noten = [] if tabel is Tabel.PROFIELEN else [noot for vak in vakken if vak.vrij and (noot := _noot(vak, rijen))]
    return Geteld([tel(vak, rijen) if vak.vrij else _WEG for vak in vakken], noten)


_WEG = Vakuitslag(ONTHOUDEN)


def _noot(vak: Vak, rijen: Sequence[Profielrij]) -> str | None:
    aantal = profielen.zonder_profiel(vak, rijen)
    if not aantal:
        return None
    jaar = schooljaar.tekst(vak.jaar)
    return f"{jaar}: {aantal} van de {len(vak.vestigingen)} scholen van {vak.eenheid.code} zonder profiel."
