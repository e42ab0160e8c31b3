"""/Messages: send, fetch, list."""

from aiohttp import web

from simulator.network.call import API_VERSION
from simulator.network.messages import Message
from simulator.network.source import rfc2822
from simulator.rest.calls import E164
from simulator.rest.protocol import EXCHANGE, Form, Json, RestError, found, page

LONGEST_BODY = 1600


def routes(prefix: str) -> list[web.RouteDef]:
    return [
        web.post(f"{prefix}/Messages.json", create),
        web.get(f"{prefix}/Messages.json", index),
        web.get(f"{prefix}/Messages/{{sid}}.json", fetch),
    ]


async def create(request: web.Request) -> web.Response:
    form = await Form.read(request)
    exchange = request.app[EXCHANGE]
    _check(form, request)
    now = exchange.clock.now()
    message = Message(
        account_sid=exchange.config.account_sid,
        from_=form.text("From"),
        to=form.text("To"),
        body=form.text("Body"),
        created=now,
        callback=form.address("StatusCallback", 21609),
        service_sid=form.text("MessagingServiceSid") or None,
        updated=now,
    )
    exchange.messages.send(message)
    return web.json_response(_shape(message), status=201)


async def index(request: web.Request) -> web.Response:
    messages = reversed(request.app[EXCHANGE].messages.by_sid.values())
    to, from_ = request.query.get("To"), request.query.get("From")
    listed = [m for m in messages if to in {None, m.to} and from_ in {None, m.from_}]
    return page(request, "messages", listed, _shape)


async def fetch(request: web.Request) -> web.Response:
    message = found(request.app[EXCHANGE].messages.by_sid.get(request.match_info["sid"]), request)
    return web.json_response(_shape(message))


def _check(form: Form, request: web.Request) -> None:
    if not form.text("To"):
        raise RestError(400, 21604, "A 'To' phone number is required")
    if not E164.match(form.text("To")):
        raise RestError(400, 21211, f"The 'To' number is not valid: {form.text('To')}")
    if not form.text("From") and not form.text("MessagingServiceSid"):
        raise RestError(400, 21603, "A 'From' phone number is required")
    if form.text("From") and form.text("From") not in request.app[EXCHANGE].numbers.owned:
        raise RestError(400, 21606, "The 'From' number is not one of this account")
    if not form.text("Body"):
        raise RestError(400, 21602, "Message body is required")
    if len(form.text("Body")) > LONGEST_BODY:
        raise RestError(400, 21617, "The message body is longer than 1600 characters")


def _shape(message: Message) -> Json:
    uri = f"/{API_VERSION}/Accounts/{message.account_sid}/Messages/{message.sid}.json"
    return {
        "sid": message.sid,
        "account_sid": message.account_sid,
        "messaging_service_sid": message.service_sid,
        "to": message.to,
        "from": message.from_ or None,
        "body": message.body,
        "status": message.status,
        "direction": message.direction,
        "num_segments": str(message.segments),
        "num_media": "0",
        "date_created": rfc2822(message.created),
        "date_updated": rfc2822(message.updated),
        "date_sent": rfc2822(message.sent),
        "price": None,
        "price_unit": "USD",
        "error_code": None,
        "error_message": None,
        "api_version": API_VERSION,
        "uri": uri,
    }
