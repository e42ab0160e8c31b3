"""What a measure of a talk is: a value that is known or not, with the words it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from transcripts.words import Utterance, Word

State = Literal["known", "unknown", "not-due"]

SURE = 0.5
"""Mean confidence of words below which they are taken for a guess: as likely wrong as right."""
ENOUGH = 5
"""Words, the fewest from which can be told that something was not said; a greeting with a name in
it is about as long."""
GUESSES = 0.1
"""Share of words below SURE from which "not said" is not known: wordings have one to three words, so
that of ten words one that was guessed may be what is looked for."""
MOST_EVIDENCE = 12
"""Places shown for one measure, the first ones."""
MOST_WORDS = 12
"""Words shown of one place, the first ones."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words, and where they are: seconds of the recording, channel."""

    start: float
    end: float
    channel: int
    words: str


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` is None unless the state is known; yes is 1.0, no 0.0."""

    state: State
    value: float | None = None
    evidence: tuple[Evidence, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As kept on record: evidence as lists of start, end, channel and words."""
        shown = [[each.start, each.end, each.channel, each.words] for each in self.evidence]
        return {"state": self.state, "value": self.value, "evidence": shown}


UNKNOWN = Measure("unknown")
NOT_DUE = Measure("not-due")


def known(value: float, places: Iterable[Sequence[Word]] = ()) -> Measure:
    """A measure with its value, to a thousandth, and the words it came from."""
    return Measure("known", round(value, 3), evidence(places))


def unsure(places: Iterable[Sequence[Word]]) -> Measure:
    """An unknown measure, with the words that leave it open."""
    return Measure("unknown", None, evidence(places))


def evidence(places: Iterable[Sequence[Word]]) -> tuple[Evidence, ...]:
    """The first words of each of the first places, what was taken out named by its kind."""
    shown = [tuple(words)[:MOST_WORDS] for words in places if words][:MOST_EVIDENCE]
    return tuple(
        Evidence(
            round(words[0].start, 3),
            round(max(word.end for word in words), 3),
            words[0].channel,
            Utterance(words).text,
        )
        for words in shown
    )


def confidence(words: Iterable[Word]) -> float | None:
    """The mean confidence of words that were not taken out; None if there are none."""
    heard = [word.confidence for word in words if word.kind is None]
    return fmean(heard) if heard else None


def is_sure(words: Iterable[Word]) -> bool:
    """Whether the words were probably said so."""
    return (confidence(words) or 0.0) >= SURE


def is_understood(words: Iterable[Word]) -> bool:
    """Whether there are ENOUGH words, on the whole probably said so."""
    heard = [word for word in words if word.kind is None]
    return len(heard) >= ENOUGH and is_sure(heard)


def is_clear(words: Iterable[Word]) -> bool:
    """Whether so much was understood that what is not among the words was not said."""
    heard = [word for word in words if word.kind is None]
    guesses = sum(word.confidence < SURE for word in heard)
    return is_understood(heard) and guesses <= GUESSES * len(heard)
