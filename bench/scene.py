"""Who calls and who works: one seed's calls and people, the same for every policy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

Kind = tuple[str, int]  # the skill a call needs, and its least level
START = 1_000_000.0  # of the virtual clock, in seconds


@dataclass(frozen=True)
class Person:
    """One who takes calls. `skills`: levels; the highest is the primary one."""

    skills: Mapping[str, int]

    @cached_property
    def primary(self) -> str:
        return max(self.skills, key=lambda skill: self.skills[skill])

    def serves(self, kind: Kind) -> bool:
        return self.skills.get(kind[0], 0) >= kind[1]


@dataclass(frozen=True)
class Shift:
    """At `at` seconds the person comes to work, or goes once their talk is over."""

    at: float
    agent: int
    comes: bool


@dataclass(frozen=True)
class Scene:
    """Calls and people are numbers; times are in seconds.

    patience: after so long in line they hang up. places: callers who can wait, in all lines
    together; whoever finds them taken is turned away. warm: calls before figures are taken.
    """

    people: tuple[Person, ...]
    kinds: tuple[Kind, ...]
    arrived: Sequence[float]
    kind: Sequence[int]
    service: Sequence[float]
    patience: Sequence[float]
    shifts: Sequence[Shift]
    places: float = inf
    warm: int = 0

    @cached_property
    def able(self) -> list[frozenset[int]]:
        """The kinds that each of the people serves."""
        return [frozenset(self._served(person)) for person in self.people]

    @cached_property
    def primary(self) -> list[frozenset[int]]:
        """Those of them that are of the primary skill."""
        return [
            frozenset(kind for kind in able if self.kinds[kind][0] == person.primary)
            for person, able in zip(self.people, self.able, strict=True)
        ]

    def level(self, agent: int, kind: int) -> int:
        return self.people[agent].skills.get(self.kinds[kind][0], 0)

    def _served(self, person: Person) -> Iterator[int]:
        return (number for number, kind in enumerate(self.kinds) if person.serves(kind))
