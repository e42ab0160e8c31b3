"""The caller's leg: every document that Twilio asks for on it."""

import structlog
from flask import Blueprint, Response, request

from ivr import case_numbers, events
from ivr.actions import JoinQueue, Line, Say
from ivr.call import State
from records import Session, calls, people, talks
from records.models import Call
from webhooks import callbacks, handle, parse, recognised, verdicts, waiting
from webhooks.arrival import Arrival, is_full
from webhooks.handle import Turn
from webhooks.memory import conversation
from webhooks.reply import guard_call, house, twiml, unbind
from webhooks.switchboard import Switchboard
from webhooks.twiml import NOTHING, Place, Writer

log = structlog.get_logger()
voice = Blueprint("voice", __name__, url_prefix="/voice")
voice.before_request(guard_call)
voice.teardown_request(unbind)


def _turn(token: str, *, queued: bool = False) -> Turn:
    cut = request.form.get("CallStatus") == "failed"
    return Turn(request.form["CallSid"], token, _open, queued=queued, cut=cut)


def _open(session: Session) -> Call | None:
    """A call that we do not know yet; one that we placed is no new call."""
    at = house()
    if request.form.get("Direction", "").startswith("outbound"):  # a customer whom we call back
        pending = request.args.get("call", "")[:64]
        return callbacks.bind(at, session, pending, request.form["CallSid"]) if pending else None
    number = parse.caller_number(request.form.get("From", ""), at.country, at.withheld)
    return calls.open_call(session, sid=request.form["CallSid"], number=number, at=at.clock.now())


@voice.post("/incoming")
def incoming() -> Response:
    """The phone rings."""
    at = house()
    arrival = Arrival(at, full=is_full(at))  # counted before the records are held
    document = handle.take(at, _turn("incoming"), arrival.event)
    arrival.settle()
    return twiml(document)


@voice.post("/turn")
def turn() -> Response:
    """The answer to a question, or that there was none."""
    at = house()
    step = request.args.get("step", "")[:12]
    heard = parse.heard(request.form)
    turn = _turn(f"turn:{step}", queued=True)
    return twiml(handle.take(at, turn, lambda s, call: _answer(at, s, call, step, heard)))


def _answer(
    at: Switchboard, session: Session, call: Call, step: str, heard: events.Event
) -> events.Event | None:
    before = conversation(at, call)
    if step != str(before.step):
        return None  # the call has gone on since that was asked
    if code := case_numbers.code_in(before, heard):
        return recognised.looked_up(at, session, call, before.name, code)
    if isinstance(heard, events.VoiceRecorded) and call.state == State.NAME_RECORDING:
        call.name_recording = request.form.get("RecordingSid") or _last_part("RecordingUrl")
    if isinstance(heard, events.Heard) and call.state not in _ASKING_A_NUMBER:
        return events.Heard(at.discreet(heard.said, call.language or at.language))
    return heard


_ASKING_A_NUMBER = frozenset({State.CALLBACK_NUMBER.value, State.CALLBACK_OTHER.value})
"""Where a telephone number is the answer."""


def _last_part(field: str) -> str:
    return request.form.get(field, "").rsplit("/", 1)[-1][:64]


@voice.post("/wait")
def wait() -> Response:
    """A round of the waiting line. Whatever fails here, the caller keeps their place."""
    at = house()
    step = request.args.get("step", "")[:12]
    try:
        return twiml(waiting.begin(at, _turn("", queued=True), step))
    except Exception:
        log.exception("wait_round_failed", call=request.form["CallSid"])
        return twiml(waiting.silent(at))


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
    return twiml(_connect(house(), parse.talk_id(request.args)))


def _connect(at: Switchboard, talk_id: int) -> str:
    with at.store.reading() as session:
        talk = talks.by_id(session, talk_id)
    # a repeat must not lead into a conference that is over by now
    token = "connect" if talk is not None and talk.ended_at is None else "too-late"
    turn = _turn(f"{token}:{talk_id}")
    return handle.take(at, turn, lambda s, call: _meeting(at, s, call))


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
    if (next_id := _taken_since(at, talk_id)) is not None:
        return twiml(_connect(at, next_id))
    return twiml(
        handle.take(at, _turn(f"after:{talk_id}"), lambda s, c: _parting(at, s, c, talk_id))
    )


def _taken_since(at: Switchboard, talk_id: int) -> int | None:
    """The call's next talk, whose agent waits for the caller."""
    with at.store.reading() as session:
        call = calls.by_sid(session, request.form["CallSid"], lock=False)
        talk = talks.latest_talk(session, call) if call else None
    waits = talk is not None and talk.ended_at is None and talk.connected_at is None
    return talk.id if waits and talk is not None and talk.id != talk_id else None


def _parting(at: Switchboard, session: Session, call: Call, talk_id: int) -> events.Event | None:
    talk = talks.latest_talk(session, call)
    if talk is None or talk.id != talk_id:
        return None  # the call is with the next agent already
    match talk.ended_by:
        case "agent" | "caller":
            return verdicts.talk_over(at, session, call)
        case "transfer":
            return events.Transferred(call.skill, call.wants_supervisor)
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
    if mark:
        return f"fault:{mark}"
    with at.store.reading() as session:
        call = calls.by_sid(session, request.form["CallSid"], lock=False)
    return f"fault:{conversation(at, call).step if call else 0}"


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
