"""What is said to those who wait: the truth, and in turn with an apology."""

import pytest

from ivr import prompts
from ivr.call import Call, State
from ivr.holding import ROUND, SORRY_EVERY, truth

WAITING = Call(language="en", state=State.HOLDING)


def said(ahead: int | None, waited: float = 0, *, first: bool = False, language: str = "en") -> str:
    return prompts.say(truth(WAITING.but(language=language), ahead, waited, first))


@pytest.mark.parametrize(
    ("ahead", "english", "indonesian"),
    [
        (0, "You are next in line.", "Anda di urutan berikutnya."),
        (1, "There is one caller before you.", "Ada 1 penelepon sebelum Anda."),
        (7, "There are 7 callers before you.", "Ada 7 penelepon sebelum Anda."),
    ],
)
def test_callers_learn_how_many_are_before_them(ahead: int, english: str, indonesian: str) -> None:
    assert said(ahead, first=True).startswith(english)
    assert said(ahead).endswith(english)
    assert said(ahead, first=True, language="id").startswith(indonesian)
    assert said(ahead, language="id").endswith(indonesian)


def test_a_place_that_is_not_known_is_not_invented() -> None:
    assert said(None, 600) == "Please stay on the line, somebody will be with you."


def test_a_long_wait_is_apologised_for_every_two_minutes_and_the_place_said_between() -> None:
    rounds = [truth(WAITING, 2, waited, waited == 0).message for waited in range(0, 361, ROUND)]
    assert rounds == [
        *("hold-first", "hold-still", "hold-still"),
        *("hold-sorry", "hold-still", "hold-still"),
        *("hold-sorry", "hold-still", "hold-sorry"),
    ]


def test_whole_minutes_are_said() -> None:
    assert "for 2 minutes now" in said(2, SORRY_EVERY + 5)
    assert "4 menit" in said(2, 2 * SORRY_EVERY + 5, language="id")
