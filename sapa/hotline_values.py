"""What may stand for a value in the hotline's file: numbers, time zones, hours, keys."""

import re
from itertools import pairwise
from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import AfterValidator, BeforeValidator, Field

from queueing.model import RESERVED

MINUTES_A_DAY = 24 * 60
RANGE = re.compile(r"(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)")
MISSED = "missed"
"""The reason of a break that nobody chose."""
TIME = re.compile(r"(\d\d):([0-5]\d)")

Language = Literal["id", "en"]
Text = Annotated[str, Field(min_length=1)]
Seconds = Annotated[float, Field(ge=0, le=24 * 3600, allow_inf_nan=False)]


class Opening(NamedTuple):
    """Open from `start` up to `end`, in minutes after midnight; 1440 is the day's end."""

    start: int
    end: int


def _e164(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        parsed = phonenumbers.PhoneNumber()
    if not phonenumbers.is_possible_number(parsed):
        raise ValueError("must be a phone number with its country code, such as +622155501000")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("must be the name of a time zone, such as Asia/Jakarta") from None
    return name


def _region(code: str) -> str:
    if code not in phonenumbers.SUPPORTED_REGIONS:
        raise ValueError("must be a country's two capital letters, such as ID")
    return code


def _skill_key(key: str) -> str:
    if key in RESERVED or not re.fullmatch("[a-z_]+", key):
        *reserved, last = sorted(RESERVED)
        raise ValueError(f"must be of a-z and _, and not {', '.join(reserved)} or {last}")
    return key


def _choice_key(key: str) -> str:
    if key == MISSED or not re.fullmatch("[a-z-]{1,32}", key):
        raise ValueError(f"must be of a-z and -, at most 32, and not {MISSED}")
    return key


def _opening(text: str) -> Opening:
    match = RANGE.fullmatch(text.strip())
    hours, minutes, to_hours, to_minutes = map(int, match.groups()) if match else (0, 99, 0, 99)
    opening = Opening(hours * 60 + minutes, to_hours * 60 + to_minutes)
    if minutes > 59 or to_minutes > 59 or not opening.start < opening.end <= MINUTES_A_DAY:
        raise ValueError('must be such as "08:00-12:00, 13:00-24:00", or "" when closed')
    return opening


def _day(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('must be such as "08:00-20:00"')  # noqa: TRY004 - pydantic wants this one
    openings = tuple(_opening(part) for part in value.split(",")) if value.strip() else ()
    if any(later.start < earlier.end for earlier, later in pairwise(openings)):
        raise ValueError("must name its ranges in order and without overlap")
    return openings


def _minute(value: object) -> int:
    match = TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    minute = int(match[1]) * 60 + int(match[2]) if match else MINUTES_A_DAY + 1
    if minute > MINUTES_A_DAY:
        raise ValueError('must be a time of day, such as "08:00", up to "24:00"')
    return minute


Titles = Annotated[
    dict[Annotated[str, AfterValidator(_choice_key)], dict[Language, Text]],
    Field(
        min_length=1, max_length=20, json_schema_extra={"format": "a title per key and language"}
    ),
]
"""What people may choose from: what each is called, by key and language."""
Country = Annotated[str, AfterValidator(_region)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
SkillKey = Annotated[str, AfterValidator(_skill_key)]
Number = Annotated[
    str, AfterValidator(_e164), Field(json_schema_extra={"format": "telephone number"})
]
Day = Annotated[
    tuple[Opening, ...],
    BeforeValidator(_day, json_schema_input_type=str),
    Field(json_schema_extra={"format": "hours"}),
]
Minute = Annotated[
    int,
    BeforeValidator(_minute, json_schema_input_type=str),
    Field(json_schema_extra={"format": "time of day"}),
]
"""Minutes after midnight, written as a time of day."""
