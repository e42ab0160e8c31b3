"""Incidents: what befalls many customers at once, for everybody; supervisors see to them."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk.guard import page, protect, reader
from desk.here import here
from desk.incidents import acts
from desk.incidents.listing import DAYS, listed
from records.models import Person

incidents = Blueprint("incidents", __name__)
protect(incidents)


@incidents.get("/incidents")
def shown() -> Response:
    """No name and no word of a customer is on this page."""
    return _page(reader())


@incidents.post("/incidents/open")
def open_one() -> AnyResponse:
    """One that a supervisor sees before the count does."""
    by = reader("supervisor")
    why = acts.open_one(here().office, by, request.form)
    return _page(by, why, "open") if why else _done("open")


@incidents.post("/incidents/<int:incident_id>/<act>")
def on_one(incident_id: int, act: str) -> AnyResponse:
    """One of the acts; done twice, it is done once."""
    by, office = reader("supervisor"), here().office
    if act not in acts.ACTS:
        abort(404)
    side = office.incidents
    why = acts.ACTS[act](office, side, by, incident_id, request.form) if side else acts.AWAY
    return _page(by, why, f"{incident_id}") if why else _done(act, f"incident-{incident_id}")


def _done(act: str, anchor: str | None = None) -> AnyResponse:
    did = "unlink" if act == "link" and request.form.get("out") else act
    return redirect(url_for("incidents.shown", done=did, _anchor=anchor), 303)


def _page(person: Person, why: str | None = None, where: str | None = None) -> Response:
    """`where`: in which form something was not right; what was written into it stays."""
    office = here().office
    with office.store.reading() as session:
        found = listed(session, office.clock.now())
    return page(
        "incidents.html",
        409 if why else 200,
        person=person,
        listing=found,
        why=why,
        where=where,
        given=request.form,
        days=DAYS,
        longest=acts.LONGEST,
    )
