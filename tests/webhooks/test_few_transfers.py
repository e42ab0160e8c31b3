"""The second transfer on a call needs a supervisor; a third is impossible."""

import pytest

from records import calls, transfers
from records.models import VisitPurpose
from tests.webhooks.phone_side import Hotline, Phone
from tests.webhooks.visits_side import NOTE, Room
from webhooks.company import Wish
from webhooks.switchboard import Callbacks, Rules

BLIND = Rules(callbacks=Callbacks(enabled=False), blind_transfers=True)


@pytest.fixture
def room(hotline: Hotline) -> Room:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    return Room(hotline, agent, caller)


def made(room: Room, times: int) -> None:
    """The caller was passed on so often before."""
    with room.hotline.house.store.transaction() as session:
        call = calls.by_id(session, room.call)
        assert call is not None
        for _ in range(times):
            calls.note(session, call, transfers.WARM, room.hotline.clock.now())


def count(room: Room) -> int:
    with room.hotline.house.store.reading() as session:
        call = calls.by_id(session, room.call)
        assert call is not None
        return transfers.of_call(session, call)


def promote(room: Room) -> None:
    """Who has the caller is a supervisor."""
    with room.hotline.house.store.transaction() as session:
        session.merge(room.hotline.staff()).role = "supervisor"


def test_a_second_transfer_goes_to_a_supervisor_whoever_was_wanted(room: Room) -> None:
    room.visited_by("9002")
    assert room.desk.hand_over(room.visit.id, room.id()) is None
    assert count(room) == 1
    room.joined_by("9003")
    boss = room.joined_by("9009", role="supervisor")
    room.hotline.clock.passes(5)
    wanted = Wish(person_id=room.id("9003"))
    for _ in range(2):
        assert room.desk.ask(room.call, room.id("9002"), "transfer", wanted, NOTE) is None
    visit = room.visit
    assert (visit.supervisor, visit.wanted_id) == (True, None)
    assert visit.note == f"For Agent 9003: {NOTE}"
    room.hotline.run()
    whisper = room.hotline.fetched(boss)
    assert "For Agent 9003" in whisper.said
    assert boss.goes(whisper.redirect).conference == room.call
    assert room.desk.hand_over(visit.id, room.id("9002")) is None
    assert room.talks[-1].person_id == room.id("9009")
    assert count(room) == 2


def test_a_supervisor_who_was_asked_for_by_name_is_the_one_who_comes(room: Room) -> None:
    room.joined_by("9009", role="supervisor")
    made(room, 1)
    assert room.asks("9009") is None
    assert room.visit.wanted_id == room.id("9009")
    assert room.visit.note == NOTE


def test_a_supervisor_may_pass_the_caller_on_once_more_and_then_no_more(room: Room) -> None:
    promote(room)
    room.joined_by("9002")
    made(room, 1)
    assert room.asks("9002") is None
    assert room.visit.wanted_id == room.id("9002")
    room.desk.send_away(room.visit.id, room.id())
    made(room, 1)
    assert room.asks("9002") == "last"


def test_instead_of_a_third_transfer_the_supervisor_takes_the_caller(room: Room) -> None:
    boss = room.joined_by("9009", role="supervisor")
    made(room, 2)
    room.hotline.clock.passes(5)
    assert room.asks(wish=Wish(skill="repair")) is None
    assert room.visit.note == f"For repairs: {NOTE}"
    room.comes(boss)
    assert room.desk.hand_over(room.visit.id, room.id()) is None
    assert room.talks[-1].person_id == room.id("9009")
    assert count(room) == 2
    assert [kind for kind, _ in room.story("taken-over")] == ["taken-over"]


def test_where_no_supervisor_is_there_the_caller_waits_for_one_who_is_on_call(room: Room) -> None:
    room.joined_by("9002")
    made(room, 1)
    for _ in range(2):
        assert room.asks("9002") is None
    with room.hotline.house.store.reading() as session:
        call = calls.by_id(session, room.call)
        assert call is not None
        assert call.wants_supervisor
    assert [kind for kind, _ in room.story("passed-on")] == ["passed-on"]


@pytest.mark.parametrize("purpose", ["consult", "help"])
def test_who_was_asked_for_a_word_is_no_way_around_a_supervisor(
    room: Room, purpose: VisitPurpose
) -> None:
    room.visited_by("9002", purpose)
    room.joined_by("9009", role="supervisor")
    made(room, 1)
    room.hotline.clock.passes(5)
    visit = room.visit.id
    for _ in range(2):
        assert room.desk.hand_over(visit, room.id()) is None
    assert room.talks[-1].person_id == room.id(), "the caller stays until the supervisor is there"
    assert room.on_hold()
    asked = room.visit
    assert (asked.purpose, asked.supervisor) == ("transfer", True)
    assert asked.note == f"For Agent 9002: {NOTE}"


def test_who_leaves_a_caller_to_a_colleague_leaves_them_to_a_supervisor(room: Room) -> None:
    room.visited_by("9002", "consult")
    room.desk.together(room.visit.id, room.id())
    made(room, 1)
    assert room.hotline.visiting.holding.unhold(room.call, room.id()) is None
    room.agent.leaves_conference()
    room.agent.is_silent()
    assert room.hotline.call(room.caller).wants_supervisor
    assert room.talks[-1].ended_by == "transfer"


@pytest.mark.parametrize("rules", [BLIND])
def test_blind_transfers_are_bound_by_the_same(room: Room) -> None:
    room.joined_by("9002")
    room.joined_by("9009", role="supervisor")
    made(room, 1)
    assert room.desk.pass_on(room.call, room.id(), Wish(skill="repair"), NOTE) is None
    call = room.hotline.call(room.caller)
    assert (call.wants_supervisor, call.skill) == (True, None)
    assert count(room) == 2


@pytest.mark.parametrize("rules", [BLIND])
def test_blind_or_not_a_third_transfer_is_impossible(room: Room) -> None:
    room.joined_by("9009", role="supervisor")
    made(room, 2)
    assert room.desk.pass_on(room.call, room.id(), Wish(skill="repair"), NOTE) is None
    assert room.hotline.call(room.caller).wants_supervisor
    assert count(room) == 2


# By the keys of a telephone


def passes_on(agent: Phone, key: str) -> str:
    assert "pass the caller on" in agent.leaves_conference().said
    return agent.presses(key).said


def test_by_key_too_a_second_transfer_goes_to_a_supervisor(room: Room) -> None:
    made(room, 1)
    assert "a supervisor takes them" in passes_on(room.agent, "2")
    call = room.hotline.call(room.caller)
    assert (call.wants_supervisor, call.skill) == (True, None)


def test_by_key_too_a_supervisor_keeps_who_was_passed_on_twice(room: Room) -> None:
    promote(room)
    made(room, 2)
    assert "stay with you" in passes_on(room.agent, "2")
    assert room.agent.document.conference == room.call
    assert room.talks[-1].ended_at is None
