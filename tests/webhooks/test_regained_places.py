"""Who was cut off, or is to be called back, and phones again: their old place is theirs."""

import pytest

from ivr.hours import Hours
from tests.webhooks.callbacks_side import OTHER, agreed, taken
from tests.webhooks.phone_side import CALLER, Hotline, Phone
from webhooks.switchboard import Callbacks, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(), repeat_bonus=30, repeat_within=3600, regain_within=120)


def waiting(hotline: Hotline, number: str = CALLER) -> Phone:
    """A caller with a reason, who waits."""
    leg = hotline.leg(number)
    leg.rings()
    leg.presses("1")
    leg.says("no")
    leg.says("my bill is wrong")
    assert "Enqueue" in leg.document.verbs
    hotline.clock.passes(1)
    return leg


def again(hotline: Hotline, number: str = CALLER) -> Phone:
    """The same caller phones once more."""
    leg = hotline.leg(number)
    leg.rings()
    return leg


def placed(hotline: Hotline, leg: Phone) -> int | None:
    return hotline.house.board.position(hotline.call(leg).id)


# Cut off in line


@on_both
def test_who_drops_out_of_the_line_and_phones_again_stands_where_they_stood(
    hotline: Hotline,
) -> None:
    first = waiting(hotline)
    waiting(hotline, OTHER)
    hotline.tick(6)
    first.hangs_up()
    hotline.clock.passes(60)
    back = again(hotline)
    assert back.document.verbs[-1] == "Enqueue"
    assert "kept your place" in back.document.said
    assert placed(hotline, back) == 1
    old, new = hotline.call(first), hotline.call(back)
    assert (new.skill, new.reason, new.name, new.climbed) == (
        old.skill,
        old.reason,
        old.name,
        old.climbed,
    )
    assert old.regained_by == new.id
    assert old.climbed == 1


def test_the_time_away_is_no_waiting(hotline: Hotline) -> None:
    first = waiting(hotline)
    hotline.clock.passes(3)
    first.hangs_up()
    hotline.clock.passes(100)
    back = again(hotline)
    hotline.tick()
    assert hotline.call(back).climbed == 0
    hotline.tick(2)
    assert hotline.call(back).climbed == 1


def test_a_place_is_given_back_once(hotline: Hotline) -> None:
    first = waiting(hotline)
    waiting(hotline, OTHER)
    first.hangs_up()
    back = again(hotline)
    copy = again(hotline)
    assert "Enqueue" in back.document.verbs
    assert "Enqueue" not in copy.document.verbs


def test_arriving_told_twice_takes_the_place_once(hotline: Hotline) -> None:
    first = waiting(hotline)
    first.hangs_up()
    back = again(hotline)
    document = back.document.text
    assert back.rings().text == document
    assert hotline.events(back) == ["joining"]


def test_after_two_minutes_the_place_is_gone(hotline: Hotline) -> None:
    first = waiting(hotline)
    first.hangs_up()
    hotline.clock.passes(121)
    assert "Gather" in again(hotline).document.verbs


def test_another_number_has_no_claim(hotline: Hotline) -> None:
    waiting(hotline).hangs_up()
    assert "Gather" in again(hotline, OTHER).document.verbs


def test_a_withheld_number_has_no_place_to_come_back_to(hotline: Hotline) -> None:
    leg = hotline.leg("anonymous")
    leg.rings()
    leg.presses("1")
    leg.presses("0")
    leg.hangs_up()
    assert "Gather" in again(hotline, "anonymous").document.verbs


# Cut off in mid-talk


def test_a_leg_that_broke_in_mid_talk_has_its_place_and_not_the_rungs_of_the_talk(
    hotline: Hotline,
) -> None:
    agent, caller = hotline.agent(), waiting(hotline)
    hotline.meet(caller, agent)
    hotline.clock.passes(60)
    caller.hangs_up("failed")
    assert hotline.call(caller).outcome == "cut"
    waiting(hotline, OTHER)
    hotline.clock.passes(10)
    back = again(hotline)
    assert placed(hotline, back) == 1
    hotline.tick()
    assert hotline.call(back).climbed == 0


def test_who_hung_up_after_a_talk_is_a_new_contact(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), waiting(hotline)
    hotline.meet(caller, agent)
    caller.hangs_up()
    assert hotline.call(caller).outcome == "talked"
    assert "Gather" in again(hotline).document.verbs


# Phoned often


def test_repeated_contacts_count_as_waiting_up_to_three(hotline: Hotline) -> None:
    for _ in range(5):
        leg = waiting(hotline)
        leg.hangs_up()
        hotline.clock.passes(130)
    waiting(hotline, OTHER)
    hotline.clock.passes(80)
    often = waiting(hotline)
    assert hotline.call(often).bonus == 90
    assert placed(hotline, often) == 1


# Phoned in before they were called back


@on_both
def test_who_phones_in_before_they_are_called_has_the_place(hotline: Hotline) -> None:
    agreed(hotline)
    pending = hotline.pending()
    hotline.clock.passes(1)
    hotline.caller(OTHER)
    hotline.clock.passes(600)
    back = again(hotline)
    assert back.document.verbs[-1] == "Enqueue"
    assert placed(hotline, back) == 1
    assert hotline.call(back).joined_at == pending.joined_at
    assert (hotline.callback().state, hotline.callback().call_id) == ("kept", pending.id)
    assert pending.id not in hotline.house.board.calls()
    agent = hotline.agent()
    hotline.meet(back, agent)


def test_who_phones_in_between_two_tries_has_the_place_of_before(hotline: Hotline) -> None:
    agreed(hotline)
    joined = hotline.pending().joined_at
    agent = taken(hotline)
    hotline.rung().hangs_up("busy")
    agent.goes(agent.document.redirect)
    agent.goes("/agent/park")
    agent.presses("2")
    hotline.clock.passes(30)
    back = again(hotline)
    call = hotline.call(back)
    assert call.joined_at is not None
    assert call.joined_at - call.bonus == joined
    assert call.bonus == 30  # the time away is no waiting
    hotline.agree()
    assert hotline.house.board.calls() == [hotline.call(back).id]


def test_phoning_in_while_the_own_phone_rings_brings_the_agent_who_waits(
    hotline: Hotline,
) -> None:
    agreed(hotline)
    agent = taken(hotline)
    back = again(hotline)
    assert "Enqueue" in back.document.verbs
    hotline.run()
    assert hotline.exchange.ended() == [hotline.exchange.rung(1)]
    assert hotline.rung().picks_up().verbs == ["Hangup"]
    hotline.rung().hangs_up()
    agent.goes(agent.document.redirect)
    agent.goes("/agent/park")
    hotline.meet(back, agent)
    assert len(hotline.talks(back)) == 1


def test_who_has_picked_up_and_phones_in_from_another_phone_is_a_new_caller(
    hotline: Hotline,
) -> None:
    agreed(hotline)
    agent = taken(hotline)
    customer = hotline.rung()
    customer.picks_up()
    assert "Gather" in again(hotline).document.verbs
    customer.presses("1")
    assert agent.goes(agent.document.redirect).conference == customer.document.conference


def test_while_the_hotline_is_closed_the_callback_stands(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(hotline)
    monkeypatch.setattr(Hours, "is_open", lambda *_: False)
    assert "Enqueue" not in again(hotline).document.verbs
    assert hotline.callback().state == "open"
