"""What travels between services is closed: what is not declared is refused, and an error never repeats a value."""

from typing import Self

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Gesloten(BaseModel):
    """Frozen, no unknown field, and errors that never repeat a value."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class GeslotenCamel(Gesloten):
    """The same; camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Bericht(Gesloten):
    """What a record of a topic holds."""

    def naar_bytes(self) -> bytes:
        """Wire form: compact JSON, UTF-8."""
        return self.model_dump_json(by_alias=True).encode()

    @classmethod
    def van_bytes(cls, waarde: bytes) -> Self:
        """Parse the wire form. Raises pydantic.ValidationError (which holds no input)."""
        return cls.model_validate_json(waarde)
