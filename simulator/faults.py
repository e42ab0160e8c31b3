"""Faults that can be switched on while the stand-in runs."""

import random
from typing import Protocol

from simulator.config import Faults


class Clock(Protocol):
    def now(self) -> float: ...


class FaultBox:
    """The faults in force and the dice they are thrown with."""

    def __init__(self, faults: Faults, seed: int, clock: Clock) -> None:
        self._dice = random.Random(seed)
        self._clock = clock
        self.switch(faults)

    def switch(self, faults: Faults) -> None:
        """From now on these faults; what is periodic begins anew."""
        self.current = faults
        self._since = self._clock.now()

    def strikes(self, probability: float) -> bool:
        return self._dice.random() < probability

    def moment(self) -> float:
        """A part of `delay_seconds`, in simulated seconds."""
        return self._dice.random() * self.current.delay_seconds

    def rest_down_for(self) -> float:
        """Simulated seconds until REST calls are done again; 0 while they are."""
        passed = self._clock.now() - self._since
        if every := self.current.rest_down_every:
            passed = passed % every - (every - self.current.rest_down)
        return self.current.rest_down - passed if 0 <= passed < self.current.rest_down else 0.0
