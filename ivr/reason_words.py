"""What a caller said, brought to plain words and to what those words mean."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from ivr import lexicon_en, lexicon_id
from ivr.stems import english_stem, indonesian_stem

LONGEST = 1000  # characters, about a minute of speech: whatever follows repeats the reason
LONGEST_PHRASE = 5  # words
MOST_MEANINGS = 40  # they are paired with each other, so a ramble would cost its square

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[$£€¥]")

_SIGNS = dict.fromkeys("$£€¥", "money") | dict.fromkeys("0123456789", "#")


class ReasonWords:
    """Reads one language. A language without a lexicon is read word by word."""

    def __init__(self, language: str) -> None:
        lexicon = {"en": lexicon_en, "id": lexicon_id}.get(language)
        self._fillers = frozenset(lexicon.FILLERS.split()) if lexicon else frozenset()
        self._stop = frozenset(lexicon.STOP.split()) if lexicon else frozenset()
        self._spoken = _pairs(lexicon.SPOKEN if lexicon else "")
        groups = _groups(lexicon.MEANINGS if lexicon else "")
        words = {word for group in groups.values() for word in group}
        self._phrases = {word for word in words | self._fillers if "_" in word}
        self._stem = _stemmer(language, words)
        self._meanings: dict[str, list[str]] = {}
        for meaning, group in groups.items():
            for key in {self._key(word) for word in group}:
                self._meanings.setdefault(key, []).append(meaning)

    def plain(self, said: str) -> list[str]:
        """Return the words without fillers, or all of them if nothing but fillers was said.

        The words of a known phrase come as one, joined by underscores.
        """
        words = list(self._joined(list(self._spelled_out(said))))
        return [word for word in words if word not in self._fillers] or words

    def meanings(self, words: list[str]) -> list[str]:
        """Return what plain words mean, once each: a known meaning in capitals, else a stem."""
        found = (meaning for word in words for meaning in self._meaning(word))
        return list(dict.fromkeys(found))[:MOST_MEANINGS]

    def _meaning(self, word: str) -> list[str]:
        key = self._key(word)
        return self._meanings.get(key) or ([] if word in self._stop else [key])

    def _key(self, word: str) -> str:
        return word if "_" in word else self._stem(word)

    def _spelled_out(self, said: str) -> Iterator[str]:
        text = unicodedata.normalize("NFKC", said[:LONGEST]).casefold()
        found = _WORD.findall(re.sub(r"[\u2018\u2019\u02bc`]", "'", text))
        if not any(word[0].isalpha() for word in found):
            return
        for word in found:
            bare = word.replace("'", "")
            meant = self._spoken.get(word) or self._spoken.get(bare) or _SIGNS.get(word[0], bare)
            yield from meant.split("_")

    def _joined(self, words: list[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            for length in range(min(LONGEST_PHRASE, len(words) - at), 0, -1):
                phrase = "_".join(words[at : at + length])
                if length == 1 or phrase in self._phrases:
                    yield phrase
                    at += length
                    break


def _pairs(text: str) -> dict[str, str]:
    return {said: meant for said, _, meant in (pair.partition("=") for pair in text.split())}


def _groups(text: str) -> dict[str, list[str]]:
    lines = (line.partition(":") for line in text.splitlines() if line)
    return {meaning.upper(): words.split() for meaning, _, words in lines}


def _stemmer(language: str, words: set[str]) -> Callable[[str], str]:
    if language == "en":
        return english_stem
    if language == "id":
        return lambda word: indonesian_stem(word, words)
    return str
