"""Who may ask, and what goes wrong on purpose: around every REST request."""

import hmac
import uuid
from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.rest.protocol import EXCHANGE, RestError, found
from simulator.signature import basic

PREFIX = "/2010-04-01/"
FAILURE = (503, 20503, "Service unavailable")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def doorkeeper(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Check credentials, let faults strike, and give every error Twilio's shape."""
    if not request.path.startswith(PREFIX):
        return await handler(request)
    try:
        _check_credentials(request)
        response = await _with_faults(request, handler)
    except RestError as error:
        response = error.response()
    except web.HTTPNotFound:
        response = RestError(404, 20404, f"{request.path} was not found").response()
    except web.HTTPMethodNotAllowed:
        response = RestError(405, 20004, "Method not allowed").response()
    except web.HTTPException as error:
        response = RestError(error.status, 20001, error.reason).response()
    if not response.prepared:
        response.headers["Twilio-Request-Id"] = f"RQ{uuid.uuid4().hex}"
    return response


async def _with_faults(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A rate limit comes before anything is done; a failure before or after it."""
    exchange = request.app[EXCHANGE]
    faults = exchange.faults
    if seconds := faults.rest_down_for():
        if faults.strikes(faults.current.rest_silent):
            await exchange.clock.sleep(seconds)
            _hang_up(request)
        raise RestError(*FAILURE)
    if faults.strikes(faults.current.rest_rate_limit):
        raise RestError(429, 20429, "Too many requests")
    fails = faults.strikes(faults.current.rest_failure)
    if fails and faults.strikes(0.5):
        raise RestError(*FAILURE)
    response = await handler(request)
    if fails and not response.prepared:
        raise RestError(*FAILURE)
    return response


def _hang_up(request: web.Request) -> None:
    """Close the connection without a word."""
    if request.transport is not None:
        request.transport.abort()


def _check_credentials(request: web.Request) -> None:
    config = request.app[EXCHANGE].config
    expected = basic(config.account_sid, config.auth_token)
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise RestError(401, 20003, "Authenticate")
    account = request.path.removeprefix(PREFIX).removeprefix("Accounts/").partition("/")[0]
    found(account == config.account_sid or None, request)
