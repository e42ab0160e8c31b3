"""A whole hotline as processes, forked from one that has everything loaded: a new one costs
milliseconds, so that hundreds can die."""

import asyncio
import contextlib
import gc
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from records.session import Store
from sapa import clockwork, factory, jobs, logs, wiring
from sapa.reasons import Trained
from sapa.settings import Settings
from sapa.wiring import Works
from tests.queueing.fleet import HOST, Node, free_ports

EXAMPLE = Path(__file__).parents[2] / "examples" / "bank.toml"
ROLES = ("web", "calls", "clock")
WRAP_UP = 6  # seconds
REST = 0.05  # seconds before a process that died is started again


RHYTHM: tuple[tuple[ModuleType, str, float], ...] = (
    (clockwork, "TICK", 0.1),
    (clockwork, "AGREE_EVERY", 0.4),
    (clockwork, "WATCH_EVERY", 0.8),
    (clockwork, "PATIENCE", 0.5),
    (wiring, "SHORTEST_OFFER", 1.5),
)
"""Rounds and patience, in real seconds, as tests can wait for them; in life they are longer."""
IN_LIFE = {name: getattr(module, name) for module, name, _ in RHYTHM}


def set_rhythm(*, hurried: bool) -> None:
    """For the hotlines that are forked from here on."""
    for module, name, seconds in RHYTHM:
        setattr(module, name, seconds if hurried else IN_LIFE[name])


@cache
def learnt() -> Works:
    """Learning what reasons mean takes seconds: done once, before anything is forked. So are
    the modules loaded that are only loaded when they are used."""
    works = Works(
        Settings.load({"SAPA_DATA": "/nonexistent", "SAPA_SECRET_KEY": "-" * 32}, EXAMPLE)
    )
    works.__dict__.update(trained=Trained(works.hotline))  # no phrases of people: no records yet
    works.trained.all()
    _ = works.phones._client.calls
    return works


def _file(folder: Path) -> Path:
    """The example, with a wrap-up that tests can wait for; callers who press 0 whatever they are
    asked would come back after every talk, were they asked for more."""
    file = folder / "hotline.toml"
    file.write_text(
        f"{EXAMPLE.read_text()}\n[agents]\nwrap_up = {WRAP_UP}\nmisses_before_break = 20\n"
        "[parting]\nenabled = false\n"
    )
    return file


@dataclass
class Hotline:
    """Its processes, its Redis and its records in `folder`; `speed` as in the settings."""

    folder: Path
    speed: float
    epoch: float
    api_url: str
    appendonly: bool = True
    arm: Callable[[], None] = lambda: None
    died: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.listener = socket.create_server((HOST, 0), backlog=1024)
        (port,) = free_ports(1)
        kept = ("--appendonly", "yes") if self.appendonly else ()
        self.redis = Node(self.folder / "redis", port, "--save", "", *kept)
        self.works = Works(self._settings())
        self._pids: dict[int, str] = {}

    def _settings(self) -> Settings:
        return Settings.load(
            {
                "SAPA_DATA": str(self.folder),
                "REDIS_URL": f"redis://{HOST}:{self.redis.port}",
                "SAPA_PUBLIC_URL": f"http://{HOST}:{self.listener.getsockname()[1]}",
                "SAPA_TWILIO_API_URL": self.api_url,
                "SAPA_SPEED": str(self.speed),
                "SAPA_EPOCH": str(self.epoch),
                "SAPA_CALLS_PER_SECOND": "100",
                "SAPA_SECRET_KEY": "-" * 32,
            },
            _file(self.folder),
        )

    def new_works(self) -> Works:
        works = Works(self._settings())
        works.__dict__.update(trained=learnt().trained)
        return works

    @contextmanager
    def open(self) -> Iterator[None]:
        """All processes run while the block lasts."""
        _empty_records(self.folder / "sapa.db")
        with self.redis, self.listener:
            try:
                yield
            finally:
                for pid in self._pids:
                    os.kill(pid, signal.SIGKILL)
                while self._pids:
                    os.waitpid(self._pids.popitem()[0], 0)
                self.works.close()

    def start(self, role: str) -> int:
        """A new process; returns its pid."""
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            self._become(role)
        self._pids[pid] = role
        return pid

    def pid(self, role: str) -> int:
        return next(pid for pid, name in self._pids.items() if name == role)

    def kill(self, role: str) -> None:
        os.kill(self.pid(role), signal.SIGKILL)

    async def keep(self) -> None:
        """Start anew whatever dies, until cancelled."""
        while True:
            for pid, role in list(self._pids.items()):
                if _over(pid):
                    del self._pids[pid]
                    self.died.append(role)
                    await asyncio.sleep(REST)
                    self.start(role)
            await asyncio.sleep(REST / 5)

    def _become(self, role: str) -> None:
        """Never returns; nothing of the parent's is touched again."""
        gc.freeze()
        listener = self.listener.fileno()
        os.closerange(3, listener)
        os.closerange(listener + 1, 1024)
        code = 1
        with contextlib.suppress(BaseException):
            output = os.open(self.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.dup2(output, 1)
            os.dup2(output, 2)
            sys.stdout = sys.stderr = os.fdopen(output, "w", buffering=1)
            code = self._work(role)
        os._exit(code)

    def _work(self, role: str) -> int:
        try:
            works = self.new_works()
            logs.configure(works.clock, "info", "json")
            self.arm()
            match role:
                case "web":
                    _serve(factory.create(works), self.listener.fileno())
                case "calls":
                    jobs._works = lambda: works  # type: ignore[assignment]
                    jobs._dialer.cache_clear()
                    jobs.work(works, jobs.CALLS)
                case "clock":
                    clockwork.Clockwork(works).run()
        except BaseException:
            import traceback

            traceback.print_exc()
            raise
        return 0


def _over(pid: int) -> bool:
    return os.waitpid(pid, os.WNOHANG)[0] != 0


def _serve(app: Flask, listener: int) -> None:
    server = make_server(HOST, 0, app, threaded=True, fd=listener, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    thread.join()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def _empty_records(file: Path) -> None:
    """Migrated once and copied then."""
    template = file.parent.parent / "empty.db"
    if not template.exists():
        store = Store(f"sqlite:///{template}")
        store.migrate()
        store.close()
    shutil.copy(template, file)
