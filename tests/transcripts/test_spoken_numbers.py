"""Numbers are read as they are said in both languages."""

import pytest

from transcripts.redaction.spoken_numbers import parts, read


def digits(said: str) -> list[str]:
    words, found, at = [part for word in said.split() for part in parts(word)], [], 0
    while at < len(words):
        number = read(words, at)
        found.append(number.digits if number else words[at])
        at += number.parts if number else 1
    return found


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("four two four two", "4 2 4 2"),
        ("forty two forty-two", "42 42"),
        ("twelve thirty four", "12 34"),
        ("double seven triple oh", "77 000"),
        ("eight hundred five five five", "800 5 5 5"),
        ("two hundred and fifty", "250"),
        ("empat dua kosong nol", "4 2 0 0"),
        ("empat puluh dua dua belas sebelas", "42 12 11"),
        ("delapan ratus dua belas lima", "812 5"),
        ("seratus dua puluh", "120"),
        ("dobel tujuh four dua", "77 4 2"),
        ("4242-4242 0812.5550", "4242 4242 0812 . 5550"),
        ("\u0664\u0662", "42"),
        ("double trouble", "double trouble"),
    ],
)
def test_digits_and_numbers_below_a_thousand_are_rows_of_digits(said: str, meant: str) -> None:
    assert digits(said) == meant.split()


@pytest.mark.parametrize(
    "said",
    [
        *("seribu dua ratus", "dua juta lima ratus ribu", "two thousand and twenty four"),
        *("500 ribu", "Rp500.000", "$12.50", "1.250.000", "10:30", "12/05/2024", "25th", "ke-3"),
    ],
)
def test_amounts_years_times_and_dates_have_no_digits(said: str) -> None:
    assert digits(said) == [""]


def test_a_number_ends_where_another_thing_is_said() -> None:
    assert digits("two cats and five hundred dogs") == ["2", "cats", "and", "500", "dogs"]
