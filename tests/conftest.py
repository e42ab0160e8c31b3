"""What the tests of several packages need."""

from collections.abc import Iterator

import pytest
import structlog

from sapa.redis_server import RedisServer


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
