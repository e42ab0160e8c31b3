"""What there is to read and to hear of calls, several at once."""

import pytest

from records import calls, customers, histories, people, recordings, talks, transcripts
from records.models import Call, Person
from records.session import Store


@pytest.fixture
def putu(store: Store) -> Person:
    with store.transaction() as session:
        return people.add(session, extension="11", name="Putu", at=0.0)


def opened(store: Store, sid: str) -> Call:
    with store.transaction() as session:
        known = customers.remember(session, "+15555550123", at=1.0, name="Sari")
        return calls.open_call(session, sid=sid, number=None, at=1.0, customer=known)


def test_calls_with_their_talks_recordings_and_transcripts(store: Store, putu: Person) -> None:
    one, other = opened(store, "CA1"), opened(store, "CA2")
    with store.transaction() as session:
        talks.begin_talk(session, one, putu, 2.0)
        talks.connect_talk(session, one, 3.0)
        recordings.expect(session, "RE2", one, "message", 9.0)
        recordings.expect(session, "RE0", one, "name", 1.0)
        transcripts.ask(session, recordings.expect(session, "RE1", one, "call", 3.0), "en", 9.0)
    with store.reading() as session:
        second, first = histories.of_calls(session, [other.id, "no call", one.id])
        alone = histories.of_call(session, one.id)
    assert (second.call.id, second.people, list(second.recordings)) == (other.id, [], [])
    assert first.people == [putu.id]
    assert [recording.sid for recording in first.recordings] == ["RE1", "RE2"]
    assert list(first.transcripts) == ["RE1"]
    assert first.call.customer
    assert first.call.customer.name == "Sari"
    assert alone
    assert alone.call.id == one.id


def test_there_may_be_no_such_call(store: Store) -> None:
    with store.reading() as session:
        assert histories.of_call(session, "no call") is None
        assert histories.of_calls(session, []) == []


def test_who_accepted_a_call_and_never_heard_it_did_not_talk(store: Store, putu: Person) -> None:
    call = opened(store, "CA1")
    with store.transaction() as session:
        talks.begin_talk(session, call, putu, 2.0)
    with store.reading() as session:
        history = histories.of_call(session, call.id)
    assert history
    assert history.people == []


def test_the_call_that_somebody_is_in(store: Store, putu: Person) -> None:
    call = opened(store, "CA1")
    with store.transaction() as session:
        talks.begin_talk(session, call, putu, 2.0)
        found = histories.talking(session, putu.id)
        assert found
        assert found[1].id == call.id
        talks.end_talk(session, call, "caller", 3.0)
        assert histories.talking(session, putu.id) is None
