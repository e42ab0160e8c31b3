"""How much of their time at work people were busy with callers. Times are epoch seconds."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import spans
from records.models import Call, Talk

Stretch = tuple[float, float]
"""From when until when."""
LONGEST = 86400.0
"""Seconds before a span in which a call of a talk that reaches into it may have joined."""


@dataclass(frozen=True)
class Load:
    """Seconds of somebody, or of several together.

    `handling`: with callers and their notes; `idle`: ready on record and not handling.
    """

    handling: float = 0.0
    idle: float = 0.0

    @property
    def occupancy(self) -> float | None:
        """Handling / (handling + idle); None for nobody at work."""
        whole = self.handling + self.idle
        return self.handling / whole if whole else None

    def __add__(self, other: "Load") -> "Load":
        return Load(self.handling + other.handling, self.idle + other.idle)


def by_person(session: Session, edges: Sequence[float], now: float) -> Mapping[int, list[Load]]:
    """The loads of each person in each time between two neighbours of the rising `edges`; what
    is to come after `now` does not count, and nor does a time in which they were never ready: they
    were not at work."""
    ready = _ready(session, edges[0], edges[-1], now)
    busy = _busy(session, edges[0], edges[-1], now)
    return {one: _loads(ready[one], busy.get(one, []), edges) for one in ready}


def _ready(session: Session, since: float, until: float, now: float) -> dict[int, list[Stretch]]:
    found: dict[int, list[Stretch]] = defaultdict(list)
    for person, begin, end in spans.between(session, "ready", since, until):
        found[person].append((begin, now if end is None else end))
    return found


def _busy(session: Session, since: float, until: float, now: float) -> dict[int, list[Stretch]]:
    over = func.coalesce(Talk.wrapped_at, Talk.ended_at, now)
    query = (
        select(Talk.person_id, Talk.connected_at, over)
        .join(Call, Call.id == Talk.call_id)
        .where(Call.joined_at >= since - LONGEST, Call.joined_at < until)
        .where(Talk.connected_at < until, over > since)
    )
    found: dict[int, list[Stretch]] = defaultdict(list)
    for person, begin, end in session.execute(query):
        found[person].append((float(begin or 0.0), end))
    return found


def _loads(ready: Sequence[Stretch], busy: Iterable[Stretch], edges: Sequence[float]) -> list[Load]:
    handling = list(_apart(sorted(busy)))
    handled = _spread(handling, edges)
    at_work = _spread(ready, edges)
    both = _spread(_common(ready, handling), edges)
    return [
        Load(busy_for, max(ready_for - of_it, 0.0)) if ready_for else Load()
        for busy_for, ready_for, of_it in zip(handled, at_work, both, strict=True)
    ]


def _apart(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """In order of their beginning, none of them in another."""
    last = 0.0
    for begin, end in stretches:
        if end > max(begin, last):
            yield max(begin, last), end
            last = end


def _common(some: Sequence[Stretch], others: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is in both; the stretches of each are in order and apart."""
    i = j = 0
    while i < len(some) and j < len(others):
        begin, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if begin < end:
            yield begin, end
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1


def _spread(stretches: Iterable[Stretch], edges: Sequence[float]) -> list[float]:
    """The seconds of the stretches in each time between two edges."""
    found = [0.0] * (len(edges) - 1)
    for begin, end in stretches:
        place = max(bisect_right(edges, begin) - 1, 0)
        while place < len(found) and edges[place] < end:
            first, last = edges[place], edges[place + 1]
            found[place] += (end if end < last else last) - (begin if begin > first else first)
            place += 1
    return found
