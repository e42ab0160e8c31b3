"""The supervisor of `make run`: children that are restarted when they die and stopped as one."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import StringIO
from itertools import takewhile
from subprocess import DEVNULL, PIPE, STDOUT, Popen
from threading import Thread

import psutil

from sapa.leash import leashed

SHORTEST_REST = 0.2  # seconds before a child that died is started again; doubles each time
LONGEST_REST = 30.0
HEALTHY = 10.0  # seconds of life after which the next rest is the shortest again
POLL = 0.05
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str, str], None]


def to_terminal(name: str, line: str) -> None:
    sys.stdout.write(f"{name:>11} | {line}\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Child:
    """A command to keep alive; when `ready(pid)` is true, the next child is started.

    `passed`: open files that the child gets under the same numbers.
    """

    name: str
    command: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    ready: Callable[[int], bool] = lambda _pid: True
    passed: tuple[int, ...] = ()


class Supervisor:
    """Starts children one after the other; the first, which the others need, is stopped last."""

    def __init__(
        self, children: Sequence[Child], say: Say = to_terminal, grace: float = 15.0
    ) -> None:
        """`say` gets a child's name and a line; `grace`: seconds from asking to killing."""
        self._kept = [_Kept(child, self._tell) for child in children]
        self._say = say
        self._grace = grace
        self._asked = False

    def stop(self) -> None:
        """Have `run` stop everything and return; from any thread."""
        self._asked = True

    def pids(self) -> dict[str, int]:
        """The process of each child that lives, by the child's name."""
        return {kept.name: pid for kept in self._kept if (pid := kept.pid) is not None}

    def run(self, up: Callable[[], None] = lambda: None) -> None:
        """Until SIGINT, SIGTERM or SIGHUP, or until nobody reads the output any more.

        Call it in the main thread. Calls `up` once, when all children are ready.
        """
        with self._signals():
            try:
                self._start()
                if not self._asked:
                    up()
                while not self._asked:
                    self._mend()
            finally:
                self._stop(self._kept[1:])
                self._stop(self._kept[:1])

    @contextmanager
    def _signals(self) -> Iterator[None]:
        def ask(_number: int, _frame: object) -> None:
            self._asked = True

        before = {number: signal.signal(number, ask) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _start(self) -> None:
        for kept in takewhile(lambda _: not self._asked, self._kept):
            kept.start()
            while not (self._asked or kept.is_ready()):
                self._mend()

    def _mend(self) -> None:
        time.sleep(POLL)
        for kept in self._kept:
            kept.mend()

    def _stop(self, group: Sequence["_Kept"]) -> None:
        for kept in group:
            kept.terminate()
        deadline = time.monotonic() + self._grace
        while any(kept.lives() for kept in group) and time.monotonic() < deadline:
            time.sleep(POLL)
        for kept in group:
            kept.end()

    def _tell(self, name: str, line: str) -> None:
        try:
            self._say(name, line)
        except OSError:  # nobody reads any more: time to go, in silence
            self._asked = True
            self._say = lambda _name, _line: None


class _Kept:
    """One child: its process while it lives, and when it is due to start again after that."""

    def __init__(self, child: Child, say: Say) -> None:
        self._child = child
        self._say = say
        self._process: Popen[str] | None = None
        self._since = 0.0
        self._due = float("inf")
        self._rest = SHORTEST_REST

    def start(self) -> None:
        self._since, self._due = time.monotonic(), float("inf")
        self._process = Popen(  # noqa: S603 - the commands are our own
            leashed(self._child.command),
            env={**os.environ, **self._child.environ},
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            pass_fds=self._child.passed,
        )
        self._reader = Thread(target=self._copy, args=(self._process,), daemon=True)
        self._reader.start()

    def _copy(self, process: Popen[str]) -> None:
        with process.stdout or StringIO() as lines:
            for line in lines:
                self._say(self._child.name, line.rstrip("\n"))

    @property
    def name(self) -> str:
        return self._child.name

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self.lives() else None

    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def is_ready(self) -> bool:
        return self._process is not None and self.lives() and self._child.ready(self._process.pid)

    def mend(self) -> None:
        """Start the child again when it has died and had its rest."""
        now = time.monotonic()
        if now >= self._due:
            self.start()
        elif self._process and not self.lives():
            rest = SHORTEST_REST if now - self._since > HEALTHY else self._rest
            self._rest, self._due = min(2 * rest, LONGEST_REST), now + rest
            self._say(self._child.name, f"{_fate(self.end())}, starts again in {rest:g} s")

    def terminate(self) -> None:
        if self._process:
            self._process.terminate()

    def end(self) -> int:
        """Kill what is left of it, children of children too; returns its exit code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        code = process.wait()
        _kill_session(process.pid)
        self._reader.join(timeout=1.0)  # whoever left the session may still hold the pipe
        return code


def _kill_session(leader: int) -> None:
    for pid in psutil.pids():
        with suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) == leader:
                os.kill(pid, signal.SIGKILL)


def _fate(code: int) -> str:
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
