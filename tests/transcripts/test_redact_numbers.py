"""However a number is said, no digit of it stays; whatever is said, nothing breaks."""

from collections.abc import Callable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.transcripts.said_numbers import call, card, digits_left, identity, phone
from transcripts.redaction.redact import redact
from transcripts.words import Kind, Word

LANGUAGES = some.sampled_from(["en", "id"])
SEEDS = some.integers(0, 10**9)
_WORDS = """
one two four oh zero twenty thousand hundred double plus and yes no card number code order pin phone
at dot com budi gmail my in days uh please satu dua empat nol puluh belas ratus ribu dobel kode pesanan
nomor kartu et titik saya jam hari ya 4242 0812 +62 b@c.id @ 10:30 \u0664\u0662 \u00bd mm-hm \u201c ' -
4111111111111111 the is
"""
VOCABULARY = _WORDS.split()
TIMES = some.floats(-10, 10_000) | some.sampled_from([float("nan"), float("inf"), 0.0])
ANY_WORDS = some.lists(
    some.builds(
        Word,
        some.sampled_from(VOCABULARY) | some.text(max_size=8),
        TIMES,
        TIMES,
        some.floats(0, 1),
        some.integers(0, 2),
        some.sampled_from([None, None, None, None, "card", "email"]),
    ),
    max_size=40,
)
SENTENCES = some.lists(some.sampled_from(VOCABULARY), max_size=60).flatmap(
    lambda words: some.tuples(
        some.just(words),
        some.lists(some.floats(0, 8), min_size=len(words), max_size=len(words)),
        some.lists(some.integers(0, 1), min_size=len(words), max_size=len(words)),
    )
)


def spoken(words: list[str], pauses: list[float], channels: list[int]) -> list[Word]:
    said, at = [], 0.0
    for word, pause, channel in zip(words, pauses, channels, strict=True):
        at += pause
        said.append(Word(word, at, at + 0.3, 0.8, channel))
        at += 0.3
    return said


def nothing_is_left(make: Callable[[Random], str], language: str, seed: int, kind: Kind) -> None:
    random = Random(seed)
    said = call(make(random), language, random)
    words, spans = redact(said, language)
    assert digits_left(words) == []
    assert kind in {span.kind for span in spans}
    digits = [word for word in said if word.channel == 0]
    assert spans[0].start <= digits[0].start
    assert spans[-1].end >= digits[-1].end
    assert [word for word in words if word.channel == 1] == [w for w in said if w.channel == 1]


@settings(deadline=None)
@given(LANGUAGES, SEEDS)
def test_a_card_number_is_taken_out_however_it_is_said(language: str, seed: int) -> None:
    nothing_is_left(card, language, seed, "card")


@settings(deadline=None)
@given(LANGUAGES, SEEDS)
def test_a_phone_number_is_taken_out_however_it_is_said(language: str, seed: int) -> None:
    nothing_is_left(phone, language, seed, "phone")


@settings(deadline=None)
@given(LANGUAGES, SEEDS)
def test_an_identity_number_is_taken_out_however_it_is_said(language: str, seed: int) -> None:
    nothing_is_left(identity, language, seed, "identity")


@settings(deadline=None)
@given(ANY_WORDS, LANGUAGES)
def test_no_words_whatever_break_it(said: list[Word], language: str) -> None:
    redact(said, language)


@settings(deadline=None)
@given(SENTENCES, LANGUAGES)
def test_taking_out_twice_takes_out_no_more(
    sentence: tuple[list[str], list[float], list[int]], language: str
) -> None:
    once, spans = redact(spoken(*sentence), language)
    assert redact(once, language) == (once, spans)


@settings(deadline=None)
@given(SENTENCES, LANGUAGES)
def test_what_stays_is_as_it_was_and_in_its_order(
    sentence: tuple[list[str], list[float], list[int]], language: str
) -> None:
    said = spoken(*sentence)
    words, spans = redact(said, language)
    kept = [word for word in words if word.kind is None]
    assert kept == [word for word in said if word in kept]
    assert all(span.start <= span.end for span in spans)
