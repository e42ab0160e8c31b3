"""One channel listened to by Vosk, in the stretches of time that are wanted."""

import json
import sys
from collections import deque
from collections.abc import Iterable, Sequence

import vosk

from transcripts.words import Word

PIECE = 0.2
"""Seconds after which Vosk looks whether somebody has stopped speaking."""
ALWAYS = ((0.0, sys.maxsize / 1e6),)


class Listener:
    """Hears the words of one channel from block after block of its samples.

    `rate`: 16-bit samples a second; `windows`: the seconds (from, until) that are wanted, all if
    None. Not to be used by two threads at a time.
    """

    def __init__(
        self,
        channel: int,
        model: vosk.Model,
        rate: int,
        windows: Iterable[tuple[float, float]] | None,
    ) -> None:
        self.words: list[Word] = []
        self._channel = channel
        self._model = model
        self._rate = rate
        self._windows = deque(_samples(ALWAYS if windows is None else windows, rate))
        self._at = 0
        self._stretch: _Stretch | None = None

    def hear(self, block: bytes) -> None:
        """The next samples."""
        start, self._at = self._at, self._at + len(block) // 2
        while self._windows and self._windows[0][0] < self._at:
            begin, end = self._windows[0]
            if self._stretch is None:
                self._stretch = _Stretch(self._channel, self._model, self._rate, begin)
            self._stretch.hear(block[2 * max(0, begin - start) : 2 * (end - start)])
            if end > self._at:
                break
            self.end()

    def end(self) -> None:
        """There is no more of this window."""
        if self._stretch:
            self.words += self._stretch.end()
            self._stretch = None
            self._windows.popleft()


def _samples(windows: Iterable[tuple[float, float]], rate: int) -> list[tuple[int, int]]:
    """The windows in samples, in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted((max(0, round(a * rate)), round(b * rate)) for a, b in windows):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif end > begin:
            joined.append((begin, end))
    return joined


class _Stretch:
    """One window: a recognizer of its own, which begins with no idea of who speaks.

    Vosk forgets what it heard when somebody stops speaking, and every 20 s if nobody does.
    """

    def __init__(self, channel: int, model: vosk.Model, rate: int, begin: int) -> None:
        self._channel = channel
        self._rate = rate
        self._begin = begin / rate
        self._words: list[Word] = []
        self._vosk = vosk.KaldiRecognizer(model, rate)
        self._vosk.SetWords(True)

    def hear(self, samples: bytes) -> None:
        size = 2 * round(PIECE * self._rate)
        for start in range(0, len(samples), size):
            if self._vosk.AcceptWaveform(samples[start : start + size]):
                self._take(self._vosk.Result())

    def end(self) -> Sequence[Word]:
        """Every word of the window."""
        self._take(self._vosk.FinalResult())
        return self._words

    def _take(self, result: str) -> None:
        self._words += [
            Word(
                word["word"],
                round(self._begin + word["start"], 3),
                round(self._begin + word["end"], 3),
                min(1.0, max(0.0, word["conf"])),
                self._channel,
            )
            for word in json.loads(result).get("result", ())
        ]
