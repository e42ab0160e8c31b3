"""The leg of a customer whom we call back: picked up, and over."""

from flask import Blueprint, Response, request

from ivr import events
from records import Session
from records.models import Call
from webhooks import callbacks, handle, parse
from webhooks.handle import Turn
from webhooks.reply import guard_call, house, leg_sid, twiml, unbind
from webhooks.twiml import NOTHING

called = Blueprint("called", __name__, url_prefix="/voice")
called.before_request(guard_call)
called.teardown_request(unbind)


@called.post("/called")
def picked_up() -> Response:
    """Somebody answers. From now on this leg is the call's, unless another was first."""
    at = house()
    sid, pending = leg_sid(), request.args.get("call", "")[:64]

    def bind(session: Session) -> Call | None:
        return callbacks.bind(at, session, pending, sid)

    turn = Turn(sid, f"called:{sid}", open=bind)
    return twiml(handle.take(at, turn, _answered))


def _answered(session: Session, call: Call) -> events.Event:
    return events.PickedUp(agent=handle.waiting_agent(session, call))


@called.post("/called-status")
def status() -> Response:
    """The leg is over: nobody was reached, or an ordinary call has ended."""
    at = house()
    if parse.over(request.form):
        tries = int(parse.seconds(request.args.get("tries", "")))
        pending = request.args.get("call", "")[:64]
        if not callbacks.not_reached(at, pending, leg_sid(), tries):
            handle.gone(at, leg_sid())
    return twiml(NOTHING)
