"""The calls, newest first, the search among them, and what was found as a file."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.calls.finding import OUTCOMES, WAITS, Wanting
from desk.calls.listing import backlog, listed, staff
from desk.calls.listing_sheet import MOST, rows
from desk.guard import page, protect, reader
from desk.here import here
from desk.sheets import sheet
from records import deeds
from records.models import Person

calls = Blueprint("calls", __name__)
protect(calls)


@calls.get("/calls")
def newest() -> Response:
    """The newest calls, or those that the address describes."""
    person = reader()
    plain = {name: text for name, text in request.args.items() if name not in ("words", "customer")}
    return _shown(person, Wanting.of(plain, person))


@calls.post("/calls")
def found() -> AnyResponse:
    """What was looked for, or the page after that one: a form, so that no word of it is in an
    address. What an address may hold gets one, to come back to."""
    person = reader()
    wanting = Wanting.of(request.form, person)
    if not wanting.private:
        return redirect(url_for("calls.newest", **wanting.address), 303)  # type: ignore[arg-type]
    return _shown(person, wanting)


@calls.post("/calls.csv")
def as_sheet() -> Response:
    """All that was looked for, as a table; that it was given out is put on record first."""
    person, at = reader(), here()
    wanting = Wanting.of(request.form, person)
    with at.office.store.reading() as records:
        say = at.drawing.wording(session.language(at.office))
        title, *found = rows(at, records, wanting, say)
    details = {"form": "csv", "calls": len(found)}
    with at.office.store.transaction() as records:
        deeds.note(records, "exported", at.office.clock.now(), person=person, details=details)
    return sheet("calls", [title, *found])


def _shown(person: Person, wanting: Wanting) -> Response:
    office = here().office
    with office.store.reading() as records:
        listing = listed(office, records, wanting)
        todo, agents = backlog(records), staff(records, person)
    if wanting:
        details = {"calls": len(listing.rows), "hits": listing.hits}
        with office.store.transaction() as records:
            deeds.note(records, "searched", office.clock.now(), person=person, details=details)
    return page(
        "calls.html",
        person=person,
        listing=listing,
        wanting=wanting,
        backlog=todo,
        agents=agents,
        outcomes=OUTCOMES,
        waits=WAITS,
        most=MOST,
        unread=[one for one in office.languages if one not in office.models],
    )
