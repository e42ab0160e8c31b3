"""What is said in each language, read from `phrases/*.toml`, and where it stands in what was heard."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from types import MappingProxyType

from transcripts.words import Utterance, Word

BREATH = 0.3
"""Seconds of pause that end a clause. Within a clause gaps between words are mostly below .2 s."""

_LANGUAGES = frozenset({"en", "id"})
_NO_WORD = "/"  # stands for what was taken out: no wording holds it


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `last` (included) of a passage, found by a wording."""

    passage: "Passage"
    first: int
    last: int

    @property
    def words(self) -> tuple[Word, ...]:
        return self.passage.words[self.first : self.last + 1]

    @property
    def places(self) -> range:
        return range(self.first, self.last + 1)


class Passage:
    """Words in a row, such as an utterance, to look for wordings in."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = tuple(words)
        said = [_plain(word) for word in self.words]
        self.text = " ".join(said)
        self._starts = [0, *accumulate(len(each) + 1 for each in said)][: len(said)]
        pauses = (after.start - before.end >= BREATH for before, after in pairwise(self.words))
        self.clause_starts = [0, *(at for at, pause in enumerate(pauses, start=1) if pause)]

    def find(self, pattern: re.Pattern[str]) -> Iterator[Hit]:
        """Where the pattern matches, from left to right, without overlap."""
        for match in pattern.finditer(self.text):
            if match.start() < match.end():
                yield self._hit(match)

    def at(self, pattern: re.Pattern[str], place: int) -> Hit | None:
        """The match that begins at the word in this place."""
        match = pattern.match(self.text, self._starts[place])
        return self._hit(match) if match and match.end() > match.start() else None

    def said(self, places: Iterable[int]) -> tuple[str, ...]:
        """The words in these places as wordings have them."""
        return tuple(_plain(self.words[place]) for place in places)

    def clause(self, place: int) -> range:
        """The places of the clause that the word in this place belongs to."""
        after = bisect_right(self.clause_starts, place)
        stop = [*self.clause_starts[after : after + 1], len(self.words)][0]
        return range(self.clause_starts[after - 1], stop)

    def _hit(self, match: re.Match[str]) -> Hit:
        last = bisect_left(self._starts, match.end()) - 1
        return Hit(self, bisect_left(self._starts, match.start()), last)


def _plain(word: Word) -> str:
    """The word as wordings have it: lower case, straight apostrophes, no spaces or hyphens."""
    text = word.text.casefold().replace("\u2019", "'").strip(".,?!;: ")
    return text.replace(" ", "").replace("-", "") if word.kind is None and text else _NO_WORD


class Wording:
    """The wordings of one language."""

    def __init__(self, tables: Mapping[str, Mapping[str, object]]) -> None:
        self._parts = _with_numbers({name: str(part) for name, part in tables["parts"].items()})
        self._patterns = {
            f"{table}.{name}": self._compiled(entries)
            for table, entries_of in tables.items()
            for name, entries in entries_of.items()
            if isinstance(entries, list)
        }
        self._number = whole_words(self._parts["number"])
        self.endings = str(tables["points"]["endings"])
        cue, between = ("|".join(_listed(tables["points"], name)) for name in ("cue", "between"))
        self.number_said = whole_words(
            self.filled(
                rf"(?:{cue})(?: (?:{between})){{0,2}} (?:<number>(?: <number>)+|\d\d+)|<digits>"
            )
        )

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """The pattern of a list, such as `courtesy.greeting`."""
        return self._patterns[name]

    def _compiled(self, entries: Sequence[str]) -> re.Pattern[str]:
        return whole_words(self.filled("|".join(entries)))

    def filled(self, entry: str) -> str:
        """The entry with its parts in place."""
        return re.sub(r"<(\w+)>", lambda part: f"(?:{self._parts[part[1]]})", entry)

    def turn(self, utterance: Utterance) -> Utterance | None:
        """The utterance without the one or two back-channels ("mm-hm", "iya pak") that it begins
        with; None if there is nothing else in it, so that it took no turn."""
        passage, place, phrases = Passage(utterance.words), 0, 0
        while place < len(passage.words):
            hit = passage.at(self["courtesy.back_channel"], place) if phrases < 2 else None
            phrases += hit is not None
            hit = hit or (passage.at(self["courtesy.address"], place) if place else None)
            if hit is None:
                return replace(utterance, words=utterance.words[place:])
            place = hit.last + 1
        return None

    def is_number(self, text: str) -> bool:
        """Whether a word is one of those that numbers are said with."""
        return self._number.fullmatch(text) is not None


def _listed(table: Mapping[str, object], name: str) -> list[str]:
    found = table[name]
    return [str(entry) for entry in found] if isinstance(found, list) else []


def _with_numbers(parts: dict[str, str]) -> Mapping[str, str]:
    """`numbers` is a run of number words, `digits` one of four digits or more said one by one."""
    number, unit = parts["number"], parts["unit"]
    parts["numbers"] = f"(?:{number})(?:(?: and| dan)? (?:{number}))*"
    parts["digits"] = f"(?:(?:{unit}) ){{3,}}(?:{unit})"
    return MappingProxyType(parts)


def whole_words(pattern: str) -> re.Pattern[str]:
    """The pattern, but only where it begins and ends with a word."""
    return re.compile(rf"(?<!\S)(?:{pattern})(?!\S)")


@cache
def wording(language: str) -> Wording | None:
    """The wordings of a language, None where there are none."""
    code = language[:2].lower()
    if code not in _LANGUAGES:
        return None
    text = files("transcripts.manners").joinpath("phrases", f"{code}.toml").read_text("utf-8")
    return Wording(tomllib.loads(text))
