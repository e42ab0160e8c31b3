"""Structured logs: one line per event on standard error, JSON unless a person is watching.

Nothing that a caller said or is called, and no full number, leaves the process above debug.
The sid of the call that is being handled is bound by `structlog.contextvars`.
"""

import logging
import logging.config
import re
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.types import EventDict, Processor

from sapa.clock import Clock

MASK = "***"
# compared without "_" and capitals, so that Twilio's CallerName is here too
PRIVATE = frozenset(
    {
        *("body", "called", "caller", "callername", "digits"),
        *("forwardedfrom", "from", "honorific", "login", "name", "number"),
        *("password", "phone", "pin", "reason", "said"),
        *("speech", "speechresult", "text", "to", "transcript", "words"),
    }
)
IP_ADDRESS = r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])"
PHONE_NUMBER = r"(?:(?<![A-Za-z0-9])|(?<=%2B))\+?\d(?:[\s().-]{0,2}\d){6,}(?![A-Za-z0-9])"
TELLING = re.compile(f"(?P<keep>{IP_ADDRESS})|{PHONE_NUMBER}")
CHATTY = ("aiohttp", "alembic", "rq", "twilio", "asyncio", "urllib3", "werkzeug")

Format = Literal["auto", "console", "json"]
Level = Literal["debug", "info", "warning", "error"]


def hide_private(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Mask private fields, and whatever looks like a phone number in any other field."""
    if event["level"] == "debug":
        return event
    return {key: MASK if _is_private(key) else _hidden(value) for key, value in event.items()}


def _is_private(key: object) -> bool:
    return str(key).replace("_", "").lower() in PRIVATE


def _hidden(value: object) -> object:
    match value:
        case bool() | int() | float() | None:
            return value
        case str():
            return TELLING.sub(lambda found: found["keep"] or MASK, value)
        case Mapping():
            return {
                _hidden(key): MASK if _is_private(key) else _hidden(inner)
                for key, inner in value.items()
            }
        case list() | tuple() | set() | frozenset():
            return [_hidden(inner) for inner in value]
        case _:
            return _hidden(repr(value))


def _stamp(clock: Clock) -> Processor:
    def stamp(_logger: object, _method: str, event: EventDict) -> EventDict:
        event["at"] = datetime.fromtimestamp(clock.now(), UTC).isoformat(timespec="milliseconds")
        return event

    return stamp


def _formatter(clock: Clock, form: Format) -> Callable[[], ProcessorFormatter]:
    console = form == "console" or (form == "auto" and sys.stderr.isatty())
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(timestamp_key="at")
        if console
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return lambda: ProcessorFormatter(
        foreign_pre_chain=[structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level],
        processors=[
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide_private,
            _stamp(clock),
            renderer,
        ],
    )


def logging_config(clock: Clock, level: Level, form: Format = "auto") -> dict[str, Any]:
    """For `logging.config.dictConfig`, and for gunicorn, which would make handlers of its own."""
    chatty = level if level == "debug" else "warning"
    passed_on = {"handlers": list[str](), "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": _formatter(clock, form)}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            **{name: {"level": chatty.upper()} for name in CHATTY},
            **dict.fromkeys(("gunicorn.error", "gunicorn.access"), passed_on),
        },
    }


def configure(clock: Clock, level: Level, form: Format = "auto") -> None:
    """Once per process, at its start: the logs of libraries go the same way as our own."""
    logging.config.dictConfig(logging_config(clock, level, form))
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
