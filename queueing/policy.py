"""What a hotline decides about its lines: targets, ladder, pauses, and how long things last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from queueing.model import PERSONAL, Cause, Rung, check_word

_BACK_OFF = {Cause.DECLINED: 10.0, Cause.BUSY: 30.0, Cause.MISSED: 20.0, Cause.FAILED: 10.0}


@dataclass(frozen=True)
class Matching:
    """Who is preferred for whom, where there is a choice.

    An arriving call looks at the first `candidates` idle agents of its line. Those whose own
    skill it is go first (nothing else they know as well or better), and of them the one whom the
    others can spare: each of an agent's other skills counts 1 if they are the last one idle
    there, less by e for each `spare` more of them.
    A free agent takes from the longest line, where `own_factor` and `own_bonus` make a line of
    their own skill longer, and `in_time` one whose head can still be answered within its target.
    Before that come callers of their own cases and those who need a supervisor, and first of
    all whoever waited `urgent` times their target.
    """

    candidates: int = 12
    spare: float = 1.25
    own_factor: float = 1.5
    own_bonus: float = 1.0
    in_time: float = 3.0
    urgent: float = 10.0

    def __post_init__(self) -> None:
        for name, least in {"candidates": 1, "spare": 0.01, **_WEIGHTS}.items():
            if not least <= getattr(self, name) < inf:
                raise ValueError(f"{name}: at least {least}, got {getattr(self, name)}")


_WEIGHTS = {"own_factor": 0, "own_bonus": 0, "in_time": 0, "urgent": 0}


@dataclass(frozen=True)
class Policy:
    """How one hotline runs its board. All times are in seconds.

    ladder: rungs by rising `after`, in `ladders` for skills that have one of their own (a call
    whose need changes goes on where it was, on the other ladder); `raise_bonus` is what one
    `raise` rung is worth in waiting.
    targets: a skill's time to answer, `target` where it is not named; urgency is waited / target.
    back_off: an agent's first pause by cause; each further return in a row multiplies it by
    `back_off_growth`, up to `back_off_most`. An answered offer starts the count anew.
    misses_before_break: offers in a row that rang in vain (missed or busy). Failed ones do not
    count, since the agent could not have taken them; a declined one starts the count anew.
    wrap_up_extension: how much longer an agent can make a wrap-up, once.
    owner_patience: how long on hold a caller waits for the owner of their case alone.
    matching: who is preferred for whom.
    redeliver_after: an offer that no job claimed by then is handed out again by the tick.
    stream_cap: about how many events a page that lost its connection can catch up on.
    Raises ValueError, naming the value, when one cannot be.
    """

    ladder: tuple[Rung, ...] = ()
    ladders: Mapping[str, tuple[Rung, ...]] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)
    target: float = 20.0
    wrap_up: float = 30.0
    wrap_up_extension: float = 60.0
    raise_bonus: float = 60.0
    owner_patience: float = 30.0
    back_off: Mapping[Cause, float] = field(default_factory=lambda: dict(_BACK_OFF))
    back_off_growth: float = 2.0
    back_off_most: float = 300.0
    misses_before_break: int = 3
    redeliver_after: float = 2.0
    stream_cap: int = 10_000
    matching: Matching = Matching()

    def __post_init__(self) -> None:
        _check_ladder("ladder", self.ladder)
        for skill, ladder in self.ladders.items():
            check_word(skill)
            if skill == PERSONAL:
                raise ValueError(f"a need with the skill {PERSONAL!r} has no ladder")
            _check_ladder(f"ladder of {skill}", ladder)
        if missing := set(Cause) - self.back_off.keys():
            raise ValueError(f"back_off: no pause for {sorted(missing)}")
        for cause, pause in self.back_off.items():
            if not 0 <= pause < inf:
                raise ValueError(f"back_off of {cause}: at least 0, got {pause}")
        for name, least in _LEAST.items():
            if not least <= getattr(self, name) < inf:
                raise ValueError(f"{name}: at least {least}, got {getattr(self, name)}")
        for name, seconds in (*self.targets.items(), ("target", self.target)):
            if not 0 < seconds < inf:
                raise ValueError(f"target of {name}: above 0, got {seconds}")

    def target_of(self, skill: str) -> float:
        """Seconds within which a caller who needs `skill` should be answered."""
        return self.targets.get(skill, self.target)

    def ladder_of(self, skill: str) -> tuple[Rung, ...]:
        """The ladder that a caller who needs `skill` climbs."""
        return () if skill == PERSONAL else self.ladders.get(skill, self.ladder)


def _check_ladder(name: str, ladder: tuple[Rung, ...]) -> None:
    afters = [rung.after for rung in ladder]
    if afters != sorted(afters) or not all(0 <= after < inf for after in afters):
        raise ValueError(f"{name}: rungs need rising times from 0 on, got {afters}")


_LEAST = {
    "wrap_up": 0,
    "wrap_up_extension": 0,
    "raise_bonus": 0,
    "owner_patience": 0,
    "back_off_growth": 1,
    "back_off_most": 0,
    "misses_before_break": 1,
    "redeliver_after": 0.1,
    "stream_cap": 100,
}
