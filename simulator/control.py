"""/sim: what only a stand-in can show and do. It needs no credentials."""

from dataclasses import asdict

from aiohttp import web
from pydantic import TypeAdapter, ValidationError

from simulator.config import Faults
from simulator.network.call import Call
from simulator.network.conferences import Conference
from simulator.network.truth import truth
from simulator.rest.protocol import EXCHANGE, Json

FAULTS = TypeAdapter(Faults)


def routes() -> list[web.RouteDef]:
    return [
        web.get("/sim/health", health),
        web.get("/sim/legs", legs),
        web.get("/sim/trace/{sid}", trace),
        web.get("/sim/said/{sid}", said),
        web.get("/sim/conferences", conferences),
        web.get("/sim/warnings", warnings),
        web.get("/sim/faults", faults),
        web.post("/sim/faults", set_faults),
    ]


async def health(request: web.Request) -> web.Response:
    exchange = request.app[EXCHANGE]
    return web.json_response({"ok": True, "now": exchange.clock.now()})


async def legs(request: web.Request) -> web.Response:
    calls = request.app[EXCHANGE].calls.values()
    return web.json_response({"legs": [_leg(call) for call in calls if not call.finished]})


async def trace(request: web.Request) -> web.Response:
    """Every verb, request, callback, warning and error of one leg, oldest first."""
    call = request.app[EXCHANGE].calls.get(request.match_info["sid"])
    if call is None:
        raise web.HTTPNotFound
    return web.json_response({**_leg(call), "trace": [asdict(entry) for entry in call.trace]})


async def said(request: web.Request) -> web.Response:
    """What was truly said on a recording, by its sid."""
    recording = request.app[EXCHANGE].recordings.by_sid.get(request.match_info["sid"])
    if recording is None:
        raise web.HTTPNotFound
    return web.json_response({"said": [asdict(heard) for heard in truth(recording)]})


async def conferences(request: web.Request) -> web.Response:
    """Every conference: since when two were together, and who came when."""
    rooms = request.app[EXCHANGE].rooms.by_sid.values()
    return web.json_response({"conferences": [_room(room) for room in rooms]})


async def warnings(request: web.Request) -> web.Response:
    """What the account's debugger would show: warnings and errors, oldest first."""
    return web.json_response({"warnings": list(request.app[EXCHANGE].warnings)})


async def faults(request: web.Request) -> web.Response:
    return web.json_response(asdict(request.app[EXCHANGE].faults.current))


async def set_faults(request: web.Request) -> web.Response:
    """Replace the faults; JSON of `Faults`, and nothing but JSON."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        wanted = FAULTS.validate_json(await request.read())
    except ValidationError as error:
        return web.json_response({"error": str(error)}, status=400)
    request.app[EXCHANGE].faults.switch(wanted)
    return web.json_response(asdict(wanted))


def _room(room: Conference) -> Json:
    joins = [{"call": sid, "at": at} for sid, at in room.joins]
    return {"sid": room.sid, "name": room.name, "started": room.started, "joins": joins}


def _leg(call: Call) -> Json:
    return {
        "sid": call.sid,
        "from": call.from_,
        "to": call.to,
        "direction": call.direction,
        "status": call.status,
        "since": call.created,
        "room": type(call.room).__name__ if call.room else None,
    }
