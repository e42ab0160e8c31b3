"""Small scenes made by hand, and what becomes of their calls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, isnan

from bench.scene import START, Person, Scene, Shift
from bench.virtual import Course, Router

KINDS = (("red", 1), ("blue", 1), ("green", 1), ("red", 4))
RED, BLUE, GREEN, HARD_RED = range(4)


@dataclass(frozen=True)
class Caller:
    """At so many seconds, in need of a colour, with so much to say."""

    at: float
    kind: int
    says: float = 100.0
    patience: float = inf


def knows(**levels: int) -> Person:
    return Person(levels)


def scene(
    people: Sequence[Person],
    callers: Sequence[Caller],
    *,
    shifts: Sequence[Shift] = (),
    places: float = inf,
) -> Scene:
    """Everybody is there from the beginning unless `shifts` say otherwise."""
    always = [Shift(START, agent, comes=True) for agent in range(len(people))]
    return Scene(
        tuple(people),
        KINDS,
        [START + caller.at for caller in callers],
        [caller.kind for caller in callers],
        [caller.says for caller in callers],
        [caller.patience for caller in callers],
        shifts or always,
        places,
    )


def played(scene: Scene, router: Callable[[Scene], Router], dead_time: float = 0.0) -> Course:
    return Course(scene, router(scene), dead_time).run()


def waits(course: Course) -> list[float]:
    """Of each caller, rounded to thousandths; -1 of a caller who was turned away."""
    return [-1 if isnan(waited) else round(waited, 3) for waited in course.waited]
