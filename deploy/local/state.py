"""What is known about a stack, on disk: who runs it, its parts, what happened. Written by the supervisor only."""

import os
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from deploy.launcher.errors import UserError
from deploy.launcher.locking import is_held
from deploy.local.processes import Identity, identity

KEPT_EVENTS = 200


class Part(BaseModel):
    """One component as it is now.

    `toestand`: wacht, start, gereed, hapert, herstart, "herstel nodig", gestopt, extern.
    """

    model_config = ConfigDict(frozen=True)

    naam: str
    toestand: str = "wacht"
    pid: int | None = None
    gestart: float | None = None
    poort: int | None = None
    herstarts: int = 0

    @property
    def identity(self) -> Identity | None:
        return Identity(self.pid, self.gestart) if self.pid and self.gestart else None


class Event(BaseModel):
    """Something worth telling. `op` in seconds since 1970."""

    model_config = ConfigDict(frozen=True)

    op: float
    tekst: str


class Snapshot(BaseModel):
    """The whole stack at one moment. `fase`: start, klaar, stopt, gestopt, mislukt."""

    model_config = ConfigDict(frozen=True)

    fase: str = "start"
    stap: str = ""
    fout: str | None = None
    supervisor: int
    supervisor_gestart: float
    poortbasis: int
    kafka: str = ""
    adressen: dict[str, str] = {}
    onderdelen: tuple[Part, ...] = ()
    gebeurtenissen: tuple[Event, ...] = ()


class FolderError(UserError):
    """Nothing can be kept in this folder; the message is Dutch."""


class StateFolder:
    """The folder of one stack (`.pos` unless `--dir` says otherwise)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.logs = self.folder / "logs"
        self.keys = self.folder / "sleutels"
        self.slot = self.folder / "slot"
        self._secrets = self.folder / "geheimen"
        self._file = self.folder / "stand.json"

    def make(self) -> None:
        """Make the folders; those with secrets are closed to others. Raises FolderError."""
        try:
            for folder in (self.folder, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
            for folder in (self.keys, self._secrets):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise FolderError(f"In {self.folder} kan niets bewaard worden. Kies met --dir een andere map.") from error

    def read(self) -> Snapshot | None:
        """The last snapshot, or None when there never was one."""
        try:
            return Snapshot.model_validate_json(self._file.read_bytes())
        except (OSError, ValueError):
            return None

    def write(self, snapshot: Snapshot) -> None:
        """Replace the snapshot as a whole."""
        half = self._file.with_suffix(".half")
        half.write_text(snapshot.model_dump_json(indent=1))
        half.replace(self._file)

    def is_up(self) -> bool:
        """Whether a supervisor holds this stack now."""
        return is_held(self.slot)

    def secret_file(self, name: str) -> Path:
        """The file of a generated secret, made (0600) when it is not there yet."""
        path = self._secrets / name
        if not path.exists():
            half = path.with_name(f"{name}.{os.getpid()}.half")
            handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as content:
                content.write(secrets.token_urlsafe(32))
            half.replace(path)
        return path

    def secret(self, name: str) -> str:
        """The generated secret of this name."""
        return self.secret_file(name).read_text().strip()


def new_snapshot(port_base: int) -> Snapshot:
    """The snapshot of a supervisor that starts now, in this process."""
    me = identity(os.getpid())
    assert me is not None
    return Snapshot(supervisor=me.pid, supervisor_gestart=me.started, poortbasis=port_base)
