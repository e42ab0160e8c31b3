"""What the tests of several packages need."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import structlog

from sapa.redis_server import RedisServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.chromium import Chromium, Visitors


@pytest.fixture(scope="session")
def redis_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The path of the socket of a Redis server that lives as long as the session."""
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield str(server.socket)


@pytest.fixture(autouse=True)
def logging_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A logger that is kept as one test has configured it would write to that test's end for ever."""
    configure = structlog.configure

    def configured_for_now(**wanted: object) -> None:
        configure(**{**wanted, "cache_logger_on_first_use": False})  # type: ignore[arg-type]

    monkeypatch.setattr(structlog, "configure", configured_for_now)
    yield
    if structlog.is_configured():
        structlog.reset_defaults()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Chromium]":
    """A real browser that lives as long as the session."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium: the pages are not tried in a real browser")
    from tests.browser.chromium import started  # takes a while: only for those who need it

    with started(program) as chromium:
        yield chromium


@pytest.fixture
def visitors(chromium: "Chromium") -> "Iterator[Visitors]":
    """Opens browsers that know nothing of each other; none of their pages may complain."""
    from tests.browser.chromium import Visitors

    with chromium.awake():
        visitors = Visitors(chromium.browser)
        yield visitors
        visitors.leave()
    assert visitors.complaints == []


@pytest.fixture
def tab(visitors: "Visitors") -> "Page":
    """An empty page."""
    return visitors()
