"""The parts of a stack: what to run, with which environment, and when it is ready."""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from deploy.assets import install as page_files
from deploy.launcher.places import PROJECT, cache_folder
from deploy.local.ports import HOST, Ports
from deploy.local.probes import Probe, http_ready
from deploy.local.processes import Program
from deploy.local.state import StateFolder
from shared.contracts.topics import RUW_BEWAREN_DAGEN, ZAKEN_BEWAREN_JAREN

WITH_DATABASE = ("ingest", "aggregator", "reports", "gateway")
WITH_KEYS = ("ingest", "anonymiser")
CHOSEN = {"gateway": ("POS_FRONTENDS", "POS_CONTACT_EMAIL", "POS_CONTACT_URL")}
"""Settings of a service that whoever starts the stack may give along."""
SERVICES = ("ingest", "anonymiser", "aggregator", "reports", "gateway")
SEVERAL = ("anonymiser", "aggregator", "reports", "gateway")
"""Services of which several processes may share the work: each takes a part of the partitions."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Component:
    """A part that the supervisor starts, watches and restarts."""

    naam: str
    program: Program
    ready: Probe
    poort: int | None = None
    ready_seconds: float = 60.0


@dataclass(frozen=True)
class Options:
    """How this stack was asked for. An external server has no component here."""

    port_base: int
    brokers: int = 1
    example: bool = False
    database_url: str | None = field(default=None, repr=False)
    kafka: str | None = None
    ruw_bewaren_dagen: int = RUW_BEWAREN_DAGEN
    zaken_bewaren_jaren: int = ZAKEN_BEWAREN_JAREN
    werkers: Mapping[str, int] = field(default_factory=dict)
    """How many processes of each of `SEVERAL`; one where it is not named."""

    @property
    def ports(self) -> Ports:
        return Ports(self.port_base)


def needed_ports(options: Options) -> list[tuple[str, int]]:
    """Every port that the stack will listen on, with what it is for."""
    ports = options.ports
    needed = [("de pagina's", ports.gateway), ("de ontvangst van LDOS", ports.ingest)]
    if options.kafka is None:
        for number in range(1, options.brokers + 1):
            needed += [("Kafka", ports.broker(number)), ("Kafka", ports.controller(number))]
    if options.database_url is None:
        needed.append(("PostgreSQL", ports.postgres))
    return needed + [
        (f"de bewaking van {name}", ports.ops(name, worker)) for name in SERVICES for worker in workers(name, options)
    ]


def workers(name: str, options: Options) -> range:
    """The processes of a service: 1, 2, ..."""
    return range(1, options.werkers.get(name, 1) + 1)


def service_components(options: Options, state: StateFolder, kafka: str, admin_url: str) -> list[Component]:
    """The services that exist in this checkout, in order of the stream."""
    present = [name for name in SERVICES if (PROJECT / "services" / name / "__main__.py").exists()]
    return [
        _service(name, worker, options, state, kafka, admin_url)
        for name in present
        for worker in workers(name, options)
    ]


def role_url(admin_url: str, role: str, password: str) -> str:
    """The same database, logged in as another role."""
    parts = urlsplit(admin_url)
    address = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{address}"))


def base_environment(environ: Mapping[str, str] = os.environ, service: str = "") -> dict[str, str]:
    """Our environment without settings meant for the command itself; with those that may be chosen for `service`."""
    chosen = CHOSEN.get(service, ())
    passed = {name: value for name, value in environ.items() if not name.startswith("POS_") or name in chosen}
    return {**passed, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}


def service_environment(
    name: str, options: Options, state: StateFolder, kafka: str, admin_url: str, worker: int = 1
) -> dict[str, str]:
    """The environment variables of one process of a service."""
    ports = options.ports
    settings = {
        "POS_KAFKA": kafka,
        "POS_OPS_POORT": str(ports.ops(name, worker)),
        "POS_LOG": "json",
        "POS_DIENST_ADRES": HOST,
        "POS_VOORBEELD": str(int(options.example)),
        "POS_DIENSTGEHEIM": str(state.secret_file("dienst")),
        "POS_GATEWAY": f"http://{HOST}:{ports.gateway}",
        "POS_INGEST": f"http://{HOST}:{ports.ingest}",
        # A fixed name: after kill -9 Kafka gives the partitions back at once, and not when the old session has ended.
        "POS_INSTANTIE": str(worker),
    }
    if name in WITH_DATABASE:
        role = f"pos_{name}"
        settings["POS_DATABASE_URL"] = role_url(admin_url, role, state.secret(role))
    if name in WITH_KEYS:
        settings["POS_SLEUTELS"] = str(state.keys)
        settings["POS_RUW_BEWAREN_DAGEN"] = str(options.ruw_bewaren_dagen)
    if name == "aggregator":
        settings["POS_BEWAREN_JAREN"] = str(options.zaken_bewaren_jaren)
    if name in ("ingest", "gateway"):
        settings["POS_POORT"] = str(ports.ingest if name == "ingest" else ports.gateway)
    if name == "gateway":
        settings["POS_POORT_GEDEELD"] = str(int(options.werkers.get(name, 1) > 1))
        settings["POS_MIDDELEN"] = str(page_files.ensure(cache_folder(os.environ)))
    return {**base_environment(service=name), **settings}


def _service(name: str, worker: int, options: Options, state: StateFolder, kafka: str, admin_url: str) -> Component:
    ops = options.ports.ops(name, worker)
    shown_name = name if worker == 1 else f"{name}-{worker}"
    program = Program(
        command=[sys.executable, "-m", f"services.{name}"],
        log=log_file(state, shown_name),
        env=service_environment(name, options, state, kafka, admin_url, worker),
        stop_seconds=15.0,
    )
    shown = {"ingest": options.ports.ingest, "gateway": options.ports.gateway}.get(name, ops)
    return Component(shown_name, program, http_ready(ops), shown)


def log_file(state: StateFolder, name: str) -> Path:
    """Where a component writes what it says."""
    return state.logs / f"{name}.log"
