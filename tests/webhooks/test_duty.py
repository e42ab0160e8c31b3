"""Ready, break, signed out, notes finished: said on a page, or by a supervisor."""

import pytest

from queueing.model import Cause
from records import people, talks
from tests.webhooks import desk_side
from tests.webhooks.desk_side import trail
from tests.webhooks.phone_side import Answer, Hotline, Phone
from webhooks.duty import Duty

DOWN: Answer = (503, b"<html>try later</html>")
GONE: Answer = (404, b'{"code": 20404, "message": "not found", "status": 404}')


@pytest.fixture
def agent(hotline: Hotline) -> Phone:
    return hotline.agent()


@pytest.fixture
def me(hotline: Hotline, agent: Phone) -> int:
    """The person whose leg stands by."""
    assert agent.document.verbs
    return hotline.staff().id


@pytest.fixture
def duty(hotline: Hotline) -> Duty:
    return desk_side.duty(hotline)


def status(hotline: Hotline, extension: str = "9001") -> tuple[str, str | None]:
    person = hotline.staff(extension)
    return person.status, person.status_reason


def test_a_break_is_heard_on_the_open_line_at_once(
    hotline: Hotline, duty: Duty, agent: Phone, me: int
) -> None:
    assert duty.choose(me, "break", "lunch") is None
    assert status(hotline) == ("break", "lunch")
    assert hotline.does() is None
    assert "You are on break" in hotline.fetched(agent).said
    assert trail(hotline) == [], "their own choice is no supervisor's"


def test_said_twice_it_is_told_once(hotline: Hotline, duty: Duty, me: int) -> None:
    for _ in range(2):
        assert duty.choose(me, "break", "lunch") is None
    assert len(hotline.exchange.redirects()) == 1


def test_back_from_a_break_the_next_caller_is_offered(
    hotline: Hotline, duty: Duty, me: int
) -> None:
    duty.choose(me, "break", "short")
    caller = hotline.caller()
    assert duty.choose(me, "ready") is None
    assert hotline.stands(caller) == "offered"


def test_who_signs_out_hears_goodbye(hotline: Hotline, duty: Duty, agent: Phone, me: int) -> None:
    assert duty.choose(me, "signed-out") is None
    goodbye = hotline.fetched(agent)
    assert "You are signed out" in goodbye.said
    assert goodbye.verbs[-1] == "Hangup"


def test_signed_out_in_a_talk_it_comes_true_after_it(
    hotline: Hotline, duty: Duty, agent: Phone, me: int
) -> None:
    caller = hotline.caller()
    hotline.meet(caller, agent)
    hotline.exchange.reset()
    assert duty.choose(me, "signed-out") is None
    assert hotline.exchange.redirects() == [], "they go on talking"
    assert hotline.does() == "talking"
    caller.hangs_up()
    agent.leaves_conference()
    assert "You are signed out" in agent.goes("/agent/park").said
    assert hotline.does() is None


def test_nobody_is_ready_without_a_line(
    hotline: Hotline, duty: Duty, agent: Phone, me: int
) -> None:
    duty.choose(me, "signed-out")
    hotline.fetched(agent)
    agent.asks("/agent/status", CallStatus="completed")
    assert duty.choose(me, "ready") == "no-line"
    assert status(hotline) == ("signed-out", None)
    assert duty.choose(me, "break", "lunch") is None, "that needs none"


def test_who_is_rung_needs_no_open_line(hotline: Hotline, duty: Duty) -> None:
    person = hotline.person("9002", mode="ring")
    assert duty.choose(person.id, "ready") is None
    assert hotline.does("9002") == "idle"


def test_a_reason_that_the_hotline_does_not_know_is_refused(
    hotline: Hotline, duty: Duty, me: int
) -> None:
    assert duty.choose(me, "break", "missed") == "refused"
    assert duty.choose(99, "break") == "gone"
    assert status(hotline) == ("ready", None)


def test_a_line_that_is_gone_is_known_to_be(hotline: Hotline, duty: Duty, me: int) -> None:
    hotline.exchange.troubles = [GONE]
    assert duty.choose(me, "break", "lunch") is None
    assert duty.choose(me, "ready") == "no-line"


def test_what_a_supervisor_chose_for_them_is_in_the_trail_once(
    hotline: Hotline, duty: Duty, me: int
) -> None:
    boss = hotline.person("9009", role="supervisor").id
    for _ in range(2):
        assert duty.choose(me, "break", "lunch", by=boss) is None
    assert trail(hotline) == [("status-changed", boss, f"person-{me}")]


def test_a_supervisor_who_makes_them_ready_leaves_them_their_notes(
    hotline: Hotline, duty: Duty, agent: Phone, me: int
) -> None:
    boss = hotline.person("9009", role="supervisor").id
    caller = hotline.caller()
    hotline.meet(caller, agent)
    duty.choose(me, "break", "lunch", by=boss)
    duty.choose(me, "ready", by=boss)
    caller.hangs_up()
    assert hotline.does() == "wrap-up"
    duty.choose(me, "ready", by=boss)
    assert hotline.does() == "wrap-up"


# Notes


@pytest.fixture
def talk(hotline: Hotline, agent: Phone) -> int:
    """A talk that is just over."""
    caller = hotline.caller()
    hotline.meet(caller, agent)
    caller.hangs_up()
    assert hotline.does() == "wrap-up"
    return hotline.talk(caller).id


def outcome(hotline: Hotline, talk_id: int) -> tuple[str | None, float | None]:
    with hotline.house.store.reading() as session:
        talk = talks.by_id(session, talk_id)
    assert talk is not None
    return talk.outcome, talk.wrapped_at


def test_the_notes_are_finished_and_the_next_call_comes(
    hotline: Hotline, duty: Duty, me: int, talk: int
) -> None:
    caller = hotline.caller("+15550002")
    assert duty.finish(me, talk, "solved") is None
    assert outcome(hotline, talk) == ("solved", hotline.clock.now())
    assert hotline.stands(caller) == "offered"


def test_finished_again_in_the_next_talk_nothing_is_torn(
    hotline: Hotline, duty: Duty, agent: Phone, me: int, talk: int
) -> None:
    duty.finish(me, talk, "solved")
    caller = hotline.caller("+15550002")
    hotline.meet(caller, agent)
    caller.hangs_up()
    assert duty.finish(me, talk, "follow-up") is None
    assert outcome(hotline, talk)[0] == "follow-up", "the last word on it counts"
    assert hotline.does() == "wrap-up", "these are the notes of another talk"


def test_nobody_finishes_what_is_not_theirs_or_not_over(
    hotline: Hotline, duty: Duty, agent: Phone, me: int, talk: int
) -> None:
    assert duty.finish(hotline.person("9002").id, talk, None) == "not-yours"
    assert duty.finish(me, 99, None) == "gone"
    assert duty.finish(me, talk, "no-such-outcome") == "refused"
    assert outcome(hotline, talk) == (None, None)
    duty.finish(me, talk, None)
    caller = hotline.caller("+15550002")
    hotline.meet(caller, agent)
    assert duty.finish(me, hotline.talk(caller).id, "solved") == "busy"


def test_there_is_more_time_for_notes_once(
    hotline: Hotline, duty: Duty, me: int, talk: int
) -> None:
    assert talk
    assert duty.extend(me) is None
    assert duty.extend(me) == "late"
    hotline.tick(hotline.house.policy.wrap_up + 1)
    assert hotline.does() == "wrap-up"
    assert duty.extend(99) == "gone"


# What they have learnt


def teach(hotline: Hotline, skills: dict[str, int]) -> None:
    with hotline.house.store.transaction() as session:
        person = people.by_extension(session, "9001")
        assert person is not None
        person.skills = skills


def test_new_skills_count_at_once(hotline: Hotline, duty: Duty, agent: Phone, me: int) -> None:
    teach(hotline, {"repair": 5})
    duty.learnt(me, by=1)
    caller = hotline.leg()
    caller.rings()
    caller.presses("1")
    caller.says("Sinta")
    caller.presses("1")
    caller.says("my bill is wrong")
    assert hotline.stands(caller) == "waiting"
    teach(hotline, {"repair": 5, "billing": 3})
    assert duty.learnt(me, by=1) is None
    assert hotline.stands(caller) == "offered"
    assert agent.document.verbs


def test_who_leaves_after_the_talk_leaves_all_the_same(
    hotline: Hotline, duty: Duty, agent: Phone, me: int
) -> None:
    caller = hotline.caller()
    hotline.meet(caller, agent)
    duty.choose(me, "break", "lunch")
    teach(hotline, {"repair": 1})
    assert duty.learnt(me, by=1) is None
    caller.hangs_up()
    assert hotline.does() is None


def test_who_is_not_there_need_not_be_told(hotline: Hotline, duty: Duty) -> None:
    person = hotline.person("9002")
    assert duty.learnt(person.id, by=1) is None
    assert hotline.does("9002") is None
    assert duty.learnt(99, by=1) == "gone"


# Called back from a break


def test_the_open_line_beeps_and_says_who_asks(
    hotline: Hotline, duty: Duty, agent: Phone, me: int
) -> None:
    boss = hotline.person("9009", role="supervisor").id
    duty.choose(me, "break", "lunch")
    assert duty.call_back(me, boss) is None
    heard = hotline.fetched(agent)
    assert heard.played == ["/sound/beep.wav"]
    assert heard.said == "Agent 9009 asks you to come back. Press 1 when you are ready."
    parked = agent.goes(heard.redirect)
    assert parked.said == "", "they have just heard it"
    agent.presses("1")
    assert status(hotline) == ("ready", None)
    assert trail(hotline) == [("called-back", boss, f"person-{me}")]


def test_only_who_is_on_a_break_and_has_a_line_is_called_back(
    hotline: Hotline, duty: Duty, agent: Phone, me: int
) -> None:
    boss = hotline.person("9009", role="supervisor").id
    assert duty.call_back(me, boss) is None, "they are back already"
    assert duty.call_back(boss, me) == "away"
    duty.choose(me, "break", "lunch")
    hotline.exchange.troubles = [DOWN]
    assert duty.call_back(me, boss) == "phone"
    agent.asks("/agent/status", CallStatus="completed")
    assert duty.call_back(me, boss) == "no-line"
    assert duty.call_back(99, boss) == "gone"
    assert trail(hotline) == []


def test_a_break_after_missed_offers_can_be_ended_too(
    hotline: Hotline, duty: Duty, me: int
) -> None:
    for number in ("+15550002", "+15550003"):
        caller = hotline.caller(number)
        offer = hotline.offer(caller)
        hotline.house.board.decline(
            offer.call, offer.agent, offer.token, Cause.MISSED, hotline.clock.now()
        )
        caller.hangs_up()
        hotline.tick(60)
    hotline.agree()
    duty.choose(me, "ready")
    assert hotline.does() == "idle"
