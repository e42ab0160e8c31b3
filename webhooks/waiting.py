"""The rounds of the waiting line: music, and now and then a word, when there is something to say."""

from dataclasses import replace

import structlog

from ivr import events, holding
from ivr.actions import Hold
from ivr.call import Call as Conversation
from ivr.call import State
from ivr.flow import ASKING, IN_LINE
from queueing.model import ANY_SKILL, Act, Need
from queueing.results import Outlook
from records import Session, calls, notices, people, talks
from records.models import Call
from webhooks import callbacks, handle, line, promised
from webhooks.handle import EventOf, Turn
from webhooks.memory import conversation
from webhooks.switchboard import Switchboard
from webhooks.twiml import OVER, Place, Writer

log = structlog.get_logger()

REPEATED_WITHIN = 20.0
"""Seconds after a word in which the request that it answered may come once more."""
_STRANGE = frozenset(state.value for state in (State.START, State.CLOSED, *ASKING)) | {""}
"""Nobody waits in these: who does was brought here by our own failure."""


def silent(house: Switchboard, before: Conversation | None = None) -> str:
    """A round without a word of ours. Where `before` is not known, only keys are heard."""
    if before is None:
        return Writer(house.links).caller((Hold(),), Place("", 0))
    return Writer(house.links).caller((Hold(before.language),), Place("", before.step))


def begin(house: Switchboard, turn: Turn, asked: str) -> str:
    """The document of a round. `asked` is the step that its address names.

    A word is an event of the call, known by the step that it follows: what comes with an older
    step is a repeat, and hears that word again.
    """
    with house.store.reading() as session:
        call = calls.by_sid(session, turn.sid, lock=False)
        lost = call is None or call.state in _STRANGE or _forsaken(house, session, call)
        told = _told(house, session, call, asked) if call and call.state in IN_LINE else None
    if told is not None:
        return told
    if lost:
        call = _taken_in(house, turn, call)
    if call is None or call.ended_at is not None:
        return OVER
    before = conversation(house, call)
    if before.state not in IN_LINE:  # on the way out of it
        return silent(house, before)
    return _round(house, replace(turn, token=f"round:{before.step}"), call, before)


def _forsaken(house: Switchboard, session: Session, call: Call) -> bool:
    """Whether a caller who should be in a talk waits here instead, and not because they are
    being brought to it this very moment."""
    if call.state != State.TALKING:
        return False
    talk = talks.latest_talk(session, call)
    met = talk.connected_at if talk else None
    return met is None or house.clock.now() - met > house.timing.standby


def _told(house: Switchboard, session: Session, call: Call, asked: str) -> str | None:
    """The reply that this very request got before, if it is a repeat."""
    before = conversation(house, call)
    if asked == str(before.step) or before.last_word is None:
        return None
    if _waited(house, call) - before.last_word >= REPEATED_WITHIN:
        return None
    return calls.stored_reply(session, call.sid, f"round:{asked}")


def _taken_in(house: Switchboard, turn: Turn, call: Call | None) -> Call | None:
    """Somebody waits whom the records do not know to wait. They keep what place they have."""
    log.warning("waiting_unknown", call=turn.sid)
    step = conversation(house, call).step if call else 0
    handle.take(house, replace(turn, token=f"kept:{step}"), lambda *_: events.Fault())
    with house.store.reading() as session:
        return calls.by_sid(session, turn.sid, lock=False)


def _round(house: Switchboard, turn: Turn, call: Call, before: Conversation) -> str:
    now = house.clock.now()
    outlook = house.board.outlook(call.id, now)
    if outlook is None:  # forgotten by the board, or offered to somebody
        line.wait(house, call)
        outlook = house.board.outlook(call.id, now)
    if outlook is None:  # somebody is about to take the call: nothing may delay that
        return silent(house, before)
    if (promise := promised.untold(house, call, before)) is not None:
        return handle.take(house, turn, lambda *_: promise)
    waited = _news(house, call, before, outlook)
    word = holding.word(before, waited)
    if word is None and before.state is State.HOLDING:
        return silent(house, before)
    return handle.take(house, turn, _event(house, waited, offers=word is not None and word.offer))


def _event(house: Switchboard, waited: events.Waited, *, offers: bool) -> EventOf:
    """A callback is offered only to who is not owed one, which the records know."""

    def event_of(session: Session, call: Call) -> events.Event:
        if offers and not callbacks.possible(house, session, call):
            return replace(waited, callbacks=False)
        return waited

    return event_of


def _news(house: Switchboard, call: Call, before: Conversation, outlook: Outlook) -> events.Waited:
    rules, is_open = house.rules.callbacks, house.hours.is_open(house.local_time())
    staffed = outlook.agents > 0 or call.wants_supervisor  # for whom somebody is always asked
    with house.store.reading() as session:
        emergency = notices.emergency(session)
    return events.Waited(
        ahead=outlook.ahead,
        waited=_waited(house, call),
        upper=outlook.upper,
        staffed=staffed,
        is_open=is_open,
        acts=_acts(house, call, before, deserted=not (staffed or is_open)),
        rungs=call.climbed,
        callbacks=rules.enabled,
        callback_at=callbacks.not_before(house),
        is_long=outlook.upper is not None and outlook.upper > rules.offer_after,
        notice=emergency.messages if emergency else {},
    )


def _acts(
    house: Switchboard, call: Call, before: Conversation, *, deserted: bool
) -> tuple[str, ...]:
    """What was done for the caller since they were last told. `deserted`: the hotline has closed
    and nobody is left; a callback at the next opening is then offered to everybody, once."""
    ladder = house.policy.ladder_of(call.skill or ANY_SKILL)
    acts = tuple(
        _true(house, call, rung.act).value for rung in ladder[before.rungs_told : call.climbed]
    )
    return (*acts, Act.CALLBACK.value) if deserted and not before.told_nobody else acts


def _true(house: Switchboard, call: Call, act: Act) -> Act:
    """Supervisors whom there are not are not spoken of: only the apology is left."""
    if act is Act.SUPERVISOR and not house.board.staff(Need(call.language or "", supervisor=True)):
        return Act.TELL
    if act is Act.MANAGER:
        with house.store.reading() as session:
            asked = [one for one in people.on_call(session) if call.language in one.languages]
        return act if any(one.manager for one in asked) else Act.TELL
    return act


def _waited(house: Switchboard, call: Call) -> float:
    return house.clock.now() - line.arrived(call) - line.talked(house, call)
