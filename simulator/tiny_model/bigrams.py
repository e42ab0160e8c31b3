"""How likely a word is after another: counted in made-up sentences, smoothed by discounting."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from simulator.tiny_model.grammar import Grammar, tokens

BEGIN, END = "<s>", "</s>"
SENTENCES, IN_ANY_ORDER = 30_000, 0.1
DISCOUNT = 0.6
"""Taken from the count of every pair, for the pairs that never came."""
ESCAPE = 0.05
"""Kept besides for words that come after a word they never came after."""
SELDOM = 2
"""Pairs that came no oftener are left to chance."""
EVEN = 0.5
"""The share of a word's own likelihood that all words have alike."""


class Bigrams:
    """What follows each of `words` in `SENTENCES` sentences of a grammar."""

    def __init__(self, grammar: Grammar, seed: int) -> None:
        self.words = grammar.vocabulary()
        self._pairs: dict[str, Counter[str]] = defaultdict(Counter)
        for sentence in self._sentences(grammar, random.Random(seed)):
            for word, following in pairwise((BEGIN, *sentence, END)):
                self._pairs[word][following] += 1
        self.alone = self._alone()

    def after(self, word: str) -> dict[str, float]:
        """What often follows `word`; BEGIN is before a sentence and END after it."""
        kept = {one: self._kept(word, count) for one, count in self._often(word).items()}
        rest = self.otherwise(word)
        return {one: chance + rest * self.alone[one] for one, chance in kept.items()}

    def otherwise(self, word: str) -> float:
        """The chance that anything else follows, by its likelihood `alone`."""
        return 1 - sum(self._kept(word, count) for count in self._often(word).values())

    def _often(self, word: str) -> dict[str, int]:
        return {one: count for one, count in self._pairs[word].items() if count > SELDOM}

    def _kept(self, word: str, count: int) -> float:
        return (count - DISCOUNT) / self._pairs[word].total() * (1 - ESCAPE)

    def _alone(self) -> dict[str, float]:
        counts = sum(self._pairs.values(), Counter[str]())
        words = (*self.words, END)
        total = counts.total()
        return {word: (1 - EVEN) * counts[word] / total + EVEN / len(words) for word in words}

    def _sentences(self, grammar: Grammar, dice: random.Random) -> Iterator[list[str]]:
        for _ in range(SENTENCES):
            if dice.random() < IN_ANY_ORDER:
                yield dice.choices(self.words, k=dice.randint(2, 6))
            else:
                yield tokens(grammar.sentence(dice))
