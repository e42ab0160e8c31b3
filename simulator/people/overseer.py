"""A supervisor who looks at incidents: has callers told of them, and says when they are over."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import aiohttp

from simulator.clock import Clock
from simulator.people.calendar import Calendar
from simulator.people.desk_work import Desk, SignInFailed

_LOOKS = 900.0  # seconds between two looks
_MINUTES_BEFORE = 60.0  # seconds: the door is open when they come


@dataclass(frozen=True)
class Outbreak:
    """A trouble of many: `people` phone about it soon after `begins`, some more later; it is
    over at `ends`."""

    number: int
    skill: str
    begins: float
    ends: float
    people: int

    def lasts(self, at: float) -> bool:
        return self.begins <= at < self.ends


class Overseer:
    """Looks now and then, at the desk of a supervisor; knows what truly goes on."""

    def __init__(
        self, desk: Desk, outbreaks: Sequence[Outbreak], calendar: Calendar, clock: Clock
    ) -> None:
        self._desk = desk
        self._outbreaks = outbreaks
        self._calendar = calendar
        self._clock = clock
        self._real: dict[int, Outbreak | None] = {}

    async def oversee(self) -> None:
        """Day after day."""
        for begin, end in self._calendar.shifts():
            await self._clock.sleep(begin + _MINUTES_BEFORE - self._clock.now())
            while self._clock.now() < end:
                with suppress(SignInFailed, aiohttp.ClientError):
                    await self._look()
                await self._clock.sleep(_LOOKS)

    async def _look(self) -> None:
        """What is real is told to callers until it is over; what is not is put away."""
        now = self._clock.now()
        for incident in await self._desk.incidents():
            if incident not in self._real:
                going_on = (one for one in self._outbreaks if one.lasts(now))
                self._real[incident] = next(going_on, None)
                if self._real[incident] is not None:
                    await self._desk.tell(incident)
            real = self._real[incident]
            if real is None or not real.lasts(now):
                await self._desk.over(incident, real=real is not None)
