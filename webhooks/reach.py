"""Callers who need a supervisor reach one: somebody on duty, else the people on call one after
the other, else a promise with a name and a time.

Who is asked is put on the board for the length of one offer. The board's own matching does the
rest, so that they are rung, told and freed as any other agent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from queueing.model import Act, AgentState, CallState, Need
from records import Session, calls, owed, people
from records.models import Call, Person, Promise
from webhooks import callbacks, crew, line, promised
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

MOST_A_ROUND = 50
"""Callers who are seen to in one round; the others are in the next."""
LONGEST_WAIT = 300.0
"""Seconds after which those on call are asked although supervisors are there, and busy."""
SLACK = 5.0
"""Seconds for which somebody on call stays on the board after their offer, to be taken off it."""

MOST_ASKED, REST = 3, 900.0
"""Who was asked so often within so many seconds, for whomever, and took no call, is let be."""


@dataclass(frozen=True)
class Case:
    """A caller who waits for a supervisor. `left`: those on call who speak their language and
    were not asked yet, in the order in which they are to be; `asked`: the others. `on_duty`:
    supervisors at work who speak it. `late`: the promise is, that they will be called back."""

    call: Call
    promise: Promise | None
    late: bool
    left: Sequence[Person]
    asked: Sequence[Person]
    on_duty: int


def reach(house: Switchboard) -> None:
    """One round. It may be done twice, by any process, and die anywhere."""
    with house.store.reading() as session:
        on_call = people.on_call(session)
    for person in on_call:
        if _state(house, person) not in (None, AgentState.OFFERED):
            crew.send_home(house, person)  # now, or after their talk
    tired = _tired(house)
    for call in _left_waiting(house):
        case = _case(house, call, on_call, tired)
        if case is not None:
            _help(house, case)


def _left_waiting(house: Switchboard) -> list[Call]:
    """The first of those who wait for a supervisor, without those who were promised one: they
    hear of it, and nobody is asked for them before it is due."""
    now = house.clock.now()
    with house.store.reading() as session:
        waiting = calls.several(session, house.board.supervised())
        promised_ = [one for one in owed.all_open(session) if not promised.is_late(one, now)]
    calls_, numbers = ({getattr(one, of) for one in promised_} for of in ("call_id", "number"))
    left = [one for one in waiting if one.id not in calls_ and (one.number or "") not in numbers]
    return left[:MOST_A_ROUND]


def _tired(house: Switchboard) -> set[int]:
    """Those on call who are let be. Whoever is asked in this round is on the board from then on."""
    with house.store.reading() as session:
        return owed.tired(session, house.clock.now() - REST, MOST_ASKED)


def _state(house: Switchboard, person: Person) -> AgentState | None:
    return house.board.agent_state(str(person.id))


def _case(
    house: Switchboard, call: Call, on_call: Sequence[Person], tired: set[int]
) -> Case | None:
    """None: those on duty will take the caller."""
    now = house.clock.now()
    with house.store.reading() as session:
        speaking = [person for person in on_call if (call.language or "") in person.languages]
        on_duty = _on_duty(house, call, speaking)
        promise = owed.to_caller(session, call)
        late = promised.is_late(promise, now)
        manager = late or Act.MANAGER in promised.acts(house, call)
        if on_duty and not manager and now - line.arrived(call) < LONGEST_WAIT:
            return None
        named = promise.person_id if promise else None  # it is their word that is to be kept
        speaking.sort(key=lambda one: (one.id != named, manager and not one.manager))
        asked = [
            person
            for person in speaking
            if (person.id in tired and _state(house, person) is None)
            or _was_asked(session, call, person, late=late)
        ]
    left = [person for person in speaking if person not in asked]
    return Case(call, promise, late, left, asked, on_duty)


def _on_duty(house: Switchboard, call: Call, on_call: Sequence[Person]) -> int:
    """How many supervisors are there for this caller, without those on call who are asked."""
    there = house.board.staff(Need(call.language or "", supervisor=True))
    return there - sum(_state(house, person) is not None for person in on_call)


def _token(session: Session, call: Call, person: Person, *, late: bool) -> str:
    """People are asked once for a call; when a promise to its caller is late, once more, and
    again after each try that did not reach the customer."""
    when = f"asked-late-{callbacks.tries_of(session, call)}" if late else "asked"
    return f"{when}:{person.id}"


def _was_asked(session: Session, call: Call, person: Person, *, late: bool) -> bool:
    tokens = {_token(session, call, person, late=late), _token(session, call, person, late=True)}
    return any(calls.stored_reply(session, call.sid, token) is not None for token in tokens)


def _help(house: Switchboard, case: Case) -> None:
    """Ask the next one who is not busy with another caller; if nobody is left, promise."""
    states = [_state(house, person) for person in case.left]
    if None in states:
        _ask(house, case, case.left[states.index(None)])
    elif AgentState.OFFERED in states:
        return  # they may pass the other caller by
    elif case.promise is None:
        _promise(house, case)
    elif case.late:
        _give_up(house, case, case.promise)


def _ask(house: Switchboard, case: Case, person: Person) -> None:
    """Put them on the board for one offer; while the call is held, so that one clock does."""
    with house.store.transaction() as session:
        call = calls.by_id(session, case.call.id, lock=True)
        waits = house.board.call_state(case.call.id) is CallState.WAITING
        if call is None or not waits or _was_asked(session, call, person, late=case.late):
            return
        now, ring = house.clock.now(), house.timing.ring
        offer = house.board.ready(crew.as_agent(person), now, now + ring + SLACK, ring)
        if offer is None:
            return  # the caller is gone, and they are sent home in the next round
        other = calls.by_id(session, offer.call)  # who may be more urgent to the board
        if other is None or other is call or _was_asked(session, other, person, late=case.late):
            _note(house, session, call, person, late=case.late)  # or they are rung without end
    if offer.call != case.call.id:  # who is more urgent to the board
        with house.store.transaction() as session:
            other = calls.by_id(session, offer.call, lock=True)
            if other is not None and not _was_asked(session, other, person, late=case.late):
                _note(house, session, other, person, late=case.late)
    house.jobs.bring_agent(offer)


def _note(house: Switchboard, session: Session, call: Call, person: Person, *, late: bool) -> None:
    token, data = _token(session, call, person, late=late), {"agent": person.id}
    calls.note(session, call, "asked", house.clock.now(), token=token, data=data, reply="")
    log.info("on_call_asked", call=call.sid, agent=person.id)


def _promise(house: Switchboard, case: Case) -> None:
    with house.store.reading() as session:
        if not promised.can_be_made(house, session, case.call):
            return
        by = promised.promiser(session, (*case.asked, *case.left), case.call.language or "")
    if by is not None:
        promised.make(house, case.call.id, by)


def _give_up(house: Switchboard, case: Case, promise: Promise) -> None:
    """Nobody keeps the promise. Supervisors who are there, and busy, have some time more."""
    overdue = house.clock.now() - (promise.due_at or 0.0)
    if not case.on_duty or overdue > promised.PATIENCE:
        promised.miss(house, promise)
