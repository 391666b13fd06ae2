"""Reading an uploaded Word template.

Security property held here (tests/unit/gateway/test_sjabloon.py): nothing of the file travels on but validated values
and the pixels of a logo; and what could harm is refused before it is read: macros, references to outside, embedded
objects, entities, and archives that unpack into much more than they are.
"""

from services.gateway.domain.sjabloon.lezen import Gelezen, lees_sjabloon
from services.gateway.domain.sjabloon.pakket import MAX_BYTES, SjabloonAfgekeurd

__all__ = ["MAX_BYTES", "Gelezen", "SjabloonAfgekeurd", "lees_sjabloon"]
