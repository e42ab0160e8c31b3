"""Who is signed in, and the token that keeps other sites from sending our forms.

The signed cookie holds ids only. Its signature carries its age, in real time whatever the
clock's speed. A page that somebody opens renews it; a page that keeps itself up to date does not.
A second signature, made when they signed in, carries the age of the session, which nothing renews.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta

from flask import Flask, abort, current_app, request, session
from flask.sessions import SessionMixin
from itsdangerous import BadSignature, TimestampSigner

from desk.office import Office
from desk.wording import LANGUAGES
from records import people
from records.models import Person

IDLE = timedelta(hours=12)
"""How long a session lasts that is not used."""
LONGEST = timedelta(hours=16)
"""How long a session lasts in all: longer than any shift, and not until the next day's."""

_READING = ("GET", "HEAD", "OPTIONS")
_PERSON, _KEY, _PROOF, _CSRF, _LANGUAGE = "person", "key", "proof", "csrf", "language"
_BEGAN = "began"


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
    chosen = person.language or session.get(_LANGUAGE)
    session.clear()
    session.permanent = True
    key = secrets.token_urlsafe(16)
    began = _birth().sign(key).decode()
    session.update({_PERSON: person.id, _KEY: key, _BEGAN: began, _PROOF: _proof(person)})
    choose_language(chosen or "")


def prove_anew(person: Person) -> None:
    """Their password has changed: this session goes on, those elsewhere are over."""
    session[_PROOF] = _proof(person)


def _proof(person: Person) -> str:
    """Tells one password from the next, and nothing of either: their salts differ."""
    return hashlib.sha256((person.password_hash or "").encode()).hexdigest()[:16]


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
        return _whose(session, people.by_id(records, session[_PERSON]))


def still(office: Office, given: SessionMixin, staff: Mapping[int, Person]) -> Person | None:
    """Who of the `staff` is signed in by this session, which was opened afresh."""
    return _whose(given, staff.get(given[_PERSON])) if is_open(office, given) else None


def _whose(given: SessionMixin, found: Person | None) -> Person | None:
    """The person, if they work here and have the password that they signed in with."""
    if found is None or found.left_at is not None or given.get(_PROOF) != _proof(found):
        return None
    return found


def is_open(office: Office, given: SessionMixin) -> bool:
    """Whether it is a session of somebody signed in that was not ended, and not too old."""
    if _PERSON not in given or _KEY not in given or given[_KEY] in office.signed_out:
        return False
    try:
        key = _birth().unsign(given.get(_BEGAN, ""), LONGEST.total_seconds())  # type: ignore[call-overload]
    except BadSignature:
        return False
    return bool(key.decode() == given[_KEY])


def _birth() -> TimestampSigner:
    """Signs with the time at which it does."""
    return TimestampSigner(current_app.secret_key or "", salt="began")
