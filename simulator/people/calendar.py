"""When it is what day, when the hotline is open, and when people phone: a month's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass

DAY = 86400.0
SUNDAY = 6


@dataclass(frozen=True)
class Calendar:
    """`days` from `start`, midnight of a Monday at the hotline (epoch seconds). It is open from
    `opens` to `closes`, seconds after midnight, except on Sundays."""

    start: float
    days: int
    opens: float = 8 * 3600.0
    closes: float = 17 * 3600.0

    @property
    def end(self) -> float:
        return self.start + self.days * DAY

    def is_open(self, at: float) -> bool:
        day, second = divmod(at - self.start, DAY)
        return day % 7 != SUNDAY and self.opens <= second < self.closes

    def shifts(self) -> Iterator[tuple[float, float]]:
        """Every working day's beginning and end."""
        for day in range(self.days):
            if day % 7 != SUNDAY:
                midnight = self.start + day * DAY
                yield midnight + self.opens, midnight + self.closes

    def next_open(self, at: float, spare: float = 0.0) -> float:
        """`at` if the hotline is open then, with `spare` seconds to closing, or else the next
        opening."""
        for begin, end in self.shifts():
            if at < end - spare:
                return max(at, begin)
        return at
