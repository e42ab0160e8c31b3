"""Migrations, run by the program itself: Alembic's steps, by one process at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from records.errors import RecordsUnavailable

_LOCK = 0x53617061  # "Sapa": one advisory lock per database


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest step, waiting for any other process that is doing so."""
    alone = _alone_on_postgresql if engine.dialect.name == "postgresql" else _alone_on_sqlite
    with alone(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise RecordsUnavailable(f"the tables cannot be migrated: {error}") from error


def revisions(connection: Connection) -> tuple[str | None, str | None]:
    """The step the database is at and the newest one; None for none."""
    found = MigrationContext.configure(connection).get_current_revision()
    return found, ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "records:migrations")
    return config


@contextmanager
def _alone_on_postgresql(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


@contextmanager
def _alone_on_sqlite(engine: Engine) -> Iterator[Connection]:
    """Holds the folder's lock: two processes that both switch to WAL refuse each other at once."""
    held = _folder(Path(engine.url.database or "").parent)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        _switch_to_wal(engine)
        with engine.execution_options(purpose="migrate").begin() as connection:
            yield connection
    finally:
        engine.dispose()  # that connection does not hold to foreign keys
        os.close(held)


def _folder(path: Path) -> int:
    """The folder, made when missing, open to be locked."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDONLY)
    except OSError as error:
        raise RecordsUnavailable(f"no folder for the database: {error}") from error


def _switch_to_wal(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")  # the file remembers it
    finally:
        raw.close()
