"""The clock process: time that comes due, and differences between the stores mended."""

import signal
from dataclasses import dataclass
from threading import Event

import redis
import structlog

from records.errors import RecordsError
from sapa.wiring import Works
from webhooks import mend
from webhooks.phones import PhoneError

log = structlog.get_logger()

TICK = 0.2
"""Real seconds between two turns."""
AGREE_EVERY = 3.0
WATCH_EVERY = 10.0
RECORDINGS_EVERY = 300.0
RECORDINGS_FROM, RECORDINGS_TO = 7 * 86400.0, 120.0
"""Seconds of age between which a recording that is not here is asked for again."""
PATIENCE = 4.0
"""Real seconds that a difference may be somebody's unfinished work."""
TROUBLE = (redis.RedisError, RecordsError, PhoneError, OSError)


@dataclass
class Round:
    """Something done every `every` real seconds by one of any number of processes."""

    name: str
    every: float

    def mine(self, server: redis.Redis) -> bool:
        """Claim this round; the claim lapses when the next one is due."""
        lapse = max(int(self.every * 900), 1)
        return bool(server.set(f"sapa:round:{self.name}", "1", nx=True, px=lapse))


class Clockwork:
    """Turns until asked to stop; trouble with a store is logged and tried again."""

    def __init__(self, works: Works) -> None:
        self._works = works
        self._stop = Event()
        self._watch = mend.Watch(works.switchboard, works.phones)
        self._agree = Round("agree", AGREE_EVERY)
        self._compare = Round("compare", WATCH_EVERY)
        self._recordings = Round("recordings", RECORDINGS_EVERY)

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop.set())
        while not self._stop.wait(TICK):
            self.turn()

    def turn(self) -> None:
        """One turn of everything that is due."""
        house, speed = self._works.switchboard, self._works.settings.speed
        try:
            mend.turn(house)
            if self._agree.mine(self._works.redis):
                mend.agree(house, PATIENCE * speed)
            if self._compare.mine(self._works.redis):
                self._watch.compare()
            if self._recordings.mine(self._works.redis):
                now = self._works.clock.now()
                mend.fetch_recordings(house, now - RECORDINGS_FROM, now - RECORDINGS_TO)
        except TROUBLE as error:
            log.warning("clock_hindered", why=type(error).__name__, what=str(error))
