"""The answer of a comparison as OpenAPI describes it."""

from typing import Annotated

from pydantic import Field

from services.gateway.domain.rechten import Zicht
from services.gateway.routes.modellen import Breuk, Duur, Model, Schooljaar, Status, Tijd, Verhouding, Waarde
from shared.contracts.eenheden import Niveau

Maand = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$", examples=["2025-12"])]
Getal = int | str


class Week(Model):
    """Een ISO-week."""

    jaar: int
    week: int


class Verschil(Model):
    """Verandering ten opzichte van toen; `procent` alleen over tien dossiers of meer, anders zegt `reden` waarom."""

    absoluut: Getal | float | None
    procent: float | None
    reden: str | None


class Aandeel(Model):
    """Een percentage met teller en noemer, of de reden dat het er niet is."""

    waarde: float | None
    status: Status
    teller: Getal | None = None
    noemer: Getal | None = None
    tekst: str | None = None


class AandeelPerJaar(Aandeel):
    """Het aandeel van een schooljaar dat in dezelfde periode al geteld was."""

    schooljaar: Schooljaar


class EerderJaar(Model):
    """Een eerder schooljaar; `zelfdePeriode` loopt tot en met dezelfde ISO-week als `totEnMet`."""

    schooljaar: Schooljaar
    zelfde_periode: Waarde | Duur | Breuk
    heel_schooljaar: Waarde | Duur | Breuk
    verschil: Verschil
    mei_tot_en_met_juli: Aandeel


class TwaalfMaanden(Model):
    """De laatste twaalf hele kalendermaanden, en de twaalf daarvoor."""

    van: Maand
    tot_en_met: Maand
    nu: Waarde
    vorige: Waarde
    verschil: Verschil


class OpSeizoen(Waarde):
    """Tot nu gedeeld door het gemiddelde aandeel dat toen al geteld was."""

    tot_nu: Getal | None = None
    gemiddeld_aandeel: float | None = None
    jaren: list[AandeelPerJaar] | None = None


class MetOpenstaand(Waarde):
    """Toegekend tot nu, plus wat er van het openstaande te verwachten is."""

    tot_nu: int | None = None
    openstaand: int | None = None
    deel_toegekend: Verhouding | None = None
    verwacht: int | None = None


class Prognose(Model):
    """Twee schattingen voor het lopende schooljaar, en hoe ze gemaakt zijn."""

    op_seizoen: OpSeizoen
    met_openstaand: MetOpenstaand
    uitleg: str


class Verdeling(Model):
    """Andere eenheden van dezelfde soort: kwartielen volgens dichtstbijzijnde rang, zonder de eenheid zelf.

    Van een eenheid is alleen `mediaan` er, haar waarde. Uit een vrijgave is een kwartiel onder de drempel null; `tekst`
    zegt dan welke, zoals "< 8"."""

    binnen: str = Field(description="Code van het SWV, of NL-PO of NL-VO voor alle aangesloten SWV's van die soort")
    schoolsoort: str | None = Field(description="Bij scholen: alleen scholen van deze soort")
    status: Status
    eenheden: int | None = Field(None, description="Hoeveel eenheden een waarde hebben")
    kwartiel1: Getal | float | None = None
    mediaan: Getal | float | None = None
    kwartiel3: Getal | float | None = None
    waarde: None = None
    tekst: str | None = None


class LandelijkeVergelijking(Model):
    """Het gepubliceerde landelijke cijfer van DUO of OCW, met bron en definitie; x zolang het er niet is."""

    waarde: float | None
    status: Status
    tekst: str | None = None
    schooljaar: Schooljaar | None = Field(None, description="Het gevraagde schooljaar, of het laatste daarvoor")
    teller: int | None = None
    noemer: int | None = None
    bron: str | None = Field(description="Wie het publiceerde, en de definitie")
    stand_per: str | None = None
    uitleg: str


class Vergelijking(Model):
    """Een cijfer met alles waarmee het vergeleken wordt."""

    indicator: str
    niveau: Niveau
    eenheid: str
    zicht: Zicht
    stand: Tijd | None
    schooljaar: Schooljaar | None
    tot_en_met: Week | None = Field(description="Lopende week; null als het schooljaar voorbij is of er geen week is")
    eigen: Waarde | Duur | Breuk = Field(description="Gelijk aan het totaal van waarden")
    tot_en_met_week: Waarde | Duur | Breuk = Field(
        description="De eigen waarde over dezelfde periode als de eerdere jaren"
    )
    eerder: list[EerderJaar] = Field(description="Vijf schooljaren terug, het vorige eerst")
    mei_tot_en_met_juli: Aandeel
    twaalf_maanden: TwaalfMaanden | Waarde
    prognose: Prognose
    verdelingen: list[Verdeling]
    landelijk_cijfer: LandelijkeVergelijking
    toelichting: list[str]
