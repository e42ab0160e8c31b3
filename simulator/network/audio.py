"""Recordings as sound: 8 kHz, 16-bit PCM in a WAV file."""

import struct
from array import array
from collections.abc import Iterator
from itertools import chain
from math import pi, sin

from simulator.network.recordings import Piece, Recording
from simulator.network.sound import Track, Utterance, Voice

RATE = 8000
SAMPLE = 2
LOUDNESS = 2500
PITCH = 160


class Hum:
    """A voice that hums on a low tone for as long as it would have spoken."""

    def __init__(self) -> None:
        step = 2 * pi * PITCH / RATE
        tone = (round(LOUDNESS * sin(step * n)) for n in range(RATE))
        self._second = array("h", tone).tobytes()

    def render(self, utterance: Utterance, rate: int) -> bytes:
        wanted = int(utterance.seconds * rate) * SAMPLE
        return (self._second * (wanted // len(self._second) + 1))[:wanted]


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


def _side(track: Track, start: float, size: int, voice: Voice, *, silent: bool) -> "array[int]":
    sound = array("h", bytes(size * SAMPLE))
    spoken = [] if silent else track.between(start, start + size / RATE)
    for utterance in spoken:
        samples = array("h", voice.render(utterance, RATE))
        offset = round((utterance.at - start) * RATE)
        part = samples[max(-offset, 0) : size - offset]
        begin = max(offset, 0)
        sound[begin : begin + len(part)] = part
    return sound


def _interleave(sides: list["array[int]"]) -> bytes:
    both = array("h", bytes(2 * len(sides[0]) * SAMPLE))
    both[0::2], both[1::2] = sides
    return both.tobytes()


def _mix(sides: list["array[int]"], track: str) -> bytes:
    said, heard = sides
    if track == "inbound":
        return said.tobytes()
    if track == "outbound":
        return heard.tobytes()
    return array("h", ((a + b) // 2 for a, b in zip(said, heard, strict=True))).tobytes()


def _header(samples: int, channels: int) -> bytes:
    data = samples * channels * SAMPLE
    frame = channels * SAMPLE
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, channels, RATE, RATE * frame, frame, 16)
    riff = struct.pack("<4sI4s", b"RIFF", 36 + data, b"WAVE")
    return riff + form + struct.pack("<4sI", b"data", data)
