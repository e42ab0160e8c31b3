"""One call: its whole story, how far its transcripts are, and what is worth keeping."""

from flask import Blueprint, Response, abort, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk import session
from desk.calls.noted import Deciding
from desk.calls.recounting import recounted, tale_version
from desk.calls.standing import Standing, may_read, standings
from desk.calls.story import facts_version, points_in, settled, told, track_id, version
from desk.guard import page, protect, reader
from desk.here import here
from desk.wording import Wording
from records import Session, deeds, episodes, histories, points, transcripts
from records.histories import History
from records.models import DeedKind, Person, Point, PointState, Role

call = Blueprint("call", __name__)
protect(call)

_MAY_ASK: tuple[Role, ...] = ("supervisor", "administrator")
_DECIDED: dict[str, tuple[PointState, DeedKind]] = {
    "accept": ("accepted", "point-accepted"),
    "dismiss": ("dismissed", "point-dismissed"),
}


@call.get("/calls/<call_id>")
def shown(call_id: str) -> Response:
    """The whole call; that it is read is put on record first."""
    person, office = reader(), here().office
    with office.store.reading() as records:
        history = history_of(records, call_id, person)
        story = told(office, records, history, person)
        tale = recounted(here(), records, history, person, _say())
    put_on_record("read", person, call_id)
    may_ask = person.role in _MAY_ASK
    return page("call.html", person=person, story=story, tale=tale, may_ask=may_ask)


@call.get("/calls/<call_id>/state")
def state(call_id: str) -> Response:
    """How far each recording is, for the page to compare itself with."""
    person, office = reader(), here().office
    with office.store.reading() as records:
        history = history_of(records, call_id, person)
        noted = points.of_call(records, call_id)
        tale = tale_version(history, episodes.of_call(records, history.call))
    found = standings(office, history)
    parts = {
        track_id(one): {
            "version": version(one, person, points_in(history, one, noted)),
            **_progress(one),
        }
        for one in found
    }
    parts["facts"] = {"version": facts_version(history, found)}
    parts["tale"] = {"version": tale}
    return jsonify(parts=parts, more=not settled(history.call, found))


@call.post("/calls/<call_id>/again/<sid>")
def again(call_id: str, sid: str) -> AnyResponse:
    """Have a recording that could not be written down tried again; a repeat changes nothing."""
    person, office = reader(*_MAY_ASK), here().office
    with office.store.reading() as records:
        history = history_of(records, call_id, person)
    if sid not in history.transcripts:
        abort(404)
    with office.store.transaction() as records:
        transcripts.ask_again(records, sid, office.clock.now())
    return redirect(url_for("call.shown", call_id=call_id), 303)


@call.post("/calls/<call_id>/points/<int:point_id>/<decision>")
def decide(call_id: str, point_id: int, decision: str) -> AnyResponse:
    """Keep a point, or do not; pressed twice, it is done once."""
    person, office = reader(), here().office
    if decision not in _DECIDED:
        abort(404)
    with office.store.reading() as records:
        history = history_of(records, call_id, person)
        found = [one for one in points.of_call(records, call_id) if one.id == point_id]
        if not found or not _may_decide(records, history, person, found[0]):
            abort(404 if not found else 403)
    wanted, deed = _DECIDED[decision]
    with office.store.transaction() as records:
        at, known = office.clock.now(), points.by_id(records, point_id)
        if known and known.state != wanted:
            points.decide(records, point_id, person, wanted, at)
            details = {"point": point_id}
            deeds.note(records, deed, at, person=person, subject=call_id, details=details)
    return redirect(url_for("call.shown", call_id=call_id, _anchor=f"point-{point_id}"), 303)


def history_of(records: Session, call_id: str, person: Person) -> History:
    """The call, for one who may read it; to others it does not exist."""
    history = histories.of_call(records, call_id)
    if history is None or not may_read(person, history):
        abort(404)
    return history


def put_on_record(deed: DeedKind, person: Person, call_id: str, **details: object) -> None:
    """Who did what with this call, in the audit trail."""
    office = here().office
    with office.store.transaction() as records:
        at = office.clock.now()
        deeds.note(records, deed, at, person=person, subject=call_id, details=details)


def _progress(standing: Standing) -> dict[str, object]:
    return {"progress": standing.progress, "text": _say().percent(standing.progress)}


def _say() -> Wording:
    at = here()
    return at.drawing.wording(session.language(at.office))


def _may_decide(records: Session, history: History, person: Person, point: Point) -> bool:
    own = [one for one in history.transcripts.values() if one.id == point.transcript_id]
    said = [line for one in own for line in transcripts.utterances_of(records, one)]
    return Deciding(said, {talk.id: talk.person_id for talk in history.talks}).may(person, point)
