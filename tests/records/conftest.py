"""Every test of the records runs on both databases, each test in a database of its own."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from records.models import Base
from records.session import Store

KINDS = ("sqlite", "postgresql")


def _binaries() -> Path | None:
    """The folder of PostgreSQL's own programs; Debian keeps them off the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


def _user() -> str | None:
    """PostgreSQL refuses to run as root: the user it does run as, None for this one."""
    if os.getuid() != 0:
        return None
    return next((user.pw_name for user in pwd.getpwall() if user.pw_name == "postgres"), "nobody")


def _run(folder: Path, *command: str | Path) -> None:
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        user=_user(),
        cwd=folder,
    )


def _start(binaries: Path, folder: Path) -> None:
    data = folder / "data"
    _run(
        folder, binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"
    )
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    log = folder / "log"
    _run(folder, binaries / "pg_ctl", "-D", data, "-w", "-o", options, "-l", log, "start")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lets us create databases."""
    given = os.environ.get("SAPA_TEST_POSTGRES")
    if given:
        yield given
        return
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL: neither SAPA_TEST_POSTGRES nor its programs are there")
    folder = Path(tempfile.mkdtemp(prefix="sapa-pg-"))
    user = _user()
    if user:
        shutil.chown(folder, user)
    try:
        _start(binaries, folder)
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        _run(folder, binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "sapa.db"
    store = Store(f"sqlite:///{file}")
    store.migrate()
    store.close()
    return file


@pytest.fixture(scope="session")
def migrated_database(postgres: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database, to be emptied."""
    with _database(postgres) as address:
        store = Store(address)
        store.migrate()
        store.close()
        yield address


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/sapa.db"
        return
    server: str = request.getfixturevalue("postgres")
    with _database(server) as database:
        yield database


@pytest.fixture(params=KINDS)
def migrated(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated database without rows."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "sapa.db")
        yield f"sqlite:///{tmp_path}/sapa.db"
        return
    database: str = request.getfixturevalue("migrated_database")
    with psycopg.connect(database) as session:
        tables = ", ".join(Base.metadata.tables)
        session.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
    yield database


@pytest.fixture
def store(migrated: str) -> Iterator[Store]:
    """Records without rows."""
    store = Store(migrated)
    yield store
    store.close()


@contextmanager
def _database(server: str) -> Iterator[str]:
    """The address of a new database on the server."""
    name = f"sapa_{uuid4().hex}"
    path, mark, query = server.partition("?")
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        yield f"{path.rpartition('/')[0]}/{name}{mark}{query}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
