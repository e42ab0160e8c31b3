"""/Queues and their Members."""

from aiohttp import web

from simulator.network.call import API_VERSION
from simulator.network.queues import (
    DEFAULT_SIZE,
    LARGEST_SIZE,
    LONGEST_NAME,
    Member,
    Queue,
    Release,
)
from simulator.network.source import Source, rfc2822
from simulator.rest.protocol import EXCHANGE, Form, Json, RestError, found, page


def routes(prefix: str) -> list[web.RouteDef]:
    member = f"{prefix}/Queues/{{queue}}/Members/{{member}}.json"
    return [
        web.post(f"{prefix}/Queues.json", create),
        web.get(f"{prefix}/Queues.json", index),
        web.get(f"{prefix}/Queues/{{queue}}.json", fetch),
        web.post(f"{prefix}/Queues/{{queue}}.json", update),
        web.delete(f"{prefix}/Queues/{{queue}}.json", delete),
        web.get(f"{prefix}/Queues/{{queue}}/Members.json", members),
        web.get(member, fetch_member),
        web.post(member, dequeue),
    ]


async def create(request: web.Request) -> web.Response:
    form = await Form.read(request)
    queues = request.app[EXCHANGE].queues
    name = _name(form, "")
    if queues.named(name):
        raise RestError(400, 22003, "A queue with this FriendlyName exists already")
    size = form.number("MaxSize", DEFAULT_SIZE, 1, LARGEST_SIZE)
    return web.json_response(_shape(queues.create(name, size), request), status=201)


async def index(request: web.Request) -> web.Response:
    queues = request.app[EXCHANGE].queues.by_sid.values()
    return page(request, "queues", queues, lambda queue: _shape(queue, request))


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(_shape(_queue(request), request))


async def update(request: web.Request) -> web.Response:
    queue = _queue(request)
    form = await Form.read(request)
    queue.name = _name(form, queue.name)
    queue.max_size = form.number("MaxSize", queue.max_size, 1, LARGEST_SIZE)
    queue.updated = queue.clock.now()
    return web.json_response(_shape(queue, request))


async def delete(request: web.Request) -> web.Response:
    queue = _queue(request)
    if queue.members:
        raise RestError(400, 22004, "Only an empty queue can be deleted")
    request.app[EXCHANGE].queues.by_sid.pop(queue.sid)
    return web.Response(status=204)


async def members(request: web.Request) -> web.Response:
    queue = _queue(request)
    listed = list(queue.members.values())
    return page(request, "queue_members", listed, lambda m: _member_shape(m, queue, request))


async def fetch_member(request: web.Request) -> web.Response:
    queue = _queue(request)
    return web.json_response(_member_shape(_member(queue, request), queue, request))


async def dequeue(request: web.Request) -> web.Response:
    """Let a member go to `Url`; the member is answered as it was."""
    queue = _queue(request)
    member = _member(queue, request)
    form = await Form.read(request)
    url = form.address("Url")
    if not url:
        raise RestError(400, 21205, "Url parameter is required")
    body = _member_shape(member, queue, request)
    source = Source(url, form.method("Method"))
    queue.release(member, Release("redirected", source))
    return web.json_response(body)


def _name(form: Form, default: str) -> str:
    name = form.text("FriendlyName", default)
    if not 0 < len(name) <= LONGEST_NAME:
        raise RestError(400, 22002, "FriendlyName has 1 to 64 characters")
    return name


def _queue(request: web.Request) -> Queue:
    return found(request.app[EXCHANGE].queues.by_sid.get(request.match_info["queue"]), request)


def _member(queue: Queue, request: web.Request) -> Member:
    sid = request.match_info["member"]
    return found(queue.front() if sid == "Front" else queue.members.get(sid), request)


def _uri(queue: Queue, request: web.Request) -> str:
    account = request.app[EXCHANGE].config.account_sid
    return f"/{API_VERSION}/Accounts/{account}/Queues/{queue.sid}"


def _shape(queue: Queue, request: web.Request) -> Json:
    return {
        "sid": queue.sid,
        "account_sid": request.app[EXCHANGE].config.account_sid,
        "friendly_name": queue.name,
        "current_size": len(queue.members),
        "max_size": queue.max_size,
        "average_wait_time": queue.average_wait,
        "date_created": rfc2822(queue.created),
        "date_updated": rfc2822(queue.updated),
        "uri": f"{_uri(queue, request)}.json",
        "subresource_uris": {"members": f"{_uri(queue, request)}/Members.json"},
    }


def _member_shape(member: Member, queue: Queue, request: web.Request) -> Json:
    return {
        "call_sid": member.call.sid,
        "queue_sid": queue.sid,
        "date_enqueued": rfc2822(member.since),
        "position": queue.position(member),
        "wait_time": queue.wait_of(member),
        "uri": f"{_uri(queue, request)}/Members/{member.call.sid}.json",
    }
