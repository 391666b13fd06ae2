"""What leaves the anonymiser: one case as it stands, without a person (topic `onderwijs.zaken`).

A closed type: enums, bounded integers, codes of fixed shape and keyed hashes. No field is free text, so
no name, address or note can travel in it; days are coarsened to month and ISO week. Legally this is still
*pseudonymised* (one case can be singled out); only what passes the release gate is anonymous.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.contracts import codes
from shared.contracts.gesloten import Bericht, GeslotenCamel

MAX_TELDATUMS = 100
"""Fifty schooljaren of validity; what lies beyond is nobody's school career."""

Pseudoniem = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Vestiging = Annotated[str, Field(pattern=r"^[0-9]{2}[A-Z]{2}[0-9]{2}$")]
SwvCode = Annotated[str, Field(pattern=r"^(PO|VO)[0-9]{4}$")]
BestuurCode = Annotated[str, Field(pattern=r"^[0-9]{5}$")]
Dagen = Annotated[int, Field(ge=0, lt=2**22)]
Jaar = Annotated[int, Field(ge=0, le=9999)]


def _leeg(waarde: object) -> bool:
    # What has no older pseudonym keeps the bytes, and so the digest, that it had before the field existed.
    return waarde == ()


class Moment(GeslotenCamel):
    """A day, coarsened: schooljaar (first year), calendar month 1…12, ISO week 1…53."""

    schooljaar: Jaar
    maand: Annotated[int, Field(ge=1, le=12)]
    week: Annotated[int, Field(ge=1, le=53)]


class Tlv(GeslotenCamel):
    """Kind of toelaatbaarheidsverklaring; a category exactly for so and vso."""

    schoolsoort: codes.Schoolsoort
    categorie: codes.Categorie | None

    @model_validator(mode="after")
    def _categorie_past(self) -> Self:
        if (self.categorie is None) == (self.schoolsoort in codes.MET_CATEGORIE):
            raise ValueError("categorie hoort precies bij so en vso")
        return self


class Arrangement(GeslotenCamel):
    """Kind of arrangement; `bedrag_cent` in euro cents (exact), `leerlingen` a number of pupils."""

    type: codes.ArrangementType
    bedrag_cent: Annotated[int, Field(ge=0, lt=10**11)]
    leerlingen: Annotated[int, Field(ge=1, lt=2**31)]


class Geldigheid(GeslotenCamel):
    """Validity of what was granted.

    `teldatums` are the covered counting days, each (schooljaar, '10-01' or '02-01'); `schooljaren` the number
    of schooljaren covered whole; `eind_schooljaar` the schooljaar that holds the last day.
    """

    teldatums: Annotated[tuple[tuple[Jaar, codes.Teldatum], ...], Field(max_length=MAX_TELDATUMS)]
    schooljaren: Annotated[int, Field(ge=0, le=9999)]
    eind_schooljaar: Jaar


class Besluit(GeslotenCamel):
    """The decision: what, when, announced when, granted what, and what became of a bezwaar.

    `beschikking` is the pseudonym of its number under the newest key of the SWV, `beschikkingen` those under the
    older keys that still live, so that decisions meet when they share any key. Left out when there is none.
    """

    uitkomst: codes.Uitkomst
    genomen: Moment
    bekendgemaakt: Moment | None
    doorlooptijd_dagen: Dagen
    tlv: Tlv | None
    arrangement: Arrangement | None
    geldigheid: Geldigheid | None
    bezwaar: codes.Bezwaar | None
    beschikking: Pseudoniem
    beschikkingen: Annotated[tuple[Pseudoniem, ...], Field(max_length=8, exclude_if=_leeg)] = ()

    def nummers(self) -> frozenset[str]:
        """Every pseudonym of the number of this decision."""
        return frozenset((self.beschikking, *self.beschikkingen))


class Dossier(GeslotenCamel):
    """The state of a case that is not removed.

    `vestiging_herkomst` is filled only where it differs from `vestiging`; `behoeften` stand in the order of
    the code list, each once, so that equal content has equal bytes.
    """

    soort: codes.Soort
    status: codes.Status
    ingediend: Moment
    dagen_tot_compleet: Dagen | None
    herindicatie: bool
    vestiging: Vestiging
    vestiging_herkomst: Vestiging | None
    bestuur: BestuurCode | None
    herkomst: codes.Herkomst
    leerjaar: codes.Leerjaar | None
    behoeften: Annotated[tuple[codes.Behoefte, ...], Field(max_length=len(codes.BEHOEFTEN))]
    tlv: Tlv | None
    arrangement: Arrangement | None
    besluit: Besluit | None


class Zaak(GeslotenCamel, Bericht):
    """One version of one case. `dossier` is None exactly when the case was removed from LDOS.

    `zaak` is the case pseudonym, `event_id` a MAC of source + id under the same key (tracing only), `bron` the
    number of the registered source system. `versie` decides: of one case the highest wins.
    """

    zaak: Pseudoniem
    versie: Annotated[int, Field(ge=1, lt=2**53)]
    bron: Annotated[int, Field(ge=0, lt=2**31)]
    swv: SwvCode
    event_id: Pseudoniem
    type: codes.GebeurtenisType
    dossier: Dossier | None
