"""What share of a bare Flask handler's throughput does a whole signed turn reach, and where
does its time go?

Run: python -m bench.webhooks [seconds] [clients]

Two servers run under the same gunicorn and are loaded in turn, on this machine only: one handler
with constant TwiML, and the product as it is wired (signature, transaction on SQLite with WAL,
flow with trained reasons, TwiML, board on Redis). Clients keep their connections and hold whole
conversations with it: incoming, name, "yes", reason (which joins the line), hang-up.
First with one worker of 8 threads, then as the product runs. The bench ends by itself.
"""

import argparse
import base64
import hmac
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response

from ivr.flow import Flow
from ivr.reasons import Reasons
from queueing.board import Board
from records.session import Store
from sapa import factory
from sapa.redis_server import RedisServer
from sapa.settings import Settings
from sapa.wiring import SIMULATED_ACCOUNT, Works
from webhooks.signature import Signatures
from webhooks.twiml import Writer

PUBLIC = "https://hotline.example"
TOKEN = "0" * 32
HOTLINE = Path(__file__).parents[1] / "examples" / "bank.toml"
ONE_WORKER, PRODUCT = (1, 8), (2, 16)
WARM_UP = 2.0
ROUNDS = 5
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
TURNS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/voice/incoming", {"CallStatus": "ringing"}),
    ("", {"SpeechResult": "hello this is Martha", "Confidence": "0.9"}),
    ("", {"SpeechResult": "yes that is right", "Confidence": "0.9"}),
    ("", {"SpeechResult": "I still have not received my new card", "Confidence": "0.9"}),
    ("/voice/status", {"CallStatus": "completed", "CallDuration": "31"}),
)
GEO = {"FromCountry": "ID", "FromCity": "", "ToCountry": "ID", "ApiVersion": "2010-04-01"}
_ACTION = re.compile(r'action="https://hotline\.example(/[^"#]*)')


def bare() -> Flask:
    """The handler that a whole turn is compared with."""
    app = Flask("bare", static_folder=None)
    document = '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Hello.</Say></Response>'

    @app.route("/<path:_path>", methods=["GET", "POST"])
    def constant(_path: str) -> Response:
        return Response(document, mimetype="text/xml")

    return app


def sign(path: str, form: dict[str, str]) -> str:
    text = PUBLIC + path + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.digest(TOKEN.encode(), text.encode(), "sha1")).decode()


Ask = Callable[[str, bytes, dict[str, str]], str]


def conversation(number: int, ask: Ask) -> int:
    """One whole call; returns how many requests it took."""
    base = {
        "CallSid": f"CA{number:032}",
        "AccountSid": SIMULATED_ACCOUNT,
        "From": f"+1555{number % 10**7:07}",
        "To": "+15550100",
        "Direction": "inbound",
        "CallStatus": "in-progress",
        **GEO,
    }
    path = ""
    for fixed, fields in TURNS:
        path = fixed or path
        form = base | fields
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": sign(path, form),
        }
        document = ask(path, urlencode(form).encode(), headers)
        if found := _ACTION.search(document):
            path = found[1].replace("&amp;", "&")
    return len(TURNS)


# Throughput under gunicorn


def client(port: int, first: int, seconds: float, threads: int, result: Any) -> None:
    """One process of clients: each thread holds one conversation after another."""
    counts: list[int] = []
    end = time.perf_counter() + WARM_UP + seconds
    begin = time.perf_counter() + WARM_UP

    def call(start: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

        def ask(path: str, body: bytes, headers: dict[str, str]) -> str:
            link.request("POST", path, body, headers)
            reply = link.getresponse()
            text = reply.read().decode()
            assert reply.status == 200, (reply.status, path, text[:200])
            return text

        done, number = 0, start
        while time.perf_counter() < end:
            asked = conversation(number, ask)
            done += asked if time.perf_counter() >= begin else 0
            number += 1
        counts.append(done)
        link.close()

    callers = [threading.Thread(target=call, args=(first + n * 10**6,)) for n in range(threads)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    result.put(sum(counts))


def load(port: int, number: int, seconds: float, clients: int) -> float:
    """Requests answered in a second, by so many connections held by two processes."""
    context = get_context("fork")  # the clients need nothing of what the parent imported
    result = context.Queue()
    halves = [
        context.Process(
            target=client,
            args=(port, (2 * number + half) * 10**8, seconds, max(clients // 2, 1), result),
        )
        for half in (0, 1)
    ]
    for process in halves:
        process.start()
    answered: int = sum(result.get(timeout=seconds + 60) for _ in halves)
    for process in halves:
        process.join()
    return answered / seconds


@contextmanager
def serving(app: str, size: tuple[int, int], environ: dict[str, str]) -> Iterator[int]:
    """`app` under gunicorn on a free port of this machine while the block lasts."""
    workers, threads = size
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    command = [
        *(sys.executable, "-m", "gunicorn", app, "--bind", f"fd://{listener.fileno()}"),
        *("--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)),
        *("--keep-alive", "30", "--graceful-timeout", "5", "--log-level", "warning"),
        "--no-control-socket",
    ]
    environ = os.environ | ONE_THREAD | environ
    with (
        listener,
        subprocess.Popen(command, env=environ, pass_fds=(listener.fileno(),)) as process,
    ):
        try:
            yield _answering(listener.getsockname()[1], workers)
        finally:
            process.terminate()


def _answering(port: int, workers: int) -> int:
    """The port, once every worker has most likely started: the first answer waits for one."""
    for _ in range(workers * 8):
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        link.request("GET", "/health")
        link.getresponse().read()
        link.close()
    return port


# Where the time goes


class Stopwatch:
    """Time spent in named parts of a turn, inner parts not counted with outer ones."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._inside: list[float] = []

    @contextmanager
    def span(self, part: str) -> Iterator[None]:
        self._inside.append(0.0)
        began = time.perf_counter()
        try:
            yield
        finally:
            took = time.perf_counter() - began
            self.spent[part] += took - self._inside.pop()
            if self._inside:
                self._inside[-1] += took

    def put_on(self, part: str, owner: Any, name: str) -> None:
        """Time a method, from now on."""
        work = getattr(owner, name)

        @wraps(work)
        def run(*args: Any, **options: Any) -> Any:
            with self.span(part):
                return work(*args, **options)

        setattr(owner, name, run)

    def put_on_block(self, part: str, owner: Any, name: str) -> None:
        """The same for a method that opens a `with` block."""
        work = getattr(owner, name)

        @contextmanager
        def run(*args: Any) -> Iterator[Any]:
            with self.span(part), work(*args) as given:
                yield given

        setattr(owner, name, run)


def watch(clock: Stopwatch) -> None:
    clock.put_on("signature", Signatures, "genuine")
    clock.put_on("flow", Flow, "advance")
    clock.put_on("flow: reasons", Reasons, "judge")
    clock.put_on("TwiML and wording", Writer, "caller")
    for verb in ("join", "leave", "renew"):
        clock.put_on("board", Board, verb)
    for door in ("transaction", "reading"):
        clock.put_on_block("SQL", Store, door)


def split(environ: dict[str, str], calls: int) -> None:
    """Print where one thread spends a turn, in microseconds: medians over whole calls."""
    works = Works(Settings.load(environ))
    app = factory.create(works)
    clock, post = Stopwatch(), app.test_client()
    samples: dict[str, list[float]] = defaultdict(list)
    documents: list[str] = []

    def ask(path: str, body: bytes, headers: dict[str, str]) -> str:
        reply = post.post(path, data=body, headers=headers, environ_overrides={"RAW_URI": path})
        assert reply.status_code == 200, (path, reply.text)
        documents.append(reply.text)
        return reply.text

    watch(clock)
    for number in range(calls):
        clock.spent.clear()
        began = time.perf_counter()
        requests = conversation(99 * 10**8 + number, ask)
        clock.spent["whole turn"] = time.perf_counter() - began
        rest = 2 * clock.spent["whole turn"] - sum(clock.spent.values())
        clock.spent["Flask, client, rest"] = rest
        for part, seconds in clock.spent.items():
            samples[part].append(seconds / requests)
    assert sum("<Enqueue" in document for document in documents) == calls
    for part, values in sorted(samples.items(), key=lambda item: median(item[1])):
        print(f"  {part:20} {median(values) * 1e6:7.0f} us")
    works.store.close()


@contextmanager
def hotline(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of a new, empty hotline with a Redis server of its own."""
    environ = {
        "SAPA_HOTLINE": str(HOTLINE),
        "SAPA_DATA": str(folder),
        "SAPA_PUBLIC_URL": PUBLIC,
        "SAPA_SECRET_KEY": TOKEN,
        "SAPA_LOG_LEVEL": "error",
    }
    works = Works(Settings.load(environ))
    works.store.migrate()
    works.store.close()
    with RedisServer(folder / "redis"):
        yield environ


def compare(name: str, size: tuple[int, int], seconds: float, clients: int) -> None:
    """Both servers stand ready and are loaded in turn, so that whatever else this machine does
    falls on both alike."""
    plain, whole = [], []
    with (
        tempfile.TemporaryDirectory() as folder,
        hotline(Path(folder)) as environ,
        serving("bench.webhooks:bare()", size, {}) as bare_port,
        serving("sapa.factory:create()", size, environ) as port,
    ):
        for number in range(ROUNDS):
            plain.append(load(bare_port, number, seconds / ROUNDS, clients))
            whole.append(load(port, number, seconds / ROUNDS, clients))
    ratios = [mine / theirs for mine, theirs in zip(whole, plain, strict=True)]
    workers, threads = size
    print(f"{name} ({workers} x {threads} threads, {clients} clients), medians of {ROUNDS}")
    print(f"  bare handler {median(plain):7.0f} requests/s")
    print(f"  whole turn   {median(whole):7.0f} requests/s")
    print(f"  ratio        {median(ratios):7.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.webhooks")
    parser.add_argument("seconds", nargs="?", type=float, default=15.0)
    parser.add_argument("clients", nargs="?", type=int, default=8)
    given = parser.parse_args()
    print(f"cores of this machine: {os.cpu_count()}")
    compare("one worker", ONE_WORKER, given.seconds, given.clients)
    compare("as the product runs", PRODUCT, given.seconds, given.clients)
    print("a turn in one thread, no server")
    with tempfile.TemporaryDirectory() as folder, hotline(Path(folder)) as environ:
        split(environ, 150)


if __name__ == "__main__":
    main()
