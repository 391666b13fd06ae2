"""A dashboard as the API gives it and the page renders it: one JSON answer with everything that is to be seen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Final

from services.gateway.dashboards import DASHBOARDS
from services.gateway.dashboards.gegevens import Waarde
from services.gateway.dashboards.getallen import dag, lees_tijdstip, tijdstip
from services.gateway.dashboards.kader import Gegevens, Kader
from services.gateway.dashboards.keuze import VERGELIJKINGEN, Keuze
from services.gateway.dashboards.model import Begrip, Cel, Dashboard, Figuur, Kerncijfer, Kolom, Rij
from services.gateway.dashboards.namen import NIVEAUS, TOEREKENINGEN
from services.gateway.dashboards.poorten import Json
from shared.contracts.indicatoren import Definitie
from shared.contracts.indicatoren.model import Uitleg

STATUSSEN: Final = (
    {"status": None, "voorbeeld": "0", "uitleg": "nul: er was er geen"},
    {"status": "p", "voorbeeld": "12", "uitleg": "voorlopig: het schooljaar loopt nog"},
    {"status": "c", "voorbeeld": "< 8", "uitleg": "verborgen: te weinig leerlingen om te tonen, of niet vrijgegeven"},
    {"status": "x", "voorbeeld": "onbekend", "uitleg": "er is geen gegeven"},
    {"status": "z", "voorbeeld": "n.v.t.", "uitleg": "niet van toepassing: bestond toen niet"},
)
VORMEN_TABEL: Final = ("csv", "nl.csv", "xlsx", "stat.json")
VORMEN_GRAFIEK: Final = ("svg", "png", "vl.json")
_TE_KLEIN: Final = "De aantallen zijn te klein om te tonen, of niet vrijgegeven."
_BOVEN: Final = ("swv", "bestuur", "subregio")
_ZICHT: Final = {"eigen": "uw eigen cijfers, exact en actueel"}


def maak_antwoord(dashboard: Dashboard, gegevens: Gegevens, *, mag_herkomst: bool) -> dict[str, Any]:
    """Everything that one view of a dashboard shows."""
    kader, keuze = gegevens.kader, gegevens.keuze
    leeg = gegevens.niet_vrijgegeven
    figuren = [] if leeg else [een for steen in dashboard.figuren if (een := steen.maak(gegevens))]
    kern = [] if leeg else [steen.maak(gegevens) for steen in dashboard.kerncijfers]
    return {
        "dashboard": dashboard.naam,
        "module": dashboard.module,
        "kort": dashboard.kort,
        "titel": dashboard.titel(gegevens),
        "eenheid": _eenheid(kader.eenheid, keuze),
        "kruimels": _kruimels(kader.eenheid, keuze),
        "zicht": kader.eenheid["zicht"],
        "zichtTekst": _ZICHT.get(kader.eenheid["zicht"], "vrijgegeven cijfers, afgerond"),
        "stand": gegevens.stand,
        "standTekst": tijdstip(lees_tijdstip(gegevens.stand)) if gegevens.stand else None,
        "bronnen": _bronnen(gegevens, figuren),
        "keuze": _keuze(keuze),
        "filters": _filters(dashboard, gegevens, mag_herkomst=mag_herkomst and dashboard.toerekening),
        "nietVrijgegeven": leeg,
        "onderliggend": None if leeg else _onderliggend(kader),
        "kerncijfers": [_kerncijfer(een) for een in kern],
        "figuren": [_figuur(een, gegevens) for een in figuren],
        "statussen": [dict(een) for een in STATUSSEN],
        "_links": {
            "self": _link(keuze.adres(f"/v1/dashboards/{dashboard.naam}")),
            "pagina": _link(keuze.adres()),
            "uitleg": _link(keuze.adres(uitleg=not keuze.uitleg)),
            "stroom": _link(keuze.adres("/v1/stroom") + f"&dashboard={dashboard.naam}"),
            "eenheid": _link(f"/v1/eenheden/{keuze.niveau}/{keuze.eenheid}"),
        },
    }


def _link(adres: str) -> dict[str, str]:
    return {"href": adres}


def _eenheid(eenheid: Json, keuze: Keuze) -> dict[str, Any]:
    velden = {naam: eenheid[naam] for naam in ("niveau", "eenheid", "naam", "plaats", "zicht", "label")}
    return {**velden, "_links": _wegen(keuze)}


def _wegen(keuze: Keuze) -> dict[str, Any]:
    """To a unit: its dashboard in the API, and the page."""
    return {"self": _link(keuze.adres(f"/v1/dashboards/{keuze.dashboard}")), "pagina": _link(keuze.adres())}


def _kruimels(eenheid: Json, keuze: Keuze) -> list[dict[str, Any]]:
    """SWV › bestuur or subregio › school: the units above, and at last the unit itself."""
    gevonden = []
    for niveau in _BOVEN[:2] if keuze.niveau == "school" else _BOVEN[:1]:
        ouder = _ouder(eenheid["ouders"], niveau, keuze)
        if ouder is not None:
            binnen = keuze.binnen if niveau == "bestuur" else None
            daar = _elders(keuze, ouder, binnen)
            gevonden.append({"naam": ouder["naam"], "niveau": niveau, "eenheid": ouder["eenheid"], "_links": daar})
    hier = {"naam": eenheid["naam"], "niveau": keuze.niveau, "eenheid": keuze.eenheid, "_links": _wegen(keuze)}
    return [*gevonden, hier]


def _ouder(ouders: Sequence[Json], niveau: str, keuze: Keuze) -> Json | None:
    """The one above on this level; of several SWV's the one that the reader came through, else none."""
    gevonden = [ouder for ouder in ouders if ouder["niveau"] == niveau]
    if niveau == "swv" and keuze.binnen:
        gevonden = [ouder for ouder in gevonden if ouder["eenheid"] == keuze.binnen]
    return gevonden[0] if len(gevonden) == 1 else None


def _elders(keuze: Keuze, eenheid: Json, binnen: str | None) -> dict[str, Any]:
    anders = {"niveau": eenheid["niveau"], "eenheid": eenheid["eenheid"], "binnen": binnen, "verdeling": None}
    return {
        "self": _link(keuze.adres(f"/v1/dashboards/{keuze.dashboard}", **anders)),
        "pagina": _link(keuze.adres(**anders)),
    }


def _bronnen(gegevens: Gegevens, figuren: Sequence[Figuur]) -> list[dict[str, Any]]:
    """Each source with its 'stand per'."""
    ldos = [{"bron": "LDOS", "stand": gegevens.stand}] if gegevens.stand else []
    los = {figuur.bron: figuur.stand_per.isoformat() for figuur in figuren if figuur.stand_per}
    return [*ldos, *({"bron": bron, "stand": stand} for bron, stand in los.items())]


def _keuze(keuze: Keuze) -> dict[str, Any]:
    return {
        "schooljaar": keuze.jaar,
        "loopt": keuze.loopt,
        "eerder": keuze.eerder,
        "vergelijk": keuze.vergelijk,
        "binnen": keuze.binnen,
        "toerekening": keuze.toerekening,
        "verdeling": keuze.verdeling,
        "uitleg": keuze.uitleg,
        "filters": dict(keuze.filters),
    }


def _onderliggend(kader: Kader) -> dict[str, Any] | None:
    """How many units of which kind are below."""
    if not kader.verdeling or not kader.kinderen:
        return None
    aantal, (enkel, meer) = len(kader.kinderen), NIVEAUS[kader.verdeling]
    return {"niveau": kader.verdeling, "aantal": aantal, "naam": enkel if aantal == 1 else meer, "enkelvoud": enkel}


def _filters(dashboard: Dashboard, gegevens: Gegevens, *, mag_herkomst: bool) -> dict[str, Any]:
    velden = list(_velden(dashboard, gegevens, mag_herkomst=mag_herkomst))
    zin = " ".join(f"{veld['voor']} {_gekozen(veld)}" for veld in velden)
    return {"zin": f"{zin}.", "velden": velden, "vast": _vast(gegevens.keuze)}


def _gekozen(veld: Mapping[str, Any]) -> str:
    return str(next(keuze["tekst"] for keuze in veld["keuzen"] if keuze["waarde"] == veld["waarde"]))


def _velden(dashboard: Dashboard, gegevens: Gegevens, *, mag_herkomst: bool) -> Iterator[dict[str, Any]]:
    keuze = gegevens.keuze
    begin = "Ik bekijk"
    for een in dashboard.filters:
        opties = [("", een.alle), *((code, een.tekst.format(code)) for code in dashboard.keuzen(gegevens, een))]
        yield _veld(een.naam, een.titel, begin, keuze.gekozen(een.naam) or "", opties)
        begin = "en"
    jaren = [(jaar, f"{jaar} (loopt nog)" if nummer == 0 else jaar) for nummer, jaar in enumerate(keuze.keuzejaren)]
    yield _veld("schooljaar", "Schooljaar", "in schooljaar" if dashboard.filters else begin, keuze.jaar, jaren)
    yield _veld("vergelijk", "Vergelijk met", "naast", keuze.vergelijk, VERGELIJKINGEN.items())
    if mag_herkomst:
        yield _veld("toerekening", "Toegerekend aan", "en reken toe aan", keuze.toerekening, TOEREKENINGEN.items())


def _veld(naam: str, titel: str, voor: str, waarde: str, opties: Any) -> dict[str, Any]:
    keuzen = [{"waarde": code, "tekst": tekst} for code, tekst in opties]
    if waarde not in [een["waarde"] for een in keuzen]:
        keuzen.append({"waarde": waarde, "tekst": waarde})
    return {"naam": naam, "titel": titel, "voor": voor, "waarde": waarde, "keuzen": keuzen}


def _vast(keuze: Keuze) -> dict[str, str]:
    """What a form must send along besides its fields."""
    delen = {"niveau": keuze.niveau, "eenheid": keuze.eenheid, "binnen": keuze.binnen, "verdeling": keuze.verdeling}
    return {naam: waarde for naam, waarde in delen.items() if waarde} | ({"uitleg": "ja"} if keuze.uitleg else {})


def _kerncijfer(kern: Kerncijfer) -> dict[str, Any]:
    return {
        "code": kern.code,
        "titel": kern.titel,
        "waarde": als_json(kern.waarde),
        "toon": kern.toon,
        "regels": list(kern.regels),
        "uitleg": _uitleg(kern.indicator),
    }


def _figuur(figuur: Figuur, gegevens: Gegevens) -> dict[str, Any]:
    keuze = gegevens.keuze
    return {
        "code": figuur.code,
        "titel": figuur.titel,
        # A sentence that ends in an abbreviation has one point.
        "zin": figuur.zin.replace("n.v.t..", "n.v.t."),
        "vergelijking": figuur.vergelijking or None,
        "vorm": figuur.vorm,
        "plaats": figuur.plaats,
        "grafiek": _grafiek(figuur),
        "leeg": _leeg(figuur),
        "noten": list(figuur.noten),
        "tabel": {
            "kolommen": [_kolom(kolom) for kolom in figuur.tabel.kolommen],
            "rijen": [_rij(rij, keuze) for rij in figuur.tabel.rijen],
        },
        "wissel": [
            {"waarde": code, "tekst": tekst, "gekozen": code == gegevens.kader.verdeling,
             "_links": {"pagina": _link(keuze.adres(verdeling=code))}}
            for code, tekst in figuur.wissel
        ],
        "uitleg": [_uitleg(een) for een in figuur.indicatoren],
        "standPer": figuur.stand_per.isoformat() if figuur.stand_per else gegevens.stand,
        "standTekst": _stand(figuur, gegevens),
        "toelichting": None,
        "_links": _downloads(figuur, keuze),
    }  # fmt: skip


def _stand(figuur: Figuur, gegevens: Gegevens) -> str | None:
    if figuur.stand_per:
        return dag(figuur.stand_per)
    return tijdstip(lees_tijdstip(gegevens.stand)) if gegevens.stand else None


def _leeg(figuur: Figuur) -> str | None:
    """Why nothing is drawn; that there is nothing is said only where nothing is hidden."""
    verborgen = figuur.leeg and any(waarde.niet_vrijgegeven for waarde in figuur.tabel.waarden())
    return _TE_KLEIN if verborgen else figuur.leeg or None


def _grafiek(figuur: Figuur) -> dict[str, Any] | None:
    if figuur.spec is None:
        return None
    return {
        "spec": figuur.spec,
        "beschrijving": figuur.beschrijving,
        "legenda": [{"naam": naam, "kleur": kleur} for naam, kleur in figuur.legenda],
        "breedte": figuur.breedte,
        "hoogte": figuur.hoogte,
    }


def _downloads(figuur: Figuur, keuze: Keuze) -> dict[str, Any]:
    basis = f"/v1/grafieken/{keuze.dashboard}/{figuur.code}"
    vormen = (*VORMEN_TABEL, *(VORMEN_GRAFIEK if figuur.spec is not None else ()))
    return {vorm: _link(keuze.adres(f"{basis}.{vorm}")) for vorm in vormen}


def _kolom(kolom: Kolom) -> dict[str, Any]:
    return {
        "naam": kolom.naam,
        "soort": kolom.soort,
        "schooljaar": kolom.jaar,
        "inLijn": kolom.in_lijn,
        "getoond": kolom.getoond,
    }


def _rij(rij: Rij, keuze: Keuze) -> dict[str, Any]:
    eenheid = rij.eenheid
    wie = None
    if eenheid is not None:
        velden = {naam: eenheid[naam] for naam in ("niveau", "eenheid", "naam", "plaats", "zicht", "label")}
        wie = {**velden, "_links": _wegen(keuze.bij(eenheid["niveau"], eenheid["eenheid"]))}
    return {
        "cellen": [_cel(cel) for cel in rij.cellen],
        "nadruk": rij.nadruk,
        "kenmerk": rij.kenmerk,
        "eenheid": wie,
        "naar": _naar(rij, keuze),
    }


def _naar(rij: Rij, keuze: Keuze) -> dict[str, str] | None:
    """To another page, or to a dashboard that there is."""
    if rij.naar and rij.naar.startswith("/"):
        return _link(rij.naar)
    return _link(keuze.adres(f"/{rij.naar}", verdeling=None)) if rij.naar in DASHBOARDS else None


def _cel(cel: Cel) -> str | dict[str, Any]:
    return cel if isinstance(cel, str) else als_json(cel)


def als_json(waarde: Waarde) -> dict[str, Any]:
    """A value with its status; `tekst` is how it stands on the page."""
    getal = waarde.getal
    if getal is not None and float(getal).is_integer():
        getal = int(getal)
    marge = {"laag": waarde.laag, "hoog": waarde.hoog} if getal is None and waarde.laag is not None else {}
    return {"waarde": getal, **marge, "status": waarde.status, "tekst": waarde.toon}


def _uitleg(wat: Definitie | Begrip) -> dict[str, Any]:
    return {"code": wat.code, "titel": wat.titel, **_als_velden(wat.uitleg)}


@lru_cache(512)
def _als_velden(uitleg: Uitleg) -> dict[str, str]:
    return asdict(uitleg)
