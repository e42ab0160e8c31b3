"""Sound files read in blocks, so that a day takes no more memory than a minute."""

import os
import warnings
import wave
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from transcripts import ffmpeg

with warnings.catch_warnings():
    # of a missing ffmpeg, which is looked for here when it is needed, and of its old audioop
    warnings.simplefilter("ignore")
    from pydub import AudioSegment
    from pydub.utils import audioop

Samples = NDArray[np.float64]
Problem = Literal["empty", "not-sound", "too-many-channels", "needs-ffmpeg"]

RATES = range(8_000, 48_001)
TAPS = 65
OPEN = 0.45
"""Of the wanted rate: what is higher is filtered out before the rate is lowered."""
MOST_CHANNELS = 2
WIDTHS = range(1, 5)
ENDLESS = 0x7FFFFF00
"""Bytes; who writes into a pipe promises at least so many, not knowing how long it will get."""

STARTS = (
    *(b"RIFF", b"RF64", b"riff", b"FORM", b"caff", b".snd", b"fLaC", b"OggS", b"#!AMR", b"ID3"),
    *(b"\x1aE\xdf\xa3", b"0&\xb2u"),  # Matroska, Windows Media
)
MPEG = tuple(b"\xff" + bytes([n]) for n in b"\xe2\xe3\xf0\xf1\xf2\xf3\xf8\xf9\xfa\xfb\xfc\xfd")


class NoSound(Exception):
    """The file holds nothing to be heard: `problem` says why in a word, the text in a sentence."""

    def __init__(self, problem: Problem, text: str) -> None:
        super().__init__(text)
        self.problem: Problem = problem


@dataclass(frozen=True)
class Sound:
    """An open file. `rate`: samples a second; `cut_short`: it promises more than it holds."""

    seconds: float
    channels: int
    rate: int
    cut_short: bool
    _reader: wave.Wave_read = field(repr=False)
    _frames: int = field(repr=False)

    def blocks(self, rate: int, seconds: float = 10.0) -> Iterator[tuple[bytes, ...]]:
        """All of it, from its beginning: for each `seconds` the 16-bit samples of each channel,
        `rate` of them a second. Raises OSError when the disk fails."""
        slides = [_Slide(self.rate, rate) for _ in range(self.channels)]
        width = self._reader.getsampwidth()
        step = max(1, round(seconds * self.rate))
        self._reader.rewind()
        for start in range(0, self._frames, step):
            frames = self._reader.readframes(min(step, self._frames - start))
            sides = _sides(frames, self.channels, width, self.rate)
            yield tuple(slide(side) for slide, side in zip(slides, sides, strict=True))


def _sides(frames: bytes, channels: int, width: int, rate: int) -> list[bytes]:
    """The 16-bit samples of each channel."""
    if width == 1:  # those of a WAV have no sign, those of pydub have
        frames = audioop.bias(frames, 1, -128)
    if width == 3:  # pydub would go through them one by one
        frames, width = audioop.lin2lin(frames, 3, 2), 2
    both = AudioSegment(data=frames, sample_width=width, channels=channels, frame_rate=rate)
    return [side.raw_data for side in both.set_sample_width(2).split_to_mono()]


class _Slide:
    """Changes the rate of one channel, block by block, with no click between two blocks.

    That is why it is not AudioSegment.set_frame_rate, which forgets the block before.
    """

    def __init__(self, given: int, wanted: int) -> None:
        self._given = given
        self._wanted = wanted
        self._state: object = None
        self._taps = _low_pass(OPEN * wanted / given) if wanted < given else None
        self._past = np.zeros(TAPS - 1)

    def __call__(self, samples: bytes) -> bytes:
        if self._given == self._wanted:
            return samples
        if self._taps is not None:
            samples = self._filtered(samples, self._taps)
        out, self._state = audioop.ratecv(samples, 2, 1, self._given, self._wanted, self._state)
        return bytes(out)

    def _filtered(self, samples: bytes, taps: Samples) -> bytes:
        """Without what is too high for the wanted rate: it would come back as something low."""
        whole = np.concatenate([self._past, np.frombuffer(samples, np.int16)])
        self._past = whole[len(whole) - len(self._past) :]
        return np.convolve(whole, taps, "valid").clip(-32768, 32767).astype(np.int16).tobytes()


def _low_pass(edge: float) -> Samples:
    """A windowed sinc that lets through what is below `edge`, a part of the rate."""
    taps: Samples = np.sinc(2 * edge * (np.arange(TAPS) - TAPS // 2)) * np.hamming(TAPS)
    taps /= taps.sum()
    return taps


@contextmanager
def open_sound(path: Path) -> Iterator[Sound]:
    """Open a PCM WAV, or by way of ffmpeg sound of any other kind. Raises NoSound, and OSError
    when there is no room for what ffmpeg writes."""
    _check(path)
    with ExitStack() as stack:
        try:
            sound = _opened(path, stack)
        except (wave.Error, EOFError):
            sound = _through_ffmpeg(path, stack)
        if not sound.seconds:
            raise NoSound("empty", f"{path}: holds not one sample")
        yield sound


def _check(path: Path) -> None:
    """Raise NoSound unless this begins as sound does."""
    try:
        if not path.is_file():
            raise NoSound("not-sound", f"{path}: is no file")
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise NoSound("not-sound", f"{path}: {error.strerror}") from error
    if not start:
        raise NoSound("empty", f"{path}: the file is empty")
    if not start.startswith((*STARTS, *MPEG)) and start[4:] != b"ftyp":
        raise NoSound("not-sound", f"{path}: is no sound, but something else")


def _opened(path: Path, stack: ExitStack) -> Sound:
    """Raises wave.Error and EOFError when it is no WAV that Python can read."""
    file = stack.enter_context(path.open("rb"))
    reader = stack.enter_context(wave.Wave_read(file))
    channels, width, rate = reader.getparams()[:3]
    if channels > MOST_CHANNELS:
        raise NoSound(
            "too-many-channels", f"{path}: has {channels} channels, 2 at most can be told"
        )
    if rate not in RATES or width not in WIDTHS:
        raise NoSound("not-sound", f"{path}: {rate} samples a second of {8 * width} bits")
    promised = reader.getnframes()
    size = channels * width
    there = (os.fstat(file.fileno()).st_size - file.tell()) // size
    frames = min(promised, there)
    cut_short = frames < promised and promised * size < ENDLESS
    return Sound(frames / rate, channels, rate, cut_short, reader, frames)


def _through_ffmpeg(path: Path, stack: ExitStack) -> Sound:
    try:
        plain = stack.enter_context(ffmpeg.converted(path))
        sound = _opened(plain, stack)
    except ffmpeg.NoFfmpeg:
        raise NoSound(
            "needs-ffmpeg",
            f"{path}: only ffmpeg reads this kind of sound: install ffmpeg, or Sapa with the "
            "extra mp3 (sapa[mp3]), or give a WAV of 16-bit PCM",
        ) from None
    except ffmpeg.NotConverted as error:
        raise NoSound("not-sound", f"{path}: {error}") from error
    except wave.Error as error:  # ffmpeg's header is not plain for more than two channels only
        raise NoSound("too-many-channels", f"{path}: has more than 2 channels") from error
    return replace(sound, cut_short=sound.seconds >= ffmpeg.LONGEST)
