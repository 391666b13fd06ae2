"""Death at a chosen point: before and after each thing that a service does with a batch."""

from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import VOORUIT_SECONDEN, GaatNietVerderError, Veld

_MEESTE_OPDRACHTEN = 30
_KAFKA = ("kafka:voor", "kafka:tijdens", "kafka:na")


@storing("transactie", 100)
async def transactie(veld: Veld) -> None:
    """kill -9 van de aggregator voor elke opdracht van zijn transactie, en voor, tijdens en na de commit."""
    naam, geweest = veld.dienst("aggregator"), []
    for nummer in range(1, _MEESTE_OPDRACHTEN):
        geweest.append(await _sterf(veld, naam, f"sql:{nummer}"))
        if geweest[-1] == "commit:voor":
            break
    else:
        raise GaatNietVerderError("er komt geen eind aan de opdrachten van de transactie")
    for punt in ("commit:tijdens", "commit:na"):
        geweest.append(await _sterf(veld, naam, punt))
    veld.zeg(f"gedood op {len(geweest)} punten van de transactie ({len(geweest) - 3} opdrachten)")


@storing("transactie-ergens", 6)
async def transactie_ergens(veld: Veld) -> None:
    """kill -9 van de aggregator op één willekeurig punt van zijn transactie."""
    punten = [*(f"sql:{nummer}" for nummer in range(1, 13)), "commit:tijdens", "commit:na"]
    await _sterf(veld, veld.dienst("aggregator"), veld.kans.choice(punten))


@storing("ingest-ergens", 6)
async def ingest_ergens(veld: Veld) -> None:
    """kill -9 van ingest voor, tijdens of na het schrijven naar Kafka, maar voor het antwoord aan LDOS."""
    await _sterf(veld, "ingest", veld.kans.choice(_KAFKA))


@storing("anonymiser-ergens", 6)
async def anonymiser_ergens(veld: Veld) -> None:
    """kill -9 van de anonymiser voor, tijdens of na het schrijven, maar voor hij dat bij Kafka vastlegt."""
    await _sterf(veld, veld.dienst("anonymiser"), veld.kans.choice(_KAFKA))


async def _sterf(veld: Veld, naam: str, punt: str) -> str:
    """Die there, and be back at work. Raises GaatNietVerderError when the point is never reached."""
    voor = veld.stapel.pid(naam)
    gevonden = await veld.geraakt(naam, punt, VOORUIT_SECONDEN)
    if not gevonden:
        raise GaatNietVerderError(f"{naam} kwam niet langs {punt}")
    await veld.wacht_op(
        lambda: veld.stapel.pid(naam) not in (voor, None) and veld.stapel.delen[naam].toestand == "gereed",
        VOORUIT_SECONDEN,
        f"{naam} is terug na {gevonden}",
    )
    return gevonden
