"""One day of a hotline, the same every time: what a board answers to it is always the same too."""

import random
from collections.abc import Iterator

from queueing.board import Board
from queueing.changes import Changes
from queueing.errors import BoardError
from queueing.model import (
    Act,
    Agent,
    AgentState,
    CallState,
    Cause,
    Need,
    Offer,
    Pace,
    Rung,
    Talk,
)
from queueing.policy import Policy
from queueing.results import Change, Snapshot
from queueing.scripts import Server

HOTLINE = "test"
POLICY = Policy(
    ladder=(Rung(5, Act.WIDEN), Rung(20, Act.RAISE), Rung(60, Act.SUPERVISOR)),
    targets={"billing": 20, "repair": 40},
    wrap_up=30,
)
MORNING = 1_800_000_000.0
OPEN = 12.0  # seconds that an offer stays open
PRESENT = 600.0
PACES = {"billing": Pace(240.0, 300.0), "repair": Pace(360.0, None), "any": Pace(180.0, 200.0)}
CREW = (
    Agent("sari", ("id",), {"billing": 4}),
    Agent("budi", ("id", "en"), {"billing": 2, "repair": 5}),
    Agent("wayan", ("id", "en"), {}, supervisor=True),
    Agent("made", ("en",), {"repair": 3}),
)
NEEDS = (
    Need("id", "billing"),
    Need("id", "billing", level=3),
    Need("en", "repair", level=2),
    Need("id"),
    Need("id", "billing", level=3, owner="sari"),
    Need("en", supervisor=True),
)


class Day:
    """Callers come and go, agents do what agents do. Each turn yields what the board answered."""

    def __init__(self, board: Board, seed: int) -> None:
        self._board = board
        self._dice = random.Random(seed)
        self._now = MORNING
        self._came = 0

    def turns(self, count: int) -> Iterator[object]:
        self._board.learn(PACES)
        for _ in range(count):
            self._now += self._dice.choice((0.5, 1.0, 4.0, 9.0))
            act = self._dice.choice((self._join, self._ready, self._answer, self._end, self._pass))
            try:
                yield act(self._board.snapshot())
            except BoardError as error:
                yield type(error)
            yield self._board.tick(self._now)
            yield self._views()

    def _views(self) -> object:
        """What the lines look like to those who stand in them, and to those who do not."""
        board, now = self._board, self._now
        waiting = board.waiting_calls()
        inside = [(board.position(call), board.outlook(call, now)) for call in waiting]
        outside = [(board.staff(need), board.outlook_of(need, now, now)) for need in NEEDS]
        return board.waiting(), board.supervised(), inside, outside

    def _join(self, _: Snapshot) -> object:
        self._came += 1
        waited = self._dice.choice((0, 0, 3, 30))
        need = self._dice.choice(NEEDS)
        return self._board.join(f"CA{self._came}", need, self._now - waited, self._now)

    def _ready(self, _: Snapshot) -> object:
        return self._board.ready(self._who(), self._now, self._now + PRESENT, OPEN)

    def _answer(self, board: Snapshot) -> object:
        """An agent's phone has rung: they take the call, or one of the other things happens."""
        open_ones = [entry.call for entry in board.calls if entry.state is CallState.OFFERED]
        offer = self._board.offer_of(self._dice.choice(open_ones)) if open_ones else None
        if offer is None:
            return self._board.renew(self._who().id, self._now, self._now + PRESENT)
        claimed = self._board.delivering(offer.token, self._now)
        reached = self._board.delivered(offer.token, self._now)
        return claimed, reached, self._reply(offer)

    def _reply(self, offer: Offer) -> object:
        if self._dice.random() < 0.7:
            self._board.accept(offer.call, offer.agent, offer.token, self._now)
            return AgentState.TALKING
        cause = self._dice.choice(tuple(Cause))
        return self._board.decline(offer.call, offer.agent, offer.token, cause, self._now)

    def _end(self, board: Snapshot) -> object:
        """Somebody hangs up, passes a caller on, or has written their notes."""
        busy = [entry.agent for entry in board.agents if entry.state is AgentState.WRAP_UP]
        if busy and self._dice.random() < 0.5:
            who = self._dice.choice(busy)
            longer = self._board.extend(who, self._now) if self._dice.random() < 0.3 else None
            return longer or self._board.finish(who, self._now)
        if not board.calls:
            return self._board.agents()
        entry = self._dice.choice(board.calls)
        if entry.state is CallState.TALKING and self._dice.random() < 0.3:
            lost = self._dice.random() < 0.5
            need = self._dice.choice((None, *NEEDS))
            token = entry.token
            return self._board.rejoin(entry.call, self._now, need, token=token, agent_lost=lost)
        return self._board.leave(entry.call, self._now)

    def _pass(self, _: Snapshot) -> object:
        """A rare thing: an agent goes, or a talk is found that the board knew nothing of."""
        if self._dice.random() < 0.5:
            return self._board.retire(self._who().id, self._now)
        self._came += 1
        call, need, now = f"CA{self._came}", NEEDS[0], self._now
        talk = Talk(call, need, now - 60, self._who(), f"talk-{call}", now - 30)
        return self._board.resume(talk, now, now + PRESENT, OPEN)

    def _who(self) -> Agent:
        return self._dice.choice(CREW)


def told(server: Server) -> list[Change]:
    """Everything that happened, from the first event on, without a gap."""
    changes: list[Change] = []
    while more := Changes(server, HOTLINE).read(changes[-1].id if changes else "0-0"):
        changes += more
    return changes
