"""Indicators over DUO's open data, alone or together with LDOS: pupils, grensverkeer, referral, streams."""

from shared.contracts import codes
from shared.contracts.eenheden import Niveau
from shared.contracts.indicatoren.model import (
    Celdeel,
    Definitie,
    Maat,
    OpenDeel,
    OpenIndicator,
    Splitsing,
    Stromen,
    Tabel,
    Telling,
    Uitleg,
    Verhouding,
)

OPEN_DATA = "DUO, open onderwijsdata"
OKTOBER = "1 oktober van het schooljaar"
MARGE = (
    "DUO drukt een aantal van 1 tot en met 4 af als ‘<5’. Dat blijft een marge: een som kent dan een onder- en een"
    " bovengrens, en een percentage ook."
)
REGULIER = {"PO": ("bao", "sbo"), "VO": ("vo", "pro")}
"""The pupils that a percentage is taken of: bao and sbo together, or vo without vso (pro is part of vo)."""
BEKOSTIGD = ("sbo", "so", "vso", "pro")
"""Schoolsoorten for which an SWV decides and pays."""
HEEN = ("sbo", "so", "vso", "pro")
TERUG = {"PO": (("sbo", "bao"), ("so", "bao")), "VO": (("vso", "vo"),)}
"""Ways back, by kind of SWV."""


def _schoolsoort(waarden: tuple[str, ...]) -> dict[str, Splitsing]:
    return {"schoolsoort": Splitsing("schoolsoort", None, "schoolsoort", waarden)}


def _grensverkeer(telling: Telling, wat: str, noot: str, formule: str) -> OpenIndicator:
    """Pupils across the border of an SWV, one way."""
    richting = telling.value.removeprefix("grensverkeer-")
    return OpenIndicator(
        code=f"grensverkeer-{richting}",
        titel=f"Grensverkeer {richting}",
        uitleg=Uitleg(
            wat,
            MARGE + noot,
            formule,
            "speciaal (basis)onderwijs, voortgezet speciaal onderwijs en praktijkonderwijs",
            f"{OPEN_DATA}: leerlingen per samenwerkingsverband dat betaalt",
        ),
        eenheid="leerlingen",
        maat=Maat.LEERLINGEN,
        splitsingen=_schoolsoort(BEKOSTIGD),
        peildatum="de teldatum van het schooljaar",
        teldatum=True,
        niveaus=(Niveau.SWV,),
        herkomst="open",
        openbaar=True,
        met_marge=True,
        telling=telling,
    )


DUO: tuple[Definitie, ...] = (
    OpenIndicator(
        code="leerlingen",
        titel="Leerlingen",
        uitleg=Uitleg(
            "Het aantal leerlingen op de scholen van de eenheid op 1 oktober.",
            MARGE + " Bij een school voor so en vso samen zegt DUO niet hoeveel leerlingen so en hoeveel vso volgen;"
            " zij staan in de rij so/vso. Een school die lid is van twee samenwerkingsverbanden, telt bij allebei"
            " mee. Een school die niet in het bestand van DUO staat, telt niet mee; het antwoord zegt hoeveel dat er"
            " zijn.",
            "Som van de leerlingen per vestiging volgens DUO, over de vestigingen die in dat schooljaar bij de eenheid"
            " horen.",
            "primair en voortgezet onderwijs",
            f"{OPEN_DATA}: leerlingen per vestiging",
        ),
        eenheid="leerlingen",
        maat=Maat.LEERLINGEN,
        splitsingen=_schoolsoort(codes.VESTIGING_SOORTEN),
        peildatum=OKTOBER,
        herkomst="open",
        openbaar=True,
        met_marge=True,
        telling=Telling.LEERLINGEN,
    ),
    _grensverkeer(
        Telling.GRENSVERKEER_UIT,
        "Het aantal leerlingen dat dit samenwerkingsverband bekostigt op een school in een ander samenwerkingsverband.",
        " Regulier onderwijs (bao, vo) telt niet mee. Staat bij leerlingen niet waar de school ligt, dan"
        " kunnen zij binnen of buiten zijn: ook dat geeft een marge.",
        "Bekostigde leerlingen van dit samenwerkingsverband op de teldatum, waarvan de vestiging bij een ander"
        " samenwerkingsverband hoort.",
    ),
    _grensverkeer(
        Telling.GRENSVERKEER_IN,
        "Het aantal leerlingen op scholen in dit samenwerkingsverband dat een ander samenwerkingsverband bekostigt.",
        " Telt over de samenwerkingsverbanden waarvan de cijfers van DUO zijn ingelezen. Regulier"
        " onderwijs (bao, vo) telt niet mee.",
        "Bekostigde leerlingen van andere samenwerkingsverbanden op de teldatum, waarvan de vestiging bij dit"
        " samenwerkingsverband hoort.",
    ),
    Verhouding(
        code="verwijzingspercentage",
        titel="Verwijzingspercentage",
        uitleg=Uitleg(
            "Het aandeel van de leerlingen dat in het schooljaar voor het eerst een toelaatbaarheidsverklaring kreeg.",
            "Een TLV telt bij de school waar de leerling vandaan komt; een herindicatie telt niet mee. De leerlingen"
            f" zijn die van 1 oktober. {MARGE}",
            "Toegekende TLV’s zonder herindicaties (tlv-toegekend, toerekening naar herkomst) gedeeld door de"
            " leerlingen in bao en sbo, of bij een samenwerkingsverband vo in vo en pro, maal 100.",
            "primair en voortgezet onderwijs",
            "LDOS, zoals het dossier er nu voor staat, en DUO, open onderwijsdata",
        ),
        eenheid="procent",
        maat=Maat.VERHOUDING,
        peildatum="de dag van het besluit; de leerlingen op 1 oktober van het schooljaar",
        met_marge=True,
        teller=Celdeel(("tlv-toegekend",), (("herindicatie", False),), herkomst=True),
        noemer=OpenDeel(Tabel.LEERLINGEN, REGULIER),
    ),
    Stromen(
        code="leerlingstromen",
        titel="Leerlingstromen",
        uitleg=Uitleg(
            "Waar leerlingen met een toegekende TLV vandaan komen en waar zij heen gaan, en hoeveel leerlingen"
            " teruggaan.",
            "Heen telt toegekende TLV’s, terug telt leerlingen: dat zijn verschillende bronnen, dus het totaal telt"
            " alleen heen (of met filter.richting=terug alleen terug). Terug is alleen per samenwerkingsverband"
            f" bekend. {MARGE}",
            "Heen: toegekende TLV’s (tlv-toegekend) naar schoolsoort van herkomst en toegekende schoolsoort. Terug:"
            " leerlingen van sbo of so naar bao, of van vso naar vo.",
            "primair en voortgezet onderwijs",
            "LDOS, zoals het dossier er nu voor staat, en de bron stromen",
        ),
        eenheid="TLV’s en leerlingen",
        maat=Maat.LEERLINGEN,
        splitsingen={
            "van": Splitsing("van", None, "schoolsoort van herkomst", codes.HERKOMSTEN),
            "naar": Splitsing("naar", None, "schoolsoort van bestemming", (*HEEN, "bao", "vo")),
            "richting": Splitsing("richting", None, "heen of terug", ("heen", "terug")),
        },
        peildatum="de dag van het besluit; terug: het schooljaar",
        met_marge=True,
    ),
)
