"""Who spoke when: shares of the time, silences and interruptions, from the times of words alone.

An utterance lasts from its first word to the end of its last; the short pauses inside it are part
of speaking. Times are compared in whole milliseconds, so that the same instant, computed in two
ways, is the same.

The field's terms, and where the rules here are stricter: Amazon Transcribe Call Analytics reports
as interruptions "if and when one participant cuts off the other participant midsentence" without
saying what counts; other products count every overlap beyond a threshold ("overtalk"). Overlap
alone is no interruption here: it must begin well inside the other's utterance, while a word is
being said, and must last or silence the other. Talk time is theirs (each side's seconds of speech);
the share is of the speech of both sides, where Amazon Connect's "talk time percent" divides by the
whole conversation, silences and holds included. Non-talk time is theirs too, except that silence
counts between speech only, not before the first word and after the last.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from transcripts.words import Utterance

SPOKEN = 500
"""Milliseconds that the other must have spoken: who starts together with somebody cuts off nobody."""
TO_COME = 500
"""Milliseconds the other still went on: an overlap shorter than this is an end foreseen, as it is
in every lively conversation, and takes the turn from nobody."""
LASTS = 1000
"""Milliseconds after which speaking on into the other's words is no slip."""
GIVES_WAY = 1000
"""Milliseconds within which the other's end is taken for giving way."""
BETWEEN_WORDS = 300
"""Milliseconds of pause after which the other seemed to have finished: turns change hands after
some 200, so that who begins in such a pause took a turn that looked free."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A time in which nobody spoke, between two utterances."""

    before: Utterance
    after: Utterance

    @property
    def seconds(self) -> float:
        return (_ms(self.after.start) - _ms(self.before.end)) / 1000

    def holds(self, stretches: Iterable[tuple[float, float]]) -> bool:
        """Whether one of the stretches of time, (from, until), overlaps it."""
        return any(self.before.end < end and begin < self.after.start for begin, end in stretches)


def speaking(utterances: Iterable[Utterance]) -> float:
    """Seconds in which at least one of the utterances lasts."""
    total, until = 0, -(10**12)
    for start, end in sorted((_ms(each.start), _ms(each.end)) for each in utterances):
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total / 1000


def share(mine: Iterable[Utterance], theirs: Iterable[Utterance]) -> float | None:
    """My part of the speaking time of both, 0..1; time in which both speak counts for both.

    None if nobody speaks.
    """
    one, other = speaking(mine), speaking(theirs)
    return one / (one + other) if one + other else None


def longest_silence(
    utterances: Iterable[Utterance], paused: Sequence[tuple[float, float]] = ()
) -> Silence | None:
    """The longest time between utterances of whomever, the first of equals; None if there is none
    because fewer than two were made or somebody was always speaking.

    A silence in which the recording was paused, from and until those seconds, is none.
    """
    found: Silence | None = None
    before: Utterance | None = None
    for after in sorted(utterances, key=_order):
        if before is not None:
            silence = Silence(before, after)
            if silence.seconds > (found.seconds if found else 0) and not silence.holds(paused):
                found = silence
        if before is None or after.end >= before.end:
            before = after
    return found


def interruptions(by: Iterable[Utterance], of: Iterable[Utterance]) -> list[Utterance]:
    """The utterances of one side that interrupt the other, in order.

    One interrupts when they begin while the other is saying a word (not in a pause of
    BETWEEN_WORDS), SPOKEN or more after the other's utterance began and TO_COME or more before
    it ends, and then either speak for LASTS or more or the other ends within GIVES_WAY. Finishing
    the other's sentence for them counts too: the words do not tell help from haste.
    Back-channels are to be left out by the caller, on both sides.
    """
    others = sorted(of, key=_order)
    begun = [_ms(each.start) for each in others]
    until = list(accumulate((_ms(each.end) for each in others), max))

    def cuts(mine: Utterance) -> bool:
        start = _ms(mine.start)
        place = bisect_right(begun, start - SPOKEN)
        # those that began before and, one of them at least, last long enough
        while place and until[place - 1] >= start + TO_COME:
            place -= 1
            if _cuts(mine, others[place]):
                return True
        return False

    return [mine for mine in sorted(by, key=_order) if cuts(mine)]


def _cuts(mine: Utterance, other: Utterance) -> bool:
    """Whether mine, begun long enough after the other, interrupts it."""
    start = _ms(mine.start)
    to_come = _ms(other.end) - start
    if to_come < TO_COME or not _is_saying(other, start):
        return False
    return _ms(mine.end) - start >= LASTS or to_come <= GIVES_WAY


def _is_saying(utterance: Utterance, at: int) -> bool:
    """Whether a word is being said, or was and goes on, without a pause around this moment."""
    ends = [_ms(word.end) for word in utterance.words if _ms(word.start) <= at]
    nexts = [_ms(word.start) for word in utterance.words if _ms(word.start) > at]
    last, after = max(ends, default=at), min(nexts, default=at)
    return at <= last or after - last < BETWEEN_WORDS


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _order(utterance: Utterance) -> tuple[int, int, int, Sequence[str]]:
    return (_ms(utterance.start), _ms(utterance.end), utterance.channel, utterance.terms)


def inside(utterances: Iterable[Utterance], start: float, end: float) -> Iterator[Utterance]:
    """What of the utterances was said from start to end: the words that begin in it, until its end."""
    for utterance in utterances:
        words = tuple(
            replace(word, end=min(word.end, end))
            for word in utterance.words
            if start <= word.start < end
        )
        if words:
            yield replace(utterance, words=words)
