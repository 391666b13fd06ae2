"""The contract as JSON Schema (2020-12): what one event may look like, for suppliers and for their tools.

The rules between fields (rules.py) are beyond JSON Schema and stand in the description.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, TypeAdapter

from shared.contracts.ldos.dossier import Dossier, Verwijdering
from shared.contracts.ldos.envelope import Envelope

_TITLE: Final = "LDOS-gebeurtenis v1"
_DESCRIPTION: Final = (
    "CloudEvents 1.0 met het hele dossier in data. Regels tussen velden: id = {swv}/{dossiernummer}/{versie}; "
    "tlv precies bij soort tlv, arrangement precies bij soort arrangement; categorie precies bij so en vso; "
    "PO: sbo of so, VO: vso of pro; beschikking precies bij status besloten; bij toegekend zijn verplicht: "
    "tlv of arrangement, geldigVan en geldigTot; ingediendOp ≤ compleetOp ≤ besluitOp ≤ bekendgemaaktOp; "
    "geldigVan ≤ geldigTot."
)


class DossierGebeurtenis(Envelope):
    """An event with the dossier as it stands after it."""

    data: Dossier


class VerwijderdGebeurtenis(Envelope):
    """`nl.passendonderwijs.dossier.verwijderd.v1`: the dossier is gone from LDOS."""

    type: Literal["nl.passendonderwijs.dossier.verwijderd.v1"]
    data: Verwijdering


_EVENT: Final[TypeAdapter[DossierGebeurtenis | VerwijderdGebeurtenis]] = TypeAdapter(
    Annotated[DossierGebeurtenis | VerwijderdGebeurtenis, Field(title=_TITLE, description=_DESCRIPTION)]
)


def event_schema(ref_template: str = "#/$defs/{model}") -> dict[str, Any]:
    """The JSON Schema of one event, with its parts under `$defs`."""
    return _EVENT.json_schema(ref_template=ref_template)
