"""A virtual clock: the same calls and people for whoever brings them together."""

from collections.abc import Iterable
from enum import IntEnum
from heapq import heapify, heappop, heappush
from math import inf, nan
from typing import Protocol

from bench.scene import Scene

Match = tuple[int, int]  # a call, and the agent who takes it now


class Router(Protocol):
    """Who brings calls to agents. Every verb answers the matches that came of it.

    `due`: when it wants its `tick`, of its own accord; infinity if not at all.
    """

    @property
    def due(self) -> float: ...

    def tick(self, now: float) -> Iterable[Match]: ...

    def come(self, agent: int, now: float) -> Iterable[Match]:
        """The agent is at work from now on; one who talks may be so already."""

    def go(self, agent: int, now: float) -> None:
        """The agent takes no more calls; a talk goes on."""

    def arrive(self, call: int, now: float) -> Iterable[Match]:
        """The call comes in, and waits unless it is matched at once."""

    def quit(self, call: int, now: float) -> None:
        """A call that waits is gone."""

    def end(self, call: int, now: float) -> Iterable[Match]:
        """A talk is over; the agent is free at once."""


class _Event(IntEnum):
    END = 0
    QUIT = 1
    SHIFT = 2
    ARRIVE = 3


class Course:
    """What became of each call, by number.

    `waited`: seconds until the conversation or until they hung up, nan if turned away.
    `agent`: who took it, -1 if nobody did.
    """

    def __init__(self, scene: Scene, router: Router, dead_time: float = 0.0) -> None:
        self.scene, self.router, self.dead_time = scene, router, dead_time
        self.waited = [nan] * len(scene.arrived)
        self.agent = [-1] * len(scene.arrived)
        self._waiting: set[int] = set()
        self._events = [(shift.at, _Event.SHIFT, i) for i, shift in enumerate(scene.shifts)]
        self._steps = {
            _Event.END: self._end,
            _Event.QUIT: self._quit,
            _Event.SHIFT: self._shift,
            _Event.ARRIVE: self._arrive,
        }

    def run(self) -> "Course":
        events, steps, router = self._events, self._steps, self.router
        heapify(events)
        self._expect(0)
        while events or router.due < inf:
            if not events or router.due < events[0][0]:
                now = router.due
                matches = router.tick(now)
            else:
                now, kind, which = heappop(events)
                matches = steps[kind](which, now)
            for call, agent in matches:
                self._begin(call, agent, now)
        return self

    def _expect(self, call: int) -> None:
        if call < len(self.scene.arrived):
            heappush(self._events, (self.scene.arrived[call], _Event.ARRIVE, call))

    def _arrive(self, call: int, now: float) -> Iterable[Match]:
        self._expect(call + 1)
        matches = self.router.arrive(call, now)
        if any(matched == call for matched, _ in matches):
            return matches
        if len(self._waiting) >= self.scene.places:
            self.router.quit(call, now)
            return matches
        self._waiting.add(call)
        if self.scene.patience[call] < inf:
            heappush(self._events, (now + self.scene.patience[call], _Event.QUIT, call))
        return matches

    def _begin(self, call: int, agent: int, now: float) -> None:
        self._waiting.discard(call)
        talks = now + self.dead_time
        self.waited[call] = talks - self.scene.arrived[call]
        self.agent[call] = agent
        heappush(self._events, (talks + self.scene.service[call], _Event.END, call))

    def _end(self, call: int, now: float) -> Iterable[Match]:
        return self.router.end(call, now)

    def _quit(self, call: int, now: float) -> Iterable[Match]:
        if call in self._waiting:
            self._waiting.remove(call)
            self.waited[call] = now - self.scene.arrived[call]
            self.router.quit(call, now)
        return ()

    def _shift(self, number: int, now: float) -> Iterable[Match]:
        shift = self.scene.shifts[number]
        if shift.comes:
            return self.router.come(shift.agent, now)
        self.router.go(shift.agent, now)
        return ()
