"""Numbers as they are said in English, Indonesian or a mixture: "forty two", "dobel tujuh", "4242"."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_UNITS = (
    "zero oh o nought naught nil nol kosong",
    "one satu atu",
    "two dua",
    "three tiga",
    "four empat ampat pat",
    "five lima limo",
    "six enam enem nem",
    "seven tujuh tuju",
    "eight delapan lapan dlapan",
    "nine sembilan niner",
)
_FROM_TEN = (
    "ten sepuluh",
    "eleven sebelas",
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_FROM_TWENTY = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

DIGITS = {word: str(digit) for digit, words in enumerate(_UNITS) for word in words.split()}
TEENS = {word: str(teen) for teen, words in enumerate(_FROM_TEN, 10) for word in words.split()}
TENS = {word: str(tens) for tens, word in enumerate(_FROM_TWENTY, 2)} | {"fourty": "4"}
TIMES = {"double": 2, "dobel": 2, "dabel": 2, "triple": 3, "tripel": 3, "trippel": 3}
HUNDREDS = frozenset({"hundred", "ratus"})
_THOUSANDS = "thousand thousands million millions billion ribu juta miliar milyar triliun rb jt"
THOUSANDS = frozenset(_THOUSANDS.split())
_TEN_TIMES = frozenset({"puluh", "belas"})
"""Said alone the digit before it was not heard: something was there."""
_ONE_OF = {"seratus": "1", "seribu": "", "sejuta": "", "semiliar": ""}
_AND = frozenset({"and", "dan"})

AMOUNT = "#"
"""A part that stands for something written in figures that is no row of digits: Rp50.000, 10:30."""
_BEGINNINGS = frozenset({*DIGITS, *TEENS, *TENS, *TIMES, *_ONE_OF, *_TEN_TIMES, AMOUNT})
_WRITTEN_AMOUNT = re.compile(
    r"(?:rp\.?|idr|usd|[$€£]) ?\d[\d.,]*k?"  # money
    r"|[1-9]\d{0,2}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+[.,]\d{1,2}|\d+[.,]?\d*%"  # 1.250.000, 2,5, 10%
    r"|\d{1,2}[:.]\d{2} ?(?:am|pm)?"  # a time
    r"|\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([-/])\d{1,2}\2\d{1,2}"  # a date
    r"|\d+(?:st|nd|rd|th)|ke-?\d+"  # an ordinal
)
_PART = re.compile(r"[+@]|\d+|[^\W\d_]+(?:'[^\W\d_]+)?|[_#]|(?<=\w)\.(?=\w)")


@dataclass(frozen=True, slots=True)
class Number:
    """What one number word or group says: its digits (none for an amount), in how many parts."""

    digits: str
    parts: int


def parts(text: str) -> list[str]:
    """What one word as recognised is made of: lower case words, rows of ASCII digits, + and @."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'")
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in plain).strip(" ,;!?")
    if _WRITTEN_AMOUNT.fullmatch(plain.rstrip(".")):
        return [AMOUNT]
    return [part for part in _PART.findall(plain) if part != AMOUNT]


def may_begin(part: str) -> bool:
    """Whether a number may begin with this part."""
    return part in _BEGINNINGS or part.isdecimal()


def read(said: Sequence[str], at: int) -> Number | None:
    """The number that begins at part `at`; None if none does.

    What has thousands or more in it ("seribu dua ratus", "two thousand twenty four") is an
    amount or a year and comes without digits: nobody reads out a row of digits like that.
    """
    if _part(said, at) == AMOUNT:
        return Number("", 1)
    if (times := TIMES.get(_part(said, at))) and (digit := _digit(_part(said, at + 1))):
        return Number(digit * times, 2)
    digits, here = _group(said, at)
    if here == at:
        return None
    if _part(said, here) not in THOUSANDS and digits:
        return Number(digits, here - at)
    return Number("", _end_of_amount(said, here) - at)


def _end_of_amount(said: Sequence[str], here: int) -> int:
    while True:
        here += _part(said, here) in THOUSANDS
        after = here + (_part(said, here) in _AND)
        end = _group(said, after)[1]
        if end == after:
            return here
        here = end
        if _part(said, here) not in THOUSANDS:
            return here


def _group(said: Sequence[str], at: int) -> tuple[str, int]:
    """The digits of a number below a thousand and where it ends (`at` if there is none)."""
    first = _part(said, at)
    if first.isdecimal():
        return first, at + 1
    if first in _ONE_OF and first != "seratus":
        return "", at + 1
    digits, here = (_ONE_OF[first], at) if first in _ONE_OF else _below_hundred(said, at)
    if len(digits) != 1 or not (first in _ONE_OF or _part(said, here) in HUNDREDS):
        return digits, here
    return _with_rest(digits, said, here + 1)


def _with_rest(hundreds: str, said: Sequence[str], at: int) -> tuple[str, int]:
    """ "Eight hundred" and what follows: twelve, or nothing where single digits follow."""
    after = at + (_part(said, at) in _AND)
    rest, here = _below_hundred(said, after)
    if not rest or (len(rest) == 1 and (rest == "0" or _group(said, here)[1] > here)):
        return f"{hundreds}00", at
    return f"{hundreds}{rest:0>2}", here


def _below_hundred(said: Sequence[str], at: int) -> tuple[str, int]:
    first, second, third = (_part(said, at + step) for step in range(3))
    if first in TEENS:
        return TEENS[first], at + 1
    if first in TENS:
        return _tens(TENS[first], second, at + 1)
    if first in _TEN_TIMES:
        return "0", at + 1
    digit = DIGITS.get(first, "")
    if digit and second == "belas":
        return f"1{digit}", at + 2
    if digit and second == "puluh":
        return _tens(digit, third, at + 2)
    return digit, at + bool(digit)


def _tens(tens: str, after: str, here: int) -> tuple[str, int]:
    """ "Forty two" is 42, "forty" alone 40."""
    unit = DIGITS.get(after, "0")
    return tens + unit, here + (unit != "0")


def _digit(part: str) -> str:
    return part if part.isdecimal() and len(part) == 1 else DIGITS.get(part, "")


def _part(said: Sequence[str], at: int) -> str:
    return said[at] if at < len(said) else ""
