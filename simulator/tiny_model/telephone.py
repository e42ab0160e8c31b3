"""What a telephone line does to speech: rooms, noises, a narrow band and mu-law; and signals."""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

from simulator.tiny_model.speaker import RATE, Samples

DIALLING = ((697, 770, 852, 941), (1209, 1336, 1477))
SIGNALS = ((425,), (440, 480), (400, 450), (1000,))
"""Hz of dialling keys, and of ring-back tones and beeps."""


@dataclass(frozen=True)
class Line:
    """How bad lines are: `noise` in dB below the voice, loudness of the peak, and shares of all."""

    noise: tuple[float, float] = (3, 35)
    loudness: tuple[float, float] = (0.03, 1.0)
    clean: float = 0.1
    mulaw: float = 0.5
    narrow: float = 0.6
    echoing: float = 0.25
    coloured: float = 0.4

    def carry(self, sound: Samples, dice: Generator, babble: Samples | None = None) -> Samples:
        """`sound` as it arrives, in whole steps of 16 bits."""
        heard = sound / (np.abs(sound).max() + 1e-9)
        if dice.random() < self.echoing:
            heard = fftconvolve(heard, _room(dice))[: len(heard)]
        if dice.random() < self.coloured:
            heard = lfilter([1, dice.uniform(-0.6, 0.6)], [1], heard)
        if dice.random() >= self.clean:
            heard = heard + self._noise(heard, dice, babble)
        if dice.random() < self.narrow:
            heard = sosfilt(_band(dice), heard)
        peak = np.exp(dice.uniform(*np.log(self.loudness))) * 0.97
        heard = heard * (peak / (np.abs(heard).max() + 1e-9))
        if dice.random() < self.mulaw:
            heard = mulaw(heard)
        return np.asarray(np.rint(np.clip(heard, -1, 1) * 32767))

    def _noise(self, heard: Samples, dice: Generator, babble: Samples | None) -> Samples:
        """White, low, humming, or other people at a table; never one other person."""
        kind = dice.integers(3 if babble is None else 4)
        below = dice.uniform(*self.noise)
        noise = dice.standard_normal(len(heard))
        if kind == 1:
            noise = lfilter([1], [1, -dice.uniform(0.5, 0.97)], noise)
        elif kind == 2:
            noise = noise * 0.3 + lfilter([1], [1, -0.9], noise) + hum(len(heard), dice)
        elif babble is not None and kind == 3:
            noise, below = np.resize(babble, len(heard)), max(below, dice.uniform(12, 30))
        loud = heard[np.abs(heard) > 0.02]
        voice = np.sqrt((loud**2).mean()) if len(loud) else 1e-3
        return np.asarray(
            noise * (voice * 10 ** (-below / 20) / (np.sqrt((noise**2).mean()) + 1e-9))
        )


TEST_LINE = Line(noise=(10, 30), loudness=(0.1, 0.9), clean=0.2, mulaw=1.0, narrow=1.0)


def mulaw(sound: Samples) -> Samples:
    """`sound` of -1 to 1 as companded to 8 bits and back (G.711, mu = 255)."""
    small = np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256)
    small = np.rint(small * 127) / 127
    return np.asarray(np.sign(small) * (256 ** np.abs(small) - 1) / 255)


def hum(length: int, dice: Generator) -> Samples:
    """The mains, or a machine."""
    pitch = dice.choice([50, 60, 100, 120, 400])
    return np.asarray(2 * np.sin(2 * np.pi * pitch * np.arange(length) / RATE))


def signal(length: int, dice: Generator) -> Samples:
    """Ring-back, a beep or a dialling key, on and off; its peak is about 1."""
    at = np.arange(length) / RATE
    if dice.random() < 0.4:
        pitches = tuple(float(dice.choice(row)) for row in DIALLING)
    else:
        pitches = SIGNALS[dice.integers(len(SIGNALS))]
    period = dice.uniform(0.15, 1.5)
    on = at % period < period * dice.uniform(0.3, 0.9)
    return np.asarray(on * sum(np.sin(2 * np.pi * pitch * at) for pitch in pitches) / len(pitches))


def music(length: int, dice: Generator) -> Samples:
    """Struck notes of a chord, one after the other, fading into each other."""
    sound = np.zeros(length)
    step = int(dice.uniform(0.25, 0.7) * RATE)
    root = dice.uniform(130, 330)
    for start in range(0, length, step):
        pitch = root * 2 ** (dice.choice([0, 3, 4, 7, 10, 12, 16]) / 12)
        at = np.arange(length - start) / RATE
        sound[start:] += (
            np.minimum(at / 0.03, 1) * np.exp(-1.8 * at) * np.sin(2 * np.pi * pitch * at)
        )
    return np.asarray(sound / (np.abs(sound).max() + 1e-9))


def _room(dice: Generator) -> Samples:
    """A tenth of a second of echoes behind the sound itself."""
    echoes = np.exp(-np.arange(800) / dice.uniform(40, 250)) * dice.standard_normal(800)
    echoes *= dice.uniform(0.02, 0.15)
    echoes[0] = 1
    return echoes


def _band(dice: Generator) -> Samples:
    edges = [dice.uniform(150, 330), dice.uniform(3200, 3800)]
    return np.asarray(butter(int(dice.integers(2, 5)), edges, "band", fs=RATE, output="sos"))
