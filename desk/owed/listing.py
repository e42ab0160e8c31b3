"""What customers are owed, and what became of it, as the page of promises shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from desk.calls.story import names_of
from desk.live.floor import full_name
from records import (
    Session,
    attention,
    follow_ups,
    notifications,
    present,
    promises,
    promises_kept,
)
from records.models import Case, FollowUp, Notification, Person, Promise, PromiseKind
from records.present import CallerRow
from records.promises_kept import Kept

DAY = 86400.0
DAYS = 7
"""That the page looks back."""
SOON = 3600.0
"""Seconds before its time from which a promise is due soon."""

Standing = Literal["late", "soon", "in-time", "in-turn", "kept", "kept-late", "missed"]


@dataclass(frozen=True)
class Owed:
    """A promise. `customer` is None for an unknown name, `by` for one that nobody in particular
    gave; `due` is None for one that is kept when the customer's turn comes. Times are epoch
    seconds."""

    kind: PromiseKind
    standing: Standing
    customer: str | None
    by: str | None
    due: float | None
    done: float | None
    tries: int
    warned: bool
    told: bool
    call: str
    case: Case | None


@dataclass(frozen=True)
class Asking:
    """A customer who is to be asked whether their case is solved."""

    follow_up: FollowUp
    case: Case
    owner: str | None


@dataclass(frozen=True)
class Unheard:
    """A word that the hotline could not deliver."""

    notification: Notification
    case: Case | None


@dataclass(frozen=True)
class Listing:
    """Everything that is owed, to all customers or to those of one person; `kept` counts the
    promises of the last days."""

    open: tuple[Owed, ...]
    askings: tuple[Asking, ...]
    unheard: tuple[Unheard, ...]
    settled: tuple[Owed, ...]
    kept: Kept

    def count(self, standing: Standing) -> int:
        return sum(one.standing == standing for one in self.open)


@dataclass(frozen=True)
class _Known:
    """What the rows of a page have in common. `mine`: whose page it is, None for everybody's."""

    now: float
    mine: int | None
    names: Mapping[int, str]
    calls: Mapping[str, CallerRow]
    cases: Mapping[int, Case]

    def concerns(self, case_id: int | None, person_id: int | None = None) -> bool:
        """Whether it belongs on the page: theirs to keep, or about a case of theirs."""
        if self.mine is None:
            return True
        case = self.cases.get(case_id or 0)
        return self.mine == person_id or (case is not None and case.owner_id == self.mine)


def listed(session: Session, person: Person, now: float) -> Listing:
    """What `person` may see: an agent what they owe themselves, a supervisor everything."""
    since = now - DAYS * DAY
    open_, settled = promises.open_all(session), promises_kept.lately(session, since)
    asked, failed = follow_ups.open_all(session), notifications.failed(session, since)
    about = {one.case_id for one in (*open_, *settled)} | {one.case_id for one in failed}
    known = _Known(
        now=now,
        mine=person.id if person.role == "agent" else None,
        names=names_of(session),
        calls=present.callers(session, {one.call_id for one in (*open_, *settled)}),
        cases=attention.by_id(session, about | {one.case_id for one in asked}),
    )
    seen = [one for one in settled if known.concerns(one.case_id, one.person_id)]
    return Listing(
        open=tuple(sorted(_owed(known, open_), key=_urgency)),
        askings=tuple(_askings(known, asked)),
        unheard=tuple(_unheard(known, failed)),
        settled=tuple(_owed(known, seen)),
        kept=_kept(session, known, since, now),
    )


def _kept(session: Session, known: _Known, since: float, now: float) -> Kept:
    if known.mine is None:
        return promises_kept.whole(session, since, now)
    return promises_kept.by_person(session, since, now).get(known.mine, Kept())


def _owed(known: _Known, found: Iterable[Promise]) -> Iterator[Owed]:
    for promise in found:
        if not known.concerns(promise.case_id, promise.person_id):
            continue
        call = known.calls.get(promise.call_id)
        yield Owed(
            kind=promise.kind,
            standing=_standing(promise, known.now),
            customer=full_name(call.name, call.honorific) if call else None,
            by=promise.name or known.names.get(promise.person_id or 0),
            due=promise.due_at,
            done=promise.done_at,
            tries=promise.tries,
            warned=promise.warned_at is not None,
            told=promise.told_at is not None,
            call=promise.call_id,
            case=known.cases.get(promise.case_id or 0),
        )


def _standing(promise: Promise, now: float) -> Standing:
    late = promises_kept.is_late(promise, now)
    if promise.state == "missed":
        return "missed"
    if promise.state == "kept":
        return "kept-late" if late else "kept"
    if promise.due_at is None:
        return "in-turn"
    if late:
        return "late"
    return "soon" if promise.due_at - SOON <= now else "in-time"


def _urgency(one: Owed) -> tuple[bool, float]:
    """What is due first comes first; what has no time comes after all that has one."""
    return one.due is None, one.due or 0.0


def _askings(known: _Known, found: Iterable[FollowUp]) -> Iterator[Asking]:
    for follow_up in found:
        case = known.cases.get(follow_up.case_id)
        if case is not None and known.concerns(case.id):
            yield Asking(follow_up, case, known.names.get(case.owner_id or 0))


def _unheard(known: _Known, found: Iterable[Notification]) -> Iterator[Unheard]:
    for one in found:
        if known.concerns(one.case_id):
            yield Unheard(one, known.cases.get(one.case_id or 0))
