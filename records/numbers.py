"""The hotline's numbers over a span of time, of all calls or by what they are about.

Times are epoch seconds, waits and holds seconds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from records.measures import (
    abandoned,
    answered,
    count,
    counted,
    handled,
    handling,
    held,
    ratio,
    wait,
    wrap_up,
)
from records.models import Call, Talk

SLOT = 900
"""Seconds of a slot: every zone's days begin with one."""
Key = TypeVar("Key")
Column = InstrumentedAttribute[float] | InstrumentedAttribute[float | None]
Sums = dict[str, Any]
"""Fields of Numbers."""


@dataclass(frozen=True)
class Numbers:
    """The calls that joined the line within a span of time, and what became of them.

    `target` and `short` are the seconds that level of service and short abandons are counted
    by. A share or mean of nothing is None.
    """

    target: float
    short: float
    offered: int = 0
    answered: int = 0
    answered_in_target: int = 0
    abandoned: int = 0
    abandoned_after_target: int = 0
    short_abandons: int = 0
    total_wait: float = 0.0
    longest_wait: float | None = None
    talks: int = 0
    handled: int = 0
    transfers: int = 0
    calls_handled: int = 0
    total_handling: float = 0.0
    total_hold: float = 0.0
    total_wrap_up: float = 0.0

    @property
    def level_of_service(self) -> float | None:
        """Answered within the target / (answered + abandoned after the target)."""
        return ratio(self.answered_in_target, self.answered + self.abandoned_after_target)

    @property
    def asa(self) -> float | None:
        """Average speed of answer: total wait of answered calls / answered calls."""
        return ratio(self.total_wait, self.answered)

    @property
    def aht(self) -> float | None:
        """Average handling time: (talk + hold + wrap-up) / talks that ended."""
        return ratio(self.total_handling, self.handled)

    @property
    def mean_hold(self) -> float | None:
        """Hold / talks that ended."""
        return ratio(self.total_hold, self.handled)

    @property
    def mean_wrap_up(self) -> float | None:
        """Wrap-up / talks that ended."""
        return ratio(self.total_wrap_up, self.handled)

    @property
    def mean_talk(self) -> float | None:
        """What is left of the handling time: both could hear each other."""
        return ratio(self.total_handling - self.total_hold - self.total_wrap_up, self.handled)

    @property
    def abandonment(self) -> float | None:
        """Abandoned after the short limit / (offered - short abandons)."""
        return ratio(self.abandoned - self.short_abandons, self.offered - self.short_abandons)

    @property
    def transfer_rate(self) -> float | None:
        """Talks ended by a transfer / talks that ended."""
        return ratio(self.transfers, self.handled)

    @property
    def transfers_per_call(self) -> float | None:
        """Talks ended by a transfer / calls with a talk that ended."""
        return ratio(self.transfers, self.calls_handled)


@dataclass(frozen=True)
class Span:
    """Calls that joined at or after `since` and before `until`, and what they are counted by:
    the seconds to answer within, for a skill of `targets` its own, and those of a short
    abandon."""

    since: float
    until: float
    target: float = 20.0
    short: float = 5.0
    targets: Mapping[str, float] = field(default_factory=dict)

    @property
    def joined(self) -> ColumnElement[bool]:
        return and_(Call.joined_at >= self.since, Call.joined_at < self.until)

    @property
    def to_answer(self) -> ColumnElement[float]:
        if not self.targets:
            return literal(self.target)
        return case(dict(self.targets), value=Call.skill, else_=self.target)

    def nothing(self) -> Numbers:
        return Numbers(self.target, self.short)


def whole(session: Session, span: Span) -> Numbers:
    """All calls of the span.

    A callback, and a place that was regained, is part of the call that it goes on from; its
    talks count as all others.
    """
    return _grouped(session, span, literal(0)).get(0, span.nothing())


def by_slot(session: Session, span: Span) -> dict[int, Numbers]:
    """By the slot in which the call joined, counted from the epoch; empty ones are left out."""
    return _grouped(session, span, slot_of(session, Call.joined_at))


def by_skill(session: Session, span: Span) -> dict[str | None, Numbers]:
    """By the skill that the call needed last; None is no particular one."""
    return _grouped(session, span, Call.skill)


def by_person(session: Session, span: Span) -> dict[int, Numbers]:
    """By agent: their talks alone, for a wait belongs to the line."""
    of_talks = _talks(session, span, Talk.person_id)
    return {one: Numbers(span.target, span.short, **sums) for one, sums in of_talks.items()}


def merged(parts: Iterable[Numbers], span: Span) -> Numbers:
    """The numbers of several parts together."""
    several = list(parts)
    added = {
        one.name: sum(getattr(part, one.name) for part in several)
        for one in fields(Numbers)
        if one.name not in ("target", "short", "longest_wait")
    }
    waits = [part.longest_wait for part in several if part.longest_wait is not None]
    return Numbers(span.target, span.short, longest_wait=max(waits, default=None), **added)


def slot_of(session: Session, at: Column) -> ColumnElement[int]:
    """The slot of a time, as SQL: PostgreSQL rounds where SQLite cuts off."""
    slots: ColumnElement[float] | ColumnElement[float | None] = at / literal_column(f"{SLOT}.0")
    whole_ones = func.floor(slots) if session.get_bind().dialect.name == "postgresql" else slots
    return cast(whole_ones, Integer)


def _grouped(
    session: Session, span: Span, key: ColumnElement[Key] | InstrumentedAttribute[Key]
) -> dict[Key, Numbers]:
    of_calls = _calls(session, span, key)
    of_talks = _talks(session, span, key)
    return {
        one: Numbers(span.target, span.short, **of_calls.get(one, {}), **of_talks.get(one, {}))
        for one in {**of_calls, **of_talks}
    }


def _calls(
    session: Session, span: Span, key: ColumnElement[Key] | InstrumentedAttribute[Key]
) -> dict[Key, Sums]:
    waited, to_answer = wait(), span.to_answer
    sums = {
        "offered": func.count(),
        "answered": count(answered()),
        "answered_in_target": count(answered() & (waited <= to_answer)),
        "abandoned": count(abandoned()),
        "abandoned_after_target": count(abandoned() & (waited > to_answer)),
        "short_abandons": count(abandoned() & (waited <= span.short)),
        "total_wait": func.coalesce(func.sum(waited).filter(answered()), 0.0),
        "longest_wait": func.max(waited),
    }
    query = select(key, *sums.values()).where(span.joined, counted()).group_by(key)
    rows = session.execute(query)
    return {row[0]: dict(zip(sums, row[1:], strict=True)) for row in rows}


def _talks(
    session: Session, span: Span, key: ColumnElement[Key] | InstrumentedAttribute[Key]
) -> dict[Key, Sums]:
    sums = {
        "talks": func.count(),
        "handled": count(handled()),
        "transfers": count(handled() & (Talk.ended_by == "transfer")),
        "calls_handled": func.count(Talk.call_id.distinct()).filter(handled()),
        "total_handling": func.coalesce(func.sum(handling()).filter(handled()), 0.0),
        "total_hold": func.coalesce(func.sum(held()).filter(handled()), 0.0),
        "total_wrap_up": func.coalesce(func.sum(wrap_up()).filter(handled()), 0.0),
    }
    query = (
        select(key, *sums.values())
        .join(Call, Call.id == Talk.call_id)
        .where(span.joined, Talk.connected_at.is_not(None))
        .group_by(key)
    )
    rows = session.execute(query)
    return {row[0]: dict(zip(sums, row[1:], strict=True)) for row in rows}
