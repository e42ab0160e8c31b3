"""What every page has in common: its headers, its refusals, and who may see it."""

from collections.abc import Sequence

import structlog
from flask import (
    Blueprint,
    Response,
    abort,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.exceptions import HTTPException

from desk import session
from desk.here import here
from desk.office import Softphone
from records import case_lists
from records.errors import RecordsError
from records.models import Person, Role

log = structlog.get_logger()

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src {connect}; media-src {media}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_TO_HTTPS = "max-age=31536000"
_REFUSALS = (400, 401, 403, 404, 500, 503)

PLACES: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("board", "board.live", ("supervisor", "administrator")),
    ("desk", "agent.shown", ("agent", "supervisor")),
    ("calls", "calls.newest", ("agent", "supervisor", "administrator")),
    ("cases", "cases.all_of", ("agent", "supervisor")),
    ("promises", "owed.shown", ("agent", "supervisor")),
    ("incidents", "incidents.shown", ("agent", "supervisor", "administrator")),
    ("reports", "reports.shown", ("supervisor", "administrator")),
    ("courtesy", "courtesy.shown", ("agent", "supervisor")),
    ("management", "management.shown", ("supervisor", "administrator")),
    ("people", "staff.everybody", ("administrator",)),
    ("deeds", "audit.newest", ("supervisor", "administrator")),
)
"""Where the bar of every page leads: a message, an endpoint, and whose page it is. The first
place of a role is where its people begin."""
MANAGERS = "management.shown"
"""What is a manager's whatever their role."""


def protect(blueprint: Blueprint) -> None:
    """Every request to `blueprint` is checked, every answer has the headers."""
    blueprint.before_request(_checked)
    blueprint.after_request(_with_headers)
    blueprint.register_error_handler(RecordsError, _without_records)
    for code in _REFUSALS:
        blueprint.register_error_handler(code, _refusal)


def page(
    template: str, status: int = 200, *, person: Person | None = None, **values: object
) -> Response:
    """A whole page in the reader's language, with the places where `person` may go."""
    at = here()
    language = session.language(at.office)
    common = at.drawing.common(language) | {"csrf": session.csrf_token(), "person": person}
    common["telephone"] = _telephone
    places = places_of(person) if person else []
    common["places"], common["waiting"] = places, _waiting(person) if person else {}
    if person:
        session.renew()
    return make_response(render_template(template, **common, **values), status)


def _waiting(person: Person) -> dict[str, int]:
    """How much waits for them at a place."""
    if person.role == "administrator":
        return {}
    with here().office.store.reading() as records:
        return {"cases": case_lists.waiting(records, person)}


def _telephone() -> Softphone | None:
    """The page's telephone. A page that asks for it holds it: it may use the microphone and
    reach the telephone network, as no other page may."""
    phone = here().office.softphone
    g.telephone = phone
    return phone


def places_of(person: Person) -> list[tuple[str, str]]:
    """The message and the endpoint of each place where they may go; the first is their own."""
    return [
        (name, endpoint)
        for name, endpoint, roles in PLACES
        if person.role in roles or (person.manager and endpoint == MANAGERS)
    ]


def reader(*roles: Role) -> Person:
    """Who is signed in, of one of the `roles` or of any; the others are shown the door or, if
    it is not for their role, refused."""
    person = session.person(here().office)
    if person is None:
        abort(redirect(url_for("door.sign_in")) if request.method in ("GET", "HEAD") else 401)
    if roles and person.role not in roles:
        abort(403)
    return person


def _checked() -> None:
    if not _is_static():
        session.forget_ended(here().office)
    session.refuse_foreign_forms()


def _is_static() -> bool:
    return str(request.endpoint).endswith(".static")


def _with_headers(response: Response) -> Response:
    phone: Softphone | None = g.get("telephone")
    response.headers.update(_HEADERS)
    response.headers["Content-Security-Policy"] = _policy(phone.connects if phone else ())
    if phone:
        response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
    if here().office.secure:
        response.headers["Strict-Transport-Security"] = _TO_HTTPS
    if not _is_static():
        response.headers["Cache-Control"] = "no-store"
    return response


def _policy(connects: Sequence[str]) -> str:
    """What a page may load, and where it may connect to besides: from there it may play sounds."""
    sounds = [place for place in connects if place.startswith("https:")]
    return _POLICY.format(
        connect=" ".join(("'self'", *connects)), media=" ".join(("'self'", *sounds))
    )


def _refusal(error: HTTPException) -> Response:
    return page("refused.html", error.code or 500, code=error.code)


def _without_records(error: RecordsError) -> Response:
    log.error("desk_without_records", error=type(error).__name__)
    return page("refused.html", 503, code=503)
