"""Which port is for what, counted from one base, and whether they are free."""

import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

from deploy.launcher.errors import UserError

HOST = "127.0.0.1"
DEFAULT_BASE = 8080
MOST_WORKERS = 4
HIGHEST_OFFSET = 37
_APART = 37  # processes that start together have neighbouring numbers; no divisor of the number of bases


class PortTakenError(UserError):
    """A port that is needed is in use; the message names it and says what to do, in Dutch."""


class PortBaseError(UserError):
    """Ports counted from this base would not exist; the message is Dutch."""


@dataclass(frozen=True)
class Ports:
    """The ports of one stack."""

    base: int = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not 1024 <= self.base <= 65535 - HIGHEST_OFFSET:
            raise PortBaseError(f"--port-base moet tussen 1024 en {65535 - HIGHEST_OFFSET} liggen.")

    @property
    def gateway(self) -> int:
        return self.base

    @property
    def ingest(self) -> int:
        return self.base + 1

    @property
    def postgres(self) -> int:
        return self.base + 4

    def broker(self, number: int) -> int:
        """The client port of broker 1, 2, ..."""
        return self.base + (2 if number == 1 else 18 + 2 * (number - 1))

    def controller(self, number: int) -> int:
        """The controller port of broker 1, 2, ..."""
        return self.broker(number) + 1

    def ops(self, service: str, worker: int = 1) -> int:
        """Health and metrics of a service; of all but ingest there may be `MOST_WORKERS` processes."""
        if worker > 1:
            several = ("anonymiser", "aggregator", "reports", "gateway")
            return self.base + 26 + (MOST_WORKERS - 1) * several.index(service) + worker - 2
        order = ("ingest", "anonymiser", "aggregator", "reports", "gateway")
        return self.base + 11 + order.index(service)


def is_free(port: int) -> bool:
    """Whether we could listen on the port now."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError:
            return False
    return True


def check_free(needed: Iterable[tuple[str, int]]) -> None:
    """Raise when one of the (purpose, port) pairs is taken."""
    for purpose, port in needed:
        if not is_free(port):
            raise PortTakenError(
                f"Poort {port} (voor {purpose}) is al in gebruik{_by_whom(port)}.\n"
                "Stop dat programma, of kies andere poorten: ./pos up --port-base 9080"
            )


def free_base() -> int:
    """A base from which every port is free at this moment; for tests. Two processes start looking far apart."""
    bases = range(20080, 32000, 40)
    for turn in range(len(bases)):
        base = bases[(os.getpid() * _APART + turn) % len(bases)]
        if all(is_free(base + offset) for offset in range(HIGHEST_OFFSET + 1)):
            return base
    raise PortTakenError("Er zijn geen vrije poorten meer.")


def _by_whom(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            listening = connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,)
            if listening and connection.pid:
                return f" door {psutil.Process(connection.pid).name()} (proces {connection.pid})"
    except psutil.Error:
        pass
    return ""
