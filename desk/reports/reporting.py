"""Reports: what the numbers are, and each of them by day, by skill and by agent."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import add
from typing import TypeVar

from desk.calls.measured import Unit
from desk.calls.story import names_of
from desk.office import Office
from desk.reports.period import By, Period
from records import Session, callbacks_kept, loads, numbers
from records.callbacks_kept import Callbacks
from records.loads import Load
from records.numbers import SLOT, Numbers, Span

Part = TypeVar("Part")


@dataclass(frozen=True)
class Line:
    """The numbers of one day, skill or agent, or of all. `load` is None where nobody's time
    can be told apart by it."""

    numbers: Numbers
    load: Load | None
    callbacks: Callbacks
    day: date | None = None
    skill: str | None = None
    agent: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class Measure:
    """One number of a report, by its message, with its unit and in which tables it stands."""

    name: str
    unit: Unit
    of: Callable[[Line], float | None]
    tables: tuple[By, ...] = ("day", "skill", "agent")

    @property
    def message(self) -> str:
        return f"number-{self.name}"


def _occupancy(line: Line) -> float | None:
    return line.load.occupancy if line.load else None


_OF_CALLS: tuple[By, ...] = ("day", "skill")
MEASURES: tuple[Measure, ...] = (
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
    Measure("callbacks", Unit.SHARE, lambda line: line.callbacks.share),
)
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
        """Those that the table has a column for."""
        return [one for one in MEASURES if self.period.by in one.tables]


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
        callbacks=reduce(add, (line.callbacks for line in days), Callbacks()),
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
    promised = _by_day(office, callbacks_kept.by_slot(session, span.since, span.until))
    for place, day in enumerate(period.days):
        yield Line(
            numbers=numbers.merged(calls.get(day, ()), span),
            load=_together(one[place] for one in everybody),
            callbacks=reduce(add, promised.get(day, ()), Callbacks()),
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
    promised = callbacks_kept.by_skill(session, span.since, span.until)
    known = {*found, *promised}
    order = [*(one for one in office.titles if one in known), *sorted(filter(None, known))]
    for skill in dict.fromkeys([*order, *({None} & known)]):
        yield Line(
            numbers=found.get(skill, span.nothing()),
            load=None,
            callbacks=promised.get(skill, Callbacks()),
            skill=skill,
        )


def _agents(session: Session, span: Span, at_work: Mapping[int, Sequence[Load]]) -> Iterable[Line]:
    """By name: this is no ranking."""
    found = numbers.by_person(session, span)
    promised = callbacks_kept.by_person(session, span.since, span.until)
    names = names_of(session)
    known = {one for one in (*found, *at_work, *promised) if one is not None and one in names}
    for person in sorted(known, key=lambda one: names[one].casefold()):
        yield Line(
            numbers=found.get(person, span.nothing()),
            load=_together(at_work.get(person, ())),
            callbacks=promised.get(person, Callbacks()),
            agent=person,
            name=names[person],
        )


def _together(parts: Iterable[Load | None]) -> Load:
    return reduce(add, (part for part in parts if part), Load())
