"""A supervisor's promise to call back, when nobody could be reached: made, told, and kept.

Every step is decided while the customer's call is held; what is left undone by a process that
died is done by the next round of the clock.
"""

from collections.abc import Sequence
from datetime import datetime
from math import ceil

import structlog

from ivr import events
from ivr.call import Call as Conversation
from ivr.call import State
from ivr.hours import deadline_phrase
from queueing.model import ANY_SKILL, Act, CallState
from records import Session, calls, owed, people, promises, talks
from records.models import Call, Case, Customer, Person, Promise
from webhooks import callbacks, line
from webhooks.memory import conversation
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

ROUND_TIME = 300.0
"""Seconds to whose multiples a promised time is rounded up: it is said, and must be true."""
LEAD = 600.0
"""Seconds before the promised time from which somebody is looked for."""
MOST_CALLS = 3
"""Calls that are made to keep one promise."""
PATIENCE = 900.0
"""Seconds that a late promise has while supervisors are there, and busy."""
_IN_LINE = frozenset({State.JOINING, State.HOLDING})


def make(house: Switchboard, call_id: str, by: Person) -> None:
    """`by` will call back. Once in a call, for who can be called back and is on the line."""
    now = house.clock.now()
    with house.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        if call is None or not can_be_made(house, session, call):
            return
        promise = promises.make(
            session,
            "supervisor",
            call,
            due_at=due(house, house.rules.back_by),
            at=now,
            name=by.name,
            number=call.number,
            person=by,
        )
        log.warning("supervisor_promised", call=call.sid, promise=promise.id)


def owe(
    house: Switchboard, session: Session, call: Call, by: Person | None, due_at: float
) -> Promise | None:
    """A supervisor, `by` if it is known who, will call the customer of this call by `due_at`
    (see `due`), whatever becomes of it: in this transaction, the call held. What they are owed
    already stays as it is. None for who cannot be called."""
    if call.number is None or not callbacks.may_be_rung(house, call.number):
        return None
    owing = owed.to_caller(session, call)
    if owing is not None:
        return owing
    now, name = house.clock.now(), by.name if by else None
    promise = promises.make(
        *(session, "supervisor", call),
        due_at=due_at,
        at=now,
        name=name,
        number=call.number,
        person=by,
    )
    log.warning("supervisor_promised", call=call.id, promise=promise.id)
    return promise


def owe_of(house: Switchboard, session: Session, case: Case) -> Promise | None:
    """A supervisor will call the customer of this case, who has not phoned: as `owe`, with the
    case held. None for who cannot be called, and who is on the telephone now."""
    customer = case.customer
    if customer is None or not callbacks.may_be_rung(house, customer.number):
        return None
    last = calls.newest_about(session, case.id)
    if last is not None and last.ended_at is None and calls.has_leg(last):
        return None
    theirs = last is not None and last.number == customer.number  # not a neighbour's telephone
    call = last if last is not None and theirs else _of_a_case(house, session, case, customer)
    by = promiser(session, (), case.language or house.language)
    return owe(house, session, call, by, due(house, house.rules.back_by))


def _of_a_case(house: Switchboard, session: Session, case: Case, customer: Customer) -> Call:
    """What stands for a call of a customer who has never phoned about their case."""
    now, language = house.clock.now(), case.language or house.language
    memory = house.flow.begin().but(
        language=language,
        language_known=True,
        name=customer.name,
        honorific=customer.honorific,
        skill=case.skill,
        reason=case.reason,
        supervisor=True,
    )
    call = calls.open_call(
        session, sid=f"case-{case.id}", number=customer.number, at=now, customer=customer
    )
    call.name, call.honorific, call.language = customer.name, customer.honorific, language
    call.skill, call.level = case.skill, house.levels.get(case.skill or "", 1)
    call.reason, call.case_id, call.wants_supervisor = case.reason, case.id, True
    call.state, call.conversation = State.ENDED, memory.but(state=State.ENDED).to_json()
    calls.close(session, call, "contact", now)
    return call


def can_be_made(house: Switchboard, session: Session, call: Call) -> bool:
    """Whether this caller can be promised a supervisor: none was, and they can be called back."""
    if call.ended_at is not None or call.number is None or not calls.has_leg(call):
        return False
    if not callbacks.may_be_rung(house, call.number):
        return False
    return not owed.was_made(session, call) and owed.to_caller(session, call) is None


def due(house: Switchboard, within: float) -> float:
    """When a promise made now is due that should be kept within so many seconds: at an hour at
    which customers may be rung."""
    lead = min(LEAD, within)
    wish = house.clock.now() + within - lead
    due_at = _begun(callbacks.decent(house, wish) or wish)
    by_then = callbacks.decent(house, due_at)
    return due_at if by_then in (due_at, None) else _begun(by_then)


def _begun(begin: float) -> float:
    """The time that can be promised if somebody is looked for from `begin` on."""
    return ceil((begin + LEAD) / ROUND_TIME) * ROUND_TIME


def promiser(session: Session, asked: Sequence[Person], language: str) -> Person | None:
    """Who will keep a promise: the first of those who were asked in vain, else of those at work
    or at home, best in the caller's language. None: there is nobody."""
    staff = [one for one in people.all(session) if one.role != "agent" and one.left_at is None]
    candidates = [*asked, *sorted(staff, key=lambda person: person.status == "signed-out")]
    speaking = [person for person in candidates if language in person.languages]
    return next(iter((*speaking, *candidates)), None)


def acts(house: Switchboard, call: Call) -> frozenset[Act]:
    """What the rungs do that this call has climbed."""
    ladder = house.policy.ladder_of(call.skill or ANY_SKILL)
    return frozenset(rung.act for rung in ladder[: call.climbed])


def is_wanted(house: Switchboard, call: Call) -> bool:
    """Whether this caller waits for a supervisor, by their own wish or by a rung."""
    return call.wants_supervisor or not acts(house, call).isdisjoint(_FOR_SUPERVISORS)


_FOR_SUPERVISORS = frozenset({Act.SUPERVISOR, Act.MANAGER})


def untold(house: Switchboard, call: Call, before: Conversation) -> events.Promised | None:
    """The promise that this caller in line has not heard of yet."""
    if before.state not in _IN_LINE or not is_wanted(house, call):
        return None
    with house.store.reading() as session:
        promise = owed.to_caller(session, call)
    if promise is None or promise.name is None or promise.due_at is None:
        return None
    if promise.due_at <= house.clock.now():
        return None  # its time has passed, and somebody is asked for them
    if promise.name == before.promised_by:
        return None
    now, due = house.local_time(), datetime.fromtimestamp(promise.due_at, house.zone)
    codes = house.flow.script.languages
    return events.Promised(promise.name, {code: deadline_phrase(due, now, code) for code in codes})


# Keeping them


def follow(house: Switchboard) -> None:
    """Note the promises that have been kept, and see to those that are due."""
    now = house.clock.now()
    with house.store.reading() as session:
        found = [
            (promise.id, kept)
            for promise in owed.all_open(session)
            if (kept := owed.is_kept(session, promise)) or is_late(promise, now)
        ]
    decent = callbacks.decent(house, now) == now
    for promise_id, kept in found:
        if kept:
            _keep(house, promise_id)
        elif decent:
            _see_to(house, promise_id)


def is_late(promise: Promise | None, now: float) -> bool:
    """Whether it is time to find somebody, so that the customer is rung by the promised time."""
    return promise is not None and promise.due_at is not None and promise.due_at - LEAD <= now


def _keep(house: Switchboard, promise_id: int) -> None:
    with house.store.transaction() as session:
        promise = promises.by_id(session, promise_id)
        if promise is not None:
            promises.settle(session, promise, "kept", house.clock.now())


def _see_to(house: Switchboard, promise_id: int) -> None:
    """Have the customer in the supervisors' line, without their asking."""
    with house.store.transaction() as session:
        promise = promises.by_id(session, promise_id)
        if promise is None or promise.state != "open":
            return
        call = owed.live_call(session, promise)
        if call is None:
            call = _call_anew(house, session, promise)
        elif not moved(house, session, call):
            return
    if call is not None:
        line.leave(house, call)
        callbacks.settle(house, call)


def moved(house: Switchboard, session: Session, call: Call) -> bool:
    """Whether this live call, a callback for anybody until now, is for a supervisor from now on,
    and the board is to be told."""
    if call.state != State.AWAY or calls.has_leg(call):
        return False
    talk = talks.latest_talk(session, call)
    if talk is not None and talk.ended_at is None:
        return False  # an agent has the customer rung at this moment
    if call.wants_supervisor:
        waits = house.board.call_state(call.id) is CallState.WAITING
        return waits and call.id not in house.board.supervised()
    call.wants_supervisor = True
    call.conversation = {**call.conversation, "supervisor": True}
    return True


def _call_anew(house: Switchboard, session: Session, promise: Promise) -> Call | None:
    """The pending call that is to keep a promise; None if no more is tried."""
    now = house.clock.now()
    last = owed.last_call(session, promise)
    session.refresh(promise, with_for_update={"key_share": True})
    if last is None or last.ended_at is None or promise.state != "open":
        return None
    if owed.is_called_back(session, promise):
        return None  # another clock was first
    if promise.tries and last.outcome == "declined":
        promises.settle(session, promise, "cancelled", now)
        return None
    if promise.tries >= MOST_CALLS or (promise.tries and last.outcome == "unreached"):
        _miss(session, promise, now, last.outcome)
        return None
    memory = conversation(house, last).away().but(supervisor=True).to_json()
    pending = owed.call_anew(session, promise, last, now, memory)
    line.shift(pending, now - last.ended_at + calls.talked(session, last))
    log.info("promise_due", promise=promise.id, call=pending.id)
    return pending


def miss(house: Switchboard, promise: Promise) -> None:
    """Everybody was asked, and nobody keeps it: the customer stays in line, and people are told."""
    with house.store.transaction() as session:
        known = promises.by_id(session, promise.id)
        if known is not None:
            _miss(session, known, house.clock.now(), "nobody")


def _miss(session: Session, promise: Promise, now: float, why: str | None) -> None:
    if promises.settle(session, promise, "missed", now):
        log.error("promise_missed", promise=promise.id, call=promise.call_id, why=why)
