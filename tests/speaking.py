"""Spoken recordings for tests: a dual-channel WAV as the telephone network delivers it."""

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from simulator import speech

RATE = 8000
VOICES = {"en": ("en-us+m3", "en-us+f2"), "id": ("id+m3", "id+f2")}
"""By language: the voices of channel 0 (the caller) and of channel 1 (the agent)."""
LOUDNESS = 0.4
AFTER = 0.7


def spoken_wav(
    path: Path, lines: Sequence[tuple[int, float, str]], language: str = "en"
) -> list[tuple[float, float]]:
    """Write `lines` of (channel, start in seconds, text) to `path` as 8 kHz, 16-bit stereo.

    Gives the seconds at which each line begins and ends. A line that overlaps another of its
    own channel is mixed with it. Skips the test where the extra `speech` is missing.
    """
    if not speech.available():
        pytest.skip("the extra 'speech' (espeakng-loader) is not installed")
    spoken = [
        (channel, round(start * RATE), _say(text, VOICES[language][channel], language))
        for channel, start, text in lines
    ]
    ends = [begin + len(sound) for _, begin, sound in spoken]
    both = np.zeros((max(ends, default=0) + round(AFTER * RATE), 2))
    for (channel, begin, sound), end in zip(spoken, ends, strict=True):
        both[begin:end, channel] += sound
    _write(path, both)
    return [(begin / RATE, end / RATE) for (_, begin, _), end in zip(spoken, ends, strict=True)]


def _say(text: str, voice: str, language: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    said = speech.Speech().say(speech.respelled(text, language), voice, rate=165)
    sound = np.frombuffer(said.resampled(RATE), "<i2").astype(np.float64)
    return np.asarray(sound * (LOUDNESS * 32767 / max(1.0, np.abs(sound).max())), np.float64)


def _write(path: Path, samples: "np.ndarray[tuple[int, int], np.dtype[np.float64]]") -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.clip(samples, -32768, 32767).astype("<i2").tobytes())
