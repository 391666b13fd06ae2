"""What the demo plays: a login per role on units that exist, and live play that goes on where the back-fill ends."""

import asyncio
from datetime import UTC, datetime
from itertools import islice

import httpx

from deploy.example import demo_steps
from deploy.example.dossier import Gebeurtenis
from deploy.example.player import Player
from deploy.example.regio import voorbeeld_regio
from tests.unit.example.conftest import VANDAAG
from tests.unit.example.test_player import GEHEIM, client, ingest


def test_there_is_a_login_for_every_role_on_a_unit_of_the_region() -> None:
    regio = voorbeeld_regio()
    bekend = {
        "swv": set(regio.swvs),
        "beheerder": set(regio.swvs),
        "bestuur": {lid.bestuur for lid in regio.leden_van("PO9901", 2026)},
        "school": {
            lid.vestiging for lid in regio.leden if lid.bestuur == "99002" and lid.vanaf == 2018 and not lid.tot
        },
        "platform": {""},
    }
    accounts = demo_steps.accounts()
    assert {account.rol for account in accounts} == set(bekend)
    assert len({account.naam for account in accounts}) == len(accounts)
    assert all(account.eenheid in bekend[account.rol] for account in accounts)


async def test_live_goes_on_after_the_back_fill_and_stops_when_asked(alle_gebeurtenissen: list[Gebeurtenis]) -> None:
    assert list(islice(demo_steps.inhaalslag(VANDAAG), 50)) == alle_gebeurtenissen[:50]
    stop, gezien = asyncio.Event(), list[str]()

    def kijk(request: httpx.Request) -> httpx.Response:
        antwoord = ingest(request)
        gezien.extend(resultaat["id"] for resultaat in antwoord.json()["resultaten"])
        if len(gezien) >= 5:
            stop.set()
        return antwoord

    async with client(kijk) as http:
        nu = datetime(2026, 11, 22, 12, tzinfo=UTC)
        stand = await demo_steps.speel_live(
            Player(http, GEHEIM), demo_steps.vervolg(VANDAAG, lambda: nu), stop, tempo=200
        )
    assert stand.aanvaard >= 5
    assert not set(gezien) & {str(gebeurtenis["id"]) for gebeurtenis in alle_gebeurtenissen}
