"""Callbacks: customers who keep their place in line and hang up, and are rung when it is their turn.

The call that waits for them (the pending call) has no leg. Whatever is decided about it is
decided while its row is held.
"""

from datetime import datetime, timedelta

import structlog

from ivr import events
from ivr.call import Call as Conversation
from ivr.call import State
from ivr.flow import IllegalEvent
from ivr.hours import opening_phrase
from records import Session, calls, promises, talks
from records import callbacks as records
from records.errors import RecordsError
from records.models import Call
from webhooks import line, parse
from webhooks.memory import conversation
from webhooks.switchboard import Switchboard

log = structlog.get_logger()

LOOK_AHEAD = 30
"""Days, at most, in which the next decent moment is looked for."""
DAY = 86400.0
AGAIN_SOON = 60.0
"""Seconds until the next try when it was us who failed."""


# When


def decent(house: Switchboard, moment: float) -> float | None:
    """The first moment from this one on at which a customer may be rung: within the decent
    hours, and while the hotline is open. None if there is none in sight."""
    first = local = datetime.fromtimestamp(moment, house.zone)
    while local <= first + timedelta(days=LOOK_AHEAD):
        later = _within_hours(house, local)
        if not house.hours.is_open(later):
            opening = house.hours.next_opening(later)
            if opening is None:
                return None
            later = opening
        if later == local:
            return moment if local is first else local.timestamp()
        local = later
    return None


def _within_hours(house: Switchboard, local: datetime) -> datetime:
    rules = house.rules.callbacks
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    minute = local.hour * 60 + local.minute
    if minute < rules.from_minute:
        return midnight + timedelta(minutes=rules.from_minute)
    if minute >= rules.to_minute:
        return midnight + timedelta(days=1, minutes=rules.from_minute)
    return local


def due(house: Switchboard, wish: float, now: float) -> float | None:
    """When a call stands in line that should from `wish` on. None: at once."""
    moment = decent(house, wish)
    moment = now + DAY if moment is None else moment
    return moment if moment > now else None


# Put away


def possible(house: Switchboard, session: Session, call: Call) -> bool:
    """Whether a callback can be offered to this caller now."""
    if not house.rules.callbacks.enabled or decent(house, house.clock.now()) is None:
        return False
    return call.number is None or promises.open_callback(session, call.number, lock=False) is None


def not_before(house: Switchboard) -> dict[str, str]:
    """By language, when a customer would be rung at the earliest who agrees now; empty: when it
    is their turn."""
    now, moment = house.local_time(), decent(house, house.clock.now())
    if moment is None or moment == house.clock.now():
        return {}
    first = datetime.fromtimestamp(moment, house.zone)
    return {code: opening_phrase(first, now, code) for code in house.flow.script.languages}


def may_be_rung(house: Switchboard, number: str) -> bool:
    """Whether a customer can be called back at this number."""
    countries = house.rules.callbacks.countries
    return number != house.number and parse.may_be_rung(number, countries)


def put_away(
    house: Switchboard, session: Session, call: Call, number: str, after: Conversation
) -> Call | None:
    """The pending call in place of this one. None: it cannot be; an agent is on the way to the
    caller, the number is none, or is owed a callback already."""
    now = house.clock.now()
    written = parse.caller_number(number, house.country, house.withheld)
    talk = talks.latest_talk(session, call)
    coming = talk is not None and talk.ended_at is None
    if written is None or coming or not house.rules.callbacks.enabled:
        return None
    if not may_be_rung(house, written):
        return None
    due_at = due(house, now, now)
    memory = after.away().to_json()
    try:
        pending = records.put_away(
            session, call, number=written, at=now, due_at=due_at, conversation=memory
        )
    except RecordsError as error:
        log.info("callback_refused", call=call.sid, why=type(error).__name__)
        return None
    line.shift(pending, calls.talked(session, call))
    if due_at is not None:
        line.shift(pending, due_at - now)
    log.info("put_away", call=call.sid, pending=pending.id)
    return pending


# In line


def agent_first(house: Switchboard, call: Call) -> bool:
    """Whether somebody takes this call before its customer is rung: for a supervisor, always."""
    return house.rules.callbacks.first == "agent" or call.wants_supervisor


def stands_in_line(house: Switchboard, call: Call) -> bool:
    """Whether a call that the records count as waiting belongs on the board: not a customer
    who is being rung, and, if customers are rung first, none who is not on the line."""
    match call.state:
        case State.AWAY:
            return agent_first(house, call) and not calls.has_leg(call)
        case State.CALLED:
            return False
    return True


def settle(house: Switchboard, call: Call) -> None:
    """Put a pending call in line, if that is where it belongs."""
    its_time = call.due_at is None or call.due_at <= house.clock.now()
    if call.ended_at is None and its_time and stands_in_line(house, call):
        line.wait(house, call)


# Reached, or not


def kept(session: Session, call: Call, at: float) -> None:
    """The customer speaks with somebody: what was promised is done."""
    promise = promises.of_call(session, call.id, "callback")
    if promise is not None:
        promises.settle(session, promise, "kept", at)


def bind(house: Switchboard, session: Session, call_id: str, leg: str) -> Call | None:
    """The pending call that this leg, which was answered, is for. None if it waits no longer,
    or if the leg's end was heard of first."""
    away = calls.AWAY + call_id
    pending = calls.by_sid(session, away)
    if pending is None or calls.stored_reply(session, away, f"over:{leg}") is not None:
        return None
    return records.bind(session, call_id, leg, house.clock.now())


def not_reached(house: Switchboard, call_id: str, leg: str, tries: int | None = None) -> bool:
    """The leg that we placed for this call is down, and nobody had said that it is they.

    `tries`: how many had failed before that leg was placed; where it is known, a leg that was
    never answered counts too. False: a leg of an earlier try, or the customer was reached.
    """
    with house.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        if call is None or call.state not in _RINGING or call.ended_at is not None:
            return False
        mine = call.sid == leg if calls.has_leg(call) else tries == tries_of(session, call)
        if not mine:
            return False
        if leg:
            now = house.clock.now()
            calls.note(session, call, "leg-over", now, token=f"over:{leg}", reply="")
        _missed(house, session, call)
    line.leave(house, call)
    settle(house, call)
    return True


_RINGING = frozenset({State.AWAY.value, State.CALLED.value})


def failed(house: Switchboard, call_id: str) -> None:
    """We could not ring the customer, for no fault of theirs: soon again, and it is no try."""
    now = house.clock.now()
    with house.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        if call is None or not is_away(call):
            return
        promise = promises.of_call(session, call.id, "callback")
        before = (promise.tries, promise.due_at) if promise is not None else None
        _wait_until(house, session, call, now + AGAIN_SOON)
        if promise is not None and before is not None:
            promise.tries, promise.due_at = before  # what was promised stays promised
        log.warning("callback_put_off", call=call.id)
    line.leave(house, call)
    settle(house, call)


def is_away(call: Call) -> bool:
    """Whether the customer waits without a leg, as far as they have not picked up."""
    return call.state == State.AWAY and call.ended_at is None and not calls.has_leg(call)


def taken(session: Session, call: Call) -> bool:
    """Whether the customer is on the line, or somebody has them rung at this moment."""
    talk = talks.latest_talk(session, call)
    return calls.has_leg(call) or (talk is not None and talk.ended_at is None)


def tries_of(session: Session, call: Call) -> int:
    """How many tries to reach the customer have failed."""
    promise = promises.of_call(session, call.id, "callback")
    return promise.tries if promise is not None else 0


def _missed(house: Switchboard, session: Session, call: Call) -> None:
    now, retry = house.clock.now(), house.rules.callbacks.retry
    tries = tries_of(session, call)
    if tries < len(retry):
        _wait_until(house, session, call, now + retry[tries])
        log.info("customer_not_reached", call=call.id, tries=tries + 1)
    else:
        records.give_up(session, call, now)
        call.state = State.ENDED
        log.warning("customer_given_up", call=call.id, tries=tries + 1)


def _wait_until(house: Switchboard, session: Session, call: Call, wish: float) -> None:
    now = house.clock.now()
    due_at = due(house, wish, now)
    records.away_again(session, call, due_at, _away(house, call).to_json(), now)
    if due_at is not None:
        line.shift(call, due_at - now)


def _away(house: Switchboard, call: Call) -> Conversation:
    """The conversation as it waits for the next try. Its steps are counted on: a step marks a
    request as known."""
    before = conversation(house, call)
    try:
        after, _ = house.flow.advance(before, events.NotReached())
    except IllegalEvent:
        after = before
    return after.away().but(step=after.step + 1)


# Phoned in again


def take_place(house: Switchboard, session: Session, call: Call) -> Call | None:
    """The pending call whose place this arriving one takes, now over; None if there is none."""
    now = house.clock.now()
    found = promises.open_callback(session, call.number) if call.number else None
    if found is None:
        return None
    pending, due_at = found[1], found[1].due_at
    if not records.take_place(session, pending, call, now):
        return None  # they have picked up in this very moment, or talk already
    line.shift(call, calls.talked(session, pending))
    if due_at is not None and due_at > now:
        line.shift(call, now - due_at)
    pending.state = State.ENDED
    log.info("callback_regained", call=call.sid, pending=pending.id)
    return pending
