"""The legs of customers whom we ring by ourselves: asked whether their case is solved, or told
something. Picked up, and over.
"""

from flask import Blueprint, Response, request

from ivr import events
from records import Session
from records.models import Call
from webhooks import following, handle, notices, parse
from webhooks.handle import Turn
from webhooks.reply import guard_call, house, leg_sid, twiml, unbind
from webhooks.twiml import NOTHING

asked = Blueprint("asked", __name__, url_prefix="/voice")
asked.before_request(guard_call)
asked.teardown_request(unbind)


@asked.post("/solved")
def solved() -> Response:
    """Somebody answers who is to be asked whether their case is solved."""
    at, sid, which = house(), leg_sid(), _number("follow_up")
    turn = Turn(sid, f"asked:{sid}", open=lambda s: following.bind(at, s, which, sid))
    return twiml(handle.take(at, turn, lambda s, call: following.asked(at, s, call)))


@asked.post("/solved-status")
def solved_status() -> Response:
    """The leg is over. Who has not said that it is solved, or that it is not, was not reached."""
    at, sid = house(), leg_sid()
    if parse.over(request.form):
        handle.gone(at, sid)
        following.not_reached(at, _number("follow_up"), sid, _number("tries"))
    return twiml(NOTHING)


@asked.post("/told")
def told() -> Response:
    """Somebody answers who is to be told something."""
    at, sid, which = house(), leg_sid(), _number("notification")

    def news(session: Session, call: Call) -> events.Event | None:  # noqa: ARG001
        return notices.news(at, session, which)

    turn = Turn(sid, f"told:{sid}", open=lambda s: notices.bind(at, s, which, sid))
    return twiml(handle.take(at, turn, news))


@asked.post("/told-status")
def told_status() -> Response:
    """The leg is over; if nobody has answered, they were not told."""
    at, sid = house(), leg_sid()
    if parse.over(request.form):
        handle.gone(at, sid)
        notices.not_delivered(at, _number("notification"), sid, _number("tries"))
    return twiml(NOTHING)


def _number(name: str) -> int:
    """A number that we put into the address ourselves; 0, which is nobody's, for what is none."""
    return int(parse.seconds(request.args.get(name, "")))
