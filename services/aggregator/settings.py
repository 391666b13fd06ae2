"""Settings of the aggregator."""

from shared.runtime.settings import ConsumeSettings, DatabaseSettings


class Settings(ConsumeSettings, DatabaseSettings):
    """Kafka to read from, PostgreSQL to keep the stand in."""
