"""Logs tell what happened, and nothing about who the caller is."""

import io
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
import structlog
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger as GunicornLogger
from hypothesis import given
from hypothesis import strategies as st

from sapa import logs

NUMBERS = ["+6221555010203", "021-5550-10203", "+1 (555) 010-0199", "1.555.010.0199", "5550100"]
SID = "CA00112233445566778899001122334455"


@dataclass
class Noon:
    def now(self) -> float:
        return 1_750_000_000.0


class Log:
    """The lines written so far, parsed."""

    def __init__(self, stream: io.StringIO) -> None:
        self.stream = stream

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    @property
    def last(self) -> dict[str, Any]:
        return self.lines[-1]


def configured(level: logs.Level, form: logs.Format = "json") -> Log:
    logs.configure(Noon(), level, form)
    handler = next(
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter)
    )
    stream = io.StringIO()
    cast("logging.StreamHandler[io.StringIO]", handler).setStream(stream)
    return Log(stream)


@pytest.fixture(autouse=True)
def unconfigured_afterwards() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    logging.getLogger().handlers.clear()


@pytest.fixture
def log() -> Log:
    return configured("info")


def test_an_event_is_one_line_with_its_fields_and_its_time(log: Log) -> None:
    structlog.get_logger().info("offer_expired", agent="7", waited=12.5)
    assert log.lines == [
        {
            "event": "offer_expired",
            "level": "info",
            "agent": "7",
            "waited": 12.5,
            "at": "2025-06-15T15:06:40.000+00:00",
        }
    ]


def test_the_call_that_is_handled_is_on_every_line(log: Log) -> None:
    with structlog.contextvars.bound_contextvars(call=SID):
        structlog.get_logger().info("ours")
        logging.getLogger("somewhere").info("theirs")
    structlog.get_logger().info("later")
    assert [line.get("call") for line in log.lines] == [SID, SID, None]


@pytest.mark.parametrize("key", ["name", "said", "from_", "From", "CallerName", "digits", "to"])
def test_private_fields_are_masked(log: Log, key: str) -> None:
    structlog.get_logger().warning("heard", **{key: "Budi"})
    assert log.last[key] == "***"


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "text", ["{}", "call {} now", "sip:{}@host", "?From={}&To=x", "%2B{}", "<{}>"]
)
def test_a_full_number_is_masked_in_any_field(log: Log, number: str, text: str) -> None:
    written = text.format(number.lstrip("+") if "%2B" in text else number)
    structlog.get_logger().error(
        f"event {written}", field=written, deep={"list": [written, {"x": written}]}, thing={written}
    )
    logging.getLogger("rq.worker").error("job %s", written)
    told = [{**line, "at": ""} for line in log.lines]
    assert len(told) == 2
    assert not any(character.isdigit() for character in re.sub("%2B", "", str(told)))


@given(
    country=st.sampled_from(["+62", "+1", "+44"]), rest=st.from_regex(r"\d{7,11}", fullmatch=True)
)
def test_any_number_is_masked(country: str, rest: str) -> None:
    event = {"level": "info", "event": "x", "note": f"to {country}{rest}."}
    assert logs.hide_private(None, "info", event)["note"] == "to ***."


def test_a_number_in_an_exception_is_masked(log: Log) -> None:
    try:
        int("+6221555010203 is busy")
    except ValueError:
        structlog.get_logger().exception("dial_failed")
    assert "'*** is busy'" in log.last["exception"]


@pytest.mark.parametrize(
    "text", [SID, "0123456789abcdef0123456789abcdef", "127.0.0.1:8000", "192.168.100.200", "12.5"]
)
def test_what_is_no_phone_number_stays(log: Log, text: str) -> None:
    structlog.get_logger().info("seen", field=text)
    assert log.last["field"] == text


def test_at_debug_level_everything_is_shown() -> None:
    log = configured("debug")
    structlog.get_logger().debug("heard", said="nama saya Budi")
    structlog.get_logger().info("heard", said="nama saya Budi")
    assert [line["said"] for line in log.lines] == ["nama saya Budi", "***"]


def test_less_serious_events_are_left_out() -> None:
    log = configured("warning")
    structlog.get_logger().info("small")
    logging.getLogger("somewhere").info("small")
    structlog.get_logger().warning("large")
    assert [line["event"] for line in log.lines] == ["large"]


def test_a_person_sees_no_json() -> None:
    log = configured("info", "console")
    structlog.get_logger().info("offer_expired", said="nama saya Budi")
    text = log.stream.getvalue()
    assert "offer_expired" in text
    assert "{" not in text
    assert "Budi" not in text


def test_gunicorn_writes_through_the_same_door(capsys: pytest.CaptureFixture[str]) -> None:
    class Application(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            self.cfg.set("logconfig_dict", logs.logging_config(Noon(), "info", "json"))

        def load(self) -> None: ...

    GunicornLogger(Application().cfg).info("Listening at: %s", "127.0.0.1:8000")
    lines = capsys.readouterr().err.splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["Listening at: 127.0.0.1:8000"]
