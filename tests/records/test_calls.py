"""Calls: however often and in whatever order we are told, each thing happens once."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import calls, customers, people, talks
from records.models import Call, CallEvent, EndedBy, Person, Talk
from records.session import Store
from tests.records.together import at_once


@pytest.fixture
def agent(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


def opened(session: Session, sid: str, at: float = 1.0, joined: float | None = None) -> Call:
    call = calls.open_call(session, sid=sid, number=None, at=at)
    call.joined_at = joined
    return call


def test_opening_again_finds_the_first(store: Store) -> None:
    with store.transaction() as session:
        customer = customers.remember(session, "+15550100", at=5.0)
        first = calls.open_call(session, sid="CA1", number="+15550100", at=5.0, customer=customer)
    with store.transaction() as session:
        again = calls.open_call(session, sid="CA1", number=None, at=9.0)
        assert (again.id, again.started_at, again.customer_id) == (first.id, 5.0, customer.id)
        assert again.customer is not None
        assert again.customer.number == "+15550100"


def test_requests_that_race_to_open_a_call_open_one(store: Store) -> None:
    ids = at_once(store, lambda session: opened(session, "CA1").id)
    assert len(set(ids)) == 1


def test_requests_that_race_with_one_token_leave_one_event(store: Store) -> None:
    with store.transaction() as session:
        call = opened(session, "CA1")

    def turn(session: Session) -> CallEvent:
        return calls.note(session, call, "said", 2.0, token="t1")

    results = at_once(store, turn)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyKnown"] * 3 + [
        "CallEvent"
    ]


def test_turns_that_lock_the_call_answer_a_repeat_with_the_stored_reply(store: Store) -> None:
    with store.transaction() as session:
        opened(session, "CA1")

    def turn(session: Session) -> str:
        call = calls.by_sid(session, "CA1")
        assert call is not None
        known = calls.stored_reply(session, "CA1", "t1")
        if known is not None:
            return known
        call.climbed += 1
        event = calls.note(session, call, "said", 2.0, token="t1", data={"words": "halo"})
        event.reply = f"<Response>{call.climbed}</Response>"
        return event.reply

    assert set(at_once(store, turn)) == {"<Response>1</Response>"}
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(CallEvent)) == 1


def test_events_without_a_token_and_tokens_of_other_calls_do_not_collide(store: Store) -> None:
    with store.transaction() as session:
        one, two = opened(session, "CA1"), opened(session, "CA2")
        for call in (one, two):
            calls.note(session, call, "said", 2.0, token="t1", reply=call.sid)
            calls.note(session, call, "tick", 3.0)
            calls.note(session, call, "tick", 3.0)
    with store.reading() as session:
        assert calls.stored_reply(session, "CA2", "t1") == "CA2"
        assert calls.stored_reply(session, "CA2", "t2") is None
        assert calls.stored_reply(session, "CA3", "t1") is None


def test_a_conversation_comes_back_as_it_was_left(store: Store) -> None:
    left = {"state": "name", "tries": 2, "heard": ["Ni Luh", None], "sure": 0.5, "é": {"a": True}}
    with store.transaction() as session:
        call = opened(session, "CA1")
        call.conversation = left
    with store.reading() as session:
        found = calls.by_id(session, call.id)
        assert found is not None
        assert found.conversation == left
        assert calls.by_id(session, "none") is None
        assert calls.by_sid(session, "none", lock=False) is None


def test_locking_a_call_again_keeps_what_was_changed_and_sees_what_others_changed(
    store: Store,
) -> None:
    with store.reading() as old, store.transaction() as session:
        call = opened(session, "CA1")
        call.reason = "my kettle"
        assert calls.by_sid(session, "CA1") is call
        assert call.reason == "my kettle"
        assert calls.by_sid(old, "CA1", lock=False) is None
    with store.transaction() as session:
        call = session.merge(call, load=False)
        call_elsewhere(store, reason="my fridge")
        assert calls.by_sid(session, "CA1") is call
        assert call.reason == "my fridge"


def call_elsewhere(store: Store, reason: str) -> None:
    """In another process, as it were: with connections and a turn of its own."""
    elsewhere = Store(store._url.render_as_string(hide_password=False))
    with elsewhere.transaction() as session:
        call = calls.by_sid(session, "CA1")
        assert call is not None
        call.reason = reason
    elsewhere.close()


def test_times_keep_their_fractions(store: Store) -> None:
    with store.transaction() as session:
        opened(session, "CA1", at=1_790_000_000.123456)
    with store.reading() as session:
        found = calls.by_sid(session, "CA1", lock=False)
        assert found is not None
        assert found.started_at == 1_790_000_000.123456


def test_a_call_closes_once(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        call = opened(session, "CA1", joined=2.0)
        talk = calls.begin_talk(session, call, agent, 3.0)
        assert calls.close(session, call, "talked", 9.0)
    with store.transaction() as session:
        found = calls.by_sid(session, "CA1")
        assert found is not None
        assert not calls.close(session, found, "abandoned", 99.0)
        assert (found.outcome, found.ended_at) == ("talked", 9.0)
        ended = session.get(Talk, talk.id)
        assert ended is not None
        assert (ended.ended_by, ended.ended_at) == ("caller", 9.0)
        assert calls.live(session) == []


def test_a_talk_goes_from_offer_to_wrap_up_and_repeats_change_nothing(
    store: Store, agent: Person
) -> None:
    with store.transaction() as session:
        call = opened(session, "CA1", joined=2.0)
        talk = calls.begin_talk(session, call, agent, 5.0, offered_at=4.0, leg_sid="CA9")
        assert calls.begin_talk(session, call, agent, 6.0) is talk
        assert calls.wrap_up(session, agent, 6.5) is None
        for at in (7.0, 8.0):
            assert calls.connect_talk(session, call, at) is talk
        assert calls.end_talk(session, call, "agent", 20.0) is talk
        assert calls.end_talk(session, call, "caller", 21.0) is None
        assert calls.connect_talk(session, call, 22.0) is None
        assert calls.wrap_up(session, agent, 25.0) is talk
        assert calls.wrap_up(session, agent, 26.0) is None
    assert (talk.offered_at, talk.accepted_at, talk.connected_at) == (4.0, 5.0, 7.0)
    assert (talk.ended_at, talk.ended_by, talk.wrapped_at) == (20.0, "agent", 25.0)
    assert (talk.leg_sid, call.person_id, call.answered_at) == ("CA9", agent.id, 7.0)


def test_the_first_answer_stays_when_a_call_is_answered_again(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        other = people.add(session, extension="12", name="Made", at=0.0)
        call = opened(session, "CA1", joined=2.0)
        calls.begin_talk(session, call, agent, 5.0)
        calls.connect_talk(session, call, 6.0)
        calls.end_talk(session, call, "transfer", 30.0)
        second = calls.begin_talk(session, call, other, 40.0)
        assert calls.connect_talk(session, call, 41.0) is second
    assert (call.answered_at, call.person_id) == (6.0, other.id)


def test_the_newest_talk_of_a_call_and_of_a_leg_is_found(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        call = opened(session, "CA1")
        assert talks.latest_talk(session, call) is None
        first = calls.begin_talk(session, call, agent, 5.0, leg_sid="CA9")
        calls.end_talk(session, call, "lost", 6.0)
        second = calls.begin_talk(session, call, agent, 7.0, leg_sid="CA9")
        assert talks.latest_talk(session, call) is second
        assert talks.on_leg(session, "CA9") is second
        assert talks.on_leg(session, "CA8") is None
        assert talks.by_id(session, first.id) is first


def test_an_agent_talks_with_one_caller_only(store: Store, agent: Person) -> None:
    with store.transaction() as session:
        unheard = calls.begin_talk(session, opened(session, "CA1"), agent, 5.0)
        calls.begin_talk(session, opened(session, "CA2"), agent, 60.0)
    assert (unheard.ended_by, unheard.ended_at) == ("system", 60.0)


@pytest.mark.parametrize(
    ("ended_by", "waits"),
    [("lost", True), ("transfer", True), ("system", True), ("agent", False), ("caller", False)],
)
def test_who_waits_again_after_a_talk(
    store: Store, agent: Person, ended_by: EndedBy, *, waits: bool
) -> None:
    with store.transaction() as session:
        call = opened(session, "CA1", joined=2.0)
        assert calls.in_line(session, 99.0) == [call]
        calls.begin_talk(session, call, agent, 3.0)
        assert calls.in_line(session, 99.0) == []
        calls.end_talk(session, call, ended_by, 4.0)
        assert calls.in_line(session, 99.0) == ([call] if waits else [])


def test_the_line_is_in_order_of_arrival_and_of_those_who_joined_and_stayed(store: Store) -> None:
    with store.transaction() as session:
        opened(session, "CA1", at=1.0, joined=30.0)
        opened(session, "CA2", at=2.0, joined=10.0)
        opened(session, "CA3", at=3.0)
        calls.close(session, opened(session, "CA4", at=4.0, joined=5.0), "abandoned", 6.0)
    with store.reading() as session:
        assert [call.sid for call in calls.in_line(session, 99.0)] == ["CA2", "CA1"]
        assert [call.sid for call in calls.live(session)] == ["CA1", "CA2", "CA3"]
