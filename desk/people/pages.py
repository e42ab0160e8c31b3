"""Who works here, for administrators: taken on, changed, and taken off. It acts at once."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk.guard import page, protect, reader
from desk.here import here
from desk.people.personnel import Form, Problem, secret_problem
from desk.session import prove_anew
from records import Session, deeds, people
from records import staff as roster
from records.errors import AlreadyKnown
from records.models import DeedKind, Person

staff = Blueprint("staff", __name__)
protect(staff)


@staff.get("/people")
def everybody() -> Response:
    """Those who work here, and those who did."""
    administrator, office = _administrator(), here().office
    with office.store.reading() as session:
        found, gone = roster.here(session), roster.left(session)
    return page("people.html", person=administrator, people=found, gone=gone)


@staff.get("/people/new")
def new() -> Response:
    return _form(Form.empty(here().office))


@staff.post("/people/new")
def add() -> AnyResponse:
    """Somebody new, or the form once more with what is wrong in it."""
    office, administrator = here().office, _administrator()
    form = Form.read(request.form, office)
    if form.problems:
        return _form(form, status=400)
    wanted = form.particulars()
    try:
        with office.store.transaction() as session:
            somebody = people.add(session, at=office.clock.now(), **vars(wanted))
            _note(session, "person-added", administrator, somebody)
    except AlreadyKnown:
        return _form(form.but(Problem("extension", "person-taken")), status=409)
    return redirect(url_for("staff.one", person_id=somebody.id, done="added"), 303)


@staff.get("/people/<int:person_id>")
def one(person_id: int) -> Response:
    somebody = _somebody(person_id)
    return _form(Form.of(somebody), somebody)


@staff.post("/people/<int:person_id>")
def change(person_id: int) -> AnyResponse:
    """What is on record about somebody becomes what the form says; the board is told."""
    office, administrator, somebody = here().office, _administrator(), _somebody(person_id)
    form = Form.read(request.form, office)
    if somebody.id == administrator.id and form.role != "administrator":
        form = form.but(Problem("role", "person-not-yourself"))
    if form.problems:
        return _form(form, somebody, 400)
    try:
        with office.store.transaction() as session:
            known = _known(session, person_id)
            changed = roster.change(session, known, form.particulars())
            if changed:
                _note(session, "person-changed", administrator, known, what=sorted(changed))
    except AlreadyKnown:
        return _form(form.but(Problem("extension", "person-taken")), somebody, 409)
    if changed and office.duty is not None:
        office.duty.learnt(person_id, administrator.id)
    return redirect(url_for("staff.one", person_id=person_id, done="changed"), 303)


@staff.post("/people/<int:person_id>/secret")
def secret(person_id: int) -> AnyResponse:
    """A new PIN or password; nobody can read the old one."""
    office, administrator, somebody = here().office, _administrator(), _somebody(person_id)
    which, given = request.form.get("which", ""), request.form.get("secret", "")
    problem = secret_problem(which, given)
    if problem is not None:
        return _form(Form.of(somebody).but(problem), somebody, 400)
    with office.store.transaction() as session:
        known = _known(session, person_id)
        (people.set_pin if which == "pin" else people.set_password)(known, given)
        _note(session, "password-set", administrator, known, what=which)
    if known.id == administrator.id:
        prove_anew(known)
    return redirect(url_for("staff.one", person_id=person_id, done=which), 303)


@staff.post("/people/<int:person_id>/leave")
def leave(person_id: int) -> AnyResponse:
    """They work here no more, from now on; a talk that they are in goes on to its end."""
    office, administrator, somebody = here().office, _administrator(), _somebody(person_id)
    if somebody.id == administrator.id:
        return _form(Form.of(somebody).but(Problem("role", "person-not-yourself")), somebody, 400)
    if office.duty is not None:
        office.duty.choose(person_id, "signed-out", "left", by=administrator.id)
    with office.store.transaction() as session:
        known = _known(session, person_id)
        roster.leave(session, known, office.clock.now())
        _note(session, "person-left", administrator, known)
    return redirect(url_for("staff.everybody", done="left"), 303)


def _administrator() -> Person:
    return reader("administrator")


def _somebody(person_id: int) -> Person:
    """Whom the page is about; 404 for nobody, and for those whom it cannot change."""
    _administrator()
    with here().office.store.reading() as session:
        return _known(session, person_id)


def _known(session: Session, person_id: int) -> Person:
    somebody = people.by_id(session, person_id)
    if somebody is None or somebody.left_at is not None or somebody.on_call is not None:
        abort(404)
    return somebody


def _note(session: Session, deed: DeedKind, by: Person, whom: Person, **details: object) -> None:
    told = {"whom": whom.id, **details}
    deeds.note(session, deed, here().office.clock.now(), person=by, details=told)


def _form(form: Form, somebody: Person | None = None, status: int = 200) -> Response:
    return page("person.html", status, person=_administrator(), form=form, somebody=somebody)
