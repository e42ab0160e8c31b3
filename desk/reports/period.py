"""The days that a report is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from desk.reports.trends import midnight

MOST_DAYS = 92
By = Literal["day", "skill", "agent"]
_BYS: Mapping[str, By] = {"day": "day", "skill": "skill", "agent": "agent"}
_WEEK = 7


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included, and what the table has a row for. `cut`: more days
    were asked for than one report holds; the last ones are shown."""

    first: date
    last: date
    by: By = "day"
    cut: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, str], today: date) -> "Period":
        """What an address asks for: the last week where it makes no sense; no day to come."""
        by = _BYS.get(asked.get("by", ""), "day")
        first, last = _day(asked.get("since", "")), _day(asked.get("until", ""))
        if first is None and last is None:
            return cls(today - timedelta(days=_WEEK - 1), today, by)
        first, last = sorted((first or last or today, last or today))
        last = min(last, today)
        first = min(first, last)
        earliest = last - timedelta(days=MOST_DAYS - 1)
        return cls(max(first, earliest), last, by, first < earliest)

    @property
    def days(self) -> list[date]:
        count = (self.last - self.first).days + 1
        return [self.first + timedelta(days=number) for number in range(count)]

    def edges(self, zone: ZoneInfo) -> list[float]:
        """When each day begins in `zone` and the last one ends, in epoch seconds."""
        return [midnight(day, zone) for day in (*self.days, self.last + timedelta(days=1))]

    def address(self, by: By | None = None) -> Mapping[str, str]:
        """How an address asks for it."""
        return {
            "since": self.first.isoformat(),
            "until": self.last.isoformat(),
            "by": by or self.by,
        }


def presets(today: date) -> list[tuple[str, Period]]:
    """Periods that are often wanted, each with its message."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    yesterday = today - timedelta(days=1)
    return [
        ("period-today", Period(today, today)),
        ("period-yesterday", Period(yesterday, yesterday)),
        ("period-week", Period(today - timedelta(days=_WEEK - 1), today)),
        ("period-weeks", Period(today - timedelta(days=4 * _WEEK - 1), today)),
        ("period-month", Period(month, today)),
        ("period-last-month", Period(before.replace(day=1), before)),
    ]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 3000 else None
