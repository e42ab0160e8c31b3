"""The calls, newest first, and the search in what was said."""

from flask import Blueprint, Response, request

from desk.finding import Wanting
from desk.guard import page, protect, reader
from desk.here import here
from desk.listing import backlog, listed, staff
from records import deeds
from records.models import Person

calls = Blueprint("calls", __name__)
protect(calls)


@calls.get("/calls")
def newest() -> Response:
    """The newest calls."""
    person = reader()
    return _shown(person, Wanting.of({}, person))


@calls.post("/calls")
def found() -> Response:
    """What was looked for, or the page after that one: a form, so that no word of it is in an
    address."""
    person = reader()
    return _shown(person, Wanting.of(request.form, person))


def _shown(person: Person, wanting: Wanting) -> Response:
    office = here().office
    with office.store.reading() as session:
        listing = listed(office, session, wanting)
        todo, agents = backlog(session), staff(session, person)
    if wanting:
        details = {"calls": len(listing.rows), "hits": listing.hits}
        with office.store.transaction() as session:
            deeds.note(session, "searched", office.clock.now(), person=person, details=details)
    return page(
        "calls.html",
        person=person,
        listing=listing,
        wanting=wanting,
        backlog=todo,
        agents=agents,
        unread=[one for one in office.languages if one not in office.models],
    )
