"""Dialogues written in one line: `A: your card? C: it is (2) {card four two four two}`.

A and C change the side (agent, caller), a number in brackets is a pause in seconds, and curly
brackets hold what is private, after its kind; after a + what goes on from there on the same side.
"""

import re
from collections.abc import Iterable

from transcripts.words import Word

WORD, BREATH, TURN = 0.3, 0.05, 0.6  # s
CHANNELS = {"C:": 0, "A:": 1}


def dialogue(line: str, *, confidence: float = 0.9) -> list[Word]:
    """The words of a dialogue, one after the other."""
    words: list[Word] = []
    at, channel = 0.0, 0
    for item in re.sub(r"\{[\w+]+ |\}", "", line).split():
        if item in CHANNELS:
            channel = CHANNELS[item]
            at += TURN
        elif item.startswith("("):
            at += float(item[1:-1])
        else:
            words.append(Word(item, at, at + WORD, confidence, channel))
            at += WORD + BREATH
    return words


def what_stays(line: str) -> str:
    """The dialogue as it should be read: what is private is named by its kind."""
    turns = re.sub(r"\{(\w+) [^}]*\}", r"[\1]", re.sub(r"\{\+ [^}]*\}", "", line))
    return " ".join(item for item in turns.split() if item not in CHANNELS and item[0] != "(")


def text(words: Iterable[Word]) -> str:
    return " ".join(f"[{word.kind}]" if word.kind else word.text for word in words)
