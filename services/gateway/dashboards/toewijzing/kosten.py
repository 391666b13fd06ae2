"""Figure: what the TLV's that run on the teldatum cost in this schooljaar and the next, by amounts that the SWV set."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from services.gateway.dashboards.figuren.maatwerk import bedrag
from services.gateway.dashboards.figuren.series import Serie, legenda, staven
from services.gateway.dashboards.gegevens import NVT, ONBEKEND, Antwoord, Waarde, som
from services.gateway.dashboards.getallen import euro, opsomming
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Begrip, Bouwsteen, Figuur, Kolom, Rij, Tabel
from services.gateway.dashboards.namen import SOORT_CATEGORIE
from services.gateway.dashboards.poorten import Json, Vraag
from services.gateway.dashboards.toewijzing.teldatum import dag, teldatum
from shared.contracts.indicatoren import INDICATOREN, Uitleg
from shared.contracts.schooljaar import tekst

_CODE: Final = "tlv-lopend"
_GEEN_BEDRAG: Final = Waarde(None, ONBEKEND, "geen bedrag")
BEGRIP: Final = Begrip(
    "tlv-kosten",
    "Kosten van lopende TLV’s",
    Uitleg(
        "Het aantal TLV’s dat op de teldatum geldt, keer het bedrag dat één TLV van die soort in dat schooljaar kost.",
        "Per soort en categorie: aantal lopende TLV’s op de teldatum × bedrag van dat schooljaar. Heeft een schooljaar"
        " nog geen bedrag, dan telt het laatste bedrag ervoor. Soorten zonder bedrag tellen niet mee.",
        "tlv-lopend keer het bedrag dat het samenwerkingsverband bij Instellingen invulde.",
        "primair en voortgezet onderwijs",
        "LDOS, en de bedragen met hun bron die het samenwerkingsverband invulde",
    ),
)


class Kosten(NamedTuple):
    """One kind of TLV in one schooljaar: how many, what one costs, and what that makes."""

    aantal: Waarde
    stuk: Waarde
    samen: Waarde


class Bedragen:
    """Amounts of the answer; `geleend`: schooljaren that took those of an earlier one."""

    def __init__(self, json: Json) -> None:
        self.bron = str(json["bron"])
        self._per = {
            (str(een["schooljaar"]), str(een["soortCategorie"])): Decimal(een["bedrag"]) for een in json["bedragen"]
        }
        self.geleend: dict[str, str] = {}

    def voor(self, jaar: str, soort: str) -> Waarde:
        """The amount of a schooljaar, else that of the last one before it that has one."""
        jaren = [een for een, welke in self._per if welke == soort and een <= jaar]
        if not jaren:
            return _GEEN_BEDRAG
        if max(jaren) != jaar:
            self.geleend[jaar] = max(jaren)
        return bedrag(Waarde(float(self._per[max(jaren), soort])))


def _naam(kader: Kader, swv: str) -> str:
    """What the one SWV is called, as far as this unit says."""
    bekend = [kader.eenheid, *kader.eenheid["ouders"]]
    return next((str(een["naam"]) for een in bekend if een["eenheid"] == swv), swv)


def _swv(kader: Kader) -> str | None:
    """The one SWV that pays; None where several may."""
    boven = [str(een["eenheid"]) for een in kader.eenheid["ouders"] if een["niveau"] == "swv"]
    if kader.keuze.niveau == "swv":
        return kader.keuze.eenheid
    return kader.keuze.binnen or (boven[0] if len(boven) == 1 else None)


def _jaren(kader: Kader) -> tuple[str, str]:
    return kader.keuze.jaar, tekst(kader.keuze.schooljaar + 1)


def _vragen(kader: Kader) -> list[Vraag]:
    swv = _swv(kader)
    if swv is None:
        return []
    grens = {} if kader.keuze.niveau == "swv" or kader.keuze.binnen else {"binnen": swv}
    anders = {**teldatum(kader.keuze), **grens}
    lopend = kader.waarden(_CODE, *_jaren(kader), splitsing="soortCategorie", anders=anders)
    return [lopend, Vraag("tlv-bedragen", swv)]


def _maak(gegevens: Gegevens) -> Figuur | None:
    vragen = _vragen(gegevens.kader)
    if not vragen:
        return None
    antwoord, bedragen = gegevens[vragen[0]], Bedragen(gegevens.ruw(vragen[1]))
    jaren, dag_ = _jaren(gegevens.kader), dag(gegevens.keuze)
    codes = _codes(antwoord, jaren)
    per = {code: [_kosten(antwoord, bedragen, jaar, code) for jaar in jaren] for code in codes}
    geteld = {code: delen for code, delen in per.items() if all(een.stuk.bekend for een in delen)}
    totaal = [bedrag(som(delen[nummer].samen for delen in geteld.values())) for nummer in range(2)]
    series = [
        Serie(*SOORT_CATEGORIE[code], dict(zip(jaren, (een.samen for een in delen), strict=True)))
        for code, delen in geteld.items()
    ]
    return Figuur(
        code="kosten",
        titel="Wat kosten de lopende TLV’s?",
        zin=zin(totaal, jaren, dag_, any_bedrag=bool(geteld)),
        tabel=_tabel(per, totaal, jaren),
        indicatoren=(INDICATOREN[_CODE], BEGRIP),
        spec=staven("Kosten van lopende TLV's, naar soort", series, gegevens.keuze, "euro") if series else None,
        beschrijving="Gestapelde staven: de kosten van de TLV's die op de teldatum gelden, dit schooljaar en het"
        " volgende, naar soort en categorie. De getallen staan in de tabel onder de grafiek.",
        leeg="Er zijn nog geen bedragen per TLV ingevuld. De beheerder van het samenwerkingsverband vult ze in bij"
        " Instellingen, met de bron erbij." if not bedragen.bron else "Er zijn geen lopende TLV’s met een bedrag.",
        noten=tuple(_noten(_naam(gegevens.kader, vragen[1].code), per, bedragen)),
        legenda=legenda(series),
    )  # fmt: skip


def _codes(antwoord: Antwoord, jaren: Sequence[str]) -> list[str]:
    gevonden: set[Any] = set(antwoord.waarden_van("soortCategorie", jaren))
    return [code for code in SOORT_CATEGORIE if code in gevonden]


def _kosten(antwoord: Antwoord, bedragen: Bedragen, jaar: str, code: str) -> Kosten:
    aantal, stuk = antwoord.bij(jaar, "soortCategorie", code), bedragen.voor(jaar, code)
    if aantal.getal is None or stuk.getal is None:
        return Kosten(aantal, stuk, stuk if aantal.bekend else aantal)
    return Kosten(aantal, stuk, bedrag(Waarde(aantal.getal * stuk.getal, aantal.status)))


def _tabel(per: dict[str, list[Kosten]], totaal: Sequence[Waarde], jaren: Sequence[str]) -> Tabel:
    koppen = [
        kolom
        for jaar in jaren
        for kolom in (
            Kolom(f"aantal {jaar}", jaar=jaar),
            Kolom(f"per TLV {jaar}", "bedrag", jaar=jaar),
            Kolom(f"kosten {jaar}", "bedrag", jaar=jaar),
        )
    ]
    rijen = [
        Rij((SOORT_CATEGORIE[code][0], *(waarde for een in delen for waarde in een))) for code, delen in per.items()
    ]
    leeg = Waarde(None, NVT)
    aantallen = [som(delen[nummer].aantal for delen in per.values()) for nummer in range(2)]
    som_ = Rij(("Totaal", aantallen[0], leeg, totaal[0], aantallen[1], leeg, totaal[1]), nadruk=True)
    return Tabel((Kolom("Soort TLV", "tekst"), *koppen), (*rijen, som_) if rijen else ())


def _noten(swv: str, per: dict[str, list[Kosten]], bedragen: Bedragen) -> list[str]:
    zonder = [SOORT_CATEGORIE[code][0] for code, delen in per.items() if not all(een.stuk.bekend for een in delen)]
    noten = [f"Alleen TLV’s van {swv}. Het volgende schooljaar telt alleen TLV’s die nu al zijn toegekend."]
    if zonder and bedragen.bron:
        noten.append(f"Zonder bedrag, en dus niet meegeteld: {opsomming(zonder)}.")
    noten += [f"Voor {jaar} is gerekend met bedragen van {van}." for jaar, van in bedragen.geleend.items()]
    return [*noten, *([f"Bron van de bedragen: {bedragen.bron}."] if bedragen.bron else [])]


def zin(totaal: Sequence[Waarde], jaren: Sequence[str], dag_: str, *, any_bedrag: bool) -> str:
    """What they cost this schooljaar, and what is granted until now for the next."""
    nu, straks = totaal
    if not any_bedrag:
        return "Wat de lopende TLV’s kosten, is niet te zeggen zonder bedrag per TLV."
    if nu.getal is None:
        return f"Wat de TLV’s van {jaren[0]} kosten, is niet te zeggen: {nu.toon}."
    begin = f"De TLV’s die op {dag_} van {jaren[0]} lopen, kosten dat schooljaar {euro(nu.getal)}"
    if straks.getal is None:
        return f"{begin}."
    return f"{begin}; wat nu al voor {jaren[1]} is toegekend, kost dan {euro(straks.getal)}."


KOSTEN: Final = Bouwsteen(_vragen, _maak)
