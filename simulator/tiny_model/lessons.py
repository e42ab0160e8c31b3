"""What the network learns from: sentences by many voices over many lines, as features."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np

from simulator.tiny_model.features import Features, mfcc
from simulator.tiny_model.grammar import grammar
from simulator.tiny_model.speaker import RATE, SILENCE, Samples, Segment, Sentence, Speaker
from simulator.tiny_model.telephone import Line, music, signal

JOBS = 12
WITH_SIGNAL, EMPTY = 0.15, 0.03
"""Shares of utterances with a signal or music before the speech, and with no speech at all."""
TABLE = 6
"""People who talk in a babble: one alone would be understood."""
MAIN_PRONUNCIATION = 0.03
"""Of all the times that a word was said: a rarer way of saying it is left out."""
RARE = 0.0008
"""Times per utterance: a phone that is rarer cannot be learnt."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The features of an utterance, a frame every 10 ms, and what was said when."""

    words: tuple[str, ...]
    features: Features
    segments: tuple[Segment, ...]

    @property
    def targets(self) -> int:
        """The network answers for every third frame."""
        return (len(self.features) + 2) // 3


def lessons(language: str, count: int, seed: int, processes: int) -> list[Lesson]:
    """About `count` utterances; the same ones for the same seed.

    Every job is done by a process of its own, since what eSpeak says depends on what it has
    said before.
    """
    job = partial(_some, language, max(1, count // JOBS), seed)
    with get_context("spawn").Pool(processes, maxtasksperchild=1) as pool:
        return [lesson for done in pool.imap(job, range(JOBS)) for lesson in done]


def learnable(all_of_them: Sequence[Lesson]) -> list[Lesson]:
    """Without those which hold a phone that is too rare, or more phones than frames."""
    count = Counter(one.phone for lesson in all_of_them for one in lesson.segments)
    rare = {phone for phone, times in count.items() if times < RARE * len(all_of_them)}
    return [
        lesson
        for lesson in all_of_them
        if lesson.targets > len(lesson.segments)
        and not any(one.phone in rare for one in lesson.segments)
    ]


def pronunciations(heard: Sequence[Lesson]) -> dict[str, dict[tuple[str, ...], float]]:
    """By word: the ways in which it was said, as phones, and how often against the commonest."""
    counts: dict[str, Counter[tuple[str, ...]]] = {}
    for lesson in heard:
        for index, word in enumerate(lesson.words):
            way = tuple(one.phone for one in lesson.segments if one.word == index)
            counts.setdefault(word, Counter())[way] += 1
    return {word: _shares(ways) for word, ways in counts.items()}


def _shares(ways: Counter[tuple[str, ...]]) -> dict[tuple[str, ...], float]:
    most = max(ways.values())
    enough = MAIN_PRONUNCIATION * ways.total()
    return {way: times / most for way, times in ways.items() if times > enough}


def _some(language: str, count: int, seed: int, job: int) -> list[Lesson]:
    dice, noise = random.Random(f"{seed}:{job}"), np.random.default_rng([seed, job])
    speaker = Speaker(grammar(language), dice, learner=True)
    line, table = Line(), list[Samples]()
    done = []
    for _ in range(count):
        sentence = _disturbed(speaker.sentence(), dice, noise)
        babble = _babble(table, len(sentence.sound), dice) if len(table) == TABLE else None
        heard = line.carry(sentence.sound, noise, babble)
        table = [*table, sentence.sound / (np.abs(sentence.sound).max() + 1e-9)][-TABLE:]
        done.append(Lesson(sentence.words, mfcc(heard), sentence.segments))
    return done


def _disturbed(sentence: Sentence, dice: random.Random, noise: np.random.Generator) -> Sentence:
    """Now and then something else is heard first, or alone: all of it is silence to the model."""
    fate = dice.random()
    if fate > WITH_SIGNAL + EMPTY:
        return sentence
    made = dice.choice((signal, signal, music))
    other = made(int(dice.uniform(0.5, 2.5) * RATE), noise)
    if fate < EMPTY:
        return Sentence((), other * dice.choice((0, 1)), (Segment(SILENCE, 0.0),))
    other = other * dice.uniform(0.05, 0.8) * np.abs(sentence.sound).max()
    later = len(other) / RATE
    moved = [Segment(one.phone, one.start + later, one.word) for one in sentence.segments[1:]]
    sound = np.concatenate([other, sentence.sound])
    return Sentence(sentence.words, sound, (sentence.segments[0], *moved))


def _babble(table: Sequence[Samples], length: int, dice: random.Random) -> Samples:
    voices = [np.roll(np.resize(one, length), dice.randrange(length)) for one in table]
    return np.asarray(np.sum(voices, axis=0))
