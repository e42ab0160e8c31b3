"""How many of the callbacks that were promised came about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from records.measures import ratio
from records.models import Call, Promise
from records.numbers import slot_of

Key = TypeVar("Key")


@dataclass(frozen=True)
class Callbacks:
    """Callbacks that were promised within a span of time. Those that the customer did not want
    any more, and those that are still to come, are neither kept nor missed."""

    promised: int = 0
    kept: int = 0
    missed: int = 0

    @property
    def share(self) -> float | None:
        """Kept / (kept + missed)."""
        return ratio(self.kept, self.kept + self.missed)

    def __add__(self, other: "Callbacks") -> "Callbacks":
        return Callbacks(
            self.promised + other.promised, self.kept + other.kept, self.missed + other.missed
        )


def by_slot(session: Session, since: float, until: float) -> Mapping[int, Callbacks]:
    """By the slot in which they were promised."""
    return _grouped(session, since, until, slot_of(session, Promise.made_at))


def by_skill(session: Session, since: float, until: float) -> Mapping[str | None, Callbacks]:
    """By the skill that their call needs."""
    return _grouped(session, since, until, Call.skill)


def by_person(session: Session, since: float, until: float) -> Mapping[int | None, Callbacks]:
    """By who gave their word; None is the hotline itself."""
    return _grouped(session, since, until, Promise.person_id)


def _grouped(
    session: Session,
    since: float,
    until: float,
    key: ColumnElement[Key] | InstrumentedAttribute[Key],
) -> dict[Key, Callbacks]:
    """Rows of promises are few: one for each call that nobody could take."""
    query = (
        select(key, Promise.state, func.count())
        .join(Call, Call.id == Promise.call_id)
        .where(Promise.kind == "callback", Promise.made_at >= since, Promise.made_at < until)
        .group_by(key, Promise.state)
    )
    found: dict[Key, Callbacks] = {}
    for one, state, number in session.execute(query):
        kept, missed = number * (state == "kept"), number * (state == "missed")
        found[one] = found.get(one, Callbacks()) + Callbacks(number, kept, missed)
    return found
