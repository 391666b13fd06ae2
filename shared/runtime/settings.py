"""Settings of a service, from environment variables with the prefix POS_; a service combines what it needs."""

from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.contracts.topics import RUW_BEWAREN_DAGEN
from shared.runtime.errors import WrongSetting


class ServiceSettings(BaseSettings):
    """What every service has. Units stand in the names."""

    model_config = SettingsConfigDict(
        env_prefix="POS_", frozen=True, extra="ignore", hide_input_in_errors=True, env_ignore_empty=True
    )

    log: Literal["json", "tekst"] = "json"
    ops_poort: int = Field(ge=1, le=65535, description="health and metrics; not for the outside world")
    dienst_adres: str = Field("127.0.0.1", description="address that the service listens on")
    voorbeeld: bool = Field(False, description="invented data: every page says so")
    stop_seconden: float = Field(10.0, gt=0, description="a clean stop that takes longer is cut off")


class KafkaSettings(ServiceSettings):
    """The broker; `PLAINTEXT` only inside one machine."""

    kafka: str = Field(description="host:port, comma between brokers")
    kafka_beveiliging: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_mechanisme: Literal["SCRAM-SHA-512", "PLAIN"] = "SCRAM-SHA-512"
    kafka_gebruiker: str | None = None
    kafka_wachtwoord: SecretStr | None = None
    kafka_ca: Path | None = Field(None, description="PEM file; without it the authorities of this machine")


class DatabaseSettings(ServiceSettings):
    """PostgreSQL, with the role of this one service."""

    database_url: SecretStr
    database_verbindingen: int = Field(10, ge=1, le=200)


class KeySettings(ServiceSettings):
    """The key store; only ingest and anonymiser have it."""

    sleutels: Path
    ruw_bewaren_dagen: int = Field(RUW_BEWAREN_DAGEN, ge=1, le=31, description="then the key of a day is destroyed")


class HttpSettings(ServiceSettings):
    """A service that answers HTTP."""

    poort: int = Field(ge=1, le=65535)
    poort_gedeeld: bool = Field(False, description="other processes of this service listen on the same port")


class SecretSettings(ServiceSettings):
    """The secret file with which our own services call each other."""

    dienstgeheim: Path


class ConsumeSettings(KafkaSettings):
    """A service that reads topics. The defaults hold for live traffic and for a back-fill."""

    # One transaction per batch: larger is faster, and longer to redo after a stop.
    batch_max_gebeurtenissen: int = Field(5_000, ge=1, le=50_000)
    # Two processes of one service need two names; the same name after a restart takes its partitions back at once.
    instantie: str | None = Field(None, pattern=r"[A-Za-z0-9-]{1,40}")
    ophalen_max_bytes: int = Field(4 * 1024 * 1024, ge=64 * 1024, description="per partition and fetch")
    # Kafka's committed offset is a hint (monitoring, first position of the anonymiser): keep it fresh.
    commit_interval_seconden: float = Field(0.25, gt=0)
    stilstand_seconden: float = Field(60.0, gt=0, description="backlog without progress: the process exits")
    ongeldig_max: int = Field(1_000, ge=1, description="invalid records per window before the service stops")
    ongeldig_venster_seconden: float = Field(60.0, gt=0)


SettingsType = TypeVar("SettingsType", bound=ServiceSettings)


def load(settings_type: type[SettingsType]) -> SettingsType:
    """Read the environment; names what is missing or wrong, never a value.

    Raises:
        WrongSetting: the operator must set a variable.
    """
    try:
        return settings_type()
    except ValidationError as error:
        namen = sorted({f"POS_{str(detail['loc'][0]).upper()}" for detail in error.errors() if detail["loc"]})
    raise WrongSetting(", ".join(namen))
