"""Real speech for recordings, where the synthesizer is there."""

import random
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
import structlog
from numpy.typing import NDArray

from simulator import speech
from simulator.network.audio import Hum
from simulator.network.sound import Utterance, Voice

log = structlog.get_logger()

Samples = NDArray[np.int16]

_REMEMBERED = 400  # utterances: a recording asks for the same one once a second
_NORMAL, _SLOWEST, _FASTEST = 175, 130, 215  # words a minute
_NEAR_ENOUGH = 0.05  # of the length that was asked for
_AUDIBLE = 60  # of 32767
_BAND = (250.0, 3500.0)  # Hz of a telephone line
_LOUDNESS = (0.25, 0.5)  # peaks, of full scale
_NOISE = 12.0  # its root mean square, of 32767: some 50 dB below the speech
_VOICES = {"en": ("en-us", "en-us", "en"), "id": ("id",)}
_VARIANTS = ("m1", "m2", "m3", "m4", "m6", "m8", "f1", "f2", "f3")
_FALLBACK = "en"


def voice() -> Voice:
    """People speak if they can; else they hum, and the log says so."""
    if speech.available():
        return Spoken()
    log.warning("people_hum", why="no speech synthesizer: pip install 'sapa[speech]'")
    return Hum()


@dataclass(frozen=True)
class _Person:
    """How somebody sounds: always the same."""

    voice: str
    pitch: int
    loudness: float

    @classmethod
    def of(cls, speaker: str, language: str) -> "_Person":
        dice = random.Random(f"voice:{speaker}")
        variant, pitch = dice.choice(_VARIANTS), dice.randint(35, 65)
        return cls(f"{dice.choice(_VOICES[language])}+{variant}", pitch, dice.uniform(*_LOUDNESS))


class Spoken:
    """A `Voice` that says the words, as they arrive over a telephone line.

    Sounds without words are hummed. May be used by several threads.
    """

    def __init__(self) -> None:
        self._hum = Hum()
        self._remembered = lru_cache(_REMEMBERED)(self._say)

    def render(self, utterance: Utterance, rate: int) -> bytes:
        if not utterance.text:
            return self._hum.render(utterance, rate)
        language = utterance.language.partition("-")[0].lower()
        known = language if language in _VOICES else _FALLBACK
        return self._remembered(utterance.text, known, utterance.speaker, utterance.seconds, rate)

    def background(self, samples: int, at: float) -> bytes:
        dice = np.random.default_rng(int(at * 1000))
        return _whole(dice.standard_normal(samples) * _NOISE).tobytes()

    @cached_property
    def _speech(self) -> speech.Speech:
        return speech.Speech()

    def _say(self, text: str, language: str, speaker: str, seconds: float, rate: int) -> bytes:
        person = _Person.of(speaker, language)
        words = speech.respelled(text, language)
        said = self._at_pace(words, person, _NORMAL)
        if abs(said.seconds - seconds) > _NEAR_ENOUGH * seconds:
            pace = round(_NORMAL * said.seconds / seconds)
            said = self._at_pace(words, person, min(max(pace, _SLOWEST), _FASTEST))
        if not said.samples:
            return b""
        sound = np.frombuffer(said.resampled(rate), "<i2")
        return _over_the_line(sound, person.loudness, rate).tobytes()

    def _at_pace(self, words: str, person: _Person, pace: int) -> speech.Said:
        """Without the silence before and after it."""
        said = self._speech.say(words, person.voice, rate=pace, pitch=person.pitch)
        sound = np.frombuffer(said.samples, "<i2")
        audible = np.flatnonzero(np.abs(sound.astype(np.int32)) > _AUDIBLE)
        heard = sound[audible[0] : audible[-1] + 1] if len(audible) else sound[:0]
        return speech.Said(heard.tobytes(), said.rate)


def _over_the_line(sound: Samples, loudness: float, rate: int) -> Samples:
    from scipy.signal import sosfilt  # takes a moment: only when somebody speaks

    heard = sosfilt(_band(rate), sound.astype(np.float64))
    return _whole(heard * (loudness * 32767 / max(np.abs(heard).max(), 1.0)))


@cache
def _band(rate: int) -> NDArray[np.float64]:
    from scipy.signal import butter

    return np.asarray(butter(3, _BAND, "band", fs=rate, output="sos"))


def _whole(sound: NDArray[np.float64]) -> Samples:
    return np.clip(np.rint(sound), -32768, 32767).astype("<i2")
