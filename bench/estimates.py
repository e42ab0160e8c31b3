"""How well a caller's wait is foretold when they come into line, by the board and by others.

outlook         the board's own, as callers hear it
queue length    callers ahead in the same line and oneself, each a mean talk over the agents
                who know the skill, an agent of several skills counting in part
all ahead       everybody in any line and oneself, each a mean talk over all agents at work
head of line    as long as the first in that line has waited by now; nothing if the line is empty
last served     as long as the last caller of that line who reached an agent had waited

Where callers lose patience nobody knows how long those who left would have waited. So there one
caller in ten is made to stay for an hour, and only they are judged.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf, isnan, nan, sqrt
from statistics import fmean
from typing import NamedTuple

from bench.cases import Case
from bench.figures import Interval, interval
from bench.real import RealBoard, Wire
from bench.scene import Scene
from bench.virtual import Course, Match
from queueing.model import Pace

OURS = "outlook"
STAYING, STAY = 10, 3600.0  # one in so many, for so long
LEARN = 60.0  # seconds after which the board learns the paces again


class Quality(NamedTuple):
    """Of one seed: root mean squared error and mean error in seconds, and the share who did not
    wait longer than the upper value (nan where there is none)."""

    error: float
    bias: float
    covered: float
    judged: int


@dataclass
class Foretold:
    """What one caller could be told, by predictor, and the upper value of ours."""

    expected: dict[str, float]
    upper: float


@dataclass
class Watched:
    """A board whose callers are foretold their waits. Watching changes nothing."""

    inner: RealBoard
    paces: Mapping[str, Pace]
    told: dict[int, Foretold] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.scene = self.inner.scene
        self.lines: dict[str, dict[int, None]] = defaultdict(dict)  # in order of arrival
        self.last: dict[str, float] = defaultdict(float)
        self.here: set[int] = set()
        self.learnt = -inf

    @property
    def due(self) -> float:
        return self.inner.due

    def tick(self, now: float) -> Iterable[Match]:
        return self._taken(self.inner.tick(now), now)

    def come(self, agent: int, now: float) -> Iterable[Match]:
        self.here.add(agent)
        return self._taken(self.inner.come(agent, now), now)

    def go(self, agent: int, now: float) -> None:
        self.here.discard(agent)
        self.inner.go(agent, now)

    def arrive(self, call: int, now: float) -> Iterable[Match]:
        matches = self.inner.arrive(call, now)
        line = self.lines[self._skill(call)]
        if all(matched != call for matched, _ in matches):
            self._foretell(call, now)
        line[call] = None
        return self._taken(matches, now)

    def quit(self, call: int, now: float) -> None:
        del self.lines[self._skill(call)][call]
        self.inner.quit(call, now)

    def end(self, call: int, now: float) -> Iterable[Match]:
        return self._taken(self.inner.end(call, now), now)

    def _taken(self, matches: Iterable[Match], now: float) -> Iterable[Match]:
        for call, _ in matches:
            skill = self._skill(call)
            del self.lines[skill][call]
            self.last[skill] = now - self.scene.arrived[call]
        return matches

    def _foretell(self, call: int, now: float) -> None:
        if now >= self.learnt + LEARN:
            self.inner.board.learn(self.paces)
            self.learnt = now
        outlook = self.inner.board.outlook(str(call), now)
        hands = self._hands(self.scene.kind[call])
        if not outlook or outlook.expected is None or outlook.upper is None or not hands:
            return
        skill = self._skill(call)
        line, handle = self.lines[skill], self.paces[skill].handle
        head = next(iter(line), None)
        expected = {
            OURS: outlook.expected,
            "all ahead": (sum(map(len, self.lines.values())) + 1) * handle / len(self.here),
            "queue length": (len(line) + 1) * handle / hands,
            "head of line": 0.0 if head is None else now - self.scene.arrived[head],
            "last served": self.last[skill],
        }
        self.told[call] = Foretold(expected, outlook.upper)

    def _hands(self, kind: int) -> float:
        """Agents for a kind of call, in parts."""
        able, people = self.scene.able, self.scene.people
        return sum(1 / len(people[agent].skills) for agent in self.here if kind in able[agent])

    def _skill(self, call: int) -> str:
        return self.scene.kinds[self.scene.kind[call]][0]


def staying(scene: Scene) -> Scene:
    """One caller in ten has patience for an hour, where patience is a matter at all."""
    if min(scene.patience) == inf:
        return scene
    patience = [
        STAY if call % STAYING == 0 else patience for call, patience in enumerate(scene.patience)
    ]
    return replace(scene, patience=patience)


def foretold(case: Case, scene: Scene, wire: Wire) -> dict[str, Quality]:
    """The quality of each predictor in one seed."""
    scene = staying(scene)
    watched = Watched(RealBoard(scene, wire), case.paces)
    course = Course(scene, watched).run()
    every = 1 if min(scene.patience) == inf else STAYING
    judged = [
        (told, course.waited[call])
        for call, told in watched.told.items()
        if call % every == 0 and call >= scene.warm and course.agent[call] >= 0
    ]
    return {name: _quality(name, judged) for name in judged[0][0].expected}


def _quality(name: str, judged: Sequence[tuple[Foretold, float]]) -> Quality:
    errors = [told.expected[name] - waited for told, waited in judged]
    covered = fmean(waited <= told.upper for told, waited in judged) if name == OURS else nan
    return Quality(sqrt(fmean(error**2 for error in errors)), fmean(errors), covered, len(errors))


def show(name: str, case: Case, seeds: Sequence[dict[str, Quality]]) -> None:
    print(f"\n{name}: {case.about}")
    print(f"{'':16}{'error s':>8}{'bias s':>16}{'covered':>16}{'judged':>14}")
    for predictor in seeds[0]:
        error, bias, covered, judged = zip(*(seed[predictor] for seed in seeds), strict=True)
        columns = (
            _text(interval(one), places) for one, places in ((error, 1), (bias, 1), (covered, 3))
        )
        print(f"{predictor:14}" + "".join(columns) + f"{sum(judged):8}")


def _text(figure: Interval, places: int) -> str:
    shown = f"{figure.value:8.{places}f} ±{figure.half:<6.{places}f}"
    return " " * len(shown) if isnan(figure.value) else shown
