"""Ratios over the lists with persons: how many TLV's are used, and how many pupils are at home per 1,000."""

from shared.contracts.indicatoren.delen import splitsingen
from shared.contracts.indicatoren.duo import MARGE
from shared.contracts.indicatoren.model import Celdeel, Maat, OpenDeel, Splitsing, Tabel, Uitleg, Verhouding

_WAARDEN = {"schoolsoort": ("sbo", "so", "vso", "pro", "onbekend"), "categorie": ("laag", "midden", "hoog", "geen")}

LIJSTVERHOUDINGEN = (
    Verhouding(
        code="verzilveringsgraad",
        titel="Verzilveringsgraad",
        uitleg=Uitleg(
            "Het aandeel van de TLV’s voor so en vso, geldig op de teldatum, waarvoor DUO een leerling bekostigt.",
            "Zolang de lijst van een teldatum niet is geladen, is het percentage onbekend. Van sbo en pro bestaat dit"
            " cijfer niet: DUO registreert die TLV’s niet centraal.",
            "Verzilverde TLV’s gedeeld door verzilverde en niet-verzilverde TLV’s samen, maal 100.",
            "speciaal en voortgezet speciaal onderwijs",
            "LDOS, zoals het dossier er nu voor staat, naast de lijst van door DUO bekostigde leerlingen",
        ),
        eenheid="procent",
        maat=Maat.VERHOUDING,
        splitsingen={
            naam: Splitsing(naam, None, een.titel, _WAARDEN[naam])
            for naam, een in splitsingen("schoolsoort categorie").items()
        },
        peildatum="de teldatum van het schooljaar",
        teldatum=True,
        teller=Celdeel(("tlv-verzilverd",)),
        noemer=Celdeel(("tlv-verzilverd", "tlv-niet-verzilverd")),
    ),
    Verhouding(
        code="thuiszitters-per-1000",
        titel="Thuiszitters per 1.000 leerlingen",
        uitleg=Uitleg(
            "Het aantal thuiszitters op de laatste peildatum van het schooljaar, per 1.000 leerlingen op 1 oktober.",
            "Absoluut verzuim hoort bij geen school en telt alleen voor het samenwerkingsverband. Vrijstellingen"
            f" (artikel 5 onder a) tellen niet mee. Alle leerlingen op de scholen van de eenheid tellen mee. {MARGE}",
            "Thuiszitters gedeeld door leerlingen, maal 1.000.",
            "primair en voortgezet onderwijs",
            "De leerplichtregistratie (bron thuiszitters), en DUO, open onderwijsdata",
        ),
        eenheid="per 1.000 leerlingen",
        maat=Maat.VERHOUDING,
        peildatum="de laatste peildatum van het schooljaar; de leerlingen op 1 oktober",
        met_marge=True,
        factor=1000,
        teller=Celdeel(("thuiszitters",)),
        noemer=OpenDeel(Tabel.LEERLINGEN),
    ),
)
