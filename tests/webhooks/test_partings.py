"""After the talk: what the caller says is made true, and agents say what became of it."""

import pytest
from sqlalchemy import select

from records import cases, follow_ups, promises
from records.models import Case, FollowUp, Promise
from tests.webhooks import desk_side
from tests.webhooks.callbacks_side import agreed, taken
from tests.webhooks.cases_side import DAY, MOBILE, customer, looks, solved, story
from tests.webhooks.phone_side import Hotline, Phone
from webhooks.switchboard import Callbacks, CaseRules, Rules

on_both = pytest.mark.parametrize("records_store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def rules() -> Rules:
    return Rules(callbacks=Callbacks(), cases=CaseRules(texts=True))


def talking(hotline: Hotline) -> tuple[Phone, Phone, Case]:
    """Caller and agent in a talk, and the case that it is about."""
    agent, leg = hotline.agent(), hotline.caller(MOBILE)
    hotline.meet(leg, agent)
    return leg, agent, case_of(hotline, leg)


def case_of(hotline: Hotline, leg: Phone) -> Case:
    with hotline.house.store.reading() as session:
        found = cases.of_call(session, hotline.call(leg))
    assert found is not None
    return found


def ends(hotline: Hotline, leg: Phone, agent: Phone) -> None:
    """The agent ends the talk, and is asked what became of it; the caller is on the line."""
    agent.leaves_conference()
    agent.is_silent()
    hotline.run()
    hotline.fetched(leg)


def follow_ups_of(hotline: Hotline) -> list[FollowUp]:
    with hotline.house.store.reading() as session:
        return list(session.scalars(select(FollowUp)))


def promised(hotline: Hotline) -> list[Promise]:
    with hotline.house.store.reading() as session:
        return list(session.scalars(select(Promise)))


# What callers say


@on_both
def test_a_low_rating_is_a_promise_of_a_supervisor_within_a_day(hotline: Hotline) -> None:
    boss = hotline.person("8001", role="supervisor")
    leg, agent, case = talking(hotline)
    ends(hotline, leg, agent)
    leg.says("no thank you")
    assert "Agent 8001" in leg.presses("1").said
    assert hotline.call(leg).rating == 1
    assert "rated" in story(hotline, case)
    (promise,) = promised(hotline)
    assert (promise.kind, promise.person_id, promise.number) == ("supervisor", boss.id, MOBILE)
    assert promise.due_at is not None
    assert hotline.clock.now() < promise.due_at <= hotline.clock.now() + DAY


def test_a_good_rating_is_only_put_down(hotline: Hotline) -> None:
    hotline.person("8001", role="supervisor")
    leg, agent, _ = talking(hotline)
    ends(hotline, leg, agent)
    leg.says("no thank you")
    leg.presses("5")
    assert (hotline.call(leg).rating, promised(hotline)) == (5, [])


def test_a_rating_that_comes_twice_counts_once(hotline: Hotline) -> None:
    hotline.person("8001", role="supervisor")
    leg, agent, case = talking(hotline)
    ends(hotline, leg, agent)
    leg.says("no thank you")
    action = leg.document.attribute("Gather", "action")
    assert leg.asks(action, Digits="1").text == leg.asks(action, Digits="1").text
    assert len(promised(hotline)) == 1
    assert story(hotline, case).count("rated") == 1


@pytest.mark.parametrize(("key", "wants"), [("1", True), ("2", False)])
def test_leave_to_send_text_messages_is_asked_for_once(
    hotline: Hotline, key: str, *, wants: bool
) -> None:
    leg, agent, _ = talking(hotline)
    ends(hotline, leg, agent)
    leg.says("no thank you")
    assert "text messages" in leg.presses("5").said
    leg.presses(key)
    assert customer(hotline).texts is wants
    leg.hangs_up()
    agent.is_silent()
    agent.goes(agent.document.redirect)
    agent.presses("1")
    again = hotline.caller(MOBILE)
    hotline.meet(again, agent)
    ends(hotline, again, agent)
    again.says("no thank you")
    assert "text messages" not in again.presses("5").said


@on_both
def test_something_else_is_another_case_of_the_same_call(hotline: Hotline) -> None:
    leg, agent, first = talking(hotline)
    ends(hotline, leg, agent)
    leg.says("yes")
    leg.says("the screen does not work")
    second = case_of(hotline, leg)
    assert (second.id != first.id, second.skill) == (True, "repair")
    assert story(hotline, second) == ["opened", "contact"]
    leg.waits()
    agent.presses("1")
    assert case_state(hotline, first) == "solved"
    assert case_state(hotline, second) == "open"


def test_something_else_after_a_callback_is_another_case_too(hotline: Hotline) -> None:
    agreed(hotline, MOBILE)
    agent = taken(hotline)
    leg = hotline.rung()
    leg.picks_up()
    leg.presses("1")
    first = case_of(hotline, leg)
    agent.goes(agent.document.redirect)
    ends(hotline, leg, agent)
    leg.says("yes")
    leg.says("the screen does not work")
    second = case_of(hotline, leg)
    assert (second.id != first.id, second.skill) == (True, "repair")


def case_state(hotline: Hotline, case: Case) -> str:
    with hotline.house.store.reading() as session:
        found = cases.by_id(session, case.id)
    assert found is not None
    return found.state


def test_who_is_asked_and_says_no_is_called_back_by_the_owner(hotline: Hotline) -> None:
    case = solved(hotline)
    looks(hotline)
    leg = hotline.rung()
    leg.picks_up()
    leg.presses("2")
    leg.presses("2")
    assert case_state(hotline, case) == "open"
    (promise,) = promised(hotline)
    assert (promise.kind, promise.person_id) == ("callback", case.owner_id)
    with hotline.house.store.reading() as session:
        pending = promises.open_callback(session, MOBILE)
    assert pending is not None
    assert pending[1].case_id == case.id


def test_a_supervisor_asked_for_in_the_line_comes_and_the_place_is_kept(hotline: Hotline) -> None:
    leg = hotline.caller(MOBILE)
    hotline.clock.passes(30)
    joined = hotline.call(leg).joined_at
    later = hotline.caller()
    leg.waits()
    leg.waits()
    leg.wishes(Digits="0")
    assert hotline.call(leg).wants_supervisor
    assert hotline.call(leg).joined_at == joined
    agent = hotline.agent()
    hotline.meet(later, agent)
    assert hotline.stands(leg) == "waiting"


def test_an_agent_who_has_taken_the_call_keeps_it(hotline: Hotline) -> None:
    agent, leg = hotline.agent(), hotline.caller(MOBILE)
    hotline.run()
    hotline.fetched(agent)
    leg.waits()
    leg.wishes(Digits="0")
    assert hotline.stands(leg) == "talking"
    hotline.run()
    assert hotline.fetched(leg).conference == agent.document.conference


# What agents say became of it


@on_both
def test_one_key_says_that_it_is_solved_and_the_customer_will_be_asked(hotline: Hotline) -> None:
    leg, agent, case = talking(hotline)
    leg.hangs_up()
    assert "Press 1 if it is solved" in agent.leaves_conference().said
    assert agent.presses("1").redirect == "/agent/park"
    assert hotline.talk(leg).outcome == "solved"
    assert case_state(hotline, case) == "solved"
    (asked,) = follow_ups_of(hotline)
    assert asked.due_at == hotline.clock.now() + hotline.house.rules.cases.follow_up_after
    assert hotline.does() == "idle"


@pytest.mark.parametrize(("key", "outcome"), [("2", "follow-up"), ("7", None)])
def test_any_other_key_leaves_it_open(hotline: Hotline, key: str, outcome: str | None) -> None:
    leg, agent, case = talking(hotline)
    leg.hangs_up()
    agent.leaves_conference()
    agent.presses(key)
    assert (hotline.talk(leg).outcome, case_state(hotline, case)) == (outcome, "open")


def test_the_page_says_the_same_and_the_last_word_counts(hotline: Hotline) -> None:
    leg, agent, case = talking(hotline)
    leg.hangs_up()
    agent.leaves_conference()
    duty, person, talk = desk_side.duty(hotline), hotline.staff().id, hotline.talk(leg).id
    for _ in range(2):
        assert duty.finish(person, talk, "solved") is None
    assert case_state(hotline, case) == "solved"
    assert len(follow_ups_of(hotline)) == 1
    assert duty.finish(person, talk, "follow-up") is None
    assert case_state(hotline, case) == "open"
    with hotline.house.store.reading() as session:
        assert follow_ups.open_of(session, case.id) is None


def test_who_has_said_it_on_the_page_is_not_asked(hotline: Hotline) -> None:
    leg, agent, _ = talking(hotline)
    leg.hangs_up()
    desk_side.duty(hotline).finish(hotline.staff().id, hotline.talk(leg).id, "solved")
    assert agent.leaves_conference().redirect == "/agent/park"


def test_nobody_says_it_for_another(hotline: Hotline) -> None:
    leg, agent, case = talking(hotline)
    leg.hangs_up()
    agent.leaves_conference()
    action = agent.document.attribute("Gather", "action")
    stranger = hotline.agent("9002")
    stranger.asks(action, Digits="1")
    assert case_state(hotline, case) == "open"
