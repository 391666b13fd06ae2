"""JSON logs without personal data: what may pass is listed, all else becomes `…`.

Three doors, each an allow-list:
- our own lines: a constant text, numbers, moments and enums under any key, and strings only under `SAFE_KEYS`
  and only when they look like a code;
- exceptions: types and places of the whole chain, never their text (a driver or validator puts values in it);
- lines of libraries (faust, aiokafka, uvicorn, asyncio): the first line of their template without its arguments.
"""

import asyncio
import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TextIO

import structlog

from shared.runtime.errors import Fatal, Invalid, Unavailable

SAFE_KEYS = frozenset(
    {
        "dienst", "logger", "level", "niveau", "topic", "groep", "reden", "wat", "soort", "status", "methode",
        "route", "eventId", "traceId", "adres", "naam", "versie", "melding", "herstel", "signaal", "instelling",
        "indicator", "schooljaar", "sleutelnaam",
    }
)  # fmt: skip
_CODE = re.compile(r"[A-Za-z0-9_.:/{}@+\-]{1,120}")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|=\S+")
_ARGUMENT = re.compile(r"%(\([^)]*\))?[-+ #0-9.*]*[a-zA-Z]|\{[^{}]*\}")
_PASSING = (bool, int, float, Decimal, date, datetime, Enum, type(None))
_MAX_TEXT = 160
_MAX_FRAMES = 6
_LIBRARIES = ("uvicorn", "faust", "mode", "aiokafka", "asyncpg", "asyncio")
_REPEAT_SECONDS = 10.0
_MAX_TEMPLATES = 1_000

EventDict = MutableMapping[str, Any]


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module: `log = get_logger(__name__)`."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


@contextmanager
def bind_event(event_id: str | None = None, trace_id: str | None = None) -> Iterator[None]:
    """Put the ids of what is being handled on every line inside this block.

    `event_id` is the place of the messages in the log ('ldos.dossiers/3/120-619', as dead letters name it): LDOS' own
    id is sealed with the event and stands nowhere in the open. `trace_id` is that of a request (shared.runtime.trace).
    """
    ids = {key: value for key, value in (("eventId", event_id), ("traceId", trace_id)) if value}
    tokens = structlog.contextvars.bind_contextvars(**ids)
    try:
        yield
    finally:
        structlog.contextvars.reset_contextvars(**tokens)


def _safe_value(key: str, value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, int) else value.name
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, _PASSING):
        return value
    if isinstance(value, str) and key in SAFE_KEYS:
        return value if _CODE.fullmatch(value) else "…"
    return "…"


def allow_listed(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Let through what the module docstring lists; `event` itself and `fout` are made safe elsewhere."""
    kept = {"event": str(event.pop("event", ""))[:_MAX_TEXT]}
    error = event.pop("exc_info", None)
    private = {key: value for key, value in event.items() if key.startswith("_")}
    safe = {key: _safe_value(key, value) for key, value in event.items() if not key.startswith("_")}
    return {**kept, **safe, **describe(_exception_of(error)), **private}


def _exception_of(error: Any) -> BaseException | None:
    if isinstance(error, tuple):
        return error[1] if len(error) > 1 else None
    if isinstance(error, BaseException):
        return error
    return sys.exc_info()[1] if error else None


def describe(error: BaseException | None) -> dict[str, Any]:
    """Types and places of an exception and its causes; texts only of our own error types."""
    if error is None:
        return {}
    found: dict[str, Any] = {"fout": _type_names(error), "waar": _places(error)}
    if isinstance(error, Fatal):
        found |= {"melding": error.melding, "herstel": error.herstel}
    if isinstance(error, Unavailable):
        found["wat"] = _safe_value("wat", error.wat)
    if isinstance(error, Invalid):
        found["reden"] = _safe_value("reden", error.reden)
    return found


def _type_names(error: BaseException) -> list[str]:
    names: list[str] = []
    link: BaseException | None = error
    while link is not None and len(names) < _MAX_FRAMES:
        names.append(f"{type(link).__module__}.{type(link).__qualname__}")
        link = link.__cause__ or link.__context__
    return names


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-_MAX_FRAMES:]
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}" for frame in frames]


def template_only(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """A line of a library: keep the first line of its template, drop quoted parts and arguments."""
    record = event.get("_record")
    template = record.msg if isinstance(record, logging.LogRecord) else event.get("event", "")
    first_line = str(template).split("\n", 1)[0]
    event["event"] = _ARGUMENT.sub("…", _QUOTED.sub("…", first_line))[:_MAX_TEXT]
    for key in ("positional_args", "stack_info", "stack"):
        event.pop(key, None)
    return event


def _service_adder(dienst: str) -> structlog.typing.Processor:
    def add(_logger: Any, _method: str, event: EventDict) -> EventDict:
        event["dienst"] = dienst
        return event

    return add


def _stamp(_logger: Any, _method: str, event: EventDict) -> EventDict:
    record = event.get("_record")
    moment = datetime.fromtimestamp(record.created).astimezone() if isinstance(record, logging.LogRecord) else None
    event["tijd"] = moment or datetime.now().astimezone()
    return event


def configure(dienst: str, fmt: Literal["json", "tekst"] = "json", stream: TextIO | None = None) -> None:
    """Route every line of this process, of libraries too, through the doors above, to stdout (or `stream`)."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _service_adder(dienst),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if fmt == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, template_only],
        processors=[
            _stamp,
            allow_listed,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            renderer,
        ],
    )
    _take_over(formatter, stream or sys.stdout)


class _OncePerWhile(logging.Filter):
    """A library that repeats itself (aiokafka, 20 lines a second without a broker) is heard every 10 s per line."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(_LIBRARIES):
            return True
        template = str(record.msg)[:_MAX_TEXT]
        quiet_until = self._said.get(template, 0.0) + _REPEAT_SECONDS
        if record.created < quiet_until:
            return False
        if len(self._said) > _MAX_TEMPLATES:
            self._said.clear()
        self._said[template] = record.created
        return True


def _take_over(formatter: logging.Formatter, stream: TextIO) -> None:
    # A line that cannot be written must not be printed raw by `logging` itself.
    logging.raiseExceptions = False
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    handler.addFilter(_OncePerWhile())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(True)
    # Libraries that attach handlers of their own, or that say more than an operator needs.
    for name in (
        "uvicorn",
        "uvicorn.error",
        "uvicorn.access",
        "faust",
        "mode",
        "aiokafka",
        "asyncpg",
        "asyncio",
    ):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True
        library.setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("mode.timers").setLevel(logging.ERROR)


def log_lost_exception(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Event loop hook: asyncio itself would print the exception with its text."""
    get_logger("asyncio").error("taak is mislukt zonder dat iemand wachtte", exc_info=context.get("exception"))
