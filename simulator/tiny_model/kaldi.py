"""Kaldi's binary object files, as far as an acoustic model needs them.

Source: Kaldi, base/io-funcs.h (tokens, numbers with their size before them), matrix/
kaldi-vector.cc and compressed-matrix.h. All numbers are little-endian.
"""

import struct
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

STEPS = 65535


class KaldiFile:
    """Writes tokens and numbers one after the other; a context manager."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(b"\0B")

    def __enter__(self) -> "KaldiFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def text(self, lines: str) -> None:
        """Plain text within the file."""
        self._file.write(lines.encode())

    def token(self, *names: str) -> None:
        for name in names:
            self._file.write(name.encode() + b" ")

    def integer(self, *values: int) -> None:
        for value in values:
            self._file.write(struct.pack("<bi", 4, value))

    def single(self, value: float) -> None:
        self._file.write(struct.pack("<bf", 4, value))

    def double(self, value: float) -> None:
        self._file.write(struct.pack("<bd", 8, value))

    def integers(self, values: Sequence[int]) -> None:
        """`std::vector<int32>`."""
        self._file.write(struct.pack(f"<bi{len(values)}i", 4, len(values), *values))

    def vector(self, values: Sequence[float] | NDArray[np.float64]) -> None:
        """`Vector<float>`."""
        self.token("FV")
        self.integer(len(values))
        self._file.write(np.asarray(values, "<f4").tobytes())

    def matrix(self, values: NDArray[np.float64]) -> None:
        """`CompressedMatrix` of 16 bits a value, which any `Matrix` can be read from."""
        low, spread = float(values.min()), float(np.ptp(values)) or 1.0
        self.token("CM2")
        self._file.write(struct.pack("<ffii", low, spread, *values.shape))
        self._file.write(np.rint((values - low) / spread * STEPS).astype("<u2").tobytes())
