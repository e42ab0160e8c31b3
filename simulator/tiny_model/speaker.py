"""Sentences said by many voices, with the time of every phone."""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample

from simulator.speech import Said, Speech, respelled
from simulator.tiny_model.extras import needed
from simulator.tiny_model.grammar import TOKEN, Grammar, hearing

RATE = 8000
SILENCE = "SIL"
NO_WORD = -1
RANDOM_WORDS = 0.25
"""The share of utterances which are words in any order, so that none is known by its place."""
HELD_OUT = (
    *("m7", "f5", "linda", "Andy", "paul", "steph2", "john", "miguel", "belinda", "boris"),
    *("klatt2", "f4", "edward", "max"),
)
"""Variants that are never learnt from: what is measured is measured with these."""
STRANGE = {
    *("Demonic", "whisper", "whisperf", "AnxiousAndy", "UniRobot", "Marco", "Tweaky", "Storm"),
    "Mr serious",
}
Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Segment:
    """A phone from `start` seconds to the next one's, within the word of that index."""

    phone: str
    start: float
    word: int = NO_WORD


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words as spoken: 8 kHz samples of any loudness and the phones in them, in order."""

    words: tuple[str, ...]
    sound: Samples
    segments: tuple[Segment, ...]

    @property
    def times(self) -> list[tuple[float, float]]:
        """By word: the seconds from which and to which it is said."""
        ends = [*(one.start for one in self.segments[1:]), len(self.sound) / RATE]
        spans: dict[int, tuple[float, float]] = {}
        for one, end in zip(self.segments, ends, strict=True):
            if one.word != NO_WORD:
                spans[one.word] = (spans.get(one.word, (one.start, 0))[0], end)
        return [spans[index] for index in range(len(self.words))]


class Speaker:
    """Says what the grammar allows, each time as somebody else; the same for the same seed.

    A `learner` hears what it learns from; otherwise the voices are those that are held out.
    """

    def __init__(self, grammar: Grammar, dice: random.Random, *, learner: bool) -> None:
        self._grammar, self._dice, self._learner = grammar, dice, learner
        self._hearing = hearing(grammar.language)
        self._speech = Speech()
        self._vocabulary = grammar.vocabulary()
        self._deck: list[str] = []
        self._variants = [*_variants(), *[""] * 6] if learner else list(HELD_OUT)

    def sentence(self, *, any_order: bool | None = None) -> Sentence:
        """The next utterance. What eSpeak runs together, so that a word has no phone, is dropped."""
        while True:
            random_words = self._dice.random() < RANDOM_WORDS if any_order is None else any_order
            text = self._words() if random_words else self._grammar.sentence(self._dice)
            if spoken := self.say(text):
                return spoken

    def say(self, text: str) -> Sentence | None:
        """`text` by some voice; None if it cannot be told where its words are."""
        written, starts, words = _spelled(text, self._grammar.language)
        said = self._speech.say(
            written,
            self._voice(),
            rate=self._pick((120, 235), (137, 151, 166, 183, 199, 214)),
            pitch=self._pick((15, 85), (27, 44, 53, 68)),
            pitch_range=self._pick((20, 80), (50,)),
        )
        segments = list(_segments(said, starts, self._hearing.phones))
        heard = [one.word for one in segments if one.word != NO_WORD]
        if sorted(set(heard)) != list(range(len(words))) or heard != sorted(heard):
            return None
        return self._on_line(words, said, segments)

    def _on_line(self, words: list[str], said: Said, segments: list[Segment]) -> Sentence:
        """At 8 kHz and at some tempo, with silence around it."""
        tempo = (
            self._dice.uniform(0.9, 1.12) if self._learner else self._dice.choice((0.95, 1, 1.05))
        )
        before, after = self._dice.uniform(0.05, 0.7), self._dice.uniform(0.1, 0.7)
        sound = np.frombuffer(said.samples, "<i2").astype(np.float64)
        heard = resample(sound, int(len(sound) * RATE / said.rate / tempo))
        begin, end = int(before * RATE), int(after * RATE)
        moved = [Segment(SILENCE, 0.0)]
        for one in [*segments, Segment(SILENCE, said.seconds)]:
            if not one.phone == moved[-1].phone == SILENCE:
                moved.append(Segment(one.phone, one.start / tempo + before, one.word))
        return Sentence(tuple(words), np.pad(heard, (begin, end)), tuple(moved))

    def _words(self) -> str:
        """A few words in any order; all words have their turn."""
        count = self._dice.randint(2, 6)
        while len(self._deck) < count:
            self._deck += self._dice.sample(self._vocabulary, len(self._vocabulary))
        words = [self._deck.pop() for _ in range(count)]
        return "".join(word + self._dice.choice((*[" "] * 15, ", ")) for word in words)

    def _voice(self) -> str:
        voices = self._hearing.voices if self._learner else self._hearing.held_out
        variant = self._dice.choice(self._variants)
        return self._dice.choice(voices) + (f"+{variant}" if variant else "")

    def _pick(self, learnt: tuple[int, int], held_out: tuple[int, ...]) -> int:
        return self._dice.randint(*learnt) if self._learner else self._dice.choice(held_out)


def _variants() -> list[str]:
    folder = Path(needed("espeakng_loader").get_data_path()) / "voices" / "!v"
    return sorted({file.name for file in folder.iterdir()} - {*HELD_OUT, *STRANGE})


def _spelled(text: str, language: str) -> tuple[str, list[int], list[str]]:
    """What eSpeak reads, where each word begins in it, and the words."""
    written, starts, words, done = "", [], [], 0
    for token in TOKEN.finditer(text):
        written += respelled(text[done : token.start()], language)
        starts.append(len(written))
        written += respelled(token[0], language)
        words.append(token[0].lower())
        done = token.end()
    return written + text[done:], starts, words


def _segments(said: Said, starts: Sequence[int], same: Mapping[str, str]) -> Iterator[Segment]:
    """The phones in order, each with the word it is of.

    eSpeak reads some pairs of words as one ("I am", "of the"): those share its phones by their
    length in letters.
    """
    places = [*(bisect_right(starts, word.position) - 1 for word in said.words), len(starts)]
    times = [word.at for word in said.words[1:]] + [said.seconds + 1]
    phones = [Segment(name, at) for name, at in _sounded(said, same)]
    begin = 0
    for (place, following), until in zip(pairwise(places), times, strict=True):
        end = bisect_left(phones, until, begin, key=lambda phone: phone.start)
        spoken = phones[begin:end]
        loud = sum(phone.phone != SILENCE for phone in spoken)
        begin, owners = end, iter(_shared(loud, starts, range(place, max(following, place + 1))))
        for phone in spoken:
            word = NO_WORD if phone.phone == SILENCE else next(owners)
            yield Segment(phone.phone, phone.start, word)


def _shared(count: int, starts: Sequence[int], words: range) -> Iterator[int]:
    """Which of `words` each of `count` phones is of."""
    first, past = starts[words.start], (*starts, starts[-1] + 1)[words.stop]
    for index in range(count):
        letter = first + (past - first) * (index + 0.5) / count
        yield min(bisect_right(starts, letter) - 1, words.stop - 1)


def _sounded(said: Said, same: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    for phone in said.phones:
        for index, name in enumerate(_sounds(phone.name, same)):
            yield name, phone.at + 0.03 * index


def _sounds(name: str, same: Mapping[str, str]) -> list[str]:
    """A phone of eSpeak's as the model has it: without stress, and one name for what sounds alike."""
    bare = name.lstrip("',%=").rstrip("'")
    if bare.startswith("_") and not bare.startswith(("_|", "_^_")):
        return [SILENCE]
    if bare.startswith(("(", "_")) or bare in ("", ";", "|", "||"):
        return []
    return same.get(bare, bare).split()
