"""How talks went: an agent's own, and for supervisors by agent and week."""

from collections.abc import Sequence

from flask import Blueprint, Response

from desk.calls.measured import MEASURES, message
from desk.calls.story import full_name, names_of
from desk.guard import page, protect, reader
from desk.here import here
from desk.reports.trends import DAY, by_week, midnight, mondays, over_all
from records import Session, courtesies, histories
from records.models import Courtesy, Person

courtesy = Blueprint("courtesy", __name__)
protect(courtesy)

_OWN_DAYS = 30
_NEWEST = 20  # talks
_WEEKS = 8


@courtesy.get("/courtesy")
def shown() -> Response:
    """Own figures for an agent; the trends of all for a supervisor."""
    person = reader("agent", "supervisor")
    return _own(person) if person.role == "agent" else _everybody(person)


def _own(person: Person) -> Response:
    office = here().office
    now = office.clock.now()
    since = now - _OWN_DAYS * DAY
    with office.store.reading() as session:
        talks = courtesies.of_person(session, person.id, since)
        trends = courtesies.trends(session, since, now + DAY, zone=office.zone, person_id=person.id)
        newest = _newest(session, talks[:_NEWEST])
    figures = over_all(trends)
    return page(
        "own_courtesy.html",
        person=person,
        days=_OWN_DAYS,
        count=len(talks),
        figures=[(message(name), unit, figures[name]) for name, unit in MEASURES.items()],
        talks=newest,
    )


def _everybody(person: Person) -> Response:
    office = here().office
    weeks = mondays(office.clock.now(), _WEEKS, office.zone)
    since, until = midnight(weeks[0], office.zone), office.clock.now() + DAY
    with office.store.reading() as session:
        trends = courtesies.trends(session, since, until, zone=office.zone)
        names = names_of(session)
    return page(
        "courtesy.html",
        person=person,
        weeks=weeks,
        count=sum(trend.talks for trend in trends),
        measures=by_week(trends, weeks, names),
    )


def _newest(session: Session, talks: Sequence[Courtesy]) -> list[tuple[Courtesy, str | None]]:
    """Talks with their callers' names."""
    found = histories.of_calls(session, list({talk.call_id for talk in talks}))
    callers = {history.call.id: full_name(history.call) for history in found}
    return [(talk, callers.get(talk.call_id)) for talk in talks]
