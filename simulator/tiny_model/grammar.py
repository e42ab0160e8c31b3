"""What the models can hear: the simulator's phrases and, for variety, sentences of their own.

A line may hold alternatives, "(now|later)", and slots, "{name}", whose values are lines too.
"""

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SLOT = re.compile(r"\{(\w+)\}")
CHOICE = re.compile(r"\(([^()]*)\)")
TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
NOT_LINES = {"names", "titles", "words"}
NOT_WORDS = {"spelling", "letter", "case number", "supervisor"}
"""Answers that are said to the hotline alone, which nobody writes down; single letters are too
alike on the telephone."""
LANGUAGES = ("en", "id")


class NoSlot(KeyError):
    """A line has a slot that nobody fills."""


@dataclass(frozen=True)
class Grammar:
    """The `lines` that may be said in a language and what may stand in their `slots`."""

    language: str
    lines: tuple[str, ...]
    slots: Mapping[str, tuple[str, ...]]

    def sentence(self, dice: random.Random) -> str:
        """One of the lines, with its slots filled and its alternatives chosen."""
        line = dice.choice(self.lines)
        while True:
            if found := CHOICE.search(line):
                value = dice.choice(found[1].split("|"))
            elif found := SLOT.search(line):
                value = dice.choice(self._values(found[1]))
            else:
                return " ".join(line.split())
            line = line[: found.start()] + value + line[found.end() :]

    def vocabulary(self) -> tuple[str, ...]:
        """Every word that a sentence can hold, in alphabetical order."""
        seen: set[str] = set()
        waiting = list(self.lines)
        words: set[str] = set()
        while waiting:
            line = waiting.pop()
            words.update(tokens(SLOT.sub(" ", line)))
            slots = set(SLOT.findall(line)) - seen
            seen |= slots
            waiting.extend(value for slot in slots for value in self._values(slot))
        return tuple(sorted(words))

    def _values(self, slot: str) -> tuple[str, ...]:
        if slot not in self.slots:
            raise NoSlot(f"{{{slot}}} of the {self.language} phrases has no values")
        return self.slots[slot]


@dataclass(frozen=True)
class Hearing:
    """Voices to learn from and others to measure with, and which of eSpeak's phones are one."""

    voices: tuple[str, ...]
    held_out: tuple[str, ...]
    phones: Mapping[str, str]


def tokens(text: str) -> list[str]:
    """The words of `text` as a recogniser writes them: lower case, hyphens parted, no signs."""
    return [word.lower() for word in TOKEN.findall(text)]


@cache
def grammar(language: str) -> Grammar:
    """What is said in `language`: phrases of the simulator's people and `LANGUAGE.toml` here."""
    phrases = _read("simulator.people", f"phrases/{language}.toml")
    own = _read("simulator.tiny_model", f"{language}.toml")
    places = _table(_table(phrases["talk"]).pop("places"))
    answers = _table(phrases["answers"])
    for kind in NOT_WORDS:
        answers.pop(kind)
    answers["choice"] = [way.replace("{title}", "{topic}") for way in _strings(answers["choice"])]
    slots = _filled(phrases) | places | _table(own["slots"])
    lines = [line for key in phrases if key not in NOT_LINES for line in _strings(phrases[key])]
    return Grammar(
        language,
        (*lines, *_strings(own["lines"])),
        {name: tuple(_strings(values)) for name, values in slots.items()},
    )


def _filled(phrases: Mapping[str, object]) -> dict[str, object]:
    """What the simulator's people fill into their phrases themselves."""
    names = _table(phrases["names"])
    return {
        "given": [names["women"], names["men"]],
        "family": names["family"],
        "whole": [names["whole_women"], names["whole_men"]],
        "title": phrases["titles"],
        "reason": phrases["reasons"],
    }


@cache
def hearing(language: str) -> Hearing:
    """How `language` is spoken to the models."""
    table = _table(_read("simulator.tiny_model", f"{language}.toml")["hearing"])
    return Hearing(
        tuple(_strings(table["voices"])),
        tuple(_strings(table["held_out_voices"])),
        {name: str(same) for name, same in _table(table["phones"]).items()},
    )


def _read(package: str, name: str) -> dict[str, object]:
    return tomllib.loads((files(package) / name).read_text(encoding="utf-8"))


def _table(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(f"not a table: {value!r}")
    return value


def _strings(value: object) -> Iterator[str]:
    """All strings in nested tables and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inside in value.values() if isinstance(value, dict) else value:
            yield from _strings(inside)
