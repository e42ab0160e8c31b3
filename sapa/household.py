"""Which processes make up a running hotline, and how to tell that each is up."""

import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import requests

from sapa.errors import SettingsError
from sapa.processes import Child
from sapa.redis_server import RedisServer
from sapa.settings import Settings
from sapa.worker import KINDS

BACKLOG = 1024
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""A judgement is small: spread over threads it takes longer than in one."""


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def listen(settings: Settings) -> socket.socket:
    """The web processes' socket. It outlives each of them: while one is started again, the
    others answer, and what comes meanwhile waits instead of being refused."""
    try:
        return socket.create_server((settings.host, settings.port), backlog=BACKLOG)
    except OSError as error:
        raise SettingsError(
            f"SAPA_PORT={settings.port}: {error.strerror}, must be a free port"
        ) from None


def children(
    settings: Settings, listener: socket.socket, simulate: Sequence[str] | None
) -> list[Child]:
    """The processes in the order in which they need each other. `simulate` holds the
    arguments of the simulator, which plays the telephone network; None for the real one."""
    own_redis = () if settings.redis_url else (_redis(settings),)
    network = () if simulate is None else (_simulator(settings, simulate),)
    return [
        *own_redis,
        *(_web(settings, listener, number) for number in range(1, settings.web_workers + 1)),
        *(Child(kind, python("sapa.worker", kind)) for kind in KINDS),
        *network,
    ]


def _redis(settings: Settings) -> Child:
    server = RedisServer(settings.data / "redis")
    return Child("redis", server.command, ready=server.answers)


def _simulator(settings: Settings, arguments: Sequence[str]) -> Child:
    ready = _answers(f"http://127.0.0.1:{settings.simulator_port}/sim/health")
    command = python("sapa.cli.main", "simulate", *arguments)
    return Child("simulator", command, ready=ready)


def _web(settings: Settings, listener: socket.socket, number: int) -> Child:
    """gunicorn with our application; live pages hold a thread each."""
    command = [
        *(sys.executable, "-m", "gunicorn", "sapa.factory:create()"),
        *("--bind", f"fd://{listener.fileno()}"),
        *("--config", "python:sapa.gunicorn_conf", "--worker-class", "gthread"),
        *("--threads", str(settings.web_threads)),
        *("--graceful-timeout", "5", "--keep-alive", "30"),
        *("--log-level", "warning", "--no-control-socket"),
        *(("--worker-tmp-dir", "/dev/shm") if Path("/dev/shm").is_dir() else ()),  # noqa: S108
    ]
    ready = _answers(f"http://{settings.host}:{settings.port}/health")
    return Child(f"web-{number}", command, ONE_THREAD, ready, (listener.fileno(),))


def _answers(url: str) -> Callable[[int], bool]:
    """A server listens before it can answer: only an answer will do."""

    def ready(_pid: int) -> bool:
        try:
            return requests.get(url, timeout=2).ok
        except requests.RequestException:
            return False

    return ready
