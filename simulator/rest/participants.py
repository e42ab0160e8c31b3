"""/Conferences/.../Participants: add, list, hold, mute, remove."""

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement, tostring

from aiohttp import web

from simulator.exchange import Exchange
from simulator.legs import Order
from simulator.network.call import API_VERSION, Call
from simulator.network.conferences import GONE_BY_API, Conference, Participant, events_of
from simulator.network.source import Hook, Source, rfc2822
from simulator.rest.announce import announce
from simulator.rest.calls import RINGING_BUFFER, numbers_of
from simulator.rest.conferences import conference_of
from simulator.rest.protocol import EXCHANGE, Form, Json, RestError, found, page

ATTRIBUTES = {
    "Beep": "beep",
    "Muted": "muted",
    "StartConferenceOnEnter": "startConferenceOnEnter",
    "EndConferenceOnExit": "endConferenceOnExit",
    "Label": "participantLabel",
    "WaitUrl": "waitUrl",
    "WaitMethod": "waitMethod",
    "CallSidToCoach": "coach",
    "JitterBufferSize": "jitterBufferSize",
    "MaxParticipants": "maxParticipants",
    "ConferenceRecord": "record",
    "ConferenceRecordingStatusCallback": "recordingStatusCallback",
}


def routes(prefix: str) -> list[web.RouteDef]:
    several = f"{prefix}/Conferences/{{conference}}/Participants.json"
    one = f"{prefix}/Conferences/{{conference}}/Participants/{{participant}}.json"
    return [
        web.post(several, create),
        web.get(several, index),
        web.get(one, fetch),
        web.post(one, update),
        web.delete(one, delete),
    ]


async def create(request: web.Request) -> web.Response:
    """Ring somebody and put them into the conference, which need not exist yet."""
    form = await Form.read(request)
    exchange = request.app[EXCHANGE]
    to, from_ = numbers_of(form, request)
    ring_seconds = form.number("Timeout", 60, 5, 600) + RINGING_BUFFER
    hook = form.hook("StatusCallback", "completed")
    conference = _open_conference(request, exchange)
    conference.hook = conference.hook or _conference_hook(form)
    call = exchange.legs.create(from_, to, "outbound-api")
    call.hook = hook
    label = form.text("Label")
    exchange.legs.place(call, Order(Source(twiml=_twiml(form, conference)), ring_seconds))
    exchange.chores.start(_watch(call, conference, label))
    return web.json_response(_shape(_Expected(call, label), conference), status=201)


async def index(request: web.Request) -> web.Response:
    conference = conference_of(request)
    participants = list(conference.participants.values())
    for name, chosen in (("Muted", "muted"), ("Hold", "hold")):
        if name in request.query:
            participants = [p for p in participants if _flags(p)[chosen] == request.query[name]]
    return page(request, "participants", participants, lambda p: _shape(p, conference))


async def fetch(request: web.Request) -> web.Response:
    conference = conference_of(request)
    return web.json_response(_shape(_participant(request, conference), conference))


async def update(request: web.Request) -> web.Response:
    conference = conference_of(request)
    participant = _participant(request, conference)
    form = await Form.read(request)
    exchange = request.app[EXCHANGE]
    _hold(form, conference, participant)
    _modify(form, conference, participant)
    if url := form.address("AnnounceUrl"):
        source = Source(url, form.method("AnnounceMethod"))
        announce(exchange, conference, participant, source)
    return web.json_response(_shape(participant, conference))


async def delete(request: web.Request) -> web.Response:
    conference = conference_of(request)
    participant = _participant(request, conference)
    conference.leave(participant, GONE_BY_API, "kicked")
    return web.Response(status=204)


@dataclass(frozen=True)
class _Expected:
    """A participant that is being rung."""

    call: Call
    label: str


def _open_conference(request: web.Request, exchange: Exchange) -> Conference:
    wanted = request.match_info["conference"]
    by_sid = exchange.rooms.by_sid.get(wanted)
    if by_sid is None and wanted.startswith("CF") and len(wanted) == 34:
        found(None, request)
    if by_sid is not None and not by_sid.open:
        raise RestError(400, 20001, "The conference is completed")
    return by_sid or exchange.rooms.demand(wanted)


def _conference_hook(form: Form) -> Hook | None:
    hook = form.hook("ConferenceStatusCallback", "start end")
    if hook is None:
        return None
    return replace(hook, events=events_of(" ".join(sorted(hook.events))))


def _twiml(form: Form, conference: Conference) -> str:
    response = Element("Response")
    attributes = {ours: form.text(theirs) for theirs, ours in ATTRIBUTES.items() if theirs in form}
    noun = SubElement(SubElement(response, "Dial"), "Conference", attributes)
    noun.text = conference.name
    return tostring(response, "unicode")


async def _watch(call: Call, conference: Conference, label: str) -> None:
    """See a leg that was rung for a conference to its end."""
    conference.expected += 1
    await call.over.wait()
    conference.expected -= 1
    if call.answered is None:
        conference.add_failed(call, label)
    else:
        conference.end_if_deserted()


def _participant(request: web.Request, conference: Conference) -> Participant:
    wanted = request.match_info["participant"]
    by_label = {p.settings.label: p for p in conference.participants.values() if p.settings.label}
    return found(conference.participants.get(wanted) or by_label.get(wanted), request)


def _hold(form: Form, conference: Conference, participant: Participant) -> None:
    if "Hold" not in form:
        return
    held = form.flag("Hold")
    url = form.address("HoldUrl")
    participant.hold = Source(url, form.method("HoldMethod", "GET")) if held and url else None
    if held != participant.held:
        participant.held = held
        conference.tell("participant-hold" if held else "participant-unhold", participant)
    conference.stir()


def _modify(form: Form, conference: Conference, participant: Participant) -> None:
    settings = participant.settings
    if "Muted" in form and form.flag("Muted") != settings.muted:
        settings.muted = not settings.muted
        conference.tell("participant-mute" if settings.muted else "participant-unmute", participant)
    before = replace(settings)
    settings.end_on_exit = form.flag("EndConferenceOnExit", default=settings.end_on_exit)
    if "WaitUrl" in form:
        url = form.address("WaitUrl")
        settings.wait = Source(url, form.method("WaitMethod")) if url else None
    if "CallSidToCoach" in form or "Coaching" in form:
        coached = form.text("CallSidToCoach") if form.flag("Coaching", default=True) else ""
        if coached and coached not in conference.participants:
            raise RestError(400, 13240, "Nobody to coach")
        settings.coach = coached
    if settings != before:
        conference.tell("participant-modify", participant)
        conference.stir()


def _flags(participant: Participant) -> dict[str, str]:
    return {
        "muted": str(participant.settings.muted).lower(),
        "hold": str(participant.held).lower(),
    }


def _shape(of: Participant | _Expected, conference: Conference) -> Json:
    uri = f"/{API_VERSION}/Accounts/{conference.account_sid}/Conferences/{conference.sid}"
    here = of if isinstance(of, Participant) else None
    settings = here.settings if here else None
    label = settings.label if settings else of.label if isinstance(of, _Expected) else ""
    return {
        "account_sid": conference.account_sid,
        "call_sid": of.call.sid,
        "conference_sid": conference.sid,
        "label": label or None,
        "call_sid_to_coach": (settings.coach if settings else "") or None,
        "coaching": bool(settings and settings.coach),
        "muted": bool(settings and settings.muted),
        "hold": bool(here and here.held),
        "start_conference_on_enter": settings.start_on_enter if settings else True,
        "end_conference_on_exit": bool(settings and settings.end_on_exit),
        "status": "connected" if here else "queued",
        "queue_time": str(round(of.call.queue_seconds * 1000)),
        "api_version": API_VERSION,
        "date_created": rfc2822(of.call.created),
        "date_updated": rfc2822(of.call.updated),
        "uri": f"{uri}/Participants/{of.call.sid}.json",
    }
