"""Opening hours: who is there when, and how the next opening is said."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.hours import Hours, Spans, opening_phrase, spoken_time

JAKARTA = ZoneInfo("Asia/Jakarta")
BERLIN = ZoneInfo("Europe/Berlin")
DAY: Spans = ((8 * 60, 12 * 60), (13 * 60, 20 * 60))
SATURDAY: Spans = ((9 * 60 + 30, 14 * 60),)
SHOP = Hours((DAY, DAY, DAY, DAY, DAY, SATURDAY, ()), frozenset({date(2026, 8, 17)}))
ALWAYS = Hours((((0, 1440),),) * 7)


def at(text: str, zone: ZoneInfo = JAKARTA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-08-18 07:59:59", False),
        ("2026-08-18 08:00:00", True),
        ("2026-08-18 11:59:59", True),
        ("2026-08-18 12:00:00", False),
        ("2026-08-18 13:00:00", True),
        ("2026-08-18 20:00:00", False),
        ("2026-08-22 09:30:00", True),
        ("2026-08-23 10:00:00", False),
        ("2026-08-17 10:00:00", False),
    ],
    ids=["before", "opens", "late morning", "lunch", "back", "evening", "sat", "sun", "holiday"],
)
def test_a_span_holds_from_its_first_minute_up_to_its_last(moment: str, is_open: bool) -> None:
    assert SHOP.is_open(at(moment)) is is_open


def test_a_day_that_ends_at_midnight_is_open_to_its_last_second() -> None:
    late = Hours((((18 * 60, 1440),),) * 7)
    assert late.is_open(at("2026-08-18 23:59:59"))
    assert not late.is_open(at("2026-08-19 00:00:00"))


@pytest.mark.parametrize("moment", ["2026-08-18 00:00", "2026-08-18 23:59", "2026-08-23 04:00"])
def test_always_is_always(moment: str) -> None:
    assert ALWAYS.is_open(at(moment))


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        ("2026-08-18 06:00", "2026-08-18 08:00"),
        ("2026-08-18 12:15", "2026-08-18 13:00"),
        ("2026-08-18 20:00", "2026-08-19 08:00"),
        ("2026-08-22 15:00", "2026-08-24 08:00"),
        ("2026-08-15 15:00", "2026-08-18 08:00"),
    ],
    ids=["morning", "lunch", "evening", "over sunday", "over sunday and a holiday"],
)
def test_the_next_opening_is_the_next_start_of_a_span(moment: str, opening: str) -> None:
    assert SHOP.next_opening(at(moment)) == at(opening)


def test_no_opening_within_two_weeks_is_none() -> None:
    assert Hours(((),) * 7).next_opening(at("2026-08-18 12:00")) is None
    holidays = frozenset(date(2026, 8, day) for day in range(18, 32))
    closed_for_two_weeks = Hours((DAY,) * 7, holidays)
    assert closed_for_two_weeks.next_opening(at("2026-08-17 21:00")) is None
    assert closed_for_two_weeks.next_opening(at("2026-08-18 21:00")) == at("2026-09-01 08:00")


@pytest.mark.parametrize(
    "night", ["2026-03-28 21:00", "2026-10-24 21:00"], ids=["spring", "autumn"]
)
def test_where_clocks_change_the_hours_are_those_on_the_wall(night: str) -> None:
    daily = Hours((((8 * 60, 20 * 60),),) * 7)
    opening = daily.next_opening(at(night, BERLIN))
    assert opening is not None
    assert opening.hour == 8
    assert opening.utcoffset() != at(night, BERLIN).utcoffset()
    assert daily.is_open(opening)


@given(minutes=st.integers(0, 400 * 24 * 60))
def test_the_next_opening_is_open_and_ahead(minutes: int) -> None:
    moment = at("2026-01-01 00:00") + timedelta(minutes=minutes)
    opening = SHOP.next_opening(moment)
    assert opening is not None
    assert opening > moment
    assert SHOP.is_open(opening)


@pytest.mark.parametrize(
    ("opening", "english", "indonesian"),
    [
        ("2026-08-18 13:00", "today at 1 p.m.", "hari ini pukul 1 siang"),
        ("2026-08-19 08:30", "tomorrow at 8:30 a.m.", "besok pukul setengah 9 pagi"),
        ("2026-08-21 08:00", "on Friday at 8 a.m.", "hari Jumat pukul 8 pagi"),
        (
            *("2026-08-31 09:15", "on Monday, 31 August at 9:15 a.m."),
            "hari Senin, 31 Agustus pukul 9 lewat 15 menit pagi",
        ),
        ("2026-08-19 00:00", "today at midnight", "hari ini pukul 12 malam"),
        ("2026-08-20 00:00", "tomorrow at midnight", "besok pukul 12 malam"),
    ],
)
def test_an_opening_is_said_as_people_say_it(opening: str, english: str, indonesian: str) -> None:
    now = at("2026-08-18 12:00")
    assert opening_phrase(at(opening), now, "en") == english
    assert opening_phrase(at(opening), now, "id") == indonesian


@pytest.mark.parametrize(
    ("moment", "english", "indonesian"),
    [
        (time(0), "midnight", "12 malam"),
        (time(0, 30), "12:30 a.m.", "setengah 1 dini hari"),
        (time(4), "4 a.m.", "4 pagi"),
        (time(11, 30), "11:30 a.m.", "setengah 12 siang"),
        (time(12), "noon", "12 siang"),
        (time(12, 30), "12:30 p.m.", "setengah 1 siang"),
        (time(15), "3 p.m.", "3 sore"),
        (time(17, 5), "5:05 p.m.", "5 lewat 5 menit sore"),
        (time(18), "6 p.m.", "6 malam"),
        (time(23, 30), "11:30 p.m.", "setengah 12 malam"),
    ],
)
def test_a_time_of_day_is_said_as_people_say_it(
    moment: time, english: str, indonesian: str
) -> None:
    assert spoken_time(moment, "en") == english
    assert spoken_time(moment, "id") == indonesian
