"""What somebody with a handset at their ear has heard since they last answered."""

import asyncio
import math
import re
from collections import deque
from collections.abc import Mapping

from simulator.clock import Clock
from simulator.line import Line, Overheard, Said, Sound
from simulator.people.cues import Cue, last_cue

_REMEMBERED = 20  # texts: more than any question has, less than a long hold


class Ears:
    def __init__(self, line: Line, clock: Clock) -> None:
        self._line = line
        self._clock = clock
        self._said: deque[str] = deque(maxlen=_REMEMBERED)

    @property
    def text(self) -> str:
        """Everything said since `forget`."""
        return " ".join(self._said)

    async def next(self, until: float = math.inf) -> Sound | None:
        """The next sound, or None when the simulated time `until` comes first."""
        left = None if until == math.inf else (until - self._clock.now()) / self._clock.speed
        try:
            async with asyncio.timeout(left):
                while isinstance(sound := await self._line.hear(), Overheard):
                    pass  # people follow their script, see `Talks`
        except TimeoutError:
            return None
        if isinstance(sound, Said):
            self._said.append(sound.text)
        return sound

    def cue(self, table: Mapping[Cue, re.Pattern[str]]) -> Cue | None:
        """What the words heard since `forget` ask or tell, by `table`."""
        return last_cue(self.text, table)

    def forget(self) -> None:
        self._said.clear()
