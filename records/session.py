"""The way into the records: transactions on SQLite (WAL) or PostgreSQL, and their migrations."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from threading import Lock

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from records import migrate
from records.errors import RecordsUnavailable, translated

PATIENCE = 5.0  # a webhook must answer within fifteen seconds
BRIEFLY = 0.5  # nobody may write while the log is emptied
_CONNECTING = 5


class Store:
    """The records at `url`: `sqlite:///FILE` or `postgresql://...`.

    A write waits up to `patience` seconds for another. Connections are made when first needed;
    make one Store per process, after any fork.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        self._url = parse(url)
        self._name = self._url.render_as_string(hide_password=True)
        self._engine = _engine(self._url, patience)
        self._writing = sessionmaker(self._engine, expire_on_commit=False)
        self._reading = sessionmaker(_snapshots(self._engine), expire_on_commit=False)
        # SQLite takes one writer and lets the others guess when it is free: threads that
        # queue here first wait in order instead, and only processes have to guess
        self._turn = Lock() if self._url.get_backend_name() == "sqlite" else None
        self._patience = patience

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end and keeps nothing when the block raises."""
        with self._in_turn(), translated(self._name), self._writing.begin() as session:
            yield session

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=self._patience):
            raise RecordsUnavailable(f"{self._name}: locked by a writer that does not end")
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the records throughout and cannot write."""
        with translated(self._name), self._reading() as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables to what this program needs; any number of processes may at once."""
        with translated(self._name):
            migrate.upgrade(self._engine)

    def check(self) -> None:
        """Raise `RecordsUnavailable` unless the database answers and is migrated."""
        with translated(self._name), self._reading() as session:
            found, needed = migrate.revisions(session.connection())
        if found != needed:
            raise RecordsUnavailable(
                f"{self._name}: the tables are at version {found or 'none'}, "
                f"this program needs {needed}: migrate them"
            )

    def settle(self) -> bool:
        """Empty SQLite's log, in which what was deleted lies until it is written over. False
        while others read or write: then it is to be tried again."""
        if self._turn is None:
            return True
        with (
            self._in_turn(),
            translated(self._name),
            closing(sqlite3.connect(str(self._url.database), timeout=BRIEFLY)) as connection,
        ):
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def parse(url: str) -> URL:
    """The database `url` means; `RecordsUnavailable` when it is none that can hold records."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise RecordsUnavailable(f"not a database address, want {_ALLOWED}") from None
    if parsed.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed
    raise RecordsUnavailable(
        f"{parsed.render_as_string(hide_password=True)}: cannot hold records, want {_ALLOWED}"
    )


_ALLOWED = "sqlite:///FILE or postgresql://USER@HOST/NAME"


def _engine(url: URL, patience: float) -> Engine:
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,  # the server may have restarted; a caller must not pay for that
            pool_timeout=patience,
            connect_args={
                "connect_timeout": _CONNECTING,
                "options": f"-c lock_timeout={int(patience * 1000)}",
            },
        )
    engine = create_engine(
        url, hide_parameters=True, pool_timeout=patience, connect_args={"timeout": patience}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _snapshots(engine: Engine) -> Engine:
    """The same connections, for transactions that only read and see one moment throughout."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(purpose="read")


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # pysqlite's own BEGIN comes too late: after the read that a write was decided by
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # WAL stays whole when a process dies; only power lost can cost the last commits
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - narrows the type
    for statement in _BEGIN[connection.get_execution_options().get("purpose", "write")]:
        driver.execute(statement)


_BEGIN = {
    # IMMEDIATE: a writer that began by reading cannot be refused half-way
    "write": ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE"),
    "read": ("PRAGMA query_only = ON", "BEGIN"),
    # a table that is copied to be altered is dropped: its rows must not be missed meanwhile
    "migrate": ("PRAGMA query_only = OFF", "PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
}
