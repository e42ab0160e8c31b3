"""An emergency is heard by everybody: by who phones in, and by who waits."""

import pytest

from records import notices
from tests.webhooks.phone_side import Hotline

POWER = {"en": "The power is out in our building.", "id": "Listrik di gedung kami padam."}


def raised(hotline: Hotline, *, closes: bool = False, words: dict[str, str] | None = None) -> None:
    with hotline.house.store.transaction() as session:
        notices.raise_emergency(session, words or POWER, closes, hotline.clock.now(), "test")


def ended(hotline: Hotline) -> None:
    with hotline.house.store.transaction() as session:
        notices.end_emergency(session, hotline.clock.now())


def test_who_phones_in_hears_it_before_the_first_question(hotline: Hotline) -> None:
    raised(hotline)
    leg = hotline.leg()
    said = leg.rings().said
    assert POWER["en"] in said
    assert POWER["id"] in said  # while nobody knows which they speak
    leg.presses("1")
    leg.presses("0")
    assert "Enqueue" in leg.document.verbs
    assert POWER["en"] not in leg.waits().said  # they have heard it


def test_one_that_closes_the_hotline_takes_a_message(hotline: Hotline) -> None:
    raised(hotline, closes=True)
    leg = hotline.leg()
    document = leg.rings()
    assert POWER["en"] in document.said
    assert "Record" in document.verbs
    assert hotline.house.board.calls() == []


def test_a_caller_who_was_cut_off_has_no_place_to_lose_in_one(hotline: Hotline) -> None:
    caller = hotline.caller()
    caller.hangs_up()
    raised(hotline, closes=True)
    again = hotline.leg()
    assert "Record" in again.rings().verbs
    assert hotline.call(caller).regained_by is None
    ended(hotline)
    assert "kept your place" in hotline.leg().rings().said


def test_who_waits_hears_it_at_once_and_once(hotline: Hotline) -> None:
    caller = hotline.caller()
    hotline.tick(5)
    raised(hotline)
    assert POWER["en"] in caller.waits().said
    hotline.tick(60)
    assert POWER["en"] not in caller.waits().said
    newer = {"en": "The power is back at noon.", "id": "Listrik kembali pukul 12 siang."}
    raised(hotline, words=newer)
    assert newer["en"] in caller.waits().said


@pytest.mark.parametrize("closes", [True, False])
def test_who_waits_is_served_on(hotline: Hotline, *, closes: bool) -> None:
    caller = hotline.caller()
    raised(hotline, closes=closes)
    caller.waits()
    hotline.meet(caller, hotline.agent())


def test_when_it_is_over_nobody_hears_of_it(hotline: Hotline) -> None:
    caller = hotline.caller()
    raised(hotline)
    ended(hotline)
    assert POWER["en"] not in caller.waits().said
    assert POWER["en"] not in hotline.leg("+15550002").rings().said
