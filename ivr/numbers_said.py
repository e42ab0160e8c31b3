"""Phone numbers as people say and key them, and as they are said back.

Whether a number can be called is not judged here.
"""

import re
from collections.abc import Iterator

from ivr.answers import plain

FEWEST, MOST = 6, 15
"""Digits of a phone number; more than E.164 has are none."""

_UNITS = (
    "zero oh o nought naught nil nol kosong",
    *("one satu", "two dua", "three tiga", "four empat", "five lima"),
    *("six enam", "seven tujuh", "eight delapan lapan", "nine sembilan"),
)
_DIGITS = {word: str(digit) for digit, words in enumerate(_UNITS) for word in words.split()}
_FROM_TEN = (
    *("ten sepuluh", "eleven sebelas", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TEENS = {word: str(teen) for teen, words in enumerate(_FROM_TEN, 10) for word in words.split()}
_FROM_TWENTY = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: str(tens) for tens, word in enumerate(_FROM_TWENTY, 2)}
_TIMES = {"double": 2, "dobel": 2, "dabel": 2, "triple": 3, "tripel": 3}
_BETWEEN = frozenset({"and", "dash", "dan", "lalu", "terus", "strip", "uh", "um", "er", "ee", "eh"})
_BREAK = " "


def heard(said: str) -> str | None:
    """The number in what was said, in English or Indonesian: its digits, with a + if one was
    said first. Of several the longest counts, of those as long the last; None if none is a
    phone number."""
    text = re.sub(r"(?<=\d)[\s./()-]+(?=\d)", "", said)
    text = re.sub(r"\+(?=\s*\d)", " plus ", text)
    runs = "".join(_read(plain(text).replace("-", " ").split())).split()
    found = [number for run in runs for number in (whole(run),) if number]
    return max(reversed(found), key=len, default=None)


def whole(text: str) -> str | None:
    """The digits of `text`, with its leading +, if they are as many as a phone number has."""
    digits = "".join(char for char in text if char in "0123456789")
    if not FEWEST <= len(digits) <= MOST:
        return None
    return f"+{digits}" if text.startswith("+") else digits


def besides(said: str) -> list[str]:
    """The words that are no part of a number."""
    words = plain(said).replace("-", " ").split()
    numeral = _DIGITS.keys() | _TEENS.keys() | _TENS.keys() | _TIMES.keys() | {"belas", "puluh"}
    return [word for word in words if word not in numeral and not word.isdecimal()]


def aloud(number: str) -> str:
    """The digits one by one, a breath after each three, as they are read back."""
    digits = (whole(number) or "").lstrip("+")
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:  # no last digit all by itself
        groups[-2:] = [groups[-2] + groups[-1]]
    return ", ".join(" ".join(group) for group in groups)


def ending(number: str) -> str:
    """The last three digits, one by one."""
    return ", ".join(number[-3:])


def _read(words: list[str]) -> Iterator[str]:
    """The digits of each word in turn; a space where something else was said."""
    times, here = 1, 0
    while here < len(words):
        digits, steps = _digits(words[here : here + 3])
        if digits:
            yield digits[0] * (times - 1) + digits
        elif words[here] == "plus":
            yield f"{_BREAK}+"
        elif words[here] not in _BETWEEN and words[here] not in _TIMES:
            yield _BREAK
        times = _TIMES.get(words[here], 1)
        here += steps


def _digits(words: list[str]) -> tuple[str, int]:
    """What the first of `words` says, with those after it, and how many words that took."""
    first, second, third = (*words, "", "")[:3]
    if first.isascii() and first.isdecimal():
        return first, 1
    if second == "belas" and first in _DIGITS:
        return f"1{_DIGITS[first]}", 2
    if second == "puluh" and first in _DIGITS:
        return _tens(_DIGITS[first], third, 2)
    if first in _TENS:
        return _tens(_TENS[first], second, 1)
    return _DIGITS.get(first) or _TEENS.get(first) or "", 1


def _tens(ten: str, after: str, steps: int) -> tuple[str, int]:
    """ "Fifty five" is 55, "fifty" alone 50."""
    unit = _DIGITS.get(after, "0")
    return ten + unit, steps + (unit != "0")
