"""Simulated time: `speed` seconds of it pass in each real one."""

import asyncio
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """`epoch` is the real time (seconds) at which simulated and real time agree."""

    speed: float = 1.0
    epoch: float = 0.0

    def now(self) -> float:
        """Simulated epoch seconds."""
        return self.epoch + (time.time() - self.epoch) * self.speed  # noqa: TID251 - the clock itself

    async def sleep(self, seconds: float) -> None:
        """Wait for simulated seconds."""
        await asyncio.sleep(max(seconds, 0.0) / self.speed)

    def timeout(self, seconds: float) -> asyncio.Timeout:
        """Raise `TimeoutError` when the block takes longer than simulated seconds."""
        return asyncio.timeout(max(seconds, 0.0) / self.speed)

    def real(self) -> AbstractContextManager[None]:
        """While the block lasts something is under way that takes real time."""
        return nullcontext()
