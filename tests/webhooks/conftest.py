"""A hotline on the phone: real Redis, real records, the real SDK, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
import redis
from flask import Flask

import webhooks
from ivr import reasons
from ivr.flow import Flow
from ivr.hours import Hours
from ivr.script import Consent, Script, Skill
from queueing.board import Board
from queueing.model import Act, Rung
from queueing.policy import Policy
from records.models import Base
from records.session import Store
from tests.records.conftest import migrated_database, postgres
from tests.webhooks.desk_side import OneByOne
from tests.webhooks.phone_side import (
    ACCOUNT,
    HOTLINE,
    PUBLIC,
    TOKEN,
    Exchange,
    Hotline,
    JobList,
    OnceEach,
    Pace,
    Post,
    Sounds,
    StandingClock,
)
from transcripts.redaction.redact import in_text
from webhooks.dialer import Dialer
from webhooks.handling import Handling
from webhooks.links import Links
from webhooks.phones import Account, Phones
from webhooks.ringing import Ringer
from webhooks.signature import Signatures
from webhooks.switchboard import Callbacks, Rules, Switchboard, Timing
from webhooks.visiting import Visiting

__all__ = ["migrated_database", "postgres"]

ALWAYS = [((0, 1440),)] * 7
EXAMPLES = {
    "billing": ("my bill is wrong", "I was charged twice", "invoice", "a question about my bill"),
    "repair": ("it is broken", "the screen does not work", "please repair it", "needs repair"),
}


@pytest.fixture(scope="session")
def flow() -> Flow:
    examples = [(text, skill) for skill, texts in EXAMPLES.items() for text in texts]
    trained = {code: reasons.train(examples, code) for code in ("en", "id")}
    skills = (
        Skill("billing", {"en": "billing", "id": "tagihan"}),
        Skill("repair", {"en": "repairs", "id": "perbaikan"}),
    )
    return Flow(Script("Toko Contoh", ("en", "id"), Consent.ANNOUNCE, skills, trained))


@pytest.fixture(scope="session")
def exchange_of_the_session() -> Iterator[Exchange]:
    exchange = Exchange()
    yield exchange
    exchange.close()


@pytest.fixture
def exchange(exchange_of_the_session: Exchange) -> Exchange:
    exchange_of_the_session.reset()
    return exchange_of_the_session


@pytest.fixture(scope="session")
def empty_records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("records") / "empty.db"
    store = Store(f"sqlite:///{file}")
    store.migrate()
    store.close()
    return file


@pytest.fixture
def records_store(
    request: pytest.FixtureRequest, empty_records: Path, tmp_path: Path
) -> Iterator[Store]:
    """SQLite; PostgreSQL for a test that is parametrized with it."""
    if getattr(request, "param", "sqlite") == "postgresql":
        address = request.getfixturevalue("migrated_database")
        with psycopg.connect(address) as session:
            tables = ", ".join(Base.metadata.tables)
            session.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
    else:
        shutil.copy(empty_records, tmp_path / "sapa.db")
        address = f"sqlite:///{tmp_path}/sapa.db"
    store = Store(address)
    yield store
    store.close()


@pytest.fixture
def redis_server(redis_socket: str) -> Iterator[redis.Redis]:
    """A client of an empty server."""
    with redis.Redis(unix_socket_path=redis_socket) as client:
        client.flushall()
        yield client


@pytest.fixture
def policy() -> Policy:
    ladder = (Rung(5, Act.WIDEN), Rung(20, Act.RAISE))
    return Policy(ladder=ladder, wrap_up=30, misses_before_break=2)


@pytest.fixture
def board(redis_server: redis.Redis, policy: Policy) -> Board:
    return Board(redis_server, "test", policy)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def jobs() -> JobList:
    return JobList()


@pytest.fixture
def rules() -> Rules:
    """Nobody is offered a callback, unless a test is about that."""
    return Rules(callbacks=Callbacks(enabled=False))


@pytest.fixture
def house(
    flow: Flow,
    records_store: Store,
    board: Board,
    clock: StandingClock,
    jobs: JobList,
    rules: Rules,
    policy: Policy,
) -> Switchboard:
    return Switchboard(
        store=records_store,
        board=board,
        flow=flow,
        hours=Hours(ALWAYS),
        zone=ZoneInfo("Asia/Jakarta"),
        clock=clock,
        jobs=jobs,
        links=Links(PUBLIC),
        signatures=Signatures(TOKEN, PUBLIC),
        timing=Timing(standby=10, ring=25, presence=120),
        number=HOTLINE,
        country="ID",
        withheld=frozenset({"anonymous", "unknown", "+266696687"}),
        levels={"billing": 3, "repair": 3},
        sounds=Sounds(),
        discreet=in_text,
        rules=rules,
        policy=policy,
    )


@pytest.fixture
def app(house: Switchboard) -> Flask:
    app = Flask("test", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    webhooks.install(app, house)
    return app


@pytest.fixture
def post(app: Flask) -> Post:
    return Post(app)


@pytest.fixture
def hotline(
    house: Switchboard, app: Flask, clock: StandingClock, jobs: JobList, exchange: Exchange
) -> Hotline:
    pace, once, rests = Pace(), OnceEach(), list[float]()
    phones = Phones(Account(ACCOUNT, TOKEN, exchange.url))
    dialer = Dialer(house, phones, pace, once, rests.append)
    ringer = Ringer(house, phones, pace, once, rests.append)
    handling = Handling(house, phones, OneByOne())
    visiting = Visiting(house, phones, OneByOne(), pace, handling, rests.append)
    return Hotline(house, app, clock, jobs, exchange, dialer, ringer, pace, once, rests, visiting)
