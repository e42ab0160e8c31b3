"""The story of a call: everything that happened, in the order of time, for who may read it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.orm import Session

from desk.calls.dialogue import spoken
from records import calls, talks
from records.models import Call, Note, Person, Promise, Talk, Visit
from tests.desk.calls_to_read import Archive
from tests.desk.people_at_the_desk import Hotline, Visitor, main

REPLY = '<?xml version="1.0" encoding="UTF-8"?><Response>{}</Response>'
BEGAN = 3600.0  # seconds ago: 14:00:00


class Told:
    """Writes the story of a call, in seconds from its beginning."""

    def __init__(self, hotline: Hotline, call: Call) -> None:
        self.hotline = hotline
        self.call = call

    @contextmanager
    def writing(self) -> Iterator[tuple[Session, Call]]:
        with self.hotline.office.store.transaction() as session:
            call = calls.by_id(session, self.call.id, lock=True)
            assert call
            yield session, call

    def notes(self, after: float, kind: str, /, **data: object) -> None:
        at = self.call.started_at + after
        with self.writing() as (session, call):
            calls.note(session, call, kind, at, data=data)

    def menu(self, after: float, event: str, to: str, *, say: str = "", **data: object) -> None:
        at = self.call.started_at + after
        told = {"event": event, "to": to, **data}
        reply = REPLY.format(f"<Gather><Say>{say}</Say></Gather>") if say else REPLY.format("")
        with self.writing() as (session, call):
            calls.note(session, call, to, at, data=told, reply=reply)

    def changes(self, **values: object) -> None:
        """Something of its newest talk."""
        with self.writing() as (session, call):
            talk = talks.latest_talk(session, call)
            assert talk
            for name, value in values.items():
                setattr(talk, name, value)


@pytest.fixture
def call(archive: Archive, putu: Person) -> Call:
    """Sari joined the line after 10 s, was answered after 30 and hung up after 300."""
    return archive.call("Sari Dewi", putu, ago=BEGAN, honorific="Ibu")


@pytest.fixture
def told(hotline: Hotline, call: Call) -> Told:
    return Told(hotline, call)


def tale(visitor: Visitor, call: Call) -> str:
    page = visitor.get(f"/calls/{call.id}").text
    begin = page.index('id="tale"')
    return main(f"<main {page[begin : page.index('</section>', begin)]}")


def test_a_call_in_chapters(supervisor: Visitor, call: Call) -> None:
    story = tale(supervisor, call)
    assert "menu 0:10 in line 0:20 talk 4:30" in story
    assert "Arrival 14:00:00 · 0:10" in story
    assert "In line 14:00:10 · 0:20" in story
    assert "Talk with Putu 14:00:30 · 4:30" in story
    assert "14:00:30 The caller and Putu hear each other." in story
    assert "Afterwards 14:05:00 14:05:00 The caller hung up." in story


def test_what_was_said_and_heard_in_the_menu(supervisor: Visitor, told: Told) -> None:
    told.menu(0, "Incoming", "reason", say="What can we do for you?")
    told.menu(4, "Heard", "clarify", said="my bill is wrong", say="A bill, or a delivery?")
    told.menu(7, "Silence", "clarify", say="Press one for a bill.")
    told.menu(9, "Keyed", "joining", keys="1")
    story = tale(supervisor, told.call)
    assert "14:00:00 Hotline What can we do for you?" in story
    assert "14:00:04 Caller my bill is wrong 14:00:04 Hotline A bill, or a delivery?" in story
    assert "14:00:07 Caller said nothing 14:00:07 Hotline Press one for a bill." in story
    assert "14:00:09 Caller pressed 1 " in story


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("offered", {"agent": "Putu", "way": "ring"}, "Offered to Putu."),
        ("missed", {"agent": "Putu"}, "Putu did not answer."),
        ("expired", {"agent": "Putu"}, "Putu did not answer in time."),
        ("declined", {"agent": "Putu", "cause": "busy"}, "s telephone was busy."),
        ("asked", {"agent": "Putu"}, "Putu, who is on call, was rung."),
        ("accepted", {"agent": "Putu", "talk": 1}, "Putu took the call."),
        ("climbed", {"rung": 0, "act": "widen", "after": 5.0}, "Ladder after 0:05: wider search."),
        ("climbed", {"rung": 0}, "A rung of the ladder was climbed."),
        ("held", {"agent": "Putu", "why": "consult"}, "On hold: Putu asks a colleague."),
        ("held", {"agent": "Putu"}, "Putu put the caller on hold."),
        ("unheld", {"agent": "Putu", "seconds": 63.4}, "Off hold after 1:03."),
        ("muted", {"agent": "Putu"}, "Putu muted themself."),
        (
            "visit-asked",
            {"agent": "Putu", "purpose": "consult", "wanted": "skill billing"},
            "Putu asks somebody for bills for advice.",
        ),
        (
            "visit-asked",
            {"agent": "Putu", "purpose": "help", "wanted": "supervisor"},
            "Putu asks a supervisor for help.",
        ),
        (
            "visit-asked",
            {"agent": "Putu", "purpose": "transfer", "wanted": "person Made"},
            "Putu wants to pass the caller on to Made.",
        ),
        ("visit-taken", {"agent": "Made"}, "Made came."),
        ("visit-ended", {"outcome": "nobody"}, "Nobody came in time."),
        ("handed-over", {"from": "Putu", "to": "Made"}, "Putu passed the caller on to Made."),
        ("taken-over", {"from": "Putu", "to": "Made"}, "Made took the caller over from Putu."),
        ("passed-on", {"from": "Putu", "skill": "billing"}, "Putu passed the caller on: bills."),
        ("watched", {"by": "Made", "mode": "whisper"}, "Made could speak with the agent."),
        ("moved-up", {"by": "Made"}, "Made moved the caller up."),
        ("given", {"agent": "Putu", "by": "Made"}, "Made gave the caller to Putu."),
        (
            "callback-promised",
            {"agent": "Putu", "due": 1_800_086_400.0},
            "Putu promised to call back: 16 Jan 2027, 15:00.",
        ),
        ("supervisor-wanted", {}, "A supervisor is wanted."),
        ("moved-up", {}, "somebody moved the caller up."),  # what a forgotten call keeps
    ],
)
def test_each_thing_that_happens_is_told(
    supervisor: Visitor,
    told: Told,
    hotline: Hotline,
    putu: Person,
    kind: str,
    data: dict[str, object],
    words: str,
) -> None:
    ids = {"Putu": putu.id, "Made": hotline.person("Made").id}
    known = {
        name: f"person {ids['Made']}" if value == "person Made" else ids.get(str(value), value)
        for name, value in data.items()
    }
    told.notes(60, kind, **known)
    assert re.search(rf"14:01:00 .*?{re.escape(words)}", tale(supervisor, told.call))


def test_what_nobody_knows_is_not_told(supervisor: Visitor, told: Told) -> None:
    before = tale(supervisor, told.call)
    told.notes(60, "something-new", agent=7)
    told.notes(61, "visit-ended", outcome="strange")
    assert tale(supervisor, told.call) == before


def test_time_on_hold_is_no_talk(supervisor: Visitor, told: Told) -> None:
    told.notes(60, "held", why="hold")
    told.notes(100, "unheld", seconds=40.0)
    assert "talk 3:50 on hold 0:40" in tale(supervisor, told.call)


def test_a_call_that_goes_on(supervisor: Visitor, hotline: Hotline, putu: Person) -> None:
    call_id, _ = hotline.phones("Sari", waited=75)
    with hotline.office.store.reading() as session:
        call = calls.by_id(session, call_id)
        assert call
        assert "In line 14:58:45 · goes on" in tale(supervisor, call)
        assert "in line 1:15" in tale(supervisor, call)


def test_a_caller_who_is_back_in_line(
    supervisor: Visitor, archive: Archive, hotline: Hotline, told: Told
) -> None:
    archive.passed_on(told.call, hotline.person("Made"))  # after 290 s, taken after 310
    story = tale(supervisor, told.call)
    assert "Back in line 14:04:50" in story
    assert "14:04:50 Putu" in story


def test_notes_stand_where_they_were_written(supervisor: Visitor, told: Told, putu: Person) -> None:
    with told.writing() as (session, call):
        text = "Charged twice.\nHas bank statements."
        at = call.started_at + 320
        session.add(Note(call_id=call.id, person_id=putu.id, text=text, version=2, written_at=at))
    told.changes(wrapped_at=told.call.started_at + 330, outcome="solved")
    story = tale(supervisor, told.call)
    assert "14:05:20 Notes of Putu: Charged twice. Has bank statements." in story
    assert "14:05:30 Putu finished the notes: solved." in story
    assert "notes 0:30" in story


def test_what_a_colleague_was_told(supervisor: Visitor, told: Told, putu: Person) -> None:
    with told.writing() as (session, call):
        talk = talks.latest_talk(session, call)
        assert talk
        session.add(_visit(call, talk, putu))
    assert "Putu to the colleague: May I refund?" in tale(supervisor, told.call)


def _visit(call: Call, talk: Talk, asked_by: Person) -> Visit:
    return Visit(
        purpose="consult",
        mode="join",
        call_id=call.id,
        talk_id=talk.id,
        asked_by=asked_by.id,
        language="en",
        note="May I refund?",
        asked_at=call.started_at + 60,
    )


def test_recordings_lead_to_their_text(supervisor: Visitor, archive: Archive, told: Told) -> None:
    sid = archive.recorded(told.call)
    page = supervisor.get(f"/calls/{told.call.id}").text
    assert f'<a href="#track-{sid}">Recording begins</a>' in page


def test_a_promise_that_was_missed(supervisor: Visitor, told: Told) -> None:
    with told.writing() as (session, call):
        at = call.started_at
        promise = Promise(
            kind="supervisor", call_id=call.id, made_at=at, state="missed", done_at=at + 600
        )
        session.add(promise)
    assert "14:10:00 A promise was missed." in tale(supervisor, told.call)


def test_calls_that_go_on_from_each_other_are_linked(
    supervisor: Visitor, agent: Visitor, archive: Archive, told: Told, putu: Person
) -> None:
    later = archive.call("Sari Dewi", putu, ago=600)
    with told.writing() as (_, call):
        call.regained_by = later.id
    first, second = (supervisor.get(f"/calls/{one.id}").text for one in (told.call, later))
    assert f'<a href="/calls/{later.id}">went on at 15 Jan 2027, 14:50' in first
    assert f'<a href="/calls/{told.call.id}">' in second
    assert "goes on from 15 Jan 2027, 14:00" in second
    assert "goes on from" not in agent.get(f"/calls/{later.id}").text


# What a reader may see


def test_long_numbers_are_left_out(supervisor: Visitor, told: Told) -> None:
    told.menu(1, "Heard", "name", said="card 4111 1111 1111 1111 and call 0812-5550-1234 at 9 30")
    told.menu(2, "Keyed", "name", keys="4111111111111111", say="Your number is 0, 8, 1, 2, 5, 5")
    story = tale(supervisor, told.call)
    assert "Caller card […] and call […] at 9 30" in story
    assert "pressed […]" in story
    assert "Hotline Your number is […]" in story
    assert "4111" not in story


def test_an_administrator_reads_the_story_without_names(
    administrator: Visitor, told: Told, putu: Person
) -> None:
    told.menu(0, "Incoming", "name", say="With whom do I speak?")
    told.menu(1, "Heard", "name-confirm", **{"from": "name"}, said="sarah bewi", say="Sarah Bewi?")
    told.menu(2, "Heard", "reason", **{"from": "name-confirm"}, said="no it is sari dewi")
    told.menu(3, "Heard", "joining", **{"from": "reason"}, said="sari has a wrong bill", say="Hi")
    with told.writing() as (session, call):
        call.reason = "sari has a wrong bill"
        session.add(
            Note(call_id=call.id, person_id=putu.id, text="secret", version=1, written_at=1.8e9)
        )
    page = administrator.get(f"/calls/{told.call.id}").text
    assert not re.search("sari|sarah|bewi|dewi|secret", page, re.IGNORECASE)
    story = tale(administrator, told.call)
    assert "Caller […] has a wrong bill" in story
    assert "Notes of Putu: not for your role" in story


def test_words_are_only_text(supervisor: Visitor, told: Told) -> None:
    told.menu(1, "Heard", "reason", said="<script>alert(1)</script>", say="&lt;b&gt;hm&lt;/b&gt;")
    page = supervisor.get(f"/calls/{told.call.id}").text
    assert "<script>alert" not in page
    assert "<b>hm" not in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (None, ""),
        ("", ""),
        ("consult", ""),
        ("<?xml version='1.0'?><Response><Say>one", ""),
        (
            REPLY.format("<Say>one</Say><Gather><Say>two <b>three</b></Say></Gather>"),
            "one two three",
        ),
        (REPLY.format("<Play>/hold.wav</Play>"), ""),
    ],
)
def test_the_words_of_a_document(reply: str | None, words: str) -> None:
    assert spoken(reply) == words


def test_the_page_learns_of_more(supervisor: Visitor, hotline: Hotline, putu: Person) -> None:
    call_id, _ = hotline.phones("Sari", waited=75)
    with hotline.office.store.reading() as session:
        call = calls.by_id(session, call_id)
        assert call
    told = Told(hotline, call)

    def version() -> str:
        state = supervisor.get(f"/calls/{call_id}/state").json
        assert state
        return str(state["parts"]["tale"]["version"])

    before = version()
    assert f'id="tale" data-version="{before}"' in supervisor.get(f"/calls/{call_id}").text
    assert version() == before
    told.notes(60, "offered", agent=putu.id)
    assert version() != before


def test_a_story_in_indonesian(supervisor: Visitor, told: Told, putu: Person) -> None:
    told.notes(20, "offered", agent=putu.id)
    supervisor.post("/language", language="id", back="/calls")
    story = tale(supervisor, told.call)
    assert "14.00.20 Ditawarkan kepada Putu." in story
    assert "Percakapan dengan Putu" in story
