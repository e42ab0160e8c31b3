"""How the hotline keeps its word: promises made, kept and missed."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.measures import count
from records.models import Call, CallEvent, Person, Promise, PromiseKind, Talk

SUPERVISOR_RUNGS = ("supervisor", "manager")


@dataclass(frozen=True)
class Promises:
    """What became of the promises of one kind. A callback that is `missed` is one whose
    customer could not be reached."""

    made: int
    kept: int
    missed: int
    cancelled: int

    @property
    def open(self) -> int:
        return self.made - self.kept - self.missed - self.cancelled


def promises(session: Session, kind: PromiseKind, since: float, until: float) -> Promises:
    """The promises of this kind that were made at or after `since` and before `until`."""
    states = [count(Promise.state == state) for state in ("kept", "missed", "cancelled")]
    made_then = (Promise.kind == kind, Promise.made_at >= since, Promise.made_at < until)
    row = session.execute(select(func.count(), *states).where(*made_then)).one()
    return Promises(*(int(number) for number in row))


class Wait(NamedTuple):
    """A caller waited so many seconds for a supervisor, from `at` on."""

    at: float
    skill: str | None
    seconds: float


def seconds_to_supervisor(session: Session, since: float, until: float) -> list[float]:
    """How long callers waited for a supervisor, in order of length."""
    return sorted(wait.seconds for wait in waits_for_supervisor(session, since, until))


def waits_for_supervisor(session: Session, since: float, until: float) -> list[Wait]:
    """How long callers waited for a supervisor, from their wish for one or the rung that called
    for one: of those wished or climbed at or after `since` and before `until` that led to a
    talk."""
    by_rung = (CallEvent.kind == "climbed") & (
        CallEvent.data["act"].as_string().in_(SUPERVISOR_RUNGS)
    )
    asked = (
        select(CallEvent.call_id, func.min(CallEvent.at).label("at"))
        .where(
            (CallEvent.kind == "supervisor-wanted") | by_rung,
            CallEvent.at >= since,
            CallEvent.at < until,
        )
        .group_by(CallEvent.call_id)
        .subquery()
    )
    first = func.min(asked.c.at)
    waits = (
        select(first, func.min(Call.skill), func.min(Talk.connected_at) - first)
        .select_from(asked)
        .join(Call, Call.id == asked.c.call_id)
        .join(Talk, (Talk.call_id == asked.c.call_id) & (Talk.connected_at >= asked.c.at))
        .join(Person, (Person.id == Talk.person_id) & (Person.role != "agent"))
        .group_by(asked.c.call_id)
    )
    return [Wait(*row) for row in session.execute(waits)]
