"""/Calls: place, change, fetch, list."""

import re
from collections.abc import Iterator

from aiohttp import web

from simulator.legs import LONGEST_CALL, NotInProgressError, Order
from simulator.network.call import API_VERSION, FINAL, Call
from simulator.network.recordings import Wish
from simulator.network.source import Source, rfc2822
from simulator.rest.protocol import EXCHANGE, Form, Json, RestError, found, page
from simulator.twiml.record import CHANNELS

E164 = re.compile(r"^\+[1-9]\d{6,14}$", re.ASCII)
LONGEST_TWIML = 4000
RINGING_BUFFER = 5
NOT_IN_PROGRESS = "Call is not in-progress. Cannot redirect."


def routes(prefix: str) -> list[web.RouteDef]:
    return [
        web.post(f"{prefix}/Calls.json", create),
        web.get(f"{prefix}/Calls.json", index),
        web.get(f"{prefix}/Calls/{{sid}}.json", fetch),
        web.post(f"{prefix}/Calls/{{sid}}.json", update),
    ]


async def create(request: web.Request) -> web.Response:
    form = await Form.read(request)
    exchange = request.app[EXCHANGE]
    to, from_ = numbers_of(form, request)
    order = Order(
        source=_source(form, required=True),
        ring_seconds=form.number("Timeout", 60, 1, 600) + RINGING_BUFFER,
        longest=form.number("TimeLimit", LONGEST_CALL, 1, 24 * 3600),
        detect="MachineDetection" in form,
        detect_first="MachineDetection" in form and not form.flag("AsyncAmd"),
        record=_wish(form),
    )
    fallback, hook = _fallback(form), form.hook("StatusCallback", "completed")
    call = exchange.legs.create(from_, to, "outbound-api")
    call.fallback = fallback
    call.hook = hook
    exchange.legs.place(call, order)
    return web.json_response(shape(call), status=201)


async def index(request: web.Request) -> web.Response:
    """The calls, latest first; as they were a moment ago while the list lags behind."""
    exchange = request.app[EXCHANGE]
    moment = exchange.clock.now() - exchange.faults.current.list_lag
    listed = (
        (call, status)
        for call in reversed(exchange.calls.values())
        if (status := call.status_at(moment)) is not None
    )
    return page(request, "calls", _matching(request, listed), _listed)


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(shape(call_of(request)))


async def update(request: web.Request) -> web.Response:
    call = call_of(request)
    form = await Form.read(request)
    legs = request.app[EXCHANGE].legs
    hook = form.hook("StatusCallback", "completed")
    fallback = _fallback(form)
    try:
        if "Status" in form:
            if form.choice("Status", "", ("canceled", "completed")) == "canceled":
                legs.cancel(call)
            else:
                legs.end(call)
        elif "Url" in form or "Twiml" in form:
            legs.redirect(call, _source(form, required=True))
    except NotInProgressError:
        raise RestError(400, 21220, NOT_IN_PROGRESS) from None
    call.hook = hook or call.hook
    call.fallback = fallback or call.fallback
    return web.json_response(shape(call))


def call_of(request: web.Request) -> Call:
    return found(request.app[EXCHANGE].calls.get(request.match_info["sid"]), request)


def numbers_of(form: Form, request: web.Request) -> tuple[str, str]:
    """Checked `To` and `From` of a leg that is to be placed."""
    to, from_ = form.text("To"), form.text("From")
    if not to:
        raise RestError(400, 21201, "No 'To' number is specified")
    if not from_:
        raise RestError(400, 21213, "'From' phone number is required")
    if not to.startswith("+"):
        raise RestError(400, 21211, f"The 'To' number is not a valid phone number: {to}")
    if not E164.match(to):
        raise RestError(400, 21217, f"Phone number does not appear to be valid: {to}")
    if from_ not in request.app[EXCHANGE].numbers.owned:
        raise RestError(400, 21210, f"'From' phone number not verified: {from_}")
    return to, from_


def _source(form: Form, *, required: bool) -> Source:
    twiml = form.text("Twiml")
    if len(twiml) > LONGEST_TWIML:
        raise RestError(400, 32018, "Twiml is longer than 4000 characters")
    url = form.address("Url")
    if required and not (url or twiml):
        raise RestError(400, 21205, "Url parameter is required")
    return Source(url, form.method("Method"), twiml=None if url else twiml)


def _fallback(form: Form) -> Source | None:
    url = form.address("FallbackUrl")
    return Source(url, form.method("FallbackMethod")) if url else None


def _wish(form: Form) -> Wish | None:
    if not form.flag("Record"):
        return None
    return Wish(
        channels=CHANNELS[form.choice("RecordingChannels", "mono", CHANNELS)],
        source="OutboundAPI",
        track=form.choice("RecordingTrack", "both", ("both", "inbound", "outbound")),
        trim=form.text("Trim", "trim-silence") == "trim-silence",
        hook=form.hook("RecordingStatusCallback", "completed"),
    )


def _matching(
    request: web.Request, listed: Iterator[tuple[Call, str]]
) -> Iterator[tuple[Call, str]]:
    asked = request.query
    for call, status in listed:
        fields = {
            "Status": status,
            "To": call.to,
            "From": call.from_,
            "ParentCallSid": call.parent_sid,
        }
        if all(asked.get(name, value) == value for name, value in fields.items()):
            yield call, status


def _listed(entry: tuple[Call, str]) -> Json:
    call, status = entry
    over = {} if status in FINAL else {"end_time": None, "duration": None}
    return shape(call) | {"status": status} | over


def shape(call: Call) -> Json:
    uri = f"/{API_VERSION}/Accounts/{call.account_sid}/Calls/{call.sid}"
    below = ("Events", "Notifications", "Payments", "Recordings", "Siprec", "Streams")
    return {
        "sid": call.sid,
        "account_sid": call.account_sid,
        "parent_call_sid": call.parent_sid,
        "to": call.to,
        "to_formatted": call.to,
        "from": call.from_,
        "from_formatted": call.from_,
        "phone_number_sid": None,
        "status": call.status,
        "direction": call.direction,
        "date_created": rfc2822(call.created),
        "date_updated": rfc2822(call.updated),
        "start_time": rfc2822(call.answered),
        "end_time": rfc2822(call.ended),
        "duration": str(call.duration) if call.finished else None,
        "price": None,
        "price_unit": "USD",
        "answered_by": call.answered_by,
        "api_version": API_VERSION,
        "annotation": None,
        "forwarded_from": None,
        "group_sid": None,
        "caller_name": None,
        "queue_time": str(round(call.queue_seconds * 1000)),
        "trunk_sid": None,
        "uri": f"{uri}.json",
        "subresource_uris": {name.lower(): f"{uri}/{name}.json" for name in below},
    }
