"""Callbacks: a place is kept once, reached or given up once, and never promised twice."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records import callbacks, calls, customers, people, promises
from records.errors import AlreadyKnown, RecordsRefused
from records.models import Call, Promise
from records.session import Store
from tests.records.together import at_once

NUMBER = "+15555550100"
OTHER = "+15555550199"
AWAY = {"state": "away", "callback_number": NUMBER}


def waiting(session: Session, sid: str = "CA1", number: str | None = NUMBER) -> Call:
    """A caller in line since 10.0 who has said all there is to say."""
    call = calls.open_call(session, sid=sid, number=number, at=5.0)
    call.joined_at, call.climbed, call.bonus = 10.0, 2, 30.0
    call.language, call.name, call.honorific = "id", "Wayan", "Bapak"
    call.skill, call.level, call.reason = "billing", 3, "tagihan saya salah"
    return call


def put_away(
    session: Session, call: Call, number: str = NUMBER, due_at: float | None = None
) -> Call:
    return callbacks.put_away(
        session, call, number=number, at=100.0, due_at=due_at, conversation=AWAY
    )


@pytest.fixture
def pending(store: Store) -> Call:
    """A customer who is to be called back, made from the call CA1."""
    with store.transaction() as session:
        return put_away(session, waiting(session))


def again(session: Session, pending: Call) -> Call:
    found = calls.by_id(session, pending.id, lock=True)
    assert found is not None
    return found


def test_who_is_put_away_keeps_their_place_and_all_they_said(store: Store) -> None:
    with store.transaction() as session:
        customer = customers.remember(session, NUMBER, at=1.0)
        call = waiting(session)
        call.customer_id = customer.id
        pending = put_away(session, call)
    assert (call.outcome, call.ended_at) == ("callback", 100.0)
    assert (pending.joined_at, pending.climbed, pending.bonus) == (10.0, 2, 30.0)
    assert (pending.name, pending.honorific, pending.language) == ("Wayan", "Bapak", "id")
    assert (pending.skill, pending.level, pending.reason) == ("billing", 3, "tagihan saya salah")
    assert (pending.number, pending.customer_id) == (NUMBER, customer.id)
    assert (pending.callback_of, pending.state, pending.conversation) == (call.id, "away", AWAY)
    assert not calls.has_leg(pending)
    assert calls.has_leg(call)


def test_the_callback_is_promised_with_it(store: Store, pending: Call) -> None:
    with store.reading() as session:
        promise = promises.of_call(session, pending.id, "callback")
        assert promise is not None
        assert (promise.state, promise.number, promise.made_at) == ("open", NUMBER, 100.0)
        assert promise.due_at is None
        assert promises.of_call(session, pending.id, "supervisor") is None
        assert callbacks.pending(session) == calls.live(session)
        assert [call.id for call in callbacks.pending(session)] == [pending.id]


def test_putting_a_call_away_again_changes_nothing(store: Store) -> None:
    with store.transaction() as session:
        waiting(session)

    def accept(session: Session) -> str:
        call = calls.by_sid(session, "CA1")
        assert call is not None
        return put_away(session, call).id

    assert len(set(at_once(store, accept))) == 1
    with store.reading() as session:
        assert len(callbacks.pending(session)) == 1
        assert len(promises.open_all(session)) == 1


def test_a_number_is_owed_one_callback_however_many_ask_at_once(store: Store) -> None:
    """Those who are refused go on with their calls in the same transaction."""
    sids = iter(("CA1", "CA2", "CA3", "CA4"))

    def accept(session: Session) -> None:
        call = waiting(session, next(sids), number=None)
        call.rejoined = 7
        try:
            put_away(session, call)
        except AlreadyKnown:
            call.climbed += 1

    assert at_once(store, accept) == [None] * 4
    with store.reading() as session:
        assert len(promises.open_all(session)) == 1
        assert len(callbacks.pending(session)) == 1
        still_there = [call for call in calls.live(session) if calls.has_leg(call)]
        assert [(call.climbed, call.rejoined) for call in still_there] == [(3, 7)] * 3


def test_once_it_is_settled_another_callback_may_be_promised(store: Store, pending: Call) -> None:
    with store.transaction() as session:
        assert callbacks.give_up(session, again(session, pending), 200.0)
    with store.transaction() as session:
        put_away(session, waiting(session, "CA2"))
        assert session.scalar(select(func.count()).select_from(Promise)) == 2
        assert len(promises.open_all(session)) == 1


def test_what_cannot_be_called_back_is_refused(store: Store) -> None:
    with store.transaction() as session:
        call = waiting(session)
        with pytest.raises(RecordsRefused, match="a number"):
            put_away(session, call, number="anonymous")
        calls.close(session, call, "abandoned", 50.0)
        with pytest.raises(RecordsRefused, match="has ended"):
            put_away(session, call)
    with store.reading() as session:
        assert callbacks.pending(session) == []


def test_a_caller_who_never_joined_joins_by_being_put_away(store: Store) -> None:
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=NUMBER, at=5.0)
        assert put_away(session, call).joined_at == 100.0


def test_a_callback_stands_in_line_from_when_it_is_due(store: Store) -> None:
    with store.transaction() as session:
        later = put_away(session, waiting(session), due_at=500.0)
        calls.open_call(session, sid="CA2", number=None, at=20.0).joined_at = 20.0
    with store.reading() as session:
        assert [call.sid for call in calls.in_line(session, 499.0)] == ["CA2"]
        assert [call.sid for call in calls.in_line(session, 500.0)] == [later.sid, "CA2"]


def test_the_leg_that_was_answered_first_is_the_calls(store: Store, pending: Call) -> None:
    legs = iter(("CA7", "CA8", "CA9", "CA10"))

    def answered(session: Session) -> str | None:
        bound = callbacks.bind(session, pending.id, next(legs), 150.0)
        return bound.sid if bound else None

    found = [sid for sid in at_once(store, answered) if sid is not None]
    assert len(found) == 1
    with store.transaction() as session:
        bound = callbacks.bind(session, pending.id, str(found[0]), 151.0)
        assert bound is not None
        assert (bound.id, bound.sid) == (pending.id, found[0])
        assert calls.has_leg(bound)
        assert callbacks.pending(session) == []


def test_a_leg_for_nobody_is_bound_to_nothing(store: Store, pending: Call) -> None:
    with store.transaction() as session:
        calls.close(session, again(session, pending), "abandoned", 120.0)
    with store.transaction() as session:
        assert callbacks.bind(session, pending.id, "CA7", 150.0) is None
        assert callbacks.bind(session, "none", "CA7", 150.0) is None


def test_who_was_not_reached_waits_for_the_next_try(store: Store, pending: Call) -> None:
    with store.transaction() as session:
        agent = people.add(session, extension="11", name="Putu", at=0.0)
        call = again(session, pending)
        talk = calls.begin_talk(session, call, agent, 140.0)
        callbacks.bind(session, call.id, "CA7", 150.0)
        assert callbacks.away_again(session, call, 460.0, AWAY, 160.0)
    assert not calls.has_leg(call)
    assert (talk.ended_by, talk.ended_at) == ("system", 160.0)
    assert (call.due_at, call.joined_at, call.state) == (460.0, 10.0, "away")
    with store.reading() as session:
        promise = promises.of_call(session, call.id)
        assert promise is not None
        assert (promise.tries, promise.due_at, promise.state) == (1, 460.0, "open")
        assert calls.in_line(session, 459.0) == []
        assert [waits.id for waits in calls.in_line(session, 460.0)] == [call.id]


def test_who_cannot_be_reached_is_given_up_once(store: Store, pending: Call) -> None:
    results = at_once(
        store, lambda session: callbacks.give_up(session, again(session, pending), 200.0)
    )
    assert sorted(results, key=str) == [False, False, False, True]
    with store.transaction() as session:
        call = again(session, pending)
        promise = promises.of_call(session, call.id)
        assert promise is not None
        assert (call.outcome, promise.state, promise.done_at) == ("unreached", "missed", 200.0)
        assert not callbacks.away_again(session, call, 900.0, AWAY, 300.0)
        assert promise.tries == 0


@pytest.mark.parametrize(
    ("outcome", "answered_at", "state"),
    [("talked", 300.0, "kept"), ("abandoned", None, "cancelled")],
)
def test_a_promise_does_not_outlive_its_callback(
    store: Store, pending: Call, outcome: str, answered_at: float | None, state: str
) -> None:
    with store.transaction() as session:
        call = again(session, pending)
        call.answered_at = answered_at
        calls.close(session, call, outcome, 400.0)
    with store.reading() as session:
        promise = promises.of_call(session, call.id)
        assert promise is not None
        assert (promise.state, promise.done_at) == (state, 400.0)


def test_who_phones_in_again_has_their_place_in_that_call(store: Store, pending: Call) -> None:
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA2", number=NUMBER, at=200.0)
        found = promises.open_callback(session, NUMBER)
        assert found is not None
        promise, waits = found
        assert callbacks.take_place(session, waits, call, 200.0)
        assert promises.open_callback(session, NUMBER) is None
    assert (call.joined_at, call.climbed, call.bonus, call.skill) == (10.0, 2, 30.0, "billing")
    assert (call.name, call.honorific, call.reason) == ("Wayan", "Bapak", "tagihan saya salah")
    assert (waits.id, waits.outcome, waits.regained_by) == (pending.id, "regained", call.id)
    assert (promise.state, promise.done_at) == ("kept", 200.0)


def test_the_place_is_taken_by_one_of_two_calls(store: Store, pending: Call) -> None:
    sids = iter(("CA2", "CA3", "CA4", "CA5"))

    def phone(session: Session) -> bool:
        call = calls.open_call(session, sid=next(sids), number=NUMBER, at=200.0)
        found = promises.open_callback(session, NUMBER)
        return found is not None and callbacks.take_place(session, found[1], call, 200.0)

    assert sorted(at_once(store, phone), key=str) == [False, False, False, True]
    with store.reading() as session:
        joined = [call.joined_at for call in calls.live(session)]
    assert sorted(joined, key=str) == [10.0, None, None, None]


def test_who_picks_up_and_phones_in_at_once_is_on_one_line_only(
    store: Store, pending: Call
) -> None:
    with store.transaction() as session:
        callbacks.bind(session, pending.id, "CA7", 150.0)
        call = calls.open_call(session, sid="CA2", number=NUMBER, at=150.0)
        assert not callbacks.take_place(session, again(session, pending), call, 150.0)
        assert call.joined_at is None


def test_the_callback_is_found_by_the_number_phoned_from_too(store: Store) -> None:
    with store.transaction() as session:
        put_away(session, waiting(session), number=OTHER)
    with store.reading() as session:
        for number in (NUMBER, OTHER):
            assert promises.open_callback(session, number, lock=False) is not None
        assert promises.open_callback(session, "+15555550111", lock=False) is None
