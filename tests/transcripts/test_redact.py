"""What is private is taken out of a conversation, and nothing else."""

import tomllib
from pathlib import Path
from random import Random

import pytest

from tests.transcripts.spoken import dialogue, text, what_stays
from transcripts.redaction.redact import MARGIN, redact
from transcripts.words import Span, Word

CASES = tomllib.loads((Path(__file__).parent / "redaction_cases.toml").read_text())
PRIVATE, HARMLESS = (
    [(language, line) for language, lines in CASES[sort].items() for line in lines]
    for sort in ("private", "harmless")
)
CARD = "four two four two four two four two four two four two four two four two"


@pytest.mark.parametrize(("language", "line"), PRIVATE)
def test_what_is_private_goes_and_the_rest_stays(language: str, line: str) -> None:
    words, _ = redact(dialogue(line), language)
    assert text(words) == what_stays(line)


@pytest.mark.parametrize(("language", "line"), HARMLESS)
def test_what_is_harmless_stays_as_spoken(language: str, line: str) -> None:
    said = dialogue(line)
    assert redact(said, language) == (said, [])


@pytest.mark.parametrize("language", ["en", "id"])
def test_all_cases_said_in_one_long_call_lose_the_same_numbers(language: str) -> None:
    lines = [line for where, line in PRIVATE if where == language]
    said = dialogue(" (60) ".join(lines))
    words, _ = redact(said, language)
    assert text(words) == " ".join(map(what_stays, lines))


def test_one_word_stands_for_all_that_was_taken_out_and_spans_it() -> None:
    said = dialogue(f"C: it is {CARD} thanks")
    words, _ = redact(said, "en")
    digits = said[2:-1]
    card = words[2]
    assert (card.kind, card.text, card.channel) == ("card", "", 0)
    assert (card.start, card.end) == (digits[0].start, digits[-1].end)
    assert card.confidence == pytest.approx(0.9)


def test_the_span_to_silence_leaves_a_margin_on_both_sides() -> None:
    said = dialogue(f"C: it is {CARD} thanks")
    _, spans = redact(said, "en")
    assert spans == [Span(0, said[2].start - MARGIN, said[-2].end + MARGIN, "card")]


def test_spans_that_touch_are_one_and_none_begins_before_the_recording() -> None:
    out = [Word("", 0.05, 1.0, 0.9, 0, "card"), Word("", 1.1, 2.0, 0.9, 0, "phone")]
    assert redact(out, "en") == (out, [Span(0, 0.0, 2.0 + MARGIN, "card")])


def test_each_side_is_silenced_only_where_it_said_the_number() -> None:
    _, spans = redact(dialogue(f"C: {CARD} A: yes thank you {CARD}"), "en")
    assert [span.channel for span in spans] == [0, 1]
    assert spans[0].end < spans[1].start


def test_in_a_mono_recording_both_sides_words_lie_between_the_digits() -> None:
    line = "C: four two four two yes four two four two mm-hm four two four two ya four two four two"
    words, spans = redact(dialogue(line), "en")
    assert text(words) == "[card]"
    assert len(spans) == 1


def test_a_word_that_was_hardly_understood_does_not_end_a_number() -> None:
    said = dialogue(f"C: {CARD}")
    said[5] = Word("furniture", said[5].start, said[5].end, 0.3, 0)
    said[0] = Word("door", said[0].start, said[0].end, 0.3, 0)
    assert text(redact(said, "en")[0]) == "[card]"


def test_digits_too_far_apart_are_not_one_number() -> None:
    line = (
        "C: four two four two (30) four two four two (30) four two four two (30) four two four two"
    )
    said = dialogue(line)
    assert redact(said, "en") == (said, [])


def test_nothing_said_is_nothing_taken_out() -> None:
    assert redact([], "id") == ([], [])


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("language", ["en", "id"])
def test_harmless_things_said_one_after_another_make_no_private_number(
    language: str, seed: int
) -> None:
    said = dialogue(" (2) ".join(Random(seed).sample(CASES["harmless"][language], 8)))
    assert redact(said, language) == (said, [])


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("language", ["en", "id"])
def test_nothing_said_around_a_private_number_lets_it_stay(language: str, seed: int) -> None:
    random = Random(seed)
    lines = random.sample(CASES["harmless"][language], 3)
    lines += random.sample(CASES["private"][language], 2)
    random.shuffle(lines)
    line = " (2) ".join(lines)
    words, _ = redact(dialogue(line), language)
    may_stay = iter(what_stays(line).split())
    assert all(word.text in may_stay for word in words if word.kind is None)
