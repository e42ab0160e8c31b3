"""Work on recordings that was left undone, and what has been kept for long enough.

Everything here may run anywhere, twice, and at the same time. The clock only looks and puts work
in line; what takes its time (`tidy`) is done by a worker.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import structlog

from records import Session, deeds, privacy, recordings, transcripts
from records.models import Recording
from records.session import Store
from transcripts.clock import Clock
from transcripts.recordings import key_of
from transcripts.sounds import Sounds

log = structlog.get_logger()

DAY = 86400.0
NEW, OLD, OLDEST = 120.0, 3600.0, 30 * DAY
"""Seconds of age from which a recording that is not here is asked for again; from which that is
done more rarely; and from which it is given up."""
IN_LINE = 60.0
"""Seconds in which what was just asked for gets into the line by itself."""
NO_ROOM = 300.0
"""Seconds until it is tried again to write where there was no room."""


class Jobs(Protocol):
    """Work for others; what is in line already is not put there again."""

    def keep_recording(self, sid: str, *, soon: bool = False) -> None: ...

    def transcribe(self, sid: str, seconds: float | None) -> None: ...


class Phones(Protocol):
    def delete_recording(self, sid: str) -> None:
        """Delete Twilio's copy, which may be gone already."""
        ...


@dataclass(frozen=True)
class Upkeep:
    """`languages`: those that there is a model for."""

    store: Store
    sounds: Sounds
    phones: Phones
    jobs: Jobs
    clock: Clock
    languages: frozenset[str]
    keep_sound_days: int
    keep_text_days: int
    delete_at_twilio: bool

    def fetch_new(self) -> None:
        """Ask again for recordings that were to be had a moment ago and are not here."""
        self._fetch(OLD, NEW)

    def fetch_old(self) -> None:
        """Ask again for those that could not be had for long."""
        self._fetch(OLDEST, OLD)

    def _fetch(self, oldest: float, newest: float) -> None:
        now = self.clock.now()
        with self.store.reading() as session:
            waiting = recordings.unfetched(session, now - oldest, now - newest)
        for recording in waiting:
            log.warning("recording_asked_for_again", recording=recording.sid)
            self.jobs.keep_recording(recording.sid, soon=recording.kind == "name")

    def transcribe(self) -> None:
        """Ask again for what is here and not written down: nobody took it, or who did has died,
        or there was no room."""
        now = self.clock.now()
        with self.store.transaction() as session:
            for full in transcripts.failed(session, "no-room", now - NO_ROOM):
                transcripts.ask_again(session, full.recording_sid, now)
            undone = transcripts.unfinished(session, now - IN_LINE, now)
            left = [recordings.by_sid(session, one.recording_sid) for one in undone]
            unasked = transcripts.unasked(session)
        late = (one for one in unasked if (one.fetched_at or now) < now - IN_LINE)
        self._ask(one for one in (*left, *late) if one is not None)

    def models_came(self) -> None:
        """Ask again for what failed for want of a model that there is now."""
        now = self.clock.now()
        with self.store.transaction() as session:
            for problem in ("no-model", "model-broken"):
                for lacking in transcripts.failed(session, problem, now):
                    if lacking.language in self.languages:
                        transcripts.ask_again(session, lacking.recording_sid, now - IN_LINE)

    def _ask(self, those: Iterable[Recording]) -> None:
        for recording in those:
            self.jobs.transcribe(recording.sid, recording.seconds)

    def tidy(self) -> None:
        """Delete what was kept for long enough, what is to be forgotten, and Twilio's copies.

        Raises SoundsAway, and what the phones raise: then the rest is still to be done.
        """
        self._expire()
        self.store.settle()
        self.remove()
        with self.sounds.draft():
            pass  # which sweeps up what was left by those who died
        self._clear()

    def _expire(self) -> None:
        now = self.clock.now()
        with self.store.transaction() as session:
            sounds = privacy.expired_sound(session, now - self.keep_sound_days * DAY)
            _note(session, now, "sound", sounds)
        while True:
            with self.store.transaction() as session:
                texts = privacy.expired_text(session, now - self.keep_text_days * DAY, now)
                _note(session, now, "text", texts)
            if not texts:
                return

    def remove(self) -> None:
        """Delete our files of what is removed or forgotten. Raises SoundsAway, OSError."""
        with self.store.reading() as session:
            gone = recordings.to_remove(session)
        for recording in gone:
            # whoever fetched it may have died before they could say where it lies
            self.sounds.delete(recording.path or key_of(recording.sid))
            with self.store.transaction() as session:
                recordings.removed(session, recording.sid, self.clock.now())

    def _clear(self) -> None:
        """Twilio's copies: of what is forgotten always, of the rest if that is wished."""
        with self.store.reading() as session:
            there = recordings.to_clear(session, fetched=self.delete_at_twilio)
        for recording in there:
            self.phones.delete_recording(recording.sid)
            with self.store.transaction() as session:
                recordings.cleared(session, recording.sid, self.clock.now())
            log.info("recording_cleared_at_twilio", recording=recording.sid)


def _note(session: Session, now: float, what: str, count: int) -> None:
    """In the audit trail, that so many were kept for long enough."""
    if count:
        deeds.note(session, "removed", now, details={"what": what, "count": count})
        log.info("kept_long_enough", what=what, count=count)
