"""Recordings as sound: 8 kHz, 16-bit PCM in a WAV file."""

import struct
from collections.abc import Iterator
from itertools import chain
from math import pi

import numpy as np
from numpy.typing import NDArray

from simulator.network.recordings import Piece, Recording
from simulator.network.sound import Track, Utterance, Voice

RATE = 8000
SAMPLE = 2
LOUDNESS = 2500
PITCH = 160
LATE = 2.0  # seconds by which a voice may take longer than it was thought

Samples = NDArray[np.int16]


class Hum:
    """A voice that hums on a low tone for as long as it would have spoken."""

    def __init__(self) -> None:
        tone = LOUDNESS * np.sin(np.arange(RATE) * (2 * pi * PITCH / RATE))
        self._second = np.rint(tone).astype("<i2").tobytes()

    def render(self, utterance: Utterance, rate: int) -> bytes:
        wanted = int(utterance.seconds * rate) * SAMPLE
        repeated: bytes = self._second * (wanted // len(self._second) + 1)
        return repeated[:wanted]

    def background(self, samples: int, at: float) -> bytes:  # noqa: ARG002 - always as quiet
        return bytes(samples * SAMPLE)


def wav(recording: Recording, channels: int, voice: Voice) -> Iterator[bytes]:
    """A whole WAV file of 1 or 2 channels, about a second at a time."""
    pieces = [(piece, int(piece.seconds(piece.start) * RATE)) for piece in recording.pieces]
    yield _header(sum(samples for _, samples in pieces), channels)
    yield from chain.from_iterable(
        _piece(recording, piece, samples, channels, voice) for piece, samples in pieces
    )


def wav_size(recording: Recording, channels: int) -> int:
    """The length of that file in bytes."""
    samples = sum(int(piece.seconds(piece.start) * RATE) for piece in recording.pieces)
    return 44 + samples * channels * SAMPLE


def _piece(
    recording: Recording, piece: Piece, samples: int, channels: int, voice: Voice
) -> Iterator[bytes]:
    for done in range(0, samples, RATE):
        size = min(RATE, samples - done)
        start = piece.start + done / RATE
        sides = [
            _side(track, start, size, voice, silent=piece.silent)
            for track in (recording.call.said, recording.call.heard)
        ]
        yield _interleave(sides) if channels > 1 else _mix(sides, recording.wish.track)


def _side(track: Track, start: float, size: int, voice: Voice, *, silent: bool) -> Samples:
    if silent:
        return np.zeros(size, "<i2")
    sound = np.frombuffer(voice.background(size, start), "<i2").astype(np.int32)
    for utterance in track.between(start - LATE, start + size / RATE):
        offset = round((utterance.at - start) * RATE)
        spoken = _spoken(utterance, voice)[max(-offset, 0) : max(size - offset, 0)]
        begin = max(offset, 0)
        sound[begin : begin + len(spoken)] += spoken
    return np.clip(sound, -32768, 32767).astype("<i2")


def _spoken(utterance: Utterance, voice: Voice) -> Samples:
    """As much of it as was said before it was cut off."""
    samples = np.frombuffer(voice.render(utterance, RATE), "<i2")
    if utterance.until < utterance.at + utterance.seconds:
        return samples[: round((utterance.until - utterance.at) * RATE)]
    return samples


def _interleave(sides: list[Samples]) -> bytes:
    return np.column_stack(sides).tobytes()


def _mix(sides: list[Samples], track: str) -> bytes:
    said, heard = sides
    if track == "inbound":
        return said.tobytes()
    if track == "outbound":
        return heard.tobytes()
    return ((said.astype(np.int32) + heard) // 2).astype("<i2").tobytes()


def _header(samples: int, channels: int) -> bytes:
    data = samples * channels * SAMPLE
    frame = channels * SAMPLE
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, RATE, RATE * frame, frame, 16)
    riff = struct.pack("<4sI4s", b"RIFF", 36 + data, b"WAVE")
    return riff + form + struct.pack("<4sI", b"data", data)
