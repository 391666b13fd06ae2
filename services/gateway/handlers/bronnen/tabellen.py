"""Figures from the tables of the open sources: what is read, for which units, and which rule adds it up."""

from collections.abc import Collection, Sequence

from services.gateway.domain.open.leerlingen import (
    ontbrekend,
    per_school,
    rijen_van,
    tel_bekostigd,
    tel_in,
    tel_leerlingen,
    tel_uit,
)
from services.gateway.domain.open.middelen import tel_middelen, zonder_bedrag
from services.gateway.domain.open.rijen import Leerlingen
from services.gateway.domain.open.uitslag import NVT, ONTHOUDEN, Geteld, Vakuitslag
from services.gateway.domain.open.vakken import Vak, met_vo_scholen
from services.gateway.domain.vraag import Basisvraag
from services.gateway.handlers.bronnen.profielen import tel_profielen
from services.gateway.handlers.kijk import Kijk
from shared.contracts import schooljaar
from shared.contracts.indicatoren.duo import BEKOSTIGD
from shared.contracts.indicatoren.middelen import CATEGORIEEN
from shared.contracts.indicatoren.model import OpenDeel, Soorten, Tabel, Telling

WEG = Vakuitslag(ONTHOUDEN)


async def tel_telling(kijk: Kijk, telling: Telling, vraag: Basisvraag, vakken: Sequence[Vak]) -> Geteld:
    """One OpenIndicator over these vakken; rows of the split are there, whether asked or not."""
    filters = dict(vraag.filters)
    if telling is Telling.LEERLINGEN:
        soort = filters.get("schoolsoort")
        return await leerlingen(kijk, vakken, None, None if soort is None else {str(soort)})
    if telling is Telling.AANBOD:
        return await tel_profielen(kijk, Tabel.AANBOD, vraag, vakken)
    if telling in (Telling.BEGROOT, Telling.BESTEED):
        categorie = filters.get("categorie")
        return await middelen(kijk, vakken, telling, CATEGORIEEN if categorie is None else (str(categorie),))
    gevraagd = filters.get("schoolsoort")
    return await _grensverkeer(kijk, telling, vraag, vakken, BEKOSTIGD if gevraagd is None else (str(gevraagd),))


async def tel_deel(kijk: Kijk, deel: OpenDeel, vraag: Basisvraag, vakken: Sequence[Vak]) -> Geteld:
    """Numerator or denominator of a ratio over these vakken."""
    if deel.tabel is Tabel.LEERLINGEN:
        return await leerlingen(kijk, vakken, deel.soorten, None)
    if deel.tabel is Tabel.MIDDELEN:
        return await middelen(kijk, vakken, Telling.BESTEED, CATEGORIEEN)
    if deel.tabel in (Tabel.AANBOD, Tabel.PROFIELEN, Tabel.SCHOLEN):
        return await tel_profielen(kijk, deel.tabel, vraag, vakken)
    assert deel.soorten is not None, "funded pupils are asked by schoolsoort"
    return await _bekostigd(kijk, vraag, vakken, deel.soorten)


async def leerlingen(
    kijk: Kijk, vakken: Sequence[Vak], soorten: Soorten | None, alleen: Collection[str] | None
) -> Geteld:
    """Pupils on 1 October; `soorten`: the schoolsoorten that count, by kind of SWV."""
    vakken = await _met_vo_scholen(kijk, vakken)
    scholen = {school for vak in vakken if vak.vrij for school in vak.vestigingen}
    per = per_school(await kijk.open_data.leerlingen(scholen, {vak.jaar for vak in vakken}))

    van_vak = [(vak, rijen_van(vak, per) if vak.vrij else []) for vak in vakken]

    def een(vak: Vak, rijen: Sequence[Leerlingen]) -> Vakuitslag:
        telt = alleen if soorten is None else vak.soorten(soorten)
        if not vak.vrij:
            return WEG
        if soorten is not None and telt is None:
            return Vakuitslag(NVT)
        return tel_leerlingen(vak, rijen, telt, kijk.lopend)

    gebruikt = frozenset(rij.levering for _, rijen in van_vak for rij in rijen)
    noten = [
        f"{schooljaar.tekst(vak.jaar)}: van {aantal} van de {len(vak.vestigingen)} scholen van {vak.eenheid.code} heeft"
        " DUO geen aantal leerlingen."
        for vak, rijen in van_vak
        if vak.vrij and (aantal := ontbrekend(vak, rijen))
    ]
    return Geteld([een(vak, rijen) for vak, rijen in van_vak], noten, gebruikt)


async def middelen(kijk: Kijk, vakken: Sequence[Vak], telling: Telling, categorieen: Sequence[str]) -> Geteld:
    """Money, only where the caller sees the unit as own."""
    jaren = {vak.jaar + stap for vak in vakken for stap in (-1, 0, 1)}
    alle = await kijk.open_data.middelen(jaren) if any(vak.vrij for vak in vakken) else []
    gevonden = [tel_middelen(vak, alle, telling, categorieen, kijk.lopend) if vak.vrij else WEG for vak in vakken]
    zonder = sum(zonder_bedrag(vak, alle, telling) for vak in vakken if vak.vrij)
    noten = [f"Regels zonder bedrag tellen niet mee ({zonder})."] if zonder else []
    if any(een.omgerekend for een in gevonden):
        noten.append("Omgerekend tussen boekjaar en schooljaar: 5/12 valt in augustus tot en met december.")
    return Geteld(gevonden, noten, frozenset(lijn.levering for lijn in alle))


async def _bekostigd(kijk: Kijk, vraag: Basisvraag, vakken: Sequence[Vak], soorten: Soorten) -> Geteld:
    rijen = await kijk.open_data.tellingen(_betalers(vakken), {vak.jaar for vak in vakken}, vraag.teldatum)

    def een(vak: Vak) -> Vakuitslag:
        telt = vak.soorten(soorten)
        return Vakuitslag(NVT) if telt is None else tel_bekostigd(vak, rijen, telt, kijk.lopend)

    return Geteld([een(vak) for vak in vakken], [], frozenset(rij.levering for rij in rijen))


async def _grensverkeer(
    kijk: Kijk, telling: Telling, vraag: Basisvraag, vakken: Sequence[Vak], soorten: Collection[str]
) -> Geteld:
    jaren = {vak.jaar for vak in vakken}
    rijen = await kijk.open_data.tellingen(_betalers(vakken), jaren, vraag.teldatum)
    leveringen = frozenset(rij.levering for rij in rijen)
    if telling is Telling.GRENSVERKEER_UIT:
        return Geteld([tel_uit(vak, rijen, soorten, kijk.lopend) for vak in vakken], [], leveringen)
    betalers = await kijk.open_data.betalers(jaren, vraag.teldatum)
    return Geteld([tel_in(vak, rijen, soorten, kijk.lopend, betalers) for vak in vakken], [], leveringen)


def _betalers(vakken: Sequence[Vak]) -> set[int]:
    return {swv for vak in vakken for swv in vak.betalers}


async def _met_vo_scholen(kijk: Kijk, vakken: Sequence[Vak]) -> list[Vak]:
    """Schools that only DUO places in a VO SWV count for it."""
    betalers = _betalers(vakken)
    if not betalers:
        return list(vakken)
    vo_scholen = await kijk.open_data.vo_scholen(betalers, {vak.jaar for vak in vakken})
    return [met_vo_scholen(vak, vo_scholen, kijk.organisatie) for vak in vakken]
