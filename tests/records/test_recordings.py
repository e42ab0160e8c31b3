"""Recordings: expected, completed, fetched, in whatever order Twilio says so."""

import pytest

from records import calls, recordings
from records.models import Call
from records.session import Store


@pytest.fixture
def call(store: Store) -> Call:
    with store.transaction() as session:
        return calls.open_call(session, sid="CA1", number=None, at=1.0)


def test_a_recording_is_expected_completed_and_fetched(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recordings.expect(session, "RE1", call, "call", 2.0)
        recordings.complete(session, "RE1", call, "call", 9.0, url="/RE1", channels=2, seconds=7.5)
        assert recordings.fetched(session, "RE1", 10.0, path="RE1.wav", sha256="abc")
    with store.reading() as session:
        found = recordings.by_sid(session, "RE1")
        assert found is not None
        assert (found.status, found.created_at, found.fetched_at) == ("fetched", 2.0, 10.0)
        assert (found.url, found.channels, found.seconds) == ("/RE1", 2, 7.5)
        assert (found.path, found.sha256, found.call_id) == ("RE1.wav", "abc", call.id)


def test_late_and_repeated_steps_change_nothing(store: Store, call: Call) -> None:
    def completed(at: float, url: str) -> str:
        with store.transaction() as session:
            found = recordings.complete(
                session, "RE1", call, "name", at, url=url, channels=1, seconds=2.0
            )
            return found.status

    assert completed(9.0, "/first") == "completed"
    with store.transaction() as session:
        assert recordings.expect(session, "RE1", call, "call", 20.0).status == "completed"
        assert recordings.fetched(session, "RE1", 10.0, path="RE1.wav", sha256="abc")
        assert not recordings.fetched(session, "RE1", 11.0, path="other.wav", sha256="def")
    assert completed(30.0, "/second") == "fetched"
    with store.reading() as session:
        found = recordings.by_sid(session, "RE1")
        assert found is not None
        assert (found.kind, found.url, found.path, found.created_at) == (
            "name",
            "/first",
            "RE1.wav",
            9.0,
        )


def test_an_unknown_recording_is_not_fetched(store: Store) -> None:
    with store.transaction() as session:
        assert not recordings.fetched(session, "RE9", 1.0, path="x", sha256="x")
        assert recordings.by_sid(session, "RE9") is None


def test_a_recording_is_paused_and_resumed_once(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recordings.expect(session, "RE1", call, "call", 2.0, started_at=2.5)
        assert recordings.paused(session, "RE1", 10.0)
        assert not recordings.paused(session, "RE1", 11.0)
    with store.reading() as session:
        running = recordings.running(session, call.id)
        assert running is not None
        assert (running.paused_at, running.started_at) == (10.0, 2.5)
        assert [one.sid for one in recordings.overdue_pauses(session, 10.1)] == ["RE1"]
        assert recordings.overdue_pauses(session, 10.0) == []
    with store.transaction() as session:
        assert recordings.resumed(session, "RE1")
        assert not recordings.resumed(session, "RE1")
        assert not recordings.paused(session, "RE9", 12.0)
        assert not recordings.resumed(session, "RE9")


def test_a_recording_that_is_over_is_paused_no_longer(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recordings.expect(session, "RE1", call, "call", 2.0)
        recordings.paused(session, "RE1", 10.0)
        recordings.complete(session, "RE1", call, "call", 20.0, url="/", channels=2, seconds=5.0)
        assert recordings.overdue_pauses(session, 99.0) == []
        assert not recordings.paused(session, "RE1", 21.0)
        assert recordings.running(session, call.id) is None


def test_a_spoken_name_is_not_the_recording_that_runs(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recordings.expect(session, "RE1", call, "name", 2.0)
        assert recordings.running(session, call.id) is None
        recordings.expect(session, "RE2", call, "call", 3.0)
        recordings.expect(session, "RE3", call, "call", 4.0)
        running = recordings.running(session, call.id)
        assert running is not None
        assert running.sid == "RE3"
        assert [one.sid for one in recordings.of_call(session, call.id)] == ["RE1", "RE2", "RE3"]


def test_no_file_comes_of_a_recording_without_sound(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recordings.expect(session, "RE1", call, "call", 2.0)
        assert recordings.absent(session, "RE1", call, "call", 9.0).status == "absent"
        late = recordings.complete(
            session, "RE1", call, "call", 9.0, url="/", channels=2, seconds=5.0
        )
        assert late.status == "absent"
        recordings.complete(session, "RE2", call, "call", 9.0, url="/", channels=2, seconds=5.0)
        assert recordings.absent(session, "RE2", call, "call", 10.0).status == "completed"
        assert [one.sid for one in recordings.unfetched(session, 0.0, 99.0)] == ["RE2"]


def test_the_beginning_of_the_sound_is_the_first_that_was_told(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recordings.expect(session, "RE1", call, "call", 2.0)
        told = recordings.complete(
            session, "RE1", call, "call", 9.0, url="/", channels=2, seconds=5.0, started_at=3.5
        )
        assert told.started_at == 3.5
        assert (
            recordings.expect(session, "RE1", call, "call", 9.0, started_at=7.0).started_at == 3.5
        )


def test_what_twilio_has_is_deleted_there_once_it_is_here(store: Store, call: Call) -> None:
    with store.transaction() as session:
        recordings.complete(session, "RE1", call, "call", 9.0, url="/1", channels=2, seconds=5.0)
        recordings.complete(session, "RE2", call, "call", 9.0, url="/2", channels=2, seconds=5.0)
        recordings.fetched(session, "RE1", 10.0, path="RE1.wav", sha256="abc")
        assert recordings.to_clear(session, fetched=False) == []
        assert [one.sid for one in recordings.to_clear(session, fetched=True)] == ["RE1"]
        assert recordings.cleared(session, "RE1", 20.0)
        assert not recordings.cleared(session, "RE1", 30.0)
        assert not recordings.cleared(session, "RE9", 30.0)
        assert recordings.to_clear(session, fetched=True) == []
        assert recordings.to_remove(session) == []
        assert not recordings.removed(session, "RE1", 30.0)
