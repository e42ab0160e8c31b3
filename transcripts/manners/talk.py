"""One talk as the measures see it: what its agent and its caller said, and how it is put."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from transcripts.manners.turns import inside
from transcripts.manners.wording import Hit, Passage, Wording
from transcripts.words import TalkFacts, Utterance, Word

OPENING = 15.0
"""Seconds from the talk's start within which who answers a call has greeted and said their name."""
CLOSING = 30.0
"""Seconds before the talk's end within which people take leave."""
FIRST, LAST = 2, 2
"""Utterances that are the opening and the closing however long they take."""


@dataclass(frozen=True)
class Talk:
    """What the agent and the caller said in one talk, each in order of time."""

    facts: TalkFacts
    wording: Wording
    agent: tuple[Utterance, ...]
    caller: tuple[Utterance, ...]

    @cached_property
    def passages(self) -> list[Passage]:
        """The agent's utterances, ready to look for wordings."""
        return [Passage(each.words) for each in self.agent]

    @property
    def words(self) -> list[Word]:
        """The agent's words."""
        return [word for each in self.agent for word in each.words]

    @property
    def opening(self) -> list[Passage]:
        """The agent's first utterances."""
        until = self.facts.start + OPENING
        return [
            each
            for place, each in enumerate(self.passages)
            if place < FIRST or each.words[0].start < until
        ]

    @property
    def closing(self) -> list[Passage]:
        """The agent's last utterances; the first of all is none of them."""
        since = self.facts.end - CLOSING
        last = len(self.passages) - LAST
        return [
            each
            for place, each in enumerate(self.passages)
            if place and (place >= last or each.words[-1].end > since)
        ]

    def find(self, name: str, passages: Iterable[Passage] | None = None) -> list[Hit]:
        """Where the wordings of a list stand in what the agent said."""
        pattern = self.wording[name]
        searched = self.passages if passages is None else passages
        return [hit for passage in searched for hit in passage.find(pattern)]


def of_talk(utterances: Sequence[Utterance], facts: TalkFacts) -> list[Utterance]:
    """What was said in the talk, in order of time. Other agents' talks are left out."""
    mine = (
        each
        for each in inside(utterances, facts.start, facts.end)
        if each.speaker != "agent" or each.talk in (None, facts.talk)
    )
    return sorted(mine, key=lambda each: (each.start, each.end, each.channel))
