"""Mel-frequency cepstra, computed as Kaldi's `compute-mfcc-feats` does with `OPTIONS`.

Source: Kaldi, feat/feature-mfcc.cc, feature-window.cc (Povey window, snipped edges) and
mel-computations.cc; only the options in use are done here.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.tiny_model.speaker import RATE, Samples

LENGTH, HOP, FFT = 200, 80, 256
"""Samples of a frame, between two frames, and of the transform."""
BINS, CEPSTRA, LOWEST, HIGHEST = 24, 20, 100, 3700
OPTIONS = (
    f"--sample-frequency={RATE}",
    "--use-energy=false",
    f"--num-mel-bins={BINS}",
    f"--num-ceps={CEPSTRA}",
    f"--low-freq={LOWEST}",
    f"--high-freq={HIGHEST}",
    "--dither=0.0",
    "--allow-downsample=true",
)
EMPHASIS, LIFTER, TINY = 0.97, 22.0, 1.1920929e-07
Features = NDArray[np.float32]


def mfcc(sound: Samples) -> Features:
    """(frames, 20) cepstra of samples at 8 kHz in steps of 16 bits; a frame every 10 ms."""
    frames = np.lib.stride_tricks.sliding_window_view(sound, LENGTH)[::HOP]
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    spectrum = np.fft.rfft((frames - EMPHASIS * before) * _WINDOW, FFT)[:, : FFT // 2]
    energies = np.abs(spectrum) ** 2 @ _BANK.T
    return np.asarray(np.log(np.maximum(energies, TINY)) @ _COSINES.T * _LIFT, np.float32)


def _mel(frequency: ArrayLike) -> Samples:
    return np.asarray(1127.0 * np.log1p(np.asarray(frequency, np.float64) / 700.0))


def _bank() -> Samples:
    """(bins, FFT / 2) weights of triangles of equal width on the mel scale."""
    low, high = _mel(LOWEST), _mel(HIGHEST)
    step = (high - low) / (BINS + 1)
    at = _mel(np.arange(FFT // 2) * (RATE / FFT))[None]
    left = low + step * np.arange(BINS)[:, None]
    return np.asarray(np.clip(np.minimum(at - left, left + 2 * step - at) / step, 0, None))


def _cosines() -> Samples:
    """(cepstra, bins): the orthonormal discrete cosine transform, type 2."""
    table = np.cos(np.pi / BINS * (np.arange(BINS)[None] + 0.5) * np.arange(CEPSTRA)[:, None])
    table *= np.sqrt(2.0 / BINS)
    table[0] = np.sqrt(1.0 / BINS)
    return np.asarray(table)


_WINDOW = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(LENGTH) / (LENGTH - 1))) ** 0.85
_BANK = _bank()
_COSINES = _cosines()
_LIFT = 1 + LIFTER / 2 * np.sin(np.pi * np.arange(CEPSTRA) / LIFTER)
