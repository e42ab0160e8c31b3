"""The word lists that understanding names leans on, packaged beside the code."""

from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["given-names", "surnames", "not-names", "everyday"]


@cache
def words(kind: Kind, language: str) -> tuple[str, ...]:
    """The words of one list in their order, lower case, each once."""
    lines = files("ivr").joinpath("data", f"{kind}-{language}.txt").read_text("utf-8").splitlines()
    found = (word for line in lines if not line.startswith("#") for word in line.split())
    return tuple(dict.fromkeys(found))


@cache
def lookup(kind: Kind, *languages: str) -> frozenset[str]:
    """The words of a list in one or several languages, to ask whether a word is among them."""
    return frozenset(word for language in languages for word in words(kind, language))
