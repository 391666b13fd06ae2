"""Why a recomputation can't be made; nothing has changed then."""

from shared.runtime.errors import Fatal


class LogBegintTeLaat(Fatal):
    """The log no longer reaches back to the checkpoint (or to the very beginning when there is none)."""

    def __init__(self, topic: str, partitie: int, nodig: int, begin: int) -> None:
        super().__init__(
            f"Topic {topic}, partitie {partitie}: nodig is het log vanaf {nodig}, maar het begint pas bij {begin}.",
            "Zonder ijkpunt dat daarop aansluit is herberekenen niet mogelijk. De cijfers zijn niet gewijzigd.",
        )


class IjkpuntBeschadigd(Fatal):
    """The digest of the checkpoint doesn't fit its cases."""

    def __init__(self) -> None:
        super().__init__(
            "Het ijkpunt is beschadigd: de controlesom klopt niet met de zaken erin.",
            "Zet de database terug uit een kopie van voor de beschadiging. De cijfers zijn niet gewijzigd.",
        )


class LooptAl(Fatal):
    """One recomputation at a time."""

    def __init__(self) -> None:
        super().__init__("Er loopt al een herberekening.", "Wacht tot die klaar is. Er is niets gewijzigd.")
