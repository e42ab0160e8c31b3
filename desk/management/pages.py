"""The manager's page, and phrases that are given to the right department from it."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk.calls.story import is_masked
from desk.guard import page, protect, reader
from desk.here import here
from desk.management.overview import DAYS, MOST, overview
from desk.owed.listing import DAY
from records import deeds, phrases, routing_faults
from records.models import Person
from records.routing_faults import Fault, Said

management = Blueprint("management", __name__)
protect(management)

FAULT_DAYS = 90
"""In which reasons that led the wrong way are looked for."""


@management.get("/management")
def shown() -> Response:
    """For managers, whatever their role, supervisors and administrators."""
    person, office = _reader(), here().office
    now, hidden = office.clock.now(), is_masked(person)
    with office.store.reading() as session:
        found = overview(session, now, office.low_rating, hidden=hidden)
    faults = _faults()
    if found.stories and not hidden:
        read = {"cases": [story.case.id for story in found.stories]}
        with office.store.transaction() as session:
            deeds.note(session, "case-read", now, person=person, details=read)
    return page(
        "management.html",
        person=person,
        seen=found,
        faults=faults,
        hidden=hidden,
        may_teach=_may_teach(person),
        now=now,
        days=DAYS,
        fault_days=FAULT_DAYS,
        low=office.low_rating,
        most=MOST,
    )


@management.post("/management/phrases")
def teach() -> AnyResponse:
    """The chosen phrases of one fault are examples of the right skill from now on; only ones
    that callers said, as they stand on record."""
    person, office = _reader(), here().office
    if not _may_teach(person):
        abort(403)
    fault = _fault(request.form.get("from", ""), request.form.get("to", ""))
    if fault is None or fault.skill not in office.titles:
        abort(404)
    chosen = [one for one in fault.phrases if not one.given and _key(one) in _chosen()]
    now, way = office.clock.now(), (fault.instead_of, person)
    with office.store.transaction() as session:
        added = [
            one
            for one in chosen
            if phrases.add(session, fault.skill, one.language, one.text, *way, now)
        ]
        if added:
            details = {"skill": fault.skill, "from": fault.instead_of, "phrases": len(added)}
            deeds.note(session, "phrase-added", now, person=person, details=details)
    return redirect(url_for("management.shown", done="taught", _anchor="faults"), 303)


def _reader() -> Person:
    person = reader()
    if not (person.manager or person.role in ("supervisor", "administrator")):
        abort(403)
    return person


def _may_teach(person: Person) -> bool:
    """What callers said may be given to a department by who may read it."""
    return not is_masked(person) and (person.manager or person.role == "supervisor")


def _faults() -> list[Fault]:
    office = here().office
    now = office.clock.now()
    with office.store.reading() as session:
        return routing_faults.faults(session, now - FAULT_DAYS * DAY, now)


def _fault(instead_of: str, skill: str) -> Fault | None:
    way = (instead_of, skill)
    return next((one for one in _faults() if (one.instead_of, one.skill) == way), None)


def _key(said: Said) -> str:
    return f"{said.language} {said.text}"


def _chosen() -> set[str]:
    return set(request.form.getlist("phrase"))
