"""The last hours: how many waited, how many agents were there, and how well the line did."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.office import Office
from desk.plot import Plot, plotted
from records import Session, moments
from records.numbers import SLOT, Span, by_slot

MINUTES = 240
QUARTER = SLOT // 60


@dataclass(frozen=True)
class Course:
    """One number over time: `name` says which, `last`, `most` and `least` are the newest, the
    greatest and the smallest; None of nothing."""

    name: str
    last: float | None
    most: float | None
    least: float | None
    plot: Plot


@dataclass(frozen=True)
class Hours:
    """`since` to `until` (epoch seconds), as three courses; nothing where nothing is on record."""

    since: float
    until: float
    courses: tuple[Course, ...]


def hours(office: Office, session: Session, now: float) -> Hours:
    """The last hours until the minute that has begun."""
    until = int(now // 60)
    since = until - MINUTES
    seen = {moment.minute: moment for moment in moments.since(session, since)}
    each = [seen.get(minute) for minute in range(since, until + 1)]
    courses = (
        _course("waiting", [float(moment.waiting) if moment else None for moment in each]),
        _course("agents", [float(moment.agents) if moment else None for moment in each]),
        _course("service", _service(office, session, since, until), top=1.0),
    )
    return Hours(since * 60.0, until * 60.0, tuple(it for it in courses if it.plot.points))


def _service(office: Office, session: Session, since: int, until: int) -> list[float | None]:
    """The level of service of the calls that came in each quarter of an hour."""
    quarters = range(since // QUARTER, until // QUARTER)
    whole = span(office, quarters.start * float(SLOT), quarters.stop * float(SLOT))
    found = by_slot(session, whole)
    return [found.get(quarter, whole.nothing()).level_of_service for quarter in quarters]


def span(office: Office, since: float, until: float) -> Span:
    """The calls of that time, counted as everywhere: each against the target of its skill."""
    policy = office.policy
    return Span(since, until, policy.target, office.short_abandon, policy.targets)


def _course(name: str, values: Sequence[float | None], top: float | None = None) -> Course:
    known = [value for value in values if value is not None]
    most, least = max(known, default=None), min(known, default=None)
    # the minute that has begun is on record only after a moment: until then the one before it
    last = values[-1] if values[-1] is not None else values[-2]
    return Course(name, last, most, least, plotted(values, top))
