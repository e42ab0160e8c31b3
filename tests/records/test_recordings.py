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
