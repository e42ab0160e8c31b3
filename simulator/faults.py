"""Faults that can be switched on while the stand-in runs."""

import random

from simulator.config import Faults


class FaultBox:
    """The probabilities in force and the dice they are thrown with."""

    def __init__(self, faults: Faults, seed: int) -> None:
        self.current = faults
        self._dice = random.Random(seed)

    def strikes(self, probability: float) -> bool:
        return self._dice.random() < probability

    def moment(self) -> float:
        """A part of `delay_seconds`, in simulated seconds."""
        return self._dice.random() * self.current.delay_seconds
