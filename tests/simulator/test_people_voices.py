"""People's voices in recordings: real speech about as long as it should be, or a hum."""

import wave
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray
from structlog.testing import capture_logs

from simulator import speech
from simulator.clock import Clock
from simulator.exchange import Exchange
from simulator.network.audio import RATE, Hum, wav, wav_size
from simulator.network.recordings import Piece, Recording, Wish
from simulator.network.sound import Track, Utterance, Voice, speaking_time, voice_of
from simulator.network.voice import Spoken
from tests.simulator.stage import CONFIG

NOON = 1_750_000_000.0
SENTENCES = {
    "en": "Thank you for waiting, you will have it on Monday",
    "id": "Terima kasih sudah menunggu, barangnya sampai hari Senin",
}

needs_speech = pytest.mark.skipif(
    not speech.available(), reason="the optional extra `speech` is not installed"
)


def samples(voice: Voice, utterance: Utterance) -> NDArray[np.int16]:
    return np.frombuffer(voice.render(utterance, RATE), "<i2")


def utterance(text: str, language: str = "en", speaker: str = "a") -> Utterance:
    return Utterance(NOON, speaking_time(text), text, language, speaker)


@needs_speech
@pytest.mark.parametrize("language", ["en", "id", "en-US", "id-ID"])
def test_speech_is_about_as_long_as_it_should_be(language: str) -> None:
    spoken = utterance(SENTENCES[language[:2]], language)
    sound = samples(Spoken(), spoken)
    assert len(sound) / RATE == pytest.approx(spoken.seconds, rel=0.25)
    assert np.abs(sound.astype(int)).max() > 5000


@needs_speech
def test_speech_has_the_band_of_a_telephone() -> None:
    sound = samples(Spoken(), utterance(SENTENCES["en"]))
    loud = np.abs(np.fft.rfft(sound)) ** 2
    pitches = np.fft.rfftfreq(len(sound), 1 / RATE)
    outside = loud[(pitches < 100) | (pitches > 3900)].sum()
    assert outside < 0.01 * loud.sum()


@needs_speech
def test_people_keep_their_voices_and_differ() -> None:
    voice = Spoken()
    first, again, other = (
        samples(voice, utterance(SENTENCES["en"], speaker=voice_of(number)))
        for number in ("+15550001", "+15550001", "+15550007")
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first[:4000], other[:4000])


def test_a_number_cannot_be_read_from_a_voice() -> None:
    assert "555" not in voice_of("+15550001")
    assert voice_of("+15550001") == voice_of("+15550001") != voice_of("+15550002")


@needs_speech
def test_words_that_cannot_be_spoken_are_silent() -> None:
    assert len(samples(Spoken(), utterance("..."))) < RATE


@pytest.mark.parametrize("voice", [Hum(), pytest.param(Spoken(), marks=needs_speech)])
def test_a_file_is_as_long_as_its_header_says_and_has_the_words_in_their_place(
    voice: Voice, tmp_path: Path
) -> None:
    said, heard = Track(), Track()
    said.add(Utterance(NOON + 1.5, 2.0, SENTENCES["en"], speaker="a"))
    heard.add(Utterance(NOON + 4.0, 10.0, SENTENCES["id"] * 3, "id", "b", until=NOON + 5.0))
    recording = a_recording(said, heard, 8.0)
    file = tmp_path / "talk.wav"
    file.write_bytes(b"".join(wav(recording, 2, voice)))
    assert file.stat().st_size == wav_size(recording, 2)
    with wave.open(str(file)) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (2, RATE)
        both = np.frombuffer(sound.readframes(sound.getnframes()), "<i2").reshape(-1, 2)
    caller, agent = (voiced(both[:, side]) for side in (0, 1))
    assert caller[0] == pytest.approx(1.5, abs=0.1)
    assert caller[1] == pytest.approx(3.5, abs=0.6)
    assert agent == pytest.approx((4.0, 5.0), abs=0.2)


def a_recording(said: Track, heard: Track, seconds: float) -> Recording:
    call = SimpleNamespace(said=said, heard=heard)
    pieces = [Piece(NOON, NOON + seconds)]
    return Recording(call, Wish(channels=2), NOON, None, pieces=pieces)  # type: ignore[arg-type]


def voiced(sound: NDArray[np.int16]) -> tuple[float, float]:
    """The first and the last second in which somebody speaks."""
    loud = np.flatnonzero(np.abs(sound.astype(int)) > 400)
    return loud[0] / RATE, loud[-1] / RATE


def test_two_who_speak_at_once_are_both_heard() -> None:
    said = Track()
    for at in (0.0, 0.5):
        said.add(Utterance(NOON + at, 1.0, "Yes"))
    file = b"".join(wav(a_recording(said, Track(), 2.0), 2, Hum()))
    caller = np.frombuffer(file[44:], "<i2")[0::2].astype(int)
    alone, together = (np.abs(caller[start : start + 2000]).max() for start in (1000, 5000))
    assert together > alone * 1.5


def test_without_the_extra_people_hum_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speech, "available", lambda: False)
    with capture_logs() as logs:
        exchange = Exchange(CONFIG, Clock())
    assert [entry["event"] for entry in logs] == ["people_hum"]
    sound = samples(exchange.voice, utterance("Good morning"))
    assert len(sound) == int(speaking_time("Good morning") * RATE)
