"""How well a model hears: voices it never heard, on telephone lines, in its own sentences."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import numpy as np

from simulator.tiny_model.extras import needed
from simulator.tiny_model.grammar import grammar
from simulator.tiny_model.speaker import RATE, Samples, Sentence, Speaker
from simulator.tiny_model.telephone import TEST_LINE, hum, music, signal

BLOCK = RATE // 10
NOISES = 20
QUIET = 6.0
"""How many pieces of each noise are heard, and the seconds of one."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A word and the seconds from which and to which it was heard."""

    word: str
    start: float
    end: float


@dataclass
class Score:
    """Counts over utterances; `late` are errors of the words' starts and ends in seconds."""

    words: int = 0
    errors: int = 0
    utterances: int = 0
    whole: int = 0
    late: list[float] = field(default_factory=list)
    worst: list[tuple[str, str]] = field(default_factory=list)

    def add(self, sentence: Sentence, heard: Sequence[Heard]) -> None:
        errors = distance(sentence.words, [one.word for one in heard])
        self.words += len(sentence.words)
        self.errors += errors
        self.utterances += 1
        self.whole += not errors
        if errors:
            self.worst.append((" ".join(sentence.words), " ".join(one.word for one in heard)))
            return
        for one, (start, end) in zip(heard, sentence.times, strict=True):
            self.late += [abs(one.start - start), abs(one.end - end)]


@dataclass(frozen=True)
class Measured:
    """Scores of sentences and of words in any order; false words by noise; bytes and seconds."""

    sentences: Score
    any_order: Score
    false_words: dict[str, int]
    size: int
    loading: float
    real_time: float

    def lines(self) -> Iterator[str]:
        for name, score in (("sentences", self.sentences), ("any order", self.any_order)):
            yield (
                f"{name}: {score.errors / score.words:.2%} of {score.words} words wrong, "
                f"{score.whole / score.utterances:.1%} of {score.utterances} utterances whole"
            )
        middle, most = np.percentile(self.sentences.late, (50, 95))
        yield f"times of words: off by {middle:.3f} s (median), {most:.3f} s (95 %)"
        yield f"size {self.size / 1e6:.2f} MB, loads in {self.loading * 1000:.0f} ms"
        yield f"takes {self.real_time:.4f} of the time it hears"
        noises = ", ".join(f"{count} in {name}" for name, count in self.false_words.items())
        yield f"false words in {NOISES * QUIET:.0f} s of each: {noises}"


class Ear:
    """A loaded model."""

    def __init__(self, folder: Path) -> None:
        self._vosk = needed("vosk")
        self._vosk.SetLogLevel(-1)
        before = perf_counter()
        self._model = self._vosk.Model(str(folder))
        self.loading = perf_counter() - before
        self.heard, self.taken = 0.0, 0.0

    def listen(self, sound: Samples) -> list[Heard]:
        """The words in samples at 8 kHz in steps of 16 bits."""
        before = perf_counter()
        recognizer = self._vosk.KaldiRecognizer(self._model, RATE)
        recognizer.SetWords(True)
        words = []
        for start in range(0, len(sound), BLOCK):
            if recognizer.AcceptWaveform(sound[start : start + BLOCK].astype("<i2").tobytes()):
                words += _words(recognizer.Result())
        words += _words(recognizer.FinalResult())
        self.taken += perf_counter() - before
        self.heard += len(sound) / RATE
        return words


def measure(folder: Path, language: str, utterances: int, seed: int) -> Measured:
    """Listen to `utterances` sentences and a third as many of random words; seeded."""
    ear = Ear(folder)
    speaker = Speaker(grammar(language), random.Random(seed), learner=False)
    dice = np.random.default_rng(seed)
    sentences, any_order = Score(), Score()
    for score, count in ((sentences, utterances), (any_order, utterances // 3)):
        for _ in range(count):
            sentence = speaker.sentence(any_order=score is any_order)
            score.add(sentence, ear.listen(TEST_LINE.carry(sentence.sound, dice)))
    real_time = ear.taken / ear.heard
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    false_words = {
        name: sum(len(ear.listen(sound)) for sound in sounds) for name, sounds in noises(dice)
    }
    return Measured(sentences, any_order, false_words, size, ear.loading, real_time)


def noises(dice: np.random.Generator) -> Iterator[tuple[str, list[Samples]]]:
    """Sounds in which nothing is said, by name."""
    length = int(QUIET * RATE)
    at = np.arange(length) / RATE
    ringing = np.sin(2 * np.pi * 425 * at) * (at % 3 < 1)
    yield "silence", [np.zeros(length)] * NOISES
    for name, make in (
        ("noise", lambda: dice.standard_normal(length) / 4),
        ("hum", lambda: hum(length, dice) / 2),
        ("ring-back", lambda: ringing),
        ("signals", lambda: signal(length, dice)),
        ("music", lambda: music(length, dice)),
    ):
        yield name, [np.rint(make() * 32767 * dice.uniform(0.02, 0.4)) for _ in range(NOISES)]


def distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words to put in, leave out or change (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for count, one in enumerate(said, start=1):
        before, row[0] = row[0], count
        for place, other in enumerate(heard, start=1):
            change = before + (one != other)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, change)
    return row[-1]


def _words(result: str) -> list[Heard]:
    return [
        Heard(one["word"], one["start"], one["end"]) for one in json.loads(result).get("result", [])
    ]
