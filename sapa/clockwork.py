"""The clock process: time that comes due, and differences between the stores mended."""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

import redis
import structlog
from redis.exceptions import RedisClusterException

from records.errors import RecordsError
from sapa.letters import Letters
from sapa.pulse import note_moment
from sapa.scribe import Scribe
from sapa.wiring import Works
from webhooks import following, keeping, learning, mend, notices, promised, reach, surging
from webhooks.phones import PhoneError

log = structlog.get_logger()

Mark = tuple[str, int]
TICK = 0.2
"""Real seconds between two turns."""
REACH_EVERY = 1.0
AGREE_EVERY = 3.0
WATCH_EVERY = 10.0
PAUSES_EVERY = 5.0
VISITS_EVERY = 1.0
KEEP_EVERY = 2.0
LEARN_EVERY = 60.0
RECORDINGS_EVERY = 60.0
OLD_RECORDINGS_EVERY = 3600.0
TRANSCRIPTS_EVERY = 20.0
TIDY_EVERY = 600.0
LETTERS_EVERY = 60.0
MOMENTS_EVERY = 30.0
"""Seconds of the hotline's own time: often enough to miss no minute."""
SURGES_EVERY = 60.0
"""Seconds of the hotline's own time."""
PATIENCE = 4.0
"""Real seconds that a difference may be somebody's unfinished work."""
STORES_AWAY = (redis.RedisError, RedisClusterException, RecordsError, OSError)


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
        self._house = works.switchboard
        self._stop = Event()
        self._watch = mend.Watch(works.switchboard, works.phones)
        self._mark: Mark | None = None
        self._upkeep = Scribe(works).upkeep
        self._begun = False
        self._rounds: tuple[tuple[Round, Callable[[], None]], ...] = (
            (Round("agree", AGREE_EVERY), self._agree),
            (Round("reach", REACH_EVERY), self._reach),
            (Round("compare", WATCH_EVERY), self._compare),
            (Round("pauses", PAUSES_EVERY), works.pausing.resume_overdue),
            (Round("visits", VISITS_EVERY), works.visiting.settling.look),
            (Round("keep", KEEP_EVERY), self._keep),
            (Round("learn", LEARN_EVERY), lambda: learning.learn(self._house)),
            (Round("recordings", RECORDINGS_EVERY), self._upkeep.fetch_new),
            (Round("old recordings", OLD_RECORDINGS_EVERY), self._upkeep.fetch_old),
            (Round("transcripts", TRANSCRIPTS_EVERY), self._upkeep.transcribe),
            (Round("tidy", TIDY_EVERY), works.queues.tidy),
            (Round("letters", LETTERS_EVERY), Letters(works).look),
            (Round("moments", MOMENTS_EVERY / works.settings.speed), self._note_moment),
            (
                Round("surges", SURGES_EVERY / works.settings.speed),
                surging.Watch(works.switchboard).look,
            ),
        )

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self._stop.set())
        while not self._stop.wait(TICK):
            self.turn()

    def turn(self) -> None:
        """One turn of everything that is due."""
        try:
            self._look()
            mend.turn(self._house)
            self._begin()
            for due, do in self._rounds:
                if due.mine(self._works.redis):
                    do()
        except STORES_AWAY as error:
            _hindered(error)

    def _look(self) -> None:
        """A board that was emptied, or set back by a failover, is put right at once."""
        mark = self._house.board.mark()
        if _is_another(self._mark, mark):
            self._agree()
        else:
            self._mark = mark

    def _agree(self) -> None:
        """A board that is emptied meanwhile is another than the one that was seen."""
        board = self._house.board
        seen = board.mark()
        mend.agree(self._house, PATIENCE * self._works.settings.speed)
        self._mark = seen or board.mark()

    def _compare(self) -> None:
        """Without Twilio everything else goes on."""
        try:
            self._watch.compare()
        except PhoneError as error:
            _hindered(error)

    def _reach(self) -> None:
        reach.reach(self._house)
        promised.follow(self._house)

    def _keep(self) -> None:
        """What customers are owed by a time."""
        keeping.look(self._house)
        following.look(self._house)
        notices.look(self._house)

    def _note_moment(self) -> None:
        note_moment(self._house)

    def _begin(self) -> None:
        """What a new start may have changed: the settings name the models."""
        if not self._begun:
            self._upkeep.models_came()
            self._begun = True


def _is_another(before: Mark | None, now: Mark | None) -> bool:
    if before is None or now is None:
        return before != now
    return now[0] != before[0] or now[1] < before[1]


def _hindered(error: Exception) -> None:
    log.warning("clock_hindered", why=type(error).__name__, what=str(error))
