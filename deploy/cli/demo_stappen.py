"""The steps of `./pos demo`: reference data, accounts, the back-fill, first figures, a report; then LDOS live."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from itertools import islice
from typing import Any

import httpx
from rich.table import Table

from deploy.accountbeheer import add_account, add_token
from deploy.bronbeheer import add_source
from deploy.cli.demo import MetToets, Progress, RunningStack, Step, StopAfter, run_demo
from deploy.cli.demo_kwaliteit import DemoMisluktError, schrijf_kwaliteit
from deploy.cli.demo_profielen import vul_profielen
from deploy.cli.demo_tabel import accounttabel, adressen, cijfertabel, getal
from deploy.cli.levering import bestemming, laad
from deploy.cli.options import DEFAULT_FOLDER, DEFAULT_PORT_BASE, Folder, PortBase, state_folder
from deploy.cli.show import console
from deploy.cli.verbinding import database, database_url, kafka_settings, keystore
from deploy.cli.vrijgave import ROLE, maak
from deploy.example import demo_steps, open_bronnen
from deploy.example.player import IngestOnbereikbaarError, LeveringGeweigerdError, Player, Samenvatting
from deploy.example.regio import landelijk_bestand, voorbeeld_bestand, voorbeeld_regio
from deploy.example.tlv_bedragen import vul_bedragen
from services.aggregator.vrijgave import Gemaakt
from services.aggregator.vrijgave.toets import Toets
from services.aggregator.vrijgave.toetsing.uitvoering import Toetser
from services.gateway.domain.profielen.profiel import Staat
from services.gateway.domain.rechten import Recht, Rol
from shared.contracts import schooljaar
from shared.contracts.bronnen.levering import Opdracht
from shared.runtime.clock import SystemClock

WACHTWOORD = "Voorbeeld-wachtwoord"
TOON_SWV = "swv.po9901"
RAPPORT_SCHOOL = "99AI00"
BIJ_SECONDEN = 120.0
RAPPORT_SECONDEN = 60.0
GEDULD_SECONDEN = 60.0
TUSSENDOOR = 120
"""Events between the two releases: a busy day, of which most cells see fewer than five."""


def demo(
    folder: Folder = DEFAULT_FOLDER, port_base: PortBase = DEFAULT_PORT_BASE, stop: StopAfter = False,
    toets: MetToets = False,
) -> None:  # fmt: skip
    """Alles met een verzonnen regio en een LDOS die pusht; blijft draaien tot Ctrl-C."""
    spel = Spel(SystemClock().today(), Toetser() if toets else None)
    steps = [
        Step("Scholen en besturen van de voorbeeldregio laden", spel.organisatie),
        Step("Voorbeeldbestanden laden: DUO, stromen, middelen, doelen", spel.open_bronnen),
        Step("Voorbeeldaccounts maken", spel.accounts),
        Step("LDOS pusht acht schooljaren", spel.inhaalslag),
        Step("Wachten tot alles in de cijfers staat", spel.wacht_tot_bij),
        Step("Lijsten van DUO en leerplicht laden", spel.lijsten),
        Step(
            f"Een vrijgave maken{' en toetsen (dat kan een kwartier duren)' if toets else ''} van alle schooljaren",
            spel.vrijgave,
        ),
        Step("LDOS gaat door, en een tweede vrijgave", spel.tweede_vrijgave),
        Step("Profielen van de voorbeeldscholen publiceren", spel.profielen),
        Step("De eerste cijfers opvragen", spel.cijfers),
        Step("Oordelen, gesprekken en afspraken opschrijven", spel.kwaliteit),
        Step("Een Gespreksrapport maken", spel.rapport),
    ]
    run_demo(steps, spel.afscheid, spel.live, state_folder(folder), port_base, stop)


class Spel:
    """One demo; `vandaag` is where the back-fill ends and the live play begins."""

    def __init__(self, vandaag: date, toets: Toets | None = None) -> None:
        self._vandaag, self._toets = vandaag, toets
        self._geheim = ""
        self._token = ""
        self._tabel: Table | None = None
        self._stroom = demo_steps.vervolg(vandaag, SystemClock().now)

    def organisatie(self, stack: RunningStack, _: Progress) -> Mapping[str, str]:
        """Reference data, through ingest like any file."""
        opdracht = Opdracht(wie="demo", bron="voorbeeldregio", peildatum=self._vandaag, bevestigd=True)
        uitslag = asyncio.run(laad(bestemming(stack.state), "organisatie", voorbeeld_bestand().read_bytes(), opdracht))
        if not uitslag.toegepast:
            raise DemoMisluktError(f"De voorbeeldregio is niet geladen: {uitslag.afgewezen}.")
        # The day that the newest of these figures is about.
        opdracht = Opdracht(wie="demo", bron="OCW in cijfers", peildatum=date(2023, 10, 1), bevestigd=True)
        cijfers = asyncio.run(laad(bestemming(stack.state), "landelijk", landelijk_bestand().read_bytes(), opdracht))
        return {"Lidmaatschappen geladen": getal(uitslag.rijen), "Landelijke cijfers geladen": getal(cijfers.rijen)}

    def open_bronnen(self, stack: RunningStack, voortgang: Progress) -> Mapping[str, str]:
        """Invented pupils, flows, money and goals, through ingest like any file."""
        regels = 0
        for bestand in open_bronnen.bestanden(voorbeeld_regio(), self._vandaag):
            voortgang(bestand.soort)
            opdracht = Opdracht(wie="demo", bron=open_bronnen.BRON, peildatum=bestand.peildatum, bevestigd=True)
            uitslag = asyncio.run(laad(bestemming(stack.state), bestand.soort, bestand.inhoud, opdracht))
            if not uitslag.toegepast and not uitslag.herhaald:
                raise DemoMisluktError(f"Het voorbeeldbestand {bestand.soort} is niet geladen: {uitslag.afgewezen}.")
            regels += uitslag.rijen
        return {"Regels van andere bronnen geladen": getal(regels)}

    def accounts(self, stack: RunningStack, _: Progress) -> Mapping[str, str]:
        """A login per role, and the source that LDOS pushes as."""
        asyncio.run(self._maak_accounts(stack))
        return {"Accounts gemaakt": getal(len(demo_steps.accounts()))}

    async def _maak_accounts(self, stack: RunningStack) -> None:
        async with database(stack.state) as connection:
            for account in demo_steps.accounts():
                recht = Recht(Rol(account.rol), account.eenheid)
                await add_account(connection, account.naam, [recht], WACHTWOORD)
            await vul_bedragen(connection, SystemClock().now())
            self._token = await add_token(connection, TOON_SWV, "demo", SystemClock().now(), 1)
            self._geheim = await add_source(
                connection, keystore(stack.state), demo_steps.BRONNAAM, demo_steps.SOURCE, demo_steps.swvs()
            )

    def inhaalslag(self, stack: RunningStack, voortgang: Progress) -> Mapping[str, str]:
        """Eight schooljaren, as fast as ingest takes them."""

        def toon(stand: Samenvatting) -> None:
            voortgang(f"{getal(stand.gepusht)} gepusht, {getal(stand.aanvaard)} aanvaard")

        uitslag = asyncio.run(self._haal_in(stack, toon))
        return {
            "Gebeurtenissen gepusht": f"{getal(uitslag.gepusht)} ({getal(round(uitslag.per_seconde))} per seconde)",
            "  aanvaard": getal(uitslag.aanvaard),
            "  geweigerd": getal(sum(uitslag.geweigerd.values())),
        }

    async def _haal_in(self, stack: RunningStack, toon: Callable[[Samenvatting], None]) -> Samenvatting:
        async with self._player(stack) as player:
            await player.wacht_tot_bekend()
            return await demo_steps.haal_in(player, self._vandaag, toon)

    def wacht_tot_bij(self, stack: RunningStack, voortgang: Progress) -> Mapping[str, str]:
        """Until everything that was accepted is in the figures."""
        einde = time.monotonic() + BIJ_SECONDEN
        with self._api(stack) as api:
            while (stand := _json(api.get("/v1/stand")))["achterstand"]:
                if time.monotonic() > einde:
                    raise DemoMisluktError("De cijfers lopen achter. Kijk met: ./pos status")
                voortgang(f"nog {getal(stand['achterstand'])} te gaan")
                time.sleep(0.2)
        bron = next(een for een in stand["bronnen"] if een["naam"] == demo_steps.BRONNAAM)
        return {f"Geteld voor {TOON_SWV.removeprefix('swv.').upper()}": getal(bron["geteld"])}

    def lijsten(self, stack: RunningStack, voortgang: Progress) -> Mapping[str, str]:
        """Per SWV the funded pupils and the pupils at home, by the road that any file takes."""
        geladen = {"duo-bekostigd": 0, "thuiszitters": 0}
        for soort, swv, inhoud in demo_steps.lijsten(self._vandaag):
            voortgang(f"{soort} van {swv}")
            opdracht = Opdracht(wie="demo", bevestigd=True)
            uitslag = asyncio.run(laad(bestemming(stack.state), soort, inhoud, opdracht))
            if not uitslag.toegepast and not uitslag.herhaald:
                raise DemoMisluktError(f"De lijst {soort} van {swv} is niet geladen: {uitslag.afgewezen}.")
            geladen[soort] += uitslag.rijen
        duo, leerplicht = (getal(geladen[soort]) for soort in ("duo-bekostigd", "thuiszitters"))
        return {"Regels van DUO geladen": duo, "Regels van leerplicht geladen": leerplicht}

    def vrijgave(self, stack: RunningStack, _: Progress) -> Mapping[str, str]:
        """What schools and boards see of others: released figures of all schooljaren; audited when asked."""
        gemaakt = self._geef_vrij(stack)
        hoe = f"vrijgave {gemaakt.uitgave.nummer}{', getoetst' if self._toets else ''}"
        return {"Vrijgegeven tabellen": f"{getal(len(gemaakt.uitgave.tabellen))} ({hoe})"}

    def tweede_vrijgave(self, stack: RunningStack, voortgang: Progress) -> Mapping[str, str]:
        """The delta gate at work: some dozens of events later most cells keep what they told."""
        asyncio.run(self._push_vervolg(stack))
        self.wacht_tot_bij(stack, voortgang)
        voortgang("vrijgeven")
        gemaakt = self._geef_vrij(stack)
        return {
            f"Vrijgave {gemaakt.uitgave.nummer}, {TUSSENDOOR} gebeurtenissen later": (
                f"{getal(gemaakt.gewijzigd)} tabellen anders; {getal(gemaakt.gehouden)} getallen bleven staan, want"
                " daar veranderden minder dan vijf dossiers"
            ),
        }

    async def _push_vervolg(self, stack: RunningStack) -> None:
        async with self._player(stack) as player:
            await player.push(islice(self._stroom, TUSSENDOOR))

    def _geef_vrij(self, stack: RunningStack) -> Gemaakt:
        nu = SystemClock().now().replace(microsecond=0)
        return maak(database_url(stack.state, ROLE), kafka_settings(stack.state), nu, nu, extra=True, toets=self._toets)

    def profielen(self, stack: RunningStack, _: Progress) -> Mapping[str, str]:
        """Last year's of nearly every school, this year's of most; the school of the demo login begins its own."""
        url = database_url(stack.state, "pos_gateway")
        geteld = asyncio.run(vul_profielen(url, self._vandaag, frozenset({RAPPORT_SCHOOL})))
        return {"Profielen gepubliceerd": getal(geteld[Staat.GEPUBLICEERD])}

    def cijfers(self, stack: RunningStack, _: Progress) -> Mapping[str, str]:
        """TLV applications by kind over the schooljaren, from the API."""
        lopend = schooljaar.schooljaar_van(self._vandaag)
        eenheid = TOON_SWV.removeprefix("swv.").upper()
        vraag = {
            "niveau": "swv",
            "eenheid": eenheid,
            "schooljaar": f"{schooljaar.tekst(lopend - 4)}..{schooljaar.tekst(lopend)}",
            "splitsing": "schoolsoort",
        }
        with self._api(stack) as api:
            antwoord = _json(api.get("/v1/indicatoren/tlv-aanvragen/waarden", params=vraag))
        self._tabel = cijfertabel(antwoord, eenheid)
        return {}

    def kwaliteit(self, stack: RunningStack, _: Progress) -> Mapping[str, str]:
        """What the SWV writes itself, by the API."""
        with self._api(stack) as api:
            afspraken = schrijf_kwaliteit(api, self._vandaag)
        return {"Afspraken opgeschreven": getal(afspraken)}

    def rapport(self, stack: RunningStack, voortgang: Progress) -> Mapping[str, str]:
        """A Gespreksrapport by way of the gateway, the topic and the reports service, saved in the state folder."""
        jaar = schooljaar.tekst(schooljaar.schooljaar_van(self._vandaag) - 1)
        vraag = {"soort": "gespreksrapport", "niveau": "school", "eenheid": RAPPORT_SCHOOL, "schooljaar": jaar}
        with self._api(stack) as api:
            plek = api.post("/v1/rapporten", json=vraag)
            if plek.status_code != httpx.codes.ACCEPTED:
                raise DemoMisluktError(f"Het rapport is niet aangenomen (status {plek.status_code}).")
            adres = plek.headers["location"]
            self._wacht_op(api, adres, voortgang)
            document = api.get(f"{adres}/document")
        bestand = stack.state.folder / "rapporten" / f"gespreksrapport-{RAPPORT_SCHOOL}.docx"
        bestand.parent.mkdir(exist_ok=True)
        bestand.write_bytes(document.content)
        return {"Gespreksrapport": str(bestand)}

    def _wacht_op(self, api: httpx.Client, adres: str, voortgang: Progress) -> None:
        einde = time.monotonic() + RAPPORT_SECONDEN
        while (status := _json(api.get(adres))["status"]) != "klaar":
            if status == "mislukt" or time.monotonic() > einde:
                raise DemoMisluktError("Het rapport is niet gemaakt. Kijk in het logboek van reports.")
            voortgang(status)
            time.sleep(0.2)

    def afscheid(self, stack: RunningStack) -> None:
        """First figures, addresses, logins."""
        if self._tabel is not None:
            console.print(self._tabel)
        for regel in adressen(stack.gateway, getoetst=self._toets is not None):
            console.print(regel)
        console.print(accounttabel(demo_steps.accounts()))
        console.print(f"Wachtwoord van allemaal: [bold]{WACHTWOORD}[/]")

    @contextmanager
    def live(self, stack: RunningStack) -> Iterator[None]:
        """LDOS goes on in the background for as long as the block lasts."""
        speler = threading.Thread(target=self._speel, args=(stack, stop := threading.Event()), daemon=True)
        speler.start()
        try:
            yield
        finally:
            stop.set()
            speler.join(timeout=5)

    def _speel(self, stack: RunningStack, stop: threading.Event) -> None:
        try:
            asyncio.run(self._speel_tot(stack, stop))
        except (IngestOnbereikbaarError, LeveringGeweigerdError):
            console.print("LDOS kan niet meer pushen; kijk met ./pos status.")

    async def _speel_tot(self, stack: RunningStack, stop: threading.Event) -> None:
        klaar = asyncio.Event()
        wachter = asyncio.create_task(_volg(stop, klaar))
        async with self._player(stack) as player:
            await demo_steps.speel_live(player, self._stroom, klaar)
        await wachter

    @asynccontextmanager
    async def _player(self, stack: RunningStack) -> AsyncIterator[Player]:
        async with httpx.AsyncClient(base_url=stack.ingest, timeout=30.0) as client:
            yield Player(client, self._geheim, geduld=GEDULD_SECONDEN)

    def _api(self, stack: RunningStack) -> httpx.Client:
        return httpx.Client(base_url=stack.gateway, timeout=30, headers={"authorization": f"Bearer {self._token}"})


async def _volg(stop: threading.Event, klaar: asyncio.Event) -> None:
    while not stop.is_set():
        await asyncio.sleep(0.2)
    klaar.set()


def _json(antwoord: httpx.Response) -> dict[str, Any]:
    if antwoord.status_code != httpx.codes.OK:
        raise DemoMisluktError(f"De gateway antwoordt met status {antwoord.status_code}.")
    inhoud: dict[str, Any] = antwoord.json()
    return inhoud
