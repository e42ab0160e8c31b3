"""A caller keeps their place and hangs up; an agent is found, they are rung, and both speak."""

import pytest

from records import calls
from tests.webhooks.callbacks_side import OTHER, agreed, asked, taken
from tests.webhooks.phone_side import CALLER, HOTLINE, Document, Hotline, Phone
from webhooks.switchboard import Callbacks, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(retry=(300, 1800)))


def rings_on(agent: Phone) -> Document:
    """The agent hears that it still rings, or what came of it."""
    return agent.goes(agent.document.redirect)


# Agreeing


@on_both
def test_who_agrees_keeps_the_place_without_a_leg(hotline: Hotline) -> None:
    caller = asked(hotline)
    joined = hotline.call(caller).joined_at
    assert "ends in 1, 9, 9" in caller.presses("1").said
    document = caller.presses("1")
    assert document.verbs == ["Say", "Hangup"]
    assert "Your place is kept" in document.said
    old, pending = hotline.call(caller), hotline.pending()
    assert (old.outcome, old.ended_at) == ("callback", hotline.clock.now())
    assert (pending.callback_of, pending.number, pending.state) == (old.id, CALLER, "away")
    assert (pending.joined_at, pending.skill, pending.language) == (joined, old.skill, "en")
    assert hotline.house.board.calls() == [pending.id]
    assert (hotline.callback().state, hotline.callback().call_id) == ("open", pending.id)


@on_both
def test_agreeing_twice_is_agreeing_once(hotline: Hotline) -> None:
    caller = asked(hotline)
    caller.presses("1")
    action = caller.document.attribute("Gather", "action")
    promised = caller.goes(action, Digits="1").text
    assert caller.goes(action, Digits="1").text == promised
    caller.hangs_up()
    caller.asks(caller.round)
    assert hotline.house.board.calls() == [hotline.pending().id]
    assert hotline.call(caller).outcome == "callback"


def test_another_number_is_called_if_it_is_one(hotline: Hotline) -> None:
    caller = asked(hotline)
    caller.presses("1")
    caller.presses("2")
    document = caller.presses("081255507000")
    assert "I heard" in document.said
    caller.presses("1")
    assert hotline.pending().number == "+6281255507000"
    assert hotline.callback().number == "+6281255507000"


@pytest.mark.parametrize("digits", ["1234", HOTLINE])
def test_a_number_that_cannot_be_called_keeps_the_caller_in_line(
    hotline: Hotline, digits: str
) -> None:
    caller = asked(hotline)
    caller.presses("1")
    caller.presses("2")
    caller.presses(digits.replace("+", "00"))
    if caller.document.root.find("Gather") is not None:
        caller.presses("1")
    assert hotline.call(caller).ended_at is None
    assert hotline.stands(caller) == "waiting"


@on_both
def test_a_number_is_owed_one_callback_only(hotline: Hotline) -> None:
    agreed(hotline)
    other = asked(hotline, OTHER)
    other.presses("1")
    other.presses("2")
    other.presses(CALLER.replace("+", "00"))
    document = other.presses("1")
    assert "cannot promise" in document.said
    assert document.redirect.startswith("/voice/wait")
    assert hotline.stands(other) == "waiting"


def test_who_is_brought_to_an_agent_in_that_moment_is_not_put_away(hotline: Hotline) -> None:
    caller = asked(hotline)
    caller.presses("1")
    agent = hotline.agent()
    hotline.run()
    hotline.fetched(agent)
    assert "Hangup" not in caller.presses("1").verbs
    hotline.run()
    assert hotline.fetched(caller).conference == agent.document.conference


def test_an_agent_who_says_yes_a_moment_too_late_is_free_at_once(hotline: Hotline) -> None:
    caller = asked(hotline)
    caller.presses("1")
    agent = hotline.agent()
    hotline.run()
    offer = hotline.offer(caller)
    whisper = f"/agent/whisper?call={offer.call}&agent={offer.agent}&token={offer.token}"
    caller.presses("1")
    assert agent.goes(whisper).conference is None
    assert hotline.house.board.offer_of(hotline.pending().id) is not None
    assert hotline.does() == "offered"


# Called


def test_the_agent_is_found_first_and_the_customer_rung_once(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    assert "Callback" in agent.document.said
    assert "still has to be rung" in agent.document.said
    (placed,) = hotline.exchange.placed()
    assert (placed["To"], placed["From"]) == (CALLER, HOTLINE)
    assert CALLER.lstrip("+") not in placed["Url"] + placed["StatusCallback"]
    hotline.jobs.call_back(hotline.pending().id)
    hotline.run()
    hotline.once.forget()
    hotline.jobs.call_back(hotline.pending().id)
    hotline.run()
    assert len(hotline.exchange.placed()) == 1
    assert rings_on(agent).played == ["/sound/ringing.wav"]


@on_both
def test_they_speak_when_the_customer_has_said_who_they_are(hotline: Hotline) -> None:
    old = agreed(hotline)
    agent = taken(hotline)
    customer = hotline.rung()
    assert "You asked us to call you back" in customer.picks_up().said
    assert rings_on(agent).conference is None
    document = customer.presses("1")
    assert "Agent 9001" in document.said
    assert document.conference == rings_on(agent).conference is not None
    talk = hotline.talk(customer)
    assert talk.connected_at is not None
    agent.leaves_conference()
    agent.is_silent()
    hotline.run()
    assert "anything else" in hotline.fetched(customer).said
    customer.hangs_up()
    assert (hotline.call(customer).outcome, hotline.callback().state) == ("talked", "kept")
    assert hotline.call(customer).callback_of == hotline.call(old).id
    assert hotline.house.board.calls() == []


def test_picking_up_told_twice_is_one_question(hotline: Hotline) -> None:
    agreed(hotline)
    taken(hotline)
    customer = hotline.rung()
    question = customer.picks_up().text
    assert customer.picks_up().text == question
    assert hotline.events(customer).count("called") == 1


@on_both
def test_a_leg_that_answers_after_another_is_let_go(hotline: Hotline) -> None:
    agreed(hotline)
    taken(hotline)
    customer = hotline.rung()
    late = Phone(customer.post, "CA" + "e" * 32, CALLER, called=customer.called)
    customer.picks_up()
    assert late.picks_up().verbs == ["Hangup"]
    late.hangs_up()
    assert hotline.call(customer).state == "called"
    assert hotline.callback().tries == 0


# Not reached


def in_vain(hotline: Hotline, how: str) -> None:
    customer = hotline.rung(len(hotline.exchange.placed()))
    if how in ("busy", "no-answer", "failed", "canceled"):
        customer.hangs_up(how)
        return
    customer.picks_up()
    if how == "hung up":
        customer.hangs_up()
    elif how == "mailbox":
        customer.says("please leave a message after the tone")
        customer.hangs_up()
    elif how == "silence":
        while "Gather" in customer.document.verbs:
            customer.is_silent()
        customer.hangs_up()
    else:
        customer.says("she is not here now")
        customer.hangs_up()


@pytest.mark.parametrize(
    "how", ["busy", "no-answer", "failed", "canceled", "hung up", "mailbox", "silence", "absent"]
)
def test_who_is_not_reached_is_tried_again_and_the_agent_is_free(
    hotline: Hotline, how: str
) -> None:
    agreed(hotline)
    agent = taken(hotline)
    in_vain(hotline, how)
    pending = hotline.pending()
    assert (pending.state, pending.due_at) == ("away", hotline.clock.now() + 300)
    assert pending.sid.startswith("away-")
    assert (hotline.callback().tries, hotline.callback().state) == (1, "open")
    assert hotline.house.board.calls() == []
    document = rings_on(agent)
    assert "not reached" in document.said
    assert hotline.does() == "idle"
    assert document.redirect == "/agent/park"


@on_both
def test_after_the_last_try_the_customer_is_given_up(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    pending = hotline.pending().id
    for seconds in (300, 1800):
        in_vain(hotline, "no-answer")
        rings_on(agent)
        hotline.clock.passes(seconds)
        agent.goes("/agent/park")
        hotline.agree()
        hotline.run()
        hotline.fetched(agent)
        hotline.run()
    assert len(hotline.exchange.placed()) == 3
    in_vain(hotline, "no-answer")
    with hotline.house.store.reading() as session:
        call = calls.by_id(session, pending)
    assert call is not None
    assert (call.outcome, hotline.callback().state) == ("unreached", "missed")
    assert "not reached" in rings_on(agent).said
    hotline.agree()
    assert hotline.house.board.calls() == []


def test_a_try_told_over_twice_counts_once(hotline: Hotline) -> None:
    agreed(hotline)
    taken(hotline)
    customer = hotline.rung()
    for _ in range(2):
        customer.hangs_up("busy")
    customer.asks("/voice/called-status?call=nobody&tries=0", CallStatus="busy")
    assert hotline.callback().tries == 1


def test_waiting_for_the_next_try_costs_no_place_and_climbs_no_rung(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    in_vain(hotline, "busy")
    agent.goes("/agent/park")
    agent.presses("2")  # a break
    hotline.clock.passes(100)
    later = hotline.caller(OTHER)
    hotline.clock.passes(200)
    hotline.agree()
    hotline.tick()
    pending = hotline.pending()
    assert hotline.house.board.position(pending.id) == 1
    assert hotline.house.board.position(hotline.call(later).id) == 2
    assert (pending.climbed, hotline.call(later).climbed) == (0, 2)


def test_who_does_not_want_it_any_more_is_left_in_peace(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    customer = hotline.rung()
    customer.picks_up()
    assert "Hangup" in customer.presses("2").verbs
    customer.hangs_up()
    assert hotline.call(customer).outcome == "declined"
    assert hotline.callback().state == "cancelled"
    assert "not reached" in rings_on(agent).said
    assert hotline.does() == "idle"


# An agent who is lost meanwhile


def test_another_agent_takes_over_while_it_rings(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    agent.asks("/agent/status", CallStatus="completed")
    other = taken(hotline, "9002")
    assert len(hotline.exchange.placed()) == 1
    customer = hotline.rung()
    customer.picks_up()
    assert "Agent 9002" in customer.presses("1").said
    assert rings_on(other).conference == customer.document.conference


def test_without_an_agent_the_customer_is_first_in_line(hotline: Hotline) -> None:
    agreed(hotline)
    agent = taken(hotline)
    hotline.caller(OTHER)
    customer = hotline.rung()
    customer.picks_up()
    agent.asks("/agent/status", CallStatus="completed")
    assert customer.presses("1").verbs[-1] == "Enqueue"
    customer.waits()
    assert hotline.house.board.position(hotline.call(customer).id) == 1
    other = hotline.agent("9002")
    hotline.meet(customer, other)
    assert hotline.callback().state == "kept"
