"""Transactions: all or nothing, one writer at a time, and plain words when it fails."""

from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from records import calls, customers, people
from records.errors import AlreadyKnown, RecordsRefused, RecordsUnavailable
from records.models import Call, CallEvent
from records.session import Store


def test_a_block_that_raises_leaves_nothing_behind(store: Store) -> None:
    def fail() -> None:
        with store.transaction() as session:
            calls.open_call(session, sid="CA1", number=None, at=1.0)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.reading() as session:
        assert calls.live(session) == []


def test_what_was_read_can_be_used_after_the_transaction(store: Store) -> None:
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number="+15550100", at=1.0)
    assert (call.number, call.sequence, call.outcome) == ("+15550100", -1, None)


def test_reading_sees_one_moment_throughout(store: Store) -> None:
    with store.reading() as session:
        assert calls.live(session) == []
        with store.transaction() as writing:
            calls.open_call(writing, sid="CA1", number=None, at=1.0)
        assert calls.live(session) == []
    with store.reading() as session:
        assert len(calls.live(session)) == 1


def test_reading_cannot_write_and_writing_can_after_it(store: Store) -> None:
    with pytest.raises(RecordsUnavailable), store.reading() as session:
        calls.open_call(session, sid="CA1", number=None, at=1.0)
    with store.transaction() as session:
        calls.open_call(session, sid="CA1", number=None, at=1.0)


def test_a_writer_that_waits_too_long_is_told_that_the_records_are_locked(
    store: Store, migrated: str
) -> None:
    impatient = Store(migrated, patience=0.05)
    with store.transaction() as session:
        calls.open_call(session, sid="CA1", number=None, at=1.0)
    with store.transaction() as session:
        calls.by_sid(session, "CA1")
        with pytest.raises(RecordsUnavailable, match="lock"), impatient.transaction() as other:
            calls.by_sid(other, "CA1")
    with impatient.transaction() as session:
        assert calls.by_sid(session, "CA1") is not None
    impatient.close()


def test_references_to_nothing_are_refused_without_quoting_values(store: Store) -> None:
    with pytest.raises(RecordsRefused) as caught, store.transaction() as session:
        session.add(CallEvent(call_id="none", at=1.0, kind="said", data={"words": "secret"}))
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_taken_values_are_already_known_and_stay_out_of_the_error(store: Store) -> None:
    with store.transaction() as session:
        people.add(session, extension="4711", name="Putu", at=1.0)
    with pytest.raises(AlreadyKnown) as caught, store.transaction() as session:
        people.add(session, extension="4711", name="Made", at=2.0)
    assert "extension" in str(caught.value)
    assert "4711" not in str(caught.value)


def test_text_that_no_database_can_keep_is_cleaned(store: Store) -> None:
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number="\x00anon\ud800", at=1.0)
        calls.note(session, call, "said", 1.0, token="t\x00", data={"words": "\x00\ud800"})
    with store.reading() as session:
        found = calls.by_sid(session, "CA1", lock=False)
        assert found is not None
        assert found.number == "anon?"
        assert calls.stored_reply(session, "CA1", "t") is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://root:hush@host/name",
        "postgresql+asyncpg://user:hush@host/name",
    ],
)
def test_addresses_that_hold_no_records_are_refused_without_their_password(url: str) -> None:
    with pytest.raises(RecordsUnavailable, match="want sqlite:///FILE or postgresql://") as caught:
        Store(url)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_is_not_there_is_named_without_its_password(
    scheme: str, tmp_path: Path
) -> None:
    store = Store(f"{scheme}://user:hush@/name?host={tmp_path}")
    with pytest.raises(RecordsUnavailable, match="name") as caught:
        store.check()
    assert "hush" not in str(caught.value)
    store.close()


def test_a_connection_that_the_server_dropped_is_made_again(migrated_database: str) -> None:
    store = Store(migrated_database)
    with store.transaction() as session:
        backend = session.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(migrated_database) as admin:
        admin.execute("SELECT pg_terminate_backend(%s, 5000)", (backend,))
    with store.transaction() as session:
        assert session.scalar(text("SELECT pg_backend_pid()")) != backend
    store.close()


def test_a_file_that_is_no_database_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "sapa.db").write_text("not a database at all, though long enough " * 20)
    store = Store(f"sqlite:///{tmp_path}/sapa.db")
    with pytest.raises(RecordsUnavailable, match="not a database"):
        store.migrate()
    store.close()


def test_a_place_where_no_file_can_be_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    store = Store(f"sqlite:///{tmp_path}/taken/sapa.db")
    with pytest.raises(RecordsUnavailable, match=r"no folder for the database.*taken"):
        store.migrate()
    with pytest.raises(RecordsUnavailable, match="unable to open database file"):
        store.check()


def test_sqlite_runs_with_a_write_ahead_log_and_foreign_keys(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/made/on/the/way/sapa.db")
    store.migrate()
    with store.transaction() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    store.close()


def test_rows_show_no_names_numbers_or_words(store: Store) -> None:
    with store.transaction() as session:
        customer = customers.remember(session, "+15550100", at=1.0, name="Wayan")
        call = calls.open_call(session, sid="CA1", number="+15550100", at=1.0, customer=customer)
        call.name, call.reason = "Wayan", "my kettle"
        event = calls.note(session, call, "said", 1.0, data={"words": "my kettle"})
        person = people.add(session, extension="4711", name="Ketut", at=1.0)
    assert [repr(row) for row in (customer, call, event, person)] == [
        "<Customer 1>",
        f"<Call {call.id}>",
        "<CallEvent 1>",
        "<Person 1>",
    ]
    assert isinstance(call, Call)
