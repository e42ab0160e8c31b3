"""What people say in each language, read from `phrases/*.toml`."""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FALLBACK = "en"


@dataclass(frozen=True)
class Tongue:
    """A language as people speak it on the telephone.

    `answers` has ways of saying each kind of thing; `reasons` are by skill; `words` is the
    telephone alphabet; `talk` has what is said in talks, by who says it.
    """

    names: dict[str, list[str]]
    titles: dict[str, str]
    answers: dict[str, list[str]]
    reasons: dict[str, list[str]]
    words: dict[str, str]
    talk: dict[str, dict[str, list[str]]]

    def say(self, kind: str, rng: random.Random, **filled: str) -> str:
        """One way of saying `kind`, with its places filled in."""
        return rng.choice(self.answers[kind]).format(**filled)

    def spell(self, name: str, rng: random.Random) -> str:
        """`name` letter by letter, plainly or with the telephone alphabet."""
        letters = [letter for letter in name.lower() if letter in self.words]
        if rng.random() < 0.7:
            return self.say("spelling", rng, letters=" ".join(letters))
        way = rng.choice(self.answers["letter"])
        return " ".join(way.format(letter=one, word=self.words[one]) for one in letters)


@cache
def tongue(language: str) -> Tongue:
    """How people speak `language`; English where nothing else is known."""
    folder = files("simulator.people") / "phrases"
    file = folder / f"{language}.toml"
    if not file.is_file():
        file = folder / f"{FALLBACK}.toml"
    return Tongue(**tomllib.loads(file.read_text(encoding="utf-8")))


def pick_name(tongue: Tongue, rng: random.Random) -> tuple[str, str]:
    """A full name and the title that goes with it."""
    sex = rng.choice(("women", "men"))
    whole: Sequence[str] = tongue.names[f"whole_{sex}"]
    if whole and rng.random() < 0.1:
        return rng.choice(whole), tongue.titles[sex]
    given, family = rng.choice(tongue.names[sex]), rng.choice(tongue.names["family"])
    return f"{given} {family}".strip(), tongue.titles[sex]
