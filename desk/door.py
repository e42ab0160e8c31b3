"""The way in and out."""

import structlog
from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.guard import page, protect
from desk.here import here
from desk.office import Office
from records import people

log = structlog.get_logger()
door = Blueprint("door", __name__)
protect(door)

_LONGEST = 200  # characters of a login


@door.get("/sign-in")
def sign_in() -> AnyResponse:
    """The form; those who are signed in already go on to their page."""
    if session.person(here().office):
        return redirect(url_for("board.live"))
    return page("sign_in.html")


@door.post("/sign-in")
def enter() -> AnyResponse:
    """Who they are and their password."""
    office = here().office
    login = request.form.get("login", "").strip()[:_LONGEST]
    if not _allowed(office, login):
        log.warning("sign_in_limited")
        return _again(429, "sign-in-limited", login)
    with office.store.reading() as records:
        person = people.by_login(records, login)
    known = people.check_password(person, request.form.get("password", ""))
    if person is None or not known:
        log.info("sign_in_refused")
        return _again(401, "sign-in-refused", login)
    session.begin(person)
    log.info("signed_in", person=person.id)
    return redirect(url_for("board.live"), 303)


@door.post("/sign-out")
def sign_out() -> AnyResponse:
    session.end(here().office)
    return redirect(url_for("door.sign_in"), 303)


@door.post("/language")
def language() -> AnyResponse:
    """The reader's choice of language."""
    session.choose_language(request.form.get("language", ""))
    return redirect(url_for("board.live"), 303)


def _allowed(office: Office, login: str) -> bool:
    """Count the try, for the login and for the address."""
    keys = (f"login:{login.casefold()}", f"address:{request.remote_addr}")
    now = office.clock.now()
    return all(office.attempts.allow(key, now) for key in keys)


def _again(status: int, problem: str, login: str) -> Response:
    return page("sign_in.html", status, problem=problem, login=login)
