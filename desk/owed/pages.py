"""Promises: what is due, soon, late, and how those of the last days were kept."""

from flask import Blueprint, Response

from desk.guard import page, protect, reader
from desk.here import here
from desk.owed.listing import DAYS, listed

owed = Blueprint("owed", __name__)
protect(owed)


@owed.get("/promises")
def shown() -> Response:
    """An agent's own promises; everybody's for a supervisor."""
    person, office = reader("agent", "supervisor"), here().office
    now = office.clock.now()
    with office.store.reading() as session:
        found = listed(session, person, now)
    return page("promises.html", person=person, listing=found, days=DAYS, now=now)
