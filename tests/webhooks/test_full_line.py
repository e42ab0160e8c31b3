"""A line that takes nobody more, a hotline that closes, and one that everybody has left."""

from dataclasses import replace

import pytest

from ivr.hours import Hours
from tests.webhooks.phone_side import CALLER, Hotline, Phone
from webhooks import crew
from webhooks.switchboard import Callbacks, Rules

OTHER = "+15550002"
FIVE = 17 * 60
DAY_SHIFT = Hours([((9 * 60, FIVE),)] * 7)  # the tests' afternoon is at three
AFTER_FIVE = 2.5 * 3600


@pytest.fixture
def rules(request: pytest.FixtureRequest) -> Rules:
    return Rules(callbacks=Callbacks(enabled=getattr(request, "param", True)), most_waiting=1)


def by_day(hotline: Hotline) -> None:
    """The hotline opens from nine to five."""
    hotline.house = replace(hotline.house, hours=DAY_SHIFT)
    hotline.app.extensions["switchboard"] = hotline.house


def in_line(hotline: Hotline, number: str = CALLER) -> Phone:
    leg = hotline.leg(number)
    leg.rings()
    leg.presses("1")
    leg.presses("0")
    return leg


# A full line


def test_a_full_line_offers_a_callback(hotline: Hotline) -> None:
    in_line(hotline)
    leg = hotline.leg(OTHER)
    document = leg.rings()
    assert "our line is full" in document.said
    assert "Shall we call you back" in document.said
    assert leg.presses("1").verbs[-1] == "Hangup"
    pending = hotline.pending()
    assert (pending.number, pending.state) == (OTHER, "away")
    assert hotline.stands(leg) is None
    assert hotline.house.board.call_state(pending.id) == "waiting"


@pytest.mark.parametrize("rules", [False], indirect=True)
def test_without_callbacks_a_full_line_takes_a_message(hotline: Hotline) -> None:
    in_line(hotline)
    document = hotline.leg(OTHER).rings()
    assert "our line is full" in document.said
    assert "Record" in document.verbs


def test_who_is_owed_a_callback_already_leaves_a_message_or_takes_their_place(
    hotline: Hotline,
) -> None:
    in_line(hotline)
    leg = hotline.leg(OTHER)
    leg.rings()
    leg.presses("1")
    leg.hangs_up()
    again = hotline.leg(OTHER)
    assert "kept your place" in again.rings().said
    assert again.document.verbs[-1] == "Enqueue"


def test_who_was_cut_off_has_their_place_in_a_full_line(hotline: Hotline) -> None:
    caller = in_line(hotline)
    caller.hangs_up()
    in_line(hotline, OTHER)
    assert "kept your place" in hotline.leg(CALLER).rings().said


def test_a_line_with_room_again_takes_callers(hotline: Hotline) -> None:
    in_line(hotline).hangs_up()
    assert "full" not in hotline.leg(OTHER).rings().said


def test_talks_take_no_place_in_line(hotline: Hotline) -> None:
    hotline.meet(in_line(hotline), hotline.agent())
    assert "full" not in hotline.leg(OTHER).rings().said


def test_a_board_that_is_away_turns_nobody_away(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_line(hotline)

    def away() -> int:
        raise ConnectionError

    with monkeypatch.context() as gone:
        gone.setattr(hotline.house.board, "waiting", away)
        assert "full" not in hotline.leg(OTHER).rings().said


# Closing time


@pytest.mark.parametrize("rules", [False], indirect=True)
def test_who_waits_at_closing_time_is_told_and_served(hotline: Hotline) -> None:
    by_day(hotline)
    agent = hotline.agent()
    hotline.meet(in_line(hotline, OTHER), agent)
    caller = in_line(hotline)
    caller.waits()
    hotline.clock.passes(AFTER_FIVE)
    agent.asks("/agent/park")
    assert "We are closing now, but you are in line" in caller.waits().said
    assert "closed" in hotline.leg("+15550003").rings().said
    agent.leaves_conference()
    agent.is_silent()
    agent.is_done()
    agent.presses("1")
    hotline.meet(caller, agent)


def test_when_all_have_left_at_closing_time_the_callback_is_for_the_next_opening(
    hotline: Hotline,
) -> None:
    by_day(hotline)
    agent = hotline.agent()
    hotline.meet(in_line(hotline, OTHER), agent)
    caller = in_line(hotline)
    caller.waits()
    hotline.clock.passes(AFTER_FIVE)
    crew.choose(hotline.house, hotline.staff(), "signed-out")
    agent.leaves_conference()
    agent.is_silent()
    assert hotline.does() is None
    document = caller.waits()
    assert "we have closed, and nobody is here any more" in document.said
    assert "call you back" in document.said
    caller.presses("1")
    caller.presses("1")
    pending = hotline.pending()
    morning = hotline.clock.now() - AFTER_FIVE + 18 * 3600  # nine o'clock
    assert pending.due_at == morning
    assert hotline.house.board.calls() == []


def test_who_turned_a_callback_down_before_is_offered_it_again_when_all_have_left(
    hotline: Hotline,
) -> None:
    by_day(hotline)
    agent = hotline.agent()
    caller = in_line(hotline)
    crew.choose(hotline.house, hotline.staff(), "break")
    assert "call you back" in caller.waits().said
    caller.presses("2")
    crew.choose(hotline.house, hotline.staff(), "ready")
    hotline.meet(caller, agent)
    later = in_line(hotline, OTHER)
    later.waits()
    hotline.clock.passes(AFTER_FIVE)
    agent.asks("/agent/status", CallStatus="completed")
    hotline.run()
    assert hotline.fetched(caller).verbs[-1] == "Enqueue"
    caller.heard = None  # the line is another one
    assert "call you back" in caller.waits().said


def test_everybody_on_break_in_the_day_is_told_and_a_callback_offered(hotline: Hotline) -> None:
    hotline.agent()
    caller = in_line(hotline)
    crew.choose(hotline.house, hotline.staff(), "break")
    document = caller.waits()
    assert "nobody is signed in" in document.said
    assert "call you back" in document.said
    crew.choose(hotline.house, hotline.staff(), "ready")
    assert hotline.stands(caller) == "offered"


def test_who_phones_a_closed_hotline_is_called_back_when_it_opens(hotline: Hotline) -> None:
    by_day(hotline)
    hotline.clock.passes(AFTER_FIVE)
    caller = hotline.leg(CALLER)
    assert "Shall we call you back" in caller.rings().said
    assert "not before tomorrow at 9 a.m." in caller.presses("1").said
    pending = hotline.pending()
    assert pending.due_at is not None
    hotline.agree()
    assert hotline.house.board.calls() == []
    hotline.clock.passes(pending.due_at - hotline.clock.now())
    hotline.agree()
    assert hotline.house.board.calls() == [pending.id]
