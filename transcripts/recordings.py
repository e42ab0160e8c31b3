"""Recordings brought home: fetched once, checked, and kept below the data folder."""

import hashlib
import os
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import structlog

from records import recordings
from records.session import Store

log = structlog.get_logger()


class NotSound(Exception):
    """What was fetched is no WAV."""


FOLDER = "recordings"


class Clock(Protocol):
    def now(self) -> float: ...


class Source(Protocol):
    """Where recordings come from."""

    def recording(self, sid: str, *, dual: bool) -> Iterator[bytes]:
        """The WAV in pieces; raises an exception of its own when it is not to be had."""
        ...

    @property
    def one_channel_only(self) -> type[Exception]:
        """What `recording` raises when two channels are asked for and there is one."""
        ...


@dataclass(frozen=True)
class Keeper:
    """Fetches recordings into `data`/recordings."""

    store: Store
    source: Source
    clock: Clock
    data: Path

    def keep(self, sid: str) -> None:
        """Fetch a completed recording. What is there already is not fetched again; several
        processes may be at it, and one that dies on the way leaves no half a recording.

        Raises NotSound, and what the source raises.
        """
        with self.store.reading() as session:
            recording = recordings.by_sid(session, sid)
        if recording is None or recording.status != "completed":
            return
        path = Path(FOLDER) / f"{sid}.wav"
        digest = self._fetch(sid, self.data / path, dual=recording.channels == 2)
        with self.store.transaction() as session:
            recordings.fetched(session, sid, self.clock.now(), path=str(path), sha256=digest)
        log.info("recording_kept", recording=sid)

    def _fetch(self, sid: str, path: Path, *, dual: bool) -> str:
        """Write the file whole or not at all; returns its SHA-256."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{uuid4().hex}.part")
        digest = hashlib.sha256()
        try:
            with draft.open("wb") as file:
                for piece in self._pieces(sid, dual=dual):
                    file.write(piece)
                    digest.update(piece)
                file.flush()
                os.fsync(file.fileno())
            _check(sid, draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return digest.hexdigest()

    def _pieces(self, sid: str, *, dual: bool) -> Iterator[bytes]:
        try:
            yield from self.source.recording(sid, dual=dual)
        except self.source.one_channel_only:
            yield from self.source.recording(sid, dual=False)


def _check(sid: str, path: Path) -> None:
    """Raise NotSound unless the file begins as a WAV does, such as when a page came instead."""
    try:
        with wave.open(str(path)) as sound:
            sound.getparams()
    except (wave.Error, EOFError) as error:
        raise NotSound(f"{sid}: {error}") from error
