"""Who is signed in, and the token that keeps other sites from sending our forms.

The signed cookie holds ids only. Its signature carries its age, in real time whatever the
clock's speed. A page that somebody opens renews it; a page that keeps itself up to date does not.
"""

import hmac
import secrets
from datetime import timedelta

from flask import Flask, abort, request, session
from flask.sessions import SessionMixin

from desk.office import Office
from desk.wording import LANGUAGES
from records import people
from records.models import Person

IDLE = timedelta(hours=12)
"""How long a session lasts that is not used."""

_READING = ("GET", "HEAD", "OPTIONS")
_PERSON, _KEY, _CSRF, _LANGUAGE = "person", "key", "csrf", "language"


def configure(app: Flask, office: Office) -> None:
    """Cookies that only our own pages get, and scripts never."""
    app.config.update(
        PERMANENT_SESSION_LIFETIME=IDLE,
        SESSION_REFRESH_EACH_REQUEST=False,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_NAME="__Host-sapa" if office.secure else "sapa",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=office.secure,
    )


def csrf_token() -> str:
    """The token of this session's forms."""
    if _CSRF not in session:
        session[_CSRF] = secrets.token_urlsafe(24)
    return str(session[_CSRF])


def refuse_foreign_forms() -> None:
    """400 for anything that changes something without this session's token."""
    if request.method not in _READING:
        wanted, given = session.get(_CSRF, ""), request.form.get("csrf", "")
        if not wanted or not hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace")):
            abort(400)


def language(office: Office) -> str:
    """What the reader chose, else what their browser asks for, else the hotline's own."""
    if session.get(_LANGUAGE) in LANGUAGES:
        return str(session[_LANGUAGE])
    ours = [code for code in (*office.languages, *LANGUAGES) if code in LANGUAGES]
    return request.accept_languages.best_match(ours) or ours[0]


def choose_language(code: str) -> None:
    if code in LANGUAGES:
        session[_LANGUAGE] = code


def begin(person: Person) -> None:
    """A new session: nothing of the one before is kept but the language."""
    chosen = session.get(_LANGUAGE)
    session.clear()
    session.permanent = True
    session.update({_PERSON: person.id, _KEY: secrets.token_urlsafe(16)})
    if chosen:
        session[_LANGUAGE] = chosen


def end(office: Office) -> None:
    """The session is over, also for copies of its cookie."""
    if key := session.get(_KEY):
        office.signed_out.add(str(key))
    _forget()


def renew() -> None:
    """The session is good for another IDLE: its person has asked for a page."""
    session.modified = True


def forget_ended(office: Office) -> None:
    """A copy of the cookie of an ended session must not be written anew: it would be good again
    when its end is no longer remembered."""
    if _KEY in session and not is_open(office, session):
        _forget()


def _forget() -> None:
    chosen = session.get(_LANGUAGE)
    session.clear()
    choose_language(chosen or "")


def person(office: Office) -> Person | None:
    """Who is signed in."""
    if not is_open(office, session):
        return None
    with office.store.reading() as records:
        return people.by_id(records, session[_PERSON])


def is_open(office: Office, given: SessionMixin) -> bool:
    """Whether it is a session of somebody signed in that was not ended."""
    return _PERSON in given and _KEY in given and given[_KEY] not in office.signed_out
