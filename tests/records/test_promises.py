"""Promises and places: made once, settled once, and found when they are due."""

import pytest
from sqlalchemy.orm import Session

from records import calls, people, promises
from records.models import Call, Promise
from records.session import Store
from tests.records.together import at_once

NUMBER = "+15555550100"


@pytest.fixture
def call(store: Store) -> Call:
    with store.transaction() as session:
        return calls.open_call(session, sid="CA1", number=NUMBER, at=1.0)


def locked(session: Session, sid: str = "CA1") -> Call:
    found = calls.by_sid(session, sid)
    assert found is not None
    return found


def promised(session: Session, due_at: float | None = 60.0, sid: str = "CA1") -> Promise:
    return promises.make(session, "supervisor", locked(session, sid), due_at=due_at, at=2.0)


def test_a_promise_is_made_once_per_call_and_kind(store: Store, call: Call) -> None:
    with store.transaction() as session:
        person = people.add(session, extension="11", name="Ibu Rina", at=0.0)
        first = promises.make(
            session, "supervisor", locked(session), due_at=60.0, at=2.0, name="Rina", person=person
        )
    ids = at_once(store, lambda session: promised(session, due_at=99.0).id)
    assert set(ids) == {first.id}
    with store.reading() as session:
        found = promises.by_id(session, first.id)
        assert found is not None
        assert (found.due_at, found.name, found.person_id) == (60.0, "Rina", person.id)


def test_requests_that_race_to_promise_make_one_promise(store: Store, call: Call) -> None:
    assert len(set(at_once(store, lambda session: promised(session).id))) == 1


def test_a_promise_is_settled_once(store: Store, call: Call) -> None:
    with store.transaction() as session:
        made = promised(session)

    def settle(session: Session) -> bool:
        promise = promises.by_id(session, made.id)
        assert promise is not None
        return promises.settle(session, promise, "kept", 30.0)

    assert sorted(at_once(store, settle), key=str) == [False, False, False, True]
    with store.transaction() as session:
        promise = promises.by_id(session, made.id, lock=True)
        assert promise is not None
        assert not promises.settle(session, promise, "missed", 40.0)
        assert (promise.state, promise.done_at) == ("kept", 30.0)
        assert promises.open_all(session) == []
        assert promised(session).id != made.id


def test_settling_keeps_what_was_changed_before(store: Store, call: Call) -> None:
    with store.transaction() as session:
        promise = promised(session)
        promise.climbed = 2
        assert promises.settle(session, promise, "missed", 30.0)
        assert promise.climbed == 2


def test_promises_fall_due_in_order_of_their_times(store: Store, call: Call) -> None:
    with store.transaction() as session:
        for sid in ("CA2", "CA3", "CA4"):
            calls.open_call(session, sid=sid, number=None, at=1.0)
        late, early = promised(session, 60.0), promised(session, 50.0, "CA2")
        promised(session, 61.0, "CA3")
        promised(session, None, "CA4")
        assert promises.due(session, 60.0) == [early, late]
        promises.settle(session, early, "kept", 55.0)
        assert promises.due(session, 60.0) == [late]
        assert len(promises.open_all(session)) == 3


def lost(session: Session, sid: str, at: float, outcome: str = "abandoned") -> Call:
    """A call that ended at `at`, while its caller was in line since 10.0."""
    call = calls.open_call(session, sid=sid, number=NUMBER, at=1.0)
    call.joined_at, call.climbed, call.skill, call.name = 10.0, 1, "billing", "Wayan"
    calls.close(session, call, outcome, at)
    return call


@pytest.mark.parametrize("outcome", ["abandoned", "cut"])
def test_a_caller_who_was_cut_off_has_their_place_back_once(store: Store, outcome: str) -> None:
    with store.transaction() as session:
        lost(session, "CA1", 50.0, outcome)
    sids = iter(("CA2", "CA3", "CA4", "CA5"))

    def phone(session: Session) -> float | None:
        call = calls.open_call(session, sid=next(sids), number=NUMBER, at=60.0)
        earlier = calls.dropped(session, NUMBER, 40.0)
        if earlier is not None:
            calls.regain(earlier, call)
        return call.joined_at

    assert sorted(at_once(store, phone), key=str) == [10.0, None, None, None]
    with store.reading() as session:
        (regained,) = (call for call in calls.live(session) if call.joined_at)
        earlier = calls.by_sid(session, "CA1", lock=False)
        assert earlier is not None
        assert (regained.climbed, regained.skill, regained.name) == (1, "billing", "Wayan")
        assert earlier.regained_by == regained.id


def test_only_the_last_call_counts_and_only_for_so_long(store: Store) -> None:
    with store.transaction() as session:
        lost(session, "CA1", 50.0)
        assert calls.dropped(session, NUMBER, 50.0) is not None
        assert calls.dropped(session, NUMBER, 50.1) is None
        assert calls.dropped(session, "+15555550111", 0.0) is None
        lost(session, "CA2", 60.0, "talked")
        assert calls.dropped(session, NUMBER, 0.0) is None


def test_who_never_joined_has_no_place_to_take(store: Store) -> None:
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=NUMBER, at=1.0)
        calls.close(session, call, "abandoned", 50.0)
        assert calls.dropped(session, NUMBER, 0.0) is None


def test_repeat_contacts_are_counted_once_each(store: Store) -> None:
    with store.transaction() as session:
        lost(session, "CA1", 50.0, "talked")
        lost(session, "CA2", 60.0, "callback")  # goes on as another call
        earlier = lost(session, "CA3", 70.0)
        call = lost(session, "CA4", 80.0)
        assert calls.contacts(session, NUMBER, 0.0) == 3
        calls.regain(earlier, call)
        calls.open_call(session, sid="CA5", number=NUMBER, at=90.0)
        assert calls.contacts(session, NUMBER, 0.0) == 2
        assert calls.contacts(session, NUMBER, 60.0) == 1
        assert calls.contacts(session, "+15555550111", 0.0) == 0


def test_the_time_talked_is_that_of_talks_that_are_over(store: Store, call: Call) -> None:
    with store.transaction() as session:
        found = locked(session)
        agent = people.add(session, extension="11", name="Putu", at=0.0)
        assert calls.talked(session, found) == 0.0
        calls.begin_talk(session, found, agent, 10.0)
        calls.end_talk(session, found, "transfer", 25.0)
        calls.begin_talk(session, found, agent, 40.0)
        assert calls.talked(session, found) == 15.0
        calls.end_talk(session, found, "lost", 45.0)
        assert calls.talked(session, found) == 20.0
