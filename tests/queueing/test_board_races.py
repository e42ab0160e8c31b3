"""Several processes on one board at once: nobody is lost, nobody is booked twice."""

import multiprocessing
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from typing import NamedTuple

import redis

from queueing.board import Board
from queueing.errors import BoardError
from queueing.model import Act, Agent, Cause, Need, Offer, Rung
from queueing.policy import Policy

POLICY = Policy(
    ladder=(Rung(5, Act.WIDEN), Rung(20, Act.RAISE), Rung(60, Act.SUPERVISOR)),
    targets={"billing": 20, "repair": 40},
    wrap_up=2,
)
PROCESSES, STEPS = 4, 500
NEEDS = (
    Need("id", "billing", level=2),
    Need("id", "repair"),
    Need("id", "billing", owner="agent-1"),
    Need("id", supervisor=True),
)


class Told(NamedTuple):
    """What one process was told by the board."""

    joined: list[str]
    left: list[str]
    climbs: list[tuple[str, int]]
    claimed: list[str]


class Racer:
    """A process that does whatever comes to its mind, to anybody's calls and agents."""

    def __init__(self, socket: str, seed: int) -> None:
        self.board = Board(redis.Redis(unix_socket_path=socket), "test", POLICY)
        self.chance = random.Random(seed)
        self.seed, self.now = seed, 1000.0
        self.told = Told([], [], [], [])

    def run(self) -> Told:
        verbs = [self.join, self.ready, self.answer, self.answer, self.leave, self.tick]
        verbs += [self.retire, self.finish, self.rejoin, self.move_up, self.give, self.hand_over]
        weights = [6, 8, 4, 4, 4, 3, 1, 3, 1, 1, 1, 1]
        for self.step in range(STEPS):
            self.now += self.chance.random()
            self.chance.choices(verbs, weights)[0]()
        return self.told

    def somebody(self) -> str:
        return self.chance.choice(self.board.calls() or ["nobody"])

    def agent(self) -> str:
        return f"agent-{self.chance.randrange(5)}"

    def join(self) -> None:
        call = f"CA{self.seed}-{self.step}"
        self.told.joined.append(call)
        self.claim(self.board.join(call, self.chance.choice(NEEDS), self.now, self.now))

    def ready(self) -> None:
        skills = {"billing": self.chance.randint(1, 5), "repair": 1}
        agent = Agent(self.agent(), ("id",), skills, self.chance.random() < 0.3)
        self.claim(self.board.ready(agent, self.now, self.now + 20, 3))

    def claim(self, *offers: Offer | None) -> None:
        for offer in offers:
            if offer and self.board.delivering(offer.token, self.now):
                self.told.claimed.append(offer.token)

    def answer(self) -> None:
        if offer := self.board.offer_of(self.somebody()):
            claim = (offer.call, offer.agent, offer.token)
            if self.chance.random() < 0.3:
                cause = self.chance.choice(list(Cause))
                self.claim(*self.board.decline(*claim, cause, self.now).offers)
            else:
                with suppress(BoardError):  # another process was faster
                    self.board.accept(*claim, self.now)

    def leave(self) -> None:
        call = self.somebody()
        left = self.board.leave(call, self.now)
        if left.state:
            self.told.left.append(call)
        self.claim(*left.offers)

    def rejoin(self) -> None:
        with suppress(BoardError):  # another process was faster
            self.claim(self.board.rejoin(self.somebody(), self.now, agent_lost=True))

    def move_up(self) -> None:
        with suppress(BoardError):
            self.claim(self.board.move_up(self.somebody(), self.now))

    def give(self) -> None:
        with suppress(BoardError):
            self.claim(self.board.give(self.somebody(), self.agent(), self.now))

    def hand_over(self) -> None:
        agent = Agent(self.agent(), ("id",), {"billing": 3})
        with suppress(BoardError):
            over = self.board.hand_over(self.somebody(), agent, self.now, self.now + 20, 3)
            self.claim(*over.offers)

    def retire(self) -> None:
        self.claim(self.board.retire(self.agent(), self.now))

    def finish(self) -> None:
        self.claim(self.board.finish(self.agent(), self.now))

    def tick(self) -> None:
        tick = self.board.tick(self.now, limit=5)
        self.told.climbs.extend((climb.call, climb.index) for climb in tick.climbs)
        self.claim(*tick.offers)


def race(socket: str, seed: int) -> Told:
    return Racer(socket, seed).run()


def test_racing_processes_lose_nobody_and_book_nobody_twice(
    redis_socket: str, board: Board, audit: Callable[[], None], story: Callable[[], None]
) -> None:
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=processes) as pool:
        told = list(pool.map(race, [redis_socket] * PROCESSES, range(PROCESSES)))

    joined = Counter(call for each in told for call in each.joined)
    left = Counter(call for each in told for call in each.left)
    climbs = Counter(climb for each in told for climb in each.climbs)
    claimed = Counter(token for each in told for token in each.claimed)
    assert set(board.calls()) == set(joined) - set(left)
    for counted in (left, climbs, claimed):
        assert max(counted.values()) == 1
    audit()
    story()
