"""What the records know of a board, and the board that is built again from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import redis

from queueing.board import Board
from queueing.keys import Keys
from queueing.model import Agent, AgentState, CallState, Need, Talk
from queueing.policy import Policy
from queueing.results import AgentEntry, CallEntry

AGAIN = "again"
OF_CALLS = ("arrived", "climbed", "score", "hold_from", "target", "lines", "held", "widened")


@dataclass(frozen=True)
class Caller:
    """One who joined: seconds of bonus, and of talks that are over."""

    need: Need
    arrived: float
    bonus: float = 0.0
    talked: float = 0.0

    @property
    def hold_from(self) -> float:
        return self.arrived + self.talked

    @property
    def place(self) -> float:
        return self.arrived - self.bonus

    def after_talk(self, seconds: float, need: Need | None) -> "Caller":
        return replace(self, talked=self.talked + seconds, need=need or self.need)


def rebuild(
    store: redis.Redis,
    policy: Policy,
    callers: Mapping[str, Caller],
    calls: Mapping[str, CallEntry],
    agents: Mapping[str, AgentEntry],
    people: Mapping[str, Agent],
    now: float,
) -> None:
    """Talks, wrap-ups, and callers in the order in which they joined. Who is not in a talk is
    there but busy, so that nobody is offered a call."""
    again = Board(store, AGAIN, policy)
    for call, entry in calls.items():
        if entry.state is CallState.TALKING:
            caller, who = callers[call], people[entry.agent or ""]
            talk = Talk(
                call, entry.need, caller.arrived, who, entry.token or "", entry.since,
                entry.climbed, caller.bonus, caller.talked,
            )  # fmt: skip
            again.resume(talk, now, now + 900, 10)
    for name, busy in agents.items():
        until = busy.until if busy.state is AgentState.WRAP_UP else now + 900
        again.ready(people[name], now, now + 900, 10, wrapping_until=until)
    for call, caller in callers.items():
        if calls[call].state is not CallState.TALKING:
            again.join(
                call, caller.need, caller.arrived, now, calls[call].climbed,
                bonus=caller.bonus, talked=caller.talked,
            )  # fmt: skip


def the_same(contents: Mapping[str, object], hotline: str) -> None:
    """Fails unless the board built again is as far as it can be known the board that was."""
    was, again = Known(contents, hotline), Known(contents, AGAIN)
    waited = {call for call in was.waiting if not was.let_go(call) and not was.given(call)}
    assert was.waiting <= again.waiting  # who was offered waits again
    for call in waited:
        assert was.of(call) == again.of(call)
        assert was.ahead_of(call, waited) == again.ahead_of(call, waited)
        assert was.timers_of(call) == again.timers_of(call)
    assert was.talks == again.talks
    assert was.wrap_ups.items() <= again.wrap_ups.items()


class Known:
    """One board's raw keys, as far as the records tell them."""

    def __init__(self, contents: Mapping[str, object], hotline: str) -> None:
        prefix = Keys(hotline).prefix
        keys = {key.removeprefix(prefix): value for key, value in contents.items()
                if key.startswith(prefix)}  # fmt: skip
        self.keys = {key: value for key, value in keys.items() if isinstance(value, dict)}
        self.calls = dict(self._family("call:"))
        self.waiting = {call for call, c in self.calls.items() if c["state"] == "waiting"}
        self.talks = {(call, c["agent"], c["token"], float(c["since"]))
                      for call, c in self.calls.items() if c["state"] == "talking"}  # fmt: skip
        self.wrap_ups = {name: float(a["until"]) for name, a in self._family("agent:")
                         if a["state"] == "wrap-up"}  # fmt: skip

    def _family(self, name: str) -> Iterator[tuple[str, dict[str, str]]]:
        return ((k.removeprefix(name), v) for k, v in self.keys.items() if k.startswith(name))

    def of(self, call: str) -> dict[str, str]:
        return {name: self.calls[call][name] for name in OF_CALLS}

    def let_go(self, call: str) -> bool:
        """By an owner who was away for a moment: the board built again waits for them."""
        c = self.calls[call]
        return bool(c["owner"]) and not c["held"] and not c["widened"]

    def given(self, call: str) -> bool:
        """To an agent by somebody: the board built again holds it for them no longer than others."""
        return bool(self.calls[call]["given"])

    def ahead_of(self, call: str, among: set[str]) -> list[list[str]]:
        """Who stands before the call, line by line."""
        return [self._before(call, line, among) for line in self.calls[call]["lines"].split()]

    def _before(self, call: str, line: str, among: set[str]) -> list[str]:
        order = [member.split(" ", 2)[2] for member in self.keys[f"waiting:{line}"]]
        return [other for other in order[: order.index(call)] if other in among]

    def timers_of(self, call: str) -> list[float | None]:
        return [self.keys["timers"].get(f"{kind} {call}") for kind in ("rung", "owner")]
