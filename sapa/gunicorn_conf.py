"""How gunicorn runs a web process (`gunicorn --config python:sapa.gunicorn_conf`)."""

import signal
from types import FrameType
from typing import Any


def post_worker_init(worker: Any) -> None:
    """On SIGTERM the live pages end first: open streams would hold the process up."""
    graceful = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        worker.wsgi.extensions["desk"].live.close()
        if callable(graceful):
            graceful(number, frame)

    signal.signal(signal.SIGTERM, end)
