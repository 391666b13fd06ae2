"""Figures: key figures of kwaliteit, ondersteuning and financiën, each over the years and with the way to its page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.gateway.dashboards.figuren import zinnen
from services.gateway.dashboards.figuren.anderen import ANDEREN, bij_anderen, kiest_anderen
from services.gateway.dashboards.figuren.periode import vergelijk
from services.gateway.dashboards.gegevens import NIETS, Waarde, lees
from services.gateway.dashboards.getallen import euro, procent
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.overzicht.doelen import vraag_doelen, zin_over_doelen
from services.gateway.dashboards.poorten import Json, Vraag
from shared.contracts.indicatoren import INDICATOREN, Maat
from shared.contracts.schooljaar import tekst

_JAREN: Final = 6


@dataclass(frozen=True)
class Regel:
    """A row: an indicator, how it is called here, and the dashboard that tells more."""

    code: str
    naam: str
    pagina: str

    def vraag(self, kader: Kader) -> Vraag:
        jaren = _lijn(kader)
        los = [jaar for jaar in (kader.keuze.jaar, kader.keuze.eerder) if jaar not in jaren]
        return kader.waarden(self.code, f"{jaren[0]}..{jaren[-1]}", *los)

    def hoort(self, kader: Kader) -> bool:
        """Does the catalogue know it on this level?"""
        return kader.keuze.niveau in [niveau.value for niveau in INDICATOREN[self.code].niveaus]

    def waarde(self, gegevens: Gegevens, jaar: str | None) -> Waarde:
        """The number as it is said: euro, a percentage, or a count."""
        periode = gegevens[self.vraag(gegevens.kader)].periode(jaar)
        return NIETS if periode is None else toon(self.code, periode["totaal"])


def toon(code: str, totaal: Json) -> Waarde:
    """A total with its text; of durations the share within the term."""
    maat = INDICATOREN[code].maat
    if maat is Maat.DUUR:
        return _binnen_termijn(totaal)
    waarde = lees(totaal)
    if waarde.getal is None:
        return waarde
    if maat is Maat.BEDRAG:
        return Waarde(waarde.getal, waarde.status, euro(waarde.getal))
    if maat is Maat.VERHOUDING:
        return Waarde(waarde.getal, waarde.status, procent(waarde.getal))
    return waarde


def _binnen_termijn(totaal: Json) -> Waarde:
    binnen = totaal.get("binnenTermijn")
    if not binnen:
        geen = "geen besluiten" if totaal.get("aantal") == 0 else totaal.get("tekst")
        return Waarde(None, totaal.get("status") or "z", geen)
    weinig = binnen["noemer"] < zinnen.GENOEG_VOOR_PROCENT
    zegt = f"{binnen['teller']} van {binnen['noemer']}" if weinig else procent(binnen["waarde"])
    return Waarde(binnen["waarde"], totaal.get("status"), zegt)


_OP_TIJD: Final = (
    Regel("tlv-doorlooptijd", "TLV’s besloten binnen de termijn", "verwijzingen"),
    Regel("arrangement-doorlooptijd", "Arrangementen besloten binnen de termijn", "arrangementen"),
    Regel("tlv-bezwaren", "Bezwaren tegen een besluit", "verwijzingen"),
)


def kwaliteit() -> Bouwsteen:
    """Doen we wat we ons hebben voorgenomen?"""
    return _vraag("kwaliteit", "Kwaliteit", _OP_TIJD, zin_over_doelen, (vraag_doelen,))


def op_tijd() -> Bouwsteen:
    """The same rows by themselves, on the page that shows the goals apart."""

    def zin(gegevens: Gegevens) -> str:
        jaar, waarde = gegevens.keuze.jaar, _OP_TIJD[0].waarde(gegevens, gegevens.keuze.jaar)
        if not waarde.bekend:
            return f"Over de tijd tot een besluit in {jaar} is geen percentage te geven: {waarde.toon}."
        nog = "tot nu toe " if gegevens.keuze.loopt else ""
        return f"In {jaar} is {nog}{waarde.toon} van de TLV-besluiten binnen de termijn genomen."

    return _vraag("op-tijd", "Op tijd besloten", _OP_TIJD, zin)


def ondersteuning() -> Bouwsteen:
    """Welke leerlingen krijgen welke ondersteuning, en waar?"""
    regels = (
        Regel("tlv-aanvragen", "TLV-aanvragen", "verwijzingen"),
        Regel("tlv-toegekend", "TLV’s toegekend", "verwijzingen"),
        Regel("arrangement-aanvragen", "Arrangementen aangevraagd", "arrangementen"),
        Regel("arrangement-toegekend", "Arrangementen toegekend", "arrangementen"),
        Regel("thuiszitters", "Thuiszitters", "thuiszitters"),
        Regel("leerlingen", "Leerlingen op 1 oktober", "deelname-en-stromen"),
    )

    def zin(gegevens: Gegevens) -> str:
        keuze, nu = gegevens.keuze, regels[0].waarde(gegevens, gegevens.keuze.jaar)
        if nu.getal is None:
            return f"Voor {keuze.jaar} is er geen aantal TLV-aanvragen: {nu.toon}."
        nog = "tot nu toe " if keuze.loopt else ""
        eerst = f"In {keuze.jaar} zijn er {nog}{zinnen.aantal(nu.getal, 'TLV-aanvraag', 'TLV-aanvragen')}."
        anders = vergelijk(gegevens, gegevens.kader.vergelijking("tlv-aanvragen"))
        return f"{eerst} {zinnen.beweging(anders, keuze)}".strip()

    def extra(kader: Kader) -> Vraag:
        return kader.vergelijking("tlv-aanvragen")

    return _vraag("ondersteuning", "Ondersteuning", regels, zin, (extra,))


def financien() -> Bouwsteen:
    """Waar gaan de middelen heen?"""
    regels = (
        Regel("middelen-begroot", "Begroot", "middelen"),
        Regel("middelen-besteed", "Besteed", "middelen"),
        Regel("arrangement-bedrag", "Toegekend aan arrangementen", "arrangementen"),
    )

    def zin(gegevens: Gegevens) -> str:
        begroot, besteed, toegekend = (regel.waarde(gegevens, gegevens.keuze.jaar) for regel in regels)
        nog = "tot nu toe " if gegevens.keuze.loopt else ""
        aan = f"Aan arrangementen is {nog}{toegekend.toon} toegekend." if toegekend.bekend else ""
        if not begroot.bekend or not besteed.bekend:
            return f"Over begroting en besteding in {gegevens.keuze.jaar} zijn er geen bedragen. {aan}".strip()
        return f"Voor {gegevens.keuze.jaar} is {begroot.toon} begroot en {nog}{besteed.toon} besteed. {aan}".strip()

    return _vraag("financien", "Financiën", regels, zin)


def _vraag(
    code: str, titel: str, regels: Sequence[Regel], zin: Callable[[Gegevens], str],
    extra: Sequence[Callable[[Kader], Vraag]] = (),
) -> Bouwsteen:  # fmt: skip
    def vragen(kader: Kader) -> Iterable[Vraag]:
        gekend = [regel for regel in regels if regel.hoort(kader)]
        anderen = [kader.vergelijking(regel.code) for regel in gekend] if kiest_anderen(kader) else []
        return (*(regel.vraag(kader) for regel in gekend), *(een(kader) for een in extra), *anderen)

    def maak(gegevens: Gegevens) -> Figuur:
        gekend = [regel for regel in regels if regel.hoort(gegevens.kader)]
        kolommen = tuple(_kolommen(gegevens.kader))
        return Figuur(
            code=code,
            titel=titel,
            zin=zin(gegevens),
            tabel=Tabel(kolommen, tuple(_rij(regel, gegevens, kolommen) for regel in gekend)),
            indicatoren=tuple(INDICATOREN[regel.code] for regel in gekend),
            vorm="tabel",
            plaats="heel",
        )

    return Bouwsteen(vragen, maak)


def _rij(regel: Regel, gegevens: Gegevens, kolommen: Sequence[Kolom]) -> Rij:
    waarden = (
        regel.waarde(gegevens, kolom.jaar)
        if kolom.jaar
        else bij_anderen(gegevens.ruw(gegevens.kader.vergelijking(regel.code)), gegevens.keuze.vergelijk)
        for kolom in kolommen[1:]
    )
    return Rij((regel.naam, *waarden), naar=regel.pagina)


def _kolommen(kader: Kader) -> Iterable[Kolom]:
    """The chosen schooljaar beside the other one, and the rest of the line."""
    keuze, lijn = kader.keuze, _lijn(kader)
    yield Kolom("Cijfer", "tekst")
    yield Kolom(keuze.jaar, jaar=keuze.jaar, in_lijn=keuze.jaar in lijn)
    yield Kolom(
        f"{keuze.eerder}{' (heel jaar)' if keuze.loopt else ''}", jaar=keuze.eerder, in_lijn=keuze.eerder in lijn
    )
    if kiest_anderen(kader):
        yield Kolom(ANDEREN[keuze.vergelijk])
    for jaar in lijn:
        if jaar not in (keuze.jaar, keuze.eerder):
            yield Kolom(jaar, jaar=jaar, in_lijn=True, getoond=False)


def _lijn(kader: Kader) -> list[str]:
    lopend = kader.keuze.lopend
    return [tekst(jaar) for jaar in range(lopend - _JAREN + 1, lopend + 1)]
