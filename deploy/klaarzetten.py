"""`python -m deploy.klaarzetten`: brings database and topics of external servers up to date, then ends.

The embedded stack does the same by itself; docker-compose and Kubernetes run this once before the services.
"""

import asyncio

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.kafka.create import create_topics
from deploy.migrations.runner import SERVICE_ROLES, migrate, set_passwords
from shared.contracts.topics import RUW_BEWAREN_DAGEN, met_bewaartermijn


class Settings(BaseSettings):
    """An administrator's database address, the brokers, and the password of each service role."""

    model_config = SettingsConfigDict(env_prefix="POS_", frozen=True, hide_input_in_errors=True)

    database_url: SecretStr
    kafka: str
    brokers: int = Field(1, ge=1, le=9)
    ruw_bewaren_dagen: int = Field(RUW_BEWAREN_DAGEN, ge=1, le=31)
    wachtwoord_ingest: SecretStr
    wachtwoord_anonymiser: SecretStr
    wachtwoord_aggregator: SecretStr
    wachtwoord_reports: SecretStr
    wachtwoord_gateway: SecretStr
    wachtwoord_beheer: SecretStr

    def wachtwoorden(self) -> dict[str, str]:
        """Password per role."""
        geheimen = {rol: getattr(self, f"wachtwoord_{rol.removeprefix('pos_')}") for rol in SERVICE_ROLES}
        return {rol: geheim.get_secret_value() for rol, geheim in geheimen.items()}


async def klaarzetten(settings: Settings) -> None:
    """Migrate, set the passwords, make the topics. Safe to run again."""
    url = settings.database_url.get_secret_value()
    await migrate(url)
    await set_passwords(url, settings.wachtwoorden())
    await create_topics(settings.kafka, settings.brokers, met_bewaartermijn(settings.ruw_bewaren_dagen))


if __name__ == "__main__":
    asyncio.run(klaarzetten(Settings()))
