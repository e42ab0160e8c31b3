"""What was taken out of the words is silent in the sound, and nothing else."""

import struct
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from transcripts.silence import silence
from transcripts.wav import Layout, NotWav
from transcripts.words import Span

RATE = 8000
SECONDS = 25  # more than two blocks


def write(path: Path, channels: int, width: int, seconds: float = SECONDS) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(RATE)
        file.writeframes(b"\x11" * (round(seconds * RATE) * channels * width))


def read(path: Path) -> npt.NDArray[np.uint8]:
    """Frames, channels, bytes."""
    with wave.open(str(path)) as file:
        shape = (-1, file.getnchannels(), file.getsampwidth())
        return np.frombuffer(file.readframes(file.getnframes()), np.uint8).reshape(shape)


def frames(start: float, end: float) -> slice:
    return slice(round(start * RATE), round(end * RATE))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sound.wav"


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize(("width", "quiet"), [(1, 0x80), (2, 0), (3, 0), (4, 0)])
def test_a_span_is_silent_in_its_own_channel_and_in_no_other(
    path: Path, channels: int, width: int, quiet: int
) -> None:
    write(path, channels, width)
    channel = channels - 1
    silence(path, [Span(channel, 2.0, 15.5, "card")])
    sound = read(path).copy()
    assert (sound[frames(2.0, 15.5), channel] == quiet).all()
    sound[frames(2.0, 15.5), channel] = 0x11
    assert (sound == 0x11).all()


def test_twice_is_as_once(path: Path) -> None:
    write(path, 2, 2)
    spans = [Span(0, 1.0, 2.0, "phone"), Span(1, 1.5, 3.0, "card")]
    silence(path, spans)
    once = path.read_bytes()
    silence(path, spans)
    assert path.read_bytes() == once


def test_spans_reach_no_further_than_the_sound(path: Path) -> None:
    write(path, 2, 2, seconds=3)
    with path.open("ab") as file:
        file.write(b"LIST" + struct.pack("<I", 4) + b"\x22\x22\x22\x22")
    silence(path, [Span(0, 0.0, 0.1, "code"), Span(0, 2.9, 9.0, "code")])
    assert path.read_bytes().endswith(b"\x22\x22\x22\x22")
    assert (read(path)[-1, 0] == 0).all()


def test_a_file_that_was_cut_short_is_silenced_as_far_as_it_goes(path: Path) -> None:
    write(path, 2, 2, seconds=3)
    whole = path.read_bytes()
    path.write_bytes(whole[: 44 + 2 * RATE * 4 + 1])
    silence(path, [Span(0, 1.5, 3.0, "card")])
    data = np.frombuffer(path.read_bytes()[44:-1], np.uint8).reshape(-1, 2, 2)
    assert (data[frames(1.5, 3.0), 0] == 0).all()
    assert (data[frames(1.5, 3.0), 1] == 0x11).all()


@pytest.mark.parametrize(("form", "quiet"), [(7, 0xFF), (6, 0xD5)])
def test_telephone_codings_have_a_silence_of_their_own(path: Path, form: int, quiet: int) -> None:
    head = struct.pack("<4sIHHIIHH", b"fmt ", 16, form, 1, RATE, RATE, 1, 8)
    data = b"data" + struct.pack("<I", RATE) + b"\x11" * RATE
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(head + data)) + b"WAVE" + head + data)
    silence(path, [Span(0, 0.0, 9.0, "email")])
    assert set(path.read_bytes()[-RATE:]) == {quiet}


def test_a_channel_that_is_not_there_is_an_error(path: Path) -> None:
    write(path, 1, 2)
    with pytest.raises(IndexError):
        silence(path, [Span(1, 0.0, 1.0, "card")])


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<html>",
        b"RIFF\0\0\0\0WAVE",
        b"RIFF\0\0\0\0WAVEfmt \x04\0\0\0\x01\0\x01\0data\0\0\0\0",
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + bytes(16) + b"data\0\0\0\0",
        b"RIFF\0\0\0\0WAVEdata\0\0\0\0",
    ],
)
def test_what_is_no_wav_is_refused(path: Path, page: bytes) -> None:
    path.write_bytes(page)
    with path.open("rb") as file, pytest.raises(NotWav):
        Layout.of(file)


def test_a_length_that_nobody_knew_promises_nothing(path: Path) -> None:
    write(path, 1, 2, seconds=1)
    data = bytearray(path.read_bytes())
    data[40:44] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    with path.open("rb") as file:
        layout = Layout.of(file)
    assert (layout.promised, layout.missing(10)) == (None, 0)
