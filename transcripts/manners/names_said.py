"""Where the agent said their own name and the caller's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from transcripts.manners import named
from transcripts.manners.talk import Talk
from transcripts.manners.wording import Hit, Passage

SHOWN_BEFORE = 2
"""Words shown before a name."""


@dataclass(frozen=True)
class Named:
    """Where a name was said, and where one was said that may be it, heard wrongly."""

    hits: list[Hit]
    unclear: list[Hit]


def own_named(talk: Talk) -> Named:
    """The agent's own name in the opening; "my name is" with another name after it is unclear."""
    parts = named.parts(talk.facts.agent_name)
    hits = [
        hit
        for passage in talk.opening
        for hit in _named(passage, parts, _own_places(passage, talk), talk)
    ]
    return Named(hits, talk.find("names.announces_own", talk.opening))


def caller_named(talk: Talk, own: Sequence[Hit]) -> Named:
    """The caller's name in what the agent said, other than where it is the agent's own.

    Another given name where the caller is addressed is unclear: it may be theirs, heard wrongly.
    """
    mine = {hit.words[-1] for hit in own}
    parts = named.parts(talk.facts.caller_name or "")
    hits, unclear = [], []
    for passage in talk.passages:
        expected = _after(passage, talk, "names.before_caller")
        named_here = _named(passage, parts, expected, talk)
        hits += [hit for hit in named_here if hit.words[-1] not in mine]
        unclear += [
            Hit(passage, place, place)
            for place in sorted(expected)
            if named.is_given_name(passage.words[place].text) and passage.words[place] not in mine
        ]
    return Named(hits, unclear)


def _named(passage: Passage, parts: Iterable[str], expected: set[int], talk: Talk) -> Iterator[Hit]:
    wanted = list(parts)
    for place, word in enumerate(passage.words):
        if word.kind is None and any(
            named.is_said(word.text, part, talk.facts.language, expected=place in expected)
            for part in wanted
        ):
            yield Hit(passage, max(0, place - SHOWN_BEFORE), place)


def _own_places(passage: Passage, talk: Talk) -> set[int]:
    before = {hit.first - 1 for hit in passage.find(talk.wording["names.after_own"]) if hit.first}
    return before | _after(passage, talk, "names.before_own")


def _after(passage: Passage, talk: Talk, name: str) -> set[int]:
    """The places after the wordings of a list; of several titles in a row, after the last."""
    after = {hit.last + 1 for hit in passage.find(talk.wording[name])}
    titles = talk.wording["courtesy.address"]
    while (
        titled := {
            place + 1
            for place in after
            if place < len(passage.words) and titles.fullmatch(passage.words[place].text.lower())
        }
        - after
    ):
        after |= titled
    return {place for place in after if place < len(passage.words)}
