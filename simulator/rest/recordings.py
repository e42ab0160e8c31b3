"""/Recordings and /Calls/.../Recordings: start, pause, stop, fetch, hear, delete."""

import asyncio
from collections.abc import Iterator

from aiohttp import web

from simulator.network.audio import wav, wav_size
from simulator.network.call import API_VERSION
from simulator.network.recordings import Recording, Wish
from simulator.network.source import rfc2822
from simulator.rest.calls import call_of
from simulator.rest.protocol import EXCHANGE, Form, Json, RestError, found, page
from simulator.twiml.record import CHANNELS, TRACKS

LISTED = frozenset({"processing", "completed", "in-progress", "paused", "absent"})


def routes(prefix: str) -> list[web.RouteDef]:
    return [
        web.post(f"{prefix}/Calls/{{sid}}/Recordings.json", create),
        web.get(f"{prefix}/Calls/{{sid}}/Recordings.json", index_of_call),
        web.get(f"{prefix}/Calls/{{sid}}/Recordings/{{recording}}.json", fetch),
        web.post(f"{prefix}/Calls/{{sid}}/Recordings/{{recording}}.json", update),
        web.delete(f"{prefix}/Calls/{{sid}}/Recordings/{{recording}}.json", delete),
        web.get(f"{prefix}/Recordings.json", index),
        web.get(f"{prefix}/Recordings/{{recording}}.json", fetch),
        web.delete(f"{prefix}/Recordings/{{recording}}.json", delete),
        web.get(f"{prefix}/Recordings/{{recording}}.wav", media),
        web.get(f"{prefix}/Recordings/{{recording}}", media),
    ]


async def create(request: web.Request) -> web.Response:
    call = call_of(request)
    form = await Form.read(request)
    if not call.live:
        raise RestError(400, 21220, "Requested resource is not eligible for recording")
    wish = Wish(
        channels=CHANNELS[form.choice("RecordingChannels", "mono", CHANNELS)],
        track=form.choice("RecordingTrack", "both", TRACKS),
        trim=form.choice("Trim", "do-not-trim", ("trim-silence", "do-not-trim")) == "trim-silence",
        hook=form.hook("RecordingStatusCallback", "completed"),
    )
    recording = request.app[EXCHANGE].recordings.start(call, wish)
    return web.json_response(_shape(recording), status=201)


async def index(request: web.Request) -> web.Response:
    recordings = reversed(request.app[EXCHANGE].recordings.by_sid.values())
    return page(request, "recordings", _matching(request, recordings), _shape)


async def index_of_call(request: web.Request) -> web.Response:
    recordings = request.app[EXCHANGE].recordings.of(call_of(request))
    listed = [recording for recording in recordings if recording.status in LISTED]
    return page(request, "recordings", listed, _shape)


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(_shape(_recording(request)))


async def update(request: web.Request) -> web.Response:
    recording = _recording(request)
    form = await Form.read(request)
    recordings = request.app[EXCHANGE].recordings
    status = form.choice("Status", "", ("paused", "in-progress", "stopped"))
    if not recording.running:
        raise RestError(400, 21220, "The recording is over")
    if status == "stopped":
        recordings.stop(recording)
    elif status != recording.status:
        skip = form.choice("PauseBehavior", "silence", ("skip", "silence")) == "skip"
        if status == "paused":
            recordings.pause(recording, skip=skip)
        else:
            recordings.resume(recording)
    shape = _shape(recording)
    return web.json_response(shape | {"status": status})


async def delete(request: web.Request) -> web.Response:
    recording = _recording(request)
    if recording.status != "completed":
        raise RestError(409, 20009, "Only a completed recording can be deleted")
    recording.status = "deleted"
    return web.Response(status=204)


async def media(request: web.Request) -> web.StreamResponse:
    """The sound itself, once it exists."""
    recording = _recording(request)
    found(recording.status == "completed" or None, request)
    asked = request.query.get("RequestedChannels", "1")
    if asked not in {"1", "2"} or int(asked) > recording.channels:
        raise RestError(400, 20001, f"The recording has {recording.channels} channel")
    channels = int(asked)
    response = web.StreamResponse(headers={"Content-Type": "audio/x-wav"})
    response.content_length = wav_size(recording, channels)
    await response.prepare(request)
    parts = wav(recording, channels, request.app[EXCHANGE].voice)
    while part := await asyncio.to_thread(next, parts, b""):  # a second of speech takes a moment
        await response.write(part)
    await response.write_eof()
    return response


def _recording(request: web.Request) -> Recording:
    """By sid; `Twilio.CURRENT` is the one running recording of a call."""
    recordings = request.app[EXCHANGE].recordings
    wanted = request.match_info["recording"]
    if wanted == "Twilio.CURRENT":
        running = [r for r in recordings.of(call_of(request)) if r.running]
        if len(running) > 1:
            raise RestError(400, 21220, "The call has several recordings")
        return found(running[0] if running else None, request)
    recording = found(recordings.by_sid.get(wanted), request)
    ours = request.match_info.get("sid", recording.call.sid) == recording.call.sid
    return found(recording if ours and recording.status in _shown(request) else None, request)


def _matching(request: web.Request, recordings: Iterator[Recording]) -> Iterator[Recording]:
    call = request.query.get("CallSid")
    conference = request.query.get("ConferenceSid")
    return (
        recording
        for recording in recordings
        if recording.status in _shown(request)
        and call in {None, recording.call.sid}
        and conference in {None, _conference_sid(recording)}
    )


def _shown(request: web.Request) -> frozenset[str]:
    """Of deleted recordings what is on record is kept for a while."""
    deleted = request.query.get("IncludeSoftDeleted", "").lower() == "true"
    return LISTED | {"deleted"} if deleted else LISTED


def _conference_sid(recording: Recording) -> str | None:
    return recording.conference.sid if recording.conference else None


def _shape(recording: Recording) -> Json:
    account = f"/{API_VERSION}/Accounts/{recording.call.account_sid}"
    known = recording.status in {"completed", "absent", "deleted"}
    return {
        "sid": recording.sid,
        "account_sid": recording.call.account_sid,
        "call_sid": recording.call.sid,
        "conference_sid": _conference_sid(recording),
        "status": recording.status,
        "channels": recording.channels,
        "source": recording.wish.source,
        "track": recording.wish.track,
        "start_time": rfc2822(recording.started),
        "duration": str(recording.duration()) if known else "-1",
        "date_created": rfc2822(recording.started),
        "date_updated": rfc2822(recording.updated),
        "price": None,
        "price_unit": "USD",
        "error_code": None,
        "encryption_details": None,
        "api_version": API_VERSION,
        "uri": f"{account}/Recordings/{recording.sid}.json",
        "media_url": f"{account}/Recordings/{recording.sid}",
    }
