"""Reports: what the numbers are, and each of them by day, by skill and by agent."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import add
from typing import Literal, TypeVar

from desk.calls.measured import Unit
from desk.calls.story import names_of
from desk.office import Office
from desk.reports import keeping
from desk.reports.keeping import Keeping
from desk.reports.period import By, Period
from records import Session, loads, numbers
from records.loads import Load
from records.numbers import SLOT, Numbers, Span

Part = TypeVar("Part")
Group = Literal["calls", "cases"]


@dataclass(frozen=True)
class Line:
    """The numbers of one day, skill or agent, or of all. `load` is None where nobody's time
    can be told apart by it."""

    numbers: Numbers
    load: Load | None
    keeping: Keeping
    day: date | None = None
    skill: str | None = None
    agent: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class Measure:
    """One number of a report, by its message, with its unit and in which tables it stands: by
    what, and whether in that of calls or that of cases."""

    name: str
    unit: Unit
    of: Callable[[Line], float | None]
    tables: tuple[By, ...] = ("day", "skill", "agent")
    group: Group = "calls"

    @property
    def message(self) -> str:
        return f"number-{self.name}"


def _occupancy(line: Line) -> float | None:
    return line.load.occupancy if line.load else None


_OF_CALLS: tuple[By, ...] = ("day", "skill")
_ALL: tuple[By, ...] = ("day", "skill", "agent")
_CALLS: tuple[Measure, ...] = (
    Measure("offered", Unit.COUNT, lambda line: line.numbers.offered, _OF_CALLS),
    Measure("answered", Unit.COUNT, lambda line: line.numbers.answered, _OF_CALLS),
    Measure("abandoned", Unit.COUNT, lambda line: line.numbers.abandoned, _OF_CALLS),
    Measure("abandonment", Unit.SHARE, lambda line: line.numbers.abandonment, _OF_CALLS),
    Measure("service", Unit.SHARE, lambda line: line.numbers.level_of_service, _OF_CALLS),
    Measure("asa", Unit.SECONDS, lambda line: line.numbers.asa, _OF_CALLS),
    Measure("longest-wait", Unit.SECONDS, lambda line: line.numbers.longest_wait, _OF_CALLS),
    Measure("handled", Unit.COUNT, lambda line: line.numbers.handled),
    Measure("aht", Unit.SECONDS, lambda line: line.numbers.aht),
    Measure("occupancy", Unit.SHARE, _occupancy, ("day", "agent")),
    Measure("transfer-rate", Unit.SHARE, lambda line: line.numbers.transfer_rate),
    Measure("callbacks", Unit.SHARE, lambda line: line.keeping.callbacks.share),
)
_CASES: tuple[Measure, ...] = (
    Measure("fcr", Unit.SHARE, lambda line: line.keeping.cases.fcr, _ALL, "cases"),
    Measure(
        "contacts", Unit.MEAN, lambda line: line.keeping.cases.contacts_per_case, _ALL, "cases"
    ),
    Measure("transfers", Unit.MEAN, lambda line: line.numbers.transfers_per_call, _ALL, "cases"),
    Measure("on-time", Unit.SHARE, lambda line: line.keeping.kept.share, _ALL, "cases"),
    Measure("rating", Unit.MEAN, lambda line: line.keeping.cases.rating, _ALL, "cases"),
    Measure("supervisor", Unit.SECONDS, lambda line: line.keeping.wait(0.5), _OF_CALLS, "cases"),
    Measure("supervisor-90", Unit.SECONDS, lambda line: line.keeping.wait(0.9), _OF_CALLS, "cases"),
)
MEASURES: tuple[Measure, ...] = (*_CALLS, *_CASES)
"""Every number, in the order in which they are shown."""


@dataclass(frozen=True)
class Report:
    """All that a page or a file tells: `total` and `days` are of the whole hotline, `lines` what
    the table of the period's choice has a row for."""

    period: Period
    span: Span
    total: Line
    days: tuple[Line, ...]
    lines: tuple[Line, ...]

    @property
    def measures(self) -> list[Measure]:
        """Those that a table has a column for."""
        return [one for one in MEASURES if self.period.by in one.tables]

    @property
    def groups(self) -> list[tuple[Group, list[Measure]]]:
        """The columns of each table."""
        found: dict[Group, list[Measure]] = {}
        for one in self.measures:
            found.setdefault(one.group, []).append(one)
        return list(found.items())


def report(office: Office, session: Session, period: Period) -> Report:
    """The numbers of a period."""
    edges = period.edges(office.zone)
    policy = office.policy
    span = Span(edges[0], edges[-1], policy.target, office.short_abandon, policy.targets)
    found = loads.by_person(session, edges, office.clock.now())
    days = tuple(_days(office, session, period, span, list(found.values())))
    total = Line(
        numbers=numbers.merged([line.numbers for line in days], span),
        load=_together(line.load for line in days),
        keeping=reduce(add, (line.keeping for line in days), Keeping()),
    )
    lines = days
    if period.by == "skill":
        lines = tuple(_skills(office, session, span))
    elif period.by == "agent":
        lines = tuple(_agents(session, span, found))
    return Report(period, span, total, days, lines)


def _days(
    office: Office,
    session: Session,
    period: Period,
    span: Span,
    everybody: Sequence[Sequence[Load]],
) -> Iterable[Line]:
    calls = _by_day(office, numbers.by_slot(session, span))
    kept = _by_day(office, keeping.by_slot(session, span.since, span.until))
    for place, day in enumerate(period.days):
        yield Line(
            numbers=numbers.merged(calls.get(day, ()), span),
            load=_together(one[place] for one in everybody),
            keeping=reduce(add, kept.get(day, ()), Keeping()),
            day=day,
        )


def _by_day(office: Office, slots: Mapping[int, Part]) -> Mapping[date, list[Part]]:
    found: dict[date, list[Part]] = {}
    for slot, part in slots.items():
        day = datetime.fromtimestamp(slot * SLOT, office.zone).date()
        found.setdefault(day, []).append(part)
    return found


def _skills(office: Office, session: Session, span: Span) -> Iterable[Line]:
    """In the order in which the hotline names its skills; then what it does not know any more."""
    found = numbers.by_skill(session, span)
    kept = keeping.by_skill(session, span.since, span.until)
    known = {*found, *kept}
    order = [*(one for one in office.titles if one in known), *sorted(filter(None, known))]
    for skill in dict.fromkeys([*order, *({None} & known)]):
        yield Line(
            numbers=found.get(skill, span.nothing()),
            load=None,
            keeping=kept.get(skill, Keeping()),
            skill=skill,
        )


def _agents(session: Session, span: Span, at_work: Mapping[int, Sequence[Load]]) -> Iterable[Line]:
    """By name: this is no ranking."""
    found = numbers.by_person(session, span)
    kept = keeping.by_person(session, span.since, span.until)
    names = names_of(session)
    known = {one for one in (*found, *at_work, *kept) if one is not None and one in names}
    for person in sorted(known, key=lambda one: names[one].casefold()):
        yield Line(
            numbers=found.get(person, span.nothing()),
            load=_together(at_work.get(person, ())),
            keeping=kept.get(person, Keeping()),
            agent=person,
            name=names[person],
        )


def _together(parts: Iterable[Load | None]) -> Load:
    return reduce(add, (part for part in parts if part), Load())
