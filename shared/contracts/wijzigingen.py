"""Topic `indicatoren.gewijzigd`: whose figures changed. No values, so that nothing can leak by it."""

from shared.contracts.gesloten import Bericht


class Wijziging(Bericht):
    """SWV codes, first years of the schooljaren, whether the reference data changed, and a release that was made."""

    swvs: tuple[str, ...]
    schooljaren: tuple[int, ...]
    organisatie: bool
    vrijgave: int | None = None

    def naar_bytes(self) -> bytes:
        """Wire form: compact JSON, UTF-8."""
        return self.model_dump_json(exclude_none=True).encode()
