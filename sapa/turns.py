"""One process at a time: what one has in hand the others leave alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import redis
from redis.exceptions import LockNotOwnedError

LAPSE = 60.0
"""Real seconds after which the turn of a process that says nothing is over: it has died."""


class RedisTurns:
    """Turns across all processes that share a Redis server."""

    def __init__(self, server: redis.Redis, lapse: float = LAPSE) -> None:
        self._server = server
        self._lapse = lapse

    @contextmanager
    def take(self, what: str) -> Iterator[Callable[[], None] | None]:
        """None while another process has `what`; else to be called often, in order to go on
        having it."""
        lock = self._server.lock(f"sapa:turn:{what}", timeout=self._lapse, thread_local=False)
        if not lock.acquire(blocking=False):
            yield None
            return

        def go_on() -> None:
            with suppress(LockNotOwnedError):  # it took too long: then two may be at it
                lock.reacquire()

        try:
            yield go_on
        finally:
            with suppress(LockNotOwnedError):
                lock.release()
