"""The matrix of streams: out from cells, the way back from the source `stromen`."""

from collections.abc import Sequence

from services.gateway.domain.open import stromen
from services.gateway.domain.open.stromen import HEENWEG, TERUGWEG
from services.gateway.domain.open.uitslag import ONTHOUDEN, Geteld, Uitslag, Vakuitslag
from services.gateway.domain.open.vakken import Vak
from services.gateway.domain.vraag import Basisvraag
from services.gateway.handlers.bronnen.cellen import tel_cellen
from services.gateway.handlers.kijk import Kijk, Toegangen
from shared.contracts.indicatoren import CATALOGUS
from shared.contracts.waarde import Waarde

UIT_CELLEN = "tlv-toegekend"
_NUL = Uitslag(Waarde(0, 0))


async def tel_stromen(kijk: Kijk, vraag: Basisvraag, toegangen: Toegangen, vakken: Sequence[Vak]) -> Geteld:
    """Streams of these vakken. The total counts one direction: out, unless the way back was asked."""
    uit_cellen = vraag.over(CATALOGUS[UIT_CELLEN], splitsing=("herkomst", "schoolsoort"), filters=())
    heen = await tel_cellen(kijk, uit_cellen, toegangen)
    betalers = {swv for vak in vakken for swv in vak.betalers if vak.vrij}
    terug = await kijk.open_data.stromen(betalers, {vak.jaar for vak in vakken})
    richting = TERUGWEG if ("richting", TERUGWEG) in vraag.filters else HEENWEG
    gevonden = []
    for vak, geteld in zip(vakken, heen.vakken, strict=True):
        if not vak.vrij:
            gevonden.append(Vakuitslag(ONTHOUDEN))
            continue
        matrix = {**stromen.heen(geteld.rijen), **stromen.terug(vak, terug, kijk.lopend)}
        gekozen = stromen.kies(matrix, vraag.filters)
        leeg = geteld.totaal if geteld.totaal.waarde is None else _NUL._replace(status=geteld.totaal.status)
        totaal = stromen.totaal(gekozen, richting, leeg)
        gevonden.append(Vakuitslag(totaal, stromen.rijen(gekozen, vraag.splitsing, richting)))
    return Geteld(gevonden, [], frozenset(rij.levering for rij in terug))
