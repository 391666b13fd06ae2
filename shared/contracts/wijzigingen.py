"""Topic `indicatoren.gewijzigd`: whose figures changed. No values, so that nothing can leak by it."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Wijziging(BaseModel):
    """SWV codes, first years of the schooljaren, whether the reference data changed, and a release that was made."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    swvs: tuple[str, ...]
    schooljaren: tuple[int, ...]
    organisatie: bool
    vrijgave: int | None = None

    def naar_bytes(self) -> bytes:
        """Wire form: compact JSON, UTF-8."""
        return self.model_dump_json(exclude_none=True).encode()

    @classmethod
    def van_bytes(cls, waarde: bytes) -> Self:
        """Parse the wire form. Raises pydantic.ValidationError (which holds no input)."""
        return cls.model_validate_json(waarde)
