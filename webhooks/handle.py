"""One event of a call: known already? load, advance, save, note, reply; then the board."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from ivr import events
from ivr.actions import Action, JoinQueue, PutAway, Say, StayInLine
from ivr.call import Call as Conversation
from ivr.call import State
from ivr.flow import IN_LINE, IllegalEvent
from records import Session, calls, customers, people, talks
from records.models import Call
from webhooks import callbacks, case_callers, company, line, verdicts
from webhooks.memory import conversation
from webhooks.switchboard import Switchboard
from webhooks.twiml import NOTHING, OVER, Place, Writer

log = structlog.get_logger()


@dataclass(frozen=True)
class Turn:
    """One request about a call. `token` is the same when the request is repeated.

    `open`: the call of a leg that is not known yet, or None if there is none. `queued`: what
    asks is a document of the waiting line, which can do less. `cut`: this is the end of a leg
    that nobody has hung up.
    """

    sid: str
    token: str
    open: Callable[[Session], Call | None] = lambda _: None
    queued: bool = False
    cut: bool = False


EventOf = Callable[[Session, Call], events.Event | None]
"""What a request means for a call. None: nothing new, the caller hears once more what is due."""


@dataclass
class Done:
    """What one turn did: the reply, and what the board is to be told after the commit.

    `broken`: this event broke off a talk; `pending`: the call that now waits in its place;
    `declined`: who we called back did not want to speak; `changed`: who waits needs somebody else.
    """

    reply: str = ""
    broken: bool = False
    pending: Call | None = None
    declined: bool = False
    changed: bool = False


def take(house: Switchboard, turn: Turn, event_of: EventOf) -> str:
    """The TwiML reply to an event. A repeat gets the reply that was given before."""
    with house.store.transaction() as session:
        known = calls.known(session, turn.sid, turn.token)
        if known is None and turn.open(session) is not None:
            known = calls.known(session, turn.sid, turn.token)
        if known is None:
            log.info("leg_unknown", call=turn.sid)
            return OVER
        call, reply = known
        done = Done(reply) if reply is not None else _advance(house, session, call, turn, event_of)
    _settle(house, call, done)
    return done.reply


def _advance(
    house: Switchboard, session: Session, call: Call, turn: Turn, event_of: EventOf
) -> Done:
    before = _before(house, session, call)
    step = _step(house, before, event_of(session, call))
    if step is None:
        log.info("event_out_of_place", call=call.sid, state=before.state.value)
        return Done(_once_more(house, session, call, before, queued=turn.queued))
    event, after, _ = step
    _save(house, session, call, before, after)
    after, actions = _on_cases(house, session, call, before, step)
    pending = None
    if wish := next((action for action in actions if isinstance(action, PutAway)), None):
        pending = callbacks.put_away(house, session, call, wish.number, after)
        if pending is None:
            after, actions = house.flow.advance(after, events.CallbackRefused())
            _save(house, session, call, before, after)
    done = _moved(house, session, call, turn, (before, after))
    done.pending = pending
    done.changed = before.state in IN_LINE and after.supervisor != before.supervisor
    done.reply = _render(house, session, call, after, actions)
    story = {"event": type(event).__name__, "from": before.state, "to": after.state}
    data = {**story, **_words(before, event)}
    now = house.clock.now()
    calls.note(session, call, after.state.value, now, token=turn.token, data=data, reply=done.reply)
    return done


def _on_cases(
    house: Switchboard,
    session: Session,
    call: Call,
    before: Conversation,
    step: tuple[events.Event, Conversation, tuple[Action, ...]],
) -> tuple[Conversation, tuple[Action, ...]]:
    """The call's case, and what the caller's answer means for it; how the conversation goes on,
    and what it does."""
    event, after, actions = step
    if case_callers.is_told(before, event, after):
        after, besides = case_callers.settle(house, session, call, after)
        if besides:
            where_to = [one for one in actions if _says_where_to(one)]
            actions = (*besides, *(one for one in actions if one not in where_to))
            _save(house, session, call, before, after)
    verdicts.do(house, session, call, after, actions)
    return after, actions


def _says_where_to(action: Action) -> bool:
    return isinstance(action, Say) and action.line.message.startswith("joining")


def _before(house: Switchboard, session: Session, call: Call) -> Conversation:
    """Where the call stands. Who waits for one whom we called back may have changed since we
    told the flow, and is the records' to say."""
    before = conversation(house, call)
    if before.state is not State.CALLED:
        return before
    return before.but(agent=waiting_agent(session, call))


def waiting_agent(session: Session, call: Call) -> str | None:
    """The name of the agent who has taken this call and waits for the customer."""
    talk = talks.latest_talk(session, call)
    if talk is None or talk.ended_at is not None:
        return None
    person = people.by_id(session, talk.person_id)
    return person.name if person else ""


def _step(
    house: Switchboard, before: Conversation, event: events.Event | None
) -> tuple[events.Event, Conversation, tuple[Action, ...]] | None:
    """One step along the flow; None if the event has no place there.

    A call that never began, which any request may turn out to be about when our records
    were away, goes straight to a person.
    """
    stranger = before.state is State.START and not isinstance(event, _BEGINNINGS)
    if stranger and not isinstance(event, events.HungUp):
        event = events.Fault()
    if event is None:
        return None
    try:
        after, actions = house.flow.advance(before, event)
    except IllegalEvent:
        return None
    return event, after, actions


_BEGINNINGS = (events.Incoming, events.Asked, events.Notify)


def _once_more(
    house: Switchboard, session: Session, call: Call, at: Conversation, *, queued: bool
) -> str:
    """What the call's state says. A document that says nothing would end a call in line.

    Who comes into a conference anew is on hold no longer.
    """
    todo = house.flow.resume(at)
    talk = talks.latest_talk(session, call) if at.state is State.TALKING else None
    if talk is not None:
        calls.off_hold(session, call, talk, house.clock.now())
    if queued and at.state in (State.JOINING, State.HOLDING):
        todo = (StayInLine(),)
    elif not queued and at.state in IN_LINE - {State.JOINING}:
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


def _moved(
    house: Switchboard,
    session: Session,
    call: Call,
    turn: Turn,
    way: tuple[Conversation, Conversation],
) -> Done:
    """What the way from one state to another means for the call and its talk."""
    now, done = house.clock.now(), Done()
    before, after = way
    match before.state, after.state:
        case _, State.ENDED:
            calls.close(session, call, outcome(call, before, cut=turn.cut), now)
        case State.TALKING, other if other is not State.TALKING:
            done.broken = _break_off(session, call, now)
        case State.CALLED, State.AWAY | State.GOODBYE:
            talks.end_talk(session, call, "system", now)
            done.declined = True
        case other, State.TALKING if call.callback_of and other is not State.TALKING:
            talks.connect_talk(session, call, now)
            callbacks.kept(session, call, now)
    return done


def _break_off(session: Session, call: Call, now: float) -> bool:
    """End the talk that the caller was in, unless its end is known already.

    One that is not connected is another: somebody has taken the caller over meanwhile.
    """
    talk = talks.latest_talk(session, call)
    if talk is None or talk.ended_at is not None or talk.connected_at is None:
        return False
    talks.close(talk, "lost", now)
    return True


def _words(before: Conversation, event: events.Event) -> dict[str, object]:
    """What the caller said or keyed; not a number to be called back on."""
    match event:
        case _ if before.state in (State.CALLBACK_NUMBER, State.CALLBACK_OTHER):
            return {}
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
    if after.supervisor and not before.supervisor:
        calls.note(session, call, "supervisor-wanted", now)
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


def outcome(call: Call, before: Conversation, *, cut: bool) -> str:
    """What became of a call that ends where `before` stands."""
    if cut and before.state is State.TALKING:
        return "cut"
    if call.answered_at is not None:
        return "talked"
    if before.state is State.TOLD:
        return "told"
    if before.called and before.state not in IN_LINE:
        return "asked"
    if before.state is State.CLOSED:
        return "closed"
    if before.state is State.GOODBYE:
        if before.trouble is not None:
            return "awaits"
        return "declined" if call.callback_of else "message"
    return "abandoned"


def gone(house: Switchboard, sid: str, *, cut: bool = False) -> None:
    """The leg of a caller is over, whether or not we were told. `cut`: nobody hung up."""
    take(house, Turn(sid, "ended", cut=cut), lambda *_: events.HungUp())


def _settle(house: Switchboard, call: Call, done: Done) -> None:
    """Make the board agree with what was committed. Doing it twice changes nothing.

    The caller hears the reply whatever becomes of this: a board that is away is made to
    agree later, by the rounds of the waiting line and by `mend`.
    """
    state = State(call.state or State.START)
    try:
        if state in IN_LINE and done.broken:
            line.back(house, call, agent_lost=False)
        elif state in IN_LINE:
            if done.changed:
                line.forgo(house, call)
            line.wait(house, call)
        elif done.declined or state in (State.ENDED, State.PROMISED):
            line.leave(house, call)
        if done.broken or state is State.ENDED:
            company.over(house, call)
        if done.pending is not None:
            callbacks.settle(house, done.pending)
    except Exception:
        log.exception("board_behind", call=call.sid)
