"""Settings of reports."""

from pydantic import Field

from shared.runtime.settings import ConsumeSettings, DatabaseSettings, SecretSettings


class Settings(ConsumeSettings, DatabaseSettings, SecretSettings):
    """Kafka to hear from, PostgreSQL for requests and documents, and the gateway to ask for figures."""

    gateway: str = Field(description="address of the gateway, as http://127.0.0.1:8080", pattern=r"^https?://")
    gateway_seconden: float = Field(20.0, gt=0, description="how long all figures of a document may take")
    # One document takes some tenths of a second: a long batch would look like a standstill.
    batch_max_gebeurtenissen: int = Field(20, ge=1, le=100)
    bewaren_dagen: int = Field(30, ge=1, description="a request and its document are removed after this")
    vergeten_seconden: float = Field(10.0, gt=0, description="a request that waits longer is made without its message")
    pogingen_max: int = Field(3, ge=1, description="times that a document may end its maker before it is given up")
