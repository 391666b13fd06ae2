"""Settings of the aggregator."""

from pydantic import Field

from shared.contracts.topics import LEESVERSLAG_DAGEN, ZAKEN_BEWAREN_JAREN
from shared.runtime.settings import ConsumeSettings, DatabaseSettings


class Settings(ConsumeSettings, DatabaseSettings):
    """Kafka to read from, PostgreSQL to keep the stand in."""

    # Dutch time; the self-check and the monthly checkpoint take computing time from the live stream.
    nacht_om: str = Field("03:30", pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="self-check, monthly checkpoint")
    vrijgave_toets_seconden: float = Field(1800.0, gt=0, description="an audit that takes longer lets nothing through")
    vrijgave_kijken_seconden: float = Field(60.0, gt=0, description="how often is looked whether a release is due")
    nacht_kijken_seconden: float = Field(60.0, gt=0, description="how often is looked whether it is time")
    # Three years is what the law gives an SWV (WPO 18a lid 13); longer needs a ground of its own.
    bewaren_jaren: int = Field(
        ZAKEN_BEWAREN_JAREN, ge=1, le=20, description="whole years after its end that a case is kept"
    )
    leesverslag_dagen: int = Field(LEESVERSLAG_DAGEN, ge=180, description="days that a line of the read audit stays")
