"""Shares, silences and interruptions: timings worked out by hand, and what holds for all timings."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcripts.manners.turns import inside, interruptions, longest_silence, share, speaking
from transcripts.words import Utterance, Word

Times = Sequence[tuple[float, float]]


def said(*spans: tuple[float, float], channel: int = 0) -> list[Utterance]:
    """Utterances of one word from start to end each."""
    return [Utterance((Word("word", start, end, 0.9, channel),)) for start, end in spans]


# Hand-made timings, in seconds: what the agent says, what the caller says; then, worked out by hand,
# the agent's share, the longest silence, interruptions by the agent and by the caller.
WORKED_OUT: dict[str, tuple[Times, Times, float, float, int, int]] = {
    # 4 s of 4 + 2; from 4 to 5 nobody speaks
    "one after the other": ([(0, 4)], [(5, 7)], 4 / 6, 1.0, 0, 0),
    # 3 of 3 + 5; at 2 the caller goes on for 3 s more, the agent for 2: the agent cuts in
    "in the middle, and goes on": ([(2, 4), (6, 7)], [(0, 5)], 3 / 8, 1.0, 1, 0),
    # 1.5 of 1.5 + 3.1: the caller has .8 s to come at 2, so stops within 1 s; .2 from 3.5 on
    "and the other gives way": ([(2, 3.5)], [(0, 2.8), (3.7, 4)], 1.5 / 4.6, 0.2, 1, 0),
    # .9 of .9 + 2.8: too short to go on for 1 s, but the caller stops .8 s after it begins
    "a word, and the other gives way": ([(2, 2.9)], [(0, 2.8)], 0.9 / 3.7, 0.0, 1, 0),
    # .5 of .5 + 5: begins in the middle, lasts half a second, the caller goes on for 2.5 s after
    "a word thrown in": ([(2, 2.5)], [(0, 5)], 0.5 / 5.5, 0.0, 0, 0),
    # 2 of 2 + 3: the caller's last .4 s are an end foreseen
    "a little early": ([(2.6, 4.6)], [(0, 3)], 2 / 5, 0.0, 0, 0),
    # the same with exactly half a second to come: that is a cut, the caller having stopped by then
    "half a second early": ([(2.5, 4.5)], [(0, 3)], 2 / 5, 0.0, 1, 0),
    # 3 of 3 + 3: both begin, .4 s apart: nobody had spoken long enough to be cut off
    "both at once": ([(0.4, 3.4)], [(0, 3)], 0.5, 0.0, 0, 0),
    # exactly half a second after: now somebody had
    "half a second after": ([(0.5, 3.5)], [(0, 3)], 0.5, 0.0, 1, 0),
    # each cuts in on the other once: the agent at 2 (caller until 4), the caller at 5 (agent until 7)
    "each once": ([(2, 7)], [(0, 4), (5, 8)], 5 / 12, 0.0, 1, 1),
    # two cuts into one long speech; 2.4 of 2.4 + 10
    "twice into one speech": ([(2, 3.2), (6, 7.2)], [(0, 10)], 2.4 / 12.4, 0.0, 2, 0),
    # the agent's words overlap each other (a recogniser's slip): 3 s from 0 to 3, not 4
    "own words overlapping": ([(0, 2), (1, 3)], [(5, 6)], 3 / 4, 2.0, 0, 0),
    # silence before the first and after the last word is not between speech; of two equal ones the first
    "two equal silences": ([(2, 3), (7, 8)], [(5, 5.5)], 2 / 2.5, 2.0, 0, 0),
    # a short remark inside a long speech does not end it: from 10 to 11 is the only silence
    "inside a long speech": ([(0, 10), (11, 12)], [(1, 1.5)], 11 / 11.5, 1.0, 0, 0),
}


@pytest.mark.parametrize("case", WORKED_OUT)
def test_what_is_worked_out_by_hand_is_what_is_computed(case: str) -> None:
    mine, theirs, agents_share, silence, by_agent, by_caller = WORKED_OUT[case]
    agent, caller = said(*mine, channel=1), said(*theirs)
    found = longest_silence([*agent, *caller])
    assert share(agent, caller) == pytest.approx(agents_share)
    assert (found.seconds if found else 0.0) == pytest.approx(silence)
    assert len(interruptions(agent, caller)) == by_agent
    assert len(interruptions(caller, agent)) == by_caller


def test_who_begins_in_a_pause_of_the_other_took_a_turn_that_looked_free() -> None:
    def caller(pause: float) -> list[Utterance]:
        words = (Word("so", 0, 2, 0.9, 0), Word("then", 2 + pause, 5, 0.9, 0))
        return [Utterance(words)]

    agent = said((2.1, 4), channel=1)
    assert interruptions(agent, caller(pause=0.5)) == []
    assert interruptions(agent, caller(pause=0.25)) == agent


def test_nobody_spoke() -> None:
    assert share([], []) is None
    assert longest_silence([]) is None
    assert longest_silence(said((1, 2))) is None


def test_a_silence_in_which_the_recording_was_paused_is_none() -> None:
    words = said((0, 1), (5, 6), (8, 9))
    found = longest_silence(words, paused=[(4.5, 4.9)])
    assert found is not None
    assert found.seconds == 2
    assert longest_silence(words, paused=[(0.5, 30.0)]) is None


def test_the_silence_knows_what_was_said_before_and_after() -> None:
    long, remark, after = said((0, 9), (2, 3), (12, 13))
    found = longest_silence([after, remark, long])
    assert found is not None
    assert (found.before, found.after) == (long, after)


def test_only_what_begins_in_the_talk_counts_and_until_its_end() -> None:
    words = tuple(Word(text, at, at + 0.8, 0.9, 0) for at, text in enumerate("abcd"))
    (found,) = inside([Utterance(words, "caller")], 1.0, 3.5)
    assert [(word.text, word.end) for word in found.words] == [("b", 1.8), ("c", 2.8), ("d", 3.5)]
    assert list(inside([Utterance(words)], 10.0, 20.0)) == []


# Utterances of one side: milliseconds of pause and of speech in turn, none overlapping another.
side = st.lists(st.tuples(st.integers(1, 4000), st.integers(50, 6000)), max_size=8)


def timed(lengths: list[tuple[int, int]], channel: int, shift: int = 0) -> list[Utterance]:
    edges = list(accumulate((length for pair in lengths for length in pair), initial=shift))[1:]
    return said(
        *((start / 1000, end / 1000) for start, end in zip(edges[::2], edges[1::2], strict=True)),
        channel=channel,
    )


@settings(max_examples=60, deadline=None)
@given(side, side)
def test_shares_lie_between_0_and_1_and_change_places_with_the_channels(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    agent, caller = timed(one, 1), timed(other, 0)
    mine, theirs = share(agent, caller), share(caller, agent)
    if mine is None or theirs is None:
        assert agent == caller == []
        return
    assert 0 <= mine <= 1
    assert mine + theirs == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(side)
def test_speaking_is_the_sum_of_what_does_not_overlap(lengths: list[tuple[int, int]]) -> None:
    total = sum(length for _, length in lengths) / 1000
    spoken = timed(lengths, 0)
    assert speaking(spoken) == pytest.approx(total)
    assert speaking([*spoken, *spoken]) == pytest.approx(total)


@settings(max_examples=60, deadline=None)
@given(side, side)
def test_speech_and_silence_fill_the_time(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    both = timed(one, 1) + timed(other, 0)
    found = longest_silence(both)
    if found:
        whole = max(each.end for each in both) - min(each.start for each in both)
        assert found.seconds <= whole - speaking(both) + 1e-9
        between = said((found.before.end, found.after.start))
        assert speaking([*both, *between]) == pytest.approx(speaking(both) + found.seconds)


@settings(max_examples=60, deadline=None)
@given(side, side, st.integers(0, 20_000_000))
def test_a_later_start_changes_nothing(
    one: list[tuple[int, int]], other: list[tuple[int, int]], later: int
) -> None:
    agent, caller = timed(one, 1), timed(other, 0)
    agent_later, caller_later = timed(one, 1, later), timed(other, 0, later)
    assert share(agent, caller) == share(agent_later, caller_later)
    before, after = longest_silence(agent + caller), longest_silence(agent_later + caller_later)
    assert (before and before.seconds) == (after and after.seconds)
    for mine, theirs, mine_later, theirs_later in (
        (agent, caller, agent_later, caller_later),
        (caller, agent, caller_later, agent_later),
    ):
        places = [mine.index(each) for each in interruptions(mine, theirs)]
        assert places == [
            mine_later.index(each) for each in interruptions(mine_later, theirs_later)
        ]


@settings(max_examples=60, deadline=None)
@given(side, side, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_told_is_of_no_account(
    one: list[tuple[int, int]], other: list[tuple[int, int]], random: Random
) -> None:
    agent, caller = timed(one, 1), timed(other, 0)
    cut, silence = interruptions(agent, caller), longest_silence(agent + caller)
    mixed = agent + caller
    random.shuffle(mixed)
    mine = [each for each in mixed if each.channel == 1]
    theirs = [each for each in mixed if each.channel == 0]
    assert interruptions(mine, theirs) == cut
    assert longest_silence(mixed) == silence
    assert share(mine, theirs) == share(agent, caller)


@settings(max_examples=60, deadline=None)
@given(side, side)
def test_nobody_is_interrupted_more_often_than_the_other_began(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    agent, caller = timed(one, 1), timed(other, 0)
    found = interruptions(agent, caller)
    assert len(found) == len(set(found))
    assert set(found) <= set(agent)
    assert interruptions(agent, []) == []


def test_times_of_the_same_instant_computed_in_two_ways_are_the_same() -> None:
    caller = [replace(each) for each in said((0.1 + 0.2, 3.3))]
    assert len(interruptions(said((0.8, 3.0), channel=1), caller)) == 1
