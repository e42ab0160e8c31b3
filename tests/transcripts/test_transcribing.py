"""A recording becomes text, once and whole, wherever whoever does it dies."""

import errno
import hashlib
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from structlog.testing import capture_logs

from records import Session, courtesies, deeds, points, recordings, transcripts
from tests.speaking import spoken_wav
from tests.transcripts.scribes import (
    CARD,
    LINES,
    MODEL,
    NOW,
    SID,
    Clock,
    Scribe,
    need_the_model,
    scribe,
    wav,
)
from transcripts.claims import LEASE
from transcripts.recognizer import Models
from transcripts.recordings import key_of
from transcripts.sounds import S3Sounds, SoundsAway


@pytest.fixture(scope="session")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_the_model()
    path = tmp_path_factory.mktemp("spoken") / "talk.wav"
    spoken_wav(path, LINES)
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Scribe]:
    with scribe(tmp_path) as made:
        yield made


def test_a_talk_is_written_down_by_whom_and_when(desk: Scribe, spoken: Path) -> None:
    desk.recorded(spoken)
    desk.transcriber.transcribe(SID)
    assert desk.outcome() == ("done", None)
    assert desk.said() == [
        ("agent", "good morning my name is dewi how can i help you"),
        ("caller", "where is my order please"),
        ("caller", "[card]"),
        ("agent", "thank you goodbye"),
    ]
    transcript = desk.transcript()
    assert transcript.confidence is not None
    assert transcript.confidence > 0.5
    assert transcript.model == MODEL.name
    assert transcript.progress == 1.0


def test_a_card_number_is_taken_out_of_the_sound_of_its_channel(desk: Scribe, spoken: Path) -> None:
    desk.recorded(spoken)
    before = samples(desk.sound())
    desk.transcriber.transcribe(SID)
    after = samples(desk.sound())
    ((channel, start, end, kind),) = desk.transcript().silenced
    assert (channel, kind) == (0, "card")
    assert isinstance(start, float)
    assert isinstance(end, float)
    silent = slice(round(start * 8000), round(end * 8000))
    assert np.abs(before[silent, 0]).max() > 1000
    assert not after[silent, 0].any()
    assert (after[:, 1] == before[:, 1]).all()
    assert (after[: silent.start, 0] == before[: silent.start, 0]).all()
    assert desk.recording().sha256 == hashlib.sha256(desk.sound()).hexdigest()
    assert desk.recording().fetched_sha256 == hashlib.sha256(spoken.read_bytes()).hexdigest()


def test_the_sound_may_lie_in_a_bucket(desk: Scribe, spoken: Path, bucket: S3Sounds) -> None:
    desk.recorded(spoken)
    with bucket.draft() as draft:
        draft.write_bytes(spoken.read_bytes())
        bucket.put(key_of(SID), draft)
    replace(desk.transcriber, sounds=bucket).transcribe(SID)
    assert desk.outcome() == ("done", None)
    with bucket.local(key_of(SID)) as path:
        silenced = path.read_bytes()
    assert silenced != spoken.read_bytes()
    assert hashlib.sha256(silenced).hexdigest() == desk.recording().sha256
    assert list(bucket.scratch.iterdir()) == []


def test_while_the_store_is_away_no_try_is_spent(
    desk: Scribe, spoken: Path, bucket: S3Sounds
) -> None:
    desk.recorded(spoken)
    away = replace(bucket, endpoint="http://127.0.0.1:9")
    with pytest.raises(SoundsAway):
        replace(desk.transcriber, sounds=away).transcribe(SID)
    assert (desk.outcome(), desk.transcript().tries) == (("waiting", None), 0)
    desk.next_round()
    assert desk.outcome() == ("done", None)


@pytest.mark.parametrize("error", [SoundsAway(), OSError(errno.ENOSPC, "full")])
def test_a_sound_that_cannot_be_silenced_for_long_is_silenced_in_the_end(
    desk: Scribe, spoken: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def hindered(*_: object) -> None:
        raise error

    desk.recorded(spoken)
    with monkeypatch.context() as patch:
        patch.setattr("transcripts.transcribe.silence", hindered)
        for _ in range(5):
            with pytest.raises(type(error)):
                desk.next_round()
    assert (desk.outcome(), desk.transcript().tries) == (("silencing", None), 0)
    desk.next_round()
    assert desk.outcome() == ("done", None)
    assert desk.sound() != spoken.read_bytes()


def test_how_the_talk_went_is_measured(desk: Scribe, spoken: Path) -> None:
    desk.recorded(spoken)
    desk.transcriber.transcribe(SID)
    with desk.store.reading() as session:
        (courtesy,) = courtesies.of_call(session, desk.recording().call_id)
    assert courtesy.at == NOW
    assert courtesy.measures["own_name"]["value"] == 1.0
    assert courtesy.measures["greeting"]["value"] == 1.0


def test_the_log_tells_the_progress_and_nothing_that_was_said(desk: Scribe, spoken: Path) -> None:
    desk.recorded(spoken)
    with capture_logs() as logged:
        desk.transcriber.transcribe(SID)
    events = [entry["event"] for entry in logged]
    assert events[0] == "transcribing"
    assert "transcript_progress" in events
    assert events[-2:] == ["transcribed", "transcript_done"]
    told = str(logged)
    assert not any(word in told.split("'") for word in ("dewi", "Dewi", "Budi", "order", "card"))


def test_music_and_prompts_outside_of_talks_are_not_heard(desk: Scribe, spoken: Path) -> None:
    desk.recorded(spoken, talk=(14.0, 30.0))
    desk.transcriber.transcribe(SID)
    assert ("agent", "thank you goodbye") in desk.said()
    assert not any("dewi" in text for _, text in desk.said())


def test_the_other_channel_has_the_hotline_s_first_language_unless_another_was_chosen(
    desk: Scribe, spoken: Path
) -> None:
    desk.recorded(spoken, language=None)
    desk.transcriber.transcribe(SID)
    assert desk.transcript().language == "en"
    assert desk.outcome() == ("done", None)


def test_a_message_is_the_caller_s_alone(desk: Scribe, spoken: Path) -> None:
    desk.recorded(one_channel(spoken), kind="message", talk=None)
    desk.transcriber.transcribe(SID)
    assert desk.outcome() == ("done", None)
    assert desk.said() == [("caller", "where is my order please"), ("caller", "[card]")]


def test_one_channel_of_a_call_is_nobody_s(desk: Scribe, spoken: Path) -> None:
    desk.recorded(one_channel(spoken))
    desk.transcriber.transcribe(SID)
    assert desk.outcome() == ("done", "mono")
    assert {speaker for speaker, _ in desk.said()} == {"unknown"}
    with desk.store.reading() as session:
        (courtesy,) = courtesies.of_call(session, desk.recording().call_id)
    known = {name for name, one in courtesy.measures.items() if one["state"] == "known"}
    assert known == {"longest_silence"}


# What cannot be written down, or not wholly


def test_without_a_model_it_waits_for_one(tmp_path: Path, spoken: Path) -> None:
    with scribe(tmp_path, {"id": MODEL}) as desk:
        desk.recorded(spoken)
        for _ in range(2):
            desk.transcriber.transcribe(SID)
        assert desk.outcome() == ("failed", "no-model")
        desk.next_round()
        assert desk.asked.line == []
        desk.upkeep.models_came()
        assert desk.outcome() == ("failed", "no-model")
        desk.transcriber = replace(desk.transcriber, models=Models({"en": MODEL}))
        replace(desk.upkeep, languages=frozenset({"en"})).models_came()
        desk.next_round()
        assert desk.outcome() == ("done", None)


def test_a_folder_that_is_no_model_is_told(tmp_path: Path, spoken: Path) -> None:
    with scribe(tmp_path, {"en": tmp_path}) as desk:
        desk.recorded(spoken)
        desk.transcriber.transcribe(SID)
        assert desk.outcome() == ("failed", "model-broken")


def test_a_sound_that_is_gone_is_told(desk: Scribe, spoken: Path) -> None:
    desk.recorded(spoken)
    desk.sounds.delete(f"recordings/{SID}.wav")
    desk.transcriber.transcribe(SID)
    assert desk.outcome() == ("failed", "missing")


BAD: dict[str, tuple[Callable[[Path], Path | bytes], tuple[str, str | None]]] = {
    "a file without a byte": (lambda _: b"", ("failed", "empty")),
    "a WAV without a sample": (partial(wav, seconds=0), ("failed", "empty")),
    "a page": (lambda _: b"<html>not found</html>", ("failed", "not-sound")),
    "three channels": (partial(wav, seconds=1, channels=3), ("failed", "too-many-channels")),
    "silence": (partial(wav, seconds=12), ("done", "silent")),
    "24 bits": (partial(wav, seconds=1, width=3), ("done", "silent")),
    "48 kHz": (partial(wav, seconds=1, rate=48000), ("done", "silent")),
    "a file that was cut": (
        lambda path: wav(path, seconds=3).read_bytes()[:20000],
        ("done", "cut-short"),
    ),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_ends_with_a_clear_word_and_hinders_no_other(
    desk: Scribe, spoken: Path, tmp_path: Path, bad: str
) -> None:
    make, outcome = BAD[bad]
    desk.recorded(make(tmp_path / "bad.wav"))
    desk.recorded(spoken, sid="RE2")
    for sid in (SID, "RE2"):
        desk.transcriber.transcribe(sid)
    assert desk.outcome() == outcome
    assert desk.outcome("RE2") == ("done", None)
    desk.next_round()
    assert desk.asked.line == []


# Who does it


def test_what_is_done_or_in_other_hands_is_left_alone(desk: Scribe, spoken: Path) -> None:
    desk.recorded(spoken)
    with desk.store.transaction() as session:
        recording = recordings.by_sid(session, SID)
        assert recording is not None
        transcripts.ask(session, recording, "en", NOW)
        transcripts.claim(session, SID, "another", NOW, NOW + 60)
    desk.transcriber.transcribe(SID)
    assert (desk.outcome(), desk.transcript().claim) == (("working", None), "another")
    desk.next_round()
    assert desk.outcome() == ("done", None)
    done = state(desk)
    desk.transcriber.transcribe(SID)
    assert state(desk) == done


@pytest.mark.parametrize("status", ["expected", "completed", "removed", "forgotten"])
def test_what_is_not_here_is_not_written_down(desk: Scribe, spoken: Path, status: str) -> None:
    recording = desk.recorded(spoken)
    with desk.store.transaction() as session:
        session.merge(recording).status = status  # type: ignore[assignment]
    desk.transcriber.transcribe(SID)
    with desk.store.reading() as session:
        assert transcripts.by_recording(session, SID) is None


def test_who_was_slow_and_lost_the_claim_stores_nothing(desk: Scribe, spoken: Path) -> None:
    class Slow(Clock):
        """Another takes over as soon as this one has begun."""

        def now(self) -> float:
            with desk.store.reading() as session:
                row = transcripts.by_recording(session, SID)
            if row and row.status == "working" and row.claim != "another":
                self.time += 100
                with desk.store.transaction() as session:
                    transcripts.claim(session, SID, "another", self.time, self.time + 60)
            return self.time

    desk.recorded(spoken)
    with capture_logs() as logged:
        replace(desk.transcriber, clock=Slow()).transcribe(SID)
    assert logged[-1]["event"] == "transcript_taken_over"
    assert (desk.outcome(), desk.said()) == (("working", None), [])
    assert desk.sound() == spoken.read_bytes()


def test_a_claim_is_held_while_a_store_takes_its_time_over_a_sound(
    desk: Scribe, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcripts.claims.BEAT", 0.01)
    renewed = Event()

    class Watched:
        """Tells of every transaction that has come to its end."""

        reading = desk.store.reading

        @contextmanager
        def transaction(self) -> Iterator[Session]:
            with desk.store.transaction() as session:
                yield session
            renewed.set()

    def takes_long(*_spans: object) -> None:
        for _ in range(3):
            desk.clock.time += LEASE - 1
            for _ in range(2):  # the first may have looked at the clock before that
                renewed.clear()
                assert renewed.wait(30)
            with desk.store.transaction() as session:
                now = desk.clock.time
                assert transcripts.claim(session, SID, "another", now + 2, now + 60) is None

    desk.recorded(spoken)
    monkeypatch.setattr("transcripts.transcribe.silence", takes_long)
    replace(desk.transcriber, store=Watched()).transcribe(SID)  # type: ignore[arg-type]
    assert (desk.outcome(), desk.transcript().tries) == (("done", None), 1)


class Killed(BaseException):
    """Gone without a word."""


class Deaths:
    """Kills at the nth touch of a collaborator; counts them all otherwise."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.touched = 0

    def touch(self) -> None:
        self.touched += 1
        if self.touched == self.at:
            raise Killed


class Dying:
    """A collaborator that may be touched for the last time before and after everything it does."""

    def __init__(self, inner: Any, deaths: Deaths) -> None:
        self._inner = inner
        self._deaths = deaths

    def __getattr__(self, name: str) -> Any:
        inner = getattr(self._inner, name)

        def call(*args: Any, **options: Any) -> Any:
            self._deaths.touch()
            done = inner(*args, **options)
            if hasattr(done, "__enter__"):
                return self._around(done)
            self._deaths.touch()
            return done

        return call

    @contextmanager
    def _around(self, block: Any) -> Iterator[Any]:
        with block as value:
            yield value
            self._deaths.touch()  # all is done, nothing is committed
        self._deaths.touch()


def dying(desk: Scribe, deaths: Deaths) -> Scribe:
    writer = replace(
        desk.transcriber,
        store=Dying(desk.store, deaths),  # type: ignore[arg-type]
        sounds=Dying(desk.sounds, deaths),
        models=Dying(desk.transcriber.models, deaths),
        clock=Clock(tick=0.5),  # so that the claim is renewed on the way
    )
    return replace(desk, transcriber=writer)


def test_whoever_dies_anywhere_the_next_one_ends_up_with_the_same(
    desk: Scribe, tmp_path: Path
) -> None:
    spoken_wav(tmp_path / "talk.wav", [(1, 0.2, "good morning"), (0, 1.5, CARD)])
    wanted: object = None
    for at in count(0):
        sid = f"RE{at}"
        desk.recorded(tmp_path / "talk.wav", sid=sid)
        deaths = Deaths(at)
        try:
            dying(desk, deaths).transcriber.transcribe(sid)
        except Killed:
            desk.next_round()
        wanted = wanted or state(desk, sid)
        assert state(desk, sid) == wanted, f"killed at touch {at}"
        assert desk.outcome(sid) == ("done", None)
        if at > deaths.touched:
            break
    assert at > 25


def test_what_kills_three_workers_is_given_up_and_the_rest_goes_on(
    desk: Scribe, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise Killed

    desk.recorded(spoken)
    with monkeypatch.context() as patch:
        patch.setattr("transcripts.transcribe.recognize", dies)
        for _ in range(3):
            with pytest.raises(Killed):
                desk.next_round()
        desk.next_round()
    assert desk.outcome() == ("failed", "gave-up")
    desk.recorded(spoken, sid="RE2")
    desk.transcriber.transcribe("RE2")
    assert desk.outcome("RE2") == ("done", None)


def state(desk: Scribe, sid: str = SID) -> object:
    """All that is left in the end, without times of the clock and keys of rows."""
    transcript = desk.transcript(sid)
    with desk.store.reading() as session:
        said = [
            (row.channel, row.speaker, row.start, row.end, row.words, row.terms, row.person_id)
            for row in transcripts.utterances_of(session, transcript)
        ]
        call = transcript.call_id
        measured = [row.measures for row in courtesies.of_call(session, call)]
        noted = [(row.kind, row.start, row.quote) for row in points.of_call(session, call)]
        done = [deed.deed for deed in deeds.of_subject(session, call)]
    outcome = (transcript.status, transcript.problem, transcript.silenced)
    sound = hashlib.sha256(desk.sound(sid)).hexdigest()
    assert desk.recording(sid).sha256 == sound
    return outcome, said, measured, noted, done, sound


def samples(sound: bytes) -> np.ndarray[Any, np.dtype[np.int16]]:
    return np.frombuffer(sound[44:], "<i2").reshape(-1, 2)


def one_channel(path: Path) -> bytes:
    """The caller's channel alone."""
    alone = path.with_name("mono.wav")
    with wave.open(str(alone), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.ascontiguousarray(samples(path.read_bytes())[:, 0]).tobytes())
    return alone.read_bytes()
