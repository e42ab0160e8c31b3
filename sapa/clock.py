"""The one clock of the product: everything else is told the time or handed this."""

import time
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """What the packages below are handed."""

    def now(self) -> float:
        """Epoch seconds (UTC)."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """Runs `speed` times faster than life; agrees with it at `epoch` (real epoch seconds)."""

    speed: float = 1.0
    epoch: float = 0.0

    def now(self) -> float:
        """Epoch seconds (UTC) on this clock."""
        return self.epoch + (time.time() - self.epoch) * self.speed  # noqa: TID251 - the clock itself

    def real_seconds(self, seconds: float) -> float:
        """How long to wait in life while `seconds` pass on this clock."""
        return max(seconds, 0.0) / self.speed
