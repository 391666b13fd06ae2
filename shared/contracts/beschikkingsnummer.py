"""One form for a beschikkingsnummer, so that LDOS and DUO's list of funded pupils meet on the same pseudonym.

The number has no national format (OSO: "vrij tekstveld"), and people write it with and without their SWV number,
dashes and capitals. The number itself is personal: only its keyed hash leaves the anonymiser.
"""

import re
import unicodedata

_rest = re.compile(r"[^A-Z0-9]").sub


def normaliseer(nummer: str, swv: str) -> str:
    """Capitals A–Z and digits of the number after NFKC, without the SWV's own number (`PO9901`) in front.

    Only a whole own number is taken off: `VO2025001` of VO9901 stays whole. A number that is nothing but the
    SWV number stays too. Empty when the text holds no letter A–Z and no digit: then there is nothing to meet on.
    """
    schoon = _rest("", unicodedata.normalize("NFKC", nummer).upper())
    return schoon.removeprefix(swv) or schoon
