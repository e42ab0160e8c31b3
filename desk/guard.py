"""What every page has in common: its headers, its refusals, and who may see it."""

import structlog
from flask import Blueprint, Response, abort, make_response, render_template
from werkzeug.exceptions import HTTPException

from desk import session
from desk.here import here
from desk.picture import SEES_BOARD
from records.errors import RecordsError
from records.models import Person

log = structlog.get_logger()

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_TO_HTTPS = "max-age=31536000"
_REFUSALS = (400, 401, 403, 500, 503)


def protect(blueprint: Blueprint) -> None:
    """Every request to `blueprint` is checked, every answer has the headers."""
    blueprint.before_request(session.refuse_foreign_forms)
    blueprint.after_request(_with_headers)
    blueprint.register_error_handler(RecordsError, _without_records)
    for code in _REFUSALS:
        blueprint.register_error_handler(code, _refusal)


def page(template: str, status: int = 200, **values: object) -> Response:
    """A whole page in the reader's language."""
    at = here()
    language = session.language(at.office)
    common = at.drawing.common(language) | {"csrf": session.csrf_token()}
    return make_response(render_template(template, **common, **values), status)


def supervisor() -> Person:
    """Who is signed in and may see the board; 401 for nobody, 403 for others."""
    person = session.person(here().office)
    if person is None:
        abort(401)
    if person.role not in SEES_BOARD:
        abort(403)
    return person


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    if here().office.secure:
        response.headers["Strict-Transport-Security"] = _TO_HTTPS
    if response.mimetype in ("text/html", "text/event-stream"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _refusal(error: HTTPException) -> Response:
    return page("refused.html", error.code or 500, code=error.code)


def _without_records(error: RecordsError) -> Response:
    log.error("desk_without_records", error=type(error).__name__)
    return page("refused.html", 503, code=503)
