"""A whole hotline in one process, on time that jumps: its web server, its jobs, its clock."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import structlog
from werkzeug.serving import WSGIRequestHandler, make_server

from queueing.model import Offer
from sapa import factory
from sapa.clock import SystemClock
from sapa.clockwork import Clockwork
from sapa.jobs import Queues
from sapa.scribe import Scribe
from sapa.turns import RedisTurns
from sapa.wiring import Works
from simulator.jumping import JumpingTime
from webhooks import mend
from webhooks.dialer import Dialer
from webhooks.pausing import Pausing
from webhooks.ringing import Ringer
from webhooks.teller import Teller
from webhooks.visiting import Visiting

log = structlog.get_logger()

WORKERS = 256
"""Threads for jobs, more than there ever are jobs: time stands still for one that has to wait for
a thread, and those that rest would never wake."""
EVERY = {"reach": 20.0, "visits": 120.0, "keep": 60.0, "agree": 900.0, "surges": 300.0}
SELDOM = 3 * 3600.0
"""Seconds of a month's time between two rounds of a kind: what they look at, mostly somebody has
seen to already."""
OWED = frozenset({"reach", "keep"})
"""Rounds that are done whenever something may have come due."""
DEAF = frozenset({"recordings", "old recordings", "transcripts", "tidy", "moments"})
"""Rounds about what a month does without: sounds, and a figure for every minute."""


@dataclass(frozen=True)
class JumpingSystemClock(SystemClock):
    """The product's clock on time that jumps."""

    time: JumpingTime = field(kw_only=True)

    def now(self) -> float:
        """Epoch seconds (UTC) on this clock."""
        return self.time.now()


class Pace:
    """Each call takes the account's next free moment."""

    def __init__(self, time: JumpingTime, per_second: float) -> None:
        self._time, self._gap, self._free = time, 1 / per_second, 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Return when the moment has come that was taken."""
        with self._lock:
            now = self._time.now()
            start = max(now, self._free)
            self._free = start + self._gap
        if start > now:
            self._time.rest(start - now)


class Once:
    """Says who was first."""

    def __init__(self, time: JumpingTime) -> None:
        self._time = time
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def first(self, what: str, seconds: float) -> bool:
        """Whether nobody has said `what` in the last `seconds`."""
        now = self._time.now()
        with self._lock:
            if self._until.get(what, 0.0) > now:
                return False
            self._until[what] = now + seconds
            return True


class Threads(Queues):
    """Jobs done at once by threads of this process: time stands still for each."""

    def __init__(self, time: JumpingTime) -> None:
        self.failed: Counter[str] = Counter()
        self.duties: Mapping[str, Callable[..., object]] = {}
        self._time = time
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="job")

    def close(self) -> None:
        self._pool.shutdown()

    def _write(self, name: str, *args: str, timeout: int = 0) -> None:
        """Nothing is recorded in a month."""

    def _phone(self, name: str, *args: str | float) -> None:
        self._time.begin()
        done: Future[object] = self._pool.submit(self.duties[name], *args)
        done.add_done_callback(lambda job: self._is_done(name, job))

    def _is_done(self, name: str, job: "Future[object]") -> None:
        if (error := job.exception()) is not None:
            self.failed[f"{name}: {type(error).__name__}"] += 1
            log.error("job_failed", job=name, exc_info=error)
        self._time.end()


@dataclass(frozen=True)
class House(Works):
    """Everything that the hotline needs, on that time."""

    time: JumpingTime = field(kw_only=True)

    @cached_property
    def clock(self) -> SystemClock:
        return JumpingSystemClock(time=self.time)

    @cached_property
    def queues(self) -> Threads:
        return Threads(self.time)

    @cached_property
    def pausing(self) -> Pausing:
        return Pausing(self.switchboard, self.phones, RedisTurns(self.redis), self.time.rest)

    @cached_property
    def visiting(self) -> Visiting:
        turns, handling = RedisTurns(self.redis), self.handling
        return Visiting(self.switchboard, self.phones, turns, self.pace, handling, self.time.rest)

    @cached_property
    def pace(self) -> Pace:
        return Pace(self.time, self.settings.calls_per_second)

    def hire_threads(self) -> None:
        """Say how each job is done."""
        common = (self.switchboard, self.phones, self.pace, Once(self.time), self.time.rest)
        dialer, ringer, teller = Dialer(*common), Ringer(*common), Teller(*common)
        self.queues.duties = {
            "bring_agent": lambda *offer: dialer.bring_agent(Offer(*offer)),
            "bring_caller": dialer.bring_caller,
            "release_caller": dialer.release_caller,
            "stop_ringing": dialer.stop_ringing,
            "call_back": ringer.call_back,
            "stop_calling": ringer.stop_calling,
            "ask_whether_solved": teller.ask_whether_solved,
            "notify": teller.notify,
            "toggle_recording": self.pausing.toggle,
            "keep_recording": Scribe(self).keeper.keep,
            "settle_visit": self.visiting.settling.soon,
        }

    @contextmanager
    def served(self) -> Iterator[None]:
        """The web server runs while the block does."""
        app = factory.create(self)
        settings = self.settings
        server = make_server(
            settings.host, settings.port, app, threaded=True, request_handler=_Quiet
        )
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's name
        """Not one of a hundred thousand lines."""


class Rounds(Clockwork):
    """The clock's rounds, each when it is due by the time that jumps."""

    def __init__(self, works: House) -> None:
        super().__init__(works)
        self._time = works.time
        self._last: dict[str, float] = {}
        self.failed: Counter[str] = Counter()

    def turn(self) -> None:
        """What has come due on the board, and every round whose time has come."""
        mend.turn(self._house)
        now = self._time.now()
        for due, do in self._rounds:
            if due.name not in DEAF and self._next(due.name) <= now:
                self._last[due.name] = now
                do()

    def hurry(self) -> None:
        """What is owed is looked at in the next turn, however lately it was."""
        for name in OWED:
            self._last.pop(name, None)

    def _next(self, name: str) -> float:
        return self._last.get(name, -inf) + EVERY.get(name, SELDOM)

    def safely(self) -> None:
        """A turn; what goes wrong is counted and does not end the month."""
        try:
            self.turn()
        except Exception as error:
            self.failed[f"{type(error).__name__}: {error}"[:200]] += 1
            log.exception("round_failed")
