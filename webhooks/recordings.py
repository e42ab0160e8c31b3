"""What Twilio says about recordings, and the sounds that it plays for us."""

import structlog
from flask import Blueprint, Response, abort, request, send_file

from records import calls, recordings
from records.models import RecordingKind
from webhooks import parse
from webhooks.reply import guard, guard_call, house, twiml, unbind
from webhooks.sounds import SOUNDS
from webhooks.twiml import NOTHING

log = structlog.get_logger()
kept = Blueprint("recordings", __name__, url_prefix="/recordings")
kept.before_request(guard_call)
kept.teardown_request(unbind)
sounds = Blueprint("sounds", __name__, url_prefix="/sound")

_KINDS: dict[str, RecordingKind] = {"call": "call", "name": "name", "message": "message"}


@kept.post("/status")
def status() -> Response:
    """The file of a recording is there; a repeat changes nothing."""
    at = house()
    kind = _KINDS.get(request.args.get("kind", ""))
    sid = parse.sid(request.form, "RecordingSid", "RE")
    if kind is None or sid is None:
        abort(400, "RecordingSid or kind is missing or malformed")
    if request.form.get("RecordingStatus", "completed") != "completed":
        return twiml(NOTHING)
    with at.store.transaction() as session:
        call = calls.by_sid(session, request.form["CallSid"])
        if call is None:
            log.warning("recording_of_unknown_call", call=request.form["CallSid"], recording=sid)
            return twiml(NOTHING)
        recordings.complete(
            session,
            sid,
            call,
            kind,
            at.clock.now(),
            url=request.form.get("RecordingUrl", "")[:500],
            channels=int(parse.seconds(request.form.get("RecordingChannels", ""))) or None,
            seconds=parse.seconds(request.form.get("RecordingDuration", "")),
        )
    at.jobs.keep_recording(sid)
    return twiml(NOTHING)


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
    return send_file(at.data / recording.path, mimetype="audio/wav")
