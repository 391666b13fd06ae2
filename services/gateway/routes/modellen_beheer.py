"""Settings and data quality as OpenAPI describes them."""

from typing import Annotated, Literal

from pydantic import Field

from services.gateway.domain.instellingen import MAX_TERMIJN_DAGEN
from services.gateway.domain.ondergrens import HOOGST, LAAGST
from services.gateway.routes.modellen import Link, Model, Schooljaar, Tijd
from shared.contracts.duren import STANDAARDTERMIJN_DAGEN, Vanaf


class TermijnModel(Model):
    """Termijn waarbinnen een besluit valt, in kalenderdagen."""

    dagen: int = Field(STANDAARDTERMIJN_DAGEN, ge=1, le=MAX_TERMIJN_DAGEN, strict=True)
    vanaf: Vanaf = Field(
        Vanaf.INGEDIEND, description="Bij compleetOp tellen dossiers zonder die datum niet mee in binnenTermijn"
    )


class InstellingenIn(Model):
    """De instellingen van een SWV, als geheel."""

    doorlooptijd: TermijnModel
    behoefte_voor: Annotated[list[Literal["bestuur", "school"]], Field(max_length=2)] = Field(
        description="Rollen die mogen splitsen en filteren naar ondersteuningsbehoefte"
    )
    ondergrens: int = Field(
        0,
        ge=0,
        le=HOOGST,
        strict=True,
        description="Besturen en scholen zien geen aantallen hieronder, en niets waarmee die uit te rekenen zijn:"
        f" {LAAGST} tot en met {HOOGST}, of 0 voor geen ondergrens",
    )


class InstellingenVersie(InstellingenIn):
    """Instellingen zoals ze op een moment zijn vastgelegd."""

    versie: int
    gewijzigd_op: Tijd | None = Field(description="null: er is nooit iets ingesteld, dit is de standaard")
    gewijzigd_door: str | None


class Instellingen(InstellingenVersie):
    """De geldende instellingen, met wat ervoor gold."""

    swv: str
    geschiedenis: list[InstellingenVersie] = Field(description="Alle wijzigingen, de nieuwste eerst")
    links: dict[str, Link] = Field(alias="_links")


class VrijgavebeleidIn(Model):
    """Hoe de cijfers van een SWV worden vrijgegeven, als geheel. Geldt vanaf de volgende vrijgave."""

    drempel: int = Field(strict=True, description="Onder dit aantal dossiers staat er '< 8'; minstens 5")
    afronding: int = Field(
        strict=True, description="Aantallen zijn een veelvoud hiervan; minstens 3, hoogstens de drempel"
    )
    veranderd: int = Field(strict=True, description="Een cel verandert bij 0 of zoveel andere dossiers; minstens 3")
    scholen: int = Field(strict=True, description="Zoveel scholen heeft een bestuur of subregio; minstens 3")
    duren: int = Field(strict=True, description="Doorlooptijden vanaf zoveel dossiers; minstens 5")
    maanden_groot: list[int] = Field(max_length=12, description="Maanden van een vrijgave van swv en landelijk")
    maanden_klein: list[int] = Field(max_length=12, description="Maanden van een vrijgave van bestuur en subregio")


class VrijgavebeleidVersie(VrijgavebeleidIn):
    """Beleid zoals het op een moment is vastgelegd."""

    versie: int
    gewijzigd_op: Tijd | None = Field(description="null: dit SWV stelde niets in, het beleid van de installatie geldt")
    gewijzigd_door: str | None


class Vrijgavebeleidsblad(VrijgavebeleidVersie):
    """Het beleid dat geldt, met wat het SWV eerder instelde."""

    swv: str
    geschiedenis: list[VrijgavebeleidVersie] = Field(description="Alle wijzigingen, de nieuwste eerst")
    links: dict[str, Link] = Field(alias="_links")


class GevondenVestiging(Model):
    """Een school die geen gewoon lid is van het SWV."""

    schooljaar: Schooljaar
    vestiging: str
    naam: str
    plaats: str | None
    bestuur: str | None
    bestuur_naam: str | None
    label: str = Field(description="'onbekend', 'buiten het SWV' of 'primair onderwijs' (dat laatste is gewoon)")
    aantal: int = Field(description="Aantal aanvragen")


class AfwijkendBestuur(Model):
    """Dossiers die een ander bestuur noemen dan de organisatiegegevens, die de doorslag geven."""

    schooljaar: Schooljaar
    vestiging: str
    naam: str
    plaats: str | None
    opgegeven: str
    opgegeven_naam: str | None
    geldend: str
    geldend_naam: str | None
    aantal: int


class AnderBestuurBijDuo(Model):
    """Een school waarvan DUO een ander bestuur noemt dan de organisatiegegevens van dit schooljaar."""

    vestiging: str
    naam: str
    plaats: str | None
    geldend: str
    geldend_naam: str | None
    bij_duo: str
    bij_duo_naam: str | None


class LeveringVanBron(Model):
    """Wanneer een bronsysteem voor het laatst iets voor dit SWV leverde."""

    bron: str
    laatste: Tijd | None
    uren_geleden: int | None
    te_laat: bool = Field(description="Meer dan drie dagen niets, of nog nooit iets")
    ontvangen: int
    geteld: int
    geweigerd: int


class KwaliteitTotalen(Model):
    """Aantallen aanvragen per bevinding; bij DUO: scholen."""

    onbekend: int
    buiten_het_swv: int
    primair_onderwijs: int
    afwijkend_bestuur: int
    ander_bestuur_bij_duo: int
    bronnen_te_laat: int


class Datakwaliteit(Model):
    """Wat er in de gegevens van een SWV opvalt; de cijfers veranderen er niet door."""

    swv: str
    stand: Tijd
    totalen: KwaliteitTotalen
    vestigingen: list[GevondenVestiging]
    afwijkende_besturen: list[AfwijkendBestuur]
    andere_besturen_bij_duo: list[AnderBestuurBijDuo]
    leveringen: list[LeveringVanBron]
