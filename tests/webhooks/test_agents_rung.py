"""Agents who are rung on their own telephones: a whisper, then 1 or anything else."""

from urllib.parse import parse_qs

import pytest

from tests.webhooks.phone_side import Exchange, Hotline, Phone, path_of

RUNG = Exchange.rung(1)


def ring(hotline: Hotline) -> Phone:
    """The leg that is placed to the agent, answered."""
    hotline.run()
    placed = hotline.exchange.placed()[-1]
    phone = Phone(hotline.leg().post, Exchange.rung(len(hotline.exchange.placed())), placed["To"])
    phone.goes(path_of(placed["Url"]))
    return phone


def ended(hotline: Hotline, phone: Phone, how: str) -> None:
    """The last word about a leg that was placed."""
    phone.asks(path_of(hotline.exchange.placed()[-1]["StatusCallback"]), CallStatus=how)


def test_signing_in_by_phone_ends_the_call_and_makes_ready(hotline: Hotline) -> None:
    agent = hotline.agent(mode="ring")
    assert "We will ring you" in agent.document.said
    assert agent.document.verbs[-1] == "Hangup"
    agent.asks("/agent/status", CallStatus="completed")
    assert hotline.does() == "idle"


def test_one_takes_the_call(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    phone = ring(hotline)
    assert "Press 1" in phone.document.said
    assert hotline.exchange.placed()[0]["Timeout"] == "24"  # what is left of the offer
    phone.presses("1")
    hotline.run()
    hotline.fetched(caller)
    assert caller.document.conference == phone.document.conference is not None
    assert hotline.pace.turns == 1


@pytest.mark.parametrize(("key", "state"), [("2", "paused"), ("0", "paused"), ("*", "paused")])
def test_any_other_key_passes(hotline: Hotline, key: str, state: str) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    phone = ring(hotline)
    assert phone.presses(key).verbs == ["Hangup"]
    ended(hotline, phone, "completed")
    assert (hotline.stands(caller), hotline.does()) == ("waiting", state)


def test_a_mailbox_that_picks_up_is_a_miss_and_two_are_a_break(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    for _ in range(2):
        phone = ring(hotline)
        assert phone.is_silent().verbs == ["Hangup"]
        ended(hotline, phone, "completed")
        hotline.tick(60)
    assert (hotline.does(), hotline.staff().status_reason) == (None, "missed")
    hotline.agree()
    assert hotline.does() is None  # until they phone in again
    hotline.leg().goes("/agent/sign-in?tried=0", Digits="90014711")
    assert hotline.does() == "offered"
    assert hotline.stands(caller) == "offered"


@pytest.mark.parametrize("how", ["busy", "no-answer", "failed", "canceled", "completed"])
def test_a_phone_that_is_not_taken_keeps_the_caller_in_line(hotline: Hotline, how: str) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    phone = Phone(hotline.leg().post, RUNG)
    for _ in range(2):
        ended(hotline, phone, how)
    assert (hotline.stands(caller), hotline.does()) == ("waiting", "paused")


def test_a_status_of_a_phone_that_still_rings_is_no_news(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    ended(hotline, Phone(hotline.leg().post, RUNG), "ringing")
    assert hotline.stands(caller) == "offered"


def test_an_offer_that_expired_while_it_rang_is_no_longer_there(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    hotline.caller()
    phone = ring(hotline)
    hotline.tick(26)
    assert hotline.jobs.names == ["stop_ringing"]
    assert "no longer waiting" in phone.presses("1").said
    hotline.run()
    assert hotline.exchange.ended() == [phone.sid]


def test_a_caller_who_hangs_up_stops_the_phone(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    caller.hangs_up()
    hotline.run()
    assert hotline.exchange.ended() == [RUNG]


def test_the_phone_of_the_next_agent_is_not_stopped_with_the_last(hotline: Hotline) -> None:
    for extension in ("9001", "9002"):
        hotline.agent(extension, mode="ring")
        hotline.clock.passes(1)
    hotline.caller()
    hotline.run()
    hotline.tick(26)
    hotline.run()
    assert [form["To"] for form in hotline.exchange.placed()] == ["+1555779001", "+1555779002"]
    assert hotline.exchange.ended() == [Exchange.rung(1)]


def test_whoever_took_a_call_is_not_hung_up_on(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    ring(hotline).presses("1")
    hotline.jobs.stop_ringing(hotline.call(caller).id, str(hotline.staff().id))
    hotline.run()
    assert hotline.exchange.ended() == []


def test_the_agent_hangs_up_and_the_caller_hears_goodbye(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    phone = ring(hotline)
    phone.presses("1")
    hotline.run()
    hotline.fetched(caller)
    for _ in range(2):
        ended(hotline, phone, "completed")
    assert hotline.talk(caller).ended_by == "agent"
    hotline.run()
    assert "anything else" in hotline.fetched(caller).said
    assert hotline.does() == "wrap-up"


def test_an_agent_who_hangs_up_before_the_caller_came_leaves_them_in_line(
    hotline: Hotline,
) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    phone = ring(hotline)
    phone.presses("1")
    ended(hotline, phone, "completed")
    assert hotline.stands(caller) == "waiting"
    assert hotline.talk(caller).ended_by == "lost"
    hotline.run()
    assert caller.sid not in [sid for sid, _ in hotline.exchange.redirects()]


def test_a_star_ends_the_talk_and_the_leg(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    phone = ring(hotline)
    phone.presses("1")
    hotline.run()
    hotline.fetched(caller)
    phone.leaves_conference()
    assert "solved" in phone.is_silent().said
    assert phone.is_silent().verbs == ["Hangup"]


def test_our_failure_on_a_rung_leg_gives_the_offer_back(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    phone = Phone(hotline.leg().post, RUNG)
    url = hotline.exchange.placed()[0]["Url"]
    assert parse_qs(url.partition("?")[2]).keys() >= {"call", "agent", "token"}
    assert phone.goes("/agent/fallback", ErrorUrl=url).verbs == ["Say", "Hangup"]
    assert (hotline.stands(caller), hotline.does()) == ("waiting", "paused")


def test_our_failure_after_the_yes_leads_back_to_the_caller(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    phone = ring(hotline)
    phone.presses("1")
    phone.goes("/agent/fallback", ErrorCode="11205")
    assert phone.goes(phone.document.redirect).conference == hotline.call(caller).id


def test_whoever_is_rung_is_off_the_board_at_the_end_of_a_shift(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    hotline.tick(13 * 3600)
    assert (hotline.does(), hotline.staff().status) == (None, "signed-out")
    hotline.agree()
    assert hotline.does() is None
