"""A worker's hold on a transcript, which lapses when the worker has died."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

import structlog

from records import transcripts
from records.errors import RecordsError
from records.models import Transcript
from records.session import Store
from transcripts.clock import Clock

log = structlog.get_logger()

LEASE = 60.0
RENEW = 2.0
"""Real seconds that a claim lasts, and after which it is renewed when there is progress to tell."""
BEAT = 15.0
"""Real seconds after which it is renewed without: a store of sounds may take its time."""
STEPS = 10
"""Of progress, told in the log."""


class ClaimLost(Exception):
    """Somebody else has taken the work over."""


@dataclass
class Claim:
    """`worker` holds the transcript of the recording `sid` once it is `taken`; `stored`: its text
    is on record. `speed`: of the clock."""

    store: Store
    clock: Clock
    speed: float
    sid: str
    worker: str
    taken: bool = False
    stored: bool = False
    _renewed: float = 0.0
    _fraction: float = 0.0
    _told: int = 0
    _lock: Lock = field(default_factory=Lock)

    @property
    def until(self) -> float:
        """When a claim that is made now lapses."""
        return self.clock.now() + LEASE * max(self.speed, 1.0)

    def take(self) -> Transcript | None:
        """The transcript, now ours; None where there is nothing to do, or another has it."""
        with self.store.transaction() as session:
            now = self.clock.now()
            found = transcripts.claim(session, self.sid, self.worker, now, self.until)
        self.taken, self._renewed = found is not None, now
        return found

    @contextmanager
    def held(self) -> Iterator[None]:
        """Renewed for as long as the block lasts, whatever it does, unless it is lost."""
        over = Event()
        beat = Thread(target=self._go_on, args=(over,), name="claim", daemon=True)
        beat.start()
        try:
            yield
        finally:
            over.set()
            beat.join()

    def _go_on(self, over: Event) -> None:
        while not over.wait(BEAT):
            try:
                with self._lock:
                    self.renew(self._fraction)
            except ClaimLost:
                return  # who works on finds out when they store
            except RecordsError as error:
                log.warning("claim_not_renewed", recording=self.sid, why=type(error).__name__)

    def put_off(self) -> None:
        """It cannot be done now, for a reason that will pass."""
        if self.taken:
            with self.store.transaction() as session:
                transcripts.put_off(session, self.sid, self.worker)

    def fail(self, problem: str) -> None:
        """It cannot be done, for this reason."""
        worker = self.worker if self.taken else None
        with self.store.transaction() as session:
            if transcripts.fail(session, self.sid, worker, self.clock.now(), problem):
                log.error("transcript_failed", recording=self.sid, problem=problem)

    def heard(self, fraction: float) -> None:
        """So much of the sound, 0 to 1, is done. Raises ClaimLost."""
        with self._lock:
            step = int(fraction * STEPS)
            if step > self._told:
                self._told = step
                log.info("transcript_progress", recording=self.sid, fraction=step / STEPS)
            if self.clock.now() - self._renewed >= RENEW * self.speed:
                self.renew(fraction)

    def renew(self, fraction: float) -> None:
        """Go on holding it. Raises ClaimLost."""
        with self.store.transaction() as session:
            if not transcripts.progress(session, self.sid, self.worker, fraction, self.until):
                raise ClaimLost(self.sid)
        self._renewed, self._fraction = self.clock.now(), fraction
