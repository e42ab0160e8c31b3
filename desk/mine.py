"""The call that an agent is in, and the button that pauses its recording."""

from dataclasses import dataclass
from enum import StrEnum

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from desk.guard import page, protect, reader
from desk.here import here
from desk.office import Office
from desk.story import full_name
from records import Session, histories, recordings
from records.models import Call, Person, Recording, Talk

mine = Blueprint("mine", __name__)
protect(mine)


class Kept(StrEnum):
    """Whether what is said is recorded."""

    RECORDED = "recorded"
    PAUSED = "paused"
    REFUSED = "refused"
    OFF = "off"
    NOT_YET = "not-yet"


@dataclass(frozen=True)
class Mine:
    """The talk that a person is in; `begun`: the caller is with them. `paused_at` and `goes_on_at` (epoch seconds) are set while
    nothing is recorded."""

    call: str
    caller: str | None
    since: float
    begun: bool
    kept: Kept
    paused_at: float | None
    goes_on_at: float | None

    @property
    def version(self) -> str:
        return f"{self.call} {self.begun} {self.kept} {self.paused_at}"


@mine.get("/my-call")
def now() -> Response:
    """The call they are in, or that there is none."""
    return _shown(_talker())


@mine.get("/my-call/state")
def state() -> Response:
    """Whether the page would show something else, for the page to ask."""
    found = _mine(_talker())
    return jsonify(parts={"call": {"version": found.version if found else ""}}, more=True)


@mine.post("/my-call/pause")
def pause() -> AnyResponse:
    """Nothing is recorded from now on; pressed twice, it is paused once."""
    person, pausing = _talker(), here().office.pausing
    done = pausing is not None and pausing.pause(request.form.get("call", ""), person.id)
    return _answered(person, Kept.PAUSED, done)


@mine.post("/my-call/resume")
def resume() -> AnyResponse:
    """What is said is recorded again."""
    person, pausing = _talker(), here().office.pausing
    done = pausing is not None and pausing.resume(request.form.get("call", ""), person.id)
    return _answered(person, Kept.RECORDED, done)


def _answered(person: Person, wanted: Kept, done: bool) -> AnyResponse:
    """Back to the page; one that says what to do where it is not as it was wanted."""
    found = _mine(person)
    if done or found is None or found.kept is wanted:
        return redirect(url_for("mine.now"), 303)
    return _shown(person, 409, "not-paused" if wanted is Kept.PAUSED else "not-resumed")


def _talker() -> Person:
    return reader("agent", "supervisor")


def _shown(person: Person, status: int = 200, problem: str | None = None) -> Response:
    offered = here().office.pausing is not None
    found = _mine(person)
    return page("my_call.html", status, person=person, mine=found, offered=offered, problem=problem)


def _mine(person: Person) -> Mine | None:
    office = here().office
    with office.store.reading() as session:
        talking = histories.talking(session, person.id)
        if talking is None:
            return None
        return _told(office, session, *talking)


def _told(office: Office, session: Session, talk: Talk, call: Call) -> Mine:
    running = recordings.running(session, call.id)
    paused_at = running.paused_at if running else None
    return Mine(
        call=call.id,
        caller=full_name(call),
        since=talk.connected_at or talk.accepted_at,
        begun=talk.connected_at is not None,
        kept=_kept(office, call, running),
        paused_at=paused_at,
        goes_on_at=None if paused_at is None else paused_at + office.pause_at_most,
    )


def _kept(office: Office, call: Call, running: Recording | None) -> Kept:
    if running is not None:
        return Kept.RECORDED if running.paused_at is None else Kept.PAUSED
    if office.consent == "off":
        return Kept.OFF
    return Kept.NOT_YET if call.conversation.get("record") else Kept.REFUSED
