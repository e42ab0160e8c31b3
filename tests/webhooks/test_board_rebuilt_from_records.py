"""The board was emptied in mid-day: the clock puts it together again from the records."""

from ivr.call import State
from queueing.model import AgentState, CallState
from records import calls, people, talks
from records.models import Call, Person
from records.session import Store
from webhooks import mend
from webhooks.switchboard import Switchboard

ANSWERED_AFTER = 20.0


def sari(house: Switchboard) -> Person:
    with house.store.transaction() as session:
        now, skills = house.clock.now(), {"billing": 4}
        person = people.add(
            session, extension="1001", name="Sari", at=now, languages=("en",), skills=skills
        )
        people.set_status(session, person, "ready", now)
        people.open_leg(session, "CA-sari", person, "standby", now)
    return person


def caller(store: Store, sid: str, joined: float, agent: Person | None = None) -> Call:
    with store.transaction() as session:
        call = calls.open_call(session, sid=sid, number="+15550142", at=joined)
        call.language, call.skill, call.level = "en", "billing", 3
        call.joined_at, call.climbed = joined, 1
        call.state = (State.TALKING if agent else State.HOLDING).value
        if agent:
            talks.begin_talk(session, call, agent, joined + ANSWERED_AFTER, leg_sid="CA-sari")
    return call


def test_talks_go_on_and_callers_wait_in_order(house: Switchboard) -> None:
    now, agent = house.clock.now(), sari(house)
    talking = caller(house.store, "CA-1", now - 90, agent)
    second = caller(house.store, "CA-3", now - 40)
    first = caller(house.store, "CA-2", now - 60)

    mend.agree(house, patience=4)

    board = house.board.snapshot()
    assert [(entry.call, entry.state) for entry in board.calls] == [
        (talking.id, CallState.TALKING),
        (first.id, CallState.WAITING),
        (second.id, CallState.WAITING),
    ]
    assert [house.board.position(call.id) for call in (first, second)] == [1, 2]
    assert {entry.climbed for entry in board.calls} == {1}
    (person,) = board.agents
    assert (person.agent, person.state, person.call) == (
        str(agent.id),
        AgentState.TALKING,
        talking.id,
    )
    assert person.since == now - 90 + ANSWERED_AFTER
    mend.agree(house, patience=4)
    assert house.board.snapshot() == board


def test_an_agent_who_chose_a_break_in_the_talk_has_it_afterwards(house: Switchboard) -> None:
    agent = sari(house)
    talking = caller(house.store, "CA-1", house.clock.now() - 90, agent)
    with house.store.transaction() as session:
        person = people.by_id(session, agent.id)
        assert person
        people.set_status(session, person, "break", house.clock.now())
    mend.agree(house, patience=4)
    house.board.leave(talking.id, house.clock.now())
    assert house.board.agents() == []
