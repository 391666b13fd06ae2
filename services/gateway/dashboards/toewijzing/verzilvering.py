"""Figures: granted TLV's beside the pupils that DUO funds on the teldatum, over the years and by kind."""

from collections.abc import Sequence
from typing import Any, Final

from services.gateway.dashboards.figuren.anderen import naast_kern
from services.gateway.dashboards.figuren.balken import Balk, balken
from services.gateway.dashboards.figuren.maatwerk import aandeel, geen, procent
from services.gateway.dashboards.figuren.series import Serie, legenda, staven
from services.gateway.dashboards.figuren.zinnen import GENOEG_VOOR_PROCENT, aantal
from services.gateway.dashboards.gegevens import Antwoord, Waarde, som
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.model import Bouwsteen, Figuur, Kernbouwsteen, Kerncijfer, Kolom, Rij, Tabel
from services.gateway.dashboards.namen import SOORT_CATEGORIE
from services.gateway.dashboards.poorten import Vraag
from services.gateway.dashboards.toewijzing.teldatum import dag, teldatum
from shared.contracts.getallen import getal
from shared.contracts.indicatoren import INDICATOREN

_CODES: Final = ("tlv-verzilverd", "tlv-niet-verzilverd", "verzilverd-onbekend")
_NAMEN: Final = ("verzilverd", "niet verzilverd", "onbekend bij LDOS")
_KLEUREN: Final = ("--g-goed", "--g-anders", "--g-rest")
_GRAAD: Final = "verzilveringsgraad"
_LEEG: Final = (
    "De lijst van bekostigde leerlingen van DUO is voor deze teldatums niet ingelezen, of er geldt geen TLV voor so of"
    " vso."
)


def _vragen(kader: Kader) -> list[Vraag]:
    keuze = kader.keuze
    return [kader.waarden(code, keuze.reeks, splitsing="soortCategorie", anders=teldatum(keuze)) for code in _CODES]


def _maak(gegevens: Gegevens) -> Figuur:
    keuze = gegevens.keuze
    antwoorden = [gegevens[een] for een in _vragen(gegevens.kader)]
    series = [
        Serie(naam, kleur, {jaar: antwoord.totaal(jaar) for jaar in keuze.jaren})
        for naam, kleur, antwoord in zip(_NAMEN, _KLEUREN, antwoorden, strict=True)
    ]
    nu, eerder = ([een.waarde(jaar) for een in series] for jaar in (keuze.jaar, keuze.eerder))
    return Figuur(
        code="verzilvering",
        titel="Worden toegekende TLV’s verzilverd?",
        zin=zin(nu, f"{dag(keuze)} van {keuze.jaar}"),
        vergelijking=f"Op {dag(keuze)} van {keuze.eerder}: {eerder[0].toon} verzilverd, {eerder[1].toon} niet."
        if eerder[0].bekend and eerder[1].bekend else "",
        tabel=_tabel(series, gegevens),
        indicatoren=tuple(INDICATOREN[code] for code in (*_CODES, _GRAAD)),
        spec=staven("TLV's op de teldatum, wel en niet verzilverd", series[:2], keuze, "TLV’s"),
        beschrijving="Gestapelde staven per schooljaar: TLV's voor so en vso die op de teldatum gelden, wel en niet"
        " verzilverd. De getallen staan in de tabel onder de grafiek.",
        leeg=_LEEG,
        noten=("Alleen so en vso: van sbo en pro registreert DUO de TLV’s niet. Onbekend bij LDOS staat in de tabel,"
               " niet in de grafiek: dat zijn leerlingen op de lijst van DUO zonder bekende TLV.",),
        breedte=560,
        hoogte=290,
        legenda=legenda(series[:2]),
    )  # fmt: skip


def zin(delen: Sequence[Waarde], wanneer: str) -> str:
    """How many are used of how many; a percentage only of enough."""
    verzilverd, niet, onbekend = delen
    geldig = som([verzilverd, niet])
    if geldig.getal is None or verzilverd.getal is None:
        return geen(verzilverd if verzilverd.getal is None else niet, wanneer)
    if not geldig.getal:
        return f"Op {wanneer} gold geen TLV voor so of vso."
    if geldig.getal == 1:
        return f"De ene TLV die op {wanneer} gold, is {'wel' if verzilverd.getal else 'niet'} verzilverd."
    graad = aandeel(verzilverd, geldig).toon
    deel = f" ({graad})" if geldig.getal >= GENOEG_VOOR_PROCENT else ""
    begin = f"Van de {aantal(geldig.getal, 'TLV', 'TLV’s')} die op {wanneer} golden"
    erbij = (
        f" DUO kent daarnaast {aantal(onbekend.getal, 'leerling', 'leerlingen')} zonder bekende TLV."
        if onbekend.getal
        else ""
    )
    return f"{begin}, {'is' if verzilverd.getal == 1 else 'zijn'} er {verzilverd.toon} verzilverd{deel}.{erbij}"


def _graad(kader: Kader) -> Vraag:
    return kader.waarden(_GRAAD, kader.keuze.reeks, anders=teldatum(kader.keuze))


def _tabel(series: Sequence[Serie], gegevens: Gegevens) -> Tabel:
    graad, keuze = gegevens[_graad(gegevens.kader)], gegevens.keuze
    koppen = (
        Kolom("Schooljaar", "tekst"),
        *(Kolom(naam) for naam in _NAMEN),
        Kolom("verzilveringsgraad", "percentage"),
    )
    rijen = tuple(
        Rij((jaar, *(een.waarde(jaar) for een in series), procent(graad.totaal(jaar))), jaar == keuze.jaar)
        for jaar in reversed(keuze.jaren)
    )
    return Tabel(koppen, rijen)


def _kern(gegevens: Gegevens) -> Kerncijfer:
    keuze, antwoord = gegevens.keuze, gegevens[_graad(gegevens.kader)]
    nu, ruw = procent(antwoord.totaal(keuze.jaar), 0), antwoord.ruw(keuze.jaar)
    eerder = procent(antwoord.totaal(keuze.eerder), 0)
    toon = nu.toon
    noemer = ruw.get("noemer")
    if nu.bekend and isinstance(noemer, int) and noemer < GENOEG_VOOR_PROCENT:
        toon = f"{ruw['teller']} van {noemer}"
    regels = (f"van de TLV’s voor so en vso op {dag(keuze)}", f"{keuze.eerder}: {eerder.toon}")
    return Kerncijfer("verzilverd", "Verzilverd", nu, toon, regels, INDICATOREN[_GRAAD])


def _per_categorie(gegevens: Gegevens) -> Figuur:
    keuze = gegevens.keuze
    verzilverd, niet, onbekend = (gegevens[een] for een in _vragen(gegevens.kader))
    codes = _codes([verzilverd, niet, onbekend], keuze.jaar)

    def geldig(code: str) -> Waarde:
        return som([een.bij(keuze.jaar, "soortCategorie", code) for een in (verzilverd, niet)])

    regels = [
        Balk(SOORT_CATEGORIE[code][0], verzilverd.bij(keuze.jaar, "soortCategorie", code), geldig(code))
        for code in codes
    ]
    rijen = tuple(
        Rij((een.naam, een.eerder, een.nu, niet.bij(keuze.jaar, "soortCategorie", code),
             onbekend.bij(keuze.jaar, "soortCategorie", code)))
        for code, een in zip(codes, regels, strict=True)
    )  # fmt: skip
    koppen = ("geldig", *_NAMEN)
    return Figuur(
        code="verzilverd-per-soort",
        titel="Verzilverd naar soort en categorie",
        zin=_zin_per_categorie(regels, f"{dag(keuze)} van {keuze.jaar}"),
        tabel=Tabel((Kolom("Soort TLV", "tekst"), *(Kolom(naam) for naam in koppen)), rijen),
        indicatoren=tuple(INDICATOREN[code] for code in _CODES),
        spec=balken("Verzilverd naar soort en categorie", regels, keuze, "TLV’s", ("verzilverd", "geldig")),
        beschrijving="Liggende balken: verzilverde TLV's naar soort en categorie, met een streep voor alle TLV's die op"
        " de teldatum gelden. De getallen staan in de tabel onder de grafiek.",
        leeg=_LEEG,
        hoogte=230,
        legenda=(("verzilverd", "--g-een"), ("streep: geldig op de teldatum", "--g-inkt")),
    )


def _codes(antwoorden: Sequence[Antwoord], jaar: str) -> list[str]:
    """Kinds of so and vso that occur; of sbo and pro the figure does not exist."""
    gevonden: set[Any] = {code for een in antwoorden for code in een.waarden_van("soortCategorie", [jaar])}
    return [code for code in SOORT_CATEGORIE if code in gevonden and code not in ("sbo", "pro")]


def _zin_per_categorie(regels: Sequence[Balk], wanneer: str) -> str:
    open_ = [een for een in regels if een.nu.getal is not None and (een.eerder.getal or 0) > een.nu.getal]
    if not any(een.eerder.getal for een in regels):
        return f"Voor {wanneer} is er geen verdeling naar soort en categorie."
    if not open_:
        return f"Op {wanneer} was elke geldende TLV verzilverd."
    open_per = {een.naam: (een.eerder.getal or 0) - (een.nu.getal or 0) for een in open_}
    top, alles = max(open_per.values()), sum(open_per.values())
    waar = [naam for naam, aantal_ in open_per.items() if aantal_ == top]
    begin = f"Op {wanneer} {'was' if alles == 1 else 'waren'} {aantal(alles, 'TLV', 'TLV’s')} niet verzilverd"
    return f"{begin}, de meeste voor {waar[0]} ({getal(top)})." if len(waar) == 1 and alles >= 5 else f"{begin}."


VERZILVERING: Final = Bouwsteen(lambda kader: [*_vragen(kader), _graad(kader)], _maak)
PER_CATEGORIE: Final = Bouwsteen(_vragen, _per_categorie)
GRAAD: Final = naast_kern(Kernbouwsteen(lambda kader: [_graad(kader)], _kern), _GRAAD, teldatum)
