"""Promises: what is owed to a customer by a time, settled once."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from records.errors import AlreadyKnown
from records.models import Call, Person, Promise, PromiseKind, PromiseState
from records.once import locked


def make(
    session: Session,
    kind: PromiseKind,
    call: Call,
    *,
    due_at: float | None,
    at: float,
    name: str | None = None,
    number: str | None = None,
    person: Person | None = None,
) -> Promise:
    """The call's open promise of this kind, made when there is none; hold the call's row.

    `due_at` None: when their turn comes. Raises `AlreadyKnown` when another call is owed a
    callback to this number.
    """
    session.flush()  # a call made in this transaction has its id from now on
    found = session.scalar(
        locked(
            select(Promise).where(
                Promise.call_id == call.id, Promise.kind == kind, Promise.state == "open"
            )
        )
    )
    if found is not None:
        return found
    if kind == "callback" and number is not None:
        _refuse_second(session, number)
    promise = Promise(
        kind=kind,
        call_id=call.id,
        number=number,
        name=name,
        person_id=person.id if person else None,
        made_at=at,
        due_at=due_at,
        case_id=call.case_id,
    )
    session.add(promise)
    session.flush()
    return promise


def _refuse_second(session: Session, number: str) -> None:
    """Raises `AlreadyKnown` when a callback to this number is owed."""
    owed = select(Promise.id).where(
        Promise.number == number, Promise.kind == "callback", Promise.state == "open"
    )
    if session.scalar(owed) is not None:
        raise AlreadyKnown("this number is owed a callback already")


def by_id(session: Session, promise_id: int, *, lock: bool = False) -> Promise | None:
    """The promise with this id."""
    query = select(Promise).where(Promise.id == promise_id)
    return session.scalar(locked(query) if lock else query)


def of_call(session: Session, call_id: str, kind: PromiseKind | None = None) -> Promise | None:
    """The newest promise made in this call, of this kind if one is given, open or not."""
    query = select(Promise).where(Promise.call_id == call_id).order_by(Promise.id.desc()).limit(1)
    return session.scalar(query if kind is None else query.where(Promise.kind == kind))


def open_callback(
    session: Session, number: str, *, lock: bool = True
) -> tuple[Promise, Call] | None:
    """The callback owed to who phones from this number, and the pending call it is for.

    Also when it is promised to another number than the one they had phoned from. Both rows are
    locked unless told otherwise; not in `Store.reading()` with a lock.
    """
    before = aliased(Call)
    query = (
        select(Promise, Call)
        .join(Call, Call.id == Promise.call_id)
        .outerjoin(before, before.id == Call.callback_of)
        .where(
            Promise.kind == "callback",
            Promise.state == "open",
            (Promise.number == number) | (before.number == number),
        )
        .order_by((Promise.number == number).desc(), Promise.id)
        .limit(1)
    )
    if lock:
        query = query.with_for_update(of=(Call, Promise), key_share=True).execution_options(
            populate_existing=True
        )
    found = session.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def due(session: Session, now: float) -> list[Promise]:
    """The open promises whose time has come, the longest overdue first."""
    return list(
        session.scalars(
            select(Promise)
            .where(Promise.state == "open", Promise.due_at <= now)
            .order_by(Promise.due_at, Promise.id)
        )
    )


def open_of_case(session: Session, case_id: int) -> list[Promise]:
    """What is owed to the customer of a case, oldest first."""
    query = select(Promise).where(Promise.case_id == case_id, Promise.state == "open")
    return list(session.scalars(query.order_by(Promise.id)))


def settle(session: Session, promise: Promise, state: PromiseState, at: float) -> bool:
    """The promise is open no longer; True for the first to say so, whose word stays."""
    session.flush()  # what is not written yet would be forgotten
    session.refresh(promise, with_for_update={"key_share": True})
    if promise.state != "open":
        return False
    promise.state = state
    promise.done_at = at
    return True


def missed(session: Session, since: float) -> list[Promise]:
    """What was promised and not kept, given up since then, the newest first."""
    query = select(Promise).where(Promise.state == "missed", Promise.done_at >= since)
    return list(session.scalars(query.order_by(Promise.done_at.desc(), Promise.id)))


def open_all(session: Session) -> list[Promise]:
    """Every open promise, oldest first."""
    return list(
        session.scalars(
            select(Promise).where(Promise.state == "open").order_by(Promise.made_at, Promise.id)
        )
    )
