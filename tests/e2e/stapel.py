"""The whole stack as an operator has it: driven through the command line, read through the API."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from deploy.local.ports import free_base

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Stapel:
    """A running stack in its own folder, on its own ports."""

    folder: Path
    port_base: int

    @property
    def gateway(self) -> str:
        return f"http://127.0.0.1:{self.port_base}"

    @property
    def ingest(self) -> str:
        return f"http://127.0.0.1:{self.port_base + 1}"

    def pos(self, *woorden: str, stdin: str = "", mag_falen: bool = False) -> str:
        """Run `./pos …` on this stack; its output."""
        klaar = subprocess.run(
            [sys.executable, "-m", "deploy.cli", *woorden, "--dir", str(self.folder)],
            cwd=ROOT, input=stdin, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        assert mag_falen or klaar.returncode == 0, (
            f"./pos {woorden[0]} → {klaar.returncode}\n{klaar.stdout}{klaar.stderr}"
        )
        return klaar.stdout

    def laatste_regel(self, *woorden: str, stdin: str = "") -> str:
        """What a command prints alone on its last line: a secret, a token."""
        return self.pos(*woorden, stdin=stdin).strip().splitlines()[-1]

    def onderdelen(self) -> dict[str, dict[str, Any]]:
        """Parts by name, as the supervisor knows them."""
        stand = json.loads((self.folder / "stand.json").read_text())
        return {deel["naam"]: deel for deel in stand["onderdelen"]}

    def gereed(self) -> bool:
        """Does every part work, after whatever happened to it?"""
        return all(deel["toestand"] == "gereed" for deel in self.onderdelen().values())

    def dood(self, naam: str) -> None:
        """kill -9 of one part; the supervisor has to bring it back."""
        os.kill(self.onderdelen()[naam]["pid"], signal.SIGKILL)

    def token(self, gebruiker: str, *rollen: tuple[str, str]) -> str:
        """Make an account with (role, unit) pairs and a token for it."""
        paren = [
            woord for rol, eenheid in rollen for woord in ("--rol", rol, *(("--eenheid", eenheid) if eenheid else ()))
        ]
        self.pos("gebruiker", "toevoegen", gebruiker, *paren, "--wachtwoord-stdin", stdin="een lang wachtwoord 12\n")
        return self.laatste_regel("token", "maken", gebruiker)

    def api(self, token: str) -> httpx.Client:
        """A client of the gateway."""
        return httpx.Client(base_url=self.gateway, headers={"authorization": f"Bearer {token}"}, timeout=30)

    def logs(self) -> bytes:
        """Everything that any part has said."""
        return b"".join(pad.read_bytes() for pad in sorted((self.folder / "logs").iterdir()))


def wacht(op: Callable[[], bool], seconden: float = 90.0, waarop: str = "") -> None:
    """Wait for an effect, with a deadline."""
    einde = time.monotonic() + seconden
    while not op():
        assert time.monotonic() < einde, f"duurt te lang: {waarop}"
        time.sleep(0.1)


def bij(api: httpx.Client) -> bool:
    """Is everything that was accepted in the figures? A gateway that is just being restarted: not yet."""
    try:
        antwoord = api.get("/v1/stand")
    except httpx.HTTPError:
        return False
    return antwoord.status_code == 200 and antwoord.json()["achterstand"] == 0


@contextmanager
def draaiende_stapel(folder: Path) -> Iterator[Stapel]:
    """A stack for as long as the block lasts."""
    stapel = Stapel(folder / "pos", free_base())
    stapel.pos("up", "-d", "--port-base", str(stapel.port_base))
    try:
        yield stapel
    finally:
        stapel.pos("down")
