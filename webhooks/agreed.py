"""Callbacks that an agent has agreed on with a customer, for a time that suits both.

The call that waits for that time is made at once, and is left alone while the first one lasts.
"""

import structlog

from records import Session, calls, people, promises, talks
from records import callbacks as records
from records.errors import AlreadyKnown
from records.models import Call, Person, Promise
from webhooks import callbacks, line, promised
from webhooks.memory import conversation
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

GRACE = 60.0
"""Seconds ago that still count as now: pages name minutes."""


def call_back(house: Switchboard, call_id: str, person_id: int, at: float) -> str | None:
    """Promise the customer of this call to call at `at` (epoch seconds). None when it is
    promised, now or before, else one word why not. Said anew, another time takes its place."""
    if (why := _untimely(house, at)) is not None:
        return why
    with house.store.transaction() as session:
        call, person = calls.by_id(session, call_id), people.by_id(session, person_id)
        if call is None or person is None:
            return "gone"
        if talks.of(session, call, person) is None:
            return "not-yours"
        if call.number is None or not callbacks.may_be_rung(house, call.number):
            return "refused"
        owed = promises.open_callback(session, call.number)
        if owed is not None:
            pending, why = owed[1], _put_off(session, owed[1], person, at)
        else:
            pending, why = None, _promise(house, session, call.id, person, at)
        if why is None:
            _note(house, session, call, person, at)
    if pending is not None and why is None:
        line.leave(house, pending)
        callbacks.settle(house, pending)
    return why


def owe(house: Switchboard, session: Session, call: Call, person: Person | None) -> None:
    """The customer of this call, held, was told that `person` (None: somebody) calls back in the
    time within which the hotline keeps its word. Who is owed a callback already has that."""
    if call.number is None or not callbacks.may_be_rung(house, call.number):
        return
    if promises.open_callback(session, call.number) is not None:
        return
    at = promised.due(house, house.rules.back_by)
    if person is not None:
        _promise(house, session, call.id, person, at, lead=promised.LEAD)
    else:
        promised.owe(house, session, call, None, at)


def _untimely(house: Switchboard, at: float) -> str | None:
    now = house.clock.now()
    if not house.rules.callbacks.enabled:
        return "refused"
    if not now - GRACE <= at <= now + callbacks.LOOK_AHEAD * callbacks.DAY:
        return "late"
    return None if callbacks.decent(house, at) == at else "closed"


def _promise(
    house: Switchboard,
    session: Session,
    call_id: str,
    person: Person,
    at: float,
    lead: float = 0.0,
) -> str | None:
    """`lead`: seconds before `at` from which they may be rung, where it was promised by then."""
    now = house.clock.now()
    call = calls.by_id(session, call_id, lock=True)
    if call is None or call.number is None:
        return "gone"
    memory = conversation(house, call).away().but(supervisor=False).to_json()
    try:
        pending = records.anew(
            session, call, number=call.number, at=now, conversation=memory, due_at=at - lead
        )
    except AlreadyKnown:  # it has gone on as a callback, which is over
        return "late"
    pending.wants_supervisor = False  # they are promised this very person
    promise = _of(session, pending, person)
    if promise is not None:
        promise.due_at = at
    line.shift(pending, at - lead - line.arrived(pending))
    log.info("callback_agreed", call=call.sid, pending=pending.id, agent=person.id)
    return None


def _put_off(session: Session, pending: Call, person: Person, at: float) -> str | None:
    """The callback that they are owed already is at another time."""
    if callbacks.taken(session, pending):
        return "busy"
    promise = _of(session, pending, person)
    line.shift(pending, at - line.arrived(pending))
    pending.due_at = at
    if promise is not None:
        promise.due_at, promise.warned_at, promise.told_at = at, None, None
    return None


def _of(session: Session, pending: Call, person: Person) -> Promise | None:
    """The callback is this person's to keep."""
    pending.owner_id = person.id
    promise = promises.of_call(session, pending.id, "callback")
    if promise is not None:
        promise.person_id, promise.name = person.id, person.name
    return promise


def _note(house: Switchboard, session: Session, call: Call, person: Person, at: float) -> None:
    """Once for each time that was agreed on."""
    token = f"agreed:{int(at)}:{person.id}"
    if calls.stored_reply(session, call.sid, token) is None:
        data = {"agent": person.id, "due": at}
        now = house.clock.now()
        calls.note(session, call, "callback-promised", now, token=token, data=data, reply="")
