"""Migrations: from nothing to the models, run by any number of processes at once."""

import subprocess
import sys

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from records import calls, migrate, people, talks
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


def test_the_migrated_tables_are_the_models(store: Store) -> None:
    with store.reading() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Base.metadata) == []


def test_records_of_the_first_version_are_kept(address: str) -> None:
    store = Store(address)
    alone = migrate._alone_on_postgresql if "postgresql" in address else migrate._alone_on_sqlite
    with alone(store._engine) as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with store.transaction() as session:
        for row in FIRST_DAYS:
            session.execute(text(row.replace(":", "\\:")))
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
    with pytest.raises(RecordsUnavailable, match=r"version none.* needs 0002: migrate"):
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
