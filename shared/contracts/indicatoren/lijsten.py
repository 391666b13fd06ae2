"""Indicators from lists with persons: TLV's beside DUO's funded pupils, and pupils at home."""

from shared.contracts import codes
from shared.contracts.cellen import Kubus
from shared.contracts.indicatoren.delen import splitsingen
from shared.contracts.indicatoren.model import Indicator, Maat, Splitsing, Uitleg

_DUO = (
    "LDOS, zoals het dossier er nu voor staat, naast de lijst van door DUO bekostigde leerlingen die het"
    " samenwerkingsverband heeft geladen (bron duo-bekostigd)"
)
_TELDAG = "de teldatum van het schooljaar"
_ZONDER_LIJST = (
    "Zolang de lijst van een teldatum niet is geladen, is het aantal onbekend. Van sbo en pro bestaat dit cijfer niet:"
    " DUO registreert die TLV's niet centraal."
)
_NVT = {"schoolsoort": frozenset({"sbo", "pro"}), "soortCategorie": frozenset({"sbo", "pro"})}


def _naast_duo(code: str, titel: str, staat: codes.Verzilvering, eenheid: str, uitleg: Uitleg) -> Indicator:
    return Indicator(
        code=code,
        titel=titel,
        uitleg=uitleg,
        eenheid=eenheid,
        kubus=Kubus.VERZILVERING,
        maat=Maat.AANTAL,
        selectie={"verzilvering": frozenset({staat})},
        splitsingen=splitsingen("schoolsoort categorie soortCategorie"),
        peildatum=_TELDAG,
        teldatum=True,
        lijst="duo-bekostigd",
        nvt=_NVT,
    )


LIJSTEN = (
    _naast_duo(
        "tlv-verzilverd",
        "Verzilverde TLV's",
        "verzilverd",
        "TLV's",
        Uitleg(
            "Het aantal toegekende TLV's voor so en vso waarvoor DUO op de teldatum een leerling bekostigt.",
            f"Ingedeeld zoals toegekend, bij de school die de TLV heeft aangevraagd. {_ZONDER_LIJST}",
            "Aantal toegekende TLV's voor so of vso, geldig op de teldatum (1 oktober of 1 februari), waarvan het"
            " beschikkingsnummer in de lijst van DUO van die teldatum staat. De nummers worden vergeleken zonder"
            " leestekens, hoofdletters en het nummer van het samenwerkingsverband ervoor, en alleen als pseudoniem.",
            "speciaal en voortgezet speciaal onderwijs",
            _DUO,
        ),
    ),
    _naast_duo(
        "tlv-niet-verzilverd",
        "Niet-verzilverde TLV's",
        "niet-verzilverd",
        "TLV's",
        Uitleg(
            "Het aantal toegekende TLV's voor so en vso waarvoor DUO op de teldatum geen leerling bekostigt.",
            "De leerling is bijvoorbeeld nog niet geplaatst, of het nummer is bij DUO anders geregistreerd. Ingedeeld"
            f" zoals toegekend, bij de school die de TLV heeft aangevraagd. {_ZONDER_LIJST}",
            "Aantal toegekende TLV's voor so of vso, geldig op de teldatum, waarvan het beschikkingsnummer niet in de"
            " lijst van DUO van die teldatum staat.",
            "speciaal en voortgezet speciaal onderwijs",
            _DUO,
        ),
    ),
    _naast_duo(
        "verzilverd-onbekend",
        "Bekostigde leerlingen zonder bekende TLV",
        "onbekend",
        "leerlingen",
        Uitleg(
            "Het aantal leerlingen dat DUO op de teldatum voor het samenwerkingsverband bekostigt, met een"
            " beschikkingsnummer dat in LDOS niet voorkomt.",
            "Bijvoorbeeld een TLV van voor het gebruik van LDOS, van een ander samenwerkingsverband, of een tikfout in"
            f" het nummer. Ingedeeld zoals DUO de leerling bekostigt, bij de school in de lijst. {_ZONDER_LIJST}",
            "Aantal nummers in de lijst van DUO van die teldatum waarvoor geen dossier met een besluit bestaat. Een"
            " nummer dat wel bekend is, maar waarvan de TLV niet (meer) geldt, telt hier niet.",
            "speciaal en voortgezet speciaal onderwijs",
            _DUO,
        ),
    ),
    Indicator(
        code="thuiszitters",
        titel="Thuiszitters",
        uitleg=Uitleg(
            "Het aantal leerlingen dat op de peildatum thuiszit: absoluut verzuim en langdurig relatief verzuim.",
            "Leerlingen met een vrijstelling (artikel 5 onder a van de Leerplichtwet) staan er apart bij en tellen"
            " nooit mee in het totaal. Absoluut verzuim hoort bij geen school en telt alleen voor het"
            " samenwerkingsverband. De telling is zo volledig als de registratie: geoorloofd verzuim, zoals ziekte,"
            " zit er niet in.",
            "Aantal meldingen met een begindatum op of voor de peildatum en geen einddatum op of voor de peildatum. Een"
            " schooljaar toont zijn laatste geladen peildatum. Duur: korter dan 4 weken (alleen absoluut verzuim), 4"
            " weken tot en met 3 maanden, of langer.",
            "primair en voortgezet onderwijs",
            "De lijst van de leerplichtregistratie die het samenwerkingsverband heeft geladen (bron thuiszitters)",
        ),
        eenheid="leerlingen",
        kubus=Kubus.THUISZITTER,
        maat=Maat.AANTAL,
        selectie={},
        splitsingen={
            **splitsingen("soort", soort="verzuim"),
            "duur": Splitsing("duur", "verzuimduur", "duur op de peildatum"),
            **splitsingen("reden"),
        },
        peildatum="de laatste peildatum van het schooljaar",
        lijst="thuiszitters",
        apart={"soort": frozenset({codes.VRIJSTELLING})},
        noot={"soort": "Vrijstellingen (artikel 5 onder a) staan apart en tellen niet mee in het totaal."},
    ),
)
