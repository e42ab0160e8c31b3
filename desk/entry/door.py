"""The way in and out."""

import re

import structlog
from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.entry.tries import Try, digest, remember
from desk.guard import page, places_of, protect
from desk.here import here
from desk.wording import LANGUAGES
from records import deeds, people
from records.models import DeedKind, Person

log = structlog.get_logger()
door = Blueprint("door", __name__)
protect(door)

_LONGEST = 200  # characters of a login
_OWN_PAGE = re.compile(r"/|(/[a-z0-9-]+)+", re.ASCII)


@door.get("/sign-in")
def sign_in() -> AnyResponse:
    """The form; those who are signed in already go on to their page."""
    person = session.person(here().office)
    if person:
        return redirect(_first_page(person))
    return page("sign_in.html")


@door.post("/sign-in")
def enter() -> AnyResponse:
    """Who they are and their password."""
    office = here().office
    login = request.form.get("login", "").strip()[:_LONGEST]
    attempt = Try(office, login)
    if not attempt.allowed():
        log.warning("sign_in_limited")
        return _again(429, "sign-in-limited", login)
    with office.store.reading() as records:
        person = people.by_login(records, login)
    known = people.check_password(person, request.form.get("password", ""))
    if person is None or not known:
        note_refused(login)
        return _again(401, "sign-in-refused", login)
    attempt.succeeded()
    return let_in(person)


def let_in(person: Person) -> AnyResponse:
    """A session for somebody of whom it is known who they are, and on to their first page. One
    that was theirs or another's in this browser is over."""
    office = here().office
    _note("signed-in", person)
    session.end(office)
    session.begin(person)
    log.info("signed_in", person=person.id)
    response = redirect(_first_page(person), 303)
    remember(response, office, person.login or "")
    return response


def note_refused(login: str) -> None:
    """Somebody was not let in: the trail keeps for which login, as a digest."""
    log.info("sign_in_refused")
    _note("sign-in-refused", subject=f"login-{digest(login)}")


def _note(deed: DeedKind, person: Person | None = None, subject: str | None = None) -> None:
    office = here().office
    with office.store.transaction() as records:
        deeds.note(records, deed, office.clock.now(), person=person, subject=subject)


@door.get("/")
def front() -> AnyResponse:
    """Everybody's own page; the door for those who are not signed in."""
    person = session.person(here().office)
    return redirect(_first_page(person) if person else url_for("door.sign_in"))


@door.post("/sign-out")
def sign_out() -> AnyResponse:
    office = here().office
    person = session.person(office)
    session.end(office)
    if person is not None:
        _note("signed-out", person)
    return redirect(url_for("door.sign_in"), 303)


@door.post("/language")
def language() -> AnyResponse:
    """The reader's choice of language, kept for who is signed in; they stay where they are."""
    chosen, office = request.form.get("language", ""), here().office
    person = session.person(office)
    if chosen in LANGUAGES and person is not None:
        with office.store.transaction() as records:
            people.choose_language(records, person, chosen)
    session.choose_language(chosen)
    back = request.form.get("back", "/")
    return redirect(_page_at(back) if _OWN_PAGE.fullmatch(back) else "/", 303)


def _page_at(path: str) -> str:
    """The page there, or the nearest one above: what answers a form cannot be got."""
    while path and not _is_page(path):
        path = path.rpartition("/")[0]
    return path or "/"


def _is_page(path: str) -> bool:
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, "GET")
    except (NotFound, MethodNotAllowed, RequestRedirect):
        return False
    return not str(endpoint).endswith(".static")


def _first_page(person: Person) -> str:
    return url_for(places_of(person)[0][1])


def _again(status: int, problem: str, login: str) -> Response:
    return page("sign_in.html", status, problem=problem, login=login)
