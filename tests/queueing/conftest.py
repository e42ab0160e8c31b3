"""A board on a real Redis server, and two judges: of a board as it stands, and of its story."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Self

import pytest
import redis
from redis.client import Pipeline

from queueing.board import Board
from queueing.changes import Changes
from queueing.keys import Keys
from queueing.lines import read_places
from queueing.model import VISIT, Act, Rung
from queueing.policy import Policy
from queueing.results import Change, Kind

HOTLINE = "test"
POLICY = Policy(
    ladder=(Rung(5, Act.WIDEN), Rung(20, Act.RAISE), Rung(60, Act.SUPERVISOR)),
    targets={"billing": 20, "repair": 40},
    wrap_up=30,
)


@pytest.fixture
def store(redis_socket: str) -> Iterator[redis.Redis]:
    """A client of an empty server."""
    with redis.Redis(unix_socket_path=redis_socket) as client:
        client.flushall()
        yield client


@pytest.fixture
def board(store: redis.Redis) -> Board:
    return Board(store, HOTLINE, POLICY)


@pytest.fixture
def everything(redis_socket: str) -> Iterator[Callable[[], dict[str, object]]]:
    """All keys of the server with their contents, read in two round trips."""
    with redis.Redis(unix_socket_path=redis_socket, decode_responses=True) as client:

        def read() -> dict[str, object]:
            keys = [str(key) for key in client.scan_iter(count=10_000)]
            reading = client.pipeline(transaction=False)
            for key in keys:
                _read(reading, key.split(":", 2)[-1], key)
            contents = (dict(it) if isinstance(it, list) else it for it in reading.execute())
            return dict(zip(keys, contents, strict=True))

        yield read


_SORTED = {"calls", "timers", "supervised"}


def _read(pipeline: Pipeline, name: str, key: str) -> None:
    if name.startswith(("waiting:", "ready:", "staff:")) or name in _SORTED:
        pipeline.zrange(key, 0, -1, withscores=True)
    elif name == "agents":
        pipeline.smembers(key)
    elif name == "events":
        pipeline.xrange(key)
    else:
        pipeline.hgetall(key)


@pytest.fixture
def audit(everything: Callable[[], dict[str, object]]) -> Callable[[], "Audit"]:
    """Fails unless every set, hash and timer of the board agrees with every other."""
    return lambda: Audit(everything()).run()


class Audit:
    """Judges a board by its raw keys."""

    def __init__(self, contents: dict[str, object]) -> None:
        prefix = Keys(HOTLINE).prefix
        self.keys = {key.removeprefix(prefix): value for key, value in contents.items()}
        self.calls = self._family("call:")
        self.agents = self._family("agent:")
        self.waiting = self._sorted("waiting:")
        self.ready = self._sorted("ready:")
        self.staff = self._sorted("staff:")
        self.timers = self._sorted("timers").get("", {})

    def _family(self, name: str) -> dict[str, dict[str, str]]:
        return {
            key.removeprefix(name): value
            for key, value in self.keys.items()
            if key.startswith(name) and isinstance(value, dict)
        }

    def _sorted(self, name: str) -> dict[str, dict[str, float]]:
        return {
            key: {member: float(score) for member, score in members.items()}
            for key, members in self._family(name).items()
        }

    def run(self) -> Self:
        self._every_call_is_known()
        self._waiting_calls_stand_in_their_lines_and_no_others()
        self._pairs_agree()
        self._idle_agents_stand_in_their_lines_and_no_others()
        self._everybody_is_counted_where_they_serve()
        self._nobody_idle_beside_a_call_they_serve()
        self._timers_match_the_states()
        return self

    def _every_call_is_known(self) -> None:
        assert set(self._family("calls").get("", {})) == set(self.calls)
        assert self.keys.get("agents", set()) == set(self.agents)

    def _waiting_calls_stand_in_their_lines_and_no_others(self) -> None:
        standing = {
            (line, member, float(score))
            for line, members in self.waiting.items()
            for member, score in members.items()
        }
        due = {
            (line, c["member"], float(c["score"]))
            for c in self.calls.values()
            for line in c["lines"].split()
        }
        assert standing == due
        for c in self.calls.values():
            assert (c["state"] == "waiting") == bool(c["lines"])
        in_line = [c for c in self.calls.values() if c["lines"]]
        counters = self._family("counters").get("", {})
        visits = sum(call.startswith(VISIT) for call, c in self.calls.items() if c["lines"])
        assert int(counters.get("visits", 0)) == visits
        assert int(counters.get("waiting", 0)) == len(in_line) - visits
        assert self._sorted("supervised").get("", {}) == {
            c["member"]: float(c["score"]) for c in in_line if "supervisor." in c["lines"]
        }

    def _pairs_agree(self) -> None:
        busy = {"offered", "talking"}
        from_calls = {(i, c["agent"], c["state"]) for i, c in self.calls.items() if "agent" in c}
        from_agents = {(a["call"], i, a["state"]) for i, a in self.agents.items() if "call" in a}
        assert from_calls == from_agents
        assert {i for i, c in self.calls.items() if c["state"] in busy} == {
            call for call, _, _ in from_calls
        }
        assert max(Counter(agent for _, agent, _ in from_calls).values(), default=1) == 1

    def _idle_agents_stand_in_their_lines_and_no_others(self) -> None:
        standing = {(line, agent) for line, agents in self.ready.items() for agent in agents}
        assert standing == {
            (place.pool, agent)
            for agent, a in self.agents.items()
            if a["state"] == "idle"
            for place in read_places(a["serves"])
        }

    def _everybody_is_counted_where_they_serve(self) -> None:
        standing = {
            (pool, agent, rank)
            for pool, agents in self.staff.items()
            for agent, rank in agents.items()
        }
        assert standing == {
            (place.pool, agent, place.rank)
            for agent, a in self.agents.items()
            for place in read_places(a["serves"])
        }

    def _nobody_idle_beside_a_call_they_serve(self) -> None:
        for a in self.agents.values():
            if a["state"] == "idle":
                for place in read_places(a["serves"]):
                    assert not self.waiting.keys() & set(place.lines)

    def _timers_match_the_states(self) -> None:
        ladders = {i: len(POLICY.ladder_of(c["skill"])) for i, c in self.calls.items()}
        holding = {i: c for i, c in self.calls.items() if c["state"] in {"waiting", "offered"}}
        due = {f"rung {i}" for i, c in holding.items() if int(c["climbed"]) < ladders[i]}
        due |= {f"owner {i}" for i, c in holding.items() if c["held"] == "1"}
        due |= {f"offer {i}" for i, c in holding.items() if c["state"] == "offered"}
        due |= {f"pause {i}" for i, a in self.agents.items() if "until" in a}
        due |= {f"presence {i}" for i, a in self.agents.items() if a["state"] != "talking"}
        optional = {f"deliver {c['token']}" for c in self.calls.values() if "deadline" in c}
        optional |= {f"presence {i}" for i in self.agents}
        assert due <= set(self.timers) <= due | optional


@pytest.fixture
def story(store: redis.Redis) -> Callable[[], None]:
    """Fails unless the board's events, from the first on, tell a story that can be true."""

    def read() -> None:
        told, cursor = Story(), "0-0"
        while changes := Changes(store, HOTLINE).read(cursor):
            for change in changes:
                told.hear(change)
            cursor = changes[-1].id

    return read


class Story:
    """Follows who is with whom, event by event."""

    def __init__(self) -> None:
        self.calls: dict[str, str] = {}  # state of every call on the board
        self.with_agent: dict[str, str] = {}  # call by agent, offered or talking
        self.rungs: dict[str, int] = {}

    def hear(self, change: Change) -> None:
        call, agent = change.call or "", change.agent or ""
        match change.kind:
            case Kind.RESUMED:
                assert call not in self.calls
                assert agent not in self.with_agent
                self.calls[call], self.with_agent[agent] = "talking", call
                self.rungs[call] = int(change.detail["climbed"])
            case Kind.OFFERED:
                assert self.calls[call] == "waiting"
                assert agent not in self.with_agent
                self.calls[call], self.with_agent[agent] = "offered", call
            case Kind.ACCEPTED:
                assert (self.calls[call], self.with_agent[agent]) == ("offered", call)
                self.calls[call] = "talking"
            case Kind.DECLINED | Kind.MISSED | Kind.WITHDRAWN:
                self._parted(call, agent, "offered")
            case Kind.HANDED:
                assert agent not in self.with_agent
                self._parted(call, change.detail["from"], "talking")
                self.calls[call], self.with_agent[agent] = "talking", call
            case Kind.REJOINED:
                self._parted(call, agent, "talking")
            case Kind.LEFT:
                assert self.calls.pop(call) == change.detail["state"]
                assert self.with_agent.pop(agent, "") == (call if agent else "")
            case Kind.READY | Kind.RETIRED:
                assert agent not in self.with_agent
            case _:
                self._hear_of_the_line(change, call)

    def _hear_of_the_line(self, change: Change, call: str) -> None:
        match change.kind:
            case Kind.JOINED:
                assert call not in self.calls
                self.calls[call], self.rungs[call] = "waiting", int(change.detail["climbed"])
            case Kind.MOVED | Kind.GIVEN:
                assert self.calls[call] == "waiting"
            case Kind.CLIMBED:
                assert self.calls[call] in {"waiting", "offered"}
                assert int(change.detail["rung"]) == self.rungs[call]
                self.rungs[call] += 1

    def _parted(self, call: str, agent: str, from_: str) -> None:
        assert (self.calls[call], self.with_agent.pop(agent)) == (from_, call)
        self.calls[call] = "waiting"
