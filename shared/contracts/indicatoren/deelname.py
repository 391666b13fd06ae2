"""The deelnamepercentages, in the definition of Vensters. The other two in use are named in the explanation."""

from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren.duo import MARGE, OKTOBER, OPEN_DATA, REGULIER
from shared.contracts.indicatoren.model import Maat, OpenDeel, Soorten, Tabel, Uitleg, Verhouding

_DRIE_DEFINITIES = (
    "Er zijn drie definities in omloop. Wij gebruiken die van Vensters: het aandeel in {vensters}. OCW in cijfers"
    " deelt door {ocw}, en komt daardoor lager uit. Samenwerkingsverbanden rekenen soms met een eigen noemer, zoals"
    " {lokaal}. Vergelijk alleen percentages met dezelfde definitie; bij een landelijk cijfer staat welke het is."
)
_PO = {
    "vensters": "bao en sbo samen",
    "ocw": "bao, sbo en so samen",
    "lokaal": "bao en sbo aangevuld met de leerlingen met een TLV die elders naar school gaan",
}
_VO = {
    "vensters": "het vo zonder vso (pro telt bij het vo)",
    "ocw": "vo en vso samen",
    "lokaal": "het vo zonder pro",
}


def _deelname(soort: str, kind: str, tabel: Tabel) -> Verhouding:
    """`kind`: the kind of SWV for which it applies."""
    betaalt = tabel is Tabel.SWV_TELLING
    waar = "het samenwerkingsverband dat betaalt" if betaalt else "het samenwerkingsverband van de school"
    noemer = "bao en sbo" if kind == "PO" else "vo zonder vso"
    soorten: Soorten = {kind: (soort,)}
    return Verhouding(
        code=f"deelname-{soort}",
        titel=f"Deelname {soort}",
        uitleg=Uitleg(
            f"Het aantal leerlingen in het {soort} als percentage van de leerlingen in {noemer}, op 1 oktober.",
            _DRIE_DEFINITIES.format(**(_PO if kind == "PO" else _VO))
            + f" Een leerling in het {soort} telt voor {waar}. {MARGE}",
            f"Leerlingen {soort} gedeeld door de leerlingen in {noemer}, maal 100. Landelijk: de aangesloten"
            " samenwerkingsverbanden samen; dat is iets anders dan het gepubliceerde cijfer over heel Nederland.",
            "primair onderwijs" if kind == "PO" else "voortgezet onderwijs",
            f"{OPEN_DATA}: leerlingen per vestiging"
            + (" en per samenwerkingsverband dat betaalt" if betaalt else "")
            + "; landelijk cijfer: OCW of DUO, zoals gepubliceerd",
        ),
        eenheid="procent",
        maat=Maat.VERHOUDING,
        peildatum=OKTOBER,
        niveaus=(Niveau.SWV, Niveau.LANDELIJK),
        herkomst="open",
        openbaar=True,
        met_marge=True,
        teller=OpenDeel(tabel, soorten),
        noemer=OpenDeel(Tabel.LEERLINGEN, {kind: REGULIER[kind]}),
        teller_in_noemer=not betaalt,
    )


DEELNAME = (
    _deelname("sbo", "PO", Tabel.LEERLINGEN),
    _deelname("so", "PO", Tabel.SWV_TELLING),
    _deelname("vso", "VO", Tabel.SWV_TELLING),
    _deelname("pro", "VO", Tabel.LEERLINGEN),
)
