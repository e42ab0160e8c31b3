"""What the desk must remember over all web processes: tries to sign in, sessions ended early."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

import redis

TRIES = 20
WINDOW = 300
"""Real seconds in which so many tries to sign in are allowed."""


@dataclass(frozen=True)
class Attempts:
    """Counts tries by key; what is counted is a digest, so that no login stands in Redis."""

    server: redis.Redis

    def allow(self, key: str, now: float) -> bool:
        """Count one more; False when there were too many of late."""
        del now  # whoever guesses passwords does so in real time
        name = f"sapa:attempts:{hashlib.sha256(key.encode()).hexdigest()}"
        with self.server.pipeline() as pipe:
            pipe.set(name, 0, ex=WINDOW, nx=True)
            pipe.incr(name)
            _, tries = pipe.execute()
        return int(tries) <= TRIES


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
