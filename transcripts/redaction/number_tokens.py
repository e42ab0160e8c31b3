"""What one channel said, as far as numbers go: numbers, what names them, and what lies between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from transcripts.redaction.number_cues import (
    COUNTERS,
    IDIOMS,
    LONGEST_PHRASE,
    THIN,
    UNITS,
    WAITING,
    Phrases,
    Topic,
)
from transcripts.redaction.spoken_numbers import TIMES, may_begin, parts, read
from transcripts.words import Word

Sort = Literal["number", "amount", "cue", "thin", "idiom", "word", "taken"]

SURE = 0.5
"""Below this confidence a word may be anything, a misheard digit too."""

SEAM = 1.0
"""s; nobody pauses so long within one number word."""
LONGEST_NUMBER = 16  # parts, of one number word or amount
Saying = tuple[Sort, int, str, Topic | None]
"""A token's sort, how many parts it has, its digits, what it names."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a word; `word` is the word's place among all."""

    text: str
    word: int
    start: float
    end: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Token:
    """Some parts that say one thing; `words` are the first and the last word's places."""

    sort: Sort
    words: tuple[int, int]
    start: float
    end: float
    text: str = ""  # of its first part
    digits: str = ""
    topic: Topic | None = None
    sure: bool = True

    @property
    def counts_next(self) -> bool:
        """ "Pukul" two: what follows is no row of digits."""
        return self.text in COUNTERS

    @property
    def counts_last(self) -> bool:
        """Two "hari": what came before is none."""
        return self.text in UNITS


def pieces(words: Sequence[Word], places: Sequence[int]) -> list[Part]:
    """The parts of the words at these places; one without text for what was taken out."""
    return [
        Part(text, place, word.start, word.end, word.confidence >= SURE)
        for place in places
        for word in (words[place],)
        for text in ([""] if word.kind else parts(word.text))
    ]


def tokens(said: Sequence[Part], phrases: Phrases) -> Iterator[Token]:
    """What the parts say, phrase by phrase and number by number."""
    texts = [part.text for part in said]
    openings = {phrase[0] for phrase in (*phrases, *WAITING, *IDIOMS)}
    at = 0
    while at < len(said):
        opens = texts[at] in openings or _bare(texts[at]) in openings
        saying = _phrase(said, texts, at, phrases) if opens else None
        sort, steps, digits, topic = saying or _number(said, at)
        first, last = said[at], said[at + steps - 1]
        places = first.word, last.word
        yield Token(sort, places, first.start, last.end, first.text, digits, topic, first.sure)
        at += steps


def _phrase(said: Sequence[Part], texts: Sequence[str], at: int, phrases: Phrases) -> Saying | None:
    """The phrase that begins at this part."""
    for length in range(min(LONGEST_PHRASE, len(texts) - at), 0, -1):
        phrase = tuple(texts[at : at + length])
        if topic := phrases.get(phrase) or phrases.get(tuple(map(_bare, phrase))):
            return "cue", length, "", topic
        if phrase in WAITING or (phrase in IDIOMS and not _touched(said, at, length)):
            return "idiom", length, "", None
    return None


def _number(said: Sequence[Part], at: int) -> Saying:
    """The number that begins at this part, or the word that stands there."""
    text = said[at].text
    if not text:
        return "taken", 1, "", None
    plus = text in {"+", "plus"} and at + 1 < len(said)
    begins = may_begin(said[at + plus].text)
    if begins and (number := read(_at_one_go(said, at + plus), 0)):
        sort: Sort = "number" if number.digits else "amount"
        return sort, number.parts + plus, "+" * plus + number.digits, None
    return "thin" if text in THIN or text in TIMES else "word", 1, "", None


def _at_one_go(said: Sequence[Part], at: int) -> list[str]:
    """The next parts up to a pause: "eighty", and later "one", are two numbers."""
    end = at + 1
    while end < min(len(said), at + LONGEST_NUMBER) and said[end].start - said[end - 1].end < SEAM:
        end += 1
    return [part.text for part in said[at:end]]


def _bare(text: str) -> str:
    """ "Kodenya" names a number as "kode" does."""
    return text.removesuffix("nya")


def _touched(said: Sequence[Part], at: int, length: int) -> bool:
    """Whether the number word of an idiom belongs to more digits: "nomor satu dua tiga"."""
    last = _at_one_go(said, at + length - 1)
    ends = read(last, 0) and read(last, 1)
    before = _at_one_go(said, at - 1) if at else []
    begins = len(before) > 1 and read(before, 0) and read(before, 1)
    return bool(ends or begins)
