"""What the desk must remember over all web processes: tries to sign in, sessions ended early."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

import redis

from desk.memory import USUAL, Limit


@dataclass(frozen=True)
class Attempts:
    """Counts tries by key; what is counted is a digest, so that no login stands in Redis."""

    server: redis.Redis

    def allow(self, key: str, now: float, limit: Limit = USUAL) -> bool:
        """Count one more; False when there were too many of late."""
        del now  # whoever guesses passwords does so in real time
        name = _counter(key)
        with self.server.pipeline() as pipe:
            pipe.set(name, 0, px=int(limit.seconds * 1000), nx=True)
            pipe.incr(name)
            _, tries = pipe.execute()
        return int(tries) <= limit.most

    def forgive(self, key: str) -> None:
        """The last try was none."""
        name = _counter(key)
        if self.server.exists(name):
            with self.server.pipeline() as pipe:
                pipe.set(name, 0, ex=int(USUAL.seconds), nx=True)  # it may just have run out
                pipe.decr(name)
                pipe.execute()


def _counter(key: str) -> str:
    return f"sapa:attempts:{hashlib.sha256(key.encode()).hexdigest()}"


@dataclass(frozen=True)
class SignedOut:
    """Sessions that were ended, for as long as their cookie would be good."""

    server: redis.Redis
    kept: timedelta

    def add(self, session: str) -> None:
        self.server.set(self._name(session), "1", ex=self.kept)

    def __contains__(self, session: str) -> bool:
        return bool(self.server.exists(self._name(session)))

    def _name(self, session: str) -> str:
        return f"sapa:signed-out:{session}"
