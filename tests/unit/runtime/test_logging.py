"""No door of the log lets personal data through."""

import asyncio
import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import structlog
from pydantic import BaseModel, ValidationError

from shared.runtime.errors import Invalid, TopicLost, Unavailable
from shared.runtime.logging import bind_event, configure, get_logger, log_lost_exception

PERSON = "Fatima de Vries"

Lines = Callable[[], list[dict[str, object]]]


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes; afterwards logging is as it was."""
    root = logging.getLogger()
    before, shape = (root.handlers[:], root.level), structlog.get_config()
    written = io.StringIO()
    configure("proef", stream=written)
    yield written
    structlog.configure(**shape)
    logging.captureWarnings(False)
    root.handlers[:], root.level = before


@pytest.fixture
def lines(stream: io.StringIO) -> Lines:
    """Gives the lines so far, and proves that the person is in none of them."""

    def read() -> list[dict[str, object]]:
        assert "Fatima" not in stream.getvalue()
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    return read


def test_numbers_and_codes_pass_and_free_text_does_not(lines: Lines) -> None:
    get_logger("x").info(
        "batch", aantal=3, topic="ldos.dossiers", dag=date(2026, 11, 22), naam=PERSON, leerling="Fatima"
    )

    (line,) = lines()
    assert line["aantal"] == 3
    assert line["topic"] == "ldos.dossiers"
    assert line["dag"] == "2026-11-22"
    assert line["naam"] == line["leerling"] == "…"
    assert line["dienst"] == "proef"


def test_containers_never_pass(lines: Lines) -> None:
    get_logger("x").info("batch", topic={"naam": PERSON}, reden=[PERSON], aantal=(PERSON,))

    (line,) = lines()
    assert line["topic"] == line["reden"] == line["aantal"] == "…"


def test_an_exception_shows_type_and_place_but_no_text(lines: Lines) -> None:
    try:
        try:
            raise KeyError(PERSON)
        except KeyError as error:
            raise ValueError(f"geen {PERSON}") from error
    except ValueError:
        get_logger("x").exception("mislukt")

    (line,) = lines()
    assert line["fout"] == ["builtins.ValueError", "builtins.KeyError"]
    assert "test_logging.py" in str(line["waar"])


def test_a_validation_error_shows_no_input(lines: Lines) -> None:
    class Leerling(BaseModel):
        naam: int

    with pytest.raises(ValidationError) as caught:
        Leerling.model_validate({"naam": PERSON})
    get_logger("x").error("ongeldig", exc_info=caught.value)

    assert lines()[0]["fout"] == ["pydantic_core._pydantic_core.ValidationError"]


def test_our_own_errors_say_what_to_do(lines: Lines) -> None:
    log = get_logger("x")
    log.error("stop", exc_info=TopicLost("t", 0, 9, 2))
    log.error("wacht", exc_info=Unavailable("postgresql"))
    log.error("opzij", exc_info=Invalid(PERSON))

    stop, wacht, opzij = lines()
    assert "eindigt bij 2" in str(stop["melding"])
    assert "./pos herstel" in str(stop["herstel"])
    assert wacht["wat"] == "postgresql"
    assert opzij["reden"] == "…"


def test_a_library_line_shows_its_template_only(lines: Lines) -> None:
    logging.getLogger("aiokafka.producer").error("send k=%r v=%s", PERSON, PERSON)
    logging.getLogger("faust").error(f"gestopt door '{PERSON}'\n{PERSON}")
    try:
        raise ValueError(PERSON)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")

    events = [line["event"] for line in lines()]
    assert events == ["send k… v…", "gestopt door …", "Exception in ASGI application"]


def test_a_library_that_repeats_itself_is_heard_once(lines: Lines) -> None:
    for node in range(50):
        logging.getLogger("aiokafka").error("Unable to connect to %s", node)
    for node in range(3):
        get_logger("x").warning("zelf", node=node)

    assert [line["event"] for line in lines()] == ["Unable to connect to …", "zelf", "zelf", "zelf"]


async def test_a_lost_task_shows_no_text(lines: Lines) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(log_lost_exception)

    async def lose() -> None:
        raise ValueError(PERSON)

    task = loop.create_task(lose())
    await asyncio.wait([task])
    del task

    (line,) = lines()
    assert line["fout"] == ["builtins.ValueError"]


def test_ids_of_the_event_are_on_every_line(lines: Lines) -> None:
    with bind_event(event_id="0198-ab", trace_id=PERSON):
        get_logger("x").info("binnen")
    get_logger("x").info("buiten")

    inside, outside = lines()
    assert inside["eventId"] == "0198-ab"
    assert inside["traceId"] == "…"
    assert "eventId" not in outside


def test_the_text_form_is_as_safe(stream: io.StringIO) -> None:
    configure("proef", "tekst", stream)
    get_logger("x").info("batch", leerling=PERSON, aantal=2)

    assert "aantal=2" in stream.getvalue()
    assert "Fatima" not in stream.getvalue()


def test_a_line_that_cannot_be_written_is_not_printed_raw(
    stream: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    stream.close()
    get_logger("x").info("batch", leerling=PERSON)

    assert capfd.readouterr().err == ""


def test_a_library_line_shows_where_its_arguments_were(lines: Lines) -> None:
    logging.getLogger("aiokafka.client").warning("Unable connect to %s:%-5d {naam}", PERSON, 3)

    assert [line["event"] for line in lines()] == ["Unable connect to …:… …"]
