"""Call queues: who waits, since when, and how each is let go."""

import asyncio
from dataclasses import dataclass, field

from simulator.clock import Clock
from simulator.network.bridge import Bridge
from simulator.network.call import Call
from simulator.network.source import Source, new_sid

DEFAULT_SIZE = 1000
LARGEST_SIZE = 5000
LONGEST_NAME = 64


@dataclass(frozen=True)
class Release:
    """How a member leaves the queue: sent to `source`, or joined with whoever took them."""

    result: str
    source: Source | None = None
    bridge: Bridge | None = None


@dataclass
class Member:
    """A leg in a queue since simulated time `since`."""

    call: Call
    queue_sid: str
    since: float
    left: float | None = None
    released: asyncio.Future[Release] = field(default_factory=asyncio.Future)


class QueueFull(Exception):
    """The queue has as many members as it may."""


@dataclass
class Queue:
    """A named line of legs, in order of arrival."""

    name: str
    clock: Clock
    created: float
    max_size: int = DEFAULT_SIZE
    sid: str = field(default_factory=lambda: new_sid("QU"))
    updated: float = 0.0
    members: dict[str, Member] = field(default_factory=dict)
    arrival: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.updated = self.updated or self.created

    def join(self, call: Call) -> Member:
        if len(self.members) >= self.max_size:
            raise QueueFull(self.name)
        member = Member(call, self.sid, self.clock.now())
        self.members[call.sid] = member
        self.arrival.set()
        return member

    def leave(self, member: Member) -> None:
        if self.members.pop(member.call.sid, None) is not None:
            member.left = self.clock.now()
        if not self.members:
            self.arrival.clear()

    def release(self, member: Member, release: Release) -> None:
        """Let a member go; the leg's own verb does the rest."""
        self.leave(member)
        if not member.released.done():
            member.released.set_result(release)

    def front(self) -> Member | None:
        return next(iter(self.members.values()), None)

    async def next(self) -> Member:
        """Wait for somebody to be in the queue."""
        while (member := self.front()) is None:
            await self.arrival.wait()
        return member

    def position(self, member: Member) -> int:
        """1 for the head; 0 once the member has left."""
        sids = list(self.members)
        return sids.index(member.call.sid) + 1 if member.call.sid in self.members else 0

    def wait_of(self, member: Member) -> int:
        """Whole seconds in the queue, which end when the member leaves it."""
        return int((member.left or self.clock.now()) - member.since)

    @property
    def average_wait(self) -> int:
        waits = [self.wait_of(member) for member in self.members.values()]
        return sum(waits) // len(waits) if waits else 0


class Queues:
    """All queues of the account, by sid."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.by_sid: dict[str, Queue] = {}

    def named(self, name: str) -> Queue | None:
        return next((queue for queue in self.by_sid.values() if queue.name == name), None)

    def create(self, name: str, max_size: int = DEFAULT_SIZE) -> Queue:
        queue = Queue(name, self._clock, self._clock.now(), max_size)
        self.by_sid[queue.sid] = queue
        return queue

    def demand(self, name: str) -> Queue:
        """The queue of that name, created if there is none."""
        return self.named(name) or self.create(name)

    def anybody(self) -> bool:
        """Whether anybody waits anywhere."""
        return any(queue.members for queue in self.by_sid.values())
