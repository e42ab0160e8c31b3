"""Lines against their targets, estimates, visits and the last hours, as the live board has them."""

import pytest

from queueing.model import Need, Pace
from records import calls, moments, people
from records.models import Person, Visit
from tests.desk.people_at_the_desk import AFTERNOON, Hotline, Visitor
from tests.desk.test_desk_board import board

MINUTE = int(AFTERNOON // 60)


def knows_billing(hotline: Hotline, name: str) -> Person:
    person = hotline.person(name)
    with hotline.office.store.transaction() as session:
        known = people.by_id(session, person.id)
        assert known
        known.skills = {"billing": 3}
    hotline.ready(person)
    return person


def talks(hotline: Hotline, person: Person, name: str) -> tuple[str, int]:
    """The person's talk with a new caller: the call and the talk."""
    call_id, offer = hotline.phones(name)
    assert offer
    assert offer.agent == str(person.id)
    hotline.office.board.accept(call_id, offer.agent, offer.token, hotline.now)
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        known = people.by_id(session, person.id)
        assert call
        assert known
        talk = calls.begin_talk(session, call, known, hotline.now)
        calls.connect_talk(session, call, hotline.now)
        session.flush()
        return call_id, talk.id


def test_a_line_without_anybody_in_it(hotline: Hotline, supervisor: Visitor) -> None:
    assert "target 0:20 0 of 0 no agent" in board(supervisor, "lines")
    putu = knows_billing(hotline, "Putu")
    assert "target 0:20 1 of 1 ready" in board(supervisor, "lines")
    talks(hotline, putu, "Sari")
    assert "0 of 1 all busy" in board(supervisor, "lines")


@pytest.mark.parametrize(("waited", "word"), [(20, "in time"), (21, "1 late")])
def test_a_line_is_late_past_its_target(
    hotline: Hotline, supervisor: Visitor, waited: int, word: str
) -> None:
    talks(hotline, knows_billing(hotline, "Putu"), "Made")
    hotline.phones("Sari", waited=waited)
    shown = board(supervisor, "lines")
    assert f"bills 1 waits 0:{waited} target 0:20 0 of 1 {word}" in shown


def test_a_line_that_nobody_serves_says_so(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.phones("Sari", waited=2)
    assert "0 of 0 nobody to help" in board(supervisor, "lines")


def test_who_asked_for_no_skill_stands_in_a_line_of_their_own(
    hotline: Hotline, supervisor: Visitor
) -> None:
    assert "anybody" not in board(supervisor, "lines")
    hotline.office.board.join("call", Need("en"), hotline.now - 5, hotline.now)
    assert "anybody 1 waits 0:05" in board(supervisor, "lines")


def test_those_who_wait_have_an_estimate(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.office.board.learn({"any": Pace(180)})
    talks(hotline, knows_billing(hotline, "Putu"), "Made")
    for waited in (50, 40, 30, 20, 10):
        hotline.phones("Sari", waited=waited)
    waiting = board(supervisor, "waiting")
    for waited, minutes in ((50, 3), (40, 6), (30, 9), (20, 10), (10, 15)):
        assert f"0:{waited} ~{minutes} min more" in waiting


def test_what_nobody_can_know_is_not_told(hotline: Hotline, supervisor: Visitor) -> None:
    hotline.phones("Sari")
    assert "min more" not in board(supervisor, "waiting")


def test_an_agent_shows_skills_hold_and_muting(hotline: Hotline, supervisor: Visitor) -> None:
    putu = knows_billing(hotline, "Putu")
    assert "free 0:00 bills 3" in board(supervisor, "agents")
    call_id, _ = talks(hotline, putu, "Sari")
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        talk = calls.connect_talk(session, call, hotline.now)
        assert talk
        talk.held_at, talk.muted = hotline.now - 65, True
    assert "talking 0:00 on hold 1:05 muted Sari bills" in board(supervisor, "agents")


def test_who_asks_for_help_is_seen(hotline: Hotline, supervisor: Visitor) -> None:
    putu = knows_billing(hotline, "Putu")
    call_id, talk_id = talks(hotline, putu, "Sari")
    visit = Visit(
        purpose="help",
        mode="join",
        call_id=call_id,
        talk_id=talk_id,
        asked_by=putu.id,
        supervisor=True,
        language="en",
        asked_at=hotline.now - 7,
    )
    with hotline.office.store.transaction() as session:
        session.add(visit)
    hotline.office.board.join(visit.id, Need("en", supervisor=True), hotline.now, hotline.now)
    visits = board(supervisor, "visits")
    assert "help wanted Putu asks for a supervisor 0:07 Caller: Sari" in visits
    assert "help wanted" in board(supervisor, "agents")
    assert "Nobody is waiting." in board(supervisor, "waiting")


def test_what_the_ladder_did_is_told(hotline: Hotline, supervisor: Visitor) -> None:
    assert "Nothing in the last hour." in board(supervisor, "ladder")
    call_id, _ = hotline.phones("Sari", waited=30)
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, call_id, lock=True)
        assert call
        for after, act in ((5.0, "widen"), (20.0, "raise")):
            calls.note(session, call, "climbed", hotline.now, data={"act": act, "after": after})
        calls.note(session, call, "climbed", hotline.now - 4000, data={"act": "tell", "after": 1.0})
    ladder = board(supervisor, "ladder")
    assert "15:00 moved up Sari , bills, after 0:20 15:00 wider search Sari , bills" in ladder
    assert "told the truth" not in ladder


def test_the_last_hours_are_plotted(hotline: Hotline, supervisor: Visitor) -> None:
    assert "Nothing to plot yet." in board(supervisor, "hours")
    with hotline.office.store.transaction() as session:
        moments.note(session, MINUTE - 1, waiting=7, agents=3, talking=2, free=0)
        moments.note(session, MINUTE, waiting=4, agents=3, talking=3, free=0)
        moments.note(session, MINUTE - 300, waiting=99, agents=9, talking=3, free=0)
    hotline.talked(hotline.person("Putu"), AFTERNOON - 600, 5)
    hours = board(supervisor, "hours")
    assert "The last hours 11:00 to 15:00" in hours
    assert "Waiting 4 at most 7" in hours
    assert "Agents 3 at most 3" in hours
    assert "Level of service 100% at least 100%" in hours


def test_until_the_minute_that_has_begun_is_on_record_the_last_one_is_now(
    hotline: Hotline, supervisor: Visitor
) -> None:
    with hotline.office.store.transaction() as session:
        moments.note(session, MINUTE - 1, waiting=7, agents=3, talking=2, free=0)
    assert "Waiting 7 at most 7" in board(supervisor, "hours")


def test_those_on_call_are_named(hotline: Hotline, supervisor: Visitor) -> None:
    assert board(supervisor, "on-call") == ""
    with hotline.office.store.transaction() as session:
        ratna = people.OnCall(1, "Ratna", "+15555550001", ["en"], manager=True)
        people.sync_on_call(session, [ratna], hotline.now)
    assert board(supervisor, "on-call") == "On call Ratna manager"


def test_the_wall_names_no_customer(hotline: Hotline, supervisor: Visitor) -> None:
    knows_billing(hotline, "Putu")
    hotline.phones("Sari", waited=30)
    hotline.phones("Made", waited=30)
    page = supervisor.get("/wall").text
    assert "Sari" not in page
    assert "Made" not in page
    assert "Waiting now 2 2 late" in board(supervisor, "wall-now", "/wall")
    assert "bills 2 0:30 2 late" in board(supervisor, "wall-lines", "/wall")
    assert "1 ringing" in board(supervisor, "wall-agents", "/wall")
