"""What is dear to know and changes slowly, for one who looks at the board all the time."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from desk.live.estimates import estimates
from desk.live.hours import Hours, hours, span
from desk.office import Office
from queueing.model import CallState
from queueing.results import Snapshot
from records import Session, numbers
from records.numbers import Numbers

_SOON = 1.0  # seconds of life in which nothing is asked for twice, whatever happens
_LATER = 5.0  # and after which everything is
_ASKINGS = 20  # a clock can stand still

Value = TypeVar("Value")


class _Kept(Generic[Value]):
    """One value, found anew from time to time."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._found: tuple[float, Value] | None = None
        self._askings = 0

    def get(self, now: float, find: Callable[[], Value], *, news: bool) -> Value:
        """The value, found anew where it is old, or `news` make it so and it is not new."""
        if self._found is None or self._is_old(now - self._found[0], news):
            self._found, self._askings = (now, find()), 0
        self._askings += 1
        return self._found[1]

    def _is_old(self, age: float, news: bool) -> bool:
        patience = _SOON if news else _LATER
        return age >= patience * self._speed or self._askings >= _ASKINGS


class Seldom:
    """Remembers between looks. For one thread."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._left = _Kept[Mapping[str, int]](office.speed)
        self._today = _Kept[Numbers](office.speed)
        self._hours: Hours | None = None
        self._told: Mapping[str, int] = {}
        self._cursor = ""

    def left(self, board: Snapshot, now: float) -> Mapping[str, int]:
        """About how many minutes each call in line will wait on."""
        in_line = [entry.call for entry in board.calls if entry.state is CallState.WAITING]
        news = any(call not in self._told for call in in_line)
        self._told = self._left.get(
            now, lambda: estimates(self._office.board, board, now, self._told), news=news
        )
        return self._told

    def today(self, session: Session, cursor: str, now: float) -> Numbers:
        """Today's numbers, where the hotline is."""
        news, self._cursor = cursor != self._cursor, cursor
        return self._today.get(now, lambda: today(self._office, session, now), news=news)

    def hours(self, session: Session, now: float) -> Hours:
        """The last hours, until the minute that has begun."""
        if self._hours is None or self._hours.until != now // 60 * 60:
            self._hours = hours(self._office, session, now)
        return self._hours


def today(office: Office, session: Session, now: float) -> Numbers:
    """The numbers since midnight, where the hotline is."""
    morning = datetime.fromtimestamp(now, office.zone).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    evening = morning + timedelta(days=1)
    return numbers.whole(session, span(office, morning.timestamp(), evening.timestamp()))
