import os
import select
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import redis

from sapa.settings import Settings
from sapa.wiring import Works
from tests.sapa.works import EXAMPLES, MakeWorks

PATIENCE = 30.0  # seconds, for what should take a moment


@pytest.fixture
def gone() -> Callable[[Iterable[int]], bool]:
    """Wait until none of these processes runs any more; False if one goes on."""

    def wait(pids: Iterable[int]) -> bool:
        return all(_ended(pid) for pid in pids)

    return wait


def _ended(pid: int) -> bool:
    try:
        end = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([end], [], [], PATIENCE)[0])
    finally:
        os.close(end)


@pytest.fixture
def redis_url(redis_socket: str) -> str:
    """Of a server that is empty."""
    url = f"unix://{redis_socket}"
    with redis.Redis.from_url(url) as client:
        client.flushall()
    return url


@pytest.fixture
def make_works(tmp_path: Path) -> Iterator[MakeWorks]:
    with ExitStack() as open_ones:

        def make(redis_url: str) -> Works:
            given = {"SAPA_DATA": str(tmp_path), "REDIS_URL": redis_url}
            works = Works(Settings.load(given, EXAMPLES / "bank.toml"))
            open_ones.enter_context(closing(works))
            works.store.migrate()
            return works

        yield make


@pytest.fixture
def works(make_works: MakeWorks, redis_url: str) -> Works:
    return make_works(redis_url)
