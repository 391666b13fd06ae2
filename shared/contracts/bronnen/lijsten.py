"""Topic `onderwijs.lijsten`: lists with persons as they leave the anonymiser, part by part.

Closed types: enums, bounded integers, codes of fixed shape, keyed hashes and the day that a list is about. No field of
a line is free text, and no day of a person passes. `wie` is the name of the member of staff who delivered.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from shared.contracts import codes
from shared.contracts.bronnen.levering import MAX_DEEL_RIJEN, Status, Tekst
from shared.contracts.gesloten import Bericht, Gesloten
from shared.contracts.zaken import Pseudoniem, SwvCode, Vestiging


class Bekostigd(Gesloten):
    """One funded pupil: pseudonyms of the number of the decision, under every live key of the SWV, newest first."""

    nummers: Annotated[tuple[Pseudoniem, ...], Field(min_length=1, max_length=9)]
    teldatum: date
    schoolsoort: Literal["so", "vso"]
    categorie: codes.Categorie
    vestiging: Vestiging


class Thuiszitter(Gesloten):
    """One pupil at home on the peildatum. `<4w` is only of absoluut verzuim, `geen` exactly of an exemption."""

    melding: Pseudoniem
    peildatum: date
    soort: codes.ThuiszitterSoort
    duur: codes.Thuiszitduur
    reden: codes.Thuiszitreden
    vestiging: Vestiging | None

    @model_validator(mode="after")
    def _duur_past(self) -> Self:
        if (self.duur == "geen") != (self.soort == codes.VRIJSTELLING):
            raise ValueError("geen duur hoort precies bij een vrijstelling")
        if self.duur == "<4w" and self.soort != "absoluut":
            raise ValueError("korter dan vier weken hoort bij absoluut verzuim")
        return self


class Lijstkop(Gesloten):
    """One delivery of one SWV.

    `bestand` is a keyed hash of the file (equal files are recognised, nobody can guess a file from it); `rijen` and
    `delen` count over all parts; `peildatum` as the deliverer gave it beside the file.
    """

    levering: Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    soort: Literal["duo-bekostigd", "thuiszitters"]
    swv: SwvCode
    bestand: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    rijen: Annotated[int, Field(ge=1)]
    delen: Annotated[int, Field(ge=1)]
    ontvangen_op: AwareDatetime
    wie: Tekst
    peildatum: date | None
    status: Status | None
    bevestigd: bool


class Lijstdeel(Bericht):
    """Part `deel` of `kop.delen`, counted from 1. Only the list of `kop.soort` may hold lines.

    `perioden` are the teldatums or peildatums of this part, also where no line is left: nobody at home is a figure.
    """

    kop: Lijstkop
    deel: Annotated[int, Field(ge=1)]
    perioden: Annotated[tuple[date, ...], Field(max_length=MAX_DEEL_RIJEN)]
    bekostigd: Annotated[tuple[Bekostigd, ...], Field(max_length=MAX_DEEL_RIJEN)] = ()
    thuiszitters: Annotated[tuple[Thuiszitter, ...], Field(max_length=MAX_DEEL_RIJEN)] = ()

    @model_validator(mode="after")
    def _past_bij_kop(self) -> Self:
        if self.deel > self.kop.delen:
            raise ValueError("deel ligt buiten de levering")
        if self.thuiszitters if self.kop.soort == "duo-bekostigd" else self.bekostigd:
            raise ValueError("regels van een andere soort")
        return self
