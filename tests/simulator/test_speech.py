"""The voice of the simulator's people."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from simulator import speech
from simulator.speech import NoSpeech, NoVoice, Said, Speech, respelled

speaking = pytest.mark.skipif(
    not speech.available(), reason="the extra 'speech' (espeakng-loader) is not installed"
)


@speaking
def test_a_sentence_is_spoken_with_its_words_and_phones_where_they_are() -> None:
    text = "hello my name is Mary"

    said = Speech().say(text, "en-us")

    assert said.rate == 22050
    assert 0.8 < said.seconds < 3
    assert [text[word.position :].split()[0] for word in said.words] == text.split()
    starts = [word.at for word in said.words]
    assert starts == sorted(starts)
    assert starts[-1] < said.seconds
    assert {"h", "m", "n"} <= {phone.name for phone in said.phones}


@speaking
def test_somebody_else_sounds_different_and_in_a_hurry_it_is_over_sooner() -> None:
    speaker = Speech()

    calm, other = speaker.say("selamat pagi", "id+m1"), speaker.say("selamat pagi", "id+f2")
    hurried = speaker.say("selamat pagi", "id+m1", rate=300)

    assert calm.samples != other.samples
    assert hurried.seconds < calm.seconds


@speaking
def test_many_who_speak_at_once_do_not_get_mixed_up() -> None:
    texts = ["one", "good morning", "thank you very much for calling us today"] * 4

    with ThreadPoolExecutor(4) as pool:
        words = list(pool.map(lambda text: len(Speech().say(text, "en-us").words), texts))

    assert words == [1, 2, 8] * 4


@speaking
def test_nothing_to_say_is_next_to_nothing_to_hear() -> None:
    assert not Speech().say("", "en-us").words
    assert [word.position for word in Speech().say("a\0b", "en-us").words] == [0, 2]


@speaking
def test_a_voice_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoVoice, match="klingon-x"):
        Speech().say("hello", "klingon-x")


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "find_spec", lambda _: None)

    assert not speech.available()
    with pytest.raises(NoSpeech, match=r"sapa\[speech\]"):
        Speech()


def test_sound_at_another_rate_has_the_same_length_and_pitch() -> None:
    at = np.arange(22050) / 22050
    tone = np.rint(8000 * np.sin(2 * np.pi * 440 * at)).astype("<i2")

    heard = np.frombuffer(Said(tone.tobytes(), 22050).resampled(8000), "<i2")

    assert len(heard) == 8000
    assert np.argmax(np.abs(np.fft.rfft(heard))) == 440


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("Budi, mm-hm it's me", "en", "boodee, umm hmm it's me"),
        ("Saya mau beli AC baru", "id", "Saya mau beli a c baru"),
        ("Bonjour Budi", "fr", "Bonjour Budi"),
    ],
)
def test_what_would_be_read_wrongly_is_respelled(text: str, language: str, read: str) -> None:
    assert respelled(text, language) == read
