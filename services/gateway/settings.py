"""Settings of the gateway."""

from pathlib import Path

from pydantic import Field

from shared.runtime.settings import DatabaseSettings, HttpSettings, KafkaSettings


class Settings(KafkaSettings, DatabaseSettings, HttpSettings):
    """Database and Kafka of the gateway (role pos_gateway), and the port for people and frontends."""

    token_max_dagen: int = Field(366, ge=1, description="longest life of an access token")
    inlog_pogingen: int = Field(5, ge=1, description="wrong passwords in a row before an account is locked")
    contact_email: str = Field("beheer@example.nl", description="in the API document: whom to ask")
    contact_url: str = Field("https://example.nl/contact", description="in the API document: where to ask")
    dienstgeheim: Path | None = Field(None, description="file with the secret of our own services: for reports, ingest")
    ingest: str | None = Field(None, description="address of ingest, for the page that loads files")
    inlog_slot_minuten: int = Field(15, ge=1, description="how long a locked account stays locked")
    middelen: Path | None = Field(None, description="folder that deploy.assets made; without it pages are plain")
    frontends: tuple[str, ...] = Field((), description="other origins whose pages may ask the API with a token")
