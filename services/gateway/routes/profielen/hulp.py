"""What the routes of profiles share: which profile an address names, and errors as problems."""

from collections.abc import Iterator
from contextlib import contextmanager

from services.gateway.domain.eenheid import Eenheid, heeft_vorm
from services.gateway.domain.profielen.profiel import Gepubliceerd, Sleutel
from services.gateway.domain.vraag import Misser
from services.gateway.handlers.profielen.poorten import (
    NietInDezeStaat,
    OnbekendProfiel,
    OngeldigFormulier,
    Onvolledig,
)
from services.gateway.routes.antwoorden import als_problemen, niet_gevonden, ongeldig
from shared.contracts.eenheden import Niveau, swv_getal, vestiging_code, vestiging_getal
from shared.contracts.schooljaar import OngeldigSchooljaar, lees, tekst
from shared.runtime.http import Fout, Problem


def vestiging(vestiging: str) -> int:
    """From the address. Raises Problem 404."""
    if not heeft_vorm(Eenheid(Niveau.SCHOOL, vestiging)):
        raise niet_gevonden()
    return vestiging_getal(vestiging)


def swv_of_niets(code: str | None) -> int | None:
    """From a query parameter. Raises Problem 400."""
    if not code:
        return None
    if not heeft_vorm(Eenheid(Niveau.SWV, code)):
        raise ongeldig([Misser("query.swv", "heeft de vorm PO9901")])
    return swv_getal(code)


def sleutel(vestiging: str, swv: str, schooljaar: str) -> Sleutel:
    """From the address. Raises Problem 400, 404."""
    if not heeft_vorm(Eenheid(Niveau.SCHOOL, vestiging)) or not heeft_vorm(Eenheid(Niveau.SWV, swv)):
        raise niet_gevonden()
    return Sleutel(swv_getal(swv), vestiging_getal(vestiging), jaar(schooljaar, "path.schooljaar"))


def jaar(waarde: str, veld: str) -> int:
    """A schooljaar. Raises Problem 400."""
    try:
        return lees(waarde)
    except OngeldigSchooljaar as fout:
        raise ongeldig([Misser(veld, "heeft de vorm 2025-2026")]) from fout


def adres(sleutel: Sleutel) -> str:
    """Of a draft."""
    school = vestiging_code(sleutel.vestiging)
    return f"/v1/profielen/{school}/concepten/{sleutel.swv_code}/{tekst(sleutel.schooljaar)}"


def adres_versie(een: Gepubliceerd) -> str:
    """Of a published version."""
    school, jaar_ = vestiging_code(een.sleutel.vestiging), tekst(een.sleutel.schooljaar)
    return f"/v1/profielen/{school}/versies/{jaar_}/{een.nummer}?swv={een.sleutel.swv_code}"


@contextmanager
def profielfouten() -> Iterator[None]:
    """Errors of the handlers become answers."""
    try:
        with als_problemen():
            yield
    except OnbekendProfiel as fout:
        raise niet_gevonden() from fout
    except NietInDezeStaat as fout:
        detail = "Dat kan niet in de staat waarin dit profiel nu is."
        raise Problem(409, detail=detail, code="niet_in_deze_staat") from fout
    except Onvolledig as fout:
        fouten = [Fout(een.item or "profiel", een.melding) for een in fout.bevindingen]
        raise Problem(409, detail="Dit profiel is nog niet compleet.", code="onvolledig", fouten=fouten) from fout
    except OngeldigFormulier as fout:
        raise ongeldig([Misser(f"bericht.{een.veld}", een.melding) for een in fout.fouten]) from fout
