"""How many of the promises whose time came were kept in time, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from records.measures import count, ratio
from records.models import Call, Promise
from records.numbers import slot_of

GRACE = 60.0
"""Seconds after the promised time that are in time still: people are told minutes."""
Key = TypeVar("Key")


@dataclass(frozen=True)
class Kept:
    """Promises whose time came. Those that the customer did not want any more do not count;
    one that is still open after its time is not kept."""

    due: int = 0
    on_time: int = 0

    @property
    def share(self) -> float | None:
        """Kept on time / due."""
        return ratio(self.on_time, self.due)

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(self.due + other.due, self.on_time + other.on_time)


def by_slot(session: Session, since: float, until: float) -> Mapping[int, Kept]:
    """By the slot in which they were due."""
    return _grouped(session, since, until, slot_of(session, Promise.due_at))


def by_skill(session: Session, since: float, until: float) -> Mapping[str | None, Kept]:
    """By the skill that their call needs."""
    return _grouped(session, since, until, Call.skill)


def by_person(session: Session, since: float, until: float) -> Mapping[int | None, Kept]:
    """By who gave their word; None is the hotline itself."""
    return _grouped(session, since, until, Promise.person_id)


def whole(session: Session, since: float, until: float) -> Kept:
    """All that were due at or after `since` and before `until`."""
    return Kept(*session.execute(select(*_SUMS).where(*_due(since, until))).one())


def lately(session: Session, since: float, person_id: int | None = None) -> list[Promise]:
    """Those kept or missed since then, of this person or of all, the newest first."""
    query = select(Promise).where(Promise.state.in_(("kept", "missed")), Promise.done_at >= since)
    if person_id is not None:
        query = query.where(Promise.person_id == person_id)
    return list(session.scalars(query.order_by(Promise.done_at.desc(), Promise.id)))


def is_late(promise: Promise, now: float) -> bool:
    """Whether it was kept after its time, or its time has passed without it."""
    if promise.due_at is None:
        return False
    end = promise.done_at if promise.state == "kept" else None
    return (now if end is None else end) > promise.due_at + GRACE


def _on_time() -> ColumnElement[bool]:
    return (Promise.state == "kept") & (Promise.done_at <= Promise.due_at + GRACE)


_SUMS = (func.count(), count(_on_time()))


def _due(since: float, until: float) -> tuple[ColumnElement[bool], ...]:
    """Those with a time that was promised: a callback that nobody promised comes in its turn, and
    its time is that before which nobody is rung."""
    by_a_time = Promise.person_id.is_not(None) | (Promise.kind == "supervisor")
    then = (Promise.due_at >= since, Promise.due_at < until)
    return (Promise.state != "cancelled", by_a_time, *then)


def _grouped(
    session: Session,
    since: float,
    until: float,
    key: ColumnElement[Key] | InstrumentedAttribute[Key],
) -> dict[Key, Kept]:
    query = select(key, *_SUMS).join(Call, Call.id == Promise.call_id)
    rows = session.execute(query.where(*_due(since, until)).group_by(key))
    return {row[0]: Kept(row[1], row[2]) for row in rows}
