"""What supervisors owe: the word that a customer was promised, and the calls that keep it."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from records import callbacks, promises
from records.models import Call, CallEvent, Case, Person, Promise, Talk
from records.once import locked

FOR_SUPERVISORS = 4
"""The step of repeated contacts on a case that leads to a supervisor."""
_OPEN = (Promise.kind == "supervisor", Promise.state == "open")


def all_open(session: Session) -> list[Promise]:
    """Every open promise of a supervisor, oldest first."""
    return list(session.scalars(select(Promise).where(*_OPEN).order_by(Promise.id)))


def to_caller(session: Session, call: Call) -> Promise | None:
    """The open promise of a supervisor to this caller, made in this call or to their number."""
    theirs = Promise.call_id == call.id
    if call.number is not None:
        theirs |= Promise.number == call.number
    return session.scalar(select(Promise).where(*_OPEN, theirs).order_by(Promise.id).limit(1))


def was_made(session: Session, call: Call) -> bool:
    """Whether a supervisor was promised in this call, whatever became of it."""
    return promises.of_call(session, call.id, "supervisor") is not None


def is_kept(session: Session, promise: Promise) -> bool:
    """Whether the customer has spoken since then with somebody who has a supervisor's rights;
    with anybody, if not they asked for a supervisor, nor were unhappy, nor phoned too often
    about their case, but their long wait did."""
    wish = (
        select(
            Call.wants_supervisor
            | Call.rating.is_not(None)
            | (func.coalesce(Case.climbed, 0) >= FOR_SUPERVISORS)
        )
        .outerjoin(Case, Case.id == Call.case_id)
        .where(Call.id == promise.call_id)
        .scalar_subquery()
    )
    query = (
        select(Talk.id)
        .join(Call, Call.id == Talk.call_id)
        .join(Person, Person.id == Talk.person_id)
        .where(
            _of_customer(promise),
            Talk.connected_at >= promise.made_at,
            (Person.role != "agent") | ~wish,
        )
        .limit(1)
    )
    return session.scalar(query) is not None


def live_call(session: Session, promise: Promise) -> Call | None:
    """The call that the customer is in, or waits in to be called back; locked."""
    waiting = promises.open_callback(session, promise.number) if promise.number else None
    if waiting is not None:
        return waiting[1]
    newest = select(Call).where(_of_customer(promise), Call.ended_at.is_(None))
    return session.scalar(locked(newest.order_by(Call.started_at.desc()).limit(1)))


def is_called_back(session: Session, promise: Promise) -> bool:
    """Whether the customer is owed a callback; nothing is locked."""
    number = promise.number
    return number is not None and promises.open_callback(session, number, lock=False) is not None


def last_call(session: Session, promise: Promise) -> Call | None:
    """The customer's last call, locked; one that went on as a callback is not the last."""
    later = aliased(Call)
    ended = (
        select(Call)
        .where(
            _of_customer(promise),
            Call.ended_at.is_not(None),
            ~select(later.id).where(later.callback_of == Call.id).exists(),
        )
        .order_by(Call.ended_at.desc(), Call.started_at.desc())
        .limit(1)
    )
    return session.scalar(locked(ended))


def call_anew(
    session: Session, promise: Promise, last: Call, at: float, conversation: Mapping[str, object]
) -> Call:
    """A pending call that is to keep the promise, in place of the customer's last one; it needs
    a supervisor. Raises `AlreadyKnown` when they are owed a callback already."""
    pending = callbacks.anew(
        session, last, number=promise.number or "", at=at, conversation=conversation
    )
    pending.wants_supervisor = True
    pending.case_id = promise.case_id or pending.case_id
    pending.owner_id = promise.person_id  # who gave their word is asked first, if they are there
    promise.tries += 1
    return pending


def tired(session: Session, since: float, most: int) -> set[int]:
    """Those on call who were asked so often since then, and have taken no call."""
    here = Call.ended_at.is_(None) | (Call.ended_at > since)
    query = (
        select(CallEvent.data)
        .join(Call, Call.id == CallEvent.call_id)
        .where(here, CallEvent.kind == "asked", CallEvent.at > since)
    )
    times = Counter(int(str(data["agent"])) for data in session.scalars(query))
    often = {person for person, number in times.items() if number >= most}
    taken = select(Talk.person_id).where(Talk.person_id.in_(often), Talk.accepted_at > since)
    return often - set(session.scalars(taken))


def _of_customer(promise: Promise) -> ColumnElement[bool]:
    theirs = Call.id == promise.call_id
    return theirs if promise.number is None else theirs | (Call.number == promise.number)
