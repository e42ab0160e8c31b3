"""Numbers said aloud as people do: in groups, with pauses, hesitation and the other side's "mm-hm"."""

from collections.abc import Sequence
from random import Random

from transcripts.redaction.private_numbers import luhn
from transcripts.words import Word

EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
ID = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ZEROS = {"en": ["zero", "oh", "o", "nought"], "id": ["nol", "kosong", "oh"]}
DOUBLE = {"en": "double", "id": "dobel"}
BETWEEN = {"en": ["uh", "um", "then", "dash", "and"], "id": ["ee", "lalu", "terus", "strip", "eh"]}
BACK = {"en": ["yes", "mm-hm", "okay", "right"], "id": ["ya", "iya", "baik", "lanjut", "oke"]}
AREAS = ("415267", "212555", "312867")
PROVINCES = ("11", "31", "32", "33", "73", "91")  # no card begins like these


def card(random: Random) -> str:
    """A card number with a right check digit."""
    length, begin = random.choice([(16, "4"), (16, "5204"), (15, "37"), (16, "3530"), (16, "6011")])
    body = begin + "".join(random.choices("0123456789", k=length - 1 - len(begin)))
    return next(body + check for check in "0123456789" if luhn(body + check))


def phone(random: Random) -> str:
    """A mobile number of Indonesia, at home or with the country's code, or one of the US."""
    rest = "".join(random.choices("0123456789", k=7))
    return random.choice([f"0812{rest}", f"0857{rest}1", f"62811{rest}", f"{AREAS[0]}{rest[:4]}"])


def identity(random: Random) -> str:
    """A NIK of somebody who was never born."""
    day = random.randint(1, 31) + 40 * random.randint(0, 1)
    born = f"{day:02}{random.randint(1, 12):02}{random.randint(0, 99):02}"
    where = f"{random.choice(PROVINCES)}{random.randint(1, 79):02}{random.randint(1, 30):02}"
    return f"{where}{born}{random.randint(1, 9999):04}"


def group(digits: str, language: str, random: Random) -> list[str]:
    """The words for some digits: one by one, in pairs, or doubled.

    Never a bare "ninety": with a "nine" after it nobody can tell it from ninety nine.
    """
    words: list[str] = []
    while digits:
        pair, way = digits[:2], random.random()
        if len(pair) == 2 and pair[0] == pair[1] and way < 0.5:
            words += [DOUBLE[language], _digit(pair[0], language, random)]
        elif len(pair) == 2 and "0" not in pair and way < 0.2:
            words += _pair(pair, language)
        else:
            words.append(_digit(digits[0], language, random))
            pair = digits[0]
        digits = digits[len(pair) :]
    return words


def call(digits: str, language: str, random: Random, longest_pause: float = 6.0) -> list[Word]:
    """The caller says a number in groups; the agent may say something in between."""
    words: list[Word] = []
    at = 1.0
    while digits:
        size = random.randint(2, 5)
        if len(digits) - size == 1:
            size += 1
        said = group(digits[:size], language, random)
        if words and random.random() < 0.4:
            said.insert(0, random.choice(BETWEEN[language]))
        for word in said:
            words.append(Word(word, at, at + 0.3, random.uniform(0.6, 1.0), 0))
            at += 0.35
        digits = digits[size:]
        if random.random() < 0.5:
            words.append(Word(random.choice(BACK[language]), at, at + 0.3, 0.9, 1))
        at += random.uniform(0.0, longest_pause)
    return words


def digits_left(words: Sequence[Word]) -> list[str]:
    """Words of the result that say a digit."""
    sayable = {*EN, *ID, *TEENS, *TENS, *ZEROS["en"], *ZEROS["id"], *DOUBLE.values()}
    sayable |= {"puluh", "belas", "sepuluh", "sebelas"}
    return [word.text for word in words if word.kind is None and word.text in sayable]


def _digit(digit: str, language: str, random: Random) -> str:
    if digit == "0":
        return random.choice(ZEROS[language])
    return (ID if language == "id" and random.random() < 0.9 else EN)[int(digit)]


def _pair(pair: str, language: str) -> list[str]:
    tens, unit = int(pair[0]), int(pair[1])
    if language == "en":
        if tens == 1:
            return [TEENS[unit]]
        return [TENS[tens - 2], EN[unit]]
    if pair == "11":
        return ["sebelas"]
    if tens == 1:
        return [ID[unit], "belas"]
    return [ID[tens], "puluh", ID[unit]]
