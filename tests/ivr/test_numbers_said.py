"""Phone numbers as they are said and keyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.numbers_said import aloud, ending, heard, whole

ENGLISH = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
INDONESIAN = (
    *("nol", "satu", "dua", "tiga", "empat"),
    *("lima", "enam", "tujuh", "delapan", "sembilan"),
)
numbers = st.text("0123456789", min_size=6, max_size=15)


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("0812 5550 123", "08125550123"),
        ("it's 0812-5550-123, thank you", "08125550123"),
        ("(021) 5550 1234", "02155501234"),
        ("+62 812 5550 123", "+628125550123"),
        ("plus six two eight one two five five five oh one two three", "+628125550123"),
        ("five five five, double oh, one two", "5550012"),
        ("double 5 5 triple 0 12", "55500012"),
        ("five fifty five twelve oh three", "5551203"),
        ("kosong delapan satu dua lima lima lima nol satu dua tiga", "08125550123"),
        ("nol delapan dua belas lima puluh lima dobel lima kosong satu", "0812555501"),
        ("one moment please, it is 5 5 5 0 1 2 3", "5550123"),
        ("no not 5550199 but 5550123", "5550123"),
        ("dua satu lima lima lima uh nol satu", "2155501"),
        ("my number", None),
        ("five five five", None),
        ("1234567890123456", None),
        ("", None),
        ("Andrea", None),
    ],
)
def test_a_number_is_heard(said: str, digits: str | None) -> None:
    assert heard(said) == digits


@given(numbers, st.sampled_from([ENGLISH, INDONESIAN]))
def test_every_number_said_digit_by_digit_is_heard(number: str, words: tuple[str, ...]) -> None:
    assert heard(" ".join(words[int(digit)] for digit in number)) == number


@given(numbers)
def test_every_number_that_is_read_back_is_the_one_that_was_heard(number: str) -> None:
    assert aloud(number).replace(" ", "").replace(",", "") == number
    assert heard(aloud(number)) == number
    assert whole(number) == number


@given(st.text(max_size=80))
def test_whatever_is_said_is_a_number_or_none(said: str) -> None:
    found = heard(said)
    assert found is None or whole(found) == found


def test_it_is_read_back_in_groups_none_of_which_is_a_lone_digit() -> None:
    assert aloud("08125550123") == "0 8 1, 2 5 5, 5 0 1, 2 3"
    assert aloud("5550123") == "5 5 5, 0 1 2 3"
    assert aloud("+6281255") == "6 2 8, 1 2 5 5"


def test_the_last_three_digits_tell_which_it_is() -> None:
    assert ending("+15550100234") == "2, 3, 4"
