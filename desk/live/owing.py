"""What is owed to customers: callbacks and words of supervisors."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk.live.floor import full_name
from records import Session, present, promises
from records.models import Promise, PromiseKind
from records.present import CallerRow

DAY = 86400.0


@dataclass(frozen=True)
class Owed:
    """A promise that is open, or was `missed` in the last day. `name` is the customer's, `by`
    who will keep it; `due` is None for one that is kept when the customer's turn comes. Times
    are epoch seconds."""

    id: int
    kind: PromiseKind
    name: str | None
    by: str | None
    due: float | None
    late: bool
    missed: bool
    tries: int


@dataclass(frozen=True)
class Owing:
    """How many callbacks and other promises are open, and how many of all are overdue."""

    callbacks: int
    promises: int
    overdue: int


def owed(session: Session, now: float) -> Iterator[Owed]:
    found = (*promises.missed(session, now - DAY), *promises.open_all(session))
    calls = present.callers(session, {promise.call_id for promise in found})
    for promise in found:
        call = calls.get(promise.call_id)
        due = _due(promise, call)
        yield Owed(
            id=promise.id,
            kind=promise.kind,
            name=full_name(call.name, call.honorific) if call else None,
            by=promise.name,
            due=due,
            late=due is not None and due < now,
            missed=promise.state == "missed",
            tries=promise.tries,
        )


def _due(promise: Promise, call: CallerRow | None) -> float | None:
    """A callback that reached nobody is tried again at the time that its call waits for."""
    return call.due_at if promise.kind == "callback" and call else promise.due_at


def owing(all_owed: Iterable[Owed]) -> Owing:
    still = [one for one in all_owed if not one.missed]
    callbacks = sum(one.kind == "callback" for one in still)
    return Owing(callbacks, len(still) - callbacks, sum(one.late for one in still))
