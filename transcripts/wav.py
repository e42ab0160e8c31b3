"""Where the samples of a WAV file lie, so that some can be changed in place."""

import struct
from dataclasses import dataclass
from typing import BinaryIO, Self

PCM, FLOAT, A_LAW, MU_LAW, EXTENSIBLE = 1, 3, 6, 7, 0xFFFE
UNTOLD = 0x7FFFFFFF
"""A length from here on was written by somebody who did not know it yet."""


class NotWav(Exception):
    """The file does not begin as a WAV does."""


@dataclass(frozen=True)
class Layout:
    """`width`: bytes of one channel's sample; `start`: where the first one lies; `promised`:
    bytes of sound that the header tells of, None if it tells nothing."""

    form: int
    channels: int
    rate: int
    width: int
    start: int
    promised: int | None

    @classmethod
    def of(cls, file: BinaryIO) -> Self:
        """Read the head of the file; raises NotWav."""
        riff = file.read(12)
        if riff[:4] != b"RIFF" or riff[8:] != b"WAVE":
            raise NotWav("no RIFF WAVE")
        form: tuple[int, int, int, int] | None = None
        while len(head := file.read(8)) == 8:
            name, length = struct.unpack("<4sI", head)
            if name == b"data" and form is not None:
                promised = length if length < UNTOLD else None
                return cls(*form, start=file.tell(), promised=promised)
            if name == b"fmt ":
                form = _form(file.read(length + length % 2))
            else:
                file.seek(length + length % 2, 1)
        raise NotWav("no sound in it")

    @property
    def frame(self) -> int:
        """Bytes of one sample of every channel."""
        return self.channels * self.width

    @property
    def frames(self) -> int:
        """So many samples of every channel the head tells of, at the most."""
        return (UNTOLD if self.promised is None else self.promised) // self.frame

    @property
    def quiet(self) -> int:
        """The byte that silence is made of."""
        if self.form == PCM and self.width == 1:
            return 0x80
        return {A_LAW: 0xD5, MU_LAW: 0xFF}.get(self.form, 0)

    def missing(self, size: int) -> int:
        """Bytes that a file of `size` lacks of what its head tells of."""
        return max(self.promised - (size - self.start), 0) if self.promised else 0


def _form(chunk: bytes) -> tuple[int, int, int, int]:
    if len(chunk) < 16:
        raise NotWav("a head that is too short")
    form, channels, rate, _, frame, _ = struct.unpack("<HHIIHH", chunk[:16])
    if form == EXTENSIBLE and len(chunk) >= 26:
        (form,) = struct.unpack("<H", chunk[24:26])
    if not channels or not rate or not frame or frame % channels:
        raise NotWav("a head that makes no sense")
    return form, channels, rate, frame // channels
