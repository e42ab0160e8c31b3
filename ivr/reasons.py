"""Why a caller calls: from what they said to the skill that helps.

A caller's words are compared with the examples in two ways at once: by their letters, which
forgives mishearing, and by pairs of meanings, which forgives paraphrase. Kernel ridge regression
turns the likeness into one score per skill. Its leave-one-out predictions have a closed form, so
how sure is sure enough comes from examples that the model had not seen, at no cost.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import inv
from sklearn.feature_extraction.text import TfidfVectorizer

from ivr.reason_words import ReasonWords

RIDGE = 0.2
ASKED = 0.24
STRANGE = (
    0.012  # less familiar goes to a person: nine in ten out of scope, one in a hundred callers
)
SHARPNESS = (2.0, 4.0, 6.0, 8.0, 10.0, 14.0, 20.0)

Floats = NDArray[np.float64]


class NoExamples(ValueError):
    """There is nothing to learn the skills from."""


@dataclass(frozen=True)
class Verdict:
    """`sure` names one skill, `ask` the two likeliest, best first, `person` none."""

    kind: Literal["sure", "ask", "person"]
    skills: tuple[str, ...]


class View:
    """The examples seen one way: as bags of features, weighted by how rare each feature is."""

    def __init__(
        self, features: Callable[[list[str]], list[str]], examples: list[list[str]]
    ) -> None:
        vectors = TfidfVectorizer(analyzer=features, sublinear_tf=True)
        seen = vectors.fit_transform(examples)
        self.among_themselves: Floats = (seen @ seen.T).toarray()
        self._features = features
        self._by_feature = seen.T.tocsr()
        self._column: dict[str, int] = vectors.vocabulary_
        self._rarity: Floats = vectors.idf_

    def cosines(self, words: list[str]) -> Floats:
        """Return how like each example it is, 0 to 1; ten times quicker than `transform` for one."""
        counts = Counter(self._features(words))
        known = [feature for feature in counts if feature in self._column]
        columns = [self._column[feature] for feature in known]
        weights = (1 + np.log([counts[f] for f in known])) * self._rarity[columns]
        length = np.linalg.norm(weights) or 1.0
        cosines: Floats = self._by_feature[columns].T @ (weights / length)
        return cosines


class Examples:
    """The examples as they are compared with what is said."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._words = ReasonWords(language)
        read = [self._words.plain(text) for text in texts]
        self._views = [View(_letters, read), View(self._pairs, read)]
        self._uses = Counter(meaning for words in read for meaning in self._words.meanings(words))
        self.among_themselves = _curved([view.among_themselves for view in self._views])

    def likeness(self, said: str) -> tuple[Floats, float]:
        """Return how like each example it is, 0 to 1, and the share of its meanings that are known."""
        words = self._words.plain(said)
        likeness = _curved([view.cosines(words) for view in self._views])
        return likeness, self._known(self._words.meanings(words))

    def _pairs(self, words: list[str]) -> list[str]:
        meanings = sorted(self._words.meanings(words) or words)
        return meanings + [f"{a} {b}" for a, b in combinations(meanings, 2)]

    def _known(self, meanings: list[str]) -> float:
        rarity = {meaning: 1 / (1 + np.log1p(self._uses[meaning])) for meaning in meanings}
        known = sum(rarity[meaning] for meaning in meanings if self._uses[meaning])
        return float(known / sum(rarity.values())) if meanings else 0.0


class Reasons:
    """Understands reasons. Immutable once trained, so threads may share it."""

    def __init__(self, examples: Sequence[tuple[str, str]], language: str) -> None:
        self.skills = sorted({skill for _, skill in examples})
        self._examples = Examples([text for text, _ in examples], language)
        chosen = np.array([[skill == s for s in self.skills] for _, skill in examples], float)
        kernel = self._examples.among_themselves
        self._inverse: Floats = inv(kernel + RIDGE / 2 * np.eye(len(kernel)))
        self._weights: Floats = self._inverse @ chosen
        unseen = chosen - self._weights / np.diag(self._inverse)[:, None]
        self._sharpness = min(SHARPNESS, key=lambda s: _loss(_softmax(s * unseen), chosen))
        chances = np.sort(_softmax(self._sharpness * unseen))
        margins = chances[:, -1] - chances[:, -2:-1].sum(axis=1)
        self._unsure = float(np.quantile(margins, ASKED))

    def rank(self, said: str) -> list[tuple[str, float]]:
        """Return every skill with its probability, best first; they sum to 1."""
        return self._ranked(self._examples.likeness(said)[0] @ self._weights)

    def judge(self, said: str) -> Verdict:
        """Decide between going ahead, asking one question, and handing over to a person."""
        likeness, known = self._examples.likeness(said)
        scores = likeness @ self._weights
        # Not `@`: linear algebra on many threads waits ten times longer where cores are busy.
        explained = float(np.einsum("i,ij->j", likeness, self._inverse) @ likeness)
        if explained * known * scores.max() < STRANGE:
            return Verdict("person", ())
        (best, chance), *others = self._ranked(scores)
        if others and chance - others[0][1] < self._unsure:
            return Verdict("ask", (best, others[0][0]))
        return Verdict("sure", (best,))

    def _ranked(self, scores: Floats) -> list[tuple[str, float]]:
        chances = _softmax(self._sharpness * scores)
        return sorted(zip(self.skills, chances.tolist(), strict=True), key=lambda p: (-p[1], p[0]))


def train(examples: Iterable[tuple[str, str]], language: str) -> Reasons:
    """Learn from (text, skill) pairs. Raises NoExamples if no pair has a word in its text."""
    pairs = [(text, skill) for text, skill in examples if any(map(str.isalpha, text))]
    if not pairs:
        raise NoExamples(f"no example with words was given for the language {language!r}")
    return Reasons(pairs, language)


def _letters(words: list[str]) -> list[str]:
    """Return the runs of two to five letters inside each word, its ends marked by blanks."""
    marked = [f" {part} " for word in words for part in word.split("_")]
    return [
        w[i : i + n] for w in marked for n in range(2, 6) for i in range(max(1, len(w) - n + 1))
    ]


def _curved(cosines: list[Floats]) -> Floats:
    """Return the mean cosine plus its square, halved: near examples weigh more than many far ones."""
    mean: Floats = np.mean(cosines, axis=0)
    return (mean + mean**2) / 2


def _softmax(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = odds / odds.sum(axis=-1, keepdims=True)
    return chances


def _loss(chances: Floats, chosen: Floats) -> float:
    return float(-np.log(chances[chosen > 0]).sum())
