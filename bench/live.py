"""How soon is an event on every open board and desk, and what does that cost the server?

Run: python -m bench.live [boards] [desks] [waiting] [seconds]

The product's own web processes (as `sapa run` starts them) on this machine, with Redis and SQLite
of their own. Every agent talks and so many callers wait; callers come and go, and agents decide to
leave after their talk, while each page reads its stream as a browser does. Measured: seconds from
just before the change of the board to the event on each page that shows it, and the processor time
of the web processes. Then the same with nobody waiting. The bench ends by itself.
"""

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import flask
import psutil
from flask.sessions import SecureCookieSessionInterface

from bench.hotline_at_work import NEW, House, furnished
from desk import session
from records import people
from records.reports import percentile
from sapa import factory, household
from sapa.processes import Child
from sapa.redis_server import RedisServer
from sapa.settings import Settings
from sapa.wiring import Works

HOTLINE = Path(__file__).parents[1] / "examples" / "bank.toml"
RATE = 3.0  # events in a second
SETTLING = 3.0  # seconds from when every page is whole to the first event that counts
LATEST = 5.0  # seconds after which a page has missed an event
GOAL = (0.5, 1.0)  # seconds at the 95th percentile, cores


@dataclass
class Measured:
    """`awaited`: what shows an event, when it happened, and how many pages are still to show it."""

    awaited: dict[str, tuple[float, int]] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    missed: int = 0
    read: int = 0
    begun: set[int] = field(default_factory=set)

    def expect(self, mark: str, pages: int) -> None:
        self.awaited[mark] = (time.perf_counter(), pages)

    def heard(self, text: str, known: set[str]) -> None:
        """A page has read this; `known` is what it has shown before."""
        self.read += len(text)
        for mark, (since, pages) in list(self.awaited.items()):
            if mark in text and mark not in known:
                known.add(mark)
                self.took.append(time.perf_counter() - since)
                self.awaited[mark] = (since, pages - 1)

    def settle(self) -> None:
        """Forget what every page has shown or will never show."""
        for mark, (since, pages) in list(self.awaited.items()):
            if pages <= 0 or time.perf_counter() - since > LATEST:
                self.missed += max(pages, 0)
                del self.awaited[mark]


async def board_page(http: aiohttp.ClientSession, cookie: str, measured: Measured) -> None:
    known: set[str] = set()
    async for name, data in events(http, "/board/events", cookie):
        measured.heard(data, known)
        if name == "pulse":
            measured.begun.add(id(known))


async def desk_page(
    http: aiohttp.ClientSession, cookie: str, person: int, measured: Measured
) -> None:
    """Any part that comes anew shows what its person has just done."""
    async for name, _ in events(http, "/desk/events", cookie):
        if name == "pulse":
            measured.begun.add(-person)
        else:
            measured.heard(f"desk {person}.", set())


async def events(
    http: aiohttp.ClientSession, path: str, cookie: str
) -> AsyncIterator[tuple[str, str]]:
    async with http.get(path, cookies={"sapa": cookie}) as answer:
        assert answer.status == 200, (path, answer.status)
        name = ""
        async for raw in answer.content:
            line = raw.decode()
            if line.startswith("event: "):
                name = line[7:].strip()
            elif line.startswith("data: "):
                yield name, line[6:]


@contextmanager
def web(settings: Settings, environ: dict[str, str]) -> Iterator[list[psutil.Process]]:
    """The web processes, as the product starts them; the redis and the workers are not ours."""
    listener = household.listen(settings)
    web = [it for it in household.children(settings, listener, None) if it.name.startswith("web")]
    running = [_started(child, environ) for child in web]
    try:
        for child, process in zip(web, running, strict=True):
            while not child.ready(process.pid):
                assert process.poll() is None, "a web process has ended"
                time.sleep(0.1)
        yield [psutil.Process(process.pid) for process in running]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()
        listener.close()


def _started(child: Child, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    environment = os.environ | environ | dict(child.environ)
    return subprocess.Popen([*child.command], env=environment, pass_fds=child.passed)


def spent(web: list[psutil.Process]) -> float:
    """Processor seconds of these processes and their children."""
    every = [each for process in web for each in (process, *process.children(recursive=True))]
    return sum(sum(process.cpu_times()[:2]) for process in every)


async def measure(
    works: Works, house: House, web: list[psutil.Process], boards: int, desks: int, seconds: float
) -> tuple[Measured, float]:
    """What the pages saw, and how many cores the web processes took."""
    measured, cookies = Measured(), signed_in(works, house, boards, desks)
    base = f"http://127.0.0.1:{works.settings.port}"
    unlimited = aiohttp.TCPConnector(limit=0)
    patient = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(base, connector=unlimited, timeout=patient) as http:
        watching = [board_page(http, cookie, measured) for cookie in cookies[house.watcher]]
        working = [
            desk_page(http, cookies[person][0], person, measured) for person in house.agents[:desks]
        ]
        tasks = [asyncio.create_task(page) for page in (*watching, *working)]
        while len(measured.begun) < len(tasks):
            assert not any(task.done() for task in tasks), "a page was refused"
            await asyncio.sleep(0.2)
        await asyncio.sleep(SETTLING)
        measured.read = 0
        before, began = spent(web), time.perf_counter()
        while time.perf_counter() - began < seconds:
            await asyncio.sleep(random.expovariate(RATE))
            await asyncio.to_thread(happens, house, measured, boards, desks)
            measured.settle()
        cores = (spent(web) - before) / (time.perf_counter() - began)
        await asyncio.sleep(LATEST / 2)
        for task in tasks:
            assert not task.done(), task.exception()
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for _, pages in measured.awaited.values():
        measured.missed += max(pages, 0)
    return measured, cores


def signed_in(works: Works, house: House, boards: int, desks: int) -> dict[int, list[str]]:
    """The cookies of each person's pages, as if they had signed in by the form."""
    app, every = factory.create(works), {house.watcher: boards}
    every |= dict.fromkeys(house.agents[:desks], 1)
    sign = SecureCookieSessionInterface().get_signing_serializer(app)
    assert sign
    found: dict[int, list[str]] = {person: [] for person in every}
    with works.store.reading() as records:
        for person in people.all(records):
            for _ in range(every.get(person.id, 0)):
                with app.test_request_context():
                    session.begin(person)
                    found[person.id].append(str(sign.dumps(dict(flask.session))))
    return found


def happens(house: House, measured: Measured, boards: int, desks: int) -> None:
    """One thing of those that happen all the time."""
    match random.choice(("joins", "leaves", "decides") if desks else ("joins", "leaves")):
        case "joins":
            house.joins(lambda call: measured.expect(f'["waiting","{call}",', boards))
        case "leaves" if len(house.waiting) > NEW:
            house.leaves(lambda call: measured.expect(f'["waiting","{call}",null,null]', boards))
        case "decides":
            person = random.choice(house.agents[:desks])
            house.decides(person, lambda: measured.expect(f"desk {person}.", 1))
        case _:
            pass


def tried(boards: int, desks: int, waiting: int, seconds: float) -> tuple[float, float]:
    """Prints one run; answers its 95th percentile and the cores."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "SAPA_HOTLINE": str(HOTLINE),
            "SAPA_DATA": folder,
            "SAPA_SECRET_KEY": "0" * 32,
            "SAPA_LOG_LEVEL": "error",
            "SAPA_PORT": "8765",
        }
        works = Works(Settings.load(environ))
        works.prepare()
        with RedisServer(Path(folder) / "redis"), web(works.settings, environ) as processes:
            house = furnished(works, max(desks, 50), waiting)
            run = measure(works, house, processes, boards, desks, seconds)
            measured, cores = asyncio.run(run)
        works.close()
    took = sorted(measured.took)
    p50, p95, most = percentile(took, 0.5), percentile(took, 0.95), percentile(took, 1.0)
    assert p50 is not None
    assert p95 is not None
    assert most is not None
    print(
        f"{boards} boards, {desks} desks, {waiting} waiting, {RATE:.0f} events/s, {seconds:.0f} s"
    )
    print(f"  on a page    p50 {p50:.3f} s, p95 {p95:.3f} s, at most {most:.3f} s")
    print(f"  shown        {len(took)} times, missed {measured.missed}")
    print(f"  sent         {measured.read / seconds / 1024:.0f} KiB/s")
    print(f"  web          {cores:.2f} cores")
    return p95, cores


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.live")
    for name, default in (("boards", 100), ("desks", 100), ("waiting", 500), ("seconds", 30)):
        parser.add_argument(name, nargs="?", type=int, default=default)
    given = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"cores of this machine: {os.cpu_count()}, load by others before: {load:.1f}")
    p95, cores = tried(given.boards, given.desks, given.waiting, given.seconds)
    calm, idle = tried(given.boards, given.desks, 0, given.seconds)
    print(f"against nobody waiting: p95 {p95 / calm:.1f} times, cores {cores / idle:.1f} times")
    sys.exit(p95 > GOAL[0] or cores > GOAL[1])


if __name__ == "__main__":
    main()
