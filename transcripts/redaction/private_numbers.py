"""Whether a row of digits may be a card's, a person's identity number or a telephone's."""

import re
from collections.abc import Iterator
from contextlib import suppress

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

SHORTEST_CARD, LONGEST_CARD = 13, 19  # ISO/IEC 7812 and what issuers make of it
SHORTEST_PHONE, LONGEST_PHONE = 8, 15  # E.164
IDENTITY = 16  # digits of a NIK
REGIONS = {  # and the first digits of a number as it is said there
    "ID": ("+", "0", "62", "8"),
    "US": ("1", *"23456789"),
    "GB": ("0", "44"),
}

_ISSUERS = re.compile(
    r"4|5[0-8]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[04-9]|6|81"  # the international schemes
    r"|1946|9(?:36|79)"  # cards of Indonesian banks, domestic schemes
)
_NIK = re.compile(
    r"(?:1[1-9]|2[1]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])"  # province
    r"(?!00)\d\d(?!00)\d\d"  # regency or city, district
    r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])"  # day of birth, 40 more for women
    r"(?:0[1-9]|1[0-2])\d\d"  # month and year
    r"(?!0000)\d{4}"
)


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit that ISO/IEC 7812 asks for."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(map(int, digits[-1::-2])) + sum(digit - 9 * (digit > 9) for digit in doubled)
    return len(digits) > 1 and total % 10 == 0


def is_card(digits: str) -> bool:
    """Whether an issuer may have given out this number."""
    fits = SHORTEST_CARD <= len(digits) <= LONGEST_CARD and _ISSUERS.match(digits)
    return bool(fits) and luhn(digits)


def is_identity(digits: str) -> bool:
    """Whether this may be a NIK: a province, a day of birth, a serial number."""
    return _NIK.fullmatch(digits) is not None


def is_phone(digits: str) -> bool:
    """Whether this may ring somewhere: a valid number said as at home or with the country's.

    A + in front leaves no doubt about what it is, so the number's length is enough there.
    """
    if not SHORTEST_PHONE <= len(digits.lstrip("+")) <= LONGEST_PHONE:
        return False
    return digits.startswith("+") or any(map(phonenumbers.is_valid_number, _readings(digits)))


def is_private(digits: str) -> bool:
    """Whether these digits by themselves are a number of one of these kinds."""
    return is_card(digits) or is_identity(digits) or is_phone(digits)


def is_mobile(digits: str) -> bool:
    """Whether this is a mobile number said as at home (08...) or with the country's code."""
    types = map(phonenumbers.number_type, _readings(digits))
    return digits.startswith(("+", "0", "62")) and PhoneNumberType.MOBILE in types


def _readings(digits: str) -> Iterator[PhoneNumber]:
    """The number as it is read in each country where it can be said like that."""
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    for region, begins in REGIONS.items():
        if digits.startswith(begins):
            with suppress(phonenumbers.NumberParseException):
                yield phonenumbers.parse(digits, region)
