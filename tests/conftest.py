"""What the tests of several packages need."""

from collections.abc import Iterator

import pytest

from sapa.redis_server import RedisServer


@pytest.fixture(scope="session")
def redis_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The path of the socket of a Redis server that lives as long as the session."""
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield str(server.socket)
