"""What agents may do, and what is done for them: time for notes, breaks, the end of a shift."""

import pytest

from tests.webhooks.phone_side import Hotline, Phone
from tests.webhooks.supervisors_side import supervisor
from webhooks import crew

PARKED = ["Gather", "Redirect"]


def wrapping_up(hotline: Hotline) -> Phone:
    """An agent who writes notes after a talk, standing by."""
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    caller.hangs_up()
    agent.leaves_conference()
    agent.is_done()
    assert hotline.does() == "wrap-up"
    return agent


# Time for notes


def test_a_wrap_up_ends_by_itself(hotline: Hotline) -> None:
    wrapping_up(hotline)
    hotline.tick(31)
    assert hotline.does() == "idle"


def test_three_gives_more_time_for_notes_once(hotline: Hotline) -> None:
    agent = wrapping_up(hotline)
    assert "60 seconds more" in agent.presses("3").said
    hotline.tick(31)
    assert hotline.does() == "wrap-up"
    document = agent.presses("3")
    assert "already" in document.said
    assert document.verbs == PARKED
    hotline.tick(60)
    assert hotline.does() == "idle"


def test_the_desk_can_give_it_too(hotline: Hotline) -> None:
    wrapping_up(hotline)
    hotline.clock.passes(10)
    assert crew.extend(hotline.house, hotline.staff()) == 80  # of 30 and 60 from the end
    assert crew.extend(hotline.house, hotline.staff()) is None
    assert hotline.does() == "wrap-up"


@pytest.mark.parametrize("chosen", ["1", "2"])
def test_three_means_nothing_outside_a_wrap_up(hotline: Hotline, chosen: str) -> None:
    agent = hotline.agent()
    agent.presses(chosen)
    document = agent.presses("3")
    assert (document.verbs, document.said) == (PARKED, "")


def test_who_has_more_time_may_be_ready_sooner(hotline: Hotline) -> None:
    agent = wrapping_up(hotline)
    agent.presses("3")
    agent.presses("1")
    assert hotline.does() == "idle"


def test_after_the_next_talk_there_is_more_time_again(hotline: Hotline) -> None:
    agent = wrapping_up(hotline)
    agent.presses("3")
    agent.presses("1")
    caller = hotline.caller("+15550002")
    hotline.meet(caller, agent)
    caller.hangs_up()
    agent.leaves_conference()
    agent.is_done()
    assert "60 seconds more" in agent.presses("3").said


# Word to the supervisors


def misses_too_many(hotline: Hotline) -> Phone:
    """An agent whose parked leg was sent to two calls and asked for neither."""
    agent = hotline.agent()
    caller = hotline.caller()
    for _ in range(2):
        hotline.run()
        hotline.tick(11)
        agent.is_silent()
        hotline.tick(21)
    assert hotline.staff().status_reason == "missed"
    caller.hangs_up()
    return agent


def test_supervisors_who_stand_by_hear_of_an_automatic_break_once(hotline: Hotline) -> None:
    boss = supervisor(hotline)
    boss.presses("2")  # on a break of their own, so that the agent gets the calls
    misses_too_many(hotline)
    assert "Agent 9001 has missed several calls and is on break now" in boss.is_silent().said
    hotline.tick(40)
    assert boss.is_silent().said == ""


def test_a_supervisor_who_was_in_a_talk_hears_of_it_afterwards(hotline: Hotline) -> None:
    boss = supervisor(hotline)
    caller = hotline.caller("+15550002")
    hotline.meet(caller, boss)
    misses_too_many(hotline)
    caller.hangs_up()
    boss.leaves_conference()
    assert "Agent 9001" in boss.is_done().said


def test_who_is_back_by_then_is_not_spoken_of(hotline: Hotline) -> None:
    boss = supervisor(hotline)
    boss.presses("2")
    misses_too_many(hotline).presses("1")
    assert boss.is_silent().said == ""


def test_agents_do_not_hear_of_others(hotline: Hotline) -> None:
    other = hotline.agent("9002")
    other.presses("2")
    misses_too_many(hotline)
    assert other.is_silent().said == ""


# The end of a shift


def test_signed_out_in_mid_talk_is_off_the_board_after_it(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    for _ in range(2):
        crew.choose(hotline.house, hotline.staff(), "signed-out")
    assert (hotline.does(), hotline.stands(caller)) == ("talking", "talking")
    waiting = hotline.caller("+15550002")
    caller.hangs_up()
    assert hotline.does() is None
    agent.leaves_conference()
    document = agent.is_done()
    assert "signed out" in document.said
    assert document.verbs[-1] == "Hangup"
    assert hotline.stands(waiting) == "waiting"
    hotline.agree()
    assert hotline.does() is None


def test_on_break_in_mid_talk_is_on_break_after_it(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    crew.choose(hotline.house, hotline.staff(), "break")
    agent.leaves_conference()
    agent.is_silent()
    assert hotline.talk(caller).ended_by == "agent"
    assert hotline.does() is None
    assert "on break" in agent.is_done().said


def test_who_changes_their_mind_in_the_talk_stays(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    crew.choose(hotline.house, hotline.staff(), "signed-out")
    crew.choose(hotline.house, hotline.staff(), "ready")
    caller.hangs_up()
    assert hotline.does() == "wrap-up"
    agent.leaves_conference()
    assert agent.is_done().verbs == PARKED


def test_who_is_rung_and_signs_out_in_the_talk_is_not_rung_again(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    phone = Phone(hotline.leg().post, hotline.exchange.rung(1))
    offer = hotline.offer(caller)
    phone.goes(
        f"/agent/answer?call={offer.call}&agent={offer.agent}&token={offer.token}", Digits="1"
    )
    hotline.run()
    hotline.fetched(caller)
    crew.choose(hotline.house, hotline.staff(), "signed-out")
    caller.hangs_up()
    hotline.caller("+15550002")
    hotline.run()
    assert len(hotline.exchange.placed()) == 1
