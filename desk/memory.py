"""What a single process can remember by itself; several need a place that they share."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True)
class Limit:
    """At most so many tries within so many seconds."""

    most: int
    seconds: float


USUAL = Limit(20, 300.0)


@dataclass(frozen=True)
class Attempts:
    """The tries of late, by key."""

    remembered: int = 10_000
    _tries: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def allow(self, key: str, now: float, limit: Limit = USUAL) -> bool:
        """Count one more for `key`; a refused try is not counted."""
        with self._lock:
            tries = self._tries.setdefault(key, deque())
            self._tries.move_to_end(key)
            if len(self._tries) > self.remembered:
                self._tries.popitem(last=False)
            while tries and tries[0] <= now - limit.seconds:
                tries.popleft()
            if len(tries) >= limit.most:
                return False
            tries.append(now)
            return True

    def forgive(self, key: str) -> None:
        """The last try was none."""
        with self._lock:
            if tries := self._tries.get(key):
                tries.pop()


@dataclass(frozen=True)
class SignedOut:
    """The sessions ended last."""

    remembered: int = 10_000
    _ended: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, session: str) -> None:
        with self._lock:
            self._ended[session] = None
            if len(self._ended) > self.remembered:
                self._ended.popitem(last=False)

    def __contains__(self, session: str) -> bool:
        return session in self._ended
