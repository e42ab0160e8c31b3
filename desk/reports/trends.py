"""Measures of courtesy over many talks: what is not known never counts as nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from desk.calls.measured import MEASURES, Unit, message
from desk.plot import Plot, plotted
from records.courtesies import Figure, Trend

DAY = 86400.0


@dataclass(frozen=True)
class Weeks:
    """One measure of one agent, or of all (`name` is None), week by week."""

    name: str | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Measure:
    """One measure by week, of all and of each agent, by name."""

    name: str
    unit: Unit
    everybody: Weeks
    agents: tuple[Weeks, ...]
    plot: Plot

    @property
    def message(self) -> str:
        return message(self.name)


def mondays(now: float, weeks: int, zone: ZoneInfo) -> list[date]:
    """The Mondays on which the last weeks began, this one included."""
    today = datetime.fromtimestamp(now, zone).date()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=back) for back in reversed(range(weeks))]


def midnight(day: date, zone: ZoneInfo) -> float:
    """When the day begins in `zone`, in epoch seconds."""
    return datetime.combine(day, time(), zone).timestamp()


def over_all(trends: Sequence[Trend]) -> Mapping[str, Figure]:
    """Every measure, over all days."""
    return {name: _over(trends, name) for name in MEASURES}


def by_week(
    trends: Sequence[Trend], weeks: Sequence[date], names: Mapping[int, str]
) -> list[Measure]:
    """Every measure, week by week."""
    people = sorted({trend.person_id for trend in trends} & names.keys(), key=names.__getitem__)
    each = {one: [trend for trend in trends if trend.person_id == one] for one in people}
    return [
        _measure(
            name,
            unit,
            Weeks(None, _weekly(trends, weeks, name)),
            [Weeks(names[one], _weekly(each[one], weeks, name)) for one in people],
        )
        for name, unit in MEASURES.items()
    ]


def _measure(name: str, unit: Unit, everybody: Weeks, agents: Iterable[Weeks]) -> Measure:
    means = [figure.mean for figure in everybody.figures]
    top = 1.0 if unit in (Unit.YES_NO, Unit.SHARE) else None
    return Measure(name, unit, everybody, tuple(agents), plotted(means, top))


def _weekly(trends: Iterable[Trend], weeks: Sequence[date], name: str) -> tuple[Figure, ...]:
    """The measure in each of the weeks that begin on these days."""
    found: dict[date, list[Trend]] = {monday: [] for monday in weeks}
    for trend in trends:
        monday = trend.day - timedelta(days=trend.day.weekday())
        if monday in found:
            found[monday].append(trend)
    return tuple(_over(found[monday], name) for monday in weeks)


def _over(trends: Iterable[Trend], name: str) -> Figure:
    figures = [trend.figures[name] for trend in trends if name in trend.figures]
    known = sum(figure.known for figure in figures)
    total = sum(figure.known * figure.mean for figure in figures if figure.mean is not None)
    return Figure(
        known=known,
        mean=total / known if known else None,
        unknown=sum(figure.unknown for figure in figures),
        not_due=sum(figure.not_due for figure in figures),
    )
