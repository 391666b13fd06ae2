"""From the bytes of a delivered file to its checked rows, whichever of the formats it has."""

from typing import Final

from services.ingest.leveringen_xlsx import ZIP, rijen_van_xlsx
from shared.contracts.bronnen.fouten import OngeldigBestandError
from shared.contracts.bronnen.soorten import Soort
from shared.contracts.bronnen.tabel import Gelezen, Rij
from shared.contracts.bronnen.tekst import Rijen, rijen_van_tekst, stopt_zonder_regeleinde

_OUD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_OUD_OF_GESLOTEN: Final = (
    "Dit is een oud Excel-bestand (.xls) of een Excel-bestand met een wachtwoord. "
    "Sla het zonder wachtwoord op als .xlsx of als CSV UTF-8."
)
_ZONDER_EINDE: Final = "De laatste regel heeft geen regeleinde. Controleer of het bestand compleet is."


def lees_bestand(soort: Soort[Rij], inhoud: bytes) -> Gelezen[Rij]:
    """Read and check a whole file. Takes up to a minute for a large one: not for the event loop.

    Raises:
        OngeldigBestandError
    """
    gelezen = soort.lees(_rijen(inhoud))
    if inhoud.startswith(ZIP) or not stopt_zonder_regeleinde(inhoud):
        return gelezen
    return gelezen._replace(waarschuwingen=(*gelezen.waarschuwingen, _ZONDER_EINDE))


def _rijen(inhoud: bytes) -> Rijen:
    if inhoud.startswith(ZIP):
        return rijen_van_xlsx(inhoud)
    if inhoud.startswith(_OUD_EXCEL):
        raise OngeldigBestandError.heel_bestand(_OUD_OF_GESLOTEN)
    return rijen_van_tekst(inhoud)
