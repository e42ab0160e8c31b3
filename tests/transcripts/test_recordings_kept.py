"""Recordings are fetched once, whole or not at all, whoever dies or hurries on the way."""

import hashlib
import threading
import wave
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from records import calls, recordings
from records.models import Recording
from records.session import Store
from transcripts.recordings import Keeper, NotSound

SID = "RE" + "1" * 32
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
    def now(self) -> float:
        return NOW


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
def keeper(store: Store, source: Source, tmp_path: Path) -> Keeper:
    return Keeper(store, source, Clock(), tmp_path / "data")


def on_record(store: Store) -> Recording:
    with store.reading() as session:
        recording = recordings.by_sid(session, SID)
    assert recording is not None
    return recording


def files(keeper: Keeper) -> list[str]:
    return sorted(path.name for path in (keeper.data / "recordings").glob("*"))


def test_a_recording_is_fetched_once_with_its_fingerprint(
    keeper: Keeper, store: Store, source: Source
) -> None:
    for _ in range(2):
        keeper.keep(SID)
    kept = on_record(store)
    assert kept.path is not None
    data = (keeper.data / kept.path).read_bytes()
    assert data == source.whole
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert (kept.status, kept.fetched_at) == ("fetched", NOW)
    assert source.asked == [True]
    assert files(keeper) == [f"{SID}.wav"]


def test_without_a_second_channel_one_is_taken(keeper: Keeper, source: Source) -> None:
    source.mono = True
    keeper.keep(SID)
    assert source.asked == [True, False]
    assert files(keeper) == [f"{SID}.wav"]


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
    keeper: Keeper, store: Store, source: Source
) -> None:
    def breaks() -> None:
        raise Broken

    source.before_the_end = breaks
    with pytest.raises(Broken):
        keeper.keep(SID)
    assert (files(keeper), on_record(store).status) == ([], "completed")
    source.before_the_end = lambda: None
    keeper.keep(SID)
    assert on_record(store).status == "fetched"


@pytest.mark.parametrize("page", [b"<html>sign in</html>", b"", b"RIFF", b"RIFF" + b"\0" * 2000])
def test_what_is_no_sound_is_not_kept(
    store: Store, source: Source, keeper: Keeper, page: bytes
) -> None:
    source.whole = page
    with pytest.raises(NotSound, match=SID):
        keeper.keep(SID)
    assert (files(keeper), on_record(store).status) == ([], "completed")


def test_two_at_once_leave_one_whole_file(keeper: Keeper, store: Store, source: Source) -> None:
    together = threading.Barrier(2, timeout=10)
    source.before_the_end = together.wait
    workers = [threading.Thread(target=keeper.keep, args=(SID,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert source.asked == [True, True]
    assert files(keeper) == [f"{SID}.wav"]
    kept = on_record(store)
    assert kept.path is not None
    data = (keeper.data / kept.path).read_bytes()
    assert (data, kept.sha256) == (source.whole, hashlib.sha256(source.whole).hexdigest())
