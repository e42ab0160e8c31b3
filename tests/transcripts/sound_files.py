"""Sound files of every kind, good and bad, made where a test wants them."""

import struct
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]


def tone(hertz: float, seconds: float, rate: int) -> Samples:
    """A sine at half of full scale."""
    return np.asarray(0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate))


def write_wav(path: Path, channels: list[Samples], rate: int = 8000, width: int = 2) -> Path:
    """PCM of 1 to 4 bytes a sample; -1 to 1 is full scale."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(pcm(np.stack(channels, axis=1), width))
    return path


def pcm(samples: Samples, width: int) -> bytes:
    whole = np.round(samples * (2 ** (8 * width - 1) - 1)).astype("<i4")
    if width == 1:
        return bytes((whole + 128).astype("u1"))
    return bytes(whole[..., None].view("u1")[..., :width].tobytes())


def header(
    size: int, *, form: int = 1, channels: int = 2, rate: int = 8000, bits: int = 16
) -> bytes:
    """The beginning of a WAV that promises `size` bytes of sound."""
    frame = channels * bits // 8
    kind = struct.pack("<HHIIHH", form, channels, rate, rate * frame, frame, bits)
    if form == EXTENSIBLE:
        kind += struct.pack("<HHIH", 22, bits, 0, 1) + PCM_FORMAT
    whole = b"WAVEfmt " + struct.pack("<I", len(kind)) + kind + b"data" + struct.pack("<I", size)
    return b"RIFF" + struct.pack("<I", min(len(whole) + size, 0xFFFFFFFF)) + whole


EXTENSIBLE = 0xFFFE
FLOAT = 3
MU_LAW = 7
PCM_FORMAT = bytes.fromhex("000000001000800000aa00389b71")


def sparse_wav(path: Path, seconds: int, *, channels: int) -> Path:
    """Silence that takes no room on the disk."""
    size = seconds * 8000 * 2 * channels
    beginning = header(size, channels=channels)
    with path.open("wb") as file:
        file.write(beginning)
        file.truncate(len(beginning) + size)
    return path
