"""Settings of the anonymiser: a reader of Kafka with the key store."""

from shared.runtime.settings import ConsumeSettings, KeySettings


class Settings(ConsumeSettings, KeySettings):
    """No database and no HTTP port: there is nothing here to ask for but health and metrics."""
