"""Time that jumps: whenever nothing real is under way, it is the next timer's time at once.

An event loop asks its selector to wait until the next timer. Here that wait takes no time: the
clock is set forward instead. While work is under way that takes real time, such as a request
to the hotline or a job of its own in another thread, the clock stands still.
"""

import asyncio
import selectors
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from simulator.clock import Clock

_LOOK = 0.05
"""Real seconds between looks whether what is under way is done; its end is told at once."""


class JumpingTime:
    """The time of one `loop`, which runs in one thread; all else may be asked from any."""

    def __init__(self, epoch: float) -> None:
        """`epoch`: when it begins (epoch seconds)."""
        self._epoch = epoch
        self._under_way = 0
        self._lock = threading.Lock()
        self.passed = 0.0
        self.loop: asyncio.AbstractEventLoop = _Loop(self)

    def now(self) -> float:
        """Epoch seconds."""
        return self._epoch + self.passed

    @property
    def stands_still(self) -> bool:
        return self._under_way > 0

    @contextmanager
    def real(self) -> Iterator[None]:
        """While the block lasts time stands still."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    def begin(self) -> None:
        """Something real is under way from now on; begin it in the loop's own thread, or while
        something else is under way."""
        with self._lock:
            self._under_way += 1

    def end(self) -> None:
        """What was begun is done."""
        with self._lock:
            self._under_way -= 1
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(_nothing)

    def rest(self, seconds: float) -> None:
        """Have a thread whose work is under way sleep; meanwhile it is not."""
        awake = threading.Event()

        def wake() -> None:
            self.begin()
            awake.set()

        self.loop.call_soon_threadsafe(self.loop.call_later, max(seconds, 0.0), wake)
        self.end()
        awake.wait()


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, time: JumpingTime) -> None:
        self._time = time
        super().__init__(_Selector(time))

    def time(self) -> float:
        """Seconds since the beginning."""
        return self._time.passed


class _Selector(selectors.DefaultSelector):
    """Waits by setting the clock forward."""

    def __init__(self, time: JumpingTime) -> None:
        super().__init__()
        self._time = time

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None or self._time.stands_still:
            return super().select(_LOOK)
        self._time.passed += timeout
        return ready


@dataclass(frozen=True)
class JumpingClock(Clock):
    """The simulator's clock on that time; `speed` is 1."""

    time: JumpingTime = field(kw_only=True)

    def now(self) -> float:
        """Simulated epoch seconds."""
        return self.time.now()

    def real(self) -> AbstractContextManager[None]:
        return self.time.real()


def _nothing() -> None:
    """Wakes the loop."""
