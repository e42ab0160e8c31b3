"""Migrations: from nothing to the models, run by any number of processes at once."""

import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from records import calls, migrate, people, recordings, talks
from records.errors import RecordsUnavailable
from records.models import Base
from records.session import Store

FIRST_DAYS = (
    """INSERT INTO people (id, extension, name, role, languages, skills, mode, status,
    status_since) VALUES (7, '11', 'Putu', 'agent', '["id"]', '{"billing": 3}', 'ring',
    'ready', 1.0)""",
    """INSERT INTO calls (id, sid, number, state, conversation, wants_supervisor, started_at,
    joined_at, climbed, rejoined, person_id, sequence) VALUES ('c1', 'CA1', '+15550100',
    'talking', '{"state": "talking"}', false, 1.0, 2.0, 1, 0, 7, 3)""",
    """INSERT INTO talks (call_id, person_id, offered_at, accepted_at, connected_at)
    VALUES ('c1', 7, 3.0, 4.0, 5.0)""",
    "INSERT INTO call_events (call_id, at, kind, data) VALUES ('c1', 1.0, 'name', '{}')",
)
SECOND_DAYS = (
    """INSERT INTO recordings (sid, call_id, kind, url, channels, seconds, status, path, sha256,
    created_at, fetched_at) VALUES ('RE1', 'c1', 'call', '/RE1', 2, 7.5, 'fetched',
    'recordings/RE1.wav', 'abc', 5.0, 9.0)""",
    """INSERT INTO recordings (sid, call_id, kind, status, created_at)
    VALUES ('RE2', 'c1', 'name', 'expected', 6.0)""",
)
MIGRATE = """
import sys
from records.session import Store
store = Store(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
store.migrate()
store.check()
store.close()
"""


def is_ours(name: str | None, kind: str, _: object) -> bool:
    """Each database has an index of words in a form of its own, which no model can declare:
    virtual tables of SQLite, and on PostgreSQL an index of an expression."""
    if kind == "index":
        return name != "ix_utterances_terms"
    return kind != "table" or not (name or "").startswith("utterance_terms")


def test_the_migrated_tables_are_the_models(store: Store) -> None:
    with store.reading() as session:
        context = MigrationContext.configure(
            session.connection(), opts={"include_name": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_what_the_models_lack_is_found(store: Store) -> None:
    with store.transaction() as session:
        for odd in (
            "ALTER TABLE calls ADD COLUMN odd TEXT",
            "CREATE INDEX odd ON deeds (person_id)",
        ):
            session.execute(text(odd))
        context = MigrationContext.configure(
            session.connection(), opts={"include_name": is_ours, "compare_type": True}
        )
        found = {difference[0] for difference in compare_metadata(context, Base.metadata)}
        session.rollback()
    assert found == {"remove_column", "remove_index"}


def migrated_to(address: str, version: str, *rows: str) -> Store:
    """Records of this version with these rows."""
    store = Store(address)
    alone = migrate._alone_on_postgresql if "postgresql" in address else migrate._alone_on_sqlite
    with alone(store._engine) as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    with store.transaction() as session:
        for row in rows:
            session.execute(text(row.replace(":", "\\:")))
    return store


def test_records_of_the_first_version_are_kept(address: str) -> None:
    store = migrated_to(address, "0001", *FIRST_DAYS)
    store.migrate()
    store.check()
    with store.reading() as session:
        call = calls.by_id(session, "c1")
        person = people.by_extension(session, "11")
        assert call is not None
        assert person is not None
        talk = talks.latest_talk(session, call)
        assert talk is not None
        assert (call.sid, call.climbed, call.conversation) == ("CA1", 1, {"state": "talking"})
        assert (call.bonus, call.callback_of, call.due_at) == (0.0, None, None)
        assert (person.skills, person.on_call, person.manager) == ({"billing": 3}, None, False)
        assert (talk.person_id, talk.connected_at) == (7, 5.0)
        assert session.scalar(text("SELECT count(*) FROM call_events")) == 1
    store.close()


def test_records_of_the_second_version_are_kept(address: str) -> None:
    store = migrated_to(address, "0002", *FIRST_DAYS, *SECOND_DAYS)
    store.migrate()
    store.check()
    with store.reading() as session:
        fetched, expected = recordings.of_call(session, "c1")
        assert (fetched.path, fetched.status) == ("recordings/RE1.wav", "fetched")
        assert (fetched.sha256, fetched.fetched_sha256) == ("abc", "abc")
        assert (fetched.channels, fetched.seconds, fetched.fetched_at) == (2, 7.5, 9.0)
        assert (fetched.started_at, fetched.cleared_at, fetched.removed_at) == (None, None, None)
        assert (expected.kind, expected.status, expected.fetched_sha256) == (
            "name",
            "expected",
            None,
        )
        call = calls.by_id(session, "c1")
        assert call is not None
        assert (call.number, call.forgotten_at) == ("+15550100", None)
    store.close()


def test_migrating_again_changes_nothing(store: Store) -> None:
    store.migrate()
    store.check()


def test_processes_that_migrate_at_once_do_not_disturb_each_other(address: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0, 0]


def test_tables_that_are_not_migrated_are_said_to_be_so(address: str) -> None:
    store = Store(address)
    with pytest.raises(RecordsUnavailable, match=r"version none.* needs 0005: migrate"):
        store.check()
    store.close()


def test_tables_of_a_newer_program_are_left_alone(address: str) -> None:
    store = Store(address)
    store.migrate()
    with store.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordsUnavailable, match="9999"):
        store.migrate()
    with pytest.raises(RecordsUnavailable, match="9999"):
        store.check()
    store.close()
