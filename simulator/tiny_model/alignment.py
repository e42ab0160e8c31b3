"""Which phone is heard in which of the network's answers."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.tiny_model.lessons import Lesson

ANSWER = 0.03
"""Seconds from one answer of the network to the next."""
HALF_FRAME = 0.0125
Labels = NDArray[np.int64]


def as_spoken(lesson: Lesson, index: Mapping[str, int]) -> Labels:
    """(answers,) the phone at the middle of each answer's frame, by the synthesizer's times."""
    starts = np.array([one.start for one in lesson.segments])
    phones = np.array([index[one.phone] for one in lesson.segments])
    middles = np.arange(lesson.targets) * ANSWER + HALF_FRAME
    return np.asarray(phones[np.maximum(0, np.searchsorted(starts, middles, side="right") - 1)])


def forced(scores: NDArray[np.float64], phones: Labels) -> Labels:
    """(answers,) the likeliest way through `phones`, each of one answer at least, by Viterbi.

    `scores` are (answers, all phones) logarithms.
    """
    own = scores[:, phones]
    best = np.full(len(phones), -np.inf)
    best[0] = own[0, 0]
    came = np.zeros(own.shape, bool)
    for answer in range(1, len(own)):
        before = np.concatenate([[-np.inf], best[:-1]])
        came[answer] = before > best
        best = np.where(came[answer], before, best) + own[answer]
    path = np.empty(len(own), np.int64)
    place = len(phones) - 1
    for answer in reversed(range(len(own))):
        path[answer] = phones[place]
        place -= int(came[answer, place])
    return path
