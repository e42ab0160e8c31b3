"""What Twilio says about recordings, and the sounds that it plays for us."""

import structlog
from flask import Blueprint, Response, abort, request

from ivr.actions import Line
from records import Session, calls, recordings
from records.models import Call, RecordingKind
from webhooks import parse
from webhooks.reply import guard, guard_call, house, twiml, unbind
from webhooks.sounds import SOUNDS
from webhooks.twiml import NOTHING, Writer

log = structlog.get_logger()
kept = Blueprint("recordings", __name__, url_prefix="/recordings")
kept.before_request(guard_call)
kept.teardown_request(unbind)
announcements = Blueprint("announcements", __name__, url_prefix="/recordings")
sounds = Blueprint("sounds", __name__, url_prefix="/sound")

_KINDS: dict[str, RecordingKind] = {"call": "call", "name": "name", "message": "message"}


@kept.post("/status")
def status() -> Response:
    """A recording runs, its file is there, or there was no sound; a repeat changes nothing."""
    at = house()
    kind = _KINDS.get(request.args.get("kind", ""))
    sid = parse.sid(request.form, "RecordingSid", "RE")
    if kind is None or sid is None:
        abort(400, "RecordingSid or kind is missing or malformed")
    state = request.form.get("RecordingStatus", "completed")
    with at.store.transaction() as session:
        call = calls.by_sid(session, request.form["CallSid"])
        if call is None:
            log.warning("recording_of_unknown_call", call=request.form["CallSid"], recording=sid)
            return twiml(NOTHING)
        _write_down(session, sid, call, kind, state)
    if state == "completed":
        at.jobs.keep_recording(sid, soon=kind == "name")
    return twiml(NOTHING)


def _write_down(session: Session, sid: str, call: Call, kind: RecordingKind, state: str) -> None:
    form, now = request.form, house().clock.now()
    began = parse.sent_at(form.get("RecordingStartTime", ""))
    match state:
        case "in-progress":
            late = recordings.by_sid(session, sid) is not None
            guess = None if late else now
            recordings.expect(session, sid, call, kind, now, started_at=began or guess)
        case "absent":
            recordings.absent(session, sid, call, kind, now)
        case "completed":
            recordings.complete(
                session,
                sid,
                call,
                kind,
                now,
                url=form.get("RecordingUrl", "")[:500],
                channels=int(parse.seconds(form.get("RecordingChannels", ""))) or None,
                seconds=parse.seconds(form.get("RecordingDuration", "")),
                started_at=began,
            )


@announcements.post("/announced")
def announced() -> Response:
    """What everybody in a conference hears when their recording pauses, or goes on."""
    guard()
    at, message = house(), _ANNOUNCED.get(request.args.get("what", ""))
    if message is None:
        abort(404)
    with at.store.reading() as session:
        call = calls.by_id(session, request.args.get("call", ""))
    language = call.language if call and call.language else at.language
    return twiml(Writer(at.links).speak([Line(message, language)]))


_ANNOUNCED = {
    "paused": "recording-paused",
    "resumed": "recording-resumed",
    "not-paused": "recording-not-paused",
    "off": "recording-off",
}


@sounds.get("/<name>")
def sound(name: str) -> Response:
    """Hold music and the beep are no secret: Twilio's caches may fetch them unsigned."""
    if name not in SOUNDS:
        abort(404)
    reply = Response(SOUNDS[name](), mimetype="audio/wav")
    reply.cache_control.max_age = 86400
    reply.add_etag()
    reply.make_conditional(request)
    return reply


@sounds.get("/name/<sid>")
def spoken_name(sid: str) -> Response:
    """A caller's name as they spoke it, for the agent who is about to meet them.

    The address carries a key, so that it also opens to a fetch that Twilio does not sign.
    """
    at = house()
    if not at.signatures.opens(request.args.get("key", ""), sid):
        guard()
    with at.store.reading() as session:
        recording = recordings.by_sid(session, sid)
    if recording is None or recording.kind != "name" or recording.path is None:
        abort(404)
    found = at.sounds.whole(recording.path)
    if found is None:
        abort(404)
    return Response(found, mimetype="audio/wav")
