"""An agent promises to call a customer back at a time that both have chosen."""

import pytest

from tests.webhooks import desk_side
from tests.webhooks.desk_side import story
from tests.webhooks.phone_side import AFTERNOON, CALLER, Hotline, Phone
from webhooks import agreed
from webhooks.handling import Handling
from webhooks.switchboard import Callbacks, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)
HOUR = 3600.0
LATER = AFTERNOON + 2 * HOUR
NIGHT, TOMORROW = AFTERNOON + 8 * HOUR, AFTERNOON + 20 * HOUR


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(retry=(300, 1800)))


@pytest.fixture
def agent(hotline: Hotline) -> Phone:
    return hotline.agent()


@pytest.fixture
def caller(hotline: Hotline, agent: Phone) -> Phone:
    """A caller who talks with agent 9001."""
    caller = hotline.caller()
    hotline.meet(caller, agent)
    hotline.exchange.reset()
    return caller


@pytest.fixture
def handling(hotline: Hotline) -> Handling:
    return desk_side.handling(hotline)


def test_a_decent_moment_is_told_before_it_is_promised(handling: Handling) -> None:
    assert handling.decent(LATER) == LATER
    assert NIGHT < handling.decent(NIGHT) <= TOMORROW


def promise(hotline: Hotline, handling: Handling, caller: Phone, at: float) -> str | None:
    return handling.promise_callback(hotline.call(caller).id, hotline.staff().id, at)


@on_both
def test_the_callback_waits_for_its_time(
    hotline: Hotline, handling: Handling, caller: Phone
) -> None:
    assert promise(hotline, handling, caller, LATER) is None
    me, pending, owed = hotline.staff(), hotline.pending(), hotline.callback()
    assert (pending.callback_of, pending.number) == (hotline.call(caller).id, CALLER)
    assert (pending.due_at, pending.joined_at, pending.owner_id) == (LATER, LATER, me.id)
    assert (owed.due_at, owed.state, owed.person_id, owed.name) == (LATER, "open", me.id, me.name)
    assert hotline.talk(caller).ended_at is None, "they talk on"
    hotline.agree()
    assert hotline.house.board.calls() == [hotline.call(caller).id]
    due = {"agent": me.id, "due": LATER}
    assert story(hotline, caller, "callback-promised") == [("callback-promised", due)]


@on_both
def test_said_twice_it_is_promised_once(
    hotline: Hotline, handling: Handling, caller: Phone
) -> None:
    for _ in range(2):
        assert promise(hotline, handling, caller, LATER) is None
    assert hotline.pending().due_at == LATER
    assert len(story(hotline, caller, "callback-promised")) == 1


def test_another_time_takes_its_place(hotline: Hotline, handling: Handling, caller: Phone) -> None:
    promise(hotline, handling, caller, LATER)
    assert promise(hotline, handling, caller, LATER + HOUR) is None
    pending = hotline.pending()
    assert (pending.due_at, pending.joined_at) == (LATER + HOUR, LATER + HOUR)
    assert hotline.callback().due_at == LATER + HOUR
    assert len(story(hotline, caller, "callback-promised")) == 2


def test_when_its_time_has_come_the_agent_has_the_customer_rung(
    hotline: Hotline, handling: Handling, caller: Phone, agent: Phone
) -> None:
    promise(hotline, handling, caller, LATER)
    caller.hangs_up()
    hotline.run()
    assert hotline.call(caller).outcome == "talked"
    hotline.tick(30)
    hotline.agree()
    assert hotline.house.board.calls() == []
    hotline.tick(LATER - hotline.clock.now())
    agent.goes("/agent/park")
    hotline.agree()
    assert hotline.house.board.calls() == [hotline.pending().id]
    hotline.run()
    assert "Callback" in hotline.fetched(agent).said
    hotline.run()
    customer = hotline.rung()
    assert customer.number == CALLER
    customer.picks_up()
    assert "Agent 9001 is on the line for you" in customer.presses("1").said
    assert hotline.callback().state == "kept"


def test_nobody_is_rung_while_they_still_talk(
    hotline: Hotline, handling: Handling, caller: Phone
) -> None:
    promise(hotline, handling, caller, hotline.clock.now() + 60)
    hotline.agent("9002")
    hotline.clock.passes(120)
    hotline.agree()
    assert hotline.house.board.calls() == [hotline.call(caller).id]
    caller.hangs_up()
    hotline.agree()
    assert hotline.house.board.calls() == [hotline.pending().id]


def test_customers_who_are_rung_first_are_not_either(
    hotline: Hotline, handling: Handling, caller: Phone
) -> None:
    promise(hotline, handling, caller, hotline.clock.now() + 60)
    first = Rules(callbacks=Callbacks(first="customer"))
    object.__setattr__(hotline.house, "rules", first)
    hotline.clock.passes(120)
    hotline.agree()
    assert "call_back" not in hotline.jobs.names


def test_who_phones_in_before_has_their_place(
    hotline: Hotline, handling: Handling, caller: Phone
) -> None:
    promise(hotline, handling, caller, LATER)
    caller.hangs_up()
    again = hotline.leg()
    assert "Welcome back" in again.rings().said
    assert hotline.callback().state == "kept"
    assert hotline.call(again).owner_id == hotline.staff().id
    joined = hotline.call(again).joined_at
    assert joined is not None
    assert joined <= hotline.clock.now()


def test_also_when_the_call_is_over(hotline: Hotline, handling: Handling, caller: Phone) -> None:
    caller.hangs_up()
    assert promise(hotline, handling, caller, LATER) is None
    assert hotline.pending().due_at == LATER


def test_what_cannot_be_promised(hotline: Hotline, handling: Handling, caller: Phone) -> None:
    now = hotline.clock.now()
    assert promise(hotline, handling, caller, NIGHT) == "closed"
    assert promise(hotline, handling, caller, now - 2 * agreed.GRACE) == "late"
    assert promise(hotline, handling, caller, now + 40 * 24 * HOUR) == "late"
    assert promise(hotline, handling, caller, float("nan")) == "late"
    other = hotline.person("9002").id
    assert handling.promise_callback(hotline.call(caller).id, other, LATER) == "not-yours"
    assert handling.promise_callback("no-such-call", other, LATER) == "gone"
    assert story(hotline, caller, "callback-promised") == []
    assert promise(hotline, handling, caller, TOMORROW) is None


def test_who_hides_their_number_cannot_be_called_back(
    hotline: Hotline, handling: Handling, agent: Phone
) -> None:
    caller = hotline.caller("anonymous")
    hotline.meet(caller, agent)
    assert promise(hotline, handling, caller, LATER) == "refused"
