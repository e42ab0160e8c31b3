"""What a row of digits may be."""

import pytest

from transcripts.redaction.private_numbers import is_card, is_identity, is_mobile, is_phone, luhn


@pytest.mark.parametrize("digits", ["4242424242424242", "378282246310005", "79927398713", "00"])
def test_the_check_digit_fits(digits: str) -> None:
    assert luhn(digits)


@pytest.mark.parametrize("digits", ["4242424242424243", "4242424242442242", "0", ""])
def test_a_wrong_digit_two_swapped_or_none_do_not(digits: str) -> None:
    assert not luhn(digits)


def test_a_card_has_an_issuer_a_length_and_a_check_digit() -> None:
    assert is_card("5555555555554444")
    assert is_card("2223003122003222")
    assert not is_card("5555555555554445")
    assert not is_card("0000000000000000")
    assert not is_card("424242424242")


@pytest.mark.parametrize("digits", ["3171010505880001", "3273014505880002"])
def test_a_nik_names_a_province_and_a_birthday_forty_days_later_for_women(digits: str) -> None:
    assert is_identity(digits)


@pytest.mark.parametrize(
    "digits",
    [
        "0071010505880001",  # no such province
        "3171013205880001",  # no such day
        "3171017205880001",  # nor for a woman
        "3171010513880001",  # no such month
        "3171010505880000",  # no serial number
        "317101050588001",
    ],
)
def test_other_digits_are_no_nik(digits: str) -> None:
    assert not is_identity(digits)


@pytest.mark.parametrize(
    "digits",
    ["081255501234", "02155501234", "6281255501234", "+15555550123", "0062215550123", "4152671234"],
)
def test_a_phone_number_may_be_said_in_many_ways(digits: str) -> None:
    assert is_phone(digits)


@pytest.mark.parametrize("digits", ["12345678", "+123", "", "0", "1234567890123456", "00"])
def test_other_digits_ring_nowhere(digits: str) -> None:
    assert not is_phone(digits)


def test_a_mobile_number_is_told_from_an_office() -> None:
    assert is_mobile("081255501234")
    assert not is_mobile("02155501234")
