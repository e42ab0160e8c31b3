"""What is asked of Twilio, through its own library: what it refuses, delays, or forgets to answer."""

from dataclasses import replace

import pytest

from tests.webhooks.phone_side import ACCOUNT, TOKEN, Answer, Exchange, Hotline
from webhooks import mend
from webhooks.dialer import TRIES
from webhooks.phones import Account, LegGone, NoSecondChannel, PhoneError, Phones, TooBusy

GONE: Answer = (400, b'{"code": 21220, "message": "not in progress", "status": 400}')
BUSY: Answer = (429, b'{"code": 20429, "message": "too many", "status": 429}')
DOWN: Answer = (503, b"<html>try later</html>")
INVALID: Answer = (400, b'{"code": 21211, "message": "invalid To", "status": 400}')
UNKNOWN: Answer = (404, b'{"code": 20404, "message": "not found", "status": 404}')


@pytest.fixture
def phones(exchange: Exchange) -> Phones:
    return Phones(Account(ACCOUNT, TOKEN, exchange.url))


@pytest.mark.parametrize(
    ("trouble", "error"),
    [(GONE, LegGone), (UNKNOWN, LegGone), (BUSY, TooBusy), (DOWN, PhoneError), (None, PhoneError)],
)
def test_refusals_have_names(
    phones: Phones, exchange: Exchange, trouble: Answer, error: type[Exception]
) -> None:
    exchange.troubles = [trouble]
    with pytest.raises(error):
        phones.redirect("CA1", "https://hotline.example/x")


def test_a_list_that_is_refused_is_a_phone_error(phones: Phones, exchange: Exchange) -> None:
    exchange.troubles = [DOWN]
    with pytest.raises(PhoneError):
        phones.live_legs()


def test_a_server_that_never_answers_is_not_waited_for(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webhooks.phones.TIMEOUT", 0.05)
    phones = Phones(Account(ACCOUNT, TOKEN, exchange.url))
    with exchange.asleep(), pytest.raises(PhoneError):
        phones.redirect("CA1", "https://hotline.example/x")


def test_nobody_at_the_other_end_is_a_phone_error() -> None:
    with pytest.raises(PhoneError):
        Phones(Account(ACCOUNT, TOKEN, "http://127.0.0.1:9")).end("CA1")


# Fetching an agent


def test_an_offer_is_delivered_once(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    for _ in range(3):
        hotline.jobs.bring_agent(hotline.offer(caller))
    hotline.run()
    assert len(hotline.exchange.requests) == 1


@pytest.mark.parametrize("trouble", [BUSY, DOWN, None])
def test_a_leg_is_asked_for_again_after_a_while(hotline: Hotline, trouble: Answer) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.exchange.troubles = [trouble, trouble]
    hotline.run()
    assert hotline.rests == list(TRIES[:2])
    assert hotline.fetched(agent).conference == hotline.call(caller).id


def test_an_agent_who_cannot_be_reached_gives_the_offer_back(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    hotline.exchange.troubles = [DOWN] * 9
    hotline.run()
    assert len(hotline.exchange.requests) == len(TRIES) + 1
    assert (hotline.stands(caller), hotline.does()) == ("waiting", "paused")
    assert hotline.staff().status == "ready"


def test_a_redirect_that_was_done_without_an_answer_is_not_done_again(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.exchange.troubles = [DOWN]
    offer = hotline.offer(caller)
    path = f"/agent/whisper?call={offer.call}&agent={offer.agent}&token={offer.token}"
    hotline.exchange.after = lambda: agent.goes(path)
    hotline.run()
    assert [sid for sid, _ in hotline.exchange.redirects()].count(agent.sid) == 1
    assert hotline.stands(caller) == "talking"


def test_a_leg_that_is_gone_takes_the_agent_off_the_board(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    hotline.exchange.troubles = [GONE]
    hotline.run()
    assert (hotline.stands(caller), hotline.does()) == ("waiting", None)
    assert len(hotline.exchange.requests) == 1


def test_an_agent_who_is_unknown_gives_the_offer_back(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    offer = hotline.offer(caller)
    hotline.dialer.bring_agent(replace(offer, agent="77"))
    assert hotline.exchange.requests == []


# Ringing an agent


@pytest.mark.parametrize(("trouble", "asked"), [(INVALID, 1), (DOWN, 1), (None, 1), (BUSY, 4)])
def test_a_call_is_placed_again_only_if_it_surely_was_not(
    hotline: Hotline, trouble: Answer, asked: int
) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.exchange.troubles = [trouble] * 9
    hotline.run()
    assert len(hotline.exchange.placed()) == asked
    assert (hotline.stands(caller), hotline.does()) == ("waiting", "paused")


def test_a_rate_limit_that_passes_rings_the_phone(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    hotline.caller()
    hotline.exchange.troubles = [BUSY]
    hotline.run()
    assert (len(hotline.exchange.placed()), hotline.pace.turns) == (2, 2)


def test_a_phone_rings_no_longer_than_the_offer_is_open(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.pace.before = lambda: hotline.clock.passes(9)
    left = hotline.offer(caller).deadline - hotline.clock.now() - 9
    hotline.run()
    assert hotline.exchange.placed()[0]["Timeout"] == f"{left:.0f}"


@pytest.mark.parametrize("meanwhile", ["expired", "hung up"])
def test_nobody_is_rung_for_an_offer_that_is_over_when_the_turn_comes(
    hotline: Hotline, meanwhile: str
) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.pace.before = caller.hangs_up if meanwhile == "hung up" else lambda: hotline.tick(26)
    offer = hotline.jobs.take()[0][1][0]
    hotline.dialer.bring_agent(offer)  # type: ignore[arg-type]
    assert hotline.exchange.placed() == []


def test_an_agent_without_a_number_gives_the_offer_back(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    with hotline.house.store.transaction() as session:
        session.merge(hotline.staff()).number = None
    caller = hotline.caller()
    hotline.run()
    assert (hotline.stands(caller), hotline.does()) == ("waiting", "paused")


# Fetching a caller


def accepted(hotline: Hotline) -> None:
    agent = hotline.agent()
    hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    hotline.exchange.requests.clear()


def test_a_caller_is_fetched_once_however_often_it_is_asked(hotline: Hotline) -> None:
    accepted(hotline)
    hotline.jobs.asked *= 3
    hotline.run()
    assert len(hotline.exchange.redirects()) == 1


def test_a_caller_who_is_there_is_not_torn_away_by_a_second_try(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    hotline.exchange.requests.clear()
    hotline.exchange.troubles = [DOWN, DOWN]
    hotline.exchange.after = lambda: caller.goes("/voice/connect?talk=1")
    hotline.run()
    assert len(hotline.exchange.redirects()) == 1
    assert hotline.talk(caller).connected_at is not None


def test_a_caller_who_is_gone_is_gone(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    hotline.exchange.troubles = [GONE]
    hotline.run()
    assert hotline.call(caller).ended_at is not None
    assert hotline.does() == "wrap-up"


def test_a_caller_who_cannot_be_fetched_is_asked_for_again_by_the_clock(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    hotline.fetched(agent)
    hotline.exchange.troubles = [DOWN] * (len(TRIES) + 1)
    with pytest.raises(PhoneError):
        hotline.run()
    hotline.clock.passes(10)
    hotline.agree(patience=4)
    hotline.run()
    assert hotline.fetched(caller).conference == agent.document.conference


# Watching


def test_a_leg_is_given_up_only_when_it_was_missing_twice(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    watch = mend.Watch(hotline.house, hotline.dialer.phones)
    hotline.exchange.listed = [agent.sid, caller.sid]
    watch.compare()
    hotline.exchange.listed = []
    watch.compare()
    assert (hotline.call(caller).ended_at, hotline.does()) == (None, "offered")
    hotline.exchange.listed = [caller.sid]
    watch.compare()
    assert hotline.does() is None
    hotline.exchange.listed = []
    watch.compare()
    assert hotline.call(caller).ended_at is None  # missing once, seen, missing once
    watch.compare()
    assert hotline.call(caller).outcome == "abandoned"


def test_the_list_being_away_gives_nobody_up(hotline: Hotline) -> None:
    caller = hotline.caller()
    away = Phones(Account(ACCOUNT, TOKEN, "http://127.0.0.1:9"))
    watch = mend.Watch(hotline.house, away)
    for _ in range(3):
        with pytest.raises(PhoneError):
            watch.compare()
    assert hotline.stands(caller) == "waiting"


# Recordings


def test_a_recording_comes_in_two_channels_or_one(phones: Phones, exchange: Exchange) -> None:
    exchange.media = [(200, b"RIFF" * 50_000), (400, b"{}"), (200, b"mono"), (404, b"{}")]
    assert b"".join(phones.recording("RE1", dual=True)) == b"RIFF" * 50_000
    with pytest.raises(NoSecondChannel):
        next(phones.recording("RE1", dual=True))
    assert b"".join(phones.recording("RE1", dual=False)) == b"mono"
    with pytest.raises(PhoneError):
        next(phones.recording("RE1", dual=False))
    asked = [path.partition(".wav")[2] for path, _ in exchange.requests]
    assert asked == ["?RequestedChannels=2"] * 2 + [""] * 2
