"""The real board on a real Redis server, driven as the hotline drives it, but quickly."""

import socket
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush
from math import inf

import redis
from redis.client import Pipeline
from redis.commands.core import Script

from bench.scene import Scene
from bench.virtual import Match
from queueing.board import Board
from queueing.model import Agent, Need, Offer, Rung
from queueing.policy import Policy

LANGUAGE = "id"
ALWAYS = 1e10  # seconds of presence


class Wire(redis.Redis):
    """A client whose scripts go over one socket of their own, with less ado.

    Nothing is counted, retried or decoded. Within `unanswered` the answer, which can only be 1,
    is read with the next one. All other commands go their usual way.
    """

    def __init__(self, path: str) -> None:
        super().__init__(unix_socket_path=path)
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(path)
        self._replies = self._socket.makefile("rb")
        self._unsent: list[bytes] = []
        self._unanswered = False

    def close(self) -> None:
        self._replies.close()
        self._socket.close()
        super().close()

    @contextmanager
    def unanswered(self) -> Iterator[None]:
        self._unanswered = True
        yield
        self._unanswered = False

    def register_script(self, script: str) -> Script:  # type: ignore[override]
        self.script_load(script)
        return super().register_script(script)

    def execute_command(self, *args: object, **options: object) -> object:
        if args[0] != "EVALSHA":
            self.settle()
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        parts = (str(arg) for arg in args)
        text = "".join(f"${len(part)}\r\n{part}\r\n" for part in parts)
        self._unsent.append(f"*{len(args)}\r\n{text}".encode("ascii"))
        return 1 if self._unanswered else self.settle()

    def pipeline(self, *args: object, **options: object) -> Pipeline:
        self.settle()
        return super().pipeline(*args, **options)

    def settle(self) -> object:
        """Sends what is unsent and answers the last reply."""
        sent, self._unsent = self._unsent, []
        if not sent:
            return None
        self._socket.sendall(b"".join(sent))
        for _ in sent[:-1]:
            if isinstance(reply := self._reply(), int) and reply < 1:
                raise AssertionError(f"unanswered, and then {reply}")
        return self._reply()

    def _reply(self) -> object:
        line = self._replies.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return None if rest == b"-1" else self._replies.read(int(rest) + 2)[:-2]
        if kind == b"*":
            return None if rest == b"-1" else [self._reply() for _ in range(int(rest))]
        if kind == b"-":
            raise redis.ResponseError(rest.decode())
        return rest


class RealBoard:
    """Our own routing. Offers are accepted at once; the ladder's rungs are climbed on time."""

    def __init__(self, scene: Scene, wire: Wire, ladder: Sequence[Rung] = ()) -> None:
        wire.flushall()
        self.scene, self.wire, self.ladder = scene, wire, ladder
        self.board = Board(wire, "bench", Policy(ladder=tuple(ladder), wrap_up=0.0))
        self.people = [
            Agent(str(number), (LANGUAGE,), person.skills)
            for number, person in enumerate(scene.people)
        ]
        self.needs = [Need(LANGUAGE, skill, level) for skill, level in scene.kinds]
        self.waiting: set[int] = set()
        self.rungs: list[tuple[float, int, int]] = []  # due, call, how many it has climbed

    @property
    def due(self) -> float:
        while self.rungs and self.rungs[0][1] not in self.waiting:
            heappop(self.rungs)
        return self.rungs[0][0] if self.rungs else inf

    def tick(self, now: float) -> Iterable[Match]:
        _, call, climbed = heappop(self.rungs)
        self._climbs(call, climbed + 1)
        return self._accept(self.board.tick(now).offers, now)

    def come(self, agent: int, now: float) -> Iterable[Match]:
        offer = self.board.ready(self.people[agent], now, now + ALWAYS, ALWAYS)
        return self._accept([offer] if offer else [], now)

    def go(self, agent: int, now: float) -> None:
        self.board.retire(self.people[agent].id, now)

    def arrive(self, call: int, now: float) -> Iterable[Match]:
        offer = self.board.join(str(call), self.needs[self.scene.kind[call]], now, now)
        self.waiting.add(call)
        if offer:
            return self._accept([offer], now)
        self._climbs(call, 0)
        return ()

    def quit(self, call: int, now: float) -> None:
        self.waiting.remove(call)
        self.board.leave(str(call), now)

    def end(self, call: int, now: float) -> Iterable[Match]:
        return self._accept(self.board.leave(str(call), now).offers, now)

    def _climbs(self, call: int, climbed: int) -> None:
        if climbed < len(self.ladder):
            due = self.scene.arrived[call] + self.ladder[climbed].after
            heappush(self.rungs, (due, call, climbed))

    def _accept(self, offers: Iterable[Offer], now: float) -> list[Match]:
        matches = []
        for offer in offers:
            with self.wire.unanswered():
                self.board.accept(offer.call, offer.agent, offer.token, now)
            match = int(offer.call), int(offer.agent)
            self.waiting.remove(match[0])
            matches.append(match)
        return matches
