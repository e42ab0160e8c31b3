"""/Conferences: list, fetch, end, announce."""

from collections.abc import Iterator

from aiohttp import web

from simulator.network.call import API_VERSION
from simulator.network.conferences import GONE_WITH_CONFERENCE, Conference
from simulator.network.source import Source, rfc2822
from simulator.rest.announce import announce
from simulator.rest.protocol import EXCHANGE, Form, Json, RestError, found, page


def routes(prefix: str) -> list[web.RouteDef]:
    return [
        web.get(f"{prefix}/Conferences.json", index),
        web.get(f"{prefix}/Conferences/{{conference}}.json", fetch),
        web.post(f"{prefix}/Conferences/{{conference}}.json", update),
    ]


async def index(request: web.Request) -> web.Response:
    conferences = reversed(request.app[EXCHANGE].rooms.by_sid.values())
    return page(request, "conferences", _matching(request, conferences), shape)


async def fetch(request: web.Request) -> web.Response:
    return web.json_response(shape(conference_of(request)))


async def update(request: web.Request) -> web.Response:
    conference = conference_of(request)
    form = await Form.read(request)
    if not conference.open:
        raise RestError(400, 20001, "The conference is completed")
    if "Status" in form:
        form.choice("Status", "", ("completed",))
        conference.end("conference-ended-via-api", GONE_WITH_CONFERENCE)
    if url := form.address("AnnounceUrl"):
        source = Source(url, form.method("AnnounceMethod"))
        for participant in list(conference.participants.values()):
            announce(request.app[EXCHANGE], conference, participant, source)
    return web.json_response(shape(conference))


def conference_of(request: web.Request) -> Conference:
    """The conference of that sid; its name is as good while it is open."""
    rooms = request.app[EXCHANGE].rooms
    wanted = request.match_info["conference"]
    return found(rooms.by_sid.get(wanted) or rooms.named(wanted), request)


def _matching(request: web.Request, conferences: Iterator[Conference]) -> Iterator[Conference]:
    name = request.query.get("FriendlyName")
    status = request.query.get("Status")
    return (
        conference
        for conference in conferences
        if name in {None, conference.name} and status in {None, conference.status}
    )


def shape(conference: Conference) -> Json:
    uri = f"/{API_VERSION}/Accounts/{conference.account_sid}/Conferences/{conference.sid}"
    return {
        "sid": conference.sid,
        "account_sid": conference.account_sid,
        "friendly_name": conference.name,
        "status": conference.status,
        "region": "us1",
        "date_created": rfc2822(conference.created),
        "date_updated": rfc2822(conference.updated),
        "reason_conference_ended": conference.reason_ended,
        "call_sid_ending_conference": conference.ended_by,
        "api_version": API_VERSION,
        "uri": f"{uri}.json",
        "subresource_uris": {
            "participants": f"{uri}/Participants.json",
            "recordings": f"{uri}/Recordings.json",
        },
    }
