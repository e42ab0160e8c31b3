"""The way in and out."""

import re

import structlog
from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.guard import page, places_of, protect
from desk.here import here
from desk.office import Office
from records import people
from records.models import Person

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
    return redirect(_first_page(person), 303)


@door.get("/")
def front() -> AnyResponse:
    """Everybody's own page; the door for those who are not signed in."""
    person = session.person(here().office)
    return redirect(_first_page(person) if person else url_for("door.sign_in"))


@door.post("/sign-out")
def sign_out() -> AnyResponse:
    session.end(here().office)
    return redirect(url_for("door.sign_in"), 303)


@door.post("/language")
def language() -> AnyResponse:
    """The reader's choice of language; they stay where they are."""
    session.choose_language(request.form.get("language", ""))
    back = request.form.get("back", "/")
    return redirect(_page_at(back) if _OWN_PAGE.fullmatch(back) else "/", 303)


def _page_at(path: str) -> str:
    """The page there, or the nearest one above: what answers a form cannot be got."""
    pages = current_app.url_map.bind("")
    while path and not pages.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path or "/"


def _first_page(person: Person) -> str:
    return url_for(places_of(person)[0][1])


def _allowed(office: Office, login: str) -> bool:
    """Count the try, for the login and for the address."""
    keys = (f"login:{login.casefold()}", f"address:{request.remote_addr}")
    now = office.clock.now()
    return all(office.attempts.allow(key, now) for key in keys)


def _again(status: int, problem: str, login: str) -> Response:
    return page("sign_in.html", status, problem=problem, login=login)
