"""Recordings are fetched once, whole or not at all, whoever dies or hurries on the way."""

import errno
import hashlib
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import redis
from structlog.testing import capture_logs

from records import calls, recordings, transcripts
from records.models import Recording, Transcript
from records.session import Store
from sapa.turns import RedisTurns
from transcripts.recordings import STILL_COMING, Keeper, NotSound, NotWhole
from transcripts.sounds import FolderSounds

SID = "RE" + "1" * 32
FULL = Path("/dev/full")
NOW = 1_800_000_000.0


class MonoOnly(Exception):
    """There is one channel."""


class Broken(Exception):
    """The line to the source broke."""


def sound(channels: int = 2) -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x01\x02" * channels * 8000)
    return out.getvalue()


class Source:
    """Has one sound, in pieces; what it does before the last piece can be told."""

    one_channel_only: type[Exception] = MonoOnly

    def __init__(self, whole: bytes = b"") -> None:
        self.whole = whole or sound()
        self.asked: list[bool] = []
        self.mono = False
        self.before_the_end: Callable[[], object] = lambda: None

    def recording(self, sid: str, *, dual: bool) -> Iterator[bytes]:
        assert sid == SID
        self.asked.append(dual)
        if dual and self.mono:
            raise MonoOnly
        yield self.whole[:1000]
        self.before_the_end()
        yield self.whole[1000:]


class Clock:
    """Stands still."""

    def now(self) -> float:
        return NOW


class Asked:
    """What was put in line."""

    def __init__(self) -> None:
        self.transcripts: list[tuple[str, float | None]] = []

    def transcribe(self, sid: str, seconds: float | None) -> None:
        self.transcripts.append((sid, seconds))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path}/sapa.db")
    store.migrate()
    with store.transaction() as session:
        call = calls.open_call(session, sid="CA1", number=None, at=NOW)
        recordings.complete(session, SID, call, "call", NOW, url="u", channels=2, seconds=1)
    yield store
    store.close()


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def sounds(tmp_path: Path) -> FolderSounds:
    return FolderSounds(tmp_path / "data")


@pytest.fixture
def keeper(
    store: Store, source: Source, sounds: FolderSounds, asked: Asked, turns: RedisTurns
) -> Keeper:
    return Keeper(store, source, Clock(), sounds, turns, asked, "en")


@pytest.fixture
def turns(redis_socket: str) -> RedisTurns:
    server = redis.Redis(unix_socket_path=redis_socket)
    server.flushall()
    return RedisTurns(server)


def on_record(store: Store) -> Recording:
    with store.reading() as session:
        recording = recordings.by_sid(session, SID)
    assert recording is not None
    return recording


def transcript(store: Store) -> Transcript | None:
    with store.reading() as session:
        return transcripts.by_recording(session, SID)


def files(sounds: FolderSounds) -> list[str]:
    return sorted(path.name for path in sounds.data.rglob("*") if path.is_file())


def test_a_recording_is_fetched_once_with_its_fingerprint(
    keeper: Keeper, store: Store, source: Source, sounds: FolderSounds
) -> None:
    for _ in range(2):
        keeper.keep(SID)
    kept = on_record(store)
    assert kept.path is not None
    data = (sounds.data / kept.path).read_bytes()
    assert data == source.whole
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert (kept.status, kept.fetched_at) == ("fetched", NOW)
    assert source.asked == [True]
    assert files(sounds) == [f"{SID}.wav"]


def test_without_a_second_channel_one_is_taken(
    keeper: Keeper, source: Source, sounds: FolderSounds
) -> None:
    source.mono = True
    keeper.keep(SID)
    assert source.asked == [True, False]
    assert files(sounds) == [f"{SID}.wav"]


def test_a_recording_of_one_channel_is_asked_for_as_such(keeper: Keeper, source: Source) -> None:
    with keeper.store.transaction() as session:
        session.merge(on_record(keeper.store)).channels = 1
    keeper.keep(SID)
    assert source.asked == [False]


@pytest.mark.parametrize("status", ["expected", "fetched"])
def test_what_is_not_ready_or_here_already_is_not_fetched(
    keeper: Keeper, source: Source, status: str
) -> None:
    with keeper.store.transaction() as session:
        session.merge(on_record(keeper.store)).status = status  # type: ignore[assignment]
    keeper.keep(SID)
    assert source.asked == []


def test_an_unknown_recording_is_not_fetched(keeper: Keeper, source: Source) -> None:
    keeper.keep("RE9")
    assert source.asked == []


def test_a_line_that_breaks_leaves_nothing_and_the_next_try_fetches_all(
    keeper: Keeper, store: Store, source: Source, sounds: FolderSounds
) -> None:
    def breaks() -> None:
        raise Broken

    source.before_the_end = breaks
    with pytest.raises(Broken):
        keeper.keep(SID)
    assert (files(sounds), on_record(store).status) == ([], "completed")
    source.before_the_end = lambda: None
    keeper.keep(SID)
    assert on_record(store).status == "fetched"


@pytest.mark.parametrize("page", [b"<html>sign in</html>", b"", b"RIFF", b"RIFF" + b"\0" * 2000])
def test_what_is_no_sound_is_not_kept_and_told_on_record(
    store: Store, source: Source, keeper: Keeper, sounds: FolderSounds, page: bytes
) -> None:
    good, source.whole = source.whole, page
    with pytest.raises(NotSound, match=SID):
        keeper.keep(SID)
    assert (files(sounds), on_record(store).status) == ([], "completed")
    told = transcript(store)
    assert told is not None
    assert (told.status, told.problem) == ("failed", "not-sound")
    source.whole = good
    keeper.keep(SID)
    told = transcript(store)
    assert told is not None
    assert (told.status, told.problem) == ("waiting", None)


def test_a_young_sound_that_is_shorter_than_its_head_says_is_asked_for_again(
    store: Store, source: Source, keeper: Keeper, sounds: FolderSounds
) -> None:
    source.whole = source.whole[:-100]
    with pytest.raises(NotWhole):
        keeper.keep(SID)
    assert (files(sounds), on_record(store).status) == ([], "completed")
    with store.transaction() as session:
        session.merge(on_record(store)).created_at = NOW - STILL_COMING
    keeper.keep(SID)
    assert (files(sounds), on_record(store).status) == ([f"{SID}.wav"], "fetched")


def test_one_process_fetches_and_the_others_leave_it_to_that_one(
    keeper: Keeper, store: Store, source: Source, sounds: FolderSounds, asked: Asked
) -> None:
    source.before_the_end = lambda: keeper.keep(SID)  # another worker, in the midst of it
    keeper.keep(SID)
    keeper.keep(SID)
    assert source.asked == [True]
    assert files(sounds) == [f"{SID}.wav"]
    assert asked.transcripts == [(SID, 1)]


def test_the_turn_of_a_process_that_died_goes_to_the_next(
    keeper: Keeper, source: Source, redis_socket: str
) -> None:
    server = redis.Redis(unix_socket_path=redis_socket)
    RedisTurns(server, lapse=0.05).take(f"fetch:{SID}").__enter__()  # and never leaves
    while server.exists(f"sapa:turn:fetch:{SID}"):
        time.sleep(0.01)
    keeper.keep(SID)
    assert source.asked == [True]


def test_what_came_home_is_not_fetched_again_when_its_worker_died_before_it_said_so(
    keeper: Keeper, store: Store, source: Source, sounds: FolderSounds, asked: Asked
) -> None:
    with sounds.draft() as draft:
        draft.write_bytes(source.whole)
        sounds.put(f"recordings/{SID}.wav", draft)
    keeper.keep(SID)
    assert source.asked == []
    kept = on_record(store)
    assert (kept.status, kept.sha256) == ("fetched", hashlib.sha256(source.whole).hexdigest())
    assert asked.transcripts == [(SID, 1)]


def test_what_was_silenced_by_others_while_it_came_is_silenced_again(
    keeper: Keeper, source: Source, store: Store
) -> None:
    """A process that hung for longer than its turn lasts goes on, and puts what it has."""

    def others_were_faster() -> None:
        with store.transaction() as session:
            recordings.fetched(session, SID, NOW, path=f"recordings/{SID}.wav", sha256="x")
            transcripts.ask(session, on_record(store), "en", NOW)
            transcripts.claim(session, SID, "worker", NOW, NOW + 60)
            transcripts.store(
                session,
                SID,
                "worker",
                NOW,
                model="en",
                seconds=1.0,
                confidence=1.0,
                problem=None,
                utterances=[],
                courtesies=[],
                points=[],
                silenced=[(0, 0.1, 0.9, "card")],
            )
            transcripts.silenced(session, SID, "worker", NOW, "y")

    source.before_the_end = others_were_faster
    keeper.keep(SID)
    with store.reading() as session:
        (again,) = transcripts.unfinished(session, NOW, NOW)
    assert (again.status, again.tries) == ("silencing", 0)


def test_a_spoken_name_is_kept_and_not_written_down(
    keeper: Keeper, store: Store, asked: Asked
) -> None:
    with store.transaction() as session:
        session.merge(on_record(store)).kind = "name"
    keeper.keep(SID)
    assert on_record(store).status == "fetched"
    assert asked.transcripts == []


def test_what_was_forgotten_while_it_came_is_not_kept(
    keeper: Keeper, store: Store, source: Source, sounds: FolderSounds, asked: Asked
) -> None:
    def forget() -> None:
        with store.transaction() as session:
            session.merge(on_record(store)).status = "forgotten"

    source.before_the_end = forget
    keeper.keep(SID)
    assert (files(sounds), on_record(store).status) == ([], "forgotten")
    assert asked.transcripts == []


class FullDisk(FolderSounds):
    """Where every write finds no room."""

    @contextmanager
    def draft(self) -> Iterator[Path]:
        if not FULL.exists():
            pytest.skip(f"no {FULL} here: no disk that is full")
        yield FULL


def test_a_full_disk_is_told_and_tried_again_later(
    keeper: Keeper, store: Store, sounds: FolderSounds, asked: Asked
) -> None:
    with capture_logs() as logged:
        replace(keeper, sounds=FullDisk(sounds.data)).keep(SID)
    assert [entry["event"] for entry in logged] == ["no_room_for_recording"]
    told = transcript(store)
    assert told is not None
    assert (told.status, told.problem) == ("failed", "no-room")
    assert (files(sounds), on_record(store).status, asked.transcripts) == ([], "completed", [])
    keeper.keep(SID)
    told = transcript(store)
    assert told is not None
    assert (told.status, told.problem, on_record(store).status) == ("waiting", None, "fetched")


def test_a_disk_that_fails_otherwise_is_no_full_one(
    keeper: Keeper, store: Store, sounds: FolderSounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(OSError, match="Input/output"):
        keeper.keep(SID)
    assert (files(sounds), on_record(store).status, transcript(store)) == ([], "completed", None)
