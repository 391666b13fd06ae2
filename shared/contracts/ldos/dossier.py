"""`data` of an LDOS event: the whole dossier as it stands after the event.

P marks personal or free text: its shape is checked where the contract gives one, and it never leaves the raw
side. What depends on more than one field is in rules.py.
"""

from typing import Literal

from shared.contracts import codes
from shared.contracts.ldos.fields import (
    Aantal,
    Bedrag,
    Behoeften,
    Beschikkingsnummer,
    Bestuur,
    ContractModel,
    Datum,
    Dossiernummer,
    Leerjaar,
    Swv,
    Versie,
    Vestiging,
    Vrij,
)


class Tlv(ContractModel):
    """Admission to sbo, so, vso or pro; a category exactly for so and vso."""

    schoolsoort: codes.Schoolsoort
    categorie: codes.Categorie | None = None


class Arrangement(ContractModel):
    """Support at an ordinary school; `bedrag` in euro as decimal text, `leerlingen` a number of pupils."""

    type: codes.ArrangementType
    bedrag: Bedrag
    leerlingen: Aantal


class Leerling(ContractModel):
    """P: the pupil. A BSN does not belong here (OSO); one that arrives is dropped and counted."""

    voornamen: str
    achternaam: str
    geboortedatum: str
    geslacht: Vrij = None
    bsn: Vrij = None
    adres: Vrij = None
    postcode: Vrij = None
    leerlingnummer: Vrij = None


class Ouder(ContractModel):
    """P: a parent or guardian."""

    naam: str
    telefoon: Vrij = None
    email: Vrij = None


class Aanvrager(ContractModel):
    """P: the member of staff who applies."""

    naam: str
    functie: Vrij = None
    email: Vrij = None
    telefoon: Vrij = None


class Bijlage(ContractModel):
    """P: a document of the dossier."""

    naam: str
    url: str


class Aanvraag(ContractModel):
    """The application. Days are calendar days in Europe/Amsterdam."""

    ingediend_op: Datum
    compleet_op: Datum | None = None
    herindicatie: bool
    vestiging: Vestiging
    vestiging_herkomst: Vestiging | None = None
    bestuur: Bestuur | None = None
    herkomst: codes.Herkomst
    leerjaar: Leerjaar | None = None
    tlv: Tlv | None = None
    arrangement: Arrangement | None = None
    ondersteuningsbehoeften: Behoeften | None = None
    leerling: Leerling | None = None
    ouders: list[Ouder] | None = None
    aanvrager: Aanvrager | None = None
    toelichting: str | None = None
    bijlagen: list[Bijlage] | None = None


class Bezwaar(ContractModel):
    """An objection to the decision; without outcome while it runs."""

    ingediend_op: Datum
    uitkomst: Literal["ongegrond", "gegrond", "ingetrokken"] | None = None


class Beschikking(ContractModel):
    """The decision; what was granted may differ from what was asked."""

    nummer: Beschikkingsnummer
    besluit: codes.Uitkomst
    besluit_op: Datum
    bekendgemaakt_op: Datum | None = None
    tlv: Tlv | None = None
    arrangement: Arrangement | None = None
    geldig_van: Datum | None = None
    geldig_tot: Datum | None = None
    deskundigen: Vrij = None
    motivering: Vrij = None
    brief: Vrij = None
    bezwaar: Bezwaar | None = None


class Verwijdering(ContractModel):
    """What is left of a dossier that LDOS no longer has: enough to know which one, and from which version."""

    dossiernummer: Dossiernummer
    versie: Versie
    aangemaakt_op: Datum
    swv: Swv


class Dossier(Verwijdering):
    """The dossier, whole."""

    soort: codes.Soort
    status: codes.Status
    aanvraag: Aanvraag
    beschikking: Beschikking | None = None
