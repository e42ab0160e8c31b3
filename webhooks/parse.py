"""Reading what Twilio sends: form fields into events, numbers and times. Nothing is trusted."""

import re
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime

import phonenumbers

from ivr import events

LONGEST_SPEECH = 4000
LONGEST_KEYS = 32
LONGEST_SID = 64
FEWEST_DIGITS = 6
"""Of a number with its country code."""
_DIALLED = re.compile(r"\+?[0-9 ().-]{3,30}", re.ASCII)


def call_sid(form: Mapping[str, str]) -> str | None:
    """The leg's sid, if it looks like one."""
    return sid(form, "CallSid", "CA")


def sid(form: Mapping[str, str], field: str, prefix: str) -> str | None:
    """The sid in `field`, if it looks like one: two letters, then letters and digits."""
    text = form.get(field, "")
    fits = text.startswith(prefix) and len(prefix) < len(text) <= LONGEST_SID
    return text if fits and text.isascii() and text.isalnum() else None


def caller_number(raw: str, country: str, withheld: frozenset[str]) -> str | None:
    """The caller's number as E.164, or None if it is withheld or is none.

    Withheld numbers come as words or as words spelled on a keypad: all are "no number".
    """
    shown = raw.strip().casefold()
    if shown in withheld or not _DIALLED.fullmatch(shown):
        return None
    try:
        number = phonenumbers.parse(shown, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written if len(written) > FEWEST_DIGITS else None


def may_be_rung(number: str, countries: Sequence[str]) -> bool:
    """Whether we ring this E.164 number: one of these countries (all, if none is named), and
    not one that makes money of being rung."""
    parsed = phonenumbers.parse(number)
    codes = {phonenumbers.country_code_for_region(country) for country in countries}
    if codes and parsed.country_code not in codes:
        return False
    return phonenumbers.number_type(parsed) not in _DEAR


_DEAR = frozenset(
    {
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
    }
)


def heard(form: Mapping[str, str]) -> events.Event:
    """What came of a question: speech, keys, a recorded voice, or nothing.

    A voice that was ended by a 0 has asked for a person.
    """
    digits = form.get("Digits", "")
    if form.get("RecordingUrl") and digits != "0":
        return events.VoiceRecorded(seconds(form.get("RecordingDuration", "")))
    if speech := form.get("SpeechResult", "").strip():
        return events.Heard(speech[:LONGEST_SPEECH])
    if digits and digits != "hangup":
        return events.Keyed(digits[:LONGEST_KEYS])
    return events.Silence()


def seconds(text: str) -> float:
    """A whole number of seconds; 0 for what is none."""
    return _whole(text, 9)


def moment(text: str) -> float:
    """A time in whole epoch seconds, as we wrote it ourselves; 0 for what is none."""
    return _whole(text, 11)


def sent_at(text: str) -> float | None:
    """A time as Twilio writes it, such as Mon, 16 Aug 2010 03:45:01 +0000, in epoch seconds."""
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def _whole(text: str, digits: int) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0.0


def talk_id(query: Mapping[str, str]) -> int:
    """The talk that an address is about; 0, which is nobody's, for what is no number."""
    return int(seconds(query.get("talk", "")))


def over(form: Mapping[str, str]) -> bool:
    """Whether the leg that this is about is down."""
    return form.get("CallStatus") in FINAL


FINAL = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


def choice(digits: str, choices: Sequence[str]) -> str | None:
    """What a key from 1 on chooses."""
    number = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 3 else 0
    return choices[number - 1] if 1 <= number <= len(choices) else None
