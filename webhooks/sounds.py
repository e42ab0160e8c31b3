"""The hotline's own sounds, computed: hold music that loops without a click, and signals."""

import io
import wave
from functools import cache

import numpy as np

RATE = 8000
BAR = 2.5
"""Seconds of a chord; every partial is faded within its bar, so any loop point is silent."""
CHORDS = (
    (220.00, 277.18, 329.63, 415.30),
    (185.00, 220.00, 277.18, 329.63),
    (146.83, 220.00, 293.66, 369.99),
    (164.81, 246.94, 329.63, 415.30),
)
Samples = np.ndarray[tuple[int], np.dtype[np.float64]]


def _tone(frequency: float, seconds: float) -> Samples:
    """A soft struck tone that has died away by its end."""
    at = np.arange(int(seconds * RATE)) / RATE
    strike = np.minimum(at / 0.04, 1.0) * np.exp(-1.4 * at) * (1 - at / seconds)
    return np.asarray(strike * np.sin(2 * np.pi * frequency * at), dtype=np.float64)


def _bar(chord: tuple[float, ...]) -> Samples:
    """The chord is broken upwards, a note every fifth of the bar."""
    bar = np.zeros(int(BAR * RATE))
    for place, frequency in enumerate(chord):
        start = int(place * BAR / 5 * RATE)
        note = _tone(frequency, (len(bar) - start) / RATE)
        bar[start : start + len(note)] += note
    return bar


def _wav(samples: Samples, loudness: float) -> bytes:
    scaled = samples / np.max(np.abs(samples)) * loudness * 32767
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(scaled.astype("<i2").tobytes())
    return out.getvalue()


@cache
def hold() -> bytes:
    """Twenty seconds of quiet music, as WAV."""
    return _wav(np.concatenate([_bar(chord) for chord in CHORDS * 2]), 0.25)


@cache
def beep() -> bytes:
    """A short, friendly beep, as WAV."""
    return _wav(np.concatenate([_tone(659.25, 0.12), _tone(880.0, 0.2)]), 0.4)


@cache
def ringing() -> bytes:
    """Two seconds of a phone that rings elsewhere, as WAV."""
    at = np.arange(int(0.8 * RATE)) / RATE
    ring = np.sin(2 * np.pi * 425 * at) * np.minimum(np.minimum(at, 0.8 - at) / 0.02, 1.0)
    return _wav(np.concatenate([ring, np.zeros(int(1.2 * RATE))]), 0.1)


SOUNDS = {"hold.wav": hold, "beep.wav": beep, "ringing.wav": ringing}
