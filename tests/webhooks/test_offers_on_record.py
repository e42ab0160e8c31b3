"""Every offer is on the record of its call, with what became of it: once, whatever is repeated."""

from tests.webhooks.desk_side import story
from tests.webhooks.phone_side import Answer, Hotline, Phone

DOWN: Answer = (503, b"<html>try later</html>")
FATES = ("offered", "accepted", "declined", "missed", "expired")


def fates(hotline: Hotline, caller: Phone) -> list[str]:
    return [kind for kind, _ in story(hotline, caller, *FATES)]


def test_an_offer_that_is_taken(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.meet(caller, agent)
    me = hotline.staff().id
    talk = hotline.talk(caller).id
    assert story(hotline, caller, *FATES) == [
        ("offered", {"agent": me, "way": "standby"}),
        ("accepted", {"agent": me, "talk": talk}),
    ]


def test_an_offer_that_nobody_takes_expires(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    hotline.run()
    hotline.tick(11)
    assert fates(hotline, caller) == ["offered", "expired"]


def test_an_offer_that_is_passed_by_at_the_phone(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    phone = hotline.rung()
    phone.picks_up()
    answer = phone.document.attribute("Gather", "action")
    for _ in range(2):
        phone.goes(answer, Digits="2")
    phone.hangs_up()
    me = hotline.staff().id
    assert story(hotline, caller, "declined", "missed") == [
        ("declined", {"agent": me, "cause": "declined"})
    ]


def test_a_phone_that_is_not_taken_is_missed(hotline: Hotline) -> None:
    hotline.agent(mode="ring")
    caller = hotline.caller()
    hotline.run()
    hotline.rung().hangs_up("no-answer")
    assert fates(hotline, caller) == ["offered", "missed"]


def test_a_phone_that_cannot_be_reached(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    hotline.exchange.troubles = [DOWN] * 4
    hotline.run()
    me = hotline.staff().id
    assert story(hotline, caller, *FATES)[:2] == [
        ("offered", {"agent": me, "way": "standby"}),
        ("declined", {"agent": me, "cause": "failed"}),
    ]


def test_a_job_done_twice_offers_once(hotline: Hotline) -> None:
    hotline.agent()
    caller = hotline.caller()
    offer = hotline.offer(caller)
    for _ in range(2):
        hotline.dialer.bring_agent(offer)
    hotline.clock.passes(8)
    hotline.dialer.bring_agent(offer)
    assert fates(hotline, caller) == ["offered"]


def test_an_offer_that_was_taken_is_not_passed_by_any_more(hotline: Hotline) -> None:
    agent, caller = hotline.agent(), hotline.caller()
    hotline.run()
    url = hotline.exchange.redirects()[-1][1]
    hotline.fetched(agent)
    agent.asks("/agent/fallback", ErrorCode="11200", ErrorUrl=f"https://hotline.example{url}")
    assert fates(hotline, caller) == ["offered", "accepted"]
