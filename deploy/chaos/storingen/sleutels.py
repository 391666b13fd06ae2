"""Keys that change while messages are under way."""

from deploy.chaos.opdracht import pos
from deploy.chaos.storingen.storing import storing
from deploy.chaos.veld import Veld


@storing("sleutels-draaien", 6)
async def draaien(veld: Veld) -> None:
    """`./pos sleutels draai` voor een samenwerkingsverband, midden in de stroom."""
    swv = veld.kans.choice(veld.stroom.wereld.regio.swvs)
    code, gezegd = await pos(veld.stapel, "sleutels", "draai", swv, "--ja")
    if code and "vernietig eerst een oude" not in gezegd:
        veld.faal(f"sleutels draai mislukte: {gezegd.strip()[-200:]}")
