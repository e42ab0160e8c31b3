"""What was taken out of the words is taken out of the sound."""

import math
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import numpy as np

from transcripts.wav import Layout
from transcripts.words import Span

BLOCK = 10
"""Seconds that are held in memory at a time."""


def silence(path: Path, spans: Iterable[Span]) -> None:
    """Silence the spans in the WAV at `path`, each in its own channel; twice is as once.

    They are taken as they are: whoever found them has left room around what was said.
    Raises NotWav, and IndexError for a channel that is not there.
    """
    with path.open("r+b") as file:
        layout = Layout.of(file)
        for span in spans:
            _quieten(file, layout, span)


def _quieten(file: BinaryIO, layout: Layout, span: Span) -> None:
    first = max(math.floor(span.start * layout.rate), 0)
    end = min(math.ceil(span.end * layout.rate), layout.frames)
    for frame in range(first, end, BLOCK * layout.rate):
        place = layout.start + frame * layout.frame
        file.seek(place)
        read = file.read(min(BLOCK * layout.rate, end - frame) * layout.frame)
        whole = len(read) - len(read) % layout.frame  # a file that was cut ends anywhere
        samples = np.frombuffer(bytearray(read[:whole]), np.uint8)
        samples.reshape(-1, layout.channels, layout.width)[:, span.channel] = layout.quiet
        file.seek(place)
        file.write(samples.tobytes())
