"""What somebody phones about: the truth about it, and what they remember of the hotline."""

import random
from dataclasses import dataclass, field

from simulator.people.talks import Help

_TOSSED = 0.8  # of all who have no memory say that it is solved
_CONTENT, _DISCONTENT = (4, 5, 5), (1, 2, 2, 3)


@dataclass
class Problem:
    """One problem of one person.

    `reasons` are their words for it, one for each time that they must say it. `arises` is when
    (epoch seconds). `outbreak`: which trouble of many at once it belongs to. `helped` is what
    was done for it so far, talk by talk; `solved_at` when it was truly solved. `code` is the
    case's number, once they have been told. `contacts` counts their calls about it.
    """

    skill: str = ""
    reasons: tuple[str, ...] = ()
    arises: float = 0.0
    outbreak: int | None = None
    solvable: float = 1.0
    contacts: int = 0
    solved_at: float | None = None
    code: str = ""
    calls: list[str] = field(default_factory=list)
    helped: list[Help] = field(default_factory=list)

    def hear(self, help_: Help) -> None:
        """An agent has done something about it."""
        self.helped.append(help_)
        if help_.solved and self.solved_at is None:
            self.solved_at = help_.at

    def is_solved(self, rng: random.Random) -> bool:
        """The truth; people without a memory toss a coin."""
        if not self.contacts:
            return rng.random() < _TOSSED
        return self.solved_at is not None

    def rating(self, rng: random.Random) -> int:
        """From 1 to 5, how well they were helped."""
        content = bool(self.helped) and self.helped[-1].solved
        return rng.choice(_CONTENT if content else _DISCONTENT)
