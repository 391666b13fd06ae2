"""Settings of ingest; units stand in the names."""

from pydantic import Field

from shared.runtime.settings import DatabaseSettings, HttpSettings, KafkaSettings, KeySettings, SecretSettings

_MIB = 1024 * 1024


class Settings(KafkaSettings, DatabaseSettings, KeySettings, HttpSettings, SecretSettings):
    """Everything that ingest reads from the environment."""

    # An ended secret must stop working within 20 s, also when one read of the registry fails.
    bronnen_ophalen_seconden: float = Field(4.0, gt=0, le=10)
    # An unknown signature may be a source registered a moment ago: look again, for all strangers together.
    bronnen_minstens_seconden: float = Field(0.2, gt=0)
    geweigerd_wegschrijven_seconden: float = Field(1.0, gt=0)
    # Bodies that are held at one time; above it LDOS is asked to wait. Ten times this is the memory in use.
    in_behandeling_max_bytes: int = Field(32 * _MIB, ge=4 * _MIB)
    ontvangen_max_seconden: float = Field(30.0, gt=0, description="a body that takes longer is given up")
    kafka_bevestiging_seconden: float = Field(10.0, gt=0, description="without acknowledgement by then: 503")
    wacht_seconden: int = Field(5, ge=1, description="Retry-After of a 503")
