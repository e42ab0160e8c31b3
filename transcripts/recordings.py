"""Recordings brought home: fetched once, checked, and kept in the store of sounds."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog

from records import Session, calls, recordings, transcripts
from records.models import Recording
from records.session import Store
from transcripts.clock import Clock
from transcripts.sounds import NoSuchSound, Sounds, is_full
from transcripts.wav import Layout, NotWav

log = structlog.get_logger()

FOLDER = "recordings"
BLOCK = 1 << 20
STILL_COMING = 3600.0
"""Seconds of a recording's age in which one that is shorter than its head says is asked for
again; later it is taken for what it is."""


class NotSound(Exception):
    """What was fetched is no WAV."""


class NotWhole(Exception):
    """What was fetched ends before its head says so."""


class Source(Protocol):
    """Where recordings come from."""

    def recording(self, sid: str, *, dual: bool) -> Iterator[bytes]:
        """The WAV in pieces; raises an exception of its own when it is not to be had, or when
        the line breaks before the last piece."""
        ...

    @property
    def one_channel_only(self) -> type[Exception]:
        """What `recording` raises when two channels are asked for and there is one."""
        ...


class Turns(Protocol):
    """Keeps processes from doing the same thing at the same time."""

    def take(self, what: str) -> AbstractContextManager[Callable[[], None] | None]:
        """None while another process has `what`; else to be called often, in order to go on
        having it."""
        ...


class Jobs(Protocol):
    def transcribe(self, sid: str, seconds: float | None) -> None:
        """Have a recording of so many seconds written down; asking twice does no harm."""
        ...


@dataclass(frozen=True)
class Keeper:
    """Fetches recordings into the store of sounds. `language`: of callers who chose none."""

    store: Store
    source: Source
    clock: Clock
    sounds: Sounds
    turns: Turns
    jobs: Jobs
    language: str

    def keep(self, sid: str) -> None:
        """Fetch a completed recording. What is there already is not fetched again; one process
        is at it at a time, and one that dies on the way leaves no half a recording.

        Raises NotSound, NotWhole, SoundsAway, and what the source raises.
        """
        with self.turns.take(f"fetch:{sid}") as go_on:
            if go_on is not None:
                self._keep(sid, go_on)

    def _keep(self, sid: str, go_on: Callable[[], None]) -> None:
        with self.store.reading() as session:
            recording = recordings.by_sid(session, sid)
        if recording is None or recording.status != "completed":
            return
        key = key_of(sid)
        try:
            digest = self._kept_before(key) or self._fetch(recording, key, go_on)
        except NotSound:
            self._failed(recording, "not-sound")
            raise
        except OSError as error:
            if not is_full(error):
                raise
            self._failed(recording, "no-room")
            log.error("no_room_for_recording", recording=sid)  # noqa: TRY400 - a fact, no fault
            return
        if self._note(recording, key, digest) and recording.kind != "name":
            self.jobs.transcribe(sid, recording.seconds)

    def _note(self, recording: Recording, key: str, digest: str) -> bool:
        """Put on record that it is here; True for the first to say so."""
        with self.store.transaction() as session:
            kept = recordings.fetched(
                session, recording.sid, self.clock.now(), path=key, sha256=digest
            )
            if kept:  # an earlier try may have failed for want of room
                transcripts.ask_again(session, recording.sid, self.clock.now())
            now = recordings.by_sid(session, recording.sid)
            if not kept:  # who hung for long and lost their turn may have put it there anew
                transcripts.silence_again(session, recording.sid, self.clock.now())
        if kept:
            log.info("recording_kept", recording=recording.sid)
        elif now is None or now.status in recordings.GONE:  # forgotten while it came
            self.sounds.delete(key)
        return kept

    def _failed(self, recording: Recording, problem: str) -> None:
        """Said where the transcript would be; the clock has it fetched again."""
        if recording.kind == "name":
            return
        with self.store.transaction() as session:
            now = self.clock.now()
            language = language_of(session, recording, self.language)
            transcripts.ask(session, recording, language, now)
            transcripts.fail(session, recording.sid, None, now, problem)

    def _kept_before(self, key: str) -> str | None:
        """The SHA-256 of what a process brought home that died before it could say so."""
        try:
            with self.sounds.local(key) as path:
                return sha256_of(path)
        except NoSuchSound:
            return None

    def _fetch(self, recording: Recording, key: str, go_on: Callable[[], None]) -> str:
        """Have the sound whole or not at all; returns its SHA-256."""
        dual = recording.channels == 2
        digest = hashlib.sha256()
        with self.sounds.draft() as draft:
            with draft.open("wb") as file:
                for piece in self._pieces(recording.sid, dual=dual):
                    file.write(piece)
                    digest.update(piece)
                    go_on()
            missing = _check(recording.sid, draft)
            if missing and self.clock.now() - recording.created_at < STILL_COMING:
                raise NotWhole(f"{recording.sid}: {missing} bytes are missing")
            self.sounds.put(key, draft)
        return digest.hexdigest()

    def _pieces(self, sid: str, *, dual: bool) -> Iterator[bytes]:
        try:
            yield from self.source.recording(sid, dual=dual)
        except self.source.one_channel_only:
            yield from self.source.recording(sid, dual=False)


def _check(sid: str, path: Path) -> int:
    """The bytes that the sound lacks; raises NotSound unless the file begins as a WAV does, such
    as when a page came instead."""
    with path.open("rb") as file:
        try:
            layout = Layout.of(file)
        except NotWav as error:
            raise NotSound(f"{sid}: {error}") from error
    return layout.missing(path.stat().st_size)


def language_of(session: Session, recording: Recording, otherwise: str) -> str:
    """The language that its call is in."""
    call = calls.by_id(session, recording.call_id)
    return (call.language if call else None) or otherwise


def key_of(sid: str) -> str:
    """Where the store of sounds has this recording."""
    return f"{FOLDER}/{sid}.wav"


def sha256_of(path: Path) -> str:
    """Of the file, in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
