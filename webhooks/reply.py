"""What every webhook shares: who it is for, whether it is genuine, and the form of a reply."""

import structlog
from flask import Response, abort, current_app, request

from webhooks.parse import call_sid
from webhooks.switchboard import Switchboard

EXTENSION = "switchboard"
log = structlog.get_logger()


def house() -> Switchboard:
    """The switchboard of the running application."""
    switchboard = current_app.extensions[EXTENSION]
    assert isinstance(switchboard, Switchboard)  # noqa: S101 - narrows the type
    return switchboard


def leg_sid() -> str:
    """The sid of the leg that the request is about."""
    return request.form["CallSid"]


def twiml(document: str) -> Response:
    return Response(document, mimetype="text/xml")


def guard() -> None:
    """Turn away what Twilio did not sign: 403, a line in the log, and nothing else."""
    if not house().signatures.genuine(request):
        log.warning("webhook_refused", path=request.path, source=request.remote_addr)
        abort(403)


def guard_call() -> None:
    """As `guard`, for what must be about a call."""
    guard()
    sid = call_sid(request.form)
    if sid is None:
        log.warning("webhook_without_call", path=request.path)
        abort(400, "CallSid is missing or malformed")
    structlog.contextvars.bind_contextvars(call=sid)


def unbind(_: BaseException | None = None) -> None:
    structlog.contextvars.unbind_contextvars("call")
