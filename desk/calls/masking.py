"""Names that the reader may not see: covered wherever they are said."""

import re
from collections.abc import Iterable, Iterator

from records.search import plain

_PART = re.compile(r"[^\W_]+")
_WORD = re.compile("[^\\W_]+(?:['`\u00b4\u2018\u2019\u02bc\u02bb][^\\W_]+)*")  # Nur'aini is one


class Mask:
    """Covers the words of some names; one of no names covers nothing."""

    def __init__(self, names: Iterable[str | None] = ()) -> None:
        self.words = frozenset(
            reading for name in names if name for word in _words(name) for reading in word
        )

    def hides(self, text: str) -> bool:
        """Whether any word of the names is in the text."""
        return any(word & self.words for word in _words(text))

    def covered(self, text: str, mark: str) -> str:
        """The text with `mark` in the place of each word of the names."""
        return _WORD.sub(lambda found: mark if self.hides(found[0]) else found[0], text)


def _words(text: str) -> Iterator[frozenset[str]]:
    """Each word in its readings: as a whole, and in the parts between its apostrophes, for a
    name that is on record as Nur'aini may be heard as nuraini."""
    for word in _WORD.findall(text):
        yield frozenset(map(plain, (word, *_PART.findall(word))))
