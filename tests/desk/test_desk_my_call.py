"""The call that an agent is in, and the button that pauses its recording."""

import json
from dataclasses import dataclass, field

import pytest
from flask import Flask

import desk
from desk.office import Office
from records import calls, recordings, talks
from records.models import Call, Person
from tests.desk.people_at_the_desk import Hotline, StandingClock, Visitor, main


@dataclass
class Pauses:
    """As the telephone side: what it does is on record; it can be made to fail."""

    office: Office
    works: bool = True
    asked: list[tuple[str, str, int]] = field(default_factory=list)

    def pause(self, call_id: str, person_id: int) -> bool:
        self.asked.append(("pause", call_id, person_id))
        with self.office.store.transaction() as session:
            running = recordings.running(session, call_id)
            if running and self.works:
                recordings.paused(session, running.sid, self.office.clock.now())
        return self.works

    def resume(self, call_id: str, person_id: int) -> bool:
        self.asked.append(("resume", call_id, person_id))
        with self.office.store.transaction() as session:
            running = recordings.running(session, call_id)
            if running and self.works:
                recordings.resumed(session, running.sid)
        return self.works


@pytest.fixture
def pauses(office: Office) -> Pauses:
    return Pauses(office)


@pytest.fixture
def app(office: Office, pauses: Pauses) -> Flask:
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    desk.install(app, Office(**(vars(office) | {"pausing": pauses})))
    return app


@pytest.fixture
def call(hotline: Hotline, putu: Person) -> Call:
    """Sari and Putu talk, since a minute, and it is recorded."""
    call = talking(hotline, putu)
    with hotline.office.store.transaction() as session:
        recordings.expect(session, "RE1", call, "call", hotline.now - 60)
    return call


def talking(hotline: Hotline, agent: Person, *, record: bool = True) -> Call:
    at = hotline.now - 60
    with hotline.office.store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=None, at=at)
        call.name, call.honorific, call.conversation = "Sari", "Ibu", {"record": record}
        talks.begin_talk(session, call, agent, at)
        talks.connect_talk(session, call, at)
    return call


def test_nobody_on_the_line(agent: Visitor) -> None:
    page = main(agent.get("/my-call").text)
    assert "You are not in a call. When you take one, it appears here by itself" in page


def test_who_it_is_and_that_it_is_recorded(agent: Visitor, call: Call) -> None:
    page = main(agent.get("/my-call").text)
    assert "Ibu Sari since 14:59 This call is recorded. Pause for a card number" in page


def test_the_calls_page_is_led_to_when_the_talk_has_begun(
    agent: Visitor, hotline: Hotline, putu: Person
) -> None:
    with hotline.office.store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=None, at=hotline.now)
        talks.begin_talk(session, call, putu, hotline.now)
    before = agent.get("/my-call/state").json
    assert "The page of this call" not in main(agent.get("/my-call").text)
    with hotline.office.store.transaction() as session:
        talks.connect_talk(session, call, hotline.now)
    assert "The page of this call" in main(agent.get("/my-call").text)
    assert agent.get("/my-call/state").json != before


def test_pausing_and_going_on(agent: Visitor, call: Call, putu: Person, pauses: Pauses) -> None:
    for _ in range(2):
        assert agent.post("/my-call/pause", call=call.id).location == "/my-call"
    page = main(agent.get("/my-call").text)
    assert "Not recorded since 15:00:00. Recording goes on by itself at 15:02:00." in page
    assert "Go on recording" in page
    for _ in range(2):
        assert agent.post("/my-call/resume", call=call.id).location == "/my-call"
    assert "This call is recorded." in agent.get("/my-call").text
    asked = [("pause", call.id, putu.id)] * 2 + [("resume", call.id, putu.id)] * 2
    assert pauses.asked == asked


def test_what_did_not_work_is_told(agent: Visitor, call: Call, pauses: Pauses) -> None:
    pauses.works = False
    failed = agent.post("/my-call/pause", call=call.id)
    assert failed.status_code == 409
    assert "could not be paused. Please ask the caller not to say the number" in main(failed.text)
    pauses.works = True
    agent.post("/my-call/pause", call=call.id)
    pauses.works = False
    failed = agent.post("/my-call/resume", call=call.id)
    assert "could not be resumed." in main(failed.text)


def test_a_button_of_a_call_that_is_over_changes_nothing(agent: Visitor, pauses: Pauses) -> None:
    pauses.works = False
    assert agent.post("/my-call/pause", call="long over").location == "/my-call"


@pytest.mark.parametrize(
    ("record", "consent", "said"),
    [
        (False, "ask", "This call is not recorded: the caller said no."),
        (False, "off", "This call is not recorded: the hotline records none."),
        (True, "ask", "The recording has not begun."),
    ],
)
def test_a_call_that_is_not_recorded(
    agent: Visitor,
    hotline: Hotline,
    putu: Person,
    app: Flask,
    record: bool,
    consent: str,
    said: str,
) -> None:
    talking(hotline, putu, record=record)
    object.__setattr__(app.extensions["desk"].office, "consent", consent)
    page = main(agent.get("/my-call").text)
    assert said in page
    assert "Pause" not in page


def test_the_page_can_ask_whether_something_is_new(
    agent: Visitor, hotline: Hotline, call: Call
) -> None:
    def version() -> str:
        state = json.loads(agent.get("/my-call/state").text)
        assert state["more"]
        return str(state["parts"]["call"]["version"])

    first = version()
    assert f'data-version="{first}"' in agent.get("/my-call").text
    assert isinstance(hotline.office.clock, StandingClock)
    hotline.office.clock.time += 5
    assert version() == first
    agent.post("/my-call/pause", call=call.id)
    paused = version()
    assert paused != first
    with hotline.office.store.transaction() as session:
        known = calls.by_id(session, call.id, lock=True)
        assert known
        talks.end_talk(session, known, "caller", hotline.now)
    assert version() == ""


def test_anothers_call_is_not_mine(app: Flask, hotline: Hotline, call: Call) -> None:
    hotline.person("Made", login="made")
    made = Visitor(app.test_client())
    made.sign_in("made")
    assert "Sari" not in made.get("/my-call").text


@pytest.mark.parametrize("path", ["/my-call", "/my-call/state"])
def test_the_page_is_for_those_who_talk(
    visitor: Visitor, administrator: Visitor, supervisor: Visitor, app: Flask, path: str
) -> None:
    assert Visitor(app.test_client()).get(path).location == "/sign-in"
    assert administrator.get(path).status_code == 403
    assert supervisor.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/my-call/pause", "/my-call/resume"])
def test_the_buttons_are_for_those_who_talk(
    visitor: Visitor, administrator: Visitor, call: Call, pauses: Pauses, path: str
) -> None:
    assert administrator.post(path, call=call.id).status_code == 403
    assert visitor.post(path, call=call.id).status_code == 401
    assert pauses.asked == []


def test_without_a_way_to_pause_there_is_no_button(agent: Visitor, call: Call, app: Flask) -> None:
    object.__setattr__(app.extensions["desk"].office, "pausing", None)
    assert "Pause for" not in agent.get("/my-call").text
    assert agent.post("/my-call/pause", call=call.id).status_code == 409
