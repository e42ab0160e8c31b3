"""One event of a call: known already? load, advance, save, note, reply; then the board."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from ivr import events
from ivr.actions import Action, JoinQueue
from ivr.call import Call as Conversation
from ivr.call import State
from ivr.flow import IllegalEvent
from queueing.errors import UnknownCall
from queueing.model import ANY_SKILL, CallState, Need
from records import Session, calls, customers, talks
from records.models import Call
from webhooks.switchboard import Switchboard
from webhooks.twiml import NOTHING, Place, Writer

log = structlog.get_logger()

IN_LINE = frozenset({State.JOINING, State.HOLDING})


@dataclass(frozen=True)
class Turn:
    """One request about a call. `token` is the same when the request is repeated."""

    sid: str
    token: str
    number: Callable[[], str | None] = lambda: None


EventOf = Callable[[Session, Call], events.Event | None]
"""What a request means for a call. None: nothing new, the caller hears once more what is due."""


def take(house: Switchboard, turn: Turn, event_of: EventOf) -> str:
    """The TwiML reply to an event. A repeat gets the reply that was given before."""
    now = house.clock.now()
    with house.store.transaction() as session:
        known = calls.known(session, turn.sid, turn.token)
        if known is None:
            calls.open_call(session, sid=turn.sid, number=turn.number(), at=now)
            known = calls.known(session, turn.sid, turn.token)
        assert known is not None  # noqa: S101 - narrows the type
        call, reply = known
        broken = False
        if reply is None:
            reply, broken = _advance(house, session, call, turn, event_of(session, call))
    _settle(house, call, broken=broken)
    return reply


def conversation(house: Switchboard, call: Call) -> Conversation:
    """The flow's own memory of a call."""
    if not call.conversation:
        return house.flow.begin()
    try:
        return Conversation.from_json(dict(call.conversation))
    except (TypeError, ValueError, KeyError):  # written by another version of the flow
        log.exception("conversation_unreadable", call=call.sid)
        return house.flow.begin()


def _advance(
    house: Switchboard, session: Session, call: Call, turn: Turn, event: events.Event | None
) -> tuple[str, bool]:
    """The reply, and whether this event broke off a talk."""
    before = conversation(house, call)
    step = _step(house, before, event)
    if step is None:
        log.info("event_out_of_place", call=call.sid, state=before.state.value)
        return _once_more(house, session, call, before), False
    event, after, actions = step
    now = house.clock.now()
    _save(house, session, call, before, after)
    broken = False
    if after.state is State.ENDED:
        calls.close(session, call, outcome(call, before), now)
    elif before.state is State.TALKING and after.state is not State.TALKING:
        broken = _break_off(session, call, now)
    reply = _render(house, session, call, after, actions)
    story = {"event": type(event).__name__, "from": before.state, "to": after.state}
    calls.note(
        session,
        call,
        after.state.value,
        now,
        token=turn.token,
        data={**story, **_words(event)},
        reply=reply,
    )
    return reply, broken


def _step(
    house: Switchboard, before: Conversation, event: events.Event | None
) -> tuple[events.Event, Conversation, tuple[Action, ...]] | None:
    """One step along the flow; None if the event has no place there.

    A call that never began, which any request may turn out to be about when our records
    were away, goes straight to a person.
    """
    stranger = before.state is State.START and not isinstance(event, events.Incoming)
    if stranger and not isinstance(event, events.HungUp):
        event = events.Fault()
    if event is None:
        return None
    try:
        after, actions = house.flow.advance(before, event)
    except IllegalEvent:
        return None
    return event, after, actions


def _once_more(house: Switchboard, session: Session, call: Call, at: Conversation) -> str:
    """What the call's state says. A document that says nothing would end a call in line."""
    todo = house.flow.resume(at)
    if at.state is State.HOLDING:
        todo = (JoinQueue(at.skill, at.supervisor, again=True),)
    return _render(house, session, call, at, todo)


def _render(
    house: Switchboard,
    session: Session,
    call: Call,
    at: Conversation,
    todo: tuple[Action, ...],
) -> str:
    if not todo:
        return NOTHING
    talk = talks.latest_talk(session, call) if at.state is State.TALKING else None
    place = Place(call.id, at.step, talk.id if talk else None)
    return Writer(house.links).caller(todo, place)


def _break_off(session: Session, call: Call, now: float) -> bool:
    """End the talk that the caller was in, unless its end is known already.

    One that is not connected is another: somebody has taken the caller over meanwhile.
    """
    talk = talks.latest_talk(session, call)
    if talk is None or talk.ended_at is not None or talk.connected_at is None:
        return False
    talk.ended_at, talk.ended_by = now, "lost"
    return True


def _words(event: events.Event) -> dict[str, object]:
    match event:
        case events.Heard(said=said):
            return {"said": said}
        case events.Keyed(digits=digits):
            return {"keys": digits}
    return {}


def _save(
    house: Switchboard, session: Session, call: Call, before: Conversation, after: Conversation
) -> None:
    now = house.clock.now()
    call.state = after.state.value
    call.conversation = after.to_json()
    call.language = after.language
    call.skill = after.skill
    call.level = house.levels.get(after.skill or "", 1)
    call.wants_supervisor = after.supervisor
    call.reason = after.reason
    call.name, call.honorific = after.name, after.honorific if after.name else None
    if after.state in IN_LINE and call.joined_at is None:
        call.joined_at = now
    learnt = after.name != before.name or after.language_known != before.language_known
    if call.number and learnt:
        language = after.language if after.language_known else None
        customer = customers.remember(
            session,
            call.number,
            at=now,
            name=after.name,
            honorific=call.honorific,
            language=language,
        )
        call.customer_id = customer.id


def outcome(call: Call, before: Conversation) -> str:
    """What became of a call that ends in the state `before`."""
    if call.answered_at is not None:
        return "talked"
    if before.state is State.CLOSED:
        return "closed"
    if before.state is State.GOODBYE:
        return "message"
    return "abandoned"


def need_of(call: Call) -> Need:
    """What the board must know of a call."""
    return Need(
        language=call.language or "",
        skill=call.skill or ANY_SKILL,
        level=call.level or 1,
        supervisor=call.wants_supervisor,
        owner=str(call.owner_id) if call.owner_id else None,
    )


def _settle(house: Switchboard, call: Call, *, broken: bool) -> None:
    """Make the board agree with what was committed. Doing it twice changes nothing.

    The caller hears the reply whatever becomes of this: a board that is away is made to
    agree later, by the rounds of the waiting line and by `mend`.
    """
    state = State(call.state or State.START)
    try:
        if state in IN_LINE and broken:
            back_in_line(house, call, agent_lost=False)
        elif state in IN_LINE:
            wait_in_line(house, call)
        elif state is State.ENDED:
            leave(house, call)
    except Exception:
        log.exception("board_behind", call=call.sid)


def wait_in_line(house: Switchboard, call: Call) -> None:
    """The caller waits: at their old place if they had one."""
    now = house.clock.now()
    arrived = call.joined_at if call.joined_at is not None else now
    offer = house.board.join(call.id, need_of(call), arrived, now, call.climbed)
    if offer is not None:
        house.jobs.bring_agent(offer)


def back_in_line(
    house: Switchboard, call: Call, *, agent_lost: bool, token: str | None = None
) -> None:
    """From a talk back into the line, with the place that the caller had.

    `token` is the talk's on the board, where another may have begun in the meantime.
    """
    now = house.clock.now()
    _sign_of_life(house, call)
    try:
        offer = house.board.rejoin(call.id, now, need_of(call), agent_lost=agent_lost, token=token)
    except UnknownCall:
        wait_in_line(house, call)
        return
    if offer is not None:
        house.jobs.bring_agent(offer)


def leave(house: Switchboard, call: Call) -> None:
    """The call is over for the board; agents that it frees take the next one."""
    _sign_of_life(house, call)
    leave_board(house, call.id)


def leave_board(house: Switchboard, call_id: str) -> None:
    left = house.board.leave(call_id, house.clock.now())
    for offer in left.offers:
        house.jobs.bring_agent(offer)
    if left.state is CallState.OFFERED and left.agent:
        house.jobs.stop_ringing(call_id, left.agent)


def _sign_of_life(house: Switchboard, call: Call) -> None:
    """Who was in a talk until now is there, however long it lasted."""
    if call.person_id is not None:
        now = house.clock.now()
        house.board.renew(str(call.person_id), now, now + house.timing.presence)
