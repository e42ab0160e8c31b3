"""What everybody sets for themselves: their language, password and PIN."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk.guard import page, protect, reader
from desk.here import here
from desk.people.personnel import Problem, secret_problem
from desk.session import prove_anew
from records import deeds, people
from records.models import Person

own = Blueprint("own", __name__)
protect(own)


@own.get("/me")
def settings() -> Response:
    return _shown(reader())


@own.post("/me/secret")
def secret() -> AnyResponse:
    """A new password or PIN, for who knows the password that they have."""
    person, office = reader(), here().office
    which, given = request.form.get("which", ""), request.form.get("secret", "")
    if not office.attempts.allow(f"own:{person.id}", office.clock.now()):
        return _shown(person, 429, Problem(which, "sign-in-limited"))
    if not people.check_password(person, request.form.get("password", "")):
        return _shown(person, 400, Problem("now", "own-password-wrong"))
    problem = secret_problem(which, given)
    if problem is not None:
        return _shown(person, 400, problem)
    with office.store.transaction() as session:
        known = people.by_id(session, person.id) or person
        (people.set_pin if which == "pin" else people.set_password)(known, given)
        told = {"whom": person.id, "what": which}
        deeds.note(session, "password-set", office.clock.now(), person=known, details=told)
    prove_anew(known)
    return redirect(url_for("own.settings", done=which), 303)


def _shown(person: Person, status: int = 200, problem: Problem | None = None) -> Response:
    return page("own.html", status, person=person, problem=problem)
