"""Migrations: from nothing to the models, run by any number of processes at once."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from records.errors import RecordsUnavailable
from records.models import Base
from records.session import Store

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
    with pytest.raises(RecordsUnavailable, match=r"version none.* needs 0001: migrate"):
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
