"""A recording of a talk that is in the store of sounds, and a transcriber at work on it."""

import hashlib
import os
import wave
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import simulator
from records import calls, people, recordings, talks, transcripts
from records.models import Recording, RecordingKind, Transcript
from records.session import Store
from transcripts.recognizer import Models
from transcripts.recordings import key_of
from transcripts.sounds import FolderSounds
from transcripts.transcribe import Transcriber
from transcripts.upkeep import Upkeep

SID = "RE" + "1" * 32
NOW = 1_800_000_000.0
MODEL = Path(
    os.environ.get("SAPA_TEST_MODEL_EN", Path(simulator.__file__).parent / "tiny_model" / "en")
)
"""The simulator's English model: it knows the words that are spoken here."""
CARD = " ".join(["four two"] * 8)
LINES = (
    (1, 0.3, "good morning my name is dewi how can i help you"),
    (0, 4.5, "where is my order please"),
    (0, 8.5, CARD),
    (1, 16.0, "thank you goodbye"),
)


class Clock:
    """Every look at it takes a while, as in life."""

    def __init__(self, tick: float = 0.0) -> None:
        self.time = NOW
        self.tick = tick

    def now(self) -> float:
        self.time += self.tick
        return self.time


@dataclass
class Asked:
    """What was put in line."""

    line: list[str] = field(default_factory=list)

    def keep_recording(self, sid: str, *, soon: bool = False) -> None:
        self.line.append(f"keep {sid}{' soon' if soon else ''}")

    def transcribe(self, sid: str, _seconds: float | None) -> None:
        self.line.append(f"transcribe {sid}")


@dataclass
class Twilio:
    """Where the other copies lie."""

    deleted: list[str] = field(default_factory=list)

    def delete_recording(self, sid: str) -> None:
        self.deleted.append(sid)


@dataclass
class Scribe:
    """Everything at hand."""

    store: Store
    sounds: FolderSounds
    clock: Clock
    transcriber: Transcriber
    upkeep: Upkeep
    asked: Asked
    twilio: Twilio

    def put(self, sound: Path | bytes, sid: str = SID) -> None:
        """In the store of sounds."""
        with self.sounds.draft() as draft:
            draft.write_bytes(sound if isinstance(sound, bytes) else sound.read_bytes())
            self.sounds.put(key_of(sid), draft)

    def recorded(
        self,
        sound: Path | bytes,
        *,
        kind: RecordingKind = "call",
        sid: str = SID,
        talk: tuple[float, float | None] | None = (0.0, None),
        language: str | None = "en",
    ) -> Recording:
        """A fetched recording; `talk`: when an agent was on, in its seconds."""
        self.put(sound, sid)
        with self.store.transaction() as session:
            call = calls.open_call(session, sid=f"CA{sid}", number=None, at=NOW - 100)
            call.language, call.name = language, "Budi"
            call.joined_at = NOW - 60
            if talk:
                agent = people.by_extension(session, "1001") or people.add(
                    session, extension="1001", name="Dewi", at=NOW - 1000
                )
                session.flush()
                talks.begin_talk(session, call, agent, NOW + talk[0])
                talks.connect_talk(session, call, NOW + talk[0])
                if talk[1] is not None:
                    talks.end_talk(session, call, "agent", NOW + talk[1])
            recordings.complete(
                session, sid, call, kind, NOW, url="u", channels=2, seconds=20, started_at=NOW
            )
            digest = hashlib.sha256(self.sound(sid)).hexdigest()
            recordings.fetched(session, sid, NOW, path=key_of(sid), sha256=digest)
        return self.recording(sid)

    def sound(self, sid: str = SID) -> bytes:
        with self.sounds.local(key_of(sid)) as path:
            return path.read_bytes()

    def recording(self, sid: str = SID) -> Recording:
        with self.store.reading() as session:
            found = recordings.by_sid(session, sid)
        assert found is not None
        return found

    def transcript(self, sid: str = SID) -> Transcript:
        with self.store.reading() as session:
            found = transcripts.by_recording(session, sid)
        assert found is not None
        return found

    def outcome(self, sid: str = SID) -> tuple[str, str | None]:
        return self.transcript(sid).status, self.transcript(sid).problem

    def said(self, sid: str = SID) -> list[tuple[str, str]]:
        """Who said what."""
        with self.store.reading() as session:
            found = transcripts.by_recording(session, sid)
            assert found is not None
            rows = transcripts.utterances_of(session, found)
        return [(row.speaker, " ".join(map(_word, row.words))) for row in rows]

    def next_round(self) -> None:
        """Time passes, the clock looks for what was left undone, and a worker does it."""
        self.clock.time += 100
        self.asked.line.clear()
        self.upkeep.transcribe()
        for asked in self.asked.line:
            self.transcriber.transcribe(asked.split()[1])


def _word(word: Sequence[object]) -> str:
    return f"[{word[4]}]" if word[4] else str(word[0])


def wav(path: Path, *, seconds: float, channels: int = 2, width: int = 2, rate: int = 8000) -> Path:
    """A silent one."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        quiet = b"\x80" if width == 1 else b"\0"
        file.writeframes(quiet * round(seconds * rate) * channels * width)
    return path


@cache
def _blank() -> bytes:
    """A migrated database without rows: it takes longer to make one than to transcribe."""
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/sapa.db")
        store.migrate()
        store.close()
        return (Path(folder) / "sapa.db").read_bytes()


def need_the_model() -> None:
    if not MODEL.is_dir():
        pytest.skip(f"no tiny model in {MODEL}")


@cache
def _english() -> Models:
    return Models({"en": MODEL})


@contextmanager
def scribe(folder: Path, models: Mapping[str, Path] | None = None) -> Iterator[Scribe]:
    """With records and sounds of its own, and the English model."""
    languages = frozenset({"en"} if models is None else models)
    (folder / "sapa.db").write_bytes(_blank())
    store = Store(f"sqlite:///{folder}/sapa.db")
    sounds, clock, asked, twilio = FolderSounds(folder / "data"), Clock(), Asked(), Twilio()
    with ThreadPoolExecutor(2) as pool:
        if models is None:
            need_the_model()
        loaded = _english() if models is None else Models(models)
        writes = Transcriber(store, sounds, loaded, clock, pool, "Toko Uji", "en", {})
        keeps = Upkeep(store, sounds, twilio, asked, clock, languages, 90, 365, False)
        yield Scribe(store, sounds, clock, writes, keeps, asked, twilio)
    store.close()
