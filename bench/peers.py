"""How other houses bring calls to agents: their documented mechanisms, in memory.

In all of them the agent answers at once: what is documented for a phone that nobody answers (15
seconds of ringing and a retry after 5 in Asterisk, say) does not come to pass, and the time
that answering takes is the bench's dead time.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from math import floor, inf

from bench.scene import START, Scene
from bench.virtual import Match

LOOPS = 10  # a second, of mod_callcenter
EXPIRY, PROFICIENT = 10.0, 4  # of a routing step: how long, and the level it asks for
SURPLUS = 3  # callers by which another line must be the longer one


class LongestIdle:
    """Twilio TaskRouter as it comes: the agent idle longest, the caller waiting longest.

    The others are variations: `agent_for` and `call_for` say who is taken.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.kind = scene, scene.kind
        self.able, self.primary = scene.able, scene.primary
        self.idle: dict[int, None] = {}  # in order, the longest idle first
        self.waiting: dict[int, None] = {}  # in order, the longest waiting first
        self.talks: dict[int, int] = {}  # call and agent
        self.leaving: set[int] = set()
        self.now = START

    @property
    def due(self) -> float:
        return inf

    def tick(self, now: float) -> Iterable[Match]:
        raise NotImplementedError("it wants no tick")

    def come(self, agent: int, now: float) -> Iterable[Match]:
        self.now = now
        if agent in self.talks.values():
            self.leaving.discard(agent)
            return ()
        return () if agent in self.idle else self.free(agent)

    def go(self, agent: int, now: float) -> None:
        self.now = now
        self.idle.pop(agent, None)
        if agent in self.talks.values():
            self.leaving.add(agent)

    def arrive(self, call: int, now: float) -> Iterable[Match]:
        self.now = now
        self.waiting[call] = None
        agent = self.agent_for(call)
        return () if agent is None else (self.match(call, agent),)

    def quit(self, call: int, now: float) -> None:
        self.now = now
        del self.waiting[call]

    def end(self, call: int, now: float) -> Iterable[Match]:
        self.now = now
        agent = self.talks.pop(call)
        if agent in self.leaving:
            self.leaving.remove(agent)
            return ()
        return self.free(agent)

    def free(self, agent: int) -> Iterable[Match]:
        self.idle[agent] = None
        call = self.call_for(agent)
        return () if call is None else (self.match(call, agent),)

    def match(self, call: int, agent: int) -> Match:
        del self.waiting[call], self.idle[agent]
        self.talks[call] = agent
        return call, agent

    def agent_for(self, call: int) -> int | None:
        return next(self.agents(call, self.able), None)

    def call_for(self, agent: int) -> int | None:
        return next(self.calls(agent, self.able), None)

    def agents(self, call: int, of: list[frozenset[int]]) -> Iterator[int]:
        """Idle ones for the call, the longest idle first. `of`: the kinds of each agent."""
        kind = self.kind[call]
        return (agent for agent in self.idle if kind in of[agent])

    def calls(self, agent: int, of: list[frozenset[int]]) -> Iterator[int]:
        """Waiting ones for the agent, the longest waiting first."""
        mine, kind = of[agent], self.kind
        return (call for call in self.waiting if kind[call] in mine)


class Pooled(LongestIdle):
    """The bound: as if everybody could take every call."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.able = [frozenset(range(len(scene.kinds)))] * len(scene.people)


class PrimaryFirst(LongestIdle):
    """Agents whose primary skill it is go first, and freed ones look at that line first."""

    def agent_for(self, call: int) -> int | None:
        best = next(self.agents(call, self.primary), None)
        return super().agent_for(call) if best is None else best

    def call_for(self, agent: int) -> int | None:
        best = next(self.calls(agent, self.primary), None)
        return super().call_for(agent) if best is None else best


class Index(PrimaryFirst):
    """Takes the agent whose other skills leave most idle hands behind; a freed agent leaves
    their primary line for another only if that is the longer one by more than `SURPLUS`."""

    def agent_for(self, call: int) -> int | None:
        agents = list(self.agents(call, self.primary)) or list(self.agents(call, self.able))
        hands = Counter(kind for agent in self.idle for kind in self.able[agent])

        def left(agent: int) -> float:
            others = self.able[agent] - {self.kind[call]}
            return min((hands[kind] - 1 for kind in others), default=inf)

        return max(agents, key=left, default=None)

    def call_for(self, agent: int) -> int | None:
        lines = Counter(self.kind[call] for call in self.calls(agent, self.able))
        mine = sum(lines[kind] for kind in self.primary[agent])
        longest = max(lines, key=lambda kind: lines[kind], default=None)
        if longest is None or lines[longest] <= mine + SURPLUS:
            return super().call_for(agent)
        return next(call for call in self.waiting if self.kind[call] == longest)


class CallCenter(LongestIdle):
    """FreeSWITCH mod_callcenter, longest-idle-agent, tiers without waiting between them.

    Ten times a second a loop goes through the callers, the longest waiting first, and gives
    each the idle agent of the lowest tier, there the one idle longest. An agent's tier in a
    queue follows their level in its skill.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self._due = inf

    @property
    def due(self) -> float:
        return self._due

    def tick(self, now: float) -> Iterable[Match]:
        self.now, self._due = now, inf
        pairs = ((call, self.agent_for(call)) for call in list(self.waiting))
        return [self.match(call, agent) for call, agent in pairs if agent is not None]

    def arrive(self, call: int, now: float) -> Iterable[Match]:
        self.now = now
        self.waiting[call] = None
        return self._later()

    def free(self, agent: int) -> Iterable[Match]:
        self.idle[agent] = None
        return self._later()

    def agent_for(self, call: int) -> int | None:
        kind, level = self.kind[call], self.scene.level
        return max(self.agents(call, self.able), key=lambda a: level(a, kind), default=None)

    def _later(self) -> Iterable[Match]:
        if self.waiting and self.idle:
            self._due = (floor(self.now * LOOPS) + 1) / LOOPS
        return ()


class AppQueue(LongestIdle):
    """Asterisk app_queue: a queue per kind of call, strategy rrmemory, autofill.

    Every caller looks for themselves, when they come and then once a second: if fewer stand
    before them in their queue than it has idle members, they take the next idle one after the
    member whom the queue took last.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.members: list[list[int]] = [
            [agent for agent, kinds in enumerate(self.able) if kind in kinds]
            for kind in range(len(scene.kinds))
        ]
        self.last = [-1] * len(scene.kinds)
        self.looks: list[tuple[float, int]] = []
        self.looking: set[int] = set()

    @property
    def due(self) -> float:
        return self.looks[0][0] if self.looks else inf

    def tick(self, now: float) -> Iterable[Match]:
        self.now = now
        _, call = heappop(self.looks)
        self.looking.remove(call)
        matches = [self.match(call, agent) for agent in self._turn(call)]
        self._expect()
        return matches

    def arrive(self, call: int, now: float) -> Iterable[Match]:
        self.now = now
        self.waiting[call] = None
        return [self.match(call, agent) for agent in self._turn(call)]

    def quit(self, call: int, now: float) -> None:
        super().quit(call, now)
        self._expect()

    def free(self, agent: int) -> Iterable[Match]:
        self.idle[agent] = None
        self._expect()
        return ()

    def _turn(self, call: int) -> Iterator[int]:
        """The agent, if it is the caller's turn."""
        if call in self.waiting and call in self._next(self.kind[call]):
            yield self._take(self.kind[call])

    def _next(self, queue: int) -> list[int]:
        """So many callers from the head of a queue as it has idle members."""
        idle = sum(queue in self.able[agent] for agent in self.idle)
        return [call for call in self.waiting if self.kind[call] == queue][:idle]

    def _take(self, queue: int) -> int:
        members, last = self.members[queue], self.last[queue]
        order = [*range(last + 1, len(members)), *range(last + 1)]
        place: int = next(place for place in order if members[place] in self.idle)
        self.last[queue] = place
        return members[place]

    def _expect(self) -> None:
        """The next look of everybody whose turn it is by then."""
        if not self.idle:
            return
        for queue in {self.kind[call] for call in self.waiting}:
            for call in self._next(queue):
                if call not in self.looking:
                    self.looking.add(call)
                    arrived = self.scene.arrived[call]
                    heappush(self.looks, (arrived + floor(self.now - arrived) + 1, call))


class RoutingSteps(LongestIdle):
    """Amazon Connect: a routing step that asks for proficiency, and after its expiry anybody.

    The agent available longest and the contact that is oldest, among those that the step allows.
    """

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        self.steps: deque[int] = deque()  # calls in their first step, or gone since
        self.proficient = [
            frozenset(kind for kind in able if scene.level(agent, kind) >= PROFICIENT)
            for agent, able in enumerate(self.able)
        ]

    @property
    def due(self) -> float:
        while self.steps and self.steps[0] not in self.waiting:
            self.steps.popleft()
        return self.scene.arrived[self.steps[0]] + EXPIRY if self.steps else inf

    def tick(self, now: float) -> Iterable[Match]:
        self.now = now
        call = self.steps.popleft()
        agent = next(self.agents(call, self.able), None)
        return () if agent is None else (self.match(call, agent),)

    def arrive(self, call: int, now: float) -> Iterable[Match]:
        matches = super().arrive(call, now)
        if not matches:
            self.steps.append(call)
        return matches

    def agent_for(self, call: int) -> int | None:
        return next(self.agents(call, self.proficient), None)

    def call_for(self, agent: int) -> int | None:
        proficient, kind, arrived = self.proficient[agent], self.kind, self.scene.arrived
        for call in self.calls(agent, self.able):
            if kind[call] in proficient or self.now >= arrived[call] + EXPIRY:
                return call
        return None


PEERS: Mapping[str, Callable[[Scene], LongestIdle]] = {
    "longest-idle": LongestIdle,
    "asterisk": AppQueue,
    "freeswitch": CallCenter,
    "connect": RoutingSteps,
    "primary-first": PrimaryFirst,
    "index": Index,
    "pooled": Pooled,
}
