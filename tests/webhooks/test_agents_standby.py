"""Agents who stand by: signing in, keys, taking a call, passing it on, and lines that are cut."""

import pytest
from structlog.testing import capture_logs

from records import people
from tests.webhooks.phone_side import PIN, Hotline
from webhooks import crew

PARKED = ["Gather", "Redirect"]


# Signing in and keys


def test_an_agent_signs_in_and_stands_by(hotline: Hotline) -> None:
    agent = hotline.agent()
    assert agent.document.verbs == PARKED
    assert agent.document.said == ""
    assert hotline.does() == "idle"
    assert hotline.staff().status == "ready"


def test_three_wrong_pins_end_the_call(hotline: Hotline) -> None:
    hotline.person("9001")
    leg = hotline.leg()
    leg.goes("/agent/incoming")
    for wrong in ("90010000", f"9999{PIN}"):
        leg.presses(wrong)
        assert "do not match" in leg.document.said
    leg.presses("")
    assert leg.document.verbs == ["Say", "Hangup"]
    assert hotline.does() is None


@pytest.mark.parametrize("tried", ["-5", "x", "99", ""])
def test_tries_that_are_no_number_are_still_bounded(hotline: Hotline, tried: str) -> None:
    leg = hotline.leg()
    for _ in range(3):
        leg.goes(f"/agent/sign-in?tried={tried}", Digits="12345678")
        if "Hangup" in leg.document.verbs:
            return
        tried = leg.document.attribute("Gather", "action").rpartition("=")[2]
    pytest.fail("never refused")


def test_pins_and_numbers_stay_out_of_the_logs(hotline: Hotline) -> None:
    with capture_logs() as logs:
        hotline.agent()
        hotline.leg().goes("/agent/sign-in?tried=0", Digits="90011234")
    assert not any(secret in str(logs) for secret in (PIN, "9001", "1234"))


def test_a_repeated_sign_in_changes_nothing(hotline: Hotline) -> None:
    agent = hotline.agent()
    before = hotline.rows()
    agent.goes("/agent/sign-in?tried=0", Digits=f"9001{PIN}")
    agent.goes("/agent/park")
    assert hotline.rows() == before
    assert hotline.does() == "idle"


def test_keys_choose_break_ready_and_the_end_of_the_shift(hotline: Hotline) -> None:
    agent = hotline.agent()
    assert "on break" in agent.presses("2").said
    assert (hotline.does(), hotline.staff().status) == (None, "break")
    assert agent.is_silent().said == ""  # chosen, and not told again and again
    agent.presses("1")
    assert (hotline.does(), hotline.staff().status) == ("idle", "ready")
    assert agent.presses("7").verbs == PARKED
    assert agent.presses("9").verbs[-1] == "Hangup"
    assert (hotline.does(), hotline.staff().status) == (None, "signed-out")


def test_rounds_of_standing_by_are_signs_of_life(hotline: Hotline) -> None:
    agent = hotline.agent()
    for _ in range(9):
        hotline.tick(40)
        agent.is_silent()
    assert hotline.does() == "idle"
    hotline.tick(121)
    assert hotline.does() is None
    agent.is_silent()
    assert hotline.does() == "idle"


def test_a_leg_of_nobody_is_asked_to_sign_in(hotline: Hotline) -> None:
    for path in ("/agent/park", "/agent/key"):
        assert "PIN" in hotline.leg().goes(path, Digits="1").said


def test_whoever_is_signed_out_at_the_desk_is_let_go(hotline: Hotline) -> None:
    agent = hotline.agent()
    crew.choose(hotline.house, hotline.staff(), "signed-out")
    assert agent.is_silent().verbs == ["Say", "Hangup"]


def test_whoever_was_sent_on_break_hears_so_until_they_say_ready(hotline: Hotline) -> None:
    agent = hotline.agent()
    hotline.caller()
    for pause in (21, 0):
        hotline.run()
        hotline.tick(11)  # the leg was sent to the whisper and never asked for it
        agent.is_silent()
        hotline.tick(pause)
    assert (hotline.staff().status, hotline.staff().status_reason) == ("break", "missed")
    for _ in range(2):
        assert "on break" in agent.is_silent().said
    agent.presses("1")
    assert hotline.does() == "offered"


# A call


def test_an_offer_brings_agent_and_caller_into_one_conference(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    whisper = hotline.fetched(agent)
    assert whisper.played == ["/sound/beep.wav"]
    assert "Waited" not in whisper.said
    hotline.run()
    document = hotline.fetched(caller)
    assert "Here is Agent 9001" in document.said
    assert "Start" in document.verbs  # the recording, which was announced
    assert document.conference == whisper.conference == hotline.call(caller).id
    talk = hotline.talk(caller)
    assert (talk.connected_at, talk.leg_sid) == (hotline.clock.now(), agent.sid)
    assert (hotline.stands(caller), hotline.does()) == ("talking", "talking")
    assert hotline.exchange.redirects()[0][0] == agent.sid


def test_the_caller_hangs_up_and_the_agent_stands_by_again(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    hotline.clock.passes(600)  # longer than an agent is believed to be there
    caller.goes(caller.document.attribute("Dial", "action"), CallStatus="completed")
    agent.leaves_conference()
    hotline.tick()
    assert "Press 1 if it is solved" in agent.document.said
    agent.is_silent()
    assert agent.goes(agent.document.redirect).verbs == PARKED
    assert (hotline.does(), hotline.talk(caller).ended_by) == ("wrap-up", "caller")
    caller.hangs_up()
    assert hotline.events(caller).count("ended") == 1
    agent.presses("1")
    assert hotline.does() == "idle"
    assert hotline.talk(caller).wrapped_at is not None


def test_the_agent_ends_the_talk_with_a_star(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    assert "pass the caller on" in agent.leaves_conference().said
    assert "Press 1 if it is solved" in agent.is_silent().said
    agent.is_silent()
    assert hotline.talk(caller).ended_by == "agent"
    hotline.run()
    assert "anything else" in hotline.fetched(caller).said
    caller.presses("2")
    goodbye = caller.presses("5")
    assert goodbye.verbs[-1] == "Hangup"
    assert "Goodbye" in goodbye.said
    caller.hangs_up()
    assert hotline.call(caller).outcome == "talked"
    assert agent.goes(agent.document.redirect).verbs == PARKED


def test_the_agent_passes_the_caller_on_with_a_key(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    agent.leaves_conference()
    agent.presses("2")
    assert hotline.talk(caller).ended_by == "transfer"
    hotline.run()
    document = hotline.fetched(caller)
    assert "repairs" in document.said
    assert document.verbs[-1] == "Enqueue"
    assert hotline.call(caller).skill == "repair"
    other = hotline.agent("9002")
    hotline.meet(caller, other)
    assert [talk.ended_by for talk in hotline.talks(caller)] == ["transfer", None]
    assert "repairs" in other.document.said


def test_every_word_of_the_end_may_come_twice(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    conference = agent.document.attribute("Dial", "action")
    asked = agent.goes(conference, DialCallStatus="answered")
    for _ in range(2):
        agent.goes(asked.attribute("Gather", "action"), Digits="1")
    rows, state = hotline.rows(), hotline.stands(caller)
    for _ in range(2):
        agent.asks(conference, DialCallStatus="answered")
        agent.asks(asked.attribute("Gather", "action"), Digits="2")
    assert (hotline.rows(), hotline.stands(caller)) == (rows, state)
    assert hotline.call(caller).skill == "billing"


def test_an_offer_that_went_elsewhere_sends_the_leg_back(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    caller.hangs_up()
    assert hotline.fetched(agent).verbs == ["Redirect"]
    assert agent.goes(agent.document.redirect).verbs == PARKED
    assert hotline.does() == "idle"


def test_a_caller_who_hung_up_between_yes_and_record_frees_the_agent(
    hotline: Hotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    with monkeypatch.context() as unheard:  # the board does not hear of the end
        unheard.setattr("webhooks.line.leave", lambda *_: None)
        caller.hangs_up()
    assert hotline.stands(caller) == "offered"
    assert hotline.fetched(agent).verbs == ["Redirect"]
    assert hotline.house.board.calls() == []
    assert hotline.talks(caller) == []


@pytest.mark.parametrize(
    "query", ["", "?call=x&agent=y&token=z", "?agent=1", "?token=" + "9" * 999]
)
@pytest.mark.parametrize("path", ["/agent/whisper", "/agent/answer"])
def test_an_offer_that_is_none_is_no_longer_there(hotline: Hotline, path: str, query: str) -> None:
    assert "no longer waiting" in hotline.leg().asks(path + query, Digits="1").said


@pytest.mark.parametrize("path", ["/agent/after?talk=77", "/agent/pass?talk=77", "/agent/after"])
def test_a_talk_that_is_none_asks_for_nothing(hotline: Hotline, path: str) -> None:
    assert hotline.agent().asks(path).verbs == []


def test_an_offer_to_an_agent_without_a_leg_goes_to_the_next(hotline: Hotline) -> None:
    lone = hotline.agent()
    other = hotline.agent("9002")
    hotline.clock.passes(1)
    with hotline.house.store.transaction() as session:
        people.close_leg(session, lone.sid, hotline.clock.now())
    caller = hotline.caller()
    hotline.run()
    hotline.run()
    assert hotline.does() is None
    assert hotline.offer(caller).agent == str(hotline.staff("9002").id)
    assert [sid for sid, _ in hotline.exchange.redirects()] == [other.sid]


# Lines that are cut


def test_a_standby_leg_that_ends_takes_the_agent_off_the_board(hotline: Hotline) -> None:
    agent = hotline.agent()
    for _ in range(2):
        agent.asks("/agent/status", CallStatus="completed")
    assert hotline.does() is None
    assert hotline.staff().status == "ready"


def test_an_older_leg_that_ends_is_not_missed(hotline: Hotline) -> None:
    old = hotline.agent()
    new = hotline.leg()
    hotline.clock.passes(5)
    new.goes("/agent/sign-in?tried=0", Digits=f"9001{PIN}")
    old.asks("/agent/status", CallStatus="completed")
    assert hotline.does() == "idle"


def test_a_leg_that_ends_with_an_offer_open_gives_it_to_the_next(hotline: Hotline) -> None:
    agent = hotline.agent()
    hotline.agent("9002")
    hotline.clock.passes(1)
    caller = hotline.caller()
    assert hotline.offer(caller).agent == str(hotline.staff().id)
    agent.asks("/agent/status", CallStatus="completed")
    assert hotline.offer(caller).agent == str(hotline.staff("9002").id)


def test_a_line_cut_in_mid_talk_puts_the_caller_first_and_another_agent_gets_them(
    hotline: Hotline,
) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    later = hotline.caller("+15550002")
    agent.asks("/agent/status", CallStatus="completed")
    hotline.run()
    document = hotline.fetched(caller)
    assert "I am sorry" in document.said
    assert document.verbs[-1] == "Enqueue"
    assert hotline.house.board.waiting_calls() == [hotline.call(leg).id for leg in (caller, later)]
    other = hotline.agent("9002")
    hotline.meet(caller, other)
    assert [talk.ended_by for talk in hotline.talks(caller)] == ["lost", None]
    assert hotline.does() is None


def test_the_next_agent_may_be_faster_than_the_news_that_the_first_is_gone(
    hotline: Hotline,
) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    first_goodbye = caller.document.attribute("Dial", "action")
    other = hotline.agent("9002")
    agent.asks("/agent/status", CallStatus="completed")
    (offer,), release = hotline.jobs.asked[0][1], hotline.jobs.asked[1]
    assert release[0] == "release_caller"
    hotline.jobs.take()
    hotline.jobs.bring_agent(offer)  # type: ignore[arg-type]
    hotline.meet(caller, other)
    assert "Agent 9002" in caller.document.said
    # the first conference's end, asked for as a ghost, and the release that nobody needs any more
    caller.asks(first_goodbye, DialCallStatus="answered")
    before = len(hotline.exchange.requests)
    hotline.dialer.release_caller(*release[1])  # type: ignore[arg-type]
    assert len(hotline.exchange.requests) == before
    assert (hotline.stands(caller), hotline.talk(caller).ended_at) == ("talking", None)
    assert hotline.call(caller).state == "talking"


def test_a_ghost_that_is_faster_than_the_new_connection_does_no_harm(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    first_goodbye = caller.document.attribute("Dial", "action")
    other = hotline.agent("9002")
    agent.asks("/agent/status", CallStatus="completed")
    hotline.run()
    hotline.fetched(other)
    caller.asks(first_goodbye, DialCallStatus="answered")
    hotline.run()
    document = hotline.fetched(caller)
    assert document.conference == other.document.conference is not None
    assert hotline.talk(caller).ended_at is None
    assert hotline.does("9002") == "talking"


def test_an_agent_who_leaves_before_the_caller_came_leaves_them_in_line(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    hotline.jobs.take()
    agent.leaves_conference()
    agent.presses("2")
    assert hotline.stands(caller) == "waiting"
    assert hotline.talk(caller).ended_by == "lost"
    assert hotline.call(caller).skill is None
    other = hotline.agent("9002")
    hotline.meet(caller, other)


def test_a_caller_on_the_way_to_an_agent_who_is_gone_waits_on(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    hotline.run()
    agent.asks("/agent/status", CallStatus="completed")
    assert hotline.fetched(caller).verbs[-1] == "Enqueue"
    assert hotline.stands(caller) == "waiting"


def test_a_caller_fetched_twice_is_not_led_into_a_dead_conference(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    connect = hotline.exchange.redirects()[-1][1]
    ghost = caller.document.attribute("Dial", "action")
    caller.asks(ghost, DialCallStatus="answered")
    assert hotline.talk(caller).ended_by == "lost"
    assert caller.goes(connect).verbs[-1] == "Enqueue"
    assert hotline.stands(caller) == "waiting"


# Our own failures on an agent's leg


def test_a_leg_whose_document_was_lost_is_brought_back_to_its_caller(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    lost = hotline.fetched(agent)
    hotline.run()
    hotline.fetched(caller)
    agent.goes("/agent/fallback", ErrorCode="11205")
    again = agent.goes(agent.document.redirect)
    assert again.conference == lost.conference
    assert hotline.talk(caller).ended_at is None


def test_a_failed_whisper_gives_the_offer_back_at_once(hotline: Hotline) -> None:
    agent = hotline.agent()
    hotline.agent("9002")
    hotline.clock.passes(1)
    caller = hotline.caller()
    hotline.run()
    url = "https://hotline.example" + hotline.exchange.redirects()[-1][1]
    agent.goes("/agent/fallback", ErrorCode="11200", ErrorUrl=url)
    assert agent.goes(agent.document.redirect).verbs == PARKED
    assert hotline.does() == "paused"
    assert hotline.offer(caller).agent == str(hotline.staff("9002").id)


@pytest.mark.parametrize("url", ["", "x", "http://[", "?token=1", "https://a/?call=%00&token=%ff"])
def test_a_failure_at_an_absurd_address_parks_the_leg(hotline: Hotline, url: str) -> None:
    agent = hotline.agent()
    agent.goes("/agent/fallback", ErrorUrl=url)
    assert agent.goes(agent.document.redirect).verbs == PARKED
