"""`HCLG.fst`: which words may follow which, and of which phones they are.

Written directly in the form in which Kaldi would have composed it. Source of the file's layout:
OpenFst, fst.h (FstHeader) and vector-fst.h, type "vector" of version 2 with standard arcs. An
arc's input is a transition of a phone's only state: 2p - 1 stays in it, 2p leaves it (Kaldi,
hmm/transition-model.h). Costs are negative logarithms.
"""

import struct
from collections.abc import Mapping, Sequence
from itertools import chain
from math import inf, log
from pathlib import Path

from simulator.tiny_model.acoustic import STAY, Phones
from simulator.tiny_model.bigrams import BEGIN, END, Bigrams
from simulator.tiny_model.speaker import SILENCE

MAGIC, VERSION, EXPANDED_AND_MUTABLE = 2125659606, 2, 3
PAUSE, PAUSE_BEFORE = 0.25, 0.8
"""How likely a pause is after a word, and before the first."""
WORD_COST = 1.0
"""Against words heard in noise."""
Pronunciations = Mapping[str, Mapping[tuple[str, ...], float]]


class Fst:
    """A weighted transducer; its first state is where it begins."""

    def __init__(self) -> None:
        self._arcs: list[list[tuple[int, int, float, int]]] = []
        self._final: list[float] = []

    def state(self) -> int:
        self._arcs.append([])
        self._final.append(inf)
        return len(self._arcs) - 1

    def arc(self, source: int, target: int, cost: float, *, takes: int = 0, gives: int = 0) -> None:
        self._arcs[source].append((takes, gives, cost, target))

    def end(self, state: int, cost: float) -> None:
        self._final[state] = cost

    def write(self, path: Path) -> None:
        count = sum(map(len, self._arcs))
        kinds = b"".join(struct.pack("<i", len(kind)) + kind for kind in (b"vector", b"standard"))
        with path.open("wb") as file:
            file.write(struct.pack("<i", MAGIC) + kinds)
            file.write(struct.pack("<iiQ", VERSION, 0, EXPANDED_AND_MUTABLE))
            file.write(struct.pack("<qqq", 0, len(self._arcs), count))
            for final, arcs in zip(self._final, self._arcs, strict=True):
                file.write(struct.pack("<fq", final, len(arcs)))
                file.write(b"".join(struct.pack("<iifi", *arc) for arc in arcs))


def write_graph(
    path: Path, bigrams: Bigrams, pronunciations: Pronunciations, phones: Phones
) -> None:
    _Graph(bigrams, pronunciations, phones).fst.write(path)


class _Graph:
    """After every word a state that knows it, and one that has forgotten (back-off)."""

    def __init__(self, bigrams: Bigrams, said: Pronunciations, phones: Phones) -> None:
        self.fst = Fst()
        self._phones = phones
        start = self.fst.state()
        words = list(bigrams.words)
        self._after = {word: self.fst.state() for word in (BEGIN, *words)}
        self._before = {word: self.fst.state() for word in words}
        self._number = {word: number for number, word in enumerate(words, start=1)}
        self._pause(start, self._after[BEGIN], PAUSE_BEFORE)
        self._follow(bigrams)
        for word in words:
            self._pronounce(word, said[word])

    def _follow(self, bigrams: Bigrams) -> None:
        forgotten = self.fst.state()
        for word, after in self._after.items():
            for following, chance in bigrams.after(word).items():
                self._go_on(after, following, chance)
            self.fst.arc(after, forgotten, -log(bigrams.otherwise(word)))
        for following, chance in bigrams.alone.items():
            self._go_on(forgotten, following, chance)

    def _go_on(self, state: int, word: str, chance: float) -> None:
        if word == END:
            self.fst.end(state, -log(chance))
        else:
            cost = WORD_COST - log(chance)
            self.fst.arc(state, self._before[word], cost, gives=self._number[word])

    def _pronounce(self, word: str, ways: Mapping[tuple[str, ...], float]) -> None:
        """The word's phones, in each way it is said, and perhaps a pause."""
        done = self.fst.state()
        for way, chance in ways.items():
            state, cost = self._before[word], -log(chance)
            for number in self._phones.of_word(way):
                state, cost = self._phone(state, number, cost), 0.0
            self.fst.arc(state, done, 0.0)
        self._pause(done, self._after[word], PAUSE)

    def _pause(self, source: int, target: int, chance: float) -> None:
        silence = self._phone(source, self._phones.number(SILENCE), -log(chance))
        self.fst.arc(silence, target, 0.0)
        self.fst.arc(source, target, -log(1 - chance))

    def _phone(self, source: int, number: int, cost: float) -> int:
        state = self.fst.state()
        self.fst.arc(source, state, cost - log(1 - STAY), takes=2 * number)
        self.fst.arc(state, state, -log(STAY), takes=2 * number - 1)
        return state


def word_lines(words: Sequence[str]) -> list[str]:
    """The lines of `words.txt`."""
    return [
        f"{word} {number}"
        for number, word in enumerate(chain(["<eps>"], words, ["#0", BEGIN, END]))
    ]
