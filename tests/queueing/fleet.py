"""Redis servers of a test's own on loopback ports, alone or as a fleet, ended by their pids."""

import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from sapa.leash import leashed
from sapa.redis_program import _program

HOST = "127.0.0.1"
PATIENCE = 30.0  # seconds, for what should take a moment
POLL = 0.02
BUS = 10_000  # a node of a cluster also listens this many ports higher


def until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Return as soon as that is so; an error counts as not yet."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            if true():
                return
        except redis.RedisError:
            pass
        time.sleep(POLL)
    raise AssertionError(f"not within {patience:g} s: {what}")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, those of their buses neither."""
    with ExitStack() as stack:
        ports: list[int] = []
        while len(ports) < count:
            probe, bus = (stack.enter_context(socket.socket()) for _ in range(2))
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
            try:
                bus.bind((HOST, port + BUS))
            except (OSError, OverflowError):
                continue
            ports.append(port)
        return ports


class Node:
    """One server process, of any kind; `options` as on the program's command line."""

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.port = port
        self.folder = folder
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def client(self) -> redis.Redis:
        """A new one that tries once and knows nothing of any fleet."""
        return redis.Redis(HOST, self.port, decode_responses=True, retry=Retry(NoBackoff(), 0))

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def answers(self) -> bool:
        with self.client as client:
            return bool(client.info("server")["process_id"] == self.pid)

    def start(self) -> Self:
        common = ("--port", str(self.port), "--bind", HOST, "--dir", str(self.folder))
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                leashed([str(_program()), *self._options, *common]), stdout=log, stderr=log
            )
        try:
            until(self.answers, f"the server on port {self.port} answers")
        except AssertionError:
            self.kill()
            raise
        return self

    def kill(self) -> None:
        """Gone without a word."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.kill()
