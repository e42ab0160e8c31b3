"""An agent's line is cut in mid-talk: the caller hears why and is first in line again, even if
the news that Twilio should send about the leg itself does not come."""

from collections.abc import Callable

import pytest

from records import calls, people
from tests.webhooks.phone_side import ACCOUNT, TOKEN, Hotline, Phone
from webhooks.mend import Watch
from webhooks.phones import Account, Phones


def told_by_its_status(_: Hotline, agent: Phone) -> None:
    agent.asks("/agent/status", CallStatus="completed")


def told_by_its_dial(_: Hotline, agent: Phone) -> None:
    agent.asks(agent.document.attribute("Dial", "action"), CallStatus="completed")


def told_by_the_conference(_: Hotline, agent: Phone) -> None:
    left(agent, "completed")


def missed_by_the_watch(hotline: Hotline, agent: Phone) -> None:
    """Twilio's list lags behind: twice."""
    watch = Watch(hotline.house, Phones(Account(ACCOUNT, TOKEN, hotline.exchange.url)))
    with hotline.house.store.reading() as session:
        ours = {call.sid for call in calls.live(session)}
        ours |= {leg.sid for leg in people.live_legs(session)}
    hotline.exchange.listed = sorted(ours - {agent.sid})
    watch.compare()
    assert hotline.does() == "talking"
    watch.compare()


def left(leg: Phone, status: str) -> None:
    """The leg leaves the conference, as the first to join is told."""
    address = leg.document.attribute("Conference", "statusCallback")
    leg.asks(
        address,
        StatusCallbackEvent="participant-leave",
        ReasonParticipantLeft="participant_hung_up",
        ParticipantCallStatus=status,
    )


Sign = Callable[[Hotline, Phone], None]
SIGNS = (told_by_its_status, told_by_its_dial, told_by_the_conference, missed_by_the_watch)


@pytest.mark.parametrize("sign", SIGNS)
def test_every_sign_of_it_mends_the_call(hotline: Hotline, sign: Sign) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    later = hotline.caller("+15550002")
    sign(hotline, agent)
    hotline.run()
    document = hotline.fetched(caller)
    assert "the line to my colleague was cut" in document.said
    assert document.verbs[-1] == "Enqueue"
    assert hotline.house.board.waiting_calls() == [hotline.call(leg).id for leg in (caller, later)]
    assert (hotline.does(), hotline.talk(caller).ended_by) == (None, "lost")


def test_all_signs_together_change_nothing_more(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    told_by_the_conference(hotline, agent)
    rows, board = hotline.rows(), hotline.house.board.snapshot()
    told_by_its_dial(hotline, agent)
    told_by_its_status(hotline, agent)
    told_by_the_conference(hotline, agent)
    assert hotline.rows() == rows
    assert hotline.house.board.snapshot() == board


def test_a_late_sign_does_not_hurt_the_agent_who_is_back(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    told_by_the_conference(hotline, agent)
    hotline.clock.passes(2)
    again = hotline.leg()
    again.goes("/agent/sign-in?tried=0", Digits="90014711")
    again.goes(again.document.redirect)
    hotline.meet(caller, again)
    told_by_its_status(hotline, agent)
    told_by_its_dial(hotline, agent)
    assert (hotline.does(), hotline.stands(caller)) == ("talking", "talking")
    assert hotline.talk(caller).ended_at is None


def test_the_next_agent_is_there_before_the_caller_is_fetched_out(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    other = hotline.agent("9002")
    told_by_its_status(hotline, agent)
    first = hotline.talk(caller).id
    hotline.run()
    hotline.fetched(other)
    met = caller.goes(f"/voice/after?talk={first}")
    assert "Agent 9002" in met.said
    assert met.conference == other.document.conference
    assert hotline.talk(caller).connected_at is not None
    before = len(hotline.exchange.redirects())
    hotline.run()
    hotline.agree()
    hotline.run()
    assert len(hotline.exchange.redirects()) == before, "they would be torn out of the conference"


def test_a_leg_that_is_fetched_out_of_a_conference_is_not_lost(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    left(agent, "in-progress")
    left(caller, "in-progress")
    assert (hotline.does(), hotline.stands(caller)) == ("talking", "talking")


def test_a_caller_who_hangs_up_is_told_of_by_the_conference_too(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    left(caller, "completed")
    assert (hotline.does(), hotline.stands(caller)) == ("wrap-up", None)
    assert (hotline.talk(caller).ended_by, hotline.call(caller).outcome) == ("caller", "talked")
    caller.hangs_up()
    assert hotline.events(caller).count("ended") == 1


def test_a_conference_tells_of_a_leg_that_nobody_knows(hotline: Hotline) -> None:
    stranger = hotline.leg()
    stranger.asks("/conference/left", ParticipantCallStatus="completed")
    assert hotline.rows() == 0
