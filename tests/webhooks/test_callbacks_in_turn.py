"""When a customer is rung: in decent hours, while the hotline is open, when their turn comes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ivr.hours import Hours
from queueing.model import Rung
from queueing.policy import Policy
from tests.webhooks.callbacks_side import OTHER, agreed, taken
from tests.webhooks.phone_side import CALLER, Hotline, Phone
from webhooks import callbacks
from webhooks.switchboard import Callbacks, Rules, Switchboard

JAKARTA = ZoneInfo("Asia/Jakarta")
WEEKDAYS = Hours([((9 * 60, 12 * 60), (13 * 60, 22 * 60))] * 5 + [()] * 2)
customers_first = pytest.mark.parametrize("rules", [Rules(callbacks=Callbacks(first="customer"))])


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(from_minute=8 * 60, to_minute=20 * 60, retry=(300,)))


@pytest.fixture
def policy() -> Policy:
    return Policy(ladder=tuple[Rung]())


def moment(day: int, hour: int, minute: int = 0) -> float:
    """A time in Jakarta in January 2027; the 15th is a Friday."""
    return datetime(2027, 1, day, hour, minute, tzinfo=JAKARTA).timestamp()


# Decent moments


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (moment(15, 15), moment(15, 15)),
        (moment(15, 12, 30), moment(15, 13)),  # between two openings
        (moment(15, 8, 30), moment(15, 9)),  # decent, and not open yet
        (moment(15, 20), moment(18, 9)),  # open, and not decent any more
        (moment(15, 23), moment(18, 9)),
        (moment(16, 15), moment(18, 9)),
        (moment(15, 3), moment(15, 9)),
    ],
)
def test_the_next_decent_moment(house: Switchboard, asked: float, answer: float) -> None:
    house = Switchboard(**{**vars(house), "hours": WEEKDAYS})
    assert callbacks.decent(house, asked) == answer


def test_a_moment_that_is_decent_is_that_very_moment(house: Switchboard) -> None:
    odd = moment(15, 15) + 0.123456789
    assert callbacks.decent(house, odd) == odd


@pytest.mark.parametrize("week", [[()] * 7, [((0, 7 * 60),)] * 7])
def test_hours_that_never_meet_know_none(house: Switchboard, week: list[tuple[object]]) -> None:
    house = Switchboard(**{**vars(house), "hours": Hours(week)})  # type: ignore[arg-type]
    assert callbacks.decent(house, moment(15, 15)) is None


# Put off


def test_nobody_is_rung_in_the_night_and_the_morning_keeps_the_place(hotline: Hotline) -> None:
    agreed(hotline)
    place = line_place(hotline)
    hotline.clock.passes(5.5 * 3600)  # half past eight in the evening
    hotline.agree()
    assert hotline.house.board.calls() == []
    hotline.agent()
    hotline.run()
    assert hotline.exchange.placed() == []
    morning = datetime.fromtimestamp(hotline.clock.now(), JAKARTA) + timedelta(days=1)
    due = morning.replace(hour=8, minute=0, second=0, microsecond=0).timestamp()
    assert hotline.pending().due_at == due
    hotline.clock.passes(due - hotline.clock.now())
    hotline.agree()
    assert hotline.house.board.calls() == [hotline.pending().id]
    assert line_place(hotline) == place
    assert waited(hotline) == 5.5 * 3600


def line_place(hotline: Hotline) -> float:
    call = hotline.pending()
    assert call.joined_at is not None
    return call.joined_at - call.bonus


def waited(hotline: Hotline) -> float:
    joined = hotline.pending().joined_at
    assert joined is not None
    return hotline.clock.now() - joined


def test_a_yes_that_comes_as_the_day_ends_rings_nobody_and_frees_the_agent(
    hotline: Hotline,
) -> None:
    hotline.clock.passes(5 * 3600 - 30)
    agreed(hotline)
    agent = hotline.agent()
    hotline.run()
    hotline.clock.passes(30)
    hotline.fetched(agent)
    hotline.run()
    assert hotline.exchange.placed() == []
    assert "not reached" in agent.goes(agent.document.redirect).said
    assert hotline.callback().tries == 0
    due = hotline.pending().due_at
    assert due is not None
    assert datetime.fromtimestamp(due, JAKARTA).hour == 8


def test_who_agrees_in_the_evening_waits_for_the_morning_at_once(hotline: Hotline) -> None:
    hotline.clock.passes(5.5 * 3600)
    agreed(hotline)
    assert hotline.pending().due_at is not None
    assert hotline.house.board.calls() == []


# Customers first


@customers_first
def test_a_customer_is_rung_when_it_is_their_turn(hotline: Hotline) -> None:
    agreed(hotline)
    hotline.agree()
    hotline.run()
    assert hotline.house.board.calls() == []
    assert hotline.exchange.placed() == []  # nobody is there
    agent = hotline.agent()
    hotline.agree()
    hotline.run()
    assert len(hotline.exchange.placed()) == 1
    customer = hotline.rung()
    customer.picks_up()
    assert hotline.does() == "idle"
    assert customer.presses("1").verbs[-1] == "Enqueue"
    hotline.meet(customer, agent)
    assert "The customer is on the line" in agent.document.said
    assert hotline.callback().state == "kept"


@customers_first
def test_those_behind_are_not_rung_too_early(hotline: Hotline) -> None:
    for number in (CALLER, OTHER, "+6281255508"):
        agreed(hotline, number)
        hotline.clock.passes(1)
    hotline.agent()
    hotline.agree()
    hotline.run()
    assert [placed["To"] for placed in hotline.exchange.placed()] == [CALLER, OTHER]


@customers_first
def test_a_customer_who_is_not_reached_is_tried_again_later(hotline: Hotline) -> None:
    agreed(hotline)
    hotline.agent()
    hotline.agree()
    hotline.run()
    hotline.rung().hangs_up("no-answer")
    hotline.agree()
    hotline.run()
    assert len(hotline.exchange.placed()) == 1
    hotline.clock.passes(300)
    hotline.agree()
    hotline.run()
    assert len(hotline.exchange.placed()) == 2


@customers_first
def test_a_customer_on_the_line_has_the_place_they_left(hotline: Hotline) -> None:
    agreed(hotline)
    place = line_place(hotline)
    agent: Phone = hotline.agent()
    hotline.agree()
    hotline.run()
    hotline.clock.passes(15)
    customer = hotline.rung()
    customer.picks_up()
    customer.presses("1")
    call = hotline.call(customer)
    assert call.joined_at is not None
    assert call.joined_at - call.bonus == place
    hotline.meet(customer, agent)


def test_an_agent_on_the_line_first_hears_of_the_callback_once(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    assert agent.document.played == ["/sound/beep.wav", "/sound/ringing.wav"]
    assert agent.goes(agent.document.redirect).said == ""
