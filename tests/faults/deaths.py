"""Where a process can die: before and after each commit, script, job put in line, and REST request.

The product knows nothing of this: `arm` wraps its doors in the process that is to be killed.
"""

import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Self

import flask
import rq

from queueing.scripts import Scripts
from records import Session
from records.session import Store
from webhooks.phones import Phones

DIED = 77
"""Exit code of a process that died where it was told to."""
REQUESTS = ("redirect", "place", "end", "live_legs")


@dataclass(frozen=True, order=True)
class Point:
    """`side` of the `nth` (from 1) thing of this kind and name, over all processes."""

    kind: str
    name: str
    side: str
    nth: int

    def __str__(self) -> str:
        return f"{self.side} {self.kind} {self.name} {self.nth}"

    @classmethod
    def read(cls, text: str) -> Self:
        side, kind, name, nth = text.split()
        return cls(kind, name, side, int(nth))


def arm(log: Path, deadly: Point | None) -> None:
    """From here on every point is written to `log`; whoever comes to the deadly one dies there."""
    tally = _Tally(log, deadly)
    _wrap(Scripts, "run", lambda _self, verb, *_: tally.around("script", verb))
    _wrap(rq.Queue, "enqueue_call", lambda _self, func, *_: tally.around("job", _last(func)))
    for request in REQUESTS:
        _wrap(Phones, request, lambda *_, name=request: tally.around("rest", name))
    _wrap_commits(tally)


def points(log: Path) -> Iterator[Point]:
    """Every point that was passed, in order."""
    seen: Counter[str] = Counter()
    for line in log.read_text().splitlines():
        key = line.rpartition(" ")[0]
        seen[key] += 1
        yield Point.read(f"{key} {seen[key]}")


@dataclass(frozen=True)
class _Tally:
    log: Path
    deadly: Point | None

    @contextmanager
    def around(self, kind: str, name: str) -> Iterator[None]:
        self.passed("before", kind, name)
        yield
        self.passed("after", kind, name)

    def passed(self, side: str, kind: str, name: str) -> None:
        """Lines are appended whole, so one process alone finds its own line to be the nth."""
        key, mark = f"{side} {kind} {name}", uuid.uuid4().hex
        with self.log.open("a") as log:
            log.write(f"{key} {mark}\n")
        at = self.deadly
        if at is not None and (at.side, at.kind, at.name) == (side, kind, name):
            same = [
                line for line in self.log.read_text().splitlines() if line.startswith(f"{key} ")
            ]
            if same.index(f"{key} {mark}") + 1 == at.nth:
                os._exit(DIED)


Around = Callable[..., AbstractContextManager[None]]


def _wrap(owner: type, name: str, around: Around) -> None:
    plain: Callable[..., Any] = getattr(owner, name)

    @wraps(plain)
    def wrapped(*args: Any, **options: Any) -> Any:
        with around(*args):
            return plain(*args, **options)

    setattr(owner, name, wrapped)


def _wrap_commits(tally: _Tally) -> None:
    plain = Store.transaction

    @contextmanager
    def transaction(self: Store) -> Iterator[Session]:
        name = _doing()
        with plain(self) as session:
            yield session
            tally.passed("before", "commit", name)
        tally.passed("after", "commit", name)

    Store.transaction = transaction  # type: ignore[method-assign]


def _doing() -> str:
    """The request or the job that this thread is busy with."""
    if flask.has_request_context():
        return flask.request.path
    job = rq.get_current_job()
    return _last(str(job.func_name)) if job else "clock"


def _last(name: str) -> str:
    return name.rpartition(".")[2]
