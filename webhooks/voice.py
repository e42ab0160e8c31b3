"""The caller's leg: every document that Twilio asks for on it."""

import structlog
from flask import Blueprint, Response, request

from ivr import events, holding
from ivr.actions import JoinQueue, Line, Say
from ivr.call import State
from ivr.flow import ASKING
from ivr.hours import opening_phrase
from records import Session, calls, customers, people, talks
from records.models import Call
from webhooks import handle, parse
from webhooks.handle import Turn
from webhooks.reply import guard_call, house, twiml, unbind
from webhooks.switchboard import Switchboard
from webhooks.twiml import NOTHING, Place, Writer

log = structlog.get_logger()
voice = Blueprint("voice", __name__, url_prefix="/voice")
voice.before_request(guard_call)
voice.teardown_request(unbind)


def _number() -> str | None:
    at = house()
    return parse.caller_number(request.form.get("From", ""), at.country, at.withheld)


def _turn(token: str) -> Turn:
    return Turn(request.form["CallSid"], token, _number)


@voice.post("/incoming")
def incoming() -> Response:
    """The phone rings."""
    at = house()
    return twiml(handle.take(at, _turn("incoming"), lambda s, call: _arrival(at, s, call)))


def _arrival(at: Switchboard, session: Session, call: Call) -> events.Incoming:
    now = at.local_time()
    known = customers.by_number(session, call.number) if call.number else None
    opening = at.hours.next_opening(now)
    phrases = (
        {code: opening_phrase(opening, now, code) for code in at.flow.script.languages}
        if opening
        else {}
    )
    return events.Incoming(
        is_open=at.hours.is_open(now),
        name=known.name if known else None,
        honorific=known.honorific if known else None,
        language=known.language if known else None,
        opening=phrases,
    )


@voice.post("/turn")
def turn() -> Response:
    """The answer to a question, or that there was none."""
    at = house()
    step = request.args.get("step", "")[:12]
    heard = parse.heard(request.form)
    return twiml(handle.take(at, _turn(f"turn:{step}"), lambda _, call: _answer(call, step, heard)))


def _answer(call: Call, step: str, heard: events.Event) -> events.Event | None:
    if step != str(_step(call)):
        return None  # the call has gone on since that was asked
    if isinstance(heard, events.VoiceRecorded) and call.state == State.NAME_RECORDING:
        call.name_recording = request.form.get("RecordingSid") or _last_part("RecordingUrl")
    return heard


def _last_part(field: str) -> str:
    return request.form.get(field, "").rsplit("/", 1)[-1][:64]


@voice.post("/wait")
def wait() -> Response:
    """A round of the waiting line. Whatever fails here, the caller keeps their place."""
    at = house()
    try:
        return twiml(Writer(at.links).wait(_truth(at)))
    except Exception:
        log.exception("wait_round_failed", call=request.form["CallSid"])
        line = Line("hold-blind", at.language)
        return twiml(Writer(at.links).wait(line))


def _truth(at: Switchboard) -> Line | None:
    call = _call(at)
    first = call is None or call.state != State.HOLDING
    if call is None or call.state in _STRANGE or _forsaken(at, call):
        log.warning("waiting_unknown", call=request.form["CallSid"])
        handle.take(at, _turn(f"kept:{_step(call)}"), lambda *_: events.Fault())
    elif call.state == State.JOINING:
        handle.take(at, _turn(f"joined:{_step(call)}"), lambda *_: events.Joined())
    elif call.state == State.HOLDING:
        handle.wait_in_line(at, call)
    else:
        return None  # on the way out of the line
    call = _call(at) or call
    return Line("hold-blind", at.language) if call is None else _where(at, call, first)


_STRANGE = frozenset({"", *(state.value for state in (State.START, State.CLOSED, *ASKING))})
"""Nobody waits in these: who does was brought here by our own failure."""


def _forsaken(at: Switchboard, call: Call) -> bool:
    """Whether a caller who should be in a talk waits here instead, and not because they are
    being brought to it this very moment."""
    if call.state != State.TALKING:
        return False
    with at.store.reading() as session:
        talk = talks.latest_talk(session, call)
    met = talk.connected_at if talk else None
    return met is None or at.clock.now() - met > at.timing.standby


def _call(at: Switchboard) -> Call | None:
    with at.store.reading() as session:
        return calls.by_sid(session, request.form["CallSid"], lock=False)


def _step(call: Call | None) -> object:
    """The number of the hotline's last reply."""
    return call.conversation.get("step", 0) if call else 0


def _where(at: Switchboard, call: Call, first: bool) -> Line:
    position = at.board.position(call.id)
    now = at.clock.now()
    waited = now - (call.joined_at if call.joined_at is not None else now)
    ahead = None if position is None else position - 1
    return holding.truth(handle.conversation(at, call), ahead, waited, first)


@voice.post("/line")
def line() -> Response:
    """The waiting line let go of the caller. Most often that is us bringing them to an agent."""
    at = house()
    result = request.form.get("QueueResult", "")
    if result == "hangup" or parse.over(request.form):
        return twiml(handle.take(at, _turn("ended"), lambda *_: events.HungUp()))
    if result in _OURS:
        return twiml(NOTHING)
    log.warning("line_broke", call=request.form["CallSid"], result=result[:40])
    step = request.args.get("step", "")[:12]
    return twiml(handle.take(at, _turn(f"line:{step}"), lambda *_: events.LineBroke()))


_OURS = frozenset({"redirected", "redirected-from-bridged", "bridged", "bridging-in-process"})


@voice.post("/connect")
def connect() -> Response:
    """The caller is out of the waiting line and meets the agent who took the call."""
    at = house()
    talk_id = parse.talk_id(request.args)
    with at.store.reading() as session:
        talk = talks.by_id(session, talk_id)
    # a repeat must not lead into a conference that is over by now
    token = "connect" if talk is not None and talk.ended_at is None else "too-late"
    turn = _turn(f"{token}:{talk_id}")
    return twiml(handle.take(at, turn, lambda s, call: _meeting(at, s, call)))


def _meeting(at: Switchboard, session: Session, call: Call) -> events.Event:
    talk = talks.connect_talk(session, call, at.clock.now())
    if talk is None:  # the agent is gone again
        return events.AgentLost() if call.state == State.TALKING else events.LineBroke()
    person = people.by_id(session, talk.person_id)
    return events.Brought(agent=person.name if person else "")


@voice.post("/after")
def after() -> Response:
    """The caller's leg is out of the conference, or was fetched out of it by us."""
    at = house()
    talk_id = parse.talk_id(request.args)
    if parse.over(request.form):
        return twiml(handle.take(at, _turn("ended"), lambda *_: events.HungUp()))
    return twiml(handle.take(at, _turn(f"after:{talk_id}"), lambda s, c: _parting(s, c, talk_id)))


def _parting(session: Session, call: Call, talk_id: int) -> events.Event | None:
    talk = talks.latest_talk(session, call)
    if talk is None or talk.id != talk_id:
        return None  # the call is with the next agent already
    match talk.ended_by:
        case "agent" | "caller":
            return events.TalkOver()
        case "transfer" if call.skill:
            return events.Transferred(call.skill)
    return events.AgentLost()


@voice.post("/moment")
def moment() -> Response:
    """Alone in the conference for a breath, while the agent hears who is coming."""
    return twiml(Writer(house().links).moment())


@voice.post("/fallback")
def fallback() -> Response:
    """Our own handler failed, or its reply did. The caller is told, and goes to a person."""
    at = house()
    code = request.form.get("ErrorCode", "")
    log.error("voice_fell_back", call=request.form["CallSid"], code=code[:12])
    try:
        return twiml(handle.take(at, _turn(_fault_token(at)), lambda *_: events.Fault()))
    except Exception:
        log.exception("fallback_without_records", call=request.form["CallSid"])
        return twiml(_last_resort(at))


def _fault_token(at: Switchboard) -> str:
    """A fault moves the call on, so its step cannot tell a repeat from a second fault."""
    mark = request.headers.get("I-Twilio-Idempotency-Token", "")[:64]
    return f"fault:{mark or _step(_call(at))}"


def _last_resort(at: Switchboard) -> str:
    """Without records: an apology and the waiting line, whose rounds set things right."""
    todo = (Say(Line("fault", at.language)), JoinQueue(None, supervisor=False))
    return Writer(at.links).caller(todo, Place("", 0))


@voice.post("/status")
def status() -> Response:
    """The caller's leg is over."""
    if parse.over(request.form):
        handle.take(house(), _turn("ended"), lambda *_: events.HungUp())
    return twiml(NOTHING)
