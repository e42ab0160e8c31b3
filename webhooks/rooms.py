"""What a conference tells: a second sign that a leg is gone, should the leg's own not come."""

from flask import Blueprint, Response, request

from records import people
from webhooks import crew, handle, parse
from webhooks.reply import guard_call, house, leg_sid, twiml, unbind
from webhooks.twiml import NOTHING

rooms = Blueprint("rooms", __name__, url_prefix="/conference")
rooms.before_request(guard_call)
rooms.teardown_request(unbind)


@rooms.post("/left")
def left() -> Response:
    """A leg has left the conference: fetched out of it by us, or because it is down."""
    status = request.form.get("ParticipantCallStatus", "")
    if status in parse.FINAL:
        _down(status)
    return twiml(NOTHING)


def _down(status: str) -> None:
    at = house()
    with at.store.reading() as session:
        leg = people.leg_by_sid(session, leg_sid())
    if leg is not None:
        crew.leg_down(at, leg.sid, status, None)
    else:
        handle.gone(at, leg_sid(), cut=status == "failed")
