"""Promises with a time: who gave their word is warned before it is broken, a late one goes to
the supervisors, and its customer is told before they have to ask.

Every step is decided while the customer's call is held; what is left undone by a process that
died is done by the next round of the clock.
"""

import structlog

from records import Session, calls, cases, customers, notifications, people, promises
from records.models import Call, Case, Person, Promise
from records.promises_kept import GRACE
from webhooks import callbacks, following, line, promised, staff, telling
from webhooks.engaged import is_engaged
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

PATIENCE = 120.0
"""Seconds for which a customer whose call is late is not told so: they may be rung by then."""
RECENT = 3600.0
"""Seconds for which it is looked whether people were told of a promise that was missed."""


def look(house: Switchboard) -> None:
    """Warn of what is due soon, and see to what is late."""
    now = house.clock.now()
    with house.store.reading() as session:
        timed = [one for one in promises.open_all(session) if is_by_a_time(one)]
        soon = [one.id for one in timed if _is_soon(house, one, now)]
        late = [one.id for one in timed if _is_late(one, now)]
        missed = [one.id for one in promises.missed(session, now - RECENT) if is_by_a_time(one)]
    for promise_id in soon:
        _warn(house, promise_id)
    for promise_id in late:
        _climb(house, promise_id)
    if missed:
        _tell_of(house, missed)


def is_by_a_time(promise: Promise) -> bool:
    """Whether somebody gave their word that it will be done by a time. A callback that nobody
    has promised comes in its turn, and is not to be rung before its time."""
    return promise.due_at is not None and (
        promise.person_id is not None or promise.kind == "supervisor"
    )


def _is_soon(house: Switchboard, promise: Promise, now: float) -> bool:
    """Half-way to it at the earliest: who has just promised something knows it."""
    if promise.warned_at is not None or promise.due_at is None or promise.due_at <= now:
        return False
    half_way = (promise.made_at + promise.due_at) / 2
    return now >= max(half_way, promise.due_at - house.rules.cases.warn_before)


def _is_late(promise: Promise, now: float) -> bool:
    return promise.told_at is None and promise.due_at is not None and promise.due_at + GRACE < now


def _warn(house: Switchboard, promise_id: int) -> None:
    """Its owner is reminded; if they are not there, the supervisors know."""
    with house.store.transaction() as session:
        promise, now = promises.by_id(session, promise_id, lock=True), house.clock.now()
        if promise is None or promise.state != "open" or not _is_soon(house, promise, now):
            return
        promise.warned_at = now
        owner = people.by_id(session, promise.person_id) if promise.person_id else None
        if owner is not None:
            _tell(house, session, [owner], promise, owner, "agent-promise-soon")
        if owner is None or not _is_there(house, owner):
            others = telling.supervisors(session)
            _tell(house, session, others, promise, owner, "agent-promise-alone")
        log.warning("promise_due_soon", promise=promise.id, call=promise.call_id)


def _is_there(house: Switchboard, person: Person) -> bool:
    return house.board.agent_state(str(person.id)) is not None


def _climb(house: Switchboard, promise_id: int) -> None:
    """It is late: supervisors see to it, and the customer hears so unless they are rung soon."""
    with house.store.transaction() as session:
        known = promises.by_id(session, promise_id)
        call = calls.by_id(session, known.call_id, lock=True) if known else None
        case = cases.by_id(session, known.case_id, lock=True) if known and known.case_id else None
        promise, now = promises.by_id(session, promise_id, lock=True), house.clock.now()
        if promise is None or call is None or promise.state != "open":
            return
        if not _is_late(promise, now) or is_engaged(session, promise.number or call.number):
            return
        promise.told_at, promise.climbed = now, promise.climbed + 1
        if case is not None:
            cases.note(session, case, "promise-late", now, data={"promise": promise.id})
        owner = people.by_id(session, promise.person_id) if promise.person_id else None
        whom = [*telling.supervisors(session), *([owner] if owner else [])]
        _tell(house, session, whom, promise, owner, "agent-promise-late")
        _announce(house, session, promise, call, case)
        moved = promise.kind == "callback" and promised.moved(house, session, call)
        log.warning("promise_late", promise=promise.id, call=promise.call_id)
    if moved:
        line.leave(house, call)
        callbacks.settle(house, call)


def _announce(
    house: Switchboard, session: Session, promise: Promise, call: Call, case: Case | None
) -> None:
    """The customer hears that it is late, and when they will be called instead."""
    number = promise.number or call.number
    if number is None:
        return
    now, due_at = house.clock.now(), promised.due(house, house.rules.back_by)
    notifications.put(
        session,
        token=f"late:{promise.id}:{promise.due_at:.0f}",
        kind="late",
        customer=customers.remember(session, number, at=now, language=call.language),
        case=case,
        call=call,
        arguments={"due": str(due_at), "promise": str(promise.id)},
        at=now,
        due_at=now + PATIENCE,
    )


def _tell_of(house: Switchboard, missed: list[int]) -> None:
    """Who gave their word and the supervisors hear, once, of what came to nothing."""
    with house.store.transaction() as session:
        for promise_id in missed:
            promise = promises.by_id(session, promise_id)
            if promise is None:
                continue
            owner = people.by_id(session, promise.person_id) if promise.person_id else None
            whom = [*telling.supervisors(session), *([owner] if owner else [])]
            _tell(house, session, whom, promise, owner, "agent-promise-missed")


def _tell(
    house: Switchboard,
    session: Session,
    whom: list[Person],
    promise: Promise,
    owner: Person | None,
    message: str,
) -> None:
    case = cases.by_id(session, promise.case_id) if promise.case_id is not None else None
    for person in whom:
        language = staff.language_of(house, person)
        said = following.said_by(house, promise.due_at or house.clock.now())
        arguments = {
            "agent": owner.name if owner else house.flow.script.hotline,
            "by": said.get(language) or next(iter(said.values())),
            "code": case.code if case else "-",
        }
        telling.tell(house, session, [person], f"{message}:{promise.id}", message, **arguments)
