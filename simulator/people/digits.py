"""Numbers as they are read aloud: digit by digit, in several breaths, in the words of a language."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

_TEST_CARDS = "400000"  # no bank gives these out
_BREATH = 4  # digits
_DOUBLED = 0.6  # of all pairs of the same digit are said as one


def card_number(rng: random.Random) -> str:
    """Sixteen digits that no bank has given out, and that pass as a card's by Luhn's check."""
    digits = _TEST_CARDS + "".join(rng.choices("0123456789", k=9))
    return digits + str(-_luhn(digits + "0") % 10)


def order_number(rng: random.Random) -> str:
    return "".join(rng.choices("0123456789", k=rng.choice((5, 6))))


def breaths(digits: str, rng: random.Random, words: Sequence[str], double: str) -> list[str]:
    """`digits` in words, at most four to a breath; `double` is how two of the same are said."""
    count = -(-len(digits) // _BREATH)
    cuts = [-(-len(digits) * part // count) for part in range(count + 1)]
    groups = (digits[start:end] for start, end in pairwise(cuts))
    return [" ".join(_said(group, rng, words, double)) for group in groups]


def _said(group: str, rng: random.Random, words: Sequence[str], double: str) -> Iterator[str]:
    index = 0
    while index < len(group):
        word = words[int(group[index])]
        pair = group[index : index + 1] == group[index + 1 : index + 2]
        if pair and rng.random() < _DOUBLED:
            yield double.format(digit=word)
            index += 2
        else:
            yield word
            index += 1


def _luhn(digits: str) -> int:
    """The sum that is a whole number of tens for a right card number."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled)
