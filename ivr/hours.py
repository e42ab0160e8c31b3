"""Opening hours: is somebody there, and how the next opening is said."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

LOOK_AHEAD_DAYS = 14

Spans = Sequence[tuple[int, int]]
"""Open from a minute after midnight up to another; 1440 is the end of the day."""


@dataclass(frozen=True)
class Hours:
    """`week` has the spans of each day, Monday first, in the hotline's time zone."""

    week: Sequence[Spans]
    holidays: frozenset[date] = field(default_factory=frozenset)

    def _spans(self, day: date) -> Spans:
        return () if day in self.holidays else self.week[day.weekday()]

    def is_open(self, moment: datetime) -> bool:
        """`moment` is aware, in the hotline's zone."""
        minute = moment.hour * 60 + moment.minute
        return any(start <= minute < end for start, end in self._spans(moment.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next start of a span after `moment`; None if there is none in two weeks."""
        for ahead in range(LOOK_AHEAD_DAYS + 1):
            day = moment.date() + timedelta(days=ahead)
            for start, _ in self._spans(day):
                opening = datetime.combine(day, time(*divmod(start, 60)), moment.tzinfo)
                if opening > moment:
                    return opening
        return None


def opening_phrase(opening: datetime, now: datetime, language: str) -> str:
    """How an opening is said: "tomorrow at 8 a.m.", "besok pukul 8 pagi"."""
    date = opening.date()
    if opening.time() == time.min:
        date -= timedelta(days=1)  # "tomorrow at midnight" is the end of tomorrow to most ears
    ahead = (date - now.date()).days
    day = _NEAR[language].get(ahead) or _ON[language].format(
        day=format_date(date, "EEEE" if ahead < 7 else "EEEE, d MMMM", locale=language)
    )
    return f"{day} {_AT[language]} {spoken_time(opening.time(), language)}"


_NEAR = {"en": {0: "today", 1: "tomorrow"}, "id": {0: "hari ini", 1: "besok"}}
_ON = {"en": "on {day}", "id": "hari {day}"}
_AT = {"en": "at", "id": "pukul"}


def deadline_phrase(deadline: datetime, now: datetime, language: str) -> str:
    """How the time is said by which something is promised: "3 p.m.", "besok pukul 8 pagi"."""
    if deadline.date() != now.date():
        return opening_phrase(deadline, now, language).removeprefix("on ")  # "by Monday at 8 a.m."
    return _TODAY[language].format(time=spoken_time(deadline.time(), language))


_TODAY = {"en": "{time}", "id": "pukul {time}"}


def spoken_time(moment: time, language: str) -> str:
    """A time of day as it is said: "8:30 a.m.", "setengah 9 pagi"."""
    return _indonesian(moment) if language == "id" else _english(moment)


def _english(moment: time) -> str:
    if not moment.minute and moment.hour in _TWELVE:
        return _TWELVE[moment.hour]
    minutes = f":{moment.minute:02}" if moment.minute else ""
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment.hour % 12 or 12}{minutes} {half}"


_TWELVE = {0: "midnight", 12: "noon"}
_PARTS = ((0, 4, "dini hari"), (4, 11, "pagi"), (11, 15, "siang"), (15, 18, "sore"))


def _indonesian(moment: time) -> str:
    """Hours are said from 1 to 12 with the part of the day; 8:30 is "half nine"."""
    if moment == time.min:
        return "12 malam"
    part = next((name for low, high, name in _PARTS if low <= moment.hour < high), "malam")
    hour = moment.hour % 12 or 12
    if moment.minute == 30:
        return f"setengah {hour % 12 + 1} {part}"
    return f"{hour} lewat {moment.minute} menit {part}" if moment.minute else f"{hour} {part}"
